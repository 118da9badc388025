//! The world beyond the window, behind a trait, so that stories can be played without a browser or a file dialog.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::desktop::{self, MachineFacts, Percent, PreferenceWatcher, SystemPreferences, Taskbar, clock, opener};
use crate::pack::{AddressedMail, Link};
use crate::redact::Salt;
use crate::session::Clocks;

/// What the program needs of the world beyond its window and its files.
pub trait SystemServices: Send + Sync {
    /// The time.
    fn now(&self) -> Timestamp;
    /// All clocks: they tell whether the computer slept, and whether its clock was set.
    fn clocks(&self) -> Clocks;
    /// Random bytes for a new session.
    fn salt(&self) -> Salt;
    /// The zone in which times are told.
    fn zone(&self) -> TimeZone;
    /// The machine, as far as a report tells of it, and the free space of this folder. Takes a moment.
    fn machine(&self, folder: &Path) -> MachineFacts;
    /// Tells what the system is set to, some time later and after each change, for as long as what it returns lives.
    fn follow_system(&self, tell: OnPreferences) -> PreferenceWatcher;
    /// Shows in the taskbar how far a long operation is, or that there is none any more. Returns at once.
    fn show_progress(&self, share: Option<Percent>);
    /// Opens a link in the customer's browser.
    fn open_link(&self, link: &Link) -> io::Result<()>;
    /// Opens a letter in the customer's mail program.
    fn open_mail(&self, letter: &AddressedMail) -> io::Result<()>;
    /// Shows the folder that a file lies in.
    fn open_folder(&self, file: &Path) -> io::Result<()>;
    /// Asks where to save a file, in the system's own dialog; `Ok(None)` when the customer cancelled.
    fn ask_where(&self, suggestion: &SaveSuggestion) -> Result<Option<PathBuf>, DialogUnavailable>;
    /// Asks for a picture, in the system's own dialog; `Ok(None)` when the customer cancelled.
    fn ask_picture(&self, question: &PictureDialog) -> Result<Option<PathBuf>, DialogUnavailable>;
}

/// Takes in what the system is set to, on whatever thread.
pub type OnPreferences = Arc<dyn Fn(SystemPreferences) + Send + Sync>;

/// Where a file might go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveSuggestion {
    /// The dialog's title.
    pub title: String,
    /// The folder it begins in.
    pub folder: PathBuf,
    /// The file's name, with its ending.
    pub name: String,
    /// The ending alone.
    pub extension: &'static str,
}

/// What to ask for a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureDialog {
    /// The dialog's title.
    pub title: String,
    /// What pictures are called in its list of kinds of files.
    pub kind: String,
    /// The endings of their names.
    pub endings: &'static [&'static str],
}

/// The system's dialog did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system's file dialog did not open")]
pub struct DialogUnavailable;

/// The customer's real desktop.
#[derive(Debug, Default)]
pub struct DesktopServices {
    taskbar: Taskbar,
}

impl SystemServices for DesktopServices {
    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn clocks(&self) -> Clocks {
        clock::read()
    }

    fn salt(&self) -> Salt {
        desktop::salt()
    }

    fn zone(&self) -> TimeZone {
        clock::local_zone()
    }

    fn machine(&self, folder: &Path) -> MachineFacts {
        MachineFacts::gather(folder)
    }

    fn follow_system(&self, tell: OnPreferences) -> PreferenceWatcher {
        SystemPreferences::watch(move |wishes| tell(wishes))
    }

    fn show_progress(&self, share: Option<Percent>) {
        self.taskbar.show(share);
    }

    fn open_link(&self, link: &Link) -> io::Result<()> {
        opener::open_link(link)
    }

    fn open_mail(&self, letter: &AddressedMail) -> io::Result<()> {
        opener::open_mail(letter)
    }

    fn open_folder(&self, file: &Path) -> io::Result<()> {
        opener::open_folder(file)
    }

    fn ask_where(&self, suggestion: &SaveSuggestion) -> Result<Option<PathBuf>, DialogUnavailable> {
        let dialog = rfd::FileDialog::new()
            .set_title(&suggestion.title)
            .set_directory(&suggestion.folder)
            .set_file_name(&suggestion.name)
            .add_filter(suggestion.extension, &[suggestion.extension]);
        answered(|| dialog.save_file())
    }

    fn ask_picture(&self, question: &PictureDialog) -> Result<Option<PathBuf>, DialogUnavailable> {
        let dialog = rfd::FileDialog::new().set_title(&question.title).add_filter(&question.kind, question.endings);
        answered(|| dialog.pick_file())
    }
}

/// What a dialog answered, if it came at all.
fn answered(ask: impl FnOnce() -> Option<PathBuf>) -> Result<Option<PathBuf>, DialogUnavailable> {
    /// A broken portal answers at once with nothing; nobody cancels a dialog before seeing it.
    const TOO_QUICK: Duration = Duration::from_millis(150);
    let asked = std::time::Instant::now();
    let chosen = ask();
    if chosen.is_none() && asked.elapsed() < TOO_QUICK { Err(DialogUnavailable) } else { Ok(chosen) }
}
