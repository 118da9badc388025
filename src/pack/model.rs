//! The checked pack: what the files say, with every reference known to hold.
//!
//! Only [`super::load`] makes these values, so nothing behind it checks them again: every text has words,
//! every exit leads somewhere, every link lies within the pack's hosts, each page's last exit is unconditional.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Text};

/// The name of a pack, wizard, page, task, question or choice: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Id(Arc<str>);

impl Id {
    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(name: &str) -> Self {
        Self(Arc::from(name))
    }
}

impl From<String> for Id {
    fn from(name: String) -> Self {
        Self(Arc::from(name))
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.as_str().to_owned()
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Wizards for one product.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The pack's own name, which sessions and reports carry.
    pub id: Id,
    /// The pack's version, as its authors count.
    pub version: String,
    /// The name on the window and on reports.
    pub name: Text,
    /// The one colour of the brand, red, green and blue of sRGB.
    pub accent: [u8; 3],
    /// The languages in which every text is there; the first is what others fall back to.
    pub languages: Vec<Lang>,
    /// The product's own front page.
    pub site: Link,
    /// Hosts, with their subdomains, beyond which the pack can open nothing.
    pub hosts: Vec<String>,
    /// The way to a person.
    pub contact: Contact,
    /// The problems, in the order of the home screen. At least one.
    pub wizards: Vec<Wizard>,
}

impl Pack {
    /// The wizard with this id.
    pub fn wizard(&self, id: &str) -> Option<&Wizard> {
        self.wizards.iter().find(|wizard| wizard.id == *id)
    }
}

/// The way to a person, and how to tell a false one.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The page on which support is reached.
    pub page: Link,
    /// The day on which the product's owner confirmed the page to the pack's authors, if ever.
    pub checked: Option<jiff::civil::Date>,
    /// Where the address comes from, for as long as nobody has confirmed it.
    pub source: Option<Text>,
    /// What to have at hand before asking.
    pub bring: Vec<Text>,
    /// What real support never does; how false support gives itself away.
    pub never: Vec<Text>,
}

/// An address within the pack's hosts, https only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole address.
    pub url: String,
    /// The host alone, as it is shown before the link is opened.
    pub host: String,
}

/// One problem and the way out of it.
#[derive(Clone, Debug)]
pub struct Wizard {
    /// The wizard's name in sessions and reports, and its file's.
    pub id: Id,
    /// The problem in the customer's words.
    pub title: Text,
    /// What the wizard goes through, one short line for its card.
    pub summary: Text,
    /// Other ways in which customers put it, for search.
    pub says: Vec<(Lang, Vec<String>)>,
    /// The pages; the first is where a session starts. At least one.
    pub pages: Vec<Page>,
    /// Ways through the wizard which its authors promise.
    pub walks: Vec<Walk>,
}

impl Wizard {
    /// The page with this id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == *id)
    }
}

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
    pub asks: Vec<Ask>,
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
    pub fn ask(&self, id: &str) -> Option<&Ask> {
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
pub struct Ask {
    /// The question's name on its page.
    pub id: Id,
    /// The question.
    pub text: Text,
    /// Where to find the answer.
    pub hint: Option<Text>,
    /// What kind of answer it takes.
    pub kind: AskKind,
    /// Whether the customer may go on without an answer.
    pub optional: bool,
}

/// What kind of answer a question takes.
/// There is none for a password, a one-time code or a card number, so none can be asked for.
#[derive(Clone, Debug)]
pub enum AskKind {
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
    /// [`Tool::OpenLink`], and links in a page's body.
    OpenLink,
    /// [`Tool::CopyText`].
    CopyText,
    /// [`Tool::SaveReport`].
    SaveReport,
    /// [`Tool::ContactSupport`].
    ContactSupport,
}

/// A way out of a page.
#[derive(Clone, Debug)]
pub struct Exit {
    /// When it is taken; `None` always.
    pub when: Option<Condition>,
    /// Where it leads.
    pub go: Target,
    /// What it was, said on the page that ends a solved session.
    pub because: Option<Text>,
}

/// Where an exit leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Another page of the same wizard.
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
    /// Nothing helped; a person takes over.
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
    /// The program runs on this system.
    Os(Os),
    /// The other way round.
    Not(Box<Self>),
    /// All of them.
    All(Vec<Self>),
    /// At least one of them.
    Any(Vec<Self>),
}

impl Condition {
    fn mentions_solved(&self) -> bool {
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

/// A way through a wizard which its authors promise.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What it shows.
    pub name: String,
    /// What the customer does, in order.
    pub steps: Vec<WalkStep>,
    /// Where it must end.
    pub ends: Target,
}

/// One act of a walk.
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
