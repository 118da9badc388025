//! The note of a crash for the next start: when it happened, and a short message.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::{clock, whole_file};

/// The name of the file in the data folder.
const FILE: &str = "crash.json";

/// A larger file is not a note of a crash.
const LARGEST: u64 = 100_000;

/// The thread whose panics are caught: they mean a damaged picture.
const CAUGHT_IN: &str = "picture";

/// The note of a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// When it happened.
    pub at: Timestamp,
    /// What happened and where, without secrets.
    pub words: String,
}

/// What to call after a crash while the window is open: a window whose disk thread has died would wait forever.
static ON_CRASH: Mutex<Option<OnCrash>> = Mutex::new(None);

type OnCrash = Box<dyn Fn() + Send>;

/// From now on, calls `on_crash` after a crash on any thread but the main one.
pub fn listen(on_crash: impl Fn() + Send + 'static) {
    *ON_CRASH.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(on_crash));
}

/// Called by the panic hook. A panic is a crash only while a window is open: before that, the program tries the next
/// drawing method. On the thread that reads pictures, a panic means a damaged picture only.
pub fn on_panic(data: &Path, words: &str) {
    let thread = std::thread::current();
    let is_caught = thread.name() == Some(CAUGHT_IN);
    // `lock` could wait forever, because the failed thread itself may hold the lock. If it does, there is a window.
    let Ok(on_crash) = ON_CRASH.try_lock() else { return note(data, words) };
    if let (Some(notify), false) = (on_crash.as_ref(), is_caught) {
        note(data, words);
        if thread.name() != Some("main") {
            notify();
        }
    }
}

/// Saves the crash for the next start. It does as little as possible, and nothing that could panic.
pub fn note(data: &Path, words: &str) {
    let crash = Crash { at: clock::now(), words: words.to_owned() };
    let json = serde_json::to_vec(&crash).map_err(io::Error::other);
    if let Err(error) = json.and_then(|bytes| whole_file::replace(&data.join(FILE), &bytes)) {
        tracing::warn!(%error, "the crash could not be saved for the next start");
    }
}

/// The last run's crash, and deletes the note, so that the customer sees it once.
pub fn take(data: &Path) -> Option<Crash> {
    let file = data.join(FILE);
    let size = fs::metadata(&file).ok()?.len();
    let read = if size <= LARGEST { fs::read(&file).ok() } else { None };
    if let Err(error) = fs::remove_file(&file) {
        tracing::warn!(%error, "the note of a crash could not be deleted");
    }
    serde_json::from_slice(&read?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_is_shown_at_the_next_start_and_once() {
        let home = tempfile::tempdir().unwrap();
        note(home.path(), "index out of bounds at src/app/mod.rs:1, thread main");
        let crash = take(home.path()).unwrap();
        assert_eq!(crash.words, "index out of bounds at src/app/mod.rs:1, thread main");
        assert_eq!(take(home.path()), None);
    }

    #[test]
    fn a_panic_is_a_crash_only_while_a_window_is_open_and_when_it_is_not_caught() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().to_owned();
        let on_thread = |name: &str| {
            let data = data.clone();
            let thread = std::thread::Builder::new().name(name.to_owned());
            thread.spawn(move || on_panic(&data, "no message")).unwrap().join().unwrap();
            take(home.path()).is_some()
        };
        assert!(!on_thread("disk"), "before a window opens, the program tries another drawing method");
        let (sender, crashes) = std::sync::mpsc::channel();
        listen(move || sender.send(()).unwrap());
        assert!(on_thread("disk"));
        crashes.try_recv().unwrap();
        assert!(!on_thread("picture"));
        assert!(crashes.try_recv().is_err());
        assert!(on_thread("main"));
        assert!(crashes.try_recv().is_err(), "the window ends with the main thread");
    }

    #[test]
    fn a_broken_note_is_deleted() {
        let home = tempfile::tempdir().unwrap();
        whole_file::replace(&home.path().join(FILE), b"{\"at\":").unwrap();
        assert_eq!(take(home.path()), None);
        assert!(!home.path().join(FILE).exists());
    }
}
