//! Backups of edited stores: made before an edit, deleted when they are outdated, and put back when the customer wants it.
//!
//! A fingerprint records the store's bytes after the edit. As long as the fingerprint is the same, no browser has changed
//! the store, and the backup can replace it. After that the backup is outdated: putting it back would take away what the
//! browser has written since.
//!
//! The age of a backup can make no sense: its time is in the future or years ago. Such a backup is deleted only if a
//! second check an hour later finds the same, because a clock with a dead battery is wrong until the network sets it.

mod copy;
mod entry;
#[cfg(test)]
mod kill_tests;
mod lock;
#[cfg(test)]
pub(super) mod tests;
#[cfg(test)]
mod two_programs_tests;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::copy::fingerprint;
use self::entry::BackupEntry;
use super::{Browser, Profile, SkipReason, Unwatched, Watch};
use crate::files::path_text;

/// How long a backup is kept if the browser does not run in the meantime.
pub const KEPT_FOR_DAYS: i64 = 7;

/// The folder with the backups.
#[derive(Clone, Debug)]
pub(super) struct BackupStore {
    /// Only this user may read it.
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
    /// The path of the store.
    #[serde(with = "path_text")]
    pub store: PathBuf,
    /// When the store was edited.
    pub edited_at: Timestamp,
}

/// The result of putting a store back.
#[derive(Clone, Debug)]
pub struct RestoreResult {
    /// The backup of the store.
    pub backup: Backup,
    /// Why the store was not put back, if it was not.
    pub result: Result<(), SkipReason>,
}

impl BackupStore {
    /// Makes a backup of a store (a cookie file, or the folder of Local Storage) before it is edited. If there is a backup
    /// from an earlier edit and the browser has not run since, that one stays.
    pub(super) fn back_up(
        &self,
        browser: &Browser,
        profile: &Profile,
        store: &Path,
        now: Timestamp,
        watch: &dyn Watch,
    ) -> Result<(), SkipReason> {
        // Where there is no store, nothing will be edited.
        let Some(before) = fingerprint(store, watch)? else { return Ok(()) };
        if let Some(mut entry) = self.entry(store).and_then(reconcile) {
            if is_still_good(&entry, &before) {
                return entry.begin_again(before);
            }
            entry.remove()?;
        }
        let backup = Backup {
            browser: browser.id.clone(),
            browser_name: browser.name.clone(),
            profile: profile.name.clone(),
            store: store.to_owned(),
            edited_at: now,
        };
        BackupEntry::make(&self.folder, backup, before, watch)
    }

    /// Records the store's fingerprint right after an edit, so that a later change by the browser shows.
    pub(super) fn record_edit(&self, store: &Path) -> Result<(), SkipReason> {
        match (self.entry(store), fingerprint(store, &Unwatched)?) {
            (Some(mut entry), Some(after)) => entry.set_after(after),
            _ => Ok(()),
        }
    }

    /// Takes back an edit that failed and changed nothing: a backup made for it is not needed.
    pub(super) fn edit_failed(&self, store: &Path) {
        if let Some(mut entry) = self.entry(store).filter(BackupEntry::is_unfinished) {
            let now = fingerprint(store, &Unwatched).ok().flatten();
            // If this fails, the backup is deleted later with the outdated ones.
            entry.discard(now.as_deref()).ok();
        }
    }

    /// The stores that can be put back, the last edited first. Deletes backups older than [`KEPT_FOR_DAYS`], and those of
    /// stores that have changed since the edit.
    pub(super) fn restorable(&self, now: Timestamp) -> Vec<Backup> {
        let mut backups = Vec::new();
        for mut entry in self.entries().into_iter().filter_map(reconcile) {
            let state = store_state(&entry);
            if entry.must_be_deleted(now) || state == StoreState::Changed {
                // If it cannot be deleted now, it is deleted the next time.
                entry.remove().ok();
            } else if state == StoreState::AsLeft {
                backups.push(entry.backup().clone());
            }
        }
        backups.sort_by(|one, other| other.edited_at.cmp(&one.edited_at).then_with(|| one.store.cmp(&other.store)));
        backups
    }

    /// The stores that can be put back according to the notes. Changes nothing, because another copy of this program is
    /// using the backups.
    pub(super) fn recorded(&self, now: Timestamp) -> Vec<Backup> {
        let is_complete =
            |entry: &BackupEntry| !entry.is_expired(now) && (!entry.is_unfinished() || entry.is_putting_back());
        self.entries().iter().filter(|entry| is_complete(entry)).map(|entry| entry.backup().clone()).collect()
    }

    /// Puts a store back. The caller makes sure that its browser does not run.
    pub(super) fn put_back(&self, backup: &Backup) -> Result<(), SkipReason> {
        let mut entry = self.entry(&backup.store).ok_or(SkipReason::NoCopy)?;
        let now = fingerprint(&backup.store, &Unwatched)?.ok_or(SkipReason::StartedSince)?;
        if entry.is_unfinished() && !entry.belongs_to(&now) {
            entry = reconcile(entry).ok_or(SkipReason::StartedSince)?;
        }
        if !can_put_back(&entry, &now)? {
            return Err(SkipReason::StartedSince);
        }
        if !entry.is_putting_back() {
            entry.begin_putting_back()?;
        }
        copy::put_back(&entry.copy(), &backup.store).inspect_err(|_| {
            // If nothing of the store has changed yet, its fingerprint is valid again.
            if fingerprint(&backup.store, &Unwatched).is_ok_and(|state| state.as_ref() == Some(&now))
                && entry.was_left_as(&now)
            {
                entry.set_after(now).unwrap_or_default();
            }
        })?;
        // If the backup stays, it counts as outdated: the store is not as the edit left it.
        entry.remove().ok();
        Ok(())
    }

