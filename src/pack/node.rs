//! The tree of a file: values within values, each with its place.
//!
//! Owns nothing but the shape. Must not know which fields there are.

use super::desk::{Name, Span};

/// One value of a file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Text(String),
    Number(String),
    Word(String),
    /// `(…)` or `Name(…)`.
    Group {
        name: Option<Name>,
        items: Vec<Item>,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// Could not be read, which has been said already.
    Missing,
}

/// One piece of a group, with its name when it has one.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) name: Option<Name>,
    pub(super) value: Node,
}
