//! Makes a plan from a survey and the customer's choice. Pure.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{
    Amount, Browser, BrowserSurvey, CacheSurvey, ClearChoice, ClearOutcome, ClearPlan, ClearStep, Count, DataKind,
    Owner, PartitionChoice, Profile, ProfileKey, ProfileSurvey, Running, RunningWhenSeen, Scope, SiteDataSurvey,
    Skipped, StepCounts, Survey,
};

/// The plan: everything that will be cleared, and nothing else. Parts that hold nothing are left out, unless the
/// customer must read something about them.
///
/// The scope's sites must be those of the survey, because the survey did not count other sites.
pub fn plan(survey: &Survey, choice: &ClearChoice) -> ClearPlan {
    let steps = survey.browsers.iter().flat_map(|browser| steps_of(browser, choice)).collect();
    ClearPlan { steps, scope: choice.scope.clone(), looked_at: survey.at }
}

/// The choice that the program offers first: every part of the profile that the customer used last, and of every other
/// profile with cookies or site data of the sites. The cache of a profile that never opened the sites stays.
pub fn offer(survey: &Survey) -> ClearChoice {
    let last_used = survey.browsers.iter().find_map(|browser| Some(key(browser, last_used(browser)?)));
    let visited = survey.browsers.iter().flat_map(|browser| {
        browser.profiles.iter().filter(|profile| has_data_of_the_sites(profile)).map(|profile| key(browser, profile))
    });
    ClearChoice {
        profiles: visited.chain(last_used).collect(),
        parts: BTreeSet::from([DataKind::Cache, DataKind::Cookies, DataKind::SiteData]),
        scope: Scope::Sites { sites: survey.sites.clone(), kept_for_them: PartitionChoice::Goes },
    }
}

/// The sums of a plan or an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Files of caches.
    pub cache: Amount,
    /// Files of site data.
    pub site_data: Amount,
    /// Cookies.
    pub cookies: u64,
    /// How many of these cookies belong to other hosts in the sites' partition.
    pub cookies_kept_for_sites: u64,
    /// Cookies that stay in the edited stores.
    pub cookies_untouched: u64,
    /// Keys of local storage.
    pub keys: u64,
    /// Keys that stay in the edited stores.
    pub keys_untouched: u64,
}

impl Totals {
    /// Files of every kind.
    pub fn files(&self) -> Amount {
        let mut files = self.cache;
        files += self.site_data;
        files
    }

    /// Whether all sums are zero.
    pub fn is_empty(&self) -> bool {
        self.files().files == 0 && self.cookies == 0 && self.keys == 0
    }

    fn add(&mut self, part: DataKind, shown: &StepCounts) {
        match part {
            DataKind::Cache => self.cache += shown.amount,
            DataKind::Cookies => {
                self.cookies += shown.entries;
                self.cookies_kept_for_sites += shown.kept_for_sites;
                self.cookies_untouched += shown.untouched;
            }
            DataKind::SiteData => {
                self.site_data += shown.amount;
                self.keys += shown.entries;
                self.keys_untouched += shown.untouched;
            }
        }
    }
}

impl ClearPlan {
    /// How much the plan will clear.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.steps.iter().for_each(|step| totals.add(step.part, &step.shown));
        totals
    }

    /// The names of all browsers and profiles in which the customer will be signed out: of the sites, or of everything,
    /// depending on the scope.
    pub fn signs_out(&self) -> Vec<(&str, &str)> {
        let steps = self.steps.iter().filter(|step| step.part == DataKind::Cookies && step.shown.entries > 0);
        steps.filter_map(names).collect()
    }

    /// Where else the customer may be signed out. No cookies were counted there, but there may be some: the browser may
    /// have run and not have written new ones yet, or a store could not be read. The program counts them once the
    /// browser is closed.
    pub fn may_sign_out(&self) -> Vec<(&str, &str)> {
        let steps = self.steps.iter().filter(|step| step.part == DataKind::Cookies && step.shown.entries == 0);
        steps.filter(|step| !step.is_counted()).filter_map(names).collect()
    }
}

impl ClearStep {
    /// Whether all of its cookies were counted. If not, the program counts again once the browser is closed.
    pub fn is_counted(&self) -> bool {
        // For cookies, `skipped` names stores, whose cookies were not counted.
        self.part != DataKind::Cookies || (self.seen == RunningWhenSeen::Closed && self.skipped.is_empty())
    }
}

impl ClearOutcome {
    /// How much was cleared; in a dry run, how much would have been.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.steps.iter().for_each(|step| totals.add(step.part, &step.cleared));
        totals
    }

    /// Whether everything in the plan was done.
    pub fn is_whole(&self) -> bool {
        !self.cancelled && self.steps.iter().all(|step| step.refused.is_none() && step.skipped.is_empty())
    }
}

