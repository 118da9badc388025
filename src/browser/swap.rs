//! Replaces a folder by a new one so that there is a whole folder under its name at every moment.
//!
//! On Linux and macOS the two folders exchange their names in one step. Where a system or a disk cannot do that, the old
//! folder is first renamed. If the program ends at that point, [`recover`] renames it back before anything else happens.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path};

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

use super::io::{CHUNK_BYTES, NotAFile, cancelled, copy_cancellable, is_gone, skip_reason};
use super::metadata::{self, id_of_handle};
use super::{SkipReason, Watch, nofollow};
use crate::files::whole_file;

/// The files of a folder without folders in it, by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The suffix of a new folder until it replaces the old one.
const NEW: &str = ".okpay-new";

/// The suffix of an old folder that had to be renamed.
const OLD: &str = ".okpay-old";

/// A file in a store that this program made. It is deleted after the old store. If a store without it is beside one that
/// was renamed, a browser made the store without it.
pub(super) const MARK: &str = "okpay-new";

/// Files that hold no data of a store: its lock, its logs, and our mark.
pub(super) const NOT_DATA: [&str; 4] = ["LOCK", "LOG", "LOG.old", MARK];

/// The largest store that is read, because editing holds it in memory several times over. A site may save 10 MB, and few
/// sites save that much.
pub(super) const LARGEST: u64 = 64 << 20;

/// Opens a folder below another. Follows no link, neither below `base` nor on the way from the root to it. `None` where
/// the folder is missing.
pub(super) fn open(base: &Path, below: &Path) -> Result<Option<Dir>, SkipReason> {
    let Some(mut dir) = found(nofollow::from_root(base))? else { return Ok(None) };
    let owned_by = owner(&dir)?;
    for part in below.components() {
        let Some(next) = found(nofollow::child(&dir, part))? else { return Ok(None) };
        dir = next;
    }
    if owner(&dir)? == owned_by { Ok(Some(dir)) } else { Err(SkipReason::OtherUser) }
}

/// Opens a folder of this program. The system says where it is, and a link on the way there is the customer's choice.
pub(super) fn open_ours(folder: &Path) -> Result<Dir, SkipReason> {
    Dir::open_ambient_dir(folder, ambient_authority()).map_err(|error| skip_reason(&error))
}

/// Opens the folder of this name in an open folder, if it belongs to the same user and is no link.
pub(super) fn inner(dir: &Dir, name: &str) -> Result<Option<Dir>, SkipReason> {
    match found(nofollow::child(dir, Component::Normal(name.as_ref())))? {
        Some(inner) if owner(&inner)? != owner(dir)? => Err(SkipReason::OtherUser),
        inner => Ok(inner),
    }
}

fn found(opened: io::Result<Dir>) -> Result<Option<Dir>, SkipReason> {
    match opened {
        Ok(dir) => Ok(Some(dir)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(skip_reason(&error)),
    }
}

fn owner(dir: &Dir) -> Result<Option<u32>, SkipReason> {
    dir.dir_metadata().map(|metadata| metadata::owner(&metadata)).map_err(|error| skip_reason(&error))
}

/// Opens a file for reading. A link or a pipe is an error.
pub(super) fn open_file(dir: &Dir, name: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).follow(FollowSymlinks::No);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::custom_flags(&mut options, NO_WAIT);
    let file = dir.open_with(name, &options)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other(NotAFile)) }
}

/// With this flag, opening a pipe returns at once.
#[cfg(unix)]
pub(super) const NO_WAIT: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// Reads a file that is no link; `None` where it is larger than `most` bytes.
pub(super) fn read(dir: &Dir, name: &str, most: u64, watch: &dyn Watch) -> io::Result<Option<Vec<u8>>> {
    let file = open_file(dir, name)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len().min(most)).unwrap_or_default());
    copy_cancellable(&mut file.take(most.saturating_add(1)), watch, &mut |chunk| {
        bytes.extend_from_slice(chunk);
        Ok(())
    })?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Reads all files of a store; `None` where they have more than `most` bytes together, or the store holds something that
/// is not a file.
pub(super) fn read_all(dir: &Dir, most: u64, watch: &dyn Watch) -> io::Result<Option<Files>> {
    let (mut files, mut left) = (Files::new(), most);
    for entry in dir.entries()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { return Ok(None) };
        if NOT_DATA.contains(&name.as_str()) {
            continue;
        }
        if !entry.file_type()?.is_file() {
            return Ok(None);
        }
        let Some(bytes) = read(dir, &name, left, watch)? else { return Ok(None) };
        left = left.saturating_sub(bytes.len() as u64);
        files.insert(name, bytes);
    }
    Ok(Some(files))
}

