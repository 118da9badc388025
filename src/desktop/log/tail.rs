//! The end of the log up to a moment, for a report that the customer wants it in.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::daily_files;

/// How much of a day's end is read, in bytes.
const READ: u64 = 256_000;

/// How many lines are kept: enough for a crash with its backtrace and the records right before it.
const MOST_LINES: usize = 150;

/// The longest line, in characters.
const LONGEST: usize = 500;

/// The clock is read once for the crash's note and once for its record, so their times differ a little.
const AROUND: SignedDuration = SignedDuration::from_secs(5);

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When it was written; `None` for a line that continues the one before.
    pub at: Option<Timestamp>,
    /// Its text.
    pub words: String,
}

/// The last lines of the log that were written until shortly after this moment; empty where there is no log.
pub fn tail(folder: &Path, until: Timestamp) -> Vec<LogLine> {
    let last = until.saturating_add(AROUND).unwrap_or(until);
    let file = daily_files::path(folder, until);
    let text = match read_end(&file) {
        Ok(text) => text,
        Err(error) => {
            tracing::warn!(%error, "the log could not be read");
            return Vec::new();
        }
    };
    let mut lines: Vec<LogLine> = text.lines().map(line).collect();
    let later = lines.iter().position(|line| line.at.is_some_and(|at| at > last));
    lines.truncate(later.unwrap_or(lines.len()));
    let surplus = lines.len().saturating_sub(MOST_LINES);
    lines.drain(..surplus);
    lines
}

/// The end of a file, without the rest of a line that was cut.
fn read_end(file: &Path) -> io::Result<String> {
    let mut file = File::open(file)?;
    let size = file.metadata()?.len();
    let from = size.saturating_sub(READ);
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(READ).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if from == 0 {
        return Ok(text);
    }
    Ok(text.split_once('\n').map(|(_cut, rest)| rest.to_owned()).unwrap_or_default())
}

fn line(text: &str) -> LogLine {
    let timed = text.split_once(' ').and_then(|(at, rest)| at.parse::<Timestamp>().ok().map(|at| (at, rest)));
    let (at, words) = timed.map_or((None, text), |(at, rest)| (Some(at), rest.trim_start()));
    LogLine { at, words: words.chars().take(LONGEST).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        super::super::super::whole_file::replace(&folder.path().join("okpay-wizard.2026-11-25.log"), text.as_bytes())
            .unwrap();
        folder
    }

    #[test]
    fn a_report_gets_the_crash_and_what_came_before_it_and_nothing_later() {
        let folder = written(
            "2026-11-25T10:00:00.5Z  INFO okpay_wizard::app: opening the window\n\
             2026-11-25T10:07:00Z ERROR okpay_wizard::desktop::log: the program has failed\n   0: std::backtrace\n\
             2026-11-25T11:00:00Z  INFO okpay_wizard::app: opening the window\n",
        );
        let lines = tail(folder.path(), "2026-11-25T10:07:01Z".parse().unwrap());
        let words: Vec<&str> = lines.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "INFO okpay_wizard::app: opening the window",
                "ERROR okpay_wizard::desktop::log: the program has failed",
                "   0: std::backtrace",
            ]
        );
        assert!(lines[0].at.is_some() && lines[2].at.is_none());
    }

    #[test]
    fn a_long_day_gives_its_last_lines_whole() {
        let lines: Vec<String> = (0..9_000)
            .map(|n| {
                format!(
                    "2026-11-25T10:00:00Z  INFO line {n:05} of a long day
"
                )
            })
            .collect();
        let day = lines.concat();
        let lines = tail(written(&day).path(), "2026-11-25T10:00:00Z".parse().unwrap());
        assert_eq!(lines.len(), MOST_LINES);
        assert_eq!(lines.last().unwrap().words, "INFO line 08999 of a long day");
    }

    #[test]
    fn where_there_is_no_log_there_are_no_lines() {
        let nothing = tempfile::tempdir().unwrap();
        assert_eq!(tail(nothing.path(), "2026-11-25T10:00:00Z".parse().unwrap()), []);
    }
}
