//! A page and what is on it.

use serde::{Deserialize, Serialize};

use super::super::link::Link;
use super::{Condition, Exit, Id};
use crate::lang::Text;

/// One screen of a wizard.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page's name in sessions, conditions and reports.
    pub id: Id,
    /// What this page is about.
    pub title: Text,
    /// Why it is worth doing, one or two sentences.
    pub why: Option<Text>,
    /// About how long it takes.
    pub minutes: Option<u16>,
    /// What to read before doing.
    pub body: Vec<Block>,
    /// What to tick off.
    pub tasks: Vec<Task>,
    /// What the customer is asked.
    pub asks: Vec<Question>,
    /// What the program can do here.
    pub tools: Vec<Tool>,
    /// How to tell that it worked, as a question; present when a [`Condition::Solved`] exit is.
    pub check: Option<Text>,
    /// Where to go next; the first that matches wins, the last has no condition.
    pub exits: Vec<Exit>,
}

impl Page {
    /// Whether the page asks "did this solve it?": one of its exits wants to know.
    pub fn asks_if_solved(&self) -> bool {
        self.exits.iter().filter_map(|exit| exit.when.as_ref()).any(Condition::mentions_solved)
    }

    /// The task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == *id)
    }

    /// The question with this id.
    pub fn ask(&self, id: &str) -> Option<&Question> {
        self.asks.iter().find(|ask| ask.id == *id)
    }
}

/// A piece of a page's body. Texts may carry `**emphasis**`.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Text(Text),
    /// Numbered steps.
    Steps(Vec<Text>),
    /// Points in no particular order.
    List(Vec<Text>),
    /// Something good to know, set apart.
    Note(Text),
    /// Something to be careful about, set apart: money, false support.
    Warning(Text),
    /// An address to open.
    Link {
        /// The words on the link.
        text: Text,
        /// Where it leads.
        to: Link,
    },
}

/// One thing to do and tick off.
#[derive(Clone, Debug)]
pub struct Task {
    /// The task's name on its page.
    pub id: Id,
    /// What to do.
    pub text: Text,
    /// How, or how to tell that it is done.
    pub hint: Option<Text>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question's name on its page.
    pub id: Id,
    /// The question.
    pub text: Text,
    /// Where to find the answer.
    pub hint: Option<Text>,
    /// What kind of answer it takes.
    pub kind: QuestionKind,
    /// Whether the customer may go on without an answer.
    pub optional: bool,
}

/// What kind of answer a question takes.
/// There is none for a password, a one-time code or a card number, so none can be asked for.
#[derive(Clone, Debug)]
pub enum QuestionKind {
    /// One of several; at least two.
    Choice(Vec<Choice>),
    /// A sum of money with its currency, as typed.
    Amount,
    /// A day.
    Date,
    /// The number of an order or a transaction.
    OrderNumber,
    /// An error message, pasted or typed; several lines.
    ErrorText,
    /// A few words.
    ShortText,
}

/// One answer to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The choice's name in its question.
    pub id: Id,
    /// The answer in the customer's words.
    pub text: Text,
    /// How to tell that it is this one.
    pub hint: Option<Text>,
}

/// Something the program does for the customer.
#[derive(Clone, Debug)]
pub enum Tool {
    /// Clears the cache, and the cookies and site data of the pack's hosts, in the customer's browsers.
    ClearBrowserData,
    /// Opens an address of the pack in the customer's browser.
    OpenLink {
        /// The words on the button.
        text: Text,
        /// Where it leads.
        to: Link,
    },
    /// Puts a text into the clipboard.
    CopyText {
        /// The words on the button.
        label: Text,
        /// What is copied.
        text: Text,
    },
    /// Shows the report and saves it.
    SaveReport,
    /// Shows the way to a person.
    ContactSupport,
}

/// The names of the tools, as sessions record them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToolName {
    /// [`Tool::ClearBrowserData`].
    ClearBrowserData,
    /// [`Tool::OpenLink`], and links in a page's body.
    OpenLink,
    /// [`Tool::CopyText`].
    CopyText,
    /// [`Tool::SaveReport`].
    SaveReport,
    /// [`Tool::ContactSupport`].
    ContactSupport,
}
