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
    /// Keeps a copy of a store before it is edited. Where a copy is there already from before the browser was last
    /// started, that older one stays.
    pub(super) fn keep(
        &self,
        _browser: &Browser,
        _profile: &Profile,
        _store: &Path,
        _now: Timestamp,
    ) -> Result<(), Trouble> {
        Err(Trouble::NoCopy)
    }
}
