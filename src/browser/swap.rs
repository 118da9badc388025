//! One folder in another's place, such that whoever looks finds a whole one.
//!
//! On Linux and macOS the two change places in one step. Where a system or a disk cannot do that, the old one is moved
//! aside first; should the program end right there, [`recover`] moves it back before anything else is done.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use cap_fs_ext::{DirExt as _, FollowSymlinks, MetadataExt as _, OpenOptionsFollowExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

use super::io::{BREATH, NoFile, in_breaths, trouble_io};
use super::{SkipReason, Watch};

/// The files of a folder without folders in it, by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// What is added to a folder's name for the one that shall take its place.
const NEW: &str = ".okpay-new";

/// What is added to a folder's name where it has to be moved aside.
const OLD: &str = ".okpay-old";

/// A file in a store that was made here, until the one it replaces is deleted. Without it, a store that stands beside
/// one moved aside is a browser's.
pub(super) const MARK: &str = "okpay-new";

/// What is no part of a store: who holds it, what was done to it, and our mark.
pub(super) const NO_PART: [&str; 4] = ["LOCK", "LOG", "LOG.old", MARK];

/// The largest store that is read: it is held in memory several times over while it is made anew. Sites may keep 10 MB
/// each, and hardly any keeps one.
pub(super) const LARGEST: u64 = 64 << 20;

/// Opens a folder below another, from the root of its disk on, name by name, and follows no link: neither below `base`
/// nor on the way to it. `None` where there is none.
pub(super) fn open(base: &Path, below: &Path) -> Result<Option<Dir>, SkipReason> {
    let root: PathBuf = base.components().take_while(|part| !matches!(part, Component::Normal(_))).collect();
    if !base.is_absolute() {
        return Err(trouble_io(&ErrorKind::InvalidInput.into()));
    }
    let mut dir = Dir::open_ambient_dir(&root, ambient_authority()).map_err(|error| trouble_io(&error))?;
    for part in base.components().skip_while(|part| !matches!(part, Component::Normal(_))) {
        let Some(next) = enter(&dir, part)? else { return Ok(None) };
        dir = next;
    }
    let owned_by = owner(&dir)?;
    for part in below.components() {
        let Some(next) = enter(&dir, part)? else { return Ok(None) };
        dir = next;
    }
    if owner(&dir)? == owned_by { Ok(Some(dir)) } else { Err(SkipReason::OtherUser) }
}

/// Opens a folder of our own. Where it lies the system told us, and a link on the way there is the customer's choice.
pub(super) fn open_ours(folder: &Path) -> Result<Dir, SkipReason> {
    Dir::open_ambient_dir(folder, ambient_authority()).map_err(|error| trouble_io(&error))
}

/// The folder of this name in an open one, where it is a folder of the same user and no link.
pub(super) fn inner(dir: &Dir, name: &str) -> Result<Option<Dir>, SkipReason> {
    match enter(dir, Component::Normal(name.as_ref()))? {
        Some(inner) if owner(&inner)? != owner(dir)? => Err(SkipReason::OtherUser),
        inner => Ok(inner),
    }
}

fn enter(dir: &Dir, part: Component<'_>) -> Result<Option<Dir>, SkipReason> {
    let Component::Normal(name) = part else { return Err(trouble_io(&ErrorKind::InvalidInput.into())) };
    match dir.open_dir_nofollow(name) {
        Ok(inner) => Ok(Some(inner)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let is_link = dir.symlink_metadata(name).is_ok_and(|metadata| metadata.is_symlink());
            let target = || dir.read_link_contents(name).unwrap_or_default();
            Err(if is_link { SkipReason::LinkedAway(target()) } else { trouble_io(&error) })
        }
    }
}

/// Whose a folder is, where folders have owners that a number tells.
#[cfg(unix)]
fn owner(dir: &Dir) -> Result<Option<u32>, SkipReason> {
    let metadata = dir.dir_metadata().map_err(|error| trouble_io(&error))?;
    Ok(Some(cap_std::fs::MetadataExt::uid(&metadata)))
}

