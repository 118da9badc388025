//! Why the program left something alone.

use std::path::PathBuf;

use crate::lang::{TroubleWords, fill};

/// Why something could not be read or cleared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// The browser runs, or was started again.
    Running,
    /// The browser may run; see [`RunningUnknown`](super::RunningUnknown).
    MayBeRunning,
    /// Another program has locked it.
    Locked,
    /// The user may not read or delete it.
    Denied,
    /// The disk is full.
    DiskFull,
    /// The disk is read-only.
    ReadOnly,
    /// A folder is a link (or junction) to this path, which is not a cache of the same user.
    LinkedAway(PathBuf),
    /// A setting names it as a cache, but its content does not look like one.
    NotACache,
    /// It is on another disk that is mounted there.
    OtherDisk,
    /// It belongs to another user.
    OtherUser,
    /// The store has a version that this program does not know.
    UnknownVersion(String),
    /// The store has a layout that this program does not know.
    UnknownKind,
    /// The store is damaged.
    Damaged,
    /// The store's file has a second name (a hard link), so an edit would change that file too.
    SecondName,
    /// A store was moved aside under this name, and the browser has made a new one since.
    SetAside(String),
    /// The browser was started after the store was edited, and has changed the store since.
    StartedSince,
    /// After the edit the store did not hold what was expected, so the edit was rolled back.
    NotAsExpected,
    /// No copy for undo could be made, so the store was not edited.
    NoCopy,
    /// All sites share the store, and it cannot be edited for one of them.
    SharedStore,
    /// The customer stopped the work.
    Cancelled,
    /// Another error, in the system's words.
    Other(String),
}

impl SkipReason {
    /// The reason and what to do about it, in the customer's language.
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

/// Something that was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path; for several files in one folder, the folder.
    pub path: PathBuf,
    /// Why.
    pub why: SkipReason,
    /// How many files.
    pub files: u64,
}
