//! Copies of edited stores, kept until they are not needed, and put back when they are.
//!
//! A store is known by a fingerprint of its bytes as it was left. As long as they are the same, no browser has made
//! anything of it since, and the copy can take its place; once they are not, the copy is out of date: putting it back
//! would take away what the browser has written since.
//!
//! A copy may have an age that makes no sense: it comes from the future, or it is years old. Such a copy is deleted
//! only if a second look, an hour later, finds the same: a clock with a dead battery is wrong until the network sets
//! it.

mod copy;
mod entry;
mod hold;
#[cfg(test)]
mod kill_tests;
mod path_words;
#[cfg(test)]
pub(super) mod tests;
#[cfg(test)]
mod two_programs_tests;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::copy::fingerprint;
use self::entry::Entry;
use super::{Browser, Profile, SkipReason, Unwatched, Watch};

/// How long a copy is kept, where the browser is not seen to start before.
pub const KEPT_FOR_DAYS: i64 = 7;

/// The folder with the copies.
#[derive(Clone, Debug)]
pub(super) struct BackupStore {
    /// Only this user may look into it.
    pub(super) folder: PathBuf,
}

/// A store that can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// The browser's id.
    pub browser: String,
    /// The browser's name.
    pub browser_name: String,
    /// The profile's name.
    pub profile: String,
    /// The store.
    #[serde(with = "path_words")]
    pub store: PathBuf,
    /// When it was edited.
    pub edited_at: Timestamp,
}

/// What came of putting a store back.
#[derive(Clone, Debug)]
pub struct RestoreResult {
    /// Which.
    pub kept: Backup,
    /// Whether it is back.
    pub result: Result<(), SkipReason>,
}

impl BackupStore {
    /// Keeps a copy of a store (a cookie file, or the folder of the Local Storage) before it is edited. Where a copy
    /// is there already from before the browser was last started, that older one stays.
    pub(super) fn keep(
        &self,
        browser: &Browser,
        profile: &Profile,
        store: &Path,
        now: Timestamp,
        watch: &dyn Watch,
    ) -> Result<(), SkipReason> {
        // Where nothing is, nothing will be edited.
        let Some(before) = fingerprint(store, watch)? else { return Ok(()) };
        if let Some(mut entry) = self.entry(store).and_then(settle) {
            if is_of(&entry, &before) {
                return entry.begin_again(before);
            }
            entry.remove()?;
        }
        let kept = Backup {
            browser: browser.id.clone(),
            browser_name: browser.name.clone(),
            profile: profile.name.clone(),
            store: store.to_owned(),
            edited_at: now,
        };
        Entry::make(&self.folder, kept, before, watch)
    }

    /// Says that a store was edited: what it is now can be told from what the browser makes of it. Called right after.
    pub(super) fn edited(&self, store: &Path) -> Result<(), SkipReason> {
        match (self.entry(store), fingerprint(store, &Unwatched)?) {
            (Some(mut entry), Some(after)) => entry.set_after(after),
            _ => Ok(()),
        }
    }

    /// Says that a store was not edited after all: its new copy is not needed.
    pub(super) fn not_edited(&self, store: &Path) {
        if let Some(mut entry) = self.entry(store).filter(Entry::is_unfinished) {
            let now = fingerprint(store, &Unwatched).ok().flatten();
            // A copy too many is thrown away with those that are out of date.
            entry.never_mind(now.as_deref()).ok();
        }
    }

    /// Which stores can be put back, the last edited first. Copies older than [`KEPT_FOR_DAYS`], and those of stores
    /// that are not as they were left, are thrown away first.
    pub(super) fn kept(&self, now: Timestamp) -> Vec<Backup> {
        let mut kept = Vec::new();
        for mut entry in self.entries().into_iter().filter_map(settle) {
            let state = state(&entry);
            if entry.has_to_go(now) || state == State::Changed {
                // What cannot be deleted now is deleted the next time.
                entry.remove().ok();
            } else if state == State::AsLeft {
                kept.push(entry.kept().clone());
            }
        }
        kept.sort_by(|one, other| other.edited_at.cmp(&one.edited_at).then_with(|| one.store.cmp(&other.store)));
        kept
    }

    /// Which stores could be put back, as far as the notes tell. Changes nothing: somebody else is at it.
    pub(super) fn noted(&self, now: Timestamp) -> Vec<Backup> {
        let is_done = |entry: &Entry| !entry.is_old(now) && (!entry.is_unfinished() || entry.is_putting_back());
        self.entries().iter().filter(|entry| is_done(entry)).map(|entry| entry.kept().clone()).collect()
    }

