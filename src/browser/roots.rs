//! Where a user's files are. The caller passes these paths in, so that tests can try every system's layout anywhere.

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
    /// `{chrome-config}`: `$CHROME_CONFIG_HOME` if it is set, otherwise the same as `config`.
    pub chrome_config: PathBuf,
    /// Folders with the policies of Chromium browsers; empty on systems that do not keep policies in files.
    pub policies: Vec<PathBuf>,
    /// This machine's name, as it is written in locks.
    pub host: String,
    /// The user who runs the program.
    pub user: User,
}

/// The user who runs the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// The owner of the home folder.
    Owner,
    /// Another user: through sudo, or as an administrator with another account.
    Another {
        /// How the program knows, for the log.
        because: String,
    },
}

/// A process of the machine, as far as the system shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its process id.
    pub pid: u32,
    /// The path of its program, if the system shows it.
    pub exe: Option<PathBuf>,
    /// Its name, which may be cut short.
    pub name: String,
    /// Its command line, the program first.
    pub arguments: Vec<OsString>,
    /// Which user it belongs to.
    pub owner: ProcessOwner,
}

/// Which user a process belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessOwner {
    /// The user who runs this program.
    ThisUser,
    /// Another user.
    AnotherUser,
    /// The system does not say.
    Unknown,
}

/// Lists the machine's processes.
pub trait Processes: Send + Sync {
    /// All processes that are visible now.
    fn list(&self) -> Vec<Process>;
}
