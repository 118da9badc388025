//! What the rest of the program learns about browsers, and what it may ask for.
//!
//! Plain values without a thread or a file behind them: screens and the command line are drawn from these.

use std::collections::BTreeSet;
use std::ops::AddAssign;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Site;

/// Which profile of which browser. Stable while the browser is installed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProfileKey {
    /// The browser's [`Browser::id`].
    pub browser: String,
    /// The profile's [`Profile::folder`].
    pub profile: String,
}

/// How a browser keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Family {
    /// Chrome and what is built from it.
    Chromium,
    /// Firefox and what is built from it.
    Firefox,
    /// Tor Browser: built from Firefox, and it keeps no cache and no cookies.
    Tor,
    /// Safari: nothing of it may be touched from outside.
    Safari,
}

/// How a browser came onto the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packaging {
    /// Installed as the system's programs are: an installer, a deb, an application folder.
    System,
    /// From the Snap store.
    Snap,
    /// From Flathub.
    Flatpak,
    /// From the Microsoft store.
    Store,
    /// A data folder of the user's own choice, seen on the command line of a running browser.
    Custom,
}

/// A browser whose data lies on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Its name on the command line and in sessions, of its own: `chrome`, `chrome-beta`, `firefox-snap`.
    pub id: String,
    /// Its name as people know it, with channel and packaging where they tell it from another: `Google Chrome Beta`.
    pub name: String,
    /// How it keeps its data.
    pub family: Family,
    /// How it came onto the machine.
    pub packaging: Packaging,
    /// Its version, where a file of its own says so.
    pub version: Option<String>,
    /// Chromium's user data folder, the folder of Firefox's `profiles.ini`.
    pub data: PathBuf,
    /// Cache folders that its profiles share.
    pub caches: Vec<CacheFolder>,
    /// Its profiles, in the order in which the browser lists them.
    pub profiles: Vec<Profile>,
    /// How to know its processes.
    pub programs: Programs,
    /// The id of its steps for clearing by hand in [`super::Table`].
    pub by_hand: String,
}

/// How to know a browser's processes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// File names of its program on this system: `chromium`, `firefox-esr`. Letter case does not matter on Windows.
    pub names: Vec<String>,
    /// What the program's path must contain besides, where the name is a common one: `Yandex`.
    pub path_contains: Option<String>,
}

/// One profile of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name of its folder, of its own within the browser: `Default`, `abcd1234.default-release`.
    pub folder: String,
    /// Its name as the browser shows it.
    pub name: String,
    /// Where it lies; no part of this path is a link.
    pub dir: PathBuf,
    /// Cache folders of its own.
    pub caches: Vec<CacheFolder>,
    /// The files in which it keeps cookies; usually one.
    pub cookies: Vec<PathBuf>,
    /// When it was last used, as far as its files tell.
    pub last_used: Option<Timestamp>,
}

/// A folder in which everything is cache.
///
/// It need not be there. `below` is opened from `base` name by name and follows no link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CacheFolder {
    /// A folder of the browser's, without links in its path.
    pub base: PathBuf,
    /// The cache folder's path below it, such as `Default/Cache`.
    pub below: PathBuf,
}

impl CacheFolder {
    /// The whole path, for showing.
    pub fn path(&self) -> PathBuf {
        self.base.join(&self.below)
    }
}

/// Files counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How many files (links and other odd things included; folders not).
    pub files: u64,
    /// Their sizes added up, in bytes.
    pub bytes: u64,
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.files = self.files.saturating_add(other.files);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// Cookies (or keys of a site's local storage) counted, by whose they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Of the sites asked for and their subdomains, under whatever site and in whatever container they are kept.
    pub of_sites: u64,
    /// Of other hosts, kept inside the sites' partition.
    pub kept_for_sites: u64,
    /// All others.
    pub others: u64,
}

impl Count {
    /// All of them.
    pub fn all(self) -> u64 {
        self.of_sites + self.kept_for_sites + self.others
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.of_sites += other.of_sites;
        self.kept_for_sites += other.kept_for_sites;
        self.others += other.others;
    }
}

/// One of the three things that can be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Copies of files from the web. Nobody is signed out.
    Cache,
    /// What keeps a customer signed in, among other things.
    Cookies,
    /// What sites store besides: databases, offline copies, local storage.
    SiteData,
}

/// Whose cookies and site data are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of these sites and their subdomains.
    Sites {
        /// The sites; at least one.
        sites: Vec<Site>,
        /// Whether also those of other hosts that are kept inside the sites' partition.
        kept_for_them: KeptForThem,
    },
    /// All of them.
    Everything,
}

/// Whether what others keep inside the sites' partition goes too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptForThem {
    /// It goes, as when a browser deletes a site's data.
    Goes,
    /// It stays.
    Stays,
}

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
    pub cookies: Result<Count, Trouble>,
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

/// Whose something is, seen from the sites asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// One of the sites or a subdomain, wherever it is kept.
    Site,
    /// Another host, inside the sites' partition.
    KeptForSite,
    /// Another site.
    Other,
}

