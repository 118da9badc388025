//! The tree of a file: nested values, each with its place.
//!
//! Owns only the shape. Must not know which fields there are.

use super::diagnostics::{ByteSpan, Name};

/// One value of a file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) span: ByteSpan,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Text(String),
    Number(String),
    Word(String),
    /// `(…)` or `Name(…)`.
    Group {
        name: Option<Name>,
        items: Vec<GroupItem>,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// It could not be read, and that is reported already.
    Missing,
}

/// One item of a group, with its name if it has one.
#[derive(Clone, Debug)]
pub(super) struct GroupItem {
    pub(super) name: Option<Name>,
    pub(super) value: Node,
}
