//! One folder in another's place, such that whoever looks finds a whole one.
//!
//! On Linux and macOS the two change places in one step. Where a system or a disk cannot do that, the old one is moved
//! aside first; should the program end right there, [`recover`] moves it back before anything else is done.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use super::Trouble;
use super::sqlite::trouble_io;

/// The files of a folder without folders in it, by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// What is added to a folder's name for the one that shall take its place.
const NEW: &str = ".okpay-new";

/// What is added to a folder's name where it has to be moved aside.
const OLD: &str = ".okpay-old";

/// Opens a folder below another name by name, and follows no link. `None` where there is none.
pub(super) fn open(base: &Path, below: &Path) -> Result<Option<Dir>, Trouble> {
    let mut dir = match Dir::open_ambient_dir(base, ambient_authority()) {
        Ok(dir) => dir,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(trouble_io(&error)),
    };
    for name in below {
        dir = match dir.open_dir_nofollow(name) {
            Ok(inner) => inner,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let is_link = dir.symlink_metadata(name).is_ok_and(|metadata| metadata.is_symlink());
                let target = || dir.read_link_contents(name).unwrap_or_default();
                return Err(if is_link { Trouble::LinkedAway(target()) } else { trouble_io(&error) });
            }
        };
    }
    Ok(Some(dir))
}

/// Reads a file that is no link; `None` where it is larger than `most` bytes.
pub(super) fn read(dir: &Dir, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = dir.open_with(name, OpenOptions::new().read(true).follow(FollowSymlinks::No))?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Reads all files of a folder but those that are `left_out`; `None` where they are larger than `most` bytes together,
/// or something else than files is among them.
pub(super) fn read_all(dir: &Dir, left_out: &[&str], most: u64) -> io::Result<Option<Files>> {
    let (mut files, mut room) = (Files::new(), most);
    for entry in dir.entries()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { return Ok(None) };
        if left_out.contains(&name.as_str()) {
            continue;
        }
        if !entry.file_type()?.is_file() {
            return Ok(None);
        }
        let Some(bytes) = read(dir, &name, room)? else { return Ok(None) };
        room = room.saturating_sub(bytes.len() as u64);
        files.insert(name, bytes);
    }
    Ok(Some(files))
}

/// Writes files into a new folder, for this user alone, and to the disk.
pub(super) fn write_all(parent: &Dir, name: &str, files: &Files) -> io::Result<Dir> {
    let mut builder = cap_std::fs::DirBuilder::new();
    #[cfg(unix)]
    cap_std::fs::DirBuilderExt::mode(&mut builder, 0o700);
    parent.create_dir_with(name, &builder)?;
    let dir = parent.open_dir_nofollow(name)?;
    for (name, bytes) in files {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        cap_std::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = dir.open_with(name, &options)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    sync(&dir)?;
    Ok(dir)
}

/// Writes files into a folder beside this one, hands it to `check`, and lets the two change places. The old one is
/// deleted.
pub(super) fn replace(
    parent: &Dir,
    name: &str,
    files: &Files,
    check: impl FnOnce(&Dir) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    recover(parent, name).map_err(|error| trouble_io(&error))?;
    let new = format!("{name}{NEW}");
    let checked = write_all(parent, &new, files).map_err(|error| trouble_io(&error)).and_then(|dir| check(&dir));
    let done = checked.and_then(|()| change_places(parent, name, &new).map_err(|error| trouble_io(&error)));
    if done.is_err() {
        // What was begun is in nobody's way; if it cannot go now, it goes the next time.
        parent.remove_dir_all(&new).ok();
    }
    done
}

/// Brings a store back that was moved aside when the program ended, and deletes what was half done.
pub(super) fn recover(parent: &Dir, name: &str) -> io::Result<()> {
    let (new, old) = (format!("{name}{NEW}"), format!("{name}{OLD}"));
    if !is_there(parent, name)? && is_there(parent, &old)? {
        parent.rename(&old, parent, name)?;
        sync(parent)?;
    }
    for half in [new, old] {
        match parent.remove_dir_all(&half) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether a store is missing because the program ended while it was moved aside.
pub(super) fn needs_recovery(parent: &Dir, name: &str) -> bool {
    matches!((is_there(parent, name), is_there(parent, &format!("{name}{OLD}"))), (Ok(false), Ok(true)))
}

fn is_there(parent: &Dir, name: &str) -> io::Result<bool> {
    match parent.symlink_metadata(name) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn change_places(parent: &Dir, name: &str, new: &str) -> io::Result<()> {
    if is_there(parent, name)? && exchange(parent, name, new).is_ok() {
        sync(parent)?;
        return parent.remove_dir_all(new);
    }
    let old = format!("{name}{OLD}");
    if is_there(parent, name)? {
        parent.rename(name, parent, &old)?;
    }
    if let Err(error) = parent.rename(new, parent, name) {
        recover(parent, name)?;
        return Err(error);
    }
    sync(parent)?;
    if is_there(parent, &old)? { parent.remove_dir_all(&old) } else { Ok(()) }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(parent: &Dir, one: &str, other: &str) -> io::Result<()> {
    rustix::fs::renameat_with(parent, one, parent, other, rustix::fs::RenameFlags::EXCHANGE)?;
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_parent: &Dir, _one: &str, _other: &str) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Brings a folder's list of names to the disk. Windows keeps a journal of it and opens no folders as files.
fn sync(dir: &Dir) -> io::Result<()> {
    if cfg!(unix) { dir.open(".")?.sync_all() } else { Ok(()) }
}
