//! What was left alone, by folder and reason, in bounded space.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::browser::{SkipReason, Skipped};

/// How many are named one by one. The rest is counted by reason: nobody reads more, and space stays bounded.
const NAMED: usize = 100;

/// Collects what was left alone.
#[derive(Clone, Debug)]
pub(super) struct Skips {
    /// The folder that stands for those that are not named one by one.
    top: PathBuf,
    named: BTreeMap<(PathBuf, SkipReason), u64>,
    unnamed: BTreeMap<SkipReason, u64>,
}

impl Skips {
    /// Nothing was left alone yet.
    pub(super) fn new(top: PathBuf) -> Self {
        Self { top, named: BTreeMap::new(), unnamed: BTreeMap::new() }
    }

    /// So many files of this folder were left alone; or the folder itself, with whatever is in it (0 files).
    pub(super) fn add(&mut self, path: &Path, why: SkipReason, files: u64) {
        let key = (path.to_owned(), why);
        if let Some(count) = self.named.get_mut(&key) {
            *count += files;
        } else if self.named.len() < NAMED {
            self.named.insert(key, files);
        } else {
            *self.unnamed.entry(key.1).or_default() += files;
        }
    }

    /// Line by line.
    pub(super) fn into_lines(mut self) -> Vec<Skipped> {
        for (why, files) in self.unnamed {
            *self.named.entry((self.top.clone(), why)).or_default() += files;
        }
        self.named.into_iter().map(|((path, why), files)| Skipped { path, why, files }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_folders_are_told_in_a_hundred_lines_and_no_file_is_lost_count_of() {
        let mut skips = Skips::new(PathBuf::from("/cache"));
        for number in 0..1000 {
            skips.add(Path::new(&format!("/cache/{number}")), SkipReason::Denied, 2);
            skips.add(Path::new(&format!("/cache/{number}")), SkipReason::Locked, 1);
        }
        let lines = skips.into_lines();
        assert!(lines.len() <= NAMED + 2, "{}", lines.len());
        assert_eq!(lines.iter().map(|line| line.files).sum::<u64>(), 3000);
        let rest =
            lines.iter().find(|line| line.path == Path::new("/cache") && line.why == SkipReason::Denied).unwrap();
        assert_eq!(rest.files, 2 * 950);
    }
}
