//! The checked pack: what the files say, with every reference checked.
//!
//! Only [`super::load`] makes these values, so later code need not check them again: every text has words, every exit
//! leads somewhere, every link is within the pack's hosts, and each page's last exit has no condition.

mod page;
mod way;

pub use self::page::{Block, Choice, Page, Question, QuestionKind, Task, Tool, ToolName};
pub use self::way::{Condition, Exit, ExitTarget, Os, Outcome, Walk, WalkStep};

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::link::Link;
use super::mail::MailAddress;
use crate::lang::{Lang, Text};

/// The id of a pack, guide, page, task, question or choice: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Id(Arc<str>);

impl Id {
    /// The id as written.
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

/// The guides for one product.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The pack's id, which sessions and reports contain.
    pub id: Id,
    /// The pack's version, which its authors choose.
    pub version: String,
    /// The name on the window and on reports.
    pub name: Text,
    /// The colour of the brand: red, green and blue of sRGB.
    pub accent: [u8; 3],
    /// The languages in which every text exists; readers of other languages get the first.
    pub languages: Vec<Lang>,
    /// The product's own front page.
    pub site: Link,
    /// The hosts that the pack can open, with their subdomains. It can open no others.
    pub hosts: Vec<String>,
    /// How to reach support.
    pub contact: Contact,
    /// The guides, in the order of the home screen. At least one.
    pub wizards: Vec<Guide>,
}

impl Pack {
    /// The guide with this id.
    pub fn wizard(&self, id: &str) -> Option<&Guide> {
        self.wizards.iter().find(|guide| guide.id == *id)
    }
}

/// How to reach support, and how to recognise false support.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The page on which support is reached.
    pub page: Link,
    /// The address to which customers may write, if there is one.
    pub mail: Option<MailAddress>,
    /// The day on which the product's owner confirmed the page to the pack's authors, if ever.
    pub checked: Option<jiff::civil::Date>,
    /// Where the address comes from, as long as its owner has not confirmed it.
    pub source: Option<Text>,
    /// What to have ready before asking.
    pub bring: Vec<Text>,
    /// What real support never does, so that customers recognise false support.
    pub never: Vec<Text>,
}

/// One problem and the way out of it.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The guide's id in sessions and reports, and the name of its file.
    pub id: Id,
    /// The problem in the customer's words.
    pub title: Text,
    /// What the guide covers: one short line for its card.
    pub summary: Text,
    /// Other phrases that customers use for the problem, for search.
    pub says: Vec<(Lang, Vec<String>)>,
    /// The pages; a session starts on the first. At least one.
    pub pages: Vec<Page>,
    /// Ways through the guide that its authors promise.
    pub walks: Vec<Walk>,
}

impl Guide {
    /// The page with this id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == *id)
    }
}
