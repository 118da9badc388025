//! One step of a plan, tried or carried out.
//!
//! A file that appears in a cache after the customer has seen the plan is deleted with the cache and counted separately,
//! because a cache without its index, or an index without its entries, is a broken cache.

use std::path::Path;

use jiff::Timestamp;

use super::folder::{SweepOptions, SweepResult, TopFolder, sweep};
use super::meter::Meter;
use super::undo::BackupStore;
use super::{
    Amount, CacheFolder, ClearStep, Count, DataKind, Mode, Profile, RunningWhenSeen, Scope, Site, SkipReason, Skipped,
    StepCounts, StepOutcome, UndoStatus, Watch, cookies, site_data,
};

/// What every step needs.
pub(super) struct StepContext<'t> {
    pub(super) backups: &'t BackupStore,
    /// Whose cookies and site data.
    pub(super) scope: &'t Scope,
    pub(super) options: SweepOptions<'t>,
    pub(super) now: Timestamp,
}

/// How far a step came before its browser started in the middle of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StepProgress {
    amount: Amount,
    came: u64,
}

/// The result of trying a step.
pub(super) struct StepAttempt {
    pub(super) outcome: StepOutcome,
    /// Whether a store was edited, which then has a backup.
    pub(super) undo: UndoStatus,
    /// Set if the browser started before the step was done.
    pub(super) met: Option<SkipReason>,
    pub(super) progress: StepProgress,
}

/// What a step has done so far.
#[derive(Default)]
struct StepTally {
    cleared: StepCounts,
    came: u64,
    skipped: Vec<Skipped>,
    refused: Option<SkipReason>,
    edited: bool,
    /// Set if the browser started before the step was done.
    met: Option<SkipReason>,
    /// Therefore some files were not looked at.
    stopped: bool,
    /// A store could not be cleared, so entries that are missing from the count are still there.
    uncounted: bool,
}

impl StepTally {
    /// Adds the counts of a store.
    fn add_entries(&mut self, split: StepCounts) {
        self.cleared.entries += split.entries;
        self.cleared.kept_for_sites += split.kept_for_sites;
        self.cleared.untouched += split.untouched;
    }

    fn add_files(&mut self, swept: SweepResult) {
        self.cleared.amount += swept.amount;
        self.came += swept.came;
        self.skipped.extend(swept.skipped);
    }
}

