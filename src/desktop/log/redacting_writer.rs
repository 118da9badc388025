//! Writes the log's records into the file of the day: hides their secrets, and limits the file's size.
//!
//! Neither this module nor the redactor logs anything: a record about a record would never end.

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::OnceLock;

use tracing_subscriber::fmt::MakeWriter;

use super::super::{clock, identity};
use super::daily_files::DailyFiles;
use super::record_queue::RecordQueue;
use crate::redact::Redactor;

/// A day's file of this many bytes is full.
pub(super) const DAY_BYTES: u64 = 5_000_000;

/// The longest record, in bytes; the end of a longer one is left out. A backtrace is shorter.
const RECORD_BYTES: usize = 200_000;

/// Where a long record is cut, the cut may have split a secret, and the redactor does not recognise half a secret. So this
/// many bytes before the cut are left out too.
const CUT_BYTES: usize = 4_000;

/// Replaces the end of a long record.
const CUT: &str = " [the rest of this record is left out]\n";

/// The last line of a full day.
const FULL: &str = "The log of this day is full; later records are left out.\n";

thread_local! {
    /// Whether this thread is hiding secrets. Should that panic, the panic hook's own record must not start it again.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Hides secrets in the log and in messages about a crash.
#[derive(Debug, Default)]
pub(super) struct LogRedactor(OnceLock<Redactor>);

impl LogRedactor {
    /// The redactor is built later: asking the system for names takes time, and the window must open quickly.
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The text without its secrets; `None` where this thread is hiding secrets already.
    pub(super) fn redact(&self, text: &str) -> Option<String> {
        if AT_WORK.replace(true) {
            return None;
        }
        let redacted = self.redactor().map(|redactor| redactor.redact(text).text);
        AT_WORK.set(false);
        redacted
    }

    /// Builds it at the first record, outside any lock: two threads may each build one.
    fn redactor(&self) -> Option<&Redactor> {
        if self.0.get().is_none() {
            let mut salt = crate::redact::Salt::default();
            // Without random bytes, the tags of hidden values would be the same in every log. That is acceptable.
            getrandom::fill(&mut salt).ok();
            self.0.set(Redactor::new(&identity::known(), salt)).ok();
        }
        self.0.get()
    }
}

/// Writes redacted records into the file of the day.
pub(super) struct RedactingWriter {
    pub(super) redactor: &'static LogRedactor,
    pub(super) queue: RecordQueue,
    pub(super) files: DailyFiles,
    /// The size at which a day's file is full.
    pub(super) day_bytes: u64,
}

impl<'a> MakeWriter<'a> for RedactingWriter {
    type Writer = RecordWriter<'a>;

    fn make_writer(&'a self) -> RecordWriter<'a> {
        RecordWriter { writer: self, bytes: Vec::new() }
    }
}

/// Collects one record. The layer makes one of these for each record and writes it in one call; should the record come in
/// pieces, they are joined here, so that a secret cannot be split between two of them.
pub(super) struct RecordWriter<'a> {
    writer: &'a RedactingWriter,
    bytes: Vec<u8>,
}

impl Write for RecordWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: the record is written when it is complete.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for RecordWriter<'_> {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if !bytes.is_empty() {
            let record = String::from_utf8_lossy(&bytes).into_owned();
            // A disk that is full or gone must not fill a terminal as well, and there is no other place to report it.
            self.writer.queue.push(record, |record| drop(self.writer.append(record)));
        }
    }
}

impl RedactingWriter {
    /// Writes the records that wait. From then on no record waits.
    pub(super) fn flush(&self) {
        self.queue.flush(|record| drop(self.append(record)));
    }

    /// Writes a record unless the day's file is full. A record whose secrets cannot be hidden is left out.
    fn append(&self, record: &str) -> io::Result<()> {
        let now = clock::now();
        let before = self.files.size(now);
        if before >= self.day_bytes {
            return Ok(());
        }
        let Some(mut text) = self.redacted(record) else { return Ok(()) };
        if before + text.len() as u64 >= self.day_bytes {
            text.push_str(FULL);
        }
        self.files.append(now, &text)
    }

    /// Redacts the message. Time, level and target are the program's own text and stay as they are.
    fn redacted(&self, record: &str) -> Option<String> {
        let (head, message) = record.split_at(head_length(record));
        let mut end = message.len().min(RECORD_BYTES);
        while !message.is_char_boundary(end) {
            end -= 1;
        }
        let kept = message.get(..end).unwrap_or_default();
        let mut text = self.redactor.redact(kept)?;
        if kept.len() < message.len() {
            let mut end = text.len().saturating_sub(CUT_BYTES);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            text.push_str(CUT);
        }
        Some(format!("{head}{text}"))
    }
}