/// Writes files to the disk, into a new folder for this user alone.
pub(super) fn write_all(parent: &Dir, name: &str, files: &Files, watch: &dyn Watch) -> io::Result<Dir> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "on other systems a new folder is for this user alone anyway"))]
    let mut builder = cap_std::fs::DirBuilder::new();
    #[cfg(unix)]
    cap_std::fs::DirBuilderExt::mode(&mut builder, 0o700);
    parent.create_dir_with(name, &builder)?;
    let dir = parent.open_dir_nofollow(name)?;
    for (name, bytes) in files {
        let mut file = new_file(&dir, name)?;
        // To the disk chunk by chunk: one wait for all bytes would delay cancelling.
        for chunk in bytes.chunks(4 * CHUNK_BYTES) {
            if watch.is_cancelled() {
                return Err(cancelled());
            }
            file.write_all(chunk)?;
            file.sync_data()?;
        }
        file.sync_all()?;
    }
    sync(&dir)?;
    Ok(dir)
}

/// Creates a file that only this user can read.
fn new_file(dir: &Dir, name: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::mode(&mut options, 0o600);
    dir.open_with(name, &options)
}

/// Writes files into a new folder beside the old one, passes it to `check`, and puts it in the old one's place. The old
/// folder is deleted.
pub(super) fn replace(
    parent: &Dir,
    name: &str,
    files: &Files,
    watch: &dyn Watch,
    check: impl FnOnce(&Dir) -> Result<(), SkipReason>,
) -> Result<(), SkipReason> {
    recover(parent, name)?;
    let new = format!("{name}{NEW}");
    let checked =
        write_all(parent, &new, files, watch).map_err(|error| skip_reason(&error)).and_then(|dir| check(&dir));
    let done = checked.and_then(|()| put_in_place(parent, name, &new).map_err(|error| skip_reason(&error)));
    if done.is_err() {
        // An unfinished folder does no harm. If it cannot be deleted now, the next `recover` deletes it.
        parent.remove_dir_all(&new).ok();
    }
    done
}

/// Renames a store back if the program ended after it had renamed it, and deletes unfinished folders.
///
/// If the store in its place was not made by this program, a browser made it after the program had ended. Then the
/// renamed store holds everything that the customer had, and neither is touched.
pub(super) fn recover(parent: &Dir, name: &str) -> Result<(), SkipReason> {
    refuse_two(parent, name)?;
    finish(parent, name).map_err(|error| skip_reason(&error))
}

fn finish(parent: &Dir, name: &str) -> io::Result<()> {
    let (new, old) = (format!("{name}{NEW}"), format!("{name}{OLD}"));
    if !exists(parent, name)? && exists(parent, &old)? {
        parent.rename(&old, parent, name)?;
        sync(parent)?;
    }
    for unfinished in [new, old] {
        match parent.remove_dir_all(&unfinished) {
            Ok(()) => {}
            Err(error) if is_gone(&error) => {}
            Err(error) => return Err(error),
        }
    }
    unmark(parent, name)
}

/// Fails where there is a renamed store, and the one in its place was not made by this program.
fn refuse_two(parent: &Dir, name: &str) -> Result<(), SkipReason> {
    let old = format!("{name}{OLD}");
    let are_two = || -> io::Result<bool> {
        let is_marked = || exists(parent, &format!("{name}/{MARK}"));
        Ok(exists(parent, name)? && exists(parent, &old)? && !is_marked()?)
    };
    if are_two().map_err(|error| skip_reason(&error))? { Err(SkipReason::SetAside(old)) } else { Ok(()) }
}

/// Opens the store in its place, or the renamed one if the program ended before it renamed it back. `None` where there is
/// no store. Changes nothing.
pub(super) fn current(parent: &Dir, name: &str) -> Result<Option<Dir>, SkipReason> {
    refuse_two(parent, name)?;
    match inner(parent, name)? {
        None => inner(parent, &format!("{name}{OLD}")),
        there => Ok(there),
    }
}

/// Opens what is left beside a store because the program ended in the middle of [`replace`]: an unfinished new store, or
/// an old one that is partly deleted. The next [`recover`] deletes it. Changes nothing.
pub(super) fn leftover(parent: &Dir, name: &str) -> Result<Option<Dir>, SkipReason> {
    inner(parent, &format!("{name}{NEW}"))
}