/// Whose a folder is, where folders have owners that a number tells.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn owner(_dir: &Dir) -> Result<Option<u32>, SkipReason> {
    Ok(None)
}

/// Opens a file for reading that is neither a link nor a pipe.
pub(super) fn open_file(dir: &Dir, name: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).follow(FollowSymlinks::No);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::custom_flags(&mut options, NO_WAIT);
    let file = dir.open_with(name, &options)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other(NoFile)) }
}

/// With this, opening a pipe returns at once.
#[cfg(unix)]
pub(super) const NO_WAIT: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// Reads a file that is no link; `None` where it is larger than `most` bytes.
pub(super) fn read(dir: &Dir, name: &str, most: u64, watch: &dyn Watch) -> io::Result<Option<Vec<u8>>> {
    let file = open_file(dir, name)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len().min(most)).unwrap_or_default());
    in_breaths(&mut file.take(most.saturating_add(1)), watch, &mut |breath| {
        bytes.extend_from_slice(breath);
        Ok(())
    })?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Reads all files of a store; `None` where they are larger than `most` bytes together, or something else than files is
/// among them.
pub(super) fn read_all(dir: &Dir, most: u64, watch: &dyn Watch) -> io::Result<Option<Files>> {
    let (mut files, mut room) = (Files::new(), most);
    for entry in dir.entries()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { return Ok(None) };
        if NO_PART.contains(&name.as_str()) {
            continue;
        }
        if !entry.file_type()?.is_file() {
            return Ok(None);
        }
        let Some(bytes) = read(dir, &name, room, watch)? else { return Ok(None) };
        room = room.saturating_sub(bytes.len() as u64);
        files.insert(name, bytes);
    }
    Ok(Some(files))
}

/// Writes files into a new folder, for this user alone, and to the disk.
pub(super) fn write_all(parent: &Dir, name: &str, files: &Files, watch: &dyn Watch) -> io::Result<Dir> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "elsewhere a new folder is this user's alone as it is"))]
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
        // To the disk piece by piece: one wait for everything would be a long one.
        for breath in bytes.chunks(4 * BREATH) {
            if watch.is_cancelled() {
                return Err(ErrorKind::Interrupted.into());
            }
            file.write_all(breath)?;
            file.sync_data()?;
        }
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
    watch: &dyn Watch,
    check: impl FnOnce(&Dir) -> Result<(), SkipReason>,
) -> Result<(), SkipReason> {
    recover(parent, name)?;
    let new = format!("{name}{NEW}");
    let checked = write_all(parent, &new, files, watch).map_err(|error| trouble_io(&error)).and_then(|dir| check(&dir));
    let done = checked.and_then(|()| change_places(parent, name, &new).map_err(|error| trouble_io(&error)));
    if done.is_err() {
        // What was begun is in nobody's way; if it cannot go now, it goes the next time.
        parent.remove_dir_all(&new).ok();
    }
    done
}

/// Brings a store back that was moved aside when the program ended, and deletes what was half done.
///
/// Where a store stands in its place that we did not make, a browser made it after the program had ended. Then the old
/// one holds all that the customer had, and neither is touched.
pub(super) fn recover(parent: &Dir, name: &str) -> Result<(), SkipReason> {
    refuse_two(parent, name)?;
    finish(parent, name).map_err(|error| trouble_io(&error))
}

fn finish(parent: &Dir, name: &str) -> io::Result<()> {
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
    unmark(parent, name)
}

/// Refuses where a store lies aside and the one in its place is not ours.
fn refuse_two(parent: &Dir, name: &str) -> Result<(), SkipReason> {
    let old = format!("{name}{OLD}");
    let are_two = || -> io::Result<bool> {
        let is_marked = || is_there(parent, &format!("{name}/{MARK}"));
        Ok(is_there(parent, name)? && is_there(parent, &old)? && !is_marked()?)
    };
    if are_two().map_err(|error| trouble_io(&error))? { Err(SkipReason::SetAside(old)) } else { Ok(()) }
}