    /// Deletes the backups of these browsers, given by their ids, because they run: they use the edited stores, so the
    /// backups are outdated. The caller passes every list of running browsers.
    pub(super) fn discard_of_running(&self, browsers: &[String]) {
        let of_them = self.entries().into_iter().filter(|entry| browsers.contains(&entry.backup().browser));
        for entry in of_them.filter_map(reconcile) {
            // Where an edit or putting back was interrupted, the backup is still needed to finish it.
            if !entry.is_unfinished() && !is_half_back(&entry) {
                // If it cannot be deleted now, it is deleted the next time.
                entry.remove().ok();
            }
        }
    }

    /// Deletes backups that are older than [`KEPT_FOR_DAYS`], and those that were begun long ago and never finished. The
    /// program calls this when it starts and before it works with browsers. Without backups it costs nothing.
    pub(super) fn tidy(&self, now: Timestamp) {
        for path in self.folders() {
            if let Some(mut entry) = BackupEntry::open(&path) {
                if entry.must_be_deleted(now) {
                    entry.remove().unwrap_or_default();
                }
            } else if is_abandoned(&path, now) {
                fs::remove_dir_all(&path).unwrap_or_default();
            }
        }
    }

    fn entry(&self, store: &Path) -> Option<BackupEntry> {
        BackupEntry::open(&BackupEntry::folder_of(&self.folder, store))
    }

    fn entries(&self) -> Vec<BackupEntry> {
        self.folders().iter().filter_map(|path| BackupEntry::open(path)).collect()
    }

    fn folders(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = folders.map(|folder| folder.path()).collect();
        paths.sort_unstable();
        paths
    }
}

/// Whether a folder without a note is left from a backup that was never finished. A recent one may belong to another copy
/// of this program that is making a backup right now.
fn is_abandoned(folder: &Path, now: Timestamp) -> bool {
    let changed = fs::symlink_metadata(folder).and_then(|metadata| metadata.modified());
    let changed = changed.ok().and_then(|time| Timestamp::try_from(time).ok());
    changed.is_some_and(|time| now.duration_since(time).abs() > SignedDuration::from_hours(1))
}

/// The state of a store that has a backup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StoreState {
    /// As the edit left it, or half put back: the backup can replace it.
    AsLeft,
    /// A browser has changed it.
    Changed,
    /// It is being edited, or cannot be read right now.
    Unknown,
}

fn store_state(entry: &BackupEntry) -> StoreState {
    let Ok(now) = fingerprint(&entry.backup().store, &Unwatched) else { return StoreState::Unknown };
    let Some(now) = now else {
        return if entry.is_unfinished() { StoreState::Unknown } else { StoreState::Changed };
    };
    match can_put_back(entry, &now) {
        Ok(false) if entry.is_unfinished() && !entry.is_putting_back() => StoreState::Unknown,
        Ok(false) => StoreState::Changed,
        // If the store cannot be compared, putting it back reports the reason.
        Ok(true) | Err(_) => StoreState::AsLeft,
    }
}

/// Whether the backup can replace a store with this fingerprint.
///
/// If the program ended while it put the backup back, the fingerprint says nothing: a journal of this program may be
/// beside the store, or may have been rolled back since. Then the store's content decides: if everything in it is also in
/// the backup, no browser has written to it.
fn can_put_back(entry: &BackupEntry, now: &str) -> Result<bool, SkipReason> {
    if entry.was_left_as(now) || !entry.is_putting_back() {
        return Ok(entry.was_left_as(now));
    }
    copy::is_part_of(&entry.backup().store, &entry.copy())
}

/// Whether an older backup is still good for a store with this fingerprint.
fn is_still_good(entry: &BackupEntry, now: &str) -> bool {
    entry.belongs_to(now) || entry.is_putting_back() && can_put_back(entry, now) != Ok(false)
}

/// Whether a store may be half put back. Otherwise it is either as the edit left it, or a browser has changed it.
fn is_half_back(entry: &BackupEntry) -> bool {
    let was_left = |now: Option<String>| now.is_some_and(|now| entry.was_left_as(&now));
    entry.is_putting_back()
        && !fingerprint(&entry.backup().store, &Unwatched).is_ok_and(was_left)
        && store_state(entry) != StoreState::Changed
}

/// Finishes the note of an edit if the program ended after the edit and before it recorded it. If everything in the store
/// is also in the backup, the store is as the edit left it. Otherwise a browser has written to it since, and the backup is
/// deleted.
fn reconcile(mut entry: BackupEntry) -> Option<BackupEntry> {
    let Ok(Some(now)) = fingerprint(&entry.backup().store, &Unwatched) else { return Some(entry) };
    if !entry.is_unfinished() || entry.is_putting_back() || entry.belongs_to(&now) {
        return Some(entry);
    }
    match copy::is_part_of(&entry.backup().store, &entry.copy()) {
        // If the note cannot be written now, it may be the next time.
        Ok(true) => entry.set_after(now).unwrap_or_default(),
        Ok(false) => {
            entry.remove().ok();
            return None;
        }
        Err(_) => {}
    }
    Some(entry)
}
