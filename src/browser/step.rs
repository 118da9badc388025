//! One step of a plan, tried or carried out.
//!
//! A file that appears in a cache after the customer has seen the plan goes with the cache and is counted separately: a
//! cache without its index, or an index without its entries, is a broken cache.

use std::path::Path;

use jiff::Timestamp;

use super::folder::{Swept, Terms, Top, sweep};
use super::meter::Meter;
use super::undo::BackupStore;
use super::{
    Amount, CacheFolder, ClearStep, Count, DataKind, Mode, Profile, RunningWhenSeen, Scope, Site, SkipReason, Skipped,
    StepCounts, StepOutcome, UndoStatus, Watch, cookies, site_data,
};

/// What a step needs.
pub(super) struct Tools<'t> {
    /// Where copies go.
    pub(super) shelf: &'t BackupStore,
    /// Whose cookies and site data.
    pub(super) scope: &'t Scope,
    /// How to walk.
    pub(super) terms: Terms<'t>,
    /// What time it is.
    pub(super) now: Timestamp,
}

/// What was done of a step before its browser was started in the middle of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Begun {
    amount: Amount,
    came: u64,
}

/// A step that was tried.
pub(super) struct Tried {
    /// What became of it.
    pub(super) outcome: StepOutcome,
    /// Whether a store was edited of which a copy is kept.
    pub(super) undo: UndoStatus,
    /// Where its browser was started before it was done.
    pub(super) met: Option<SkipReason>,
    /// What is done of it by now.
    pub(super) begun: Begun,
}

/// What became of a step so far.
#[derive(Default)]
struct Sum {
    cleared: StepCounts,
    came: u64,
    skipped: Vec<Skipped>,
    refused: Option<SkipReason>,
    edited: bool,
    /// The browser was started before it was done.
    met: Option<SkipReason>,
    /// Some of the files were not looked at for that.
    stopped: bool,
    /// Not every store could be done: what is missing of the entries is still there.
    uncounted: bool,
}

impl Sum {
    /// Takes in what a store came to.
    fn count(&mut self, split: StepCounts) {
        self.cleared.entries += split.entries;
        self.cleared.kept_for_sites += split.kept_for_sites;
        self.cleared.untouched += split.untouched;
    }

    fn add(&mut self, swept: Swept) {
        self.cleared.amount += swept.amount;
        self.came += swept.came;
        self.skipped.extend(swept.skipped);
    }
}

