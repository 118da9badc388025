//! What a customer did, one event each, with its time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::pack::{ExitTarget, Id, Outcome, ToolName};
use crate::redact::{SafeText, Salt};

/// One thing that happened, and when. A session is a list of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub what: EventKind,
}

/// What can happen in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum EventKind {
    /// The session began. Always the first event, and never again.
    Started {
        /// The wizard.
        wizard: Id,
        /// The page it begins with.
        page: Id,
        /// Which pack and program it was begun with.
        made_with: MadeWith,
        /// The language it was begun in.
        lang: Lang,
        /// What makes hidden values of this session tell from each other, and the report's code. It stays on this
        /// computer. Sessions of before there was one have zeros.
        #[serde(default, with = "salt_in_hex")]
        salt: Salt,
    },
    /// The session was opened again, perhaps by a newer program or with a newer pack.
    Resumed {
        /// Which pack and program go on with it.
        made_with: MadeWith,
        /// The page it goes on with, where the page it was left on is gone from the pack.
        moved_to: Option<Id>,
    },
    /// A task was ticked.
    Ticked {
        /// Its page.
        page: Id,
        /// The task.
        task: Id,
    },
    /// A tick was taken back.
    Unticked {
        /// Its page.
        page: Id,
        /// The task.
        task: Id,
    },
    /// A question was answered, for the first time or anew.
    Answered {
        /// Its page.
        page: Id,
        /// The question.
        ask: Id,
        /// The answer.
        answer: Answer,
    },
    /// An answer was taken back.
    Cleared {
        /// Its page.
        page: Id,
        /// The question.
        ask: Id,
    },
    /// The customer went on.
    Went {
        /// From this page.
        from: Id,
        /// What they said to "did this solve it?", where the page asks.
        said: Option<Outcome>,
        /// To there.
        to: ExitTarget,
    },
    /// The customer went back, or forward again over pages they had been to.
    Returned {
        /// To this page of the way.
        to: Id,
    },
    /// A tool was used.
    Used {
        /// On this page; `None` on a screen outside the pages.
        page: Option<Id>,
        /// The tool.
        tool: ToolName,
        /// What came of it.
        result: ToolResult,
    },
    /// The customer changed the language.
    Switched {
        /// To this one.
        lang: Lang,
    },
    /// An earlier event was undone.
    Undone {
        /// Which: its place in the list, counted from 0.
        event: usize,
    },
    /// The customer gave the session up.
    Left,
    /// The computer slept while the session was open, and has woken up again. Noticed at the next sign of life.
    Slept {
        /// For how long.
        seconds: u64,
    },
    /// Nothing happened in the window for long, on a system that does not tell sleep apart.
    Idle {
        /// For how long.
        seconds: u64,
    },
    /// The computer's clock was set while the session was open. Times before this one were told by the clock of before.
    ClockSet {
        /// How far ahead of before it is now; less than nothing where it was set back.
        by_seconds: i64,
    },
}

/// Which pack and program made a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeWith {
    /// The pack's id.
    pub pack: Id,
    /// The pack's version.
    pub pack_version: String,
    /// The program's version.
    pub program_version: String,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// One of several.
    Choice(Id),
    /// Words as typed, without their secrets; never empty.
    Words(SafeText),
}

/// What came of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToolResult {
    /// It did what it says.
    Done {
        /// What exactly: the host opened, the name of the file saved.
        detail: SafeText,
    },
    /// Browser data was cleared, or it was tried.
    Cleared(Cleared),
    /// Cookies and site data that had been cleared were put back.
    PutBack {
        /// How many stores are back.
        stores: u64,
        /// How many could not be put back.
        could_not: u64,
    },
    /// The customer cleared this browser by hand, following its own steps.
    ByHand {
        /// Its name.
        browser: String,
    },
    /// It could not.
    Failed {
        /// Why, as the system put it.
        detail: SafeText,
    },
}

/// What clearing browser data came to, in counts. No profile's name and no path is in here, and of sites only the
/// pack's: a report is for other eyes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cleared {
    /// The names of the browsers in which something was cleared.
    pub browsers: Vec<String>,
    /// The pack's sites whose cookies and site data were meant; none when it was those of all sites.
    pub sites: Vec<String>,
    /// What was cleared of caches; `None` when they were not asked for.
    pub cache: Option<ClearedFiles>,
    /// What was cleared of cookies; `None` when they were not asked for.
    pub cookies: Option<ClearedCookies>,
    /// What was cleared of site data; `None` when it was not asked for.
    pub site_data: Option<ClearedSiteData>,
    /// How many things had to be left alone.
    pub could_not: u64,
    /// Whether the customer stopped it.
    pub stopped: bool,
}

/// Files cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedFiles {
    /// How many.
    pub files: u64,
    /// Their sizes added up, in bytes.
    pub bytes: u64,
}

/// Cookies cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedCookies {
    /// How many.
    pub removed: u64,
    /// How many of these were other hosts', kept inside the sites' pages.
    #[serde(default)]
    pub kept_for_sites: u64,
    /// How many others stayed.
    pub untouched: u64,
}

/// Site data cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedSiteData {
    /// How many files.
    pub files: u64,
    /// Their sizes added up, in bytes.
    pub bytes: u64,
    /// How many keys of stores that sites share.
    pub keys: u64,
}

impl Cleared {
    /// Whether anything was cleared at all.
    pub fn anything(&self) -> bool {
        let files = self.cache.is_some_and(|cache| cache.files > 0);
        let cookies = self.cookies.is_some_and(|cookies| cookies.removed > 0);
        files || cookies || self.site_data.is_some_and(|data| data.files + data.keys > 0)
    }
}

/// A salt as 32 hexadecimal digits, which every text editor can show.
mod salt_in_hex {
    use std::fmt::Write as _;

    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::redact::Salt;

    pub(super) fn serialize<S: Serializer>(salt: &Salt, serializer: S) -> Result<S::Ok, S::Error> {
        let mut digits = String::with_capacity(2 * salt.len());
        for byte in salt {
            // Writing to a string cannot fail.
            write!(digits, "{byte:02x}").ok();
        }
        serializer.serialize_str(&digits)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Salt, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let mut salt = Salt::default();
        let pairs = digits.as_bytes().chunks(2).map(|pair| {
            str::from_utf8(pair).ok().filter(|pair| pair.len() == 2).and_then(|pair| u8::from_str_radix(pair, 16).ok())
        });
        let bytes: Option<Vec<u8>> = pairs.collect();
        let bytes = bytes.filter(|bytes| bytes.len() == salt.len());
        salt.copy_from_slice(&bytes.ok_or_else(|| D::Error::custom("the salt is not 32 hexadecimal digits"))?);
        Ok(salt)
    }
}