impl StepContext<'_> {
    /// Does the step, or what is left of it.
    pub(super) fn run(&self, step: &ClearStep, before: StepProgress, meter: &mut Meter<'_>) -> StepAttempt {
        let mut tally = StepTally { came: before.came, ..StepTally::default() };
        tally.cleared.amount = before.amount;
        match (step.part, &step.profile) {
            (DataKind::Cache, profile) => {
                let caches = profile.as_ref().map_or(&step.browser.caches, |profile| &profile.caches);
                self.sweep(caches, TopFolder::Stays, meter, &mut tally);
            }
            (DataKind::Cookies, Some(profile)) => self.cookies(step, profile, meter, &mut tally),
            (DataKind::SiteData, Some(profile)) => self.site_data(step, profile, meter, &mut tally),
            (DataKind::Cookies | DataKind::SiteData, None) => {}
        }
        let undo = if tally.edited { UndoStatus::Kept } else { UndoStatus::Nothing };
        let progress = StepProgress { amount: tally.cleared.amount, came: tally.came };
        let met = tally.met.clone();
        StepAttempt { outcome: outcome(step, tally, meter), undo, met, progress }
    }

    /// Empties folders until their browser starts.
    fn sweep(&self, folders: &[CacheFolder], top: TopFolder, meter: &mut Meter<'_>, tally: &mut StepTally) {
        for folder in folders {
            tally.add_files(sweep(folder, top, self.options, meter));
            tally.stopped = meter.must_stop();
            if tally.stopped {
                break;
            }
        }
        if !folders.is_empty() && !meter.is_cancelled() {
            tally.met = meter.stayed_closed().err();
        }
    }

    fn cookies(&self, step: &ClearStep, profile: &Profile, meter: &mut Meter<'_>, tally: &mut StepTally) {
        let mut done = 0;
        for store in &profile.cookies {
            match self.cookie_store(step, profile, store, meter, tally) {
                Ok(split) => {
                    done += 1;
                    tally.add_entries(split);
                }
                Err(why) => {
                    tally.uncounted = true;
                    tally.skipped.push(Skipped { path: store.clone(), why, files: 1 });
                }
            }
        }
        // If no store could be cleared, the whole step failed.
        if done == 0 {
            tally.refused = tally.skipped.first().map(|skipped| skipped.why.clone());
            tally.met = tally.refused.clone().filter(is_about_running);
        }
    }

    fn cookie_store(
        &self,
        step: &ClearStep,
        profile: &Profile,
        store: &Path,
        meter: &mut Meter<'_>,
        tally: &mut StepTally,
    ) -> Result<StepCounts, SkipReason> {
        let family = step.browser.family;
        let split = self.scope.split(cookies::count(store, family, self.sites(), meter.watch())?);
        if split.entries == 0 || self.options.mode == Mode::DryRun {
            return Ok(split);
        }
        let watch = meter.watch();
        self.edit(step, profile, store, meter, tally, || cookies::clear(store, family, self.scope, watch))
    }

    fn site_data(&self, step: &ClearStep, profile: &Profile, meter: &mut Meter<'_>, tally: &mut StepTally) {
        let (folders, keys, known) = self.site_data_now(step, profile, meter.watch());
        self.sweep(&folders, TopFolder::Goes, meter, tally);
        if keys.entries == 0 || self.options.mode == Mode::DryRun {
            tally.add_entries(keys);
        } else if let Err(why) = self.keys(step, profile, meter, tally) {
            tally.uncounted = true;
            tally.met = tally.met.take().or_else(|| Some(why.clone()).filter(is_about_running));
            tally.skipped.push(Skipped { path: site_data::local_store(profile), why, files: 0 });
        }
        tally.uncounted |= known.iter().any(|known| known.path == site_data::local_store(profile));
        // Reasons that were known before and are not about one of the folders are still true.
        let is_listed = |known: &Skipped| tally.skipped.iter().any(|now| now.path == known.path);
        let known: Vec<Skipped> = known.into_iter().filter(|known| !is_listed(known)).collect();
        tally.skipped.extend(known);
    }

    /// Clears the keys, unless the browser has started.
    fn keys(
        &self,
        step: &ClearStep,
        profile: &Profile,
        meter: &mut Meter<'_>,
        tally: &mut StepTally,
    ) -> Result<(), SkipReason> {
        if let Some(why) = &tally.met {
            return Err(why.clone());
        }
        let (store, family, watch) = (site_data::local_store(profile), step.browser.family, meter.watch());
        let clear = || site_data::clear_keys(profile, family, self.scope, watch);
        let split = self.edit(step, profile, &store, meter, tally, clear)?;
        tally.add_entries(split);
        Ok(())
    }

    /// The folders, the keys that go and stay, and what is left alone: as shown to the customer, or looked at again if the
    /// browser ran at that time.
    fn site_data_now(
        &self,
        step: &ClearStep,
        profile: &Profile,
        watch: &dyn Watch,
    ) -> (Vec<CacheFolder>, StepCounts, Vec<Skipped>) {
        let shown = step.folders.iter().map(|origin| origin.folder.clone());
        match step.seen {
            RunningWhenSeen::Closed => {
                (shown.collect(), StepCounts { amount: Amount::default(), ..step.shown }, step.skipped.clone())
            }
            RunningWhenSeen::MaybeOpen => {
                let now = site_data::look(profile, step.browser.family, self.sites(), watch);
                let goes = now.folders.into_iter().filter(|origin| self.scope.clears(origin.owner));
                (goes.map(|origin| origin.folder).collect(), self.scope.split(now.keys), now.skipped)
            }
        }
    }

    /// Edits a store: only with a backup, and only while its browser does not run, which is checked right before the edit
    /// and right after.
    fn edit(
        &self,
        step: &ClearStep,
        profile: &Profile,
        store: &Path,
        meter: &mut Meter<'_>,
        tally: &mut StepTally,
        clear: impl FnOnce() -> Result<(Count, Count), SkipReason>,
    ) -> Result<StepCounts, SkipReason> {
        let _lock = self.backups.lock(meter.watch())?;
        self.backups.back_up(&step.browser, profile, store, self.now, meter.watch()).map_err(|why| {
            // These would also prevent the edit, so they are reported as they are.
            if matches!(why, SkipReason::Cancelled | SkipReason::LinkedAway(_) | SkipReason::SetAside(_)) {
                return why;
            }
            tracing::warn!(?why, "a store could not be backed up");
            SkipReason::NoCopy
        })?;
        let cleared = meter.check_closed().and_then(|()| clear());
        let (removed, left) = cleared.inspect_err(|_| self.backups.edit_failed(store))?;
        tally.edited = true;
        if let Err(why) = self.backups.record_edit(store) {
            tracing::warn!(?why, "the edit of a store could not be recorded");
        }
        // A browser that started during the edit may not have seen it, and may overwrite it.
        if let Err(why) = meter.check_closed() {
            tally.skipped.push(Skipped { path: store.to_owned(), why, files: 0 });
        }
        // When everything goes, the entries are not split by site.
        let kept_for_sites = if self.sites().is_empty() { 0 } else { removed.kept_for_sites };
        Ok(StepCounts { entries: removed.all(), kept_for_sites, untouched: left.all(), ..StepCounts::default() })
    }

    fn sites(&self) -> &[Site] {
        match self.scope {
            Scope::Sites { sites, .. } => sites,
            Scope::Everything => &[],
        }
    }
}

