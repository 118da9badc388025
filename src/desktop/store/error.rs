//! What can go wrong with the store, in kinds that a customer can understand.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The store could not do something. Nothing that was acknowledged before is lost.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing}: {source} ({})", path.display())]
pub struct StoreError {
    /// The kind of error.
    pub kind: StoreErrorKind,
    /// The file or folder.
    pub path: PathBuf,
    doing: &'static str,
    source: io::Error,
}

/// The kinds of errors, by what a customer can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// The disk, or the customer's quota on it, is full: make room and try again.
    DiskFull,
    /// The disk is read-only: the program must be moved elsewhere.
    ReadOnly,
    /// This user lacks the permission.
    Denied,
    /// The file is gone: it was deleted or moved while the program used it.
    Gone,
    /// Another program has changed the file meanwhile; appending would mix both up.
    Busy,
    /// Anything else: the log has the system's message.
    Other,
}

impl From<ErrorKind> for StoreErrorKind {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the standard library adds kinds; all others mean the same here"
    )]
    fn from(kind: ErrorKind) -> Self {
        match kind {
            // For the customer, a limit on a file's size is the same as a full disk.
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge | ErrorKind::WriteZero => {
                Self::DiskFull
            }
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::NotFound | ErrorKind::StaleNetworkFileHandle => Self::Gone,
            ErrorKind::ResourceBusy => Self::Busy,
            _ => Self::Other,
        }
    }
}

impl StoreError {
    /// For `map_err`: what the program was doing, and to which file.
    pub(super) fn when(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self { kind: source.kind().into(), path: path.to_owned(), doing, source }
    }
}

/// A session could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file was damaged; its bytes are kept under another name.
    #[error("the session was damaged and is kept as {}", .0.display())]
    SetAside(PathBuf),
    /// A newer program wrote it; it is left as it is.
    #[error("the session was written by a newer version of this program")]
    Newer,
    /// It is empty: the program or the machine stopped while it was created.
    #[error("the session holds nothing")]
    Empty,
    /// The system reported an error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_sorted_by_what_a_customer_can_do_about_them() {
        for (kind, expected) in [
            (ErrorKind::StorageFull, StoreErrorKind::DiskFull),
            (ErrorKind::QuotaExceeded, StoreErrorKind::DiskFull),
            (ErrorKind::ReadOnlyFilesystem, StoreErrorKind::ReadOnly),
            (ErrorKind::PermissionDenied, StoreErrorKind::Denied),
            (ErrorKind::NotFound, StoreErrorKind::Gone),
            (ErrorKind::BrokenPipe, StoreErrorKind::Other),
        ] {
            assert_eq!(StoreErrorKind::from(kind), expected);
        }
    }

    #[test]
    fn the_sentence_says_what_where_and_why() {
        let error = StoreError::when("save the session", Path::new("a.session"))(ErrorKind::StorageFull.into());
        assert_eq!(error.to_string(), "cannot save the session: no storage space (a.session)");
    }
}