/// Whether a browser runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Running {
    /// Nothing speaks for it.
    No,
    /// These processes hold it.
    Yes(Vec<Holder>),
    /// It cannot be told: its lock names another machine, or a store is locked by nobody we can see.
    Unclear(Unclear),
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
pub enum Unclear {
    /// Its lock was made by another machine, or by this one under another name.
    LockOfAnotherHost(String),
    /// A store of it is locked, and no process of it can be seen.
    StoreLocked(PathBuf),
}

/// Why something could not be looked at or cleared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// The browser runs, or runs again.
    Running,
    /// It may run; see [`Unclear`].
    MayBeRunning,
    /// It is locked by another program.
    Locked,
    /// The user may not read or delete it.
    Denied,
    /// The disk is full.
    DiskFull,
    /// The disk can only be read.
    ReadOnly,
    /// A folder is a link (or junction) to this place, and that place is not a cache of the same user.
    LinkedAway(PathBuf),
    /// It lies on another disk that is mounted there.
    OtherDisk,
    /// It belongs to another user.
    OtherUser,
    /// The store is of a version that this program does not know.
    UnknownVersion(String),
    /// The store is damaged.
    Damaged,
    /// A copy for undoing could not be made, so the store was left alone.
    NoCopy,
    /// The store is shared by all sites and cannot be edited for one.
    SharedStore,
    /// It was stopped by the customer.
    Cancelled,
    /// Something else, in the system's words.
    Other(String),
}

/// Something left alone, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What, as a path; for several files in one folder, the folder.
    pub path: PathBuf,
    /// Why.
    pub why: Trouble,
    /// How many files.
    pub files: u64,
}

/// What the customer chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Of these profiles.
    pub profiles: BTreeSet<ProfileKey>,
    /// These parts.
    pub parts: BTreeSet<Part>,
    /// Whose cookies and site data.
    pub scope: Scope,
}

/// What will be done, and nothing else: made from a survey and a choice.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What to do, browser by browser.
    pub steps: Vec<Step>,
    /// Whose cookies and site data.
    pub scope: Scope,
    /// When the survey was made that it rests on.
    pub looked_at: Timestamp,
}

/// One part of one profile (or of what the profiles of a browser share), to be cleared.
#[derive(Clone, Debug)]
pub struct Step {
    /// The browser.
    pub browser: Browser,
    /// The profile; `None` for the cache that all profiles share.
    pub profile: Option<Profile>,
    /// What of it.
    pub part: Part,
    /// What there is, as shown.
    pub shown: Shown,
    /// For site data: the folders that were shown.
    pub folders: Vec<OriginFolder>,
    /// What was known already to be left alone.
    pub skipped: Vec<Skipped>,
}

/// What a step clears, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Files, of caches and site data.
    pub amount: Amount,
    /// Cookies; for site data, keys of the shared local storage.
    pub entries: u64,
    /// Those that stay: other sites' cookies (or keys).
    pub untouched: u64,
}

/// Whether a plan is tried or carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Everything is looked at as it would be cleared, and nothing is.
    DryRun,
    /// It is cleared.
    Clear,
}

/// What to do about a browser that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Wait until it is closed.
    Wait,
    /// Leave it out and say so.
    Skip,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Files done so far.
    pub done: Amount,
    /// Files to do, where that is known.
    pub total: Option<Amount>,
    /// How long it will take from here, once that can be told.
    pub remaining: Option<Duration>,
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Looking what there is, in this browser.
    Looking {
        /// Its name.
        browser: String,
    },
    /// Waiting until this browser is closed.
    Waiting {
        /// Its id.
        id: String,
        /// Its name.
        browser: String,
        /// Who holds it.
        holders: Vec<Holder>,
        /// Why it is not clear, where no holder is known.
        unclear: Option<Unclear>,
    },
    /// Clearing this part of this browser.
    Clearing {
        /// Its name.
        browser: String,
        /// What of it.
        part: Part,
    },
}

/// What came of a plan.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether it was tried or carried out.
    pub hand: Hand,
    /// What came of each step, in the plan's order.
    pub steps: Vec<StepOutcome>,
    /// Whether the customer stopped it.
    pub cancelled: bool,
    /// How long it took, waiting aside.
    pub took: Duration,
    /// Whether copies are kept with which the stores can be put back.
    pub undo: Undo,
}

/// Whether stores can be put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// They can, until the browser was started again or seven days have passed.
    Kept,
    /// Nothing was edited.
    Nothing,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub struct StepOutcome {
    /// The browser's id.
    pub browser: String,
    /// The browser's name.
    pub browser_name: String,
    /// The profile's folder and name; `None` for what the profiles share.
    pub profile: Option<(String, String)>,
    /// What of it.
    pub part: Part,
    /// What was shown.
    pub shown: Shown,
    /// What was cleared; in a dry run, what would have been.
    pub cleared: Shown,
    /// Files that were shown and had vanished by themselves.
    pub vanished: u64,
    /// Files that had come since they were shown, and went with their cache: half a cache is a broken one.
    pub came: u64,
    /// What was left alone, and why.
    pub skipped: Vec<Skipped>,
    /// Why nothing of it was done; `None` when it was done as far as `skipped` lets it.
    pub refused: Option<Trouble>,
}
