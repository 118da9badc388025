//! What was found, looked at.
//!
//! A running browser shows less than it has: Chromium writes cookies up to 30 seconds late. So the program counts again
//! once the browser is closed, and the result says both what was shown and what was cleared.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{Amount, Browser, CacheFolder, Count, Profile, SkipReason, Skipped};
use crate::browser::{Owner, Site};

/// What was found on the machine.
#[derive(Clone, Debug)]
pub struct Survey {
    /// When it was looked.
    pub at: Timestamp,
    /// The sites that were counted apart.
    pub sites: Vec<Site>,
    /// Browsers, the one used last first.
    pub browsers: Vec<BrowserSurvey>,
    /// Whether looking was cut short.
    pub cancelled: bool,
}

/// One browser, looked at.
#[derive(Clone, Debug)]
pub struct BrowserSurvey {
    /// The browser.
    pub browser: Browser,
    /// Whether it runs.
    pub running: Running,
    /// Cache that its profiles share; it goes with the cache of any of them.
    pub shared_cache: CacheSurvey,
    /// Its profiles, in the browser's order. None for a browser that can only be cleared by hand.
    pub profiles: Vec<ProfileSurvey>,
}

/// One profile, looked at.
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

/// A cache, looked at.
#[derive(Clone, Debug, Default)]
pub struct CacheSurvey {
    /// What is in it.
    pub amount: Amount,
    /// What of it cannot be cleared, and why.
    pub skipped: Vec<Skipped>,
}

/// Site data, looked at.
#[derive(Clone, Debug, Default)]
pub struct SiteDataSurvey {
    /// Folders that hold one origin's data each.
    pub folders: Vec<OriginFolder>,
    /// Keys in a store that all sites share (Chromium's Local Storage), where it can be edited.
    pub keys: Count,
    /// What cannot be cleared, and why.
    pub skipped: Vec<Skipped>,
}

/// A folder that holds the data of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginFolder {
    /// Where it lies, opened as a [`CacheFolder`] is.
    pub folder: CacheFolder,
    /// Whose data it is, as the browser writes it: `https://www.okpay.com`.
    pub origin: String,
    /// Whose it is, seen from the sites asked for.
    pub owner: Owner,
    /// What is in it.
    pub amount: Amount,
}

/// Whether a browser runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Running {
    /// Nothing speaks for it.
    No,
    /// These processes hold it.
    Yes(Vec<Holder>),
    /// It cannot be told: its lock names another machine, or a store is locked by nobody we can see.
    Unclear(RunningUnknown),
}

/// A process that holds a browser open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Its program's file name.
    pub program: String,
    /// Whether it is the browser itself or a helper of it.
    pub role: HolderRole,
}

/// What a process is to its browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderRole {
    /// The browser itself, perhaps without a window.
    Browser,
    /// A helper: a tab, the graphics, an extension.
    Helper,
    /// Started to stay in the background without a window.
    Background,
}

/// Why it cannot be told whether a browser runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunningUnknown {
    /// Its lock was made by another machine, or by this one under another name.
    LockOfAnotherHost(String),
    /// A store of it is locked, and no process of it can be seen.
    StoreLocked(PathBuf),
}
