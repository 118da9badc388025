//! The checked pack: what the files say, with every reference known to hold.
//!
//! Only [`super::load`] makes these values, so nothing behind it checks them again: every text has words,
//! every exit leads somewhere, every link lies within the pack's hosts, each page's last exit is unconditional.

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
    pub wizards: Vec<Guide>,
}

impl Pack {
    /// The wizard with this id.
    pub fn wizard(&self, id: &str) -> Option<&Guide> {
        self.wizards.iter().find(|wizard| wizard.id == *id)
    }
}

/// The way to a person, and how to tell a false one.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The page on which support is reached.
    pub page: Link,
    /// The address to which customers may write, if there is one.
    pub mail: Option<MailAddress>,
    /// The day on which the product's owner confirmed the page to the pack's authors, if ever.
    pub checked: Option<jiff::civil::Date>,
    /// Where the address comes from, for as long as nobody has confirmed it.
    pub source: Option<Text>,
    /// What to have at hand before asking.
    pub bring: Vec<Text>,
    /// What real support never does; how false support gives itself away.
    pub never: Vec<Text>,
}

/// One problem and the way out of it.
#[derive(Clone, Debug)]
pub struct Guide {
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

impl Guide {
    /// The page with this id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == *id)
    }
}
