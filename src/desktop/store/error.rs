//! What can go wrong with the store, in kinds that a customer can be told about.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The store could not do something. Nothing that was acknowledged before is lost.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing}: {source} ({})", path.display())]
pub struct StoreError {
    /// What kind of trouble it is.
    pub kind: StoreErrorKind,
    /// The file or folder it is about.
    pub path: PathBuf,
    doing: &'static str,
    source: io::Error,
}

/// The kinds of trouble, by what a customer can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// The disk, or the customer's share of it, is full: make room and try again.
    DiskFull,
    /// The disk can only be read: the program must be kept elsewhere.
    ReadOnly,
    /// The system does not let this user do it.
    Denied,
    /// The file is gone from under the program: somebody deleted or moved it.
    Gone,
    /// Another program has changed the file meanwhile; writing on would mix the two up.
    Busy,
    /// Anything else: the log has the system's words.
    Other,
}

impl From<ErrorKind> for StoreErrorKind {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the standard library adds kinds; all others mean the same here"
    )]
    fn from(kind: ErrorKind) -> Self {
        match kind {
            // A limit on a file's size is a full disk to whoever meets it.
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
    /// For `map_err`: what was being done, and to which file.
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
    /// There is nothing in it: it was being created when the program or the machine stopped.
    #[error("the session holds nothing")]
    Empty,
    /// The system did not let it be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_sorted_by_what_can_be_done_about_it() {
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
