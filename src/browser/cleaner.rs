//! Looks at browsers, clears them, and undoes it: what other modules call.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::execution::PlanExecution;
use super::find::find;
use super::folder::{SweepOptions, TopFolder, sweep};
use super::meter::Meter;
use super::running::running;
use super::undo::{Backup, BackupStore, RestoreResult};
use super::{
    Browser, BrowserSurvey, BrowserTable, CacheFolder, CacheSurvey, ClearOutcome, ClearPlan, Count, Family, Mode,
    Process, Processes, Profile, ProfileSurvey, Roots, Running, Site, SiteDataSurvey, SkipReason, Survey, Unwatched,
    User, Watch, WhenRunning, WorkStage, cookies, site_data,
};

/// Everything that the program does with browsers.
pub struct Cleaner {
    roots: Roots,
    table: BrowserTable,
    processes: Arc<dyn Processes>,
    backups: BackupStore,
}

/// The error if the program runs as another user than the owner of the home folder. It would look at the wrong browsers
/// and leave files that the owner cannot delete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("running as another user ({because})")]
pub struct AnotherUser {
    /// How the program knows, for the log.
    pub because: String,
}

impl Cleaner {
    /// Touches no file yet. Backups go into `undo_folder`.
    pub fn new(roots: Roots, table: BrowserTable, processes: Arc<dyn Processes>, undo_folder: PathBuf) -> Self {
        Self { roots, table, processes, backups: BackupStore { folder: undo_folder } }
    }

    /// The table of browsers.
    pub fn table(&self) -> &BrowserTable {
        &self.table
    }

    /// Finds all browsers and counts what can be cleared. Changes nothing in them.
    pub fn look(&self, sites: &[Site], now: Timestamp, watch: &dyn Watch) -> Result<Survey, AnotherUser> {
        self.refuse_another_user()?;
        self.tidy(now);
        let processes = self.processes.list();
        let found = find(&self.roots, &self.table, &processes);
        let mut meter = Meter::new(watch, WorkStage::Looking { browser: String::new() }, None);
        let mut browsers = Vec::new();
        for browser in found {
            if meter.is_cancelled() {
                break;
            }
            meter.stage(WorkStage::Looking { browser: browser.name.clone() });
            browsers.push(self.look_at(browser, sites, now, &processes, &mut meter));
        }
        self.discard_outdated_backups(&browsers);
        // Browsers without a known time stay in the order of the table.
        browsers.sort_by_key(|survey| std::cmp::Reverse(last_used(&survey.browser)));
        Ok(Survey { at: now, sites: sites.to_vec(), browsers, cancelled: meter.is_cancelled() })
    }

    /// Carries out a plan, or tries it. Both run the same code up to the call that deletes.
    pub fn carry_out(
        &self,
        plan: &ClearPlan,
        mode: Mode,
        when_running: WhenRunning,
        now: Timestamp,
        watch: &dyn Watch,
    ) -> Result<ClearOutcome, AnotherUser> {
        self.refuse_another_user()?;
        let (processes, backups) = (self.processes.as_ref(), &self.backups);
        let execution = PlanExecution::new(&self.roots, processes, backups, plan, mode, when_running, now, watch);
        Ok(execution.run())
    }

    /// Deletes backups that are too old. The program calls this when it starts, so that backups, which hold sign-ins, are
    /// also deleted if the customer never clears again.
    pub fn tidy(&self, now: Timestamp) {
        self.backups.if_unlocked(|backups| backups.tidy(now));
    }

    /// The stores that can be put back. Deletes outdated backups first, unless another copy of this program is using the
    /// backups.
    pub fn backups(&self, now: Timestamp) -> Vec<Backup> {
        self.backups.if_unlocked(|backups| backups.restorable(now)).unwrap_or_else(|| self.backups.recorded(now))
    }

