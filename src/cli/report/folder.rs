//! All reports in a folder and the folders in it, one after the other, each forgotten before the next is opened.
//!
//! Each folder is opened by its name in the folder above, links are not followed, and only the folders on the way to
//! the current file are open.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use cap_fs_ext::DirExt as _;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry, ReadDir};

use super::open::{Unread, in_folder};
use crate::report::ReadBack;

/// How deep folders may lie in each other. Each takes two handles, and macOS lets a program have 256.
const DEEPEST: usize = 64;

/// The endings of reports. The same report saved in several forms counts as the first of these.
const ENDINGS: [&str; 4] = ["html", "htm", "json", "zip"];

/// What becomes of a report that lies there in several forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twins {
    /// One of the forms stands for all.
    CountOnce,
    /// Each form is met.
    All,
}

/// What was met on the way.
pub(super) enum Met {
    /// A report.
    Report(Box<ReadBack>),
    /// Something that should be one and cannot be read.
    Unreadable(Unread),
}

/// A folder that is being read.
struct Level {
    dir: Dir,
    entries: ReadDir,
}

/// Goes through the folder; tells of each file by its path below it. Links are not followed, but for the folder itself.
/// The error is that of opening this one.
pub(super) fn walk(top: &Path, twins: Twins, visit: &mut dyn FnMut(&Path, Met)) -> io::Result<()> {
    let mut path = PathBuf::new();
    let mut levels = vec![level(Dir::open_ambient_dir(top, ambient_authority())?)?];
    while let Some(here) = levels.last_mut() {
        match here.entries.next() {
            Some(Ok(entry)) => {
                path.push(entry.file_name());
                match meet(&here.dir, &entry, twins) {
                    Entry::Folder(_) if levels.len() >= DEEPEST => visit(&path, Met::Unreadable(Unread::TooDeep)),
                    Entry::Folder(below) => match below.and_then(level) {
                        Ok(below) => {
                            levels.push(below);
                            continue;
                        }
                        Err(error) => visit(&path, Met::Unreadable(Unread::Io(error.kind()))),
                    },
                    Entry::File(met) => visit(&path, met),
                    Entry::Nothing => {}
                }
                path.pop();
            }
            // A folder that fails once may fail for ever.
            Some(Err(error)) => {
                visit(&path, Met::Unreadable(Unread::Io(error.kind())));
                levels.pop();
                path.pop();
            }
            None => {
                levels.pop();
                path.pop();
            }
        }
    }
    Ok(())
}

fn level(dir: Dir) -> io::Result<Level> {
    Ok(Level { entries: dir.entries()?, dir })
}

/// What a name in a folder stands for.
enum Entry {
    Folder(io::Result<Dir>),
    File(Met),
    Nothing,
}

fn meet(dir: &Dir, entry: &DirEntry, twins: Twins) -> Entry {
    let name = entry.file_name();
    let kind = entry.file_type();
    if kind.as_ref().is_ok_and(cap_std::fs::FileType::is_dir) {
        return Entry::Folder(dir.open_dir_nofollow(&name));
    }
    let Some(ending) = ending(&name) else { return Entry::Nothing };
    let read = match kind {
        Ok(kind) if !kind.is_file() => Err(Unread::NoFile),
        Ok(_) if twins == Twins::CountOnce && has_twin(dir, &name, ending) => return Entry::Nothing,
        Ok(_) => in_folder(dir, Path::new(&name)),
        Err(error) => Err(Unread::Io(error.kind())),
    };
    Entry::File(read.map_or_else(Met::Unreadable, |read| Met::Report(Box::new(read))))
}

/// Which of the endings of reports a name has.
fn ending(name: &OsStr) -> Option<usize> {
    let ending = Path::new(name).extension()?.to_str()?;
    ENDINGS.iter().position(|known| known.eq_ignore_ascii_case(ending))
}

/// Whether the same report lies beside it in a form that counts before this one.
fn has_twin(dir: &Dir, name: &OsStr, ending: usize) -> bool {
    ENDINGS.iter().take(ending).any(|before| {
        let twin = Path::new(name).with_extension(before);
        dir.symlink_metadata(twin).is_ok_and(|metadata| metadata.is_file())
    })
}
