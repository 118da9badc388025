//! The raw pack: what the files say, each value with its place.
//!
//! Owns only the types. A value that could not be read is absent, and the diagnostics say why.

use super::diagnostics::{ByteSpan, Name, Spanned};
use super::model::{Os, Outcome};
use crate::lang::Lang;

#[derive(Debug)]
pub(super) struct RawPack {
    pub(super) format: Option<Spanned<i64>>,
    pub(super) id: Option<Name>,
    pub(super) version: Option<Name>,
    pub(super) name: Option<RawText>,
    pub(super) accent: Option<Name>,
    pub(super) languages: Option<Spanned<Vec<Spanned<Lang>>>>,
    pub(super) site: Option<Name>,
    pub(super) hosts: Option<Spanned<Vec<Name>>>,
    pub(super) contact: Option<RawContact>,
    pub(super) wizards: Option<Spanned<Vec<Name>>>,
}

#[derive(Debug)]
pub(super) struct RawContact {
    pub(super) page: Option<Name>,
    pub(super) mail: Option<Name>,
    pub(super) checked: Option<Name>,
    pub(super) source: Option<RawText>,
    pub(super) bring: Vec<RawText>,
    pub(super) never: Vec<RawText>,
}

#[derive(Clone, Debug)]
pub(super) struct RawText {
    pub(super) span: ByteSpan,
    pub(super) words: RawWords,
}

#[derive(Clone, Debug)]
pub(super) enum RawWords {
    Same(Name),
    ByLanguage(Vec<(Lang, Name)>),
}

#[derive(Debug)]
pub(super) struct RawGuide {
    pub(super) id: Option<Name>,
    pub(super) title: Option<RawText>,
    pub(super) summary: Option<RawText>,
    pub(super) says: Vec<(Lang, Vec<Name>)>,
    pub(super) pages: Vec<RawPage>,
    pub(super) walks: Vec<RawWalk>,
}

#[derive(Debug)]
pub(super) struct RawPage {
    pub(super) span: ByteSpan,
    pub(super) id: Option<Name>,
    pub(super) title: Option<RawText>,
    pub(super) why: Option<RawText>,
    pub(super) minutes: Option<u16>,
    pub(super) body: Vec<RawBlock>,
    pub(super) tasks: Vec<RawTask>,
    pub(super) asks: Vec<RawAsk>,
    pub(super) tools: Vec<RawTool>,
    pub(super) check: Option<RawText>,
    pub(super) exits: Option<Spanned<Vec<RawExit>>>,
}

/// A task or a choice. Both are written in the same way.
#[derive(Debug)]
pub(super) struct RawTask {
    pub(super) id: Option<Name>,
    pub(super) text: Option<RawText>,
    pub(super) hint: Option<RawText>,
}

#[derive(Debug)]
pub(super) struct RawAsk {
    pub(super) id: Option<Name>,
    pub(super) text: Option<RawText>,
    pub(super) hint: Option<RawText>,
    pub(super) kind: Option<RawKind>,
    pub(super) optional: bool,
}

#[derive(Debug)]
pub(super) enum RawKind {
    Choice(Spanned<Vec<RawTask>>),
    Amount,
    Date,
    OrderNumber,
    ErrorText,
    ShortText,
}

#[derive(Debug)]
pub(super) enum RawBlock {
    Text(RawText),
    Steps(Vec<RawText>),
    List(Vec<RawText>),
    Note(RawText),
    Warning(RawText),
    Link { text: Option<RawText>, to: Option<Name> },
}

#[derive(Debug)]
pub(super) enum RawTool {
    ClearBrowserData,
    OpenLink { text: Option<RawText>, to: Option<Name> },
    CopyText { label: Option<RawText>, text: Option<RawText> },
    SaveReport,
    ContactSupport,
}

#[derive(Debug)]
pub(super) struct RawExit {
    pub(super) span: ByteSpan,
    pub(super) when: RawWhen,
    pub(super) go: Option<RawTarget>,
    pub(super) because: Option<RawText>,
}

#[derive(Debug)]
pub(super) enum RawWhen {
    Always,
    If(RawCondition),
    /// There is a condition, but it could not be read.
    Unread,
}

impl RawWhen {
    /// The condition, if there is one that could be read.
    pub(super) fn condition(&self) -> Option<&RawCondition> {
        match self {
            Self::If(condition) => Some(condition),
            Self::Always | Self::Unread => None,
        }
    }

    pub(super) fn is_always(&self) -> bool {
        matches!(self, Self::Always)
    }
}

#[derive(Clone, Debug)]
pub(super) enum RawTarget {
    Page(Name),
    End(Outcome),
}

#[derive(Debug)]
pub(super) enum RawCondition {
    Solved,
    Ticked(Name),
    Answered(Name),
    Chose(Name, Name),
    Language(Lang),
    Os(Os),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

#[derive(Debug)]
pub(super) struct RawWalk {
    pub(super) name: Option<Name>,
    pub(super) steps: Vec<RawStep>,
    pub(super) ends: Option<RawTarget>,
}

#[derive(Debug)]
pub(super) enum RawStep {
    Tick(Name),
    Choose(Name, Name),
    Type(Name, Name),
    Say(Outcome),
    Next,
    Back,
}
