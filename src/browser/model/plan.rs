//! What the customer chooses, and what the program will do.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Amount, Browser, OriginFolder, Profile, ProfileKey, Skipped};
use crate::browser::{Owner, Site};

/// One of the three things that can be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataKind {
    /// Copies of files from the web. Clearing them signs the customer out of nothing.
    Cache,
    /// Cookies. Among other things they keep a customer signed in.
    Cookies,
    /// What else sites store: databases, offline copies, local storage.
    SiteData,
}

/// Which sites' cookies and site data to clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of these sites and their subdomains.
    Sites {
        /// The sites; at least one.
        sites: Vec<Site>,
        /// Whether the data of other hosts in the sites' partition is included.
        kept_for_them: PartitionChoice,
    },
    /// Of all sites.
    Everything,
}

impl Scope {
    /// Whether data of this owner is cleared.
    pub(in crate::browser) fn clears(&self, owner: Owner) -> bool {
        match self {
            Self::Everything => true,
            Self::Sites { kept_for_them, .. } => match owner {
                Owner::Site => true,
                Owner::KeptForSite => *kept_for_them == PartitionChoice::Goes,
                Owner::Other => false,
            },
        }
    }
}

/// What happens to the data of other hosts in the sites' partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionChoice {
    /// It is cleared too, as a browser does when it deletes a site's data.
    Goes,
    /// It is kept.
    Stays,
}

/// What the customer chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearChoice {
    /// The profiles to clear.
    pub profiles: BTreeSet<ProfileKey>,
    /// The parts to clear.
    pub parts: BTreeSet<DataKind>,
    /// Which sites' cookies and site data.
    pub scope: Scope,
}

/// Everything that will be cleared, and nothing else. It is made from a survey and a choice.
#[derive(Clone, Debug)]
pub struct ClearPlan {
    /// What to do, browser by browser.
    pub steps: Vec<ClearStep>,
    /// Which sites' cookies and site data.
    pub scope: Scope,
    /// When the survey behind it was made.
    pub looked_at: Timestamp,
}

/// One part of one profile, or of what a browser's profiles share, that will be cleared.
#[derive(Clone, Debug)]
pub struct ClearStep {
    /// The browser.
    pub browser: Browser,
    /// The profile; `None` for the cache that all profiles share.
    pub profile: Option<Profile>,
    /// Which part.
    pub part: DataKind,
    /// How much there is, as shown to the customer.
    pub shown: StepCounts,
    /// Whether the browser ran when this was counted.
    pub seen: RunningWhenSeen,
    /// For site data: the folders shown to the customer.
    pub folders: Vec<OriginFolder>,
    /// What the survey already found that cannot be cleared.
    pub skipped: Vec<Skipped>,
}

/// Whether the browser ran during the survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunningWhenSeen {
    /// It did not run, so its files hold everything.
    Closed,
    /// It ran, or may have run. A running browser writes new cookies and site data late (Chromium after up to 30 s), so
    /// there may be more than was counted. The program counts again once the browser is closed.
    MaybeOpen,
}

/// How much a step clears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCounts {
    /// Files, of caches and site data.
    pub amount: Amount,
    /// Cookies; for site data, keys of the shared local storage.
    pub entries: u64,
    /// How many of these entries belong to other hosts in the sites' partition; 0 when everything is cleared.
    pub kept_for_sites: u64,
    /// Entries that stay: cookies or keys of other sites.
    pub untouched: u64,
}
