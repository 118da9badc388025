//! Reading in chunks, and what the system's errors mean for files of a browser.

use std::io::{self, Error, ErrorKind, Read};

use super::nofollow::IsLink;
use super::{SkipReason, Watch};

/// How much is read or written between two checks whether the customer has cancelled.
pub(super) const CHUNK_BYTES: usize = 1 << 20;

/// The error for something other than a file where a file belongs. Reading from a pipe could wait for ever.
#[derive(Debug, thiserror::Error)]
#[error("no plain file")]
pub(super) struct NotAFile;

/// Reads to the end. Stops when the customer cancels, with an error that [`skip_reason`] knows.
pub(super) fn copy_cancellable(
    from: &mut impl Read,
    watch: &dyn Watch,
    to: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        if watch.is_cancelled() {
            return Err(cancelled());
        }
        match from.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(count) => to(chunk.get(..count).unwrap_or_default())?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The error for work that the customer has cancelled.
pub(super) fn cancelled() -> Error {
    ErrorKind::Interrupted.into()
}

/// Why a file or folder could not be read, written or deleted.
pub(super) fn skip_reason(error: &Error) -> SkipReason {
    if let Some(inner) = error.get_ref() {
        if let Some(IsLink { target }) = inner.downcast_ref() {
            return SkipReason::LinkedAway(target.clone());
        }
        if inner.is::<NotAFile>() {
            return SkipReason::UnknownKind;
        }
    }
    if is_in_use(error) {
        return SkipReason::Locked;
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "the system knows more errors than there are advices to give")]
    match error.kind() {
        // With a number it comes from the system, not from `cancelled`.
        ErrorKind::Interrupted if error.raw_os_error().is_none() => SkipReason::Cancelled,
        ErrorKind::PermissionDenied => SkipReason::Denied,
        ErrorKind::ReadOnlyFilesystem => SkipReason::ReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SkipReason::DiskFull,
        _ => SkipReason::Other(error.to_string()),
    }
}

fn is_in_use(error: &Error) -> bool {
    /// Another process has the file open and does not allow others to delete it.
    const SHARING_VIOLATION: i32 = 32;
    /// Another process has locked a part of the file.
    const LOCK_VIOLATION: i32 = 33;
    // Neither of the two has a kind of its own.
    let by_code = cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION));
    by_code || matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::Deadlock)
}

/// Whether the file is missing. For a file that should be deleted, this is no error.
pub(super) fn is_gone(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_reason() {
        let reason = |kind: ErrorKind| skip_reason(&Error::from(kind));
        assert_eq!(reason(ErrorKind::PermissionDenied), SkipReason::Denied);
        assert_eq!(reason(ErrorKind::ResourceBusy), SkipReason::Locked);
        assert_eq!(reason(ErrorKind::ReadOnlyFilesystem), SkipReason::ReadOnly);
        assert_eq!(reason(ErrorKind::StorageFull), SkipReason::DiskFull);
        assert!(matches!(reason(ErrorKind::InvalidInput), SkipReason::Other(_)));
        assert_eq!(skip_reason(&cancelled()), SkipReason::Cancelled);
        assert_eq!(skip_reason(&Error::other(NotAFile)), SkipReason::UnknownKind);
        let link = Error::other(IsLink { target: "/away".into() });
        assert_eq!(skip_reason(&link), SkipReason::LinkedAway("/away".into()));
    }

    #[cfg(unix)]
    #[test]
    fn so_have_the_systems_own_numbers() {
        // EPERM, EACCES, EBUSY, ETXTBSY, ENOSPC, EROFS, the same on Linux and macOS.
        let numbers = [1, 13, 16, 26, 28, 30];
        let reasons: Vec<SkipReason> =
            numbers.into_iter().map(|code| skip_reason(&Error::from_raw_os_error(code))).collect();
        let expected = [
            SkipReason::Denied,
            SkipReason::Denied,
            SkipReason::Locked,
            SkipReason::Locked,
            SkipReason::DiskFull,
            SkipReason::ReadOnly,
        ];
        assert_eq!(reasons, expected);
        assert!(is_gone(&Error::from_raw_os_error(2)));
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupted_system_call_is_not_the_customers_wish() {
        let interrupted = Error::from_raw_os_error(rustix::io::Errno::INTR.raw_os_error());
        assert!(matches!(skip_reason(&interrupted), SkipReason::Other(_)));
    }
}
