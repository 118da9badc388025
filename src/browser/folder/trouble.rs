//! The system's errors, sorted by what they mean for whoever wants a file gone.

use std::io::{Error, ErrorKind};

use crate::browser::SkipReason;

/// What kept a file or folder from being looked at or deleted.
pub(in crate::browser) fn trouble(error: &Error) -> SkipReason {
    if is_in_use(error) {
        return SkipReason::Locked;
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "the system knows more errors than there are advices to give")]
    match error.kind() {
        ErrorKind::PermissionDenied => SkipReason::Denied,
        ErrorKind::ReadOnlyFilesystem => SkipReason::ReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SkipReason::DiskFull,
        _ => SkipReason::Other(error.to_string()),
    }
}

fn is_in_use(error: &Error) -> bool {
    /// Another process has the file open, and did not agree to its being deleted.
    const SHARING_VIOLATION: i32 = 32;
    /// Another process has locked a part of the file.
    const LOCK_VIOLATION: i32 = 33;
    let by_code = cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION));
    by_code || matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::Deadlock)
}

/// Whether it is gone already, which is what was wanted.
pub(super) fn is_gone(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_reason() {
        let told = |kind: ErrorKind| trouble(&Error::from(kind));
        assert_eq!(told(ErrorKind::PermissionDenied), SkipReason::Denied);
        assert_eq!(told(ErrorKind::ResourceBusy), SkipReason::Locked);
        assert_eq!(told(ErrorKind::ReadOnlyFilesystem), SkipReason::ReadOnly);
        assert_eq!(told(ErrorKind::StorageFull), SkipReason::DiskFull);
        assert!(matches!(told(ErrorKind::InvalidInput), SkipReason::Other(_)));
    }

    #[cfg(unix)]
    #[test]
    fn so_have_the_systems_own_numbers() {
        // EPERM, EACCES, EBUSY, ETXTBSY, ENOSPC, EROFS, the same on Linux and macOS.
        let numbers = [1, 13, 16, 26, 28, 30];
        let told: Vec<SkipReason> = numbers.into_iter().map(|code| trouble(&Error::from_raw_os_error(code))).collect();
        let wanted = [
            SkipReason::Denied,
            SkipReason::Denied,
            SkipReason::Locked,
            SkipReason::Locked,
            SkipReason::DiskFull,
            SkipReason::ReadOnly,
        ];
        assert_eq!(told, wanted);
        assert!(is_gone(&Error::from_raw_os_error(2)));
    }
}
