//! Lists what was left alone, by folder and reason, in bounded memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::browser::{SkipReason, Skipped};

/// How many folders are listed by name. The rest is counted by reason: customers do not read a longer list.
const NAMED: usize = 100;

/// Collects what was left alone.
#[derive(Clone, Debug)]
pub(super) struct SkipLog {
    /// The folder under which everything counts that is not listed by name.
    top: PathBuf,
    named: BTreeMap<(PathBuf, SkipReason), u64>,
    unnamed: BTreeMap<SkipReason, u64>,
}

impl SkipLog {
    /// An empty list.
    pub(super) fn new(top: PathBuf) -> Self {
        Self { top, named: BTreeMap::new(), unnamed: BTreeMap::new() }
    }

    /// Adds files of this folder, or the folder itself with everything in it (0 files).
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

    /// One line for each folder and reason.
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
    fn a_thousand_folders_take_a_hundred_lines_and_every_file_is_counted() {
        let mut skips = SkipLog::new(PathBuf::from("/cache"));
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
