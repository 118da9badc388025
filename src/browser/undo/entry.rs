//! One kept store: a folder with the copy and a note of whose it is.

use std::fs::{self, DirBuilder};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::super::print::Print;
use super::super::{SkipReason, Watch};
use super::copy::{self, no_copy};
use super::{Backup, KEPT_FOR_DAYS};

const NOTE: &str = "note.json";
const COPY: &str = "store";

/// A kept store.
pub(super) struct Entry {
    folder: PathBuf,
    note: Note,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Note {
    kept: Backup,
    /// What the store was when it was copied.
    before: String,
    /// What it was after it was edited; nothing while that goes on.
    after: Option<String>,
    /// How often it was edited before.
    edits: u32,
    /// Whether the copy is being put in the store's place. Until that is done the store may be half of each, with a
    /// journal beside it that brings it back.
    #[serde(default)]
    putting_back: bool,
    /// When its age was first found to make no sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    doubted: Option<Timestamp>,
}

/// How old a copy is, as far as the clock tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Age {
    /// As copies are.
    Fine,
    /// Older than they are kept.
    Old,
    /// From a time that has yet to come, or years old: the clock is wrong, or was.
    Senseless,
}

/// Whoever comes back after a year has no use for a copy; the clock may as well be wrong.
const SENSELESS: SignedDuration = SignedDuration::from_hours(24 * 365);

/// A clock that has told the same for as long is believed.
const BELIEVED_AFTER: SignedDuration = SignedDuration::from_hours(1);

impl Entry {
    /// Where the copy of a store lies: stores of one name are many.
    pub(super) fn folder_of(shelf: &Path, store: &Path) -> PathBuf {
        let mut print = Print::default();
        print.piece(store.as_os_str().as_encoded_bytes());
        shelf.join(print.told())
    }

    /// Makes a copy and its note. They appear together or not at all.
    pub(super) fn make(shelf: &Path, kept: Backup, before: String, watch: &dyn Watch) -> Result<(), SkipReason> {
        let folder = Self::folder_of(shelf, &kept.store);
        let new = folder.with_extension("new");
        private_folder(shelf).map_err(no_copy)?;
        // One that was begun when the program ended.
        fs::remove_dir_all(&new).ok();
        if Self::open(&folder).is_some() {
            // A whole one is never replaced: its copy may be all that is left of what was cleared.
            return Err(no_copy("there is one already"));
        }
        fs::remove_dir_all(&folder).ok();
        private_folder(&new).map_err(no_copy)?;
        // What was begun must not lie around: it holds sign-ins.
        let whole = copy::keep(&kept.store, &new.join(COPY), watch);
        whole.inspect_err(|_| fs::remove_dir_all(&new).unwrap_or_default())?;
        let entry = Self {
            folder: new.clone(),
            note: Note { kept, before, after: None, edits: 0, putting_back: false, doubted: None },
        };
        entry.write_note()?;
        fs::rename(&new, &folder).map_err(no_copy)
    }

    /// The entry in a folder, where there is a whole one.
    pub(super) fn open(folder: &Path) -> Option<Self> {
        if folder.extension().is_some() {
            return None;
        }
        let note = serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()?;
        Some(Self { folder: folder.to_owned(), note })
    }

    /// Which store it is of.
    pub(super) fn kept(&self) -> &Backup {
        &self.note.kept
    }

    /// Whether it is older than a copy is kept.
    pub(super) fn is_old(&self, now: Timestamp) -> bool {
        self.age(now) == Age::Old
    }

