//! Looking, clearing, undoing: the room's front desk.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::carry::Carrying;
use super::find::find;
use super::folder::{Terms, Top, sweep};
use super::meter::Meter;
use super::running::running;
use super::undo::{Backup, BackupStore, RestoreResult};
use super::{
    Browser, BrowserSurvey, BrowserTable, CacheFolder, CacheSurvey, ClearOutcome, ClearPlan, Count, Family, Mode,
    Process, Processes, Profile, ProfileSurvey, Roots, Running, Site, SiteDataSurvey, SkipReason, Survey, Unwatched,
    User, Watch, WhenRunning, WorkStage, cookies, site_data,
};

/// Does everything to browsers that is done to them.
pub struct Cleaner {
    roots: Roots,
    table: BrowserTable,
    processes: Arc<dyn Processes>,
    shelf: BackupStore,
}

/// The program runs as another user than the one whose home it sees: it would look into the wrong browsers, and leave
/// files behind that their owner cannot delete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("running as another user ({because})")]
pub struct AnotherUser {
    /// What gave it away, for the log.
    pub because: String,
}

impl Cleaner {
    /// Nothing is touched yet. Copies for undoing go into `undo_folder`.
    pub fn new(roots: Roots, table: BrowserTable, processes: Arc<dyn Processes>, undo_folder: PathBuf) -> Self {
        Self { roots, table, processes, shelf: BackupStore { folder: undo_folder } }
    }

    /// The table of browsers.
    pub fn table(&self) -> &BrowserTable {
        &self.table
    }

    /// Finds every browser and counts what could be cleared. Changes nothing in them.
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
        self.note_running(&browsers);
        // The order of the table stands where it is not known which was used last.
        browsers.sort_by_key(|survey| std::cmp::Reverse(last_used(&survey.browser)));
        Ok(Survey { at: now, sites: sites.to_vec(), browsers, cancelled: meter.is_cancelled() })
    }

    /// Carries a plan out, or tries it. Both go the same way up to the last call.
    pub fn carry_out(
        &self,
        plan: &ClearPlan,
        hand: Mode,
        patience: WhenRunning,
        now: Timestamp,
        watch: &dyn Watch,
    ) -> Result<ClearOutcome, AnotherUser> {
        self.refuse_another_user()?;
        let carrying =
            Carrying::new(&self.roots, self.processes.as_ref(), &self.shelf, plan, hand, patience, now, watch);
        Ok(carrying.carry_out())
    }

    /// Throws away copies that were kept long enough. To be called when the program starts: whoever never clears again
    /// must not keep copies of sign-ins.
    pub fn tidy(&self, now: Timestamp) {
        self.shelf.if_free(|shelf| shelf.tidy(now));
    }

    /// Which stores can be put back. Copies that are out of date are thrown away first, unless another copy of this
    /// program is at it.
    pub fn kept(&self, now: Timestamp) -> Vec<Backup> {
        self.shelf.if_free(|shelf| shelf.kept(now)).unwrap_or_else(|| self.shelf.noted(now))
    }

    /// Puts back every store of which a copy is kept. Stores of a browser that runs stay as they are.
    pub fn put_back(&self, now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser> {
        self.refuse_another_user()?;
        let noted = self.shelf.noted(now);
        if noted.is_empty() && !self.shelf.folder.exists() {
            return Ok(Vec::new());
        }
        let _held = match self.shelf.hold(&Unwatched) {
            Ok(held) => held,
            Err(why) => {
                return Ok(noted.into_iter().map(|kept| RestoreResult { kept, result: Err(why.clone()) }).collect());
            }
        };
        let kept = self.shelf.kept(now);
        let found = find(&self.roots, &self.table, &self.processes.list());
        let put_back = |kept: Backup| {
            let browser = found.iter().find(|browser| browser.id == kept.browser);
            // Listed anew for each: putting back takes its time.
            let state = browser.map_or(Running::No, |browser| running(browser, &self.roots, &self.processes.list()));
            let result = match state {
                Running::No => self.shelf.put_back(&kept),
                Running::Yes(_) => Err(SkipReason::Running),
                Running::Unclear(_) => Err(SkipReason::MayBeRunning),
            };
            RestoreResult { kept, result }
        };
        Ok(kept.into_iter().map(put_back).collect())
    }

    fn look_at(
        &self,
        browser: Browser,
        sites: &[Site],
        now: Timestamp,
        processes: &[Process],
        meter: &mut Meter<'_>,
    ) -> BrowserSurvey {
        let terms = Terms { hand: Mode::DryRun, since: now, home: &self.roots.home };
        let profiles = match browser.family {
            Family::Chromium | Family::Firefox => {
                browser.profiles.iter().map(|profile| look_at(profile, browser.family, sites, terms, meter)).collect()
            }
            // Nothing of theirs is cleared from here.
            Family::Tor | Family::Safari => Vec::new(),
        };
        BrowserSurvey {
            running: running(&browser, &self.roots, processes),
            shared_cache: measure(&browser.caches, terms, meter),
            profiles,
            browser,
        }
    }

    /// A browser that was seen to run has taken its stores over.
    fn note_running(&self, browsers: &[BrowserSurvey]) {
        let runs = |survey: &&BrowserSurvey| matches!(survey.running, Running::Yes(_));
        let ids: Vec<String> = browsers.iter().filter(runs).map(|survey| survey.browser.id.clone()).collect();
        self.shelf.if_free(|shelf| shelf.seen_running(&ids));
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
    terms: Terms<'_>,
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
        cache: measure(&profile.caches, terms, meter),
        cookies,
        site_data: look_at_site_data(profile, family, sites, terms, meter),
        profile: profile.clone(),
    }
}

fn look_at_site_data(
    profile: &Profile,
    family: Family,
    sites: &[Site],
    terms: Terms<'_>,
    meter: &mut Meter<'_>,
) -> SiteDataSurvey {
    let mut site_data = site_data::look(profile, family, sites, meter.watch());
    for origin in &mut site_data.folders {
        let swept = sweep(&origin.folder, Top::Goes, terms, meter);
        origin.amount = swept.amount;
        site_data.skipped.extend(swept.skipped);
    }
    site_data
}

/// What emptying these folders would do.
fn measure(folders: &[CacheFolder], terms: Terms<'_>, meter: &mut Meter<'_>) -> CacheSurvey {
    let mut survey = CacheSurvey::default();
    for folder in folders {
        let swept = sweep(folder, Top::Stays, terms, meter);
        survey.amount += swept.amount;
        survey.skipped.extend(swept.skipped);
    }
    survey
}

fn last_used(browser: &Browser) -> Option<Timestamp> {
    browser.profiles.iter().filter_map(|profile| profile.last_used).max()
}
