//! One program at a time edits stores and backups. Two would take each other's backups for unfinished ones of their own.

use std::time::{Duration, Instant};

use super::super::{SkipReason, Watch};
use super::BackupStore;
use super::copy::no_copy;
use crate::files::FileLock;
use crate::files::whole_file::create_folder;

/// How long to wait for another copy of this program. Editing or putting back a store takes less.
const MAX_WAIT: Duration = Duration::from_secs(3);

/// How often to check whether the other copy is done.
const POLL: Duration = Duration::from_millis(20);

impl BackupStore {
    /// Locks the backups for editing or putting back a store. Waits for another copy of this program that holds the lock,
    /// and returns [`SkipReason::Locked`] after a while.
    pub(in crate::browser) fn lock(&self, watch: &dyn Watch) -> Result<FileLock, SkipReason> {
        let since = Instant::now();
        loop {
            if let Some(lock) = self.try_lock().map_err(no_copy)? {
                return Ok(lock);
            }
            if watch.is_cancelled() {
                return Err(SkipReason::Cancelled);
            }
            if since.elapsed() >= MAX_WAIT {
                return Err(SkipReason::Locked);
            }
            watch.pause(POLL);
        }
    }

    /// Does something with the backups under the lock. Does nothing if another copy of this program holds the lock, or if
    /// there was never a backup.
    pub(in crate::browser) fn if_unlocked<T>(&self, work: impl FnOnce(&Self) -> T) -> Option<T> {
        if !self.folder.exists() {
            return None;
        }
        let _lock = self.try_lock().ok()??;
        Some(work(self))
    }

    /// The locked file is beside the folder of backups, because that folder is empty when there are none.
    fn try_lock(&self) -> std::io::Result<Option<FileLock>> {
        if let Some(parent) = self.folder.parent() {
            create_folder(parent)?;
        }
        FileLock::try_acquire(&self.folder.with_extension("lock"))
    }
}
