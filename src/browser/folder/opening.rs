//! From a path to a handle, name by name, following no link; and the one case in which a link is followed, or something
//! that is mounted on the way entered.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path, PathBuf};

use cap_fs_ext::DirExt as _;
use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::Top;
use super::facts::{Identity, Mount, identity_of_handle, mount, owner};
use super::marks::is_cache;
use super::trouble::{is_gone, trouble};
use crate::browser::{CacheFolder, KnownBy, SkipReason};

/// A folder whose content may go.
pub(super) struct Opened {
    /// The folder.
    pub(super) dir: Dir,
    /// Where its name stands, where it has one: for removing the folder itself.
    pub(super) parent: Option<(Dir, OsString)>,
    /// Where it lies; another place than asked for where a link was followed.
    pub(super) path: PathBuf,
    /// Whose it is.
    pub(super) owner: Option<u32>,
    /// Where it is mounted.
    pub(super) mount: Mount,
}

/// Why there is nothing to do.
pub(super) enum Closed {
    /// It is not there.
    Absent,
    /// It is left alone.
    Refused(SkipReason),
}

/// Opens the folder. A link on the way from `base` is followed only to a cache of the same user, and never for a folder
/// that goes altogether. Something that is mounted on the way is no better than a link.
pub(super) fn open(folder: &CacheFolder, top: Top, home: &Path) -> Result<Opened, Closed> {
    let base = from_root(&folder.base).map_err(closed)?;
    let owned_by = owner(&base.dir_metadata().map_err(closed)?);
    let mut dir = base;
    let mut parent = None;
    let mut mounted = mount_of(&dir)?;
    let from = mounted;
    let mut crossed = false;
    for component in folder.below.components() {
        let Component::Normal(name) = component else { return Err(closed(no_plain_path())) };
        let metadata = dir.symlink_metadata(name).map_err(closed)?;
        if metadata.is_symlink() {
            return followed(folder, &dir, name, top, home, owned_by);
        }
        if !metadata.is_dir() {
            return Err(Closed::Refused(SkipReason::Other("not a folder".to_owned())));
        }
        let next = dir.open_dir_nofollow(name).map_err(closed)?;
        parent = Some((dir, name.to_owned()));
        dir = next;
        mounted = mount_of(&dir)?;
        crossed |= mounted != from;
    }
    let metadata = dir.dir_metadata().map_err(closed)?;
    if owner(&metadata) != owned_by {
        return Err(Closed::Refused(SkipReason::OtherUser));
    }
    if crossed || folder.known_by == KnownBy::Setting {
        // An empty one has nothing that could be lost, nor anything to clear.
        if dir.entries().is_ok_and(|mut entries| entries.next().is_none()) {
            return Err(Closed::Absent);
        }
        let identity = identity_of_handle(&metadata);
        if top == Top::Goes || is_above(identity, home) || is_above(identity, &folder.base) || !is_cache(&dir) {
            let why = if crossed { SkipReason::OtherDisk } else { SkipReason::NotACache };
            return Err(Closed::Refused(why));
        }
    }
    Ok(Opened { dir, parent, path: folder.path(), owner: owned_by, mount: mounted })
}

/// The folder that a link on the way leads to, where that is a cache of the same user.
fn followed(
    folder: &CacheFolder,
    dir: &Dir,
    name: &OsStr,
    top: Top,
    home: &Path,
    owned_by: Option<u32>,
) -> Result<Opened, Closed> {
    let written = || dir.read_link_contents(name).unwrap_or_else(|_| PathBuf::from(name));
    // The target's path has no links any more, and is opened name by name as every other.
    let Ok(target) = folder.path().canonicalize() else {
        return Err(Closed::Refused(SkipReason::LinkedAway(written())));
    };
    let away = || Closed::Refused(SkipReason::LinkedAway(target.clone()));
    let holds = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(&target));
    if top == Top::Goes || holds(home) || holds(&folder.base) {
        return Err(away());
    }
    let Ok(opened) = from_root(&target) else { return Err(away()) };
    let Ok(metadata) = opened.dir_metadata() else { return Err(away()) };
    let identity = identity_of_handle(&metadata);
    if owner(&metadata) != owned_by || !is_cache(&opened) {
        return Err(away());
    }
    // By another path, when it is mounted in a second place.
    if is_above(identity, home) || is_above(identity, &folder.base) {
        return Err(away());
    }
    let mount = mount(&opened, identity);
    Ok(Opened { dir: opened, parent: None, path: target, owner: owned_by, mount })
}

fn mount_of(dir: &Dir) -> Result<Mount, Closed> {
    let metadata = dir.dir_metadata().map_err(closed)?;
    Ok(mount(dir, identity_of_handle(&metadata)))
}

/// Whether a folder is this one or one above it, under whatever name.
fn is_above(identity: Identity, path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let is_it = |above: &Path| {
        let metadata = Dir::open_ambient_dir(above, ambient_authority()).and_then(|dir| dir.dir_metadata());
        metadata.is_ok_and(|metadata| identity_of_handle(&metadata) == identity)
    };
    path.ancestors().any(is_it)
}

/// Opens a path from the root of its disk, name by name, following no link.
fn from_root(path: &Path) -> io::Result<Dir> {
    let root: PathBuf = path.components().take_while(|part| !matches!(part, Component::Normal(_))).collect();
    if !path.is_absolute() {
        return Err(no_plain_path());
    }
    let mut dir = Dir::open_ambient_dir(&root, ambient_authority())?;
    for component in path.components().skip_while(|part| !matches!(part, Component::Normal(_))) {
        let Component::Normal(name) = component else { return Err(no_plain_path()) };
        dir = dir.open_dir_nofollow(name)?;
    }
    Ok(dir)
}

fn no_plain_path() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a plain path")
}

#[expect(clippy::needless_pass_by_value, reason = "this is what `map_err` calls")]
fn closed(error: io::Error) -> Closed {
    if is_gone(&error) { Closed::Absent } else { Closed::Refused(trouble(&error)) }
}
