//! What the customer decided about a report before it is saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// What goes into a report, and in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The language of the report.
    pub lang: Lang,
    /// The language that stands beside it, for an agent who reads another one.
    pub beside: Option<Lang>,
    /// The parts that stay out.
    pub left_out: BTreeSet<ReportPart>,
    /// Hidden values that the customer wants to be read after all. Only kinds that may be: whoever puts them here
    /// has asked [`crate::redact::Kind::may_be_shown_again`].
    pub shown: Vec<RevealedValue>,
}

impl Choices {
    /// Everything, in one language, with all that is secret hidden.
    pub fn all(lang: Lang) -> Self {
        Self { lang, beside: None, left_out: BTreeSet::new(), shown: Vec::new() }
    }

    /// Whether a part goes in.
    pub fn has(&self, part: ReportPart) -> bool {
        !self.left_out.contains(&part)
    }
}

/// A hidden value that is to be read after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealedValue {
    /// What stands for it in the session.
    pub placeholder: String,
    /// What it was.
    pub original: String,
}

/// A part of the report that the customer can leave out. Which problem it was and how it ended are always in: without
/// them it is no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportPart {
    /// What the customer answered, wherever it would stand.
    Answers,
    /// The pages and what was done on them, with the tools used.
    Tried,
    /// The computer and its browsers.
    Machine,
    /// Everything that happened.
    Timeline,
    /// The pictures.
    Pictures,
    /// The program's own log, after it has failed.
    Log,
}

impl ReportPart {
    /// All parts, in the order in which they stand in the report.
    pub const ALL: [Self; 6] = [Self::Answers, Self::Tried, Self::Machine, Self::Timeline, Self::Pictures, Self::Log];
}
