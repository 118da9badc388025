//! Paths that can be trusted: folders of the same user, without links in their path.

use std::path::{Component, Path, PathBuf};

use super::super::Roots;

/// Compares folders with the user's home.
pub(super) struct TrustedPaths {
    home: PathBuf,
    real_home: PathBuf,
    owner: Option<u32>,
}

impl TrustedPaths {
    pub(super) fn of(roots: &Roots) -> Self {
        let real_home = resolved(&roots.home).unwrap_or_else(|| roots.home.clone());
        Self { home: roots.home.clone(), owner: owner(&real_home), real_home }
    }

    /// The folder, without links in its path. A folder behind a link counts only if it belongs to the same user: people
    /// move their own profiles to another disk, but a link must not lead to another user's files.
    pub(super) fn accept(&self, folder: &Path) -> Option<PathBuf> {
        let real = resolved(folder)?;
        (self.is_without_links(folder, &real) || self.is_own(&real)).then_some(real)
    }

    /// The folder, without links in its path, if it belongs to the same user.
    pub(super) fn accept_own(&self, folder: &Path) -> Option<PathBuf> {
        resolved(folder).filter(|real| self.is_own(real))
    }

    /// Splits a path into the part that can be trusted and the part below it.
    ///
    /// Folders that do not exist yet, or that are links to another user's folders, belong to the part below. They are
    /// checked again when they are opened.
    pub(super) fn split(&self, folder: &Path) -> Option<(PathBuf, PathBuf)> {
        folder.ancestors().find_map(|above| {
            let below = folder.strip_prefix(above).ok().filter(|below| is_downward(below))?;
            Some((self.accept(above)?, below.to_owned()))
        })
    }

    fn is_without_links(&self, folder: &Path, real: &Path) -> bool {
        folder == real || folder.strip_prefix(&self.home).is_ok_and(|inside| self.real_home.join(inside) == real)
    }

    fn is_own(&self, real: &Path) -> bool {
        owner(real) == self.owner
    }
}

/// Whether a path consists of plain names only, without `..` or a root.
pub(super) fn is_downward(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The path with all links resolved, in its usual form.
pub(in crate::browser) fn resolved(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok().map(usual)
}

/// Windows answers in the form `\\?\C:\Users`, which is unusual and compares with nothing. The usual form means the
/// same as long as the path is short enough.
fn usual(path: PathBuf) -> PathBuf {
    const LONGEST: usize = 240;
    let plain = path.to_str().and_then(|text| text.strip_prefix(r"\\?\")).filter(|plain| {
        let mut letters = plain.chars();
        letters.next().is_some_and(|drive| drive.is_ascii_alphabetic())
            && letters.next() == Some(':')
            && plain.len() < LONGEST
    });
    plain.map(PathBuf::from).unwrap_or(path)
}

/// The user id of its owner.
#[cfg(unix)]
fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|metadata| metadata.uid())
}

/// Windows has no such number. There, a user cannot open the folders of other users anyway.
#[cfg(not(unix))]
fn owner(_path: &Path) -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_windows_path_is_shown_as_people_write_it() {
        assert_eq!(usual(r"\\?\C:\Users\王".into()), PathBuf::from(r"C:\Users\王"));
        for kept in [r"\\?\UNC\server\share", r"\\?\Volume{1}\x", "/home/a"] {
            assert_eq!(usual(kept.into()), PathBuf::from(kept));
        }
    }
}
