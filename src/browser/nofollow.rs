//! Folders opened name by name, following no link.
//!
//! A path is never opened as a whole: between a check and the opening, a name on the way could become a link.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use cap_fs_ext::DirExt as _;
use cap_std::ambient_authority;
use cap_std::fs::Dir;

/// The error for a name that is a link.
#[derive(Debug, thiserror::Error)]
#[error("a link to {}", target.display())]
pub(super) struct IsLink {
    /// What the link names.
    pub(super) target: PathBuf,
}

/// Opens a folder by its path, from the root of its disk.
pub(super) fn from_root(path: &Path) -> io::Result<Dir> {
    if !path.is_absolute() {
        return Err(not_plain());
    }
    let is_above_names = |part: &Component<'_>| !matches!(part, Component::Normal(_));
    let root: PathBuf = path.components().take_while(is_above_names).collect();
    let mut dir = Dir::open_ambient_dir(&root, ambient_authority())?;
    for part in path.components().skip_while(is_above_names) {
        dir = child(&dir, part)?;
    }
    Ok(dir)
}

/// Opens a folder in an open folder. A link is an [`IsLink`] error.
pub(super) fn child(dir: &Dir, part: Component<'_>) -> io::Result<Dir> {
    let Component::Normal(name) = part else { return Err(not_plain()) };
    dir.open_dir_nofollow(name).map_err(|error| {
        if error.kind() != ErrorKind::NotFound && dir.symlink_metadata(name).is_ok_and(|found| found.is_symlink()) {
            io::Error::other(IsLink { target: dir.read_link_contents(name).unwrap_or_default() })
        } else {
            error
        }
    })
}

/// The error for a path with `.` or `..` in it, or one that does not begin at a root.
pub(super) fn not_plain() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, "not a plain path")
}
