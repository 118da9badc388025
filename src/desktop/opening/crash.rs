//! What is left of a crash for the next start: when it was, and in a few words what.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::{clock, whole_file};

/// The name of the file in the data folder.
const FILE: &str = "crash.json";

/// A file larger than this is not ours.
const LARGEST: u64 = 100_000;

/// The thread whose panics are caught and told as what they are.
const CAUGHT_IN: &str = "picture";

/// A crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// When.
    pub at: Timestamp,
    /// What happened and where, without secrets.
    pub words: String,
}

/// Who is told of a crash while the window is open: a window whose disk's thread has died would wait for ever.
static LISTENER: Mutex<Option<Listener>> = Mutex::new(None);

type Listener = Box<dyn Fn() + Send>;

/// From now on this is called after a crash on any thread but the main one.
pub fn listen(listener: impl Fn() + Send + 'static) {
    *LISTENER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(listener));
}

/// A panic, told by its hook. It is a crash while a window is open: before that, the next way of drawing is tried, and a
/// picture that its reader breaks on is only a damaged picture.
pub fn panicked(data: &Path, words: &str) {
    let thread = std::thread::current();
    let is_caught = thread.name() == Some(CAUGHT_IN);
    // Not waited for: the thread that failed may be the one that holds it. Then there is a window, too.
    let Ok(listener) = LISTENER.try_lock() else { return note(data, words) };
    if let (Some(tell), false) = (listener.as_ref(), is_caught) {
        note(data, words);
        if thread.name() != Some("main") {
            tell();
        }
    }
}

/// Leaves the crash for the next start. It does as little as it can, and nothing that could fail with a panic.
pub fn note(data: &Path, words: &str) {
    let crash = Crash { at: clock::now(), words: words.to_owned() };
    let kept = serde_json::to_vec(&crash).map_err(io::Error::other);
    if let Err(error) = kept.and_then(|bytes| whole_file::replace(&data.join(FILE), &bytes)) {
        tracing::warn!(%error, "the crash could not be noted for the next start");
    }
}

/// What the last run left, once: it is told to the customer and then forgotten.
pub fn take(data: &Path) -> Option<Crash> {
    let file = data.join(FILE);
    let size = fs::metadata(&file).ok()?.len();
    let read = if size <= LARGEST { fs::read(&file).ok() } else { None };
    if let Err(error) = fs::remove_file(&file) {
        tracing::warn!(%error, "the note of a crash stays");
    }
    serde_json::from_slice(&read?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_is_told_at_the_next_start_and_once() {
        let home = tempfile::tempdir().unwrap();
        note(home.path(), "index out of bounds at src/app/mod.rs:1, thread main");
        let crash = take(home.path()).unwrap();
        assert_eq!(crash.words, "index out of bounds at src/app/mod.rs:1, thread main");
        assert_eq!(take(home.path()), None);
    }

    #[test]
    fn a_panic_is_a_crash_only_while_a_window_is_open_and_nobody_catches_it() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().to_owned();
        let on_thread = |name: &str| {
            let data = data.clone();
            let thread = std::thread::Builder::new().name(name.to_owned());
            thread.spawn(move || panicked(&data, "no message")).unwrap().join().unwrap();
            take(home.path()).is_some()
        };
        assert!(!on_thread("disk"), "before a window opened, another way of drawing is tried");
        let (told, heard) = std::sync::mpsc::channel();
        listen(move || told.send(()).unwrap());
        assert!(on_thread("disk"));
        heard.try_recv().unwrap();
        assert!(!on_thread("picture"));
        assert!(heard.try_recv().is_err());
        assert!(on_thread("main"));
        assert!(heard.try_recv().is_err(), "the main thread's end needs no word in the window");
    }

    #[test]
    fn a_note_that_makes_no_sense_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        whole_file::replace(&home.path().join(FILE), b"{\"at\":").unwrap();
        assert_eq!(take(home.path()), None);
        assert!(!home.path().join(FILE).exists());
    }
}
