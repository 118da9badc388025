//! A page and its content.

use serde::{Deserialize, Serialize};

use super::super::link::Link;
use super::{Condition, Exit, Id};
use crate::lang::Text;

/// One screen of a guide.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page's id in sessions, conditions and reports.
    pub id: Id,
    /// The page's title.
    pub title: Text,
    /// Why it is worth doing, one or two sentences.
    pub why: Option<Text>,
    /// About how long it takes.
    pub minutes: Option<u16>,
    /// What to read first.
    pub body: Vec<Block>,
    /// What to do and tick off.
    pub tasks: Vec<Task>,
    /// What the customer is asked.
    pub asks: Vec<Question>,
    /// What the program can do here.
    pub tools: Vec<Tool>,
    /// The question whether it worked; present if the page has an exit with [`Condition::Solved`].
    pub check: Option<Text>,
    /// Where to go next: the first exit whose condition holds. The last has no condition.
    pub exits: Vec<Exit>,
}

impl Page {
    /// Whether the page asks "did this solve it?", because an exit depends on the reply.
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

/// A block of a page's body. Its texts may contain `**emphasis**`.
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
    /// The task's id on its page.
    pub id: Id,
    /// What to do.
    pub text: Text,
    /// How to do it, or how to see that it is done.
    pub hint: Option<Text>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question's id on its page.
    pub id: Id,
    /// The question.
    pub text: Text,
    /// Where to find the answer.
    pub hint: Option<Text>,
    /// The kind of answer.
    pub kind: QuestionKind,
    /// Whether the customer may go on without an answer.
    pub optional: bool,
}

/// The kind of answer that a question takes.
/// There is no kind for a password, a one-time code or a card number, so no question can ask for one.
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
    /// The choice's id in its question.
    pub id: Id,
    /// The answer in the customer's words.
    pub text: Text,
    /// How to see that this is the right one.
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
    /// Shows how to reach support.
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
