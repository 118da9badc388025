//! Firm ground: folders without links in their path, of the same user.

use std::path::{Component, Path, PathBuf};

use super::super::Roots;

/// The user's home, to judge other folders by.
pub(super) struct Ground {
    given: PathBuf,
    real: PathBuf,
    owner: Option<u32>,
}

impl Ground {
    pub(super) fn of(roots: &Roots) -> Self {
        let real = resolved(&roots.home).unwrap_or_else(|| roots.home.clone());
        Self { given: roots.home.clone(), owner: owner(&real), real }
    }

    /// The folder without links in its path. One that was reached through a link counts only when it is the same
    /// user's: people move profiles to another disk, and nobody else's files are meant by that.
    pub(super) fn accept(&self, folder: &Path) -> Option<PathBuf> {
        let real = resolved(folder)?;
        (self.is_straight(folder, &real) || self.is_ours(&real)).then_some(real)
    }

    /// The folder without links in its path, if it is the same user's wherever it lies.
    pub(super) fn accept_ours(&self, folder: &Path) -> Option<PathBuf> {
        resolved(folder).filter(|real| self.is_ours(real))
    }

    /// The part of a path that can be relied on, and what comes below it.
    ///
    /// What is not there yet, or leads to another user's folder through a link, becomes a part of the path below: it
    /// is judged again when it is opened.
    pub(super) fn split(&self, folder: &Path) -> Option<(PathBuf, PathBuf)> {
        folder.ancestors().find_map(|above| {
            let below = folder.strip_prefix(above).ok().filter(|below| is_downward(below))?;
            Some((self.accept(above)?, below.to_owned()))
        })
    }

    fn is_straight(&self, folder: &Path, real: &Path) -> bool {
        folder == real || folder.strip_prefix(&self.given).is_ok_and(|inside| self.real.join(inside) == real)
    }

    fn is_ours(&self, real: &Path) -> bool {
        owner(real) == self.owner
    }
}

/// Whether a path only leads down, name by name.
pub(super) fn is_downward(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The path without links, in its usual form.
pub(in crate::browser) fn resolved(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok().map(usual)
}

/// Windows answers in a form (`\\?\C:\Users`) that nobody writes and that compares with nothing. The usual form means
/// the same as long as the path is not too long for it.
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

/// Who owns it, where the system says so in a number.
#[cfg(unix)]
fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|metadata| metadata.uid())
}

/// Windows says it in another way; there, folders of other users cannot be opened in the first place.
#[cfg(not(unix))]
fn owner(_path: &Path) -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_windows_is_shown_as_people_write_it() {
        assert_eq!(usual(r"\\?\C:\Users\王".into()), PathBuf::from(r"C:\Users\王"));
        for kept in [r"\\?\UNC\server\share", r"\\?\Volume{1}\x", "/home/a"] {
            assert_eq!(usual(kept.into()), PathBuf::from(kept));
        }
    }
}
