//! Copies of edited stores, kept until they are not needed, and put back when they are.
//!
//! A store is known by a fingerprint of its bytes as it was left. As long as they are the same, no browser has made
//! anything of it since, and the copy can take its place; once they are not, the copy is out of date: putting it back
//! would take away what the browser has written since.

mod copy;
mod entry;
#[cfg(test)]
mod killed;
#[cfg(test)]
pub(super) mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::copy::fingerprint;
use self::entry::Entry;
use super::{Browser, Profile, Trouble, Unwatched, Watch};

/// How long a copy is kept, where the browser is not seen to start before.
pub const KEPT_FOR_DAYS: i64 = 7;

/// The folder with the copies.
#[derive(Clone, Debug)]
pub(super) struct UndoShelf {
    /// Only this user may look into it.
    pub(super) folder: PathBuf,
}

/// A store that can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The browser's id.
    pub browser: String,
    /// The browser's name.
    pub browser_name: String,
    /// The profile's name.
    pub profile: String,
    /// The store.
    pub store: PathBuf,
    /// When it was edited.
    pub edited_at: Timestamp,
}

/// What came of putting a store back.
#[derive(Clone, Debug)]
pub struct PutBack {
    /// Which.
    pub kept: Kept,
    /// Whether it is back.
    pub result: Result<(), Trouble>,
}

impl UndoShelf {
    /// Keeps a copy of a store (a cookie file, or the folder of the Local Storage) before it is edited. Where a copy
    /// is there already from before the browser was last started, that older one stays.
    pub(super) fn keep(
        &self,
        browser: &Browser,
        profile: &Profile,
        store: &Path,
        now: Timestamp,
        watch: &dyn Watch,
    ) -> Result<(), Trouble> {
        // Where nothing is, nothing will be edited.
        let Some(before) = fingerprint(store, watch)? else { return Ok(()) };
        if let Some(mut entry) = self.entry(store) {
            if entry.is_of(&before) {
                return entry.begin_again(before);
            }
            entry.remove()?;
        }
        let kept = Kept {
            browser: browser.id.clone(),
            browser_name: browser.name.clone(),
            profile: profile.name.clone(),
            store: store.to_owned(),
            edited_at: now,
        };
        Entry::make(&self.folder, kept, before, watch)
    }

    /// Says that a store was edited: what it is now can be told from what the browser makes of it. Called right after.
    pub(super) fn edited(&self, store: &Path) -> Result<(), Trouble> {
        match (self.entry(store), fingerprint(store, &Unwatched)?) {
            (Some(mut entry), Some(after)) => entry.set_after(after),
            _ => Ok(()),
        }
    }

    /// Says that a store was not edited after all: its new copy is not needed.
    pub(super) fn not_edited(&self, store: &Path) {
        if let Some(mut entry) = self.entry(store).filter(Entry::is_unfinished) {
            // A copy too many is thrown away with those that are out of date.
            entry.never_mind().ok();
        }
    }

    /// Which stores can be put back, the last edited first. Copies older than [`KEPT_FOR_DAYS`], and those of stores
    /// that are not as they were left, are thrown away first.
    pub(super) fn kept(&self, now: Timestamp) -> Vec<Kept> {
        let mut kept = Vec::new();
        for mut entry in self.entries() {
            settle(&mut entry);
            let is_old = entry.is_old(now);
            let state = fingerprint(&entry.kept().store, &Unwatched);
            let is_as_left =
                state.as_ref().is_ok_and(|state| state.as_deref().is_some_and(|now| entry.was_left_as(now)));
            // A store that cannot be read right now may be the same later on; one that is being edited has its copy.
            let is_changed = state.is_ok() && !is_as_left && !entry.is_unfinished();
            if is_old || is_changed {
                // What cannot be deleted now is deleted the next time.
                entry.remove().ok();
            } else if is_as_left {
                kept.push(entry.kept().clone());
            }
        }
        kept.sort_by(|one, other| other.edited_at.cmp(&one.edited_at).then_with(|| one.store.cmp(&other.store)));
        kept
    }

    /// Puts a store back. The caller sees to it that its browser does not run.
    pub(super) fn put_back(&self, kept: &Kept) -> Result<(), Trouble> {
        let mut entry = self.entry(&kept.store).ok_or(Trouble::NoCopy)?;
        settle(&mut entry);
        let now = fingerprint(&kept.store, &Unwatched)?;
        if !now.is_some_and(|now| entry.was_left_as(&now)) {
            return Err(Trouble::StartedSince);
        }
        copy::put_back(&entry.copy(), &kept.store)?;
        // A copy too many is seen to be out of date: the store is not as it was left.
        entry.remove().ok();
        Ok(())
    }

    /// These browsers (by their ids) run: what was edited while they did not run they have taken over, so the copies of
    /// their stores are thrown away. To be called with every list of running browsers.
    pub(super) fn seen_running(&self, browsers: &[String]) {
        for mut entry in self.entries() {
            if !browsers.contains(&entry.kept().browser) {
                continue;
            }
            settle(&mut entry);
            // One whose store is being edited has yet to be finished.
            if !entry.is_unfinished() {
                // What cannot be deleted now is deleted the next time.
                entry.remove().ok();
            }
        }
    }

    /// Throws away what was kept for longer than [`KEPT_FOR_DAYS`], and what was begun long ago and never finished. To
    /// be called whenever the program has something to do with browsers, and when it starts; where nothing is kept it
    /// costs nothing.
    pub(super) fn tidy(&self, now: Timestamp) {
        for path in self.folders() {
            match Entry::open(&path) {
                Some(entry) if entry.is_old(now) => entry.remove().unwrap_or_default(),
                None if is_abandoned(&path, now) => fs::remove_dir_all(&path).unwrap_or_default(),
                Some(_) | None => {}
            }
        }
    }

    fn entry(&self, store: &Path) -> Option<Entry> {
        Entry::open(&Entry::folder_of(&self.folder, store))
    }

    fn entries(&self) -> Vec<Entry> {
        self.folders().iter().filter_map(|path| Entry::open(path)).collect()
    }

    fn folders(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = folders.map(|folder| folder.path()).collect();
        paths.sort_unstable();
        paths
    }
}

/// Whether a folder without a note is left from a copy that was never finished: another window of this program may be
/// making one right now.
fn is_abandoned(folder: &Path, now: Timestamp) -> bool {
    let changed = fs::symlink_metadata(folder).and_then(|metadata| metadata.modified());
    let changed = changed.ok().and_then(|time| Timestamp::try_from(time).ok());
    changed.is_some_and(|time| now.duration_since(time).abs() > SignedDuration::from_hours(1))
}

/// Where the program ended after a store was edited and before that was noted, the store tells: it holds nothing that
/// the copy does not hold, and less. Should it hold anything else, a browser has written it since.
fn settle(entry: &mut Entry) {
    let Ok(Some(now)) = fingerprint(&entry.kept().store, &Unwatched) else { return };
    if !entry.is_unfinished() || entry.is_of(&now) {
        return;
    }
    // What cannot be told or noted now may be the next time.
    match copy::is_part_of(&entry.kept().store, &entry.copy()) {
        Ok(true) => entry.set_after(now).ok(),
        Ok(false) => entry.remove().ok(),
        Err(_) => None,
    };
}