    /// Puts a store back. The caller sees to it that its browser does not run.
    pub(super) fn put_back(&self, kept: &Backup) -> Result<(), SkipReason> {
        let mut entry = self.entry(&kept.store).ok_or(SkipReason::NoCopy)?;
        let now = fingerprint(&kept.store, &Unwatched)?.ok_or(SkipReason::StartedSince)?;
        if entry.is_unfinished() && !entry.is_of(&now) {
            entry = settle(entry).ok_or(SkipReason::StartedSince)?;
        }
        if !may_put_back(&entry, &now)? {
            return Err(SkipReason::StartedSince);
        }
        if !entry.is_putting_back() {
            entry.begin_putting_back()?;
        }
        copy::put_back(&entry.copy(), &kept.store).inspect_err(|_| {
            // Where nothing of the store has changed yet, it is known again by what it was left as.
            if fingerprint(&kept.store, &Unwatched).is_ok_and(|state| state.as_ref() == Some(&now))
                && entry.was_left_as(&now)
            {
                entry.set_after(now).unwrap_or_default();
            }
        })?;
        // A copy too many is seen to be out of date: the store is not as it was left.
        entry.remove().ok();
        Ok(())
    }

    /// These browsers (by their ids) run: what was edited while they did not run they have taken over, so the copies of
    /// their stores are thrown away. To be called with every list of running browsers.
    pub(super) fn seen_running(&self, browsers: &[String]) {
        let of_them = self.entries().into_iter().filter(|entry| browsers.contains(&entry.kept().browser));
        for entry in of_them.filter_map(settle) {
            // One whose store is being edited or put back has yet to be finished.
            if !entry.is_unfinished() && !is_half_back(&entry) {
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
            if let Some(mut entry) = Entry::open(&path) {
                if entry.has_to_go(now) {
                    entry.remove().unwrap_or_default();
                }
            } else if is_abandoned(&path, now) {
                fs::remove_dir_all(&path).unwrap_or_default();
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

/// What a kept store is like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// As it was left, or half put back: the copy can take its place.
    AsLeft,
    /// A browser has changed it.
    Changed,
    /// It is being edited, or cannot be read right now.
    Unknown,
}

fn state(entry: &Entry) -> State {
    let Ok(now) = fingerprint(&entry.kept().store, &Unwatched) else { return State::Unknown };
    let Some(now) = now else { return if entry.is_unfinished() { State::Unknown } else { State::Changed } };
    match may_put_back(entry, &now) {
        Ok(false) if entry.is_unfinished() && !entry.is_putting_back() => State::Unknown,
        Ok(false) => State::Changed,
        // Where it cannot be told, putting back is tried again, and says what is in the way.
        Ok(true) | Err(_) => State::AsLeft,
    }
}

/// Whether the copy can take the place of a store with this fingerprint.
///
/// Where the program ended while it put the copy back, the fingerprint says nothing: a journal of ours may lie beside the
/// store, or have been rolled back since. Then the store itself tells: as long as it holds nothing but what the copy
/// holds, no browser has written to it.
fn may_put_back(entry: &Entry, now: &str) -> Result<bool, SkipReason> {
    if entry.was_left_as(now) || !entry.is_putting_back() {
        return Ok(entry.was_left_as(now));
    }
    copy::is_part_of(&entry.kept().store, &entry.copy())
}

/// Whether a store with this fingerprint is one that the older copy is still good for.
fn is_of(entry: &Entry, now: &str) -> bool {
    entry.is_of(now) || entry.is_putting_back() && may_put_back(entry, now) != Ok(false)
}

/// Whether a store may be half put back: nothing else tells why it is neither as it was left nor a browser's.
fn is_half_back(entry: &Entry) -> bool {
    let was_left = |now: Option<String>| now.is_some_and(|now| entry.was_left_as(&now));
    entry.is_putting_back()
        && !fingerprint(&entry.kept().store, &Unwatched).is_ok_and(was_left)
        && state(entry) != State::Changed
}

/// Where the program ended after a store was edited and before that was noted, the store tells: it holds nothing that
/// the copy does not hold, and less. Should it hold anything else, a browser has written it since, and the copy goes.
fn settle(mut entry: Entry) -> Option<Entry> {
    let Ok(Some(now)) = fingerprint(&entry.kept().store, &Unwatched) else { return Some(entry) };
    if !entry.is_unfinished() || entry.is_putting_back() || entry.is_of(&now) {
        return Some(entry);
    }
    match copy::is_part_of(&entry.kept().store, &entry.copy()) {
        // What cannot be told or noted now may be the next time.
        Ok(true) => entry.set_after(now).unwrap_or_default(),
        Ok(false) => {
            entry.remove().ok();
            return None;
        }
        Err(_) => {}
    }
    Some(entry)
}