    /// Whether it has to go: it is too old, or its age makes no sense and made none an hour before either. A clock that
    /// is wrong for a moment, as after a night with a dead battery, costs nobody what can be put back.
    pub(super) fn has_to_go(&mut self, now: Timestamp) -> bool {
        let doubted_for = self.note.doubted.map(|since| now.duration_since(since));
        match self.age(now) {
            Age::Old => return true,
            Age::Fine if self.note.doubted.is_none() => return false,
            Age::Fine => self.note.doubted = None,
            Age::Senseless => match doubted_for {
                Some(passed) if (BELIEVED_AFTER..=SENSELESS).contains(&passed) => return true,
                Some(passed) if (SignedDuration::ZERO..BELIEVED_AFTER).contains(&passed) => return false,
                Some(_) | None => self.note.doubted = Some(now),
            },
        }
        // Without the note, the next look is the first again.
        self.write_note().ok();
        false
    }

    fn age(&self, now: Timestamp) -> Age {
        let age = now.duration_since(self.note.kept.edited_at);
        let kept = SignedDuration::from_hours(24 * KEPT_FOR_DAYS);
        if age.abs() <= kept {
            Age::Fine
        } else if age > kept && age <= SENSELESS {
            Age::Old
        } else {
            Age::Senseless
        }
    }

    /// The copy: a file or a folder.
    pub(super) fn copy(&self) -> PathBuf {
        self.folder.join(COPY)
    }

    /// Whether the store is still being edited, as far as is known.
    pub(super) fn is_unfinished(&self) -> bool {
        self.note.after.is_none()
    }

    /// Whether a store is the one that this is a copy of, edited by nobody but us.
    pub(super) fn is_of(&self, store: &str) -> bool {
        self.was_left_as(store) || self.is_unfinished() && self.note.before == store
    }

    /// Whether a store is as it was left after it was edited.
    pub(super) fn was_left_as(&self, store: &str) -> bool {
        self.note.after.as_deref() == Some(store)
    }

    /// Whether the copy was being put back, and the program ended before that was done.
    pub(super) fn is_putting_back(&self) -> bool {
        self.note.putting_back
    }

    /// Notes that the copy is being put back, before a byte of the store changes.
    pub(super) fn begin_putting_back(&mut self) -> Result<(), SkipReason> {
        self.note.putting_back = true;
        self.write_note()
    }

    /// Notes what the store was after it was edited.
    pub(super) fn set_after(&mut self, after: String) -> Result<(), SkipReason> {
        self.note.after = Some(after);
        self.note.putting_back = false;
        self.write_note()
    }

    /// The store is edited once more; the copy from before the first time stays.
    pub(super) fn begin_again(&mut self, before: String) -> Result<(), SkipReason> {
        if self.note.after.take().is_some() {
            self.note.edits += 1;
        }
        self.note.before = before;
        self.write_note()
    }

    /// The store was not edited after all. Where an older copy is kept and the store is not as it was found, what it is
    /// has yet to be told from the two.
    pub(super) fn never_mind(&mut self, now: Option<&str>) -> Result<(), SkipReason> {
        if self.note.edits == 0 {
            self.remove()
        } else if now == Some(self.note.before.as_str()) && !self.note.putting_back {
            self.set_after(self.note.before.clone())
        } else {
            Ok(())
        }
    }

    /// Deletes the copy; the note first, so that half a copy is none.
    pub(super) fn remove(&self) -> Result<(), SkipReason> {
        fs::remove_file(self.folder.join(NOTE)).and_then(|()| fs::remove_dir_all(&self.folder)).map_err(no_copy)
    }

    fn write_note(&self) -> Result<(), SkipReason> {
        let bytes = serde_json::to_vec_pretty(&self.note).map_err(no_copy)?;
        let write = || -> std::io::Result<()> {
            let mut file = NamedTempFile::new_in(&self.folder)?;
            file.write_all(&bytes)?;
            file.as_file().sync_all()?;
            file.persist(self.folder.join(NOTE))?;
            sync(&self.folder)
        };
        write().map_err(no_copy)
    }
}

/// Brings a folder's list of names to the disk. Windows keeps a journal of it and opens no folders as files.
fn sync(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A folder that only this user can look into.
pub(super) fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
