//! One step of a plan, tried or carried out.

use std::path::Path;

use jiff::Timestamp;

use super::folder::{Swept, Terms, Top, sweep};
use super::meter::Meter;
use super::site::goes;
use super::undo::UndoShelf;
use super::{
    Amount, CacheFolder, Count, Hand, Part, Profile, Scope, Seen, Shown, Site, Skipped, Step, StepOutcome, Trouble,
    Undo, Watch, cookies, site_data,
};

/// What a step needs.
pub(super) struct Tools<'t> {
    /// Where copies go.
    pub(super) shelf: &'t UndoShelf,
    /// Whose cookies and site data.
    pub(super) scope: &'t Scope,
    /// How to walk.
    pub(super) terms: Terms<'t>,
    /// What time it is.
    pub(super) now: Timestamp,
    /// Whether the browser does not run, looked up anew.
    pub(super) is_free: &'t dyn Fn() -> Result<(), Trouble>,
}

/// What became of a step so far.
#[derive(Default)]
struct Sum {
    cleared: Shown,
    came: u64,
    skipped: Vec<Skipped>,
    refused: Option<Trouble>,
    edited: bool,
}

impl Sum {
    /// Takes in what a store came to.
    fn count(&mut self, split: Shown) {
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
    /// Does it; says also whether a store was edited of which a copy is kept.
    pub(super) fn carry_out(&self, step: &Step, meter: &mut Meter<'_>) -> (StepOutcome, Undo) {
        let mut sum = Sum::default();
        match (step.part, &step.profile) {
            (Part::Cache, profile) => {
                let caches = profile.as_ref().map_or(&step.browser.caches, |profile| &profile.caches);
                for folder in caches {
                    sum.add(sweep(folder, Top::Stays, self.terms, meter));
                }
            }
            (Part::Cookies, Some(profile)) => self.cookies(step, profile, meter, &mut sum),
            (Part::SiteData, Some(profile)) => self.site_data(step, profile, meter, &mut sum),
            (Part::Cookies | Part::SiteData, None) => {}
        }
        let undo = if sum.edited { Undo::Kept } else { Undo::Nothing };
        (outcome(step, sum, meter), undo)
    }

    fn cookies(&self, step: &Step, profile: &Profile, meter: &mut Meter<'_>, sum: &mut Sum) {
        let mut done = 0;
        for store in &profile.cookies {
            match self.cookie_store(step, profile, store, meter, sum) {
                Ok(split) => {
                    done += 1;
                    sum.count(split);
                }
                Err(why) => sum.skipped.push(Skipped { path: store.clone(), why, files: 1 }),
            }
        }
        // Where no store could be done, that is what there is to say.
        if done == 0 {
            sum.refused = sum.skipped.first().map(|skipped| skipped.why.clone());
        }
    }

    fn cookie_store(
        &self,
        step: &Step,
        profile: &Profile,
        store: &Path,
        meter: &Meter<'_>,
        sum: &mut Sum,
    ) -> Result<Shown, Trouble> {
        let family = step.browser.family;
        let split = self.scope.split(cookies::count(store, family, self.sites(), meter.watch())?);
        if split.entries == 0 || self.terms.hand == Hand::DryRun {
            return Ok(split);
        }
        self.edit(step, profile, store, meter.watch(), sum, || cookies::clear(store, family, self.scope, meter.watch()))
    }

    fn site_data(&self, step: &Step, profile: &Profile, meter: &mut Meter<'_>, sum: &mut Sum) {
        let (folders, keys) = self.site_data_now(step, profile, meter.watch());
        for folder in &folders {
            sum.add(sweep(folder, Top::Goes, self.terms, meter));
        }
        if keys.entries == 0 || self.terms.hand == Hand::DryRun {
            sum.count(keys);
        } else {
            let store = site_data::local_store(profile);
            let family = step.browser.family;
            let clear = || site_data::clear_keys(profile, family, self.scope, meter.watch());
            match self.edit(step, profile, &store, meter.watch(), sum, clear) {
                Ok(split) => sum.count(split),
                Err(why) => sum.skipped.push(Skipped { path: store, why, files: 0 }),
            }
        }
        // What was known already and concerns no folder is still so.
        let told = |known: &&Skipped| sum.skipped.iter().any(|now| now.path == known.path);
        let known: Vec<Skipped> = step.skipped.iter().filter(|known| !told(known)).cloned().collect();
        sum.skipped.extend(known);
    }

    /// The folders, and the keys that go and stay: as shown, or looked at again where the browser was at work then.
    fn site_data_now(&self, step: &Step, profile: &Profile, watch: &dyn Watch) -> (Vec<CacheFolder>, Shown) {
        let shown = step.folders.iter().map(|origin| origin.folder.clone());
        match step.seen {
            Seen::AtRest => (shown.collect(), Shown { amount: Amount::default(), ..step.shown }),
            Seen::AtWork => {
                let now = site_data::look(profile, step.browser.family, self.sites(), watch);
                let goes = now.folders.into_iter().filter(|origin| goes(self.scope, origin.owner));
                (goes.map(|origin| origin.folder).collect(), self.scope.split(now.keys))
            }
        }
    }

    /// Edits a store: only with a copy, and only while its browser does not run. It is looked right before, and right
    /// after.
    fn edit(
        &self,
        step: &Step,
        profile: &Profile,
        store: &Path,
        watch: &dyn Watch,
        sum: &mut Sum,
        clear: impl FnOnce() -> Result<(Count, Count), Trouble>,
    ) -> Result<Shown, Trouble> {
        self.shelf.keep(&step.browser, profile, store, self.now, watch).map_err(|why| {
            // What stands in the way of editing too is told as it is.
            if matches!(why, Trouble::Cancelled | Trouble::LinkedAway(_) | Trouble::SetAside(_)) {
                return why;
            }
            tracing::warn!(?why, "no copy of a store could be kept");
            Trouble::NoCopy
        })?;
        let cleared = (self.is_free)().and_then(|()| clear());
        let (removed, left) = cleared.inspect_err(|_| self.shelf.not_edited(store))?;
        sum.edited = true;
        if let Err(why) = self.shelf.edited(store) {
            tracing::warn!(?why, "the shelf could not note an edit");
        }
        // Started while its store was edited: it may not have seen the change, and it may undo it.
        if let Err(why) = (self.is_free)() {
            sum.skipped.push(Skipped { path: store.to_owned(), why, files: 0 });
        }
        // Of everything no part is told apart.
        let kept_for_sites = if self.sites().is_empty() { 0 } else { removed.kept_for_sites };
        Ok(Shown { entries: removed.all(), kept_for_sites, untouched: left.all(), ..Shown::default() })
    }

    fn sites(&self) -> &[Site] {
        match self.scope {
            Scope::Sites { sites, .. } => sites,
            Scope::Everything => &[],
        }
    }
}

/// A step of which nothing was done.
pub(super) fn refused(step: &Step, why: Trouble) -> StepOutcome {
    told(step, Sum { refused: Some(why), ..Sum::default() }, 0)
}

fn outcome(step: &Step, mut sum: Sum, meter: &Meter<'_>) -> StepOutcome {
    let files = |skipped: &[Skipped]| skipped.iter().map(|skipped| skipped.files).sum::<u64>();
    let newly = files(&sum.skipped).saturating_sub(files(&step.skipped));
    let was_there = sum.cleared.amount.files.saturating_sub(sum.came) + newly;
    let missing = match step.part {
        Part::Cache | Part::SiteData => step.shown.amount.files.saturating_sub(was_there),
        Part::Cookies => 0,
    };
    // Whatever is missing after the customer stopped it is still there.
    let vanished = if meter.is_cancelled() { 0 } else { missing };
    if missing > vanished {
        let path = step.profile.as_ref().map_or(&step.browser.data, |profile| &profile.dir).clone();
        sum.skipped.push(Skipped { path, why: Trouble::Cancelled, files: missing });
    }
    told(step, sum, vanished)
}

fn told(step: &Step, sum: Sum, vanished: u64) -> StepOutcome {
    StepOutcome {
        browser: step.browser.id.clone(),
        browser_name: step.browser.name.clone(),
        profile: step.profile.as_ref().map(|profile| (profile.folder.clone(), profile.name.clone())),
        part: step.part,
        shown: step.shown,
        cleared: sum.cleared,
        vanished,
        came: sum.came,
        skipped: sum.skipped,
        refused: sum.refused,
    }
}
