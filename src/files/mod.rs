//! What every module that keeps files needs: files that appear whole, folders for this user alone, locks, paths as text.
//!
//! Must not know what is in a file.

mod lock;
pub(crate) mod path_text;
pub mod whole_file;

pub(crate) use self::lock::FileLock;
