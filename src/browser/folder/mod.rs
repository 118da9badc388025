//! Emptying a folder without ever leaving it.
//!
//! The walk opens a folder by its name in an open folder, never by a whole path and never through a link. It deletes a
//! file by its name in the open folder in which it saw the file. Even if names change meanwhile, nothing outside the
//! folder can be reached.
//!
//! One kind of link is followed: a cache folder that is itself a link, if it leads to a cache of the same user.

mod cache_layout;
mod opening;
mod skips;
mod walk;

use std::path::Path;

use jiff::Timestamp;

use self::opening::{OpenFailure, open};
use self::walk::FolderWalk;
use super::meter::Meter;
use super::{Amount, CacheFolder, Mode, Skipped};

/// What a walk did.
#[derive(Clone, Debug, Default)]
pub(super) struct SweepResult {
    /// What was cleared; in a dry run, what would have been.
    pub(super) amount: Amount,
    /// Files among them that are newer than [`SweepOptions::since`].
    pub(super) came: u64,
    /// What was left alone.
    pub(super) skipped: Vec<Skipped>,
}

/// Whether the folder itself is deleted too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TopFolder {
    /// It stays and is empty: a cache folder.
    Stays,
    /// It goes too: the folder of an origin. A link in its place is not followed.
    Goes,
}

/// How to walk.
#[derive(Clone, Copy, Debug)]
pub(super) struct SweepOptions<'t> {
    /// Whether to delete, or only find out what deleting would do.
    pub(super) mode: Mode,
    /// Files that were made or changed after this time are counted separately.
    pub(super) since: Timestamp,
    /// The user's home. A link to it, or to a folder above it, is not followed.
    pub(super) home: &'t Path,
}

/// Empties the folder, or finds out what that would do. Stops early when the customer cancels or the browser starts.
pub(super) fn sweep(
    folder: &CacheFolder,
    top: TopFolder,
    options: SweepOptions<'_>,
    meter: &mut Meter<'_>,
) -> SweepResult {
    let opened = match open(folder, top, options.home) {
        Ok(opened) => opened,
        Err(OpenFailure::Missing) => return SweepResult::default(),
        Err(OpenFailure::Refused(why)) => {
            let skipped = vec![Skipped { path: folder.path(), why, files: 0 }];
            return SweepResult { skipped, ..SweepResult::default() };
        }
    };
    FolderWalk::new(&opened, options, meter).run(opened, top)
}
