//! The customer's choices for a report before it is saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// What goes into a report, and in which languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The language of the report.
    pub lang: Lang,
    /// A second language beside it, for an agent who reads another one.
    pub beside: Option<Lang>,
    /// The parts that stay out.
    pub left_out: BTreeSet<ReportPart>,
    /// Hidden values that the customer wants to show. They have kinds for which
    /// [`crate::redact::SecretKind::may_be_shown_again`] is true; the report ignores others.
    pub shown: Vec<RevealedValue>,
}

impl Choices {
    /// Everything, in one language, with all secrets hidden.
    pub fn all(lang: Lang) -> Self {
        Self { lang, beside: None, left_out: BTreeSet::new(), shown: Vec::new() }
    }

    /// Whether a part goes in.
    pub fn has(&self, part: ReportPart) -> bool {
        !self.left_out.contains(&part)
    }
}

/// A hidden value that the customer wants to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealedValue {
    /// Its placeholder in the session.
    pub placeholder: String,
    /// The original.
    pub original: String,
}

/// A part of the report that the customer can leave out. The problem and the outcome are always in: a report without
/// them would be useless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportPart {
    /// The customer's answers, in every part of the report.
    Answers,
    /// The pages and what was done on them, with the tools used.
    Tried,
    /// The computer and its browsers.
    Machine,
    /// Everything that happened.
    Timeline,
    /// The pictures.
    Pictures,
    /// The program's own log, after the program failed.
    Log,
}

impl ReportPart {
    /// All parts, in the order of the report.
    pub const ALL: [Self; 6] = [Self::Answers, Self::Tried, Self::Machine, Self::Timeline, Self::Pictures, Self::Log];
}
