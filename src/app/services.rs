//! The services of the operating system, behind a trait, so that tests need no browser and no file dialog.

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

/// What the program needs beyond its window and its files.
pub trait SystemServices: Send + Sync {
    /// The time.
    fn now(&self) -> Timestamp;
    /// All clocks. They show whether the computer slept and whether its clock was set.
    fn clocks(&self) -> Clocks;
    /// Random bytes for a new session.
    fn salt(&self) -> Salt;
    /// The time zone for times on screen and in reports.
    fn zone(&self) -> TimeZone;
    /// The facts about the machine for a report, and the free space of this folder. Takes a moment.
    fn machine_facts(&self, folder: &Path) -> MachineFacts;
    /// Calls `on_change` with the system's preferences, soon and after each change, for as long as the returned watcher
    /// lives.
    fn watch_preferences(&self, on_change: OnPreferences) -> PreferenceWatcher;
    /// Shows the progress of a long operation in the taskbar; `None` removes it. Returns at once.
    fn show_progress(&self, share: Option<Percent>);
    /// Opens a link in the customer's browser.
    fn open_link(&self, link: &Link) -> io::Result<()>;
    /// Opens a mail in the customer's mail program.
    fn open_mail(&self, mail: &AddressedMail) -> io::Result<()>;
    /// Opens the folder that contains a file.
    fn open_folder(&self, file: &Path) -> io::Result<()>;
    /// Asks where to save a file, in the system's own dialog; `Ok(None)` when the customer cancelled.
    fn ask_save_path(&self, suggestion: &SaveSuggestion) -> Result<Option<PathBuf>, DialogUnavailable>;
    /// Asks for a picture, in the system's own dialog; `Ok(None)` when the customer cancelled.
    fn ask_picture(&self, question: &PictureDialog) -> Result<Option<PathBuf>, DialogUnavailable>;
}

/// Receives the system's preferences, on any thread.
pub type OnPreferences = Arc<dyn Fn(SystemPreferences) + Send + Sync>;

/// What the dialog for saving a file suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveSuggestion {
    /// The dialog's title.
    pub title: String,
    /// The folder that the dialog shows first.
    pub folder: PathBuf,
    /// The file's name, with its extension.
    pub name: String,
    /// The extension alone.
    pub extension: &'static str,
}

/// What the dialog for choosing a picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureDialog {
    /// The dialog's title.
    pub title: String,
    /// The name of pictures in its list of file types.
    pub kind: String,
    /// The extensions of pictures.
    pub endings: &'static [&'static str],
}

/// The system's dialog did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system's file dialog did not open")]
pub struct DialogUnavailable;

/// The services of the customer's desktop.
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

    fn machine_facts(&self, folder: &Path) -> MachineFacts {
        MachineFacts::gather(folder)
    }

    fn watch_preferences(&self, on_change: OnPreferences) -> PreferenceWatcher {
        SystemPreferences::watch(move |preferences| on_change(preferences))
    }

    fn show_progress(&self, share: Option<Percent>) {
        self.taskbar.show(share);
    }

    fn open_link(&self, link: &Link) -> io::Result<()> {
        opener::open_link(link)
    }

    fn open_mail(&self, mail: &AddressedMail) -> io::Result<()> {
        opener::open_mail(mail)
    }

    fn open_folder(&self, file: &Path) -> io::Result<()> {
        opener::open_folder(file)
    }

    fn ask_save_path(&self, suggestion: &SaveSuggestion) -> Result<Option<PathBuf>, DialogUnavailable> {
        let dialog = rfd::FileDialog::new()
            .set_title(&suggestion.title)
            .set_directory(&suggestion.folder)
            .set_file_name(&suggestion.name)
            .add_filter(suggestion.extension, &[suggestion.extension]);
        dialog_answer(|| dialog.save_file())
    }

    fn ask_picture(&self, question: &PictureDialog) -> Result<Option<PathBuf>, DialogUnavailable> {
        let dialog = rfd::FileDialog::new().set_title(&question.title).add_filter(&question.kind, question.endings);
        dialog_answer(|| dialog.pick_file())
    }
}

/// What a dialog answered, if it opened at all.
fn dialog_answer(ask: impl FnOnce() -> Option<PathBuf>) -> Result<Option<PathBuf>, DialogUnavailable> {
    /// A broken portal returns nothing at once. A customer needs longer to see a dialog and cancel it.
    const TOO_FAST: Duration = Duration::from_millis(150);
    let asked = std::time::Instant::now();
    let chosen = ask();
    if chosen.is_none() && asked.elapsed() < TOO_FAST { Err(DialogUnavailable) } else { Ok(chosen) }
}
