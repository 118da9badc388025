//! Walking a folder of which everything may go, without ever leaving it.
//!
//! A folder is opened by its name in an open folder, never by a path put together, and never through a link; a file is
//! deleted by its name in the open folder in which it was seen. Whatever happens to names meanwhile, nothing outside can
//! be reached.
//!
//! One link is followed: a cache folder that is itself a link, if it leads to a cache of the same user.

mod facts;
mod marks;
mod opening;
mod skips;
mod trouble;
mod walk;

use std::path::Path;

use jiff::Timestamp;

use self::opening::{Closed, open};
use self::walk::Walk;
use super::meter::Meter;
use super::{Amount, CacheFolder, Mode, Skipped};

/// What a walk did.
#[derive(Clone, Debug, Default)]
pub(super) struct Swept {
    /// What was cleared; in a dry run, what would have been.
    pub(super) amount: Amount,
    /// Files among them that changed or came after the given time.
    pub(super) came: u64,
    /// What was left alone.
    pub(super) skipped: Vec<Skipped>,
}

/// What becomes of the folder itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    /// It stays, empty: a cache's.
    Stays,
    /// It goes too: an origin's. A link in its place is not followed.
    Goes,
}

/// How to walk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<'t> {
    /// Whether to delete, or only look what deleting would do.
    pub(super) hand: Mode,
    /// Files that changed or came later than this are counted.
    pub(super) since: Timestamp,
    /// The user's home: no link is followed to it or to a folder above it.
    pub(super) home: &'t Path,
}

/// Empties the folder, or looks what that would do. Stops early when it must.
pub(super) fn sweep(folder: &CacheFolder, top: Top, terms: Terms<'_>, meter: &mut Meter<'_>) -> Swept {
    let opened = match open(folder, top, terms.home) {
        Ok(opened) => opened,
        Err(Closed::Absent) => return Swept::default(),
        Err(Closed::Refused(why)) => {
            let skipped = vec![Skipped { path: folder.path(), why, files: 0 }];
            return Swept { skipped, ..Swept::default() };
        }
    };
    Walk::of(&opened, terms, meter).carry_out(opened, top)
}
