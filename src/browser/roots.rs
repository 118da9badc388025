//! Where a user's files lie. Given, not found out, so that every system's layout can be tried on any.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::pack::Os;

/// The folders below which browsers keep their data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// Which system's layout.
    pub os: Os,
    /// The user's home folder: `{home}` in the table.
    pub home: PathBuf,
    /// `{config}`: `$XDG_CONFIG_HOME`, `~/Library/Application Support`, `%APPDATA%`.
    pub config: PathBuf,
    /// `{cache}`: `$XDG_CACHE_HOME`, `~/Library/Caches`, `%LOCALAPPDATA%`.
    pub cache: PathBuf,
    /// `{chrome-config}`: `$CHROME_CONFIG_HOME` where it is set, and else the same as `config`.
    pub chrome_config: PathBuf,
    /// Folders with the policies of Chromium browsers; empty where they are not files.
    pub policies: Vec<PathBuf>,
    /// This machine's name, as a lock names it.
    pub host: String,
    /// Who runs the program.
    pub user: User,
}

/// Who runs the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// The one whose home it is.
    Owner,
    /// Another: through sudo, or as an administrator of another account.
    Another {
        /// What gave it away, for the log.
        because: String,
    },
}

/// A process of the machine, as far as it can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// The path of its program, where it can be read.
    pub exe: Option<PathBuf>,
    /// Its name, which may be cut short.
    pub name: String,
    /// Its command line, the program first.
    pub arguments: Vec<OsString>,
    /// Whether it is this user's.
    pub ours: ProcessOwner,
}

/// Whether a process is this user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessOwner {
    /// It is.
    Yes,
    /// It is another user's.
    No,
    /// It cannot be told.
    Unknown,
}

/// Who can list the machine's processes.
pub trait Processes: Send + Sync {
    /// All processes that can be seen right now.
    fn list(&self) -> Vec<Process>;
}
