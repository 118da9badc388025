//! What stands between the log's records and their file: secrets are hidden, and a day's file grows to a size and no
//! further.
//!
//! Nothing in here, nor in the redactor, writes to the log: a record about a record would never end.

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::OnceLock;

use tracing_subscriber::fmt::MakeWriter;

use super::super::{clock, identity};
use super::days::Days;
use super::waiting::Waiting;
use crate::redact::Redactor;

/// No day's file takes a further record once it has this many bytes.
pub(super) const DAY_BYTES: u64 = 5_000_000;

/// What is longer than this is no record that anybody reads; its end is left out. A backtrace stays below it.
const RECORD_BYTES: usize = 200_000;

/// What the cut may have gone through: the end of what is kept of a long record goes too, so that half a secret that
/// nothing recognises any more is not kept either.
const CUT_BYTES: usize = 4_000;

/// Stands where the end of a long record was.
const CUT: &str = " [the rest of this record is left out]\n";

/// The last line of a full day.
const FULL: &str = "The log of this day is full; what came after this is left out.\n";

thread_local! {
    /// Whether this thread is hiding secrets. Should that ever fail with a panic, the hook's own record must not begin
    /// it again.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Hides secrets in whatever goes into the log or is told of a crash.
#[derive(Debug, Default)]
pub(super) struct Veil(OnceLock<Redactor>);

impl Veil {
    /// Not ready yet: asking the system for names takes time, which a start has not.
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The text without its secrets; `None` when they cannot be hidden now.
    pub(super) fn over(&self, text: &str) -> Option<String> {
        if AT_WORK.replace(true) {
            return None;
        }
        let redacted = self.redactor().map(|redactor| redactor.redact(text).text);
        AT_WORK.set(false);
        redacted
    }

    /// Made at the first record, outside the lock: whoever comes second meanwhile makes another one.
    fn redactor(&self) -> Option<&Redactor> {
        if self.0.get().is_none() {
            let mut salt = crate::redact::Salt::default();
            // Without random bytes, tags of hidden values can be told from those of another log; that is all.
            getrandom::fill(&mut salt).ok();
            self.0.set(Redactor::new(&identity::known(), salt)).ok();
        }
        self.0.get()
    }
}

/// The log's file of the day, behind the veil.
pub(super) struct Keeper {
    pub(super) veil: &'static Veil,
    pub(super) waiting: Waiting,
    pub(super) days: Days,
    pub(super) day_bytes: u64,
}

impl<'a> MakeWriter<'a> for Keeper {
    type Writer = Record<'a>;

    fn make_writer(&'a self) -> Record<'a> {
        Record { keeper: self, bytes: Vec::new() }
    }
}

/// One record on its way to the file. The layer asks for a new one each time and hands over all of it at once; should
/// it come in pieces, they are put together here, so that no secret slips through between two of them.
pub(super) struct Record<'a> {
    keeper: &'a Keeper,
    bytes: Vec<u8>,
}

impl Write for Record<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// There is nothing to be flushed before the record is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Record<'_> {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if !bytes.is_empty() {
            // A disk that is full or gone must not fill a terminal as well, and there is nobody else to be told.
            let record = String::from_utf8_lossy(&bytes).into_owned();
            self.keeper.waiting.pass(record, |record| drop(self.keeper.keep(record)));
        }
    }
}

impl Keeper {
    /// Writes what waits and lets nothing wait from now on.
    pub(super) fn settle(&self) {
        self.waiting.end(|record| drop(self.keep(record)));
    }

    /// Writes a record, if there is room for it. One whose secrets cannot be hidden is left out.
    fn keep(&self, record: &str) -> io::Result<()> {
        let now = clock::now();
        let before = self.days.size(now);
        if before >= self.day_bytes {
            return Ok(());
        }
        let Some(mut words) = self.veiled(record) else { return Ok(()) };
        if before + words.len() as u64 >= self.day_bytes {
            words.push_str(FULL);
        }
        self.days.append(now, &words)
    }

    /// Time, level and target are the program's own words and stay as they are; whatever was said is redacted.
    fn veiled(&self, record: &str) -> Option<String> {
        let (head, said) = record.split_at(head(record));
        let mut end = said.len().min(RECORD_BYTES);
        while !said.is_char_boundary(end) {
            end -= 1;
        }
        let kept = said.get(..end).unwrap_or_default();
        let mut words = self.veil.over(kept)?;
        if kept.len() < said.len() {
            let mut end = words.len().saturating_sub(CUT_BYTES);
            while !words.is_char_boundary(end) {
                end -= 1;
            }
            words.truncate(end);
            words.push_str(CUT);
        }
        Some(format!("{head}{words}"))
    }
}

/// The length of `2026-11-23T10:42:05.123Z  WARN okpay_wizard::app: `; nothing where a record begins otherwise.
fn head(record: &str) -> usize {
    let measured = || {
        let (time, rest) = record.split_once('Z')?;
        time.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T')).then_some(())?;
        let (level, rest) = rest.trim_start_matches(' ').split_once(' ')?;
        ["ERROR", "WARN", "INFO", "DEBUG", "TRACE"].contains(&level).then_some(())?;
        let (target, said) = rest.split_once(": ")?;
        target.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | ':')).then_some(())?;
        Some(record.len() - said.len())
    };
    measured().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    static VEIL: Veil = Veil::new();

    fn keeper(folder: &std::path::Path, day_bytes: u64) -> Keeper {
        let days = Days::open(folder, clock::now()).unwrap();
        Keeper { veil: &VEIL, waiting: Waiting::over(), days, day_bytes }
    }

    fn written(folder: &std::path::Path) -> String {
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let [file] = &files[..] else { panic!("one file a day: {files:?}") };
        std::fs::read_to_string(file).unwrap()
    }

    #[test]
    fn a_secret_that_comes_in_two_pieces_is_hidden_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper(folder.path(), DAY_BYTES);
        let mut record = keeper.make_writer();
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
    fn a_day_that_logs_without_end_fills_no_disk_and_says_so_once() {
        let folder = tempfile::tempdir().unwrap();
        for _run in 0..2 {
            let keeper = keeper(folder.path(), 1_000);
            for number in 0..100 {
                writeln!(keeper.make_writer(), "record {number} of many").unwrap();
            }
        }
        let text = written(folder.path());
        assert!(text.starts_with("record 0 of many\n") && text.ends_with(FULL), "{text}");
        assert_eq!(text.matches(FULL).count(), 1, "a second run does not say it again");
        assert!(text.len() < 1_100, "{}", text.len());
    }

    #[test]
    fn a_record_without_end_is_cut_and_never_in_the_middle_of_a_secret() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper(folder.path(), DAY_BYTES);
        let mut long = "多 ".repeat((RECORD_BYTES - 12) / 4);
        long.push_str(" 4242 4242 4242 4242\n");
        keeper.make_writer().write_all(long.as_bytes()).unwrap();
        let text = written(folder.path());
        assert!(text.ends_with(CUT) && !text.contains("4242"), "{}", text.len());
    }

    #[test]
    fn while_secrets_are_being_hidden_nothing_is_written() {
        AT_WORK.set(true);
        assert_eq!(VEIL.over("anything"), None);
        AT_WORK.set(false);
        assert_eq!(VEIL.over("anything").as_deref(), Some("anything"));
    }

    #[test]
    fn only_the_programs_own_words_are_taken_for_a_records_head() {
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
            assert_eq!(&record[..head(record)], head_of);
        }
    }
}
