//! What is chosen, and what will be done.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Amount, Browser, OriginFolder, Profile, ProfileKey, Skipped};
use crate::browser::{Owner, Site};

/// One of the three things that can be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataKind {
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
        kept_for_them: PartitionChoice,
    },
    /// All of them.
    Everything,
}

impl Scope {
    /// Whether something goes, by whose it is.
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

/// Whether what others keep inside the sites' partition goes too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionChoice {
    /// It goes, as when a browser deletes a site's data.
    Goes,
    /// It stays.
    Stays,
}

/// What the customer chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearChoice {
    /// Of these profiles.
    pub profiles: BTreeSet<ProfileKey>,
    /// These parts.
    pub parts: BTreeSet<DataKind>,
    /// Whose cookies and site data.
    pub scope: Scope,
}

/// What will be done, and nothing else: made from a survey and a choice.
#[derive(Clone, Debug)]
pub struct ClearPlan {
    /// What to do, browser by browser.
    pub steps: Vec<ClearStep>,
    /// Whose cookies and site data.
    pub scope: Scope,
    /// When the survey was made that it rests on.
    pub looked_at: Timestamp,
}

/// One part of one profile (or of what the profiles of a browser share), to be cleared.
#[derive(Clone, Debug)]
pub struct ClearStep {
    /// The browser.
    pub browser: Browser,
    /// The profile; `None` for the cache that all profiles share.
    pub profile: Option<Profile>,
    /// What of it.
    pub part: DataKind,
    /// What there is, as shown.
    pub shown: StepCounts,
    /// When that was seen.
    pub seen: RunningWhenSeen,
    /// For site data: the folders that were shown.
    pub folders: Vec<OriginFolder>,
    /// What was known already to be left alone.
    pub skipped: Vec<Skipped>,
}

/// What the browser was doing when it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunningWhenSeen {
    /// Nothing: its files said all there was.
    AtRest,
    /// It ran, or may have: it keeps new cookies and site data to itself for a while (Chromium up to 30 s), so what was
    /// seen is what there was at least. Once it is closed, its stores are looked at again.
    AtWork,
}

/// What a step clears, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCounts {
    /// Files, of caches and site data.
    pub amount: Amount,
    /// Cookies; for site data, keys of the shared local storage.
    pub entries: u64,
    /// How many of these entries are other hosts', kept inside the sites' partition. None when everything goes.
    pub kept_for_sites: u64,
    /// Those that stay: other sites' cookies (or keys).
    pub untouched: u64,
}
