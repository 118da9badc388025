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
    /// The session began. This is the first event and no other.
    Started {
        /// The guide.
        wizard: Id,
        /// The page it begins with.
        page: Id,
        /// The pack and the program with which it began.
        made_with: MadeWith,
        /// Its language at the beginning.
        lang: Lang,
        /// The random bytes behind the tags of hidden values and the report's code. They stay on this computer.
        #[serde(with = "salt_in_hex")]
        salt: Salt,
    },
    /// The session was opened again, perhaps by a newer program or with a newer pack.
    Resumed {
        /// The pack and the program that continue it.
        made_with: MadeWith,
        /// The page on which it continues if the page on which it was left is gone from the pack.
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
    /// The customer left a page by one of its exits.
    Went {
        /// The page.
        from: Id,
        /// The reply to "did this solve it?", if the page asks.
        said: Option<Outcome>,
        /// Where the exit leads.
        to: ExitTarget,
    },
    /// The customer went back, or forward again to a page already seen.
    Returned {
        /// The page, which is on the way.
        to: Id,
    },
    /// A tool was used.
    Used {
        /// The page; `None` on a screen outside the pages.
        page: Option<Id>,
        /// The tool.
        tool: ToolName,
        /// The result.
        result: ToolResult,
    },
    /// The customer changed the language.
    Switched {
        /// The new language.
        lang: Lang,
    },
    /// An earlier event was undone.
    Undone {
        /// Its index in the list, from 0.
        event: usize,
    },
    /// The customer gave the session up.
    Left,
    /// The computer slept while the session was open and has woken up. The program notices it at the customer's next
    /// action.
    Slept {
        /// For how long.
        seconds: u64,
    },
    /// Nothing happened in the window for long, on a system where the clocks do not show sleep.
    Idle {
        /// For how long.
        seconds: u64,
    },
    /// The computer's clock was set while the session was open. The times of earlier events are from the clock before
    /// that.
    ClockSet {
        /// By how much; negative if it was set back.
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

/// The result of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToolResult {
    /// It worked.
    Done {
        /// The host that it opened, or the name of the file that it saved.
        detail: SafeText,
    },
    /// Browser data was cleared, or the program tried to.
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
    /// It failed.
    Failed {
        /// The system's message.
        detail: SafeText,
    },
}

/// The result of clearing browser data, in counts. Other people read it in reports, so it has no names of profiles, no
/// paths, and no sites but the pack's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cleared {
    /// The names of the browsers in which something was cleared.
    pub browsers: Vec<String>,
    /// The pack's sites whose cookies and site data were to be cleared; empty if it was those of all sites.
    pub sites: Vec<String>,
    /// What was cleared from caches; `None` if the customer did not choose them.
    pub cache: Option<ClearedFiles>,
    /// Which cookies were cleared; `None` if the customer did not choose them.
    pub cookies: Option<ClearedCookies>,
    /// Which site data was cleared; `None` if the customer did not choose it.
    pub site_data: Option<ClearedSiteData>,
    /// How many things could not be cleared.
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
    /// How many of these belong to other hosts, inside the sites' partitions.
    #[serde(default)]
    pub kept_for_sites: u64,
    /// How many other cookies stayed.
    pub untouched: u64,
}

/// Site data cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedSiteData {
    /// How many files.
    pub files: u64,
    /// Their sizes added up, in bytes.
    pub bytes: u64,
    /// How many keys in stores that several sites share.
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
    use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::redact::Salt;

    pub(super) fn serialize<S: Serializer>(salt: &Salt, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(salt))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Salt, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let bytes = HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok();
        let salt = bytes.and_then(|bytes| Salt::try_from(bytes).ok());
        salt.ok_or_else(|| D::Error::custom("the salt is not 32 hexadecimal digits"))
    }
}