impl Scope {
    /// How many of these entries the scope clears, and how many stay.
    pub fn split(&self, count: Count) -> StepCounts {
        let (entries, kept_for_sites) = match self {
            Self::Everything => (count.all(), 0),
            Self::Sites { kept_for_them: PartitionChoice::Goes, .. } => {
                (count.of_sites + count.kept_for_sites, count.kept_for_sites)
            }
            Self::Sites { kept_for_them: PartitionChoice::Stays, .. } => (count.of_sites, 0),
        };
        StepCounts { entries, kept_for_sites, untouched: count.all() - entries, ..StepCounts::default() }
    }
}

fn names(step: &ClearStep) -> Option<(&str, &str)> {
    Some((step.browser.name.as_str(), step.profile.as_ref()?.name.as_str()))
}

fn key(browser: &BrowserSurvey, profile: &ProfileSurvey) -> ProfileKey {
    ProfileKey { browser: browser.browser.id.clone(), profile: profile.profile.folder.clone() }
}

/// The profile used last; the browser's first profile if its files do not say.
fn last_used(browser: &BrowserSurvey) -> Option<&ProfileSurvey> {
    // Of several equal profiles `max_by_key` returns the last, so the order is reversed.
    browser.profiles.iter().rev().max_by_key(|profile| profile.profile.last_used)
}

fn has_data_of_the_sites(profile: &ProfileSurvey) -> bool {
    let has = |count: &Count| count.of_sites + count.kept_for_sites > 0;
    let folders = &profile.site_data.folders;
    profile.cookies.as_ref().is_ok_and(has)
        || has(&profile.site_data.keys)
        || folders.iter().any(|folder| folder.owner != Owner::Other)
}

fn steps_of(survey: &BrowserSurvey, choice: &ClearChoice) -> Vec<ClearStep> {
    let browser = &survey.browser;
    let seen = if survey.running == Running::No { RunningWhenSeen::Closed } else { RunningWhenSeen::MaybeOpen };
    let step = |profile: Option<&Profile>, part: DataKind| step(browser, profile, part, seen);
    let chosen = || survey.profiles.iter().filter(|profile| choice.profiles.contains(&key(survey, profile)));
    let shared = (choice.parts.contains(&DataKind::Cache) && chosen().next().is_some())
        .then(|| cache_step(step(None, DataKind::Cache), &survey.shared_cache))
        .flatten();
    let own = chosen().flat_map(|profile| {
        choice.parts.iter().filter_map(move |part| {
            let step = step(Some(&profile.profile), *part);
            match part {
                DataKind::Cache => cache_step(step, &profile.cache),
                DataKind::Cookies => cookie_step(step, profile, &choice.scope),
                DataKind::SiteData => site_data_step(step, &profile.site_data, &choice.scope),
            }
        })
    });
    shared.into_iter().chain(own).collect()
}

fn step(browser: &Browser, profile: Option<&Profile>, part: DataKind, seen: RunningWhenSeen) -> ClearStep {
    ClearStep {
        browser: browser.clone(),
        profile: profile.cloned(),
        part,
        shown: StepCounts::default(),
        seen,
        folders: Vec::new(),
        skipped: Vec::new(),
    }
}

fn cache_step(step: ClearStep, cache: &CacheSurvey) -> Option<ClearStep> {
    (cache.amount.files > 0 || !cache.skipped.is_empty()).then(|| ClearStep {
        shown: StepCounts { amount: cache.amount, ..StepCounts::default() },
        skipped: cache.skipped.clone(),
        ..step
    })
}

fn cookie_step(step: ClearStep, profile: &ProfileSurvey, scope: &Scope) -> Option<ClearStep> {
    match &profile.cookies {
        Ok(count) => {
            let shown = scope.split(*count);
            (shown.entries > 0 || step.seen == RunningWhenSeen::MaybeOpen).then_some(ClearStep { shown, ..step })
        }
        // The step is tried anyway: the program that locks the store may have ended by then.
        Err(why) => {
            let skip = |store: &PathBuf| Skipped { path: store.clone(), why: why.clone(), files: 1 };
            Some(ClearStep { skipped: profile.profile.cookies.iter().map(skip).collect(), ..step })
        }
    }
}

fn site_data_step(step: ClearStep, data: &SiteDataSurvey, scope: &Scope) -> Option<ClearStep> {
    let folders: Vec<_> = data.folders.iter().filter(|folder| scope.clears(folder.owner)).cloned().collect();
    let mut amount = Amount::default();
    for folder in &folders {
        amount += folder.amount;
    }
    let keys = scope.split(data.keys);
    let is_empty =
        folders.is_empty() && keys.entries == 0 && data.skipped.is_empty() && step.seen == RunningWhenSeen::Closed;
    (!is_empty).then(|| ClearStep {
        shown: StepCounts { amount, ..keys },
        folders,
        skipped: data.skipped.clone(),
        ..step
    })
}
