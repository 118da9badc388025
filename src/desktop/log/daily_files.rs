//! The log's files: one for each day, and only the last few of them.
//!
//! The program creates and deletes these files itself, so that the day in a file's name comes from the same clock as the
//! times in its records.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// The number of files that are kept.
const DAYS: usize = 7;

/// The beginning of a file's name, before the day.
const PREFIX: &str = "okpay-wizard.";

/// The end of a file's name, after the day.
const SUFFIX: &str = ".log";

/// The log's files in one folder.
#[derive(Debug)]
pub(super) struct DailyFiles {
    folder: PathBuf,
}

impl DailyFiles {
    /// Creates the file of this day at once, so that a folder that cannot be written is an error at the start.
    pub(super) fn open(folder: &Path, now: Timestamp) -> io::Result<Self> {
        let files = Self { folder: folder.to_owned() };
        files.open_day(now)?;
        Ok(files)
    }

    /// The size of this day's file in bytes. The file system knows it: an earlier run and another copy of the program
    /// write to the same file.
    pub(super) fn size(&self, now: Timestamp) -> u64 {
        fs::metadata(path(&self.folder, now)).map_or(0, |metadata| metadata.len())
    }

    /// Writes at the end of this day's file.
    pub(super) fn append(&self, now: Timestamp, text: &str) -> io::Result<()> {
        self.open_day(now)?.write_all(text.as_bytes())
    }

    fn open_day(&self, now: Timestamp) -> io::Result<File> {
        let path = path(&self.folder, now);
        match OpenOptions::new().append(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            opened => return opened,
        }
        let file = OpenOptions::new().append(true).create(true).open(&path)?;
        self.delete_old();
        Ok(file)
    }

    /// A file that cannot be deleted stays until the next day begins.
    fn delete_old(&self) {
        let mut files = files_in(&self.folder);
        let old = files.len().saturating_sub(DAYS);
        for path in files.drain(..old) {
            fs::remove_file(path).ok();
        }
    }
}

/// The file of a day. Days are those of UTC, as in the records.
pub(super) fn path(folder: &Path, at: Timestamp) -> PathBuf {
    folder.join(format!("{PREFIX}{}{SUFFIX}", at.strftime("%Y-%m-%d")))
}

/// The log's files in this folder, oldest first.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_log_file(path)).collect();
    files.sort();
    files
}

fn is_log_file(path: &Path) -> bool {
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
        let files = DailyFiles::open(folder.path(), day(1)).unwrap();
        for number in 1..=9 {
            files.append(day(number), "one\n").unwrap();
            files.append(day(number), "two\n").unwrap();
        }
        let names: Vec<String> =
            files_in(folder.path()).iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
        assert_eq!(names.len(), DAYS);
        assert_eq!(
            (names[0].as_str(), names[6].as_str()),
            ("okpay-wizard.2026-11-03.log", "okpay-wizard.2026-11-09.log")
        );
        assert_eq!(fs::read_to_string(path(folder.path(), day(9))).unwrap(), "one\ntwo\n");
        assert_eq!(files.size(day(9)), 8);
        assert!(foreign.exists(), "other files stay");
    }

    #[test]
    fn a_folder_that_cannot_hold_the_log_is_an_error_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("no folder");
        whole_file::replace(&file, b"").unwrap();
        assert!(DailyFiles::open(&file, day(1)).is_err());
    }
}
