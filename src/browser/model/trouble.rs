//! Why something is left alone.

use std::path::PathBuf;

use crate::lang::{TroubleWords, fill};

/// Why something could not be looked at or cleared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// The browser runs, or runs again.
    Running,
    /// It may run; see [`Unclear`](super::Unclear).
    MayBeRunning,
    /// It is locked by another program.
    Locked,
    /// The user may not read or delete it.
    Denied,
    /// The disk is full.
    DiskFull,
    /// The disk can only be read.
    ReadOnly,
    /// A folder is a link (or junction) to this place, and that place is not a cache of the same user.
    LinkedAway(PathBuf),
    /// A setting names it as a cache, and what is in it does not look like one.
    NotACache,
    /// It lies on another disk that is mounted there.
    OtherDisk,
    /// It belongs to another user.
    OtherUser,
    /// The store is of a version that this program does not know.
    UnknownVersion(String),
    /// The store is of no kind that this program knows.
    UnknownKind,
    /// The store is damaged.
    Damaged,
    /// The store's file has a second name elsewhere (a hard link): what is edited here would change there.
    SecondName,
    /// A store that was moved aside under this name lies beside one that the browser has made since.
    SetAside(String),
    /// The browser was started since the store was edited, so the store is another one now.
    StartedSince,
    /// After editing, the store did not hold what was expected, so the edit was taken back.
    NotAsExpected,
    /// A copy for undoing could not be made, so the store was left alone.
    NoCopy,
    /// The store is shared by all sites and cannot be edited for one.
    SharedStore,
    /// It was stopped by the customer.
    Cancelled,
    /// Something else, in the system's words.
    Other(String),
}

impl SkipReason {
    /// Why, and what to do about it.
    pub(crate) fn words(&self, words: &TroubleWords) -> String {
        match self {
            Self::Running => words.running.to_owned(),
            Self::MayBeRunning => words.may_be_running.to_owned(),
            Self::Locked => words.locked.to_owned(),
            Self::Denied => words.denied.to_owned(),
            Self::DiskFull => words.disk_full.to_owned(),
            Self::ReadOnly => words.read_only.to_owned(),
            Self::LinkedAway(path) => fill(words.linked_away, &[("path", &path.display().to_string())]),
            Self::OtherDisk => words.other_disk.to_owned(),
            Self::NotACache => words.not_a_cache.to_owned(),
            Self::OtherUser => words.other_user.to_owned(),
            Self::UnknownVersion(version) => fill(words.unknown_version, &[("version", version)]),
            Self::UnknownKind => words.unknown_kind.to_owned(),
            Self::Damaged => words.damaged.to_owned(),
            Self::SecondName => words.second_name.to_owned(),
            Self::SetAside(name) => fill(words.set_aside, &[("name", name)]),
            Self::StartedSince => words.started_since.to_owned(),
            Self::NotAsExpected => words.not_as_expected.to_owned(),
            Self::NoCopy => words.no_copy.to_owned(),
            Self::SharedStore => words.shared_store.to_owned(),
            Self::Cancelled => words.cancelled.to_owned(),
            Self::Other(why) => fill(words.other, &[("why", why)]),
        }
    }
}

/// Something left alone, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What, as a path; for several files in one folder, the folder.
    pub path: PathBuf,
    /// Why.
    pub why: SkipReason,
    /// How many files.
    pub files: u64,
}