/// The length of `2026-11-23T10:42:05.123Z  WARN okpay_wizard::app: `; zero where a record begins otherwise.
fn head_length(record: &str) -> usize {
    let length = || {
        let (time, rest) = record.split_once('Z')?;
        time.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T')).then_some(())?;
        let (level, rest) = rest.trim_start_matches(' ').split_once(' ')?;
        ["ERROR", "WARN", "INFO", "DEBUG", "TRACE"].contains(&level).then_some(())?;
        let (target, message) = rest.split_once(": ")?;
        target.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | ':')).then_some(())?;
        Some(record.len() - message.len())
    };
    length().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    static REDACTOR: LogRedactor = LogRedactor::new();

    fn writer(folder: &std::path::Path, day_bytes: u64) -> RedactingWriter {
        let files = DailyFiles::open(folder, clock::now()).unwrap();
        RedactingWriter { redactor: &REDACTOR, queue: RecordQueue::direct(), files, day_bytes }
    }

    fn written(folder: &std::path::Path) -> String {
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let [file] = &files[..] else { panic!("one file a day: {files:?}") };
        std::fs::read_to_string(file).unwrap()
    }

    #[test]
    fn a_secret_that_comes_in_two_pieces_is_hidden_too() {
        let folder = tempfile::tempdir().unwrap();
        let writer = writer(folder.path(), DAY_BYTES);
        let mut record = writer.make_writer();
        for piece in
            [&b"2026-11-23T10:42:05.123456789Z  WARN okpay_wizard::app: card 4242 4242"[..], b" 4242 4242 E-1021\n"]
        {
            record.write_all(piece).unwrap();
            record.flush().unwrap();
        }
        drop(record);
        let text = written(folder.path());
        assert_eq!(text, "2026-11-23T10:42:05.123456789Z  WARN okpay_wizard::app: card [card ····4242] E-1021\n");
    }

    #[test]
    fn a_day_that_logs_endlessly_does_not_fill_the_disk_and_says_so_once() {
        let folder = tempfile::tempdir().unwrap();
        for _run in 0..2 {
            let writer = writer(folder.path(), 1_000);
            for number in 0..100 {
                writeln!(writer.make_writer(), "record {number} of many").unwrap();
            }
        }
        let text = written(folder.path());
        assert!(text.starts_with("record 0 of many\n") && text.ends_with(FULL), "{text}");
        assert_eq!(text.matches(FULL).count(), 1, "a second run does not say it again");
        assert!(text.len() < 1_100, "{}", text.len());
    }

    #[test]
    fn an_endless_record_is_cut_and_never_in_the_middle_of_a_secret() {
        let folder = tempfile::tempdir().unwrap();
        let writer = writer(folder.path(), DAY_BYTES);
        let mut long = "多 ".repeat((RECORD_BYTES - 12) / 4);
        long.push_str(" 4242 4242 4242 4242\n");
        writer.make_writer().write_all(long.as_bytes()).unwrap();
        let text = written(folder.path());
        assert!(text.ends_with(CUT) && !text.contains("4242"), "{}", text.len());
    }

    #[test]
    fn while_secrets_are_being_hidden_nothing_is_written() {
        AT_WORK.set(true);
        assert_eq!(REDACTOR.redact("anything"), None);
        AT_WORK.set(false);
        assert_eq!(REDACTOR.redact("anything").as_deref(), Some("anything"));
    }

    #[test]
    fn only_the_programs_own_text_is_taken_for_a_records_head() {
        for (record, head_of) in [
            (
                "2026-11-23T10:42:05Z ERROR okpay_wizard::app::start: no",
                "2026-11-23T10:42:05Z ERROR okpay_wizard::app::start: ",
            ),
            ("2026-11-23T10:42:05Z  INFO eframe: x: y", "2026-11-23T10:42:05Z  INFO eframe: "),
            ("2026-11-23T10:42:05Z  INFO wang@example.com: y", ""),
            ("424242424242424Z  INFO", ""),
            ("4242 4242 4242 4242Z", ""),
            ("", ""),
        ] {
            assert_eq!(&record[..head_length(record)], head_of);
        }
    }
}
