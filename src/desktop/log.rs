//! The log: a file a day, seven of them kept, and the hook that puts a crash there before anything else happens.
//!
//! The log is for the people who mend this program. It holds nothing that a customer typed or pasted, and every record
//! passes the redactor before it reaches the file, because a system's error messages name paths and more.
//!
//! A record is put together whole, redacted, and then written. One that cannot be redacted is left out. The message
//! about a crash goes the same way.

mod days;
mod keeper;
mod tail;
mod waiting;

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

use self::days::Days;
use self::keeper::{DAY_BYTES, Keeper, Record, Veil};
use self::waiting::Waiting;
use super::clock;
use super::whole_file::create_folder;

/// What hides secrets in the log and in what is told of a crash.
static VEIL: Veil = Veil::new();

/// The one log of this program, for whoever must not leave records waiting.
static KEEPER: OnceLock<Arc<Keeper>> = OnceLock::new();

/// There is no log in this run; the program works without one.
#[derive(Debug, thiserror::Error)]
#[error("cannot keep a log in {}: {reason}", folder.display())]
pub struct LogUnavailable {
    /// The folder in which it should have been.
    pub folder: PathBuf,
    /// Why.
    pub reason: String,
}

/// Starts the log in this folder. Its own records from `info` on, those of dependencies from `warn` on; each record
/// is in the file when the call that made it returns.
///
/// In the program's first moments a record that is no error may wait: see [`settle`].
pub fn start(folder: &Path) -> Result<(), LogUnavailable> {
    let no_log = |reason: String| LogUnavailable { folder: folder.to_owned(), reason };
    create_folder(folder).map_err(|error| no_log(error.to_string()))?;
    let days = Days::open(folder, clock::now()).map_err(|error| no_log(error.to_string()))?;
    let keeper = Arc::new(Keeper { veil: &VEIL, waiting: Waiting::begun(), days, day_bytes: DAY_BYTES });
    let records = tracing_subscriber::fmt::layer()
        .with_writer(Hand(Arc::clone(&keeper)))
        .with_ansi(false)
        .with_timer(Clock)
        // A full disk must not fill a terminal as well.
        .log_internal_errors(false);
    // `try_init` also takes in the records of dependencies that use the `log` crate.
    tracing_subscriber::registry()
        .with(records)
        .with(levels())
        .try_init()
        .map_err(|error| no_log(error.to_string()))?;
    KEEPER.set(keeper).ok();
    // The window's libraries have something to say at most starts, and what hides secrets takes a moment to be made: it
    // is made beside the window, and the first records wait for it.
    let thread = std::thread::Builder::new().name("veil".to_owned()).spawn(|| {
        VEIL.over("a record");
        settle();
    });
    if thread.is_err() {
        settle();
    }
    Ok(())
}

/// Writes what is waiting to be written; from then on each record is in the file when the call that made it returns.
/// To be called before the program ends.
pub fn settle() {
    if let Some(keeper) = KEEPER.get() {
        keeper.settle();
    }
}

/// Hands each record to the one keeper.
struct Hand(Arc<Keeper>);

impl<'a> MakeWriter<'a> for Hand {
    type Writer = Record<'a>;

    fn make_writer(&'a self) -> Record<'a> {
        self.0.make_writer()
    }
}

fn levels() -> Targets {
    Targets::new().with_default(Level::WARN).with_target("okpay_wizard", Level::INFO)
}

/// Times in the log, from the one clock.
struct Clock;

impl FormatTime for Clock {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        write!(w, "{}", clock::now())
    }
}

/// From now on a panic is in the log, with its place and backtrace, before the program tells the customer through
/// `tell`, which is handed the same words that went into the log, without secrets.
///
/// The panic's own words are only shown where somebody sits at a terminal: elsewhere, desktops keep in files what
/// programs say on standard error.
pub fn install_panic_hook(tell: impl Fn(&str) + Send + Sync + 'static) {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        settle();
        let crash = VEIL.over(&described(info)).unwrap_or_else(|| "a failure while hiding secrets".to_owned());
        tracing::error!(crash, backtrace = %Backtrace::force_capture(), "the program has failed");
        if io::stderr().is_terminal() {
            usual(info);
        } else {
            // Where standard error is closed, the log has it all the same.
            writeln!(io::stderr(), "okpay-wizard: {crash}").ok();
        }
        tell(&crash);
    }));
}

/// What happened and where, without anything quoted.
fn described(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().map_or("no message", without_quotes);
    let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let thread = std::thread::current();
    format!("{message} at {place}, thread {}", thread.name().unwrap_or("without a name"))
}

/// A panic's message up to the first quotation: the standard library quotes the text that could not be cut or
/// parsed, and that may be what a customer typed. Names in code are no such quotations.
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
    fn a_crash_report_quotes_nobody() {
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
    fn dependencies_are_heard_when_something_is_wrong() {
        let levels = levels();
        assert!(levels.would_enable("okpay_wizard::desktop", &Level::INFO));
        assert!(!levels.would_enable("okpay_wizard::desktop", &Level::DEBUG));
        assert!(levels.would_enable("eframe", &Level::WARN));
        assert!(!levels.would_enable("winit", &Level::INFO));
    }

    #[test]
    fn a_folder_that_cannot_be_is_a_reason_and_not_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        super::super::whole_file::replace(&file, b"").unwrap();
        let no_log = start(&file.join("logs")).unwrap_err();
        assert!(no_log.to_string().starts_with("cannot keep a log in"), "{no_log}");
    }
}
