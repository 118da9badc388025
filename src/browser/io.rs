//! Reading in pieces, and what errors of the system mean.

use std::io::{self, ErrorKind, Read};

use super::{SkipReason, Watch};

/// How much is read or written between two looks at the customer's wish.
pub(super) const BREATH: usize = 1 << 20;

/// Something else than a file lies where a file belongs: a pipe would keep whoever reads it waiting for ever.
#[derive(Debug, thiserror::Error)]
#[error("no plain file")]
pub(super) struct NoFile;

/// Reads to the end, and stops where the customer wants to: with an error that [`trouble_io`] knows.
pub(super) fn in_breaths(
    from: &mut impl Read,
    watch: &dyn Watch,
    to: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut breath = vec![0; BREATH];
    loop {
        if watch.is_cancelled() {
            return Err(ErrorKind::Interrupted.into());
        }
        match from.read(&mut breath) {
            Ok(0) => return Ok(()),
            Ok(count) => to(breath.get(..count).unwrap_or_default())?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// What an error of the system means to a customer.
pub(super) fn trouble_io(error: &io::Error) -> SkipReason {
    let is_no_file = error.get_ref().and_then(|inner| inner.downcast_ref::<NoFile>()).is_some();
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION have no kind of their own.
    let held_on_windows = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest is told in the system's words")]
    match error.kind() {
        _ if held_on_windows => SkipReason::Locked,
        _ if is_no_file => SkipReason::UnknownKind,
        ErrorKind::Interrupted => SkipReason::Cancelled,
        ErrorKind::PermissionDenied => SkipReason::Denied,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SkipReason::DiskFull,
        ErrorKind::ReadOnlyFilesystem => SkipReason::ReadOnly,
        ErrorKind::ResourceBusy => SkipReason::Locked,
        _ => SkipReason::Other(error.to_string()),
    }
}
