//! One program at a time: two of them would take each other's copies for their own leftovers.

use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

use super::super::{SkipReason, Watch};
use super::BackupStore;
use super::copy::no_copy;
use super::entry::private_folder;

/// How long another copy of this program is waited for. A store is edited or put back in less.
const WAITED: Duration = Duration::from_secs(3);

/// How often it is looked whether it is done.
const LOOK: Duration = Duration::from_millis(20);

/// The shelf is held until this value is gone, or the program is.
pub(in crate::browser) struct Held {
    _lock: Option<File>,
}

impl BackupStore {
    /// Holds the shelf while a store is edited or put back. Where another copy of this program does that, it is waited
    /// for, and [`Trouble::Locked`] after a while.
    pub(in crate::browser) fn hold(&self, watch: &dyn Watch) -> Result<Held, SkipReason> {
        let lock = self.lock_file().map_err(no_copy)?;
        let since = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Held { _lock: Some(lock) }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Ok(without(&error)),
            }
            if watch.is_cancelled() {
                return Err(SkipReason::Cancelled);
            }
            if since.elapsed() >= WAITED {
                return Err(SkipReason::Locked);
            }
            watch.pause(LOOK);
        }
    }

    /// Does something with the shelf, unless somebody else is at it or nothing was ever kept.
    pub(in crate::browser) fn if_free<T>(&self, work: impl FnOnce(&Self) -> T) -> Option<T> {
        if !self.folder.exists() {
            return None;
        }
        let lock = self.lock_file().ok()?;
        let _held = match lock.try_lock() {
            Ok(()) => Held { _lock: Some(lock) },
            Err(TryLockError::WouldBlock) => return None,
            Err(TryLockError::Error(error)) => without(&error),
        };
        Some(work(self))
    }

    /// The file that is locked. It lies beside the shelf, which is empty when nothing is kept, and it is never deleted:
    /// two programs would lock two files of its name.
    fn lock_file(&self) -> std::io::Result<File> {
        if let Some(parent) = self.folder.parent() {
            private_folder(parent)?;
        }
        let mut options = File::options();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.folder.with_extension("lock"))
    }
}

/// Some network disks know no locks. Clearing is not refused for that.
fn without(error: &std::io::Error) -> Held {
    tracing::warn!(%error, "the shelf cannot be locked");
    Held { _lock: None }
}