fn is_about_running(why: &SkipReason) -> bool {
    matches!(why, SkipReason::Running | SkipReason::MayBeRunning)
}

/// The outcome of a step that did nothing.
pub(super) fn refused(step: &ClearStep, why: SkipReason) -> StepOutcome {
    step_outcome(step, StepTally { refused: Some(why), ..StepTally::default() }, 0, (0, 0))
}

fn outcome(step: &ClearStep, mut tally: StepTally, meter: &Meter<'_>) -> StepOutcome {
    let files = |skipped: &[Skipped]| skipped.iter().map(|skipped| skipped.files).sum::<u64>();
    let newly = files(&tally.skipped).saturating_sub(files(&step.skipped));
    let was_there = tally.cleared.amount.files.saturating_sub(tally.came) + newly;
    let missing = match step.part {
        DataKind::Cache | DataKind::SiteData => step.shown.amount.files.saturating_sub(was_there),
        DataKind::Cookies => 0,
    };
    let path = step.profile.as_ref().map_or(&step.browser.data, |profile| &profile.dir).clone();
    let is_cancelled = meter.is_cancelled();
    // After a step was stopped, missing files are still there.
    let vanished = if is_cancelled || tally.stopped { 0 } else { missing };
    if let Some(why) = &tally.met {
        if tally.cleared.amount.files == 0 && tally.cleared.entries == 0 {
            tally.refused = Some(why.clone());
        } else if tally.skipped.iter().all(|skipped| skipped.why != *why) || missing > vanished {
            tally.skipped.push(Skipped { path, why: why.clone(), files: missing - vanished });
        }
    } else if missing > vanished {
        tally.skipped.push(Skipped { path, why: SkipReason::Cancelled, files: missing });
    }
    let is_counted = !is_cancelled && tally.refused.is_none() && !tally.uncounted && was_counted(step);
    let entries = if is_counted { changed(step.shown.entries, tally.cleared.entries) } else { (0, 0) };
    step_outcome(step, tally, vanished, entries)
}

/// Whether every store of the step could be counted when the customer saw the plan.
fn was_counted(step: &ClearStep) -> bool {
    let Some(profile) = &step.profile else { return false };
    let of_local_storage = site_data::local_store(profile);
    step.skipped.iter().all(|skipped| skipped.path != of_local_storage && !profile.cookies.contains(&skipped.path))
}

/// How many of the entries in the plan had vanished, and how many are new.
fn changed(shown: u64, cleared: u64) -> (u64, u64) {
    (shown.saturating_sub(cleared), cleared.saturating_sub(shown))
}

fn step_outcome(
    step: &ClearStep,
    tally: StepTally,
    vanished: u64,
    (entries_vanished, entries_came): (u64, u64),
) -> StepOutcome {
    StepOutcome {
        browser: step.browser.id.clone(),
        browser_name: step.browser.name.clone(),
        profile: step.profile.as_ref().map(|profile| (profile.folder.clone(), profile.name.clone())),
        part: step.part,
        shown: step.shown,
        cleared: tally.cleared,
        vanished,
        came: tally.came,
        entries_vanished,
        entries_came,
        skipped: tally.skipped,
        refused: tally.refused,
    }
}
