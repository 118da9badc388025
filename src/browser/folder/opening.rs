//! Opens a folder by its path, name by name. Decides when a link on the way may be followed, and when a mount on the way
//! may be entered.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path, PathBuf};

use cap_fs_ext::DirExt as _;
use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::TopFolder;
use super::cache_layout::is_cache;
use crate::browser::io::{is_gone, skip_reason};
use crate::browser::metadata::{FileId, Mount, id_of_handle, mount, owner};
use crate::browser::nofollow::{from_root, not_plain};
use crate::browser::{CacheFolder, KnownBy, SkipReason};

/// An open folder that may be emptied.
pub(super) struct OpenedFolder {
    pub(super) dir: Dir,
    /// The folder above and the name in it, for deleting the folder itself. `None` where a link was followed.
    pub(super) parent: Option<(Dir, OsString)>,
    /// Its path; where a link was followed, the link's target.
    pub(super) path: PathBuf,
    pub(super) owner: Option<u32>,
    pub(super) mount: Mount,
}

/// Why a folder was not opened.
pub(super) enum OpenFailure {
    /// It is not there.
    Missing,
    /// It is left alone.
    Refused(SkipReason),
}

/// Opens the folder. A link on the way from `base` is followed only to a cache of the same user, and never for a folder
/// that is deleted itself. A mount on the way is treated like a link.
pub(super) fn open(folder: &CacheFolder, top: TopFolder, home: &Path) -> Result<OpenedFolder, OpenFailure> {
    let base = from_root(&folder.base).map_err(failure)?;
    let owned_by = owner(&base.dir_metadata().map_err(failure)?);
    let mut dir = base;
    let mut parent = None;
    let mut mounted = mount_of(&dir)?;
    let base_mount = mounted;
    let mut crosses_mount = false;
    for component in folder.below.components() {
        let Component::Normal(name) = component else { return Err(failure(not_plain())) };
        let metadata = dir.symlink_metadata(name).map_err(failure)?;
        if metadata.is_symlink() {
            return follow(folder, &dir, name, top, home, owned_by);
        }
        if !metadata.is_dir() {
            return Err(OpenFailure::Refused(SkipReason::Other("not a folder".to_owned())));
        }
        let next = dir.open_dir_nofollow(name).map_err(failure)?;
        parent = Some((dir, name.to_owned()));
        dir = next;
        mounted = mount_of(&dir)?;
        crosses_mount |= mounted != base_mount;
    }
    let metadata = dir.dir_metadata().map_err(failure)?;
    if owner(&metadata) != owned_by {
        return Err(OpenFailure::Refused(SkipReason::OtherUser));
    }
    if crosses_mount || folder.known_by == KnownBy::Setting {
        // In an empty folder there is nothing to lose and nothing to clear.
        if dir.entries().is_ok_and(|mut entries| entries.next().is_none()) {
            return Err(OpenFailure::Missing);
        }
        let id = id_of_handle(&metadata);
        if top == TopFolder::Goes || is_at_or_above(id, home) || is_at_or_above(id, &folder.base) || !is_cache(&dir) {
            let why = if crosses_mount { SkipReason::OtherDisk } else { SkipReason::NotACache };
            return Err(OpenFailure::Refused(why));
        }
    }
    Ok(OpenedFolder { dir, parent, path: folder.path(), owner: owned_by, mount: mounted })
}

/// Opens the folder that a link on the way leads to, if it is a cache of the same user.
fn follow(
    folder: &CacheFolder,
    dir: &Dir,
    name: &OsStr,
    top: TopFolder,
    home: &Path,
    owned_by: Option<u32>,
) -> Result<OpenedFolder, OpenFailure> {
    let written = || dir.read_link_contents(name).unwrap_or_else(|_| PathBuf::from(name));
    // The target's path has no more links, and is opened name by name like any other path.
    let Ok(target) = folder.path().canonicalize() else {
        return Err(OpenFailure::Refused(SkipReason::LinkedAway(written())));
    };
    let away = || OpenFailure::Refused(SkipReason::LinkedAway(target.clone()));
    let holds = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(&target));
    if top == TopFolder::Goes || holds(home) || holds(&folder.base) {
        return Err(away());
    }
    let Ok(opened) = from_root(&target) else { return Err(away()) };
    let Ok(metadata) = opened.dir_metadata() else { return Err(away()) };
    let id = id_of_handle(&metadata);
    if owner(&metadata) != owned_by || !is_cache(&opened) {
        return Err(away());
    }
    // The same folder can be mounted a second time, under another path.
    if is_at_or_above(id, home) || is_at_or_above(id, &folder.base) {
        return Err(away());
    }
    let mount = mount(&opened, id);
    Ok(OpenedFolder { dir: opened, parent: None, path: target, owner: owned_by, mount })
}

fn mount_of(dir: &Dir) -> Result<Mount, OpenFailure> {
    let metadata = dir.dir_metadata().map_err(failure)?;
    Ok(mount(dir, id_of_handle(&metadata)))
}

/// Whether this folder is the one at `path` or one above it, under any name.
fn is_at_or_above(id: FileId, path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let is_same = |above: &Path| {
        let metadata = Dir::open_ambient_dir(above, ambient_authority()).and_then(|dir| dir.dir_metadata());
        metadata.is_ok_and(|metadata| id_of_handle(&metadata) == id)
    };
    path.ancestors().any(is_same)
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes the error by value")]
fn failure(error: io::Error) -> OpenFailure {
    if is_gone(&error) { OpenFailure::Missing } else { OpenFailure::Refused(skip_reason(&error)) }
}
