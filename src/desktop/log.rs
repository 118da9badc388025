//! The log: one file for each day, seven of them kept, and the hook that writes a crash there before anything else
//! happens.
//!
//! The log is for the developers of this program. It holds nothing that a customer typed or pasted, and every record
//! passes the redactor before it reaches the file, because a system's error messages name paths and more.
//!
//! A record is assembled, redacted as a whole, and then written. A record that cannot be redacted is left out. The
//! message about a crash is redacted in the same way.

mod daily_files;
mod record_queue;
mod redacting_writer;
mod tail;

use std::backtrace::Backtrace;
use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub use self::tail::{LogLine, tail};

use self::daily_files::DailyFiles;
use self::record_queue::RecordQueue;
use self::redacting_writer::{DAY_BYTES, LogRedactor, RecordWriter, RedactingWriter};
use super::clock;
use super::whole_file::create_folder;

/// Hides secrets in the log and in the message about a crash.
static REDACTOR: LogRedactor = LogRedactor::new();

/// The one log of this program, for [`flush`].
static WRITER: OnceLock<Arc<RedactingWriter>> = OnceLock::new();

/// There is no log in this run; the program works without one.
#[derive(Debug, thiserror::Error)]
#[error("cannot keep a log in {}: {reason}", folder.display())]
pub struct LogUnavailable {
    /// The folder that should hold it.
    pub folder: PathBuf,
    /// Why there is none.
    pub reason: String,
}

/// Starts the log in this folder. It holds the program's own records from `info` on and those of dependencies from
/// `warn` on. Each record is in the file when the call that made it returns.
///
/// In the program's first moments, records below the level of an error may wait: see [`flush`].
pub fn start(folder: &Path) -> Result<(), LogUnavailable> {
    let unavailable = |reason: String| LogUnavailable { folder: folder.to_owned(), reason };
    create_folder(folder).map_err(|error| unavailable(error.to_string()))?;
    let files = DailyFiles::open(folder, clock::now()).map_err(|error| unavailable(error.to_string()))?;
    let writer = RedactingWriter { redactor: &REDACTOR, queue: RecordQueue::holding(), files, day_bytes: DAY_BYTES };
    let writer = Arc::new(writer);
    let records = tracing_subscriber::fmt::layer()
        .with_writer(SharedWriter(Arc::clone(&writer)))
        .with_ansi(false)
        .with_timer(LogTimer)
        // A full disk must not fill a terminal as well.
        .log_internal_errors(false);
    // `try_init` also takes in the records of dependencies that use the `log` crate.
    tracing_subscriber::registry()
        .with(records)
        .with(levels())
        .try_init()
        .map_err(|error| unavailable(error.to_string()))?;
    WRITER.set(writer).ok();
    // At most starts, the window's libraries log something, and building the redactor takes a moment: a thread builds it
    // while the window opens, and the first records wait for it.
    let thread = std::thread::Builder::new().name("log redactor".to_owned()).spawn(|| {
        REDACTOR.redact("a record");
        flush();
    });
    if thread.is_err() {
        flush();
    }
    Ok(())
}

/// Writes the records that wait. From then on, each record is in the file when the call that made it returns.
/// The program calls this before it ends.
pub fn flush() {
    if let Some(writer) = WRITER.get() {
        writer.flush();
    }
}

/// Gives the layer its writers.
struct SharedWriter(Arc<RedactingWriter>);

impl<'a> MakeWriter<'a> for SharedWriter {
    type Writer = RecordWriter<'a>;

    fn make_writer(&'a self) -> RecordWriter<'a> {
        self.0.make_writer()
    }
}

fn levels() -> Targets {
    Targets::new().with_default(Level::WARN).with_target("okpay_wizard", Level::INFO)
}

/// Times in the log, from the program's one clock.
struct LogTimer;

impl FormatTime for LogTimer {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        write!(w, "{}", clock::now())
    }
}

/// From now on, the log has a panic with its location and backtrace before the program calls `notify`, which gets the
/// same text as the log, without secrets.
///
/// The standard library's own message is shown at a terminal only: elsewhere, desktops save programs' standard error in
/// files.
pub fn install_panic_hook(notify: impl Fn(&str) + Send + Sync + 'static) {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        flush();
        let crash = REDACTOR.redact(&describe(info)).unwrap_or_else(|| "a failure while hiding secrets".to_owned());
        tracing::error!(crash, backtrace = %Backtrace::force_capture(), "the program has failed");
        if io::stderr().is_terminal() {
            usual(info);
        } else {
            // Standard error may be closed; the log has the crash already.
            writeln!(io::stderr(), "okpay-wizard: {crash}").ok();
        }
        notify(&crash);
    }));
}

/// The panic's message without quotations, its location and its thread.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().map_or("no message", without_quotes);
    let location = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let thread = std::thread::current();
    format!("{message} at {location}, thread {}", thread.name().unwrap_or("without a name"))
}

/// A panic's message up to the first quotation: the standard library quotes the text that it could not slice or parse,
/// and a customer may have typed that text. The names of items in code are not such quotations.
fn without_quotes(message: &str) -> &str {
    let mut from = 0;
    while let Some(rest) = message.get(from..) {
        let Some(quote) = rest.find(['`', '"', '\'']) else { return message };
        let start = from + quote;
        let code = ["`Option::unwrap()`", "`Result::unwrap()`", "`Result::unwrap_err()`", "`None`", "`Err`", "`Ok`"]
            .into_iter()
            .find(|code| message.get(start..).is_some_and(|quoted| quoted.starts_with(code)));
        match code {
            Some(code) => from = start + code.len(),
            None => return message.get(..start).unwrap_or_default().trim_end(),
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_message_holds_no_quotation() {
        for (message, kept) in [
            (
                "index out of bounds: the len is 3 but the index is 5",
                "index out of bounds: the len is 3 but the index is 5",
            ),
            (
                "end byte index 4 is not a char boundary; it is inside '密' (bytes 3..6) of `我的密码是 1234`",
                "end byte index 4 is not a char boundary; it is inside",
            ),
            ("called `Option::unwrap()` on a `None` value", "called `Option::unwrap()` on a `None` value"),
            (
                "called `Result::unwrap()` on an `Err` value: Bad(\"6222 0000\")",
                "called `Result::unwrap()` on an `Err` value: Bad(",
            ),
            ("", ""),
        ] {
            assert_eq!(without_quotes(message), kept);
        }
    }

    #[test]
    fn dependencies_are_logged_from_warnings_on() {
        let levels = levels();
        assert!(levels.would_enable("okpay_wizard::desktop", &Level::INFO));
        assert!(!levels.would_enable("okpay_wizard::desktop", &Level::DEBUG));
        assert!(levels.would_enable("eframe", &Level::WARN));
        assert!(!levels.would_enable("winit", &Level::INFO));
    }

    #[test]
    fn a_folder_that_cannot_be_created_is_an_error_and_not_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        super::super::whole_file::replace(&file, b"").unwrap();
        let unavailable = start(&file.join("logs")).unwrap_err();
        assert!(unavailable.to_string().starts_with("cannot keep a log in"), "{unavailable}");
    }
}
