//! The log's files: one a day, and only the last few of them.
//!
//! The program begins and deletes these files itself, so that the day in a file's name comes from the same clock as the
//! times in its records.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// How many days' files are kept.
const DAYS: usize = 7;

/// How the files' names begin; the day comes next.
const PREFIX: &str = "okpay-wizard.";

/// How they end.
const SUFFIX: &str = ".log";

/// The files in one folder.
#[derive(Debug)]
pub(super) struct Days {
    folder: PathBuf,
}

impl Days {
    /// Those in this folder. The file of the day is made at once, so that a folder that takes none says so at the start.
    pub(super) fn open(folder: &Path, now: Timestamp) -> io::Result<Self> {
        let days = Self { folder: folder.to_owned() };
        days.file_of(now)?;
        Ok(days)
    }

    /// How many bytes the file of this day has. Asked of the disk: an earlier run, and another copy of the program, write
    /// to the same one.
    pub(super) fn size(&self, now: Timestamp) -> u64 {
        fs::metadata(path(&self.folder, now)).map_or(0, |metadata| metadata.len())
    }

    /// Writes at the end of this day's file.
    pub(super) fn append(&self, now: Timestamp, words: &str) -> io::Result<()> {
        self.file_of(now)?.write_all(words.as_bytes())
    }

    fn file_of(&self, now: Timestamp) -> io::Result<File> {
        let path = path(&self.folder, now);
        match OpenOptions::new().append(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            opened => return opened,
        }
        let file = OpenOptions::new().append(true).create(true).open(&path)?;
        self.forget_all_but_the_last();
        Ok(file)
    }

    /// One that cannot be deleted stays until the next day begins.
    fn forget_all_but_the_last(&self) {
        let mut files = files_in(&self.folder);
        let old = files.len().saturating_sub(DAYS);
        for path in files.drain(..old) {
            fs::remove_file(path).ok();
        }
    }
}

/// The file of a day. Days begin when they do in UTC, as in the records.
pub(super) fn path(folder: &Path, at: Timestamp) -> PathBuf {
    folder.join(format!("{PREFIX}{}{SUFFIX}", at.strftime("%Y-%m-%d")))
}

/// The log's files in this folder, oldest first.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_ours(path)).collect();
    files.sort();
    files
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
}

#[cfg(test)]
mod tests {
    use super::super::super::whole_file;
    use super::*;

    fn day(number: u8) -> Timestamp {
        format!("2026-11-{number:02}T10:00:00Z").parse().unwrap()
    }

    #[test]
    fn each_day_has_its_file_and_only_the_last_week_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let foreign = folder.path().join("okpay-wizard.notes.txt");
        whole_file::replace(&foreign, b"mine").unwrap();
        let days = Days::open(folder.path(), day(1)).unwrap();
        for number in 1..=9 {
            days.append(day(number), "one\n").unwrap();
            days.append(day(number), "two\n").unwrap();
        }
        let names: Vec<String> =
            files_in(folder.path()).iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
        assert_eq!(names.len(), DAYS);
        assert_eq!(
            (names[0].as_str(), names[6].as_str()),
            ("okpay-wizard.2026-11-03.log", "okpay-wizard.2026-11-09.log")
        );
        assert_eq!(fs::read_to_string(path(folder.path(), day(9))).unwrap(), "one\ntwo\n");
        assert_eq!(days.size(day(9)), 8);
        assert!(foreign.exists(), "what is not the log's stays");
    }

    #[test]
    fn a_folder_that_takes_no_file_says_so_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("no folder");
        whole_file::replace(&file, b"").unwrap();
        assert!(Days::open(&file, day(1)).is_err());
    }
}