    /// Puts back every store that has a backup. Stores of a browser that runs stay as they are.
    pub fn put_back(&self, now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser> {
        self.refuse_another_user()?;
        let recorded = self.backups.recorded(now);
        if recorded.is_empty() && !self.backups.folder.exists() {
            return Ok(Vec::new());
        }
        let _lock = match self.backups.lock(&Unwatched) {
            Ok(lock) => lock,
            Err(why) => {
                let failed = |backup| RestoreResult { backup, result: Err(why.clone()) };
                return Ok(recorded.into_iter().map(failed).collect());
            }
        };
        let restorable = self.backups.restorable(now);
        let found = find(&self.roots, &self.table, &self.processes.list());
        let put_back = |backup: Backup| {
            let browser = found.iter().find(|browser| browser.id == backup.browser);
            // A new list of processes for each, because putting back takes time.
            let state = browser.map_or(Running::No, |browser| running(browser, &self.roots, &self.processes.list()));
            let result = match state {
                Running::No => self.backups.put_back(&backup),
                Running::Yes(_) => Err(SkipReason::Running),
                Running::Unclear(_) => Err(SkipReason::MayBeRunning),
            };
            RestoreResult { backup, result }
        };
        Ok(restorable.into_iter().map(put_back).collect())
    }

    fn look_at(
        &self,
        browser: Browser,
        sites: &[Site],
        now: Timestamp,
        processes: &[Process],
        meter: &mut Meter<'_>,
    ) -> BrowserSurvey {
        let options = SweepOptions { mode: Mode::DryRun, since: now, home: &self.roots.home };
        let profiles = match browser.family {
            Family::Chromium | Family::Firefox => {
                browser.profiles.iter().map(|profile| look_at(profile, browser.family, sites, options, meter)).collect()
            }
            // The program clears nothing of these.
            Family::Tor | Family::Safari => Vec::new(),
        };
        BrowserSurvey {
            running: running(&browser, &self.roots, processes),
            shared_cache: measure(&browser.caches, options, meter),
            profiles,
            browser,
        }
    }

    /// A running browser uses its stores, so their backups are outdated.
    fn discard_outdated_backups(&self, browsers: &[BrowserSurvey]) {
        let runs = |survey: &&BrowserSurvey| matches!(survey.running, Running::Yes(_));
        let ids: Vec<String> = browsers.iter().filter(runs).map(|survey| survey.browser.id.clone()).collect();
        self.backups.if_unlocked(|backups| backups.discard_of_running(&ids));
    }

    fn refuse_another_user(&self) -> Result<(), AnotherUser> {
        match &self.roots.user {
            User::Owner => Ok(()),
            User::Another { because } => Err(AnotherUser { because: because.clone() }),
        }
    }
}

fn look_at(
    profile: &Profile,
    family: Family,
    sites: &[Site],
    options: SweepOptions<'_>,
    meter: &mut Meter<'_>,
) -> ProfileSurvey {
    let mut cookies = Ok(Count::default());
    for store in &profile.cookies {
        cookies = cookies.and_then(|sum: Count| {
            let mut sum = sum;
            sum += cookies::count(store, family, sites, meter.watch())?;
            Ok(sum)
        });
    }
    ProfileSurvey {
        cache: measure(&profile.caches, options, meter),
        cookies,
        site_data: look_at_site_data(profile, family, sites, options, meter),
        profile: profile.clone(),
    }
}

fn look_at_site_data(
    profile: &Profile,
    family: Family,
    sites: &[Site],
    options: SweepOptions<'_>,
    meter: &mut Meter<'_>,
) -> SiteDataSurvey {
    let mut site_data = site_data::look(profile, family, sites, meter.watch());
    for origin in &mut site_data.folders {
        let swept = sweep(&origin.folder, TopFolder::Goes, options, meter);
        origin.amount = swept.amount;
        site_data.skipped.extend(swept.skipped);
    }
    site_data
}

/// What emptying these folders would do.
fn measure(folders: &[CacheFolder], options: SweepOptions<'_>, meter: &mut Meter<'_>) -> CacheSurvey {
    let mut survey = CacheSurvey::default();
    for folder in folders {
        let swept = sweep(folder, TopFolder::Stays, options, meter);
        survey.amount += swept.amount;
        survey.skipped.extend(swept.skipped);
    }
    survey
}

fn last_used(browser: &Browser) -> Option<Timestamp> {
    browser.profiles.iter().filter_map(|profile| profile.last_used).max()
}