/// Marks a store as made by this program.
fn mark(parent: &Dir, new: &str) -> io::Result<()> {
    let dir = parent.open_dir_nofollow(new)?;
    new_file(&dir, MARK)?.sync_all()?;
    sync(&dir)
}

/// Deletes the mark from a store that is in its place.
fn unmark(parent: &Dir, name: &str) -> io::Result<()> {
    match parent.remove_file(format!("{name}/{MARK}")) {
        Err(error) if !is_gone(&error) => Err(error),
        _ => Ok(()),
    }
}

/// Whether two handles belong to the same folder.
pub(super) fn is_same_folder(one: &Dir, other: &Dir) -> bool {
    let id = |dir: &Dir| dir.dir_metadata().ok().map(|metadata| id_of_handle(&metadata));
    id(one).is_some() && id(one) == id(other)
}

fn exists(parent: &Dir, name: &str) -> io::Result<bool> {
    match parent.symlink_metadata(name) {
        Ok(_) => Ok(true),
        Err(error) if is_gone(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn put_in_place(parent: &Dir, name: &str, new: &str) -> io::Result<()> {
    if exists(parent, name)? && exchange(parent, name, new).is_ok() {
        sync(parent)?;
        return parent.remove_dir_all(new);
    }
    put_in_place_in_two_steps(parent, name, new)
}

/// For systems and disks that cannot exchange the names of two folders.
fn put_in_place_in_two_steps(parent: &Dir, name: &str, new: &str) -> io::Result<()> {
    let old = format!("{name}{OLD}");
    mark(parent, new)?;
    if exists(parent, name)? {
        parent.rename(name, parent, &old)?;
        sync(parent)?;
    }
    if let Err(error) = parent.rename(new, parent, name) {
        // If a browser has made a new store meanwhile, the old one stays under its other name.
        if !exists(parent, name)? && exists(parent, &old)? {
            parent.rename(&old, parent, name)?;
        }
        return Err(error);
    }
    sync(parent)?;
    if exists(parent, &old)? {
        parent.remove_dir_all(&old)?;
    }
    unmark(parent, name)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(parent: &Dir, one: &str, other: &str) -> io::Result<()> {
    rustix::fs::renameat_with(parent, one, parent, other, rustix::fs::RenameFlags::EXCHANGE)?;
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_parent: &Dir, _one: &str, _other: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn sync(dir: &Dir) -> io::Result<()> {
    whole_file::sync_opened_folder(|| dir.open(".").map(File::into_std))
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([("CURRENT".to_owned(), text.as_bytes().to_vec())])
    }

    #[test]
    fn two_steps_have_the_same_result_as_one_and_leave_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let parent = open_ours(folder.path()).unwrap();
        write_all(&parent, "store", &files("old"), &Unwatched).unwrap();
        write_all(&parent, "store.okpay-new", &files("new"), &Unwatched).unwrap();
        put_in_place_in_two_steps(&parent, "store", "store.okpay-new").unwrap();
        let names: Vec<_> = parent.entries().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["store"]);
        let store = inner(&parent, "store").unwrap().unwrap();
        assert_eq!(store.entries().unwrap().count(), 1, "the mark is gone");
        assert_eq!(read_all(&store, LARGEST, &Unwatched).unwrap(), Some(files("new")));
        assert_eq!(read_all(&store, 2, &Unwatched).unwrap(), None, "too large");
    }

    #[test]
    fn a_store_that_a_browser_made_meanwhile_stays_and_so_does_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let parent = open_ours(folder.path()).unwrap();
        write_all(&parent, "store.okpay-old", &files("old"), &Unwatched).unwrap();
        write_all(&parent, "store", &files("the browser's"), &Unwatched).unwrap();
        let set_aside = SkipReason::SetAside("store.okpay-old".to_owned());
        assert_eq!(replace(&parent, "store", &files("new"), &Unwatched, |_| Ok(())).unwrap_err(), set_aside);
        assert_eq!(recover(&parent, "store").unwrap_err(), set_aside);
        assert_eq!(current(&parent, "store").unwrap_err(), set_aside);
        let old = inner(&parent, "store.okpay-old").unwrap().unwrap();
        assert_eq!(read_all(&old, LARGEST, &Unwatched).unwrap(), Some(files("old")));
    }
}
