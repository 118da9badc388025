//! One backup: a folder with the copy of a store and a note that describes it.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::super::fingerprint::Fingerprint;
use super::super::{SkipReason, Watch};
use super::copy::{self, no_copy};
use super::{Backup, KEPT_FOR_DAYS};
use crate::files::whole_file::{create_folder, replace_in_folder};

const NOTE: &str = "note.json";
const COPY: &str = "store";

/// A backup on the disk.
pub(super) struct BackupEntry {
    folder: PathBuf,
    note: BackupNote,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct BackupNote {
    kept: Backup,
    /// The store's fingerprint when it was copied.
    before: String,
    /// Its fingerprint after the edit; `None` during the edit.
    after: Option<String>,
    /// How often the store was edited before.
    edits: u32,
    /// Whether the copy is being put back. Until that is done the store may be half of each, with a journal beside it that
    /// undoes it.
    #[serde(default)]
    putting_back: bool,
    /// When the program first noticed that the age makes no sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    doubted: Option<Timestamp>,
}

/// How old a backup is, by the system's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BackupAge {
    Valid,
    /// Older than backups are kept.
    Expired,
    /// From the future, or years old: the clock is wrong, or was.
    Implausible,
}

/// A greater age than this may mean that the clock is wrong.
const MAX_PLAUSIBLE_AGE: SignedDuration = SignedDuration::from_hours(24 * 365);

/// An implausible age counts if the clock still shows it after this time.
const BELIEVED_AFTER: SignedDuration = SignedDuration::from_hours(1);

impl BackupEntry {
    /// The folder for the backup of a store. Its name is the hash of the store's path, because many stores have the same
    /// file name.
    pub(super) fn folder_of(backups: &Path, store: &Path) -> PathBuf {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(store.as_os_str().as_encoded_bytes());
        backups.join(fingerprint.finish_hex())
    }

    /// Makes a copy and its note. They appear together or not at all.
    pub(super) fn make(backups: &Path, backup: Backup, before: String, watch: &dyn Watch) -> Result<(), SkipReason> {
        let folder = Self::folder_of(backups, &backup.store);
        let new = folder.with_extension("new");
        create_folder(backups).map_err(no_copy)?;
        // It is left if the program ended while it made a copy.
        fs::remove_dir_all(&new).ok();
        if Self::open(&folder).is_some() {
            // A complete backup is never replaced: its copy may hold data that was cleared and is nowhere else.
            return Err(no_copy("there is one already"));
        }
        fs::remove_dir_all(&folder).ok();
        create_folder(&new).map_err(no_copy)?;
        let copied = copy::make(&backup.store, &new.join(COPY), watch);
        // An unfinished copy must not stay: it holds sign-ins.
        copied.inspect_err(|_| fs::remove_dir_all(&new).unwrap_or_default())?;
        let entry = Self {
            folder: new.clone(),
            note: BackupNote { kept: backup, before, after: None, edits: 0, putting_back: false, doubted: None },
        };
        entry.write_note()?;
        fs::rename(&new, &folder).map_err(no_copy)
    }

    /// Opens the backup in a folder; `None` where it is missing or incomplete.
    pub(super) fn open(folder: &Path) -> Option<Self> {
        if folder.extension().is_some() {
            return None;
        }
        let note = serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()?;
        Some(Self { folder: folder.to_owned(), note })
    }

    /// Which store this is a backup of.
    pub(super) fn backup(&self) -> &Backup {
        &self.note.kept
    }

    /// Whether it is older than backups are kept.
    pub(super) fn is_expired(&self, now: Timestamp) -> bool {
        self.age(now) == BackupAge::Expired
    }

