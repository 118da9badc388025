//! A lock on a file, which the system takes back when the process ends, however it ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// A locked file. Dropping it unlocks the file.
#[derive(Debug)]
pub(crate) struct FileLock {
    /// `None` where the file system has no locks.
    _file: Option<File>,
}

impl FileLock {
    /// Locks the file at this path and creates it where it is missing; `None` while another process holds the lock. The
    /// file must never be deleted: two processes would then lock two files of the same name.
    ///
    /// Some network disks have no locks. There the lock counts as taken: keeping the customer out would be worse than two
    /// copies of the program at once.
    pub(crate) fn try_acquire(path: &Path) -> io::Result<Option<Self>> {
        let mut options = File::options();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "this disk has no locks; a second copy of the program will not be noticed");
                Ok(Some(Self { _file: None }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_locked_until_the_lock_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = FileLock::try_acquire(&path).unwrap();
        assert!(first.is_some());
        assert!(FileLock::try_acquire(&path).unwrap().is_none());
        drop(first);
        assert!(FileLock::try_acquire(&path).unwrap().is_some());
    }
}
