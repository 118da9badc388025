//! Exits of pages: their conditions, where they lead, and the walks that test them.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::lang::{Lang, Text};

/// A way out of a page.
#[derive(Clone, Debug)]
pub struct Exit {
    /// When it is taken; `None` for always.
    pub when: Option<Condition>,
    /// Where it leads.
    pub go: ExitTarget,
    /// What solved the problem, for the page at the end of a solved session.
    pub because: Option<Text>,
}

/// Where an exit leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExitTarget {
    /// Another page of the same guide.
    Page(Id),
    /// The end of the session.
    End(Outcome),
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The customer said that it works now.
    Solved,
    /// Nothing helped, and support takes over.
    NotSolved,
}

/// When an exit is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The customer said on this page that it is solved.
    Solved,
    /// A task is ticked.
    Ticked {
        /// The task's page.
        page: Id,
        /// The task.
        task: Id,
    },
    /// A question has an answer.
    Answered {
        /// The question's page.
        page: Id,
        /// The question.
        ask: Id,
    },
    /// A question has this answer.
    Chose {
        /// The question's page.
        page: Id,
        /// The question.
        ask: Id,
        /// The answer.
        choice: Id,
    },
    /// The customer reads this language.
    Language(Lang),
    /// The customer's computer runs this system.
    Os(Os),
    /// The condition does not hold.
    Not(Box<Self>),
    /// All of these hold.
    All(Vec<Self>),
    /// At least one of these holds.
    Any(Vec<Self>),
}

impl Condition {
    pub(super) fn mentions_solved(&self) -> bool {
        match self {
            Self::Solved => true,
            Self::Not(inner) => inner.mentions_solved(),
            Self::All(inner) | Self::Any(inner) => inner.iter().any(Self::mentions_solved),
            Self::Ticked { .. } | Self::Answered { .. } | Self::Chose { .. } | Self::Language(_) | Self::Os(_) => false,
        }
    }
}

/// An operating system that customers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Os {
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
    /// Linux.
    Linux,
}

/// A way through a guide that its authors promise.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What it shows.
    pub name: String,
    /// What the customer does, in order.
    pub steps: Vec<WalkStep>,
    /// Where it must end.
    pub ends: ExitTarget,
}

/// One step of a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkStep {
    /// Ticks a task.
    Tick {
        /// The task's page, which must be the one on screen.
        page: Id,
        /// The task.
        task: Id,
    },
    /// Chooses an answer.
    Choose {
        /// The question's page, which must be the one on screen.
        page: Id,
        /// The question.
        ask: Id,
        /// The answer.
        choice: Id,
    },
    /// Types an answer.
    Type {
        /// The question's page, which must be the one on screen.
        page: Id,
        /// The question.
        ask: Id,
        /// The words.
        words: String,
    },
    /// Says whether it is solved, and leaves the page.
    Say(Outcome),
    /// Leaves a page that does not ask whether it is solved.
    Next,
    /// Goes back one page.
    Back,
}
