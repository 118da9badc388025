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

/// Leaves the crash for the next start, and tells whoever listens. Called from the panic's hook: it does as little as
/// it can, and nothing that could fail with a panic.
pub fn note(data: &Path, words: &str) {
    let crash = Crash { at: clock::now(), words: words.to_owned() };
    let kept = serde_json::to_vec(&crash).map_err(io::Error::other);
    if let Err(error) = kept.and_then(|bytes| whole_file::replace(&data.join(FILE), &bytes)) {
        tracing::warn!(%error, "the crash could not be noted for the next start");
    }
    // Not waited for: the thread that failed may be the one that holds it.
    if let Ok(listener) = LISTENER.try_lock()
        && let Some(tell) = listener.as_ref()
        && std::thread::current().name() != Some("main")
    {
        tell();
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
    fn a_note_that_makes_no_sense_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        whole_file::replace(&home.path().join(FILE), b"{\"at\":").unwrap();
        assert_eq!(take(home.path()), None);
        assert!(!home.path().join(FILE).exists());
    }
}