impl Tools<'_> {
    /// Does it, or what is left to do of it.
    pub(super) fn carry_out(&self, step: &ClearStep, begun: Begun, meter: &mut Meter<'_>) -> Tried {
        let mut sum = Sum { came: begun.came, ..Sum::default() };
        sum.cleared.amount = begun.amount;
        match (step.part, &step.profile) {
            (DataKind::Cache, profile) => {
                let caches = profile.as_ref().map_or(&step.browser.caches, |profile| &profile.caches);
                self.sweep(caches, Top::Stays, meter, &mut sum);
            }
            (DataKind::Cookies, Some(profile)) => self.cookies(step, profile, meter, &mut sum),
            (DataKind::SiteData, Some(profile)) => self.site_data(step, profile, meter, &mut sum),
            (DataKind::Cookies | DataKind::SiteData, None) => {}
        }
        let undo = if sum.edited { UndoStatus::Kept } else { UndoStatus::Nothing };
        let begun = Begun { amount: sum.cleared.amount, came: sum.came };
        let met = sum.met.clone();
        Tried { outcome: outcome(step, sum, meter), undo, met, begun }
    }

    /// Empties folders, as long as their browser is not started.
    fn sweep(&self, folders: &[CacheFolder], top: Top, meter: &mut Meter<'_>, sum: &mut Sum) {
        for folder in folders {
            sum.add(sweep(folder, top, self.terms, meter));
            sum.stopped = meter.must_stop();
            if sum.stopped {
                break;
            }
        }
        if !folders.is_empty() && !meter.is_cancelled() {
            sum.met = meter.stayed_closed().err();
        }
    }

    fn cookies(&self, step: &ClearStep, profile: &Profile, meter: &mut Meter<'_>, sum: &mut Sum) {
        let mut done = 0;
        for store in &profile.cookies {
            match self.cookie_store(step, profile, store, meter, sum) {
                Ok(split) => {
                    done += 1;
                    sum.count(split);
                }
                Err(why) => {
                    sum.uncounted = true;
                    sum.skipped.push(Skipped { path: store.clone(), why, files: 1 });
                }
            }
        }
        // Where no store could be done, that is what there is to say.
        if done == 0 {
            sum.refused = sum.skipped.first().map(|skipped| skipped.why.clone());
            sum.met = sum.refused.clone().filter(is_about_running);
        }
    }

    fn cookie_store(
        &self,
        step: &ClearStep,
        profile: &Profile,
        store: &Path,
        meter: &mut Meter<'_>,
        sum: &mut Sum,
    ) -> Result<StepCounts, SkipReason> {
        let family = step.browser.family;
        let split = self.scope.split(cookies::count(store, family, self.sites(), meter.watch())?);
        if split.entries == 0 || self.terms.hand == Mode::DryRun {
            return Ok(split);
        }
        let watch = meter.watch();
        self.edit(step, profile, store, meter, sum, || cookies::clear(store, family, self.scope, watch))
    }

    fn site_data(&self, step: &ClearStep, profile: &Profile, meter: &mut Meter<'_>, sum: &mut Sum) {
        let (folders, keys, known) = self.site_data_now(step, profile, meter.watch());
        self.sweep(&folders, Top::Goes, meter, sum);
        if keys.entries == 0 || self.terms.hand == Mode::DryRun {
            sum.count(keys);
        } else if let Err(why) = self.keys(step, profile, meter, sum) {
            sum.uncounted = true;
            sum.met = sum.met.take().or_else(|| Some(why.clone()).filter(is_about_running));
            sum.skipped.push(Skipped { path: site_data::local_store(profile), why, files: 0 });
        }
        sum.uncounted |= known.iter().any(|known| known.path == site_data::local_store(profile));
        // What was known already and concerns no folder is still so.
        let told = |known: &Skipped| sum.skipped.iter().any(|now| now.path == known.path);
        let known: Vec<Skipped> = known.into_iter().filter(|known| !told(known)).collect();
        sum.skipped.extend(known);
    }

    /// Clears the keys, unless the browser was started or the customer stopped it before it came to that.
    fn keys(
        &self,
        step: &ClearStep,
        profile: &Profile,
        meter: &mut Meter<'_>,
        sum: &mut Sum,
    ) -> Result<(), SkipReason> {
        if let Some(why) = &sum.met {
            return Err(why.clone());
        }
        let (store, family, watch) = (site_data::local_store(profile), step.browser.family, meter.watch());
        let clear = || site_data::clear_keys(profile, family, self.scope, watch);
        let split = self.edit(step, profile, &store, meter, sum, clear)?;
        sum.count(split);
        Ok(())
    }

    /// The folders, the keys that go and stay, and what is left alone: as shown, or looked at again where the browser was
    /// at work then.
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

    /// Edits a store: only with a copy, and only while its browser does not run. It is looked right before, and right
    /// after.
    fn edit(
        &self,
        step: &ClearStep,
        profile: &Profile,
        store: &Path,
        meter: &mut Meter<'_>,
        sum: &mut Sum,
        clear: impl FnOnce() -> Result<(Count, Count), SkipReason>,
    ) -> Result<StepCounts, SkipReason> {
        let _held = self.shelf.hold(meter.watch())?;
        self.shelf.keep(&step.browser, profile, store, self.now, meter.watch()).map_err(|why| {
            // What stands in the way of editing too is told as it is.
            if matches!(why, SkipReason::Cancelled | SkipReason::LinkedAway(_) | SkipReason::SetAside(_)) {
                return why;
            }
            tracing::warn!(?why, "no copy of a store could be kept");
            SkipReason::NoCopy
        })?;
        let cleared = meter.check_closed().and_then(|()| clear());
        let (removed, left) = cleared.inspect_err(|_| self.shelf.not_edited(store))?;
        sum.edited = true;
        if let Err(why) = self.shelf.edited(store) {
            tracing::warn!(?why, "the shelf could not note an edit");
        }
        // Started while its store was edited: it may not have seen the change, and it may undo it.
        if let Err(why) = meter.check_closed() {
            sum.skipped.push(Skipped { path: store.to_owned(), why, files: 0 });
        }
        // Of everything no part is told apart.
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

/// A step of which nothing was done.
pub(super) fn refused(step: &ClearStep, why: SkipReason) -> StepOutcome {
    told(step, Sum { refused: Some(why), ..Sum::default() }, 0, (0, 0))
}

fn outcome(step: &ClearStep, mut sum: Sum, meter: &Meter<'_>) -> StepOutcome {
    let files = |skipped: &[Skipped]| skipped.iter().map(|skipped| skipped.files).sum::<u64>();
    let newly = files(&sum.skipped).saturating_sub(files(&step.skipped));
    let was_there = sum.cleared.amount.files.saturating_sub(sum.came) + newly;
    let missing = match step.part {
        DataKind::Cache | DataKind::SiteData => step.shown.amount.files.saturating_sub(was_there),
        DataKind::Cookies => 0,
    };
    let path = step.profile.as_ref().map_or(&step.browser.data, |profile| &profile.dir).clone();
    let is_cancelled = meter.is_cancelled();
    // Whatever is missing after it was stopped is still there.
    let vanished = if is_cancelled || sum.stopped { 0 } else { missing };
    if let Some(why) = &sum.met {
        if sum.cleared.amount.files == 0 && sum.cleared.entries == 0 {
            sum.refused = Some(why.clone());
        } else if sum.skipped.iter().all(|skipped| skipped.why != *why) || missing > vanished {
            sum.skipped.push(Skipped { path, why: why.clone(), files: missing - vanished });
        }
    } else if missing > vanished {
        sum.skipped.push(Skipped { path, why: SkipReason::Cancelled, files: missing });
    }
    let is_counted = !is_cancelled && sum.refused.is_none() && !sum.uncounted && was_counted(step);
    let entries = if is_counted { changed(step.shown.entries, sum.cleared.entries) } else { (0, 0) };
    told(step, sum, vanished, entries)
}

/// Whether every store of the step could be counted when it was shown.
fn was_counted(step: &ClearStep) -> bool {
    let Some(profile) = &step.profile else { return false };
    let of_local_storage = site_data::local_store(profile);
    step.skipped.iter().all(|skipped| skipped.path != of_local_storage && !profile.cookies.contains(&skipped.path))
}

/// How many of the entries that were shown had vanished, and how many had come since.
fn changed(shown: u64, cleared: u64) -> (u64, u64) {
    (shown.saturating_sub(cleared), cleared.saturating_sub(shown))
}

fn told(step: &ClearStep, sum: Sum, vanished: u64, (entries_vanished, entries_came): (u64, u64)) -> StepOutcome {
    StepOutcome {
        browser: step.browser.id.clone(),
        browser_name: step.browser.name.clone(),
        profile: step.profile.as_ref().map(|profile| (profile.folder.clone(), profile.name.clone())),
        part: step.part,
        shown: step.shown,
        cleared: sum.cleared,
        vanished,
        came: sum.came,
        entries_vanished,
        entries_came,
        skipped: sum.skipped,
        refused: sum.refused,
    }
}
