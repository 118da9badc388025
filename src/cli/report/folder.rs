//! Visits all reports in a folder and its subfolders. Only one report at a time is in memory.
//!
//! Each folder is opened by its name relative to its parent, links are not followed, and only the folders on the path
//! to the current file are open.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use cap_fs_ext::DirExt as _;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry, ReadDir};

use super::open::{ReportReadFailure, in_folder};
use crate::report::ReadBack;

/// How deeply folders may be nested. Each open folder takes two handles, and macOS allows a program 256.
const DEEPEST: usize = 64;

/// The file name extensions of reports. A report that was saved in several formats counts as the first of these.
const ENDINGS: [&str; 4] = ["html", "htm", "json", "zip"];

/// How to visit a report that was saved in several formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DuplicateForms {
    /// Visit only the first of its formats.
    FirstOnly,
    /// Visit every format.
    All,
}

/// What a visited file or folder contains.
pub(super) enum VisitedFile {
    /// A report.
    Report(Box<ReadBack>),
    /// A file or folder that cannot be read.
    Unreadable(ReportReadFailure),
}

/// A folder that is being read.
struct FolderCursor {
    dir: Dir,
    entries: ReadDir,
}

/// Walks through the folder and passes each file with its path relative to the folder. Only the folder itself may be a
/// link. Fails if the folder cannot be opened.
pub(super) fn walk(
    top: &Path,
    duplicates: DuplicateForms,
    visit: &mut dyn FnMut(&Path, VisitedFile),
) -> io::Result<()> {
    let mut path = PathBuf::new();
    let mut cursors = vec![cursor(Dir::open_ambient_dir(top, ambient_authority())?)?];
    while let Some(current) = cursors.last_mut() {
        match current.entries.next() {
            Some(Ok(entry)) => {
                path.push(entry.file_name());
                match inspect(&current.dir, &entry, duplicates) {
                    FolderEntry::Folder(_) if cursors.len() >= DEEPEST => {
                        visit(&path, VisitedFile::Unreadable(ReportReadFailure::TooDeep));
                    }
                    FolderEntry::Folder(below) => match below.and_then(cursor) {
                        Ok(below) => {
                            cursors.push(below);
                            continue;
                        }
                        Err(error) => visit(&path, VisitedFile::Unreadable(ReportReadFailure::Io(error.kind()))),
                    },
                    FolderEntry::File(file) => visit(&path, file),
                    FolderEntry::Ignored => {}
                }
                path.pop();
            }
            // Leave the folder: the same error may come back without end.
            Some(Err(error)) => {
                visit(&path, VisitedFile::Unreadable(ReportReadFailure::Io(error.kind())));
                cursors.pop();
                path.pop();
            }
            None => {
                cursors.pop();
                path.pop();
            }
        }
    }
    Ok(())
}

fn cursor(dir: Dir) -> io::Result<FolderCursor> {
    Ok(FolderCursor { entries: dir.entries()?, dir })
}

/// What an entry of a folder is.
enum FolderEntry {
    Folder(io::Result<Dir>),
    File(VisitedFile),
    Ignored,
}

fn inspect(dir: &Dir, entry: &DirEntry, duplicates: DuplicateForms) -> FolderEntry {
    let name = entry.file_name();
    let kind = entry.file_type();
    if kind.as_ref().is_ok_and(cap_std::fs::FileType::is_dir) {
        return FolderEntry::Folder(dir.open_dir_nofollow(&name));
    }
    let Some(ending) = ending(&name) else { return FolderEntry::Ignored };
    let read = match kind {
        Ok(kind) if !kind.is_file() => Err(ReportReadFailure::NotAFile),
        Ok(_) if duplicates == DuplicateForms::FirstOnly && has_preferred_format(dir, &name, ending) => {
            return FolderEntry::Ignored;
        }
        Ok(_) => in_folder(dir, Path::new(&name)),
        Err(error) => Err(ReportReadFailure::Io(error.kind())),
    };
    FolderEntry::File(read.map_or_else(VisitedFile::Unreadable, |read| VisitedFile::Report(Box::new(read))))
}

/// The index of the name's extension in [`ENDINGS`].
fn ending(name: &OsStr) -> Option<usize> {
    let ending = Path::new(name).extension()?.to_str()?;
    ENDINGS.iter().position(|known| known.eq_ignore_ascii_case(ending))
}

/// Whether the same report is in the folder in a format that comes before this one.
fn has_preferred_format(dir: &Dir, name: &OsStr, ending: usize) -> bool {
    ENDINGS.iter().take(ending).any(|before| {
        let duplicate = Path::new(name).with_extension(before);
        dir.symlink_metadata(duplicate).is_ok_and(|metadata| metadata.is_file())
    })
}