    /// Whether to delete it: it is too old, or its age makes no sense and already made none an hour before. A clock that is
    /// wrong for a moment, as after a night with a dead battery, costs no customer a backup.
    pub(super) fn must_be_deleted(&mut self, now: Timestamp) -> bool {
        let doubted_for = self.note.doubted.map(|since| now.duration_since(since));
        match self.age(now) {
            BackupAge::Expired => return true,
            BackupAge::Valid if self.note.doubted.is_none() => return false,
            BackupAge::Valid => self.note.doubted = None,
            BackupAge::Implausible => match doubted_for {
                Some(passed) if (BELIEVED_AFTER..=MAX_PLAUSIBLE_AGE).contains(&passed) => return true,
                Some(passed) if (SignedDuration::ZERO..BELIEVED_AFTER).contains(&passed) => return false,
                Some(_) | None => self.note.doubted = Some(now),
            },
        }
        // If the note cannot be written, the next check counts as the first again.
        self.write_note().ok();
        false
    }

    fn age(&self, now: Timestamp) -> BackupAge {
        let age = now.duration_since(self.note.kept.edited_at);
        let most = SignedDuration::from_hours(24 * KEPT_FOR_DAYS);
        if age.abs() <= most {
            BackupAge::Valid
        } else if age > most && age <= MAX_PLAUSIBLE_AGE {
            BackupAge::Expired
        } else {
            BackupAge::Implausible
        }
    }

    /// The path of the copy, a file or a folder.
    pub(super) fn copy(&self) -> PathBuf {
        self.folder.join(COPY)
    }

    /// Whether the note says that the store is still being edited.
    pub(super) fn is_unfinished(&self) -> bool {
        self.note.after.is_none()
    }

    /// Whether the store with this fingerprint was copied here, and only this program has edited it since.
    pub(super) fn belongs_to(&self, fingerprint: &str) -> bool {
        self.was_left_as(fingerprint) || self.is_unfinished() && self.note.before == fingerprint
    }

    /// Whether the store had this fingerprint after the edit.
    pub(super) fn was_left_as(&self, fingerprint: &str) -> bool {
        self.note.after.as_deref() == Some(fingerprint)
    }

    /// Whether the copy is being put back, or the program ended before that was done.
    pub(super) fn is_putting_back(&self) -> bool {
        self.note.putting_back
    }

    /// Records that the copy is being put back, before a byte of the store changes.
    pub(super) fn begin_putting_back(&mut self) -> Result<(), SkipReason> {
        self.note.putting_back = true;
        self.write_note()
    }

    /// Records the store's fingerprint after the edit.
    pub(super) fn set_after(&mut self, after: String) -> Result<(), SkipReason> {
        self.note.after = Some(after);
        self.note.putting_back = false;
        self.write_note()
    }

    /// Records that the store is edited once more. The copy from before the first edit stays.
    pub(super) fn begin_again(&mut self, before: String) -> Result<(), SkipReason> {
        if self.note.after.take().is_some() {
            self.note.edits += 1;
        }
        self.note.before = before;
        self.write_note()
    }

    /// Takes back an edit that did not happen. A copy that was made for it is deleted. If the copy is an older one and the
    /// store has changed, `reconcile` compares the two later.
    pub(super) fn discard(&mut self, now: Option<&str>) -> Result<(), SkipReason> {
        if self.note.edits == 0 {
            self.remove()
        } else if now == Some(self.note.before.as_str()) && !self.note.putting_back {
            self.set_after(self.note.before.clone())
        } else {
            Ok(())
        }
    }

    /// Deletes the backup. The note goes first: without it, half a copy does not count as a backup.
    pub(super) fn remove(&self) -> Result<(), SkipReason> {
        fs::remove_file(self.folder.join(NOTE)).and_then(|()| fs::remove_dir_all(&self.folder)).map_err(no_copy)
    }

    fn write_note(&self) -> Result<(), SkipReason> {
        let bytes = serde_json::to_vec_pretty(&self.note).map_err(no_copy)?;
        replace_in_folder(&self.folder.join(NOTE), &bytes).map_err(no_copy)
    }
}
