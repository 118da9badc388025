//! What the program finds in the browsers.
//!
//! A running browser shows less than it has: Chromium writes cookies up to 30 seconds late. So the program counts again
//! once the browser is closed, and the result says both what was shown and what was cleared.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{Amount, Browser, CacheFolder, Count, Profile, SkipReason, Skipped};
use crate::browser::{Owner, Site};

/// What was found in all browsers of the machine.
#[derive(Clone, Debug)]
pub struct Survey {
    /// When the survey was made.
    pub at: Timestamp,
    /// The sites whose data was counted separately.
    pub sites: Vec<Site>,
    /// The browsers, the one used last first.
    pub browsers: Vec<BrowserSurvey>,
    /// Whether the customer stopped the survey.
    pub cancelled: bool,
}

/// What was found in one browser.
#[derive(Clone, Debug)]
pub struct BrowserSurvey {
    /// The browser.
    pub browser: Browser,
    /// Whether it runs.
    pub running: Running,
    /// Cache that its profiles share. It is cleared with the cache of any profile.
    pub shared_cache: CacheSurvey,
    /// Its profiles, in the browser's order; empty for a browser that can only be cleared by hand.
    pub profiles: Vec<ProfileSurvey>,
}

/// What was found in one profile.
#[derive(Clone, Debug)]
pub struct ProfileSurvey {
    /// The profile.
    pub profile: Profile,
    /// Its cache.
    pub cache: CacheSurvey,
    /// Its cookies, or why they cannot be cleared.
    pub cookies: Result<Count, SkipReason>,
    /// Its site data.
    pub site_data: SiteDataSurvey,
}

/// What was found in a cache.
#[derive(Clone, Debug, Default)]
pub struct CacheSurvey {
    /// How much is in it.
    pub amount: Amount,
    /// What cannot be cleared, and why.
    pub skipped: Vec<Skipped>,
}

/// The site data that was found.
#[derive(Clone, Debug, Default)]
pub struct SiteDataSurvey {
    /// Folders with the data of one origin each.
    pub folders: Vec<OriginFolder>,
    /// Keys in the store that all sites share (Chromium's Local Storage), if it can be edited.
    pub keys: Count,
    /// What cannot be cleared, and why.
    pub skipped: Vec<Skipped>,
}

/// A folder with the data of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginFolder {
    /// The folder, opened as a [`CacheFolder`] is.
    pub folder: CacheFolder,
    /// The origin, as the browser writes it: `https://www.okpay.com`.
    pub origin: String,
    /// Whether it belongs to the chosen sites.
    pub owner: Owner,
    /// How much is in it.
    pub amount: Amount,
}

/// Whether a browser runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Running {
    /// Nothing indicates that it does.
    No,
    /// These processes hold it open.
    Yes(Vec<Holder>),
    /// Unknown: its lock names another machine, or a store is locked by a process that the program cannot see.
    Unclear(RunningUnknown),
}

/// A process that holds a browser open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its process id.
    pub pid: u32,
    /// Its program's file name.
    pub program: String,
    /// Whether it is the browser itself or one of its helpers.
    pub role: HolderRole,
}

/// The role of a process in its browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderRole {
    /// The browser itself, perhaps without a window.
    Browser,
    /// A helper: a tab, the graphics, an extension.
    Helper,
    /// A background process without a window.
    Background,
}

/// Why the program does not know whether a browser runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunningUnknown {
    /// Another machine made its lock, or this machine under another name.
    LockOfAnotherHost(String),
    /// A store is locked, but no process of the browser can be seen.
    StoreLocked(PathBuf),
}
