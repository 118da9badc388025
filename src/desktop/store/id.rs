//! The name of one session in the store.

use std::ffi::OsStr;
use std::fmt;

use jiff::Timestamp;

/// The end of a session file's name.
const ENDING: &str = ".session";

/// The name of one session in the store: its file's name without the ending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

impl SessionId {
    /// The `n`th name for a session that this process began at `at`; names sort by time.
    pub(super) fn nth(at: Timestamp, n: u32) -> Self {
        Self(format!("{}-{}-{n}", at.strftime("%Y%m%d-%H%M%S"), std::process::id()))
    }

    /// The session in a file of this name; `None` for other files.
    pub(super) fn from_file_name(name: &OsStr) -> Option<Self> {
        Self::parse(name.to_str()?.strip_suffix(ENDING)?)
    }

    /// The session of this name; `None` where it could lead out of the store's folder.
    pub fn parse(name: &str) -> Option<Self> {
        let safe = !name.is_empty()
            && !name.starts_with('.')
            && !name.chars().any(|c| matches!(c, '/' | '\\' | ':') || c.is_control());
        safe.then(|| Self(name.to_owned()))
    }

    /// The session's file name.
    pub(super) fn file_name(&self) -> String {
        format!("{}{ENDING}", self.0)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_lead_out_of_the_folder() {
        for name in ["", "..", "../a", "a/b", "a\\b", "c:a", ".hidden", "a\0b"] {
            assert_eq!(SessionId::parse(name), None, "{name:?}");
        }
        assert!(SessionId::parse("20261123-101500-77-1").is_some());
        assert!(SessionId::parse("副本 of a session (2)").is_some());
    }

    #[test]
    fn only_session_files_are_sessions() {
        let id = SessionId::nth(Timestamp::UNIX_EPOCH, 3);
        assert_eq!(SessionId::from_file_name(OsStr::new(&id.file_name())), Some(id));
        for name in ["a.session.damaged", "notes.txt", ".session", "a.session-2.damaged"] {
            assert_eq!(SessionId::from_file_name(OsStr::new(name)), None, "{name}");
        }
    }
}