/// The store as it lies: in its place, or aside where the program ended before it was back. `None` where there is none.
/// Changes nothing.
pub(super) fn as_it_lies(parent: &Dir, name: &str) -> Result<Option<Dir>, SkipReason> {
    refuse_two(parent, name)?;
    match inner(parent, name)? {
        None => inner(parent, &format!("{name}{OLD}")),
        there => Ok(there),
    }
}

/// What lies beside a store because the program ended in the middle of [`replace`]: the new one, half done, or the old
/// one, half deleted. The next [`recover`] deletes it. Changes nothing.
pub(super) fn left_behind(parent: &Dir, name: &str) -> Result<Option<Dir>, SkipReason> {
    inner(parent, &format!("{name}{NEW}"))
}

/// Marks a store as made here.
fn mark(parent: &Dir, new: &str) -> io::Result<()> {
    let dir = parent.open_dir_nofollow(new)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::mode(&mut options, 0o600);
    dir.open_with(MARK, &options)?.sync_all()?;
    sync(&dir)
}

/// Takes the mark out of a store that is in its place.
fn unmark(parent: &Dir, name: &str) -> io::Result<()> {
    match parent.remove_file(format!("{name}/{MARK}")) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether two open folders are one. Where a folder in use cannot be renamed, nothing can be swapped either.
pub(super) fn are_one(one: &Dir, other: &Dir) -> bool {
    let identity = |dir: &Dir| dir.dir_metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()));
    identity(one).is_some() && identity(one) == identity(other)
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
    in_two_steps(parent, name, new)
}

/// For systems and disks that cannot exchange folders.
fn in_two_steps(parent: &Dir, name: &str, new: &str) -> io::Result<()> {
    let old = format!("{name}{OLD}");
    mark(parent, new)?;
    if is_there(parent, name)? {
        parent.rename(name, parent, &old)?;
        sync(parent)?;
    }
    if let Err(error) = parent.rename(new, parent, name) {
        // Should something stand there by now, a browser made it, and the old one stays where it is.
        if !is_there(parent, name)? && is_there(parent, &old)? {
            parent.rename(&old, parent, name)?;
        }
        return Err(error);
    }
    sync(parent)?;
    if is_there(parent, &old)? {
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
    Err(ErrorKind::Unsupported.into())
}

/// Brings a folder's list of names to the disk. Windows keeps a journal of it and opens no folders as files.
fn sync(dir: &Dir) -> io::Result<()> {
    if cfg!(unix) { dir.open(".")?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([("CURRENT".to_owned(), text.as_bytes().to_vec())])
    }

    #[test]
    fn two_steps_do_what_one_does_and_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let parent = open_ours(folder.path()).unwrap();
        write_all(&parent, "store", &files("old"), &Unwatched).unwrap();
        write_all(&parent, "store.okpay-new", &files("new"), &Unwatched).unwrap();
        in_two_steps(&parent, "store", "store.okpay-new").unwrap();
        let names: Vec<_> = parent.entries().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["store"]);
        let store = inner(&parent, "store").unwrap().unwrap();
        assert_eq!(store.entries().unwrap().count(), 1, "the mark is gone");
        assert_eq!(read_all(&store, LARGEST, &Unwatched).unwrap(), Some(files("new")));
        assert_eq!(read_all(&store, 2, &Unwatched).unwrap(), None, "too large");
    }

    #[test]
    fn a_browser_that_was_quicker_keeps_its_store_and_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let parent = open_ours(folder.path()).unwrap();
        write_all(&parent, "store.okpay-old", &files("old"), &Unwatched).unwrap();
        write_all(&parent, "store", &files("the browser's"), &Unwatched).unwrap();
        let aside = SkipReason::SetAside("store.okpay-old".to_owned());
        assert_eq!(replace(&parent, "store", &files("new"), &Unwatched, |_| Ok(())).unwrap_err(), aside);
        assert_eq!(recover(&parent, "store").unwrap_err(), aside);
        assert_eq!(as_it_lies(&parent, "store").unwrap_err(), aside);
        let old = inner(&parent, "store.okpay-old").unwrap().unwrap();
        assert_eq!(read_all(&old, LARGEST, &Unwatched).unwrap(), Some(files("old")));
    }
}
