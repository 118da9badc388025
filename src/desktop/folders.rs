//! The folders in which the program saves things.
//!
//! This module only names them: nothing is created before something is saved there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

/// The variable that names one folder for everything, for a program on a memory stick and for tests.
const HOME_VARIABLE: &str = "OKPAY_WIZARD_HOME";

/// The folders that the program uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings, and the lock that a second copy finds taken.
    pub data: PathBuf,
    /// One file for each session.
    pub sessions: PathBuf,
    /// The log, one file for each day.
    pub logs: PathBuf,
    /// Reports, unless the customer chooses another folder.
    pub documents: PathBuf,
}

/// The system does not know this user's folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this user has no home folder; set {HOME_VARIABLE} to a folder to use instead")]
pub struct NoHomeFolder;

impl Folders {
    /// The folders of this user, or those below `OKPAY_WIZARD_HOME`.
    pub fn of_this_user() -> Result<Self, NoHomeFolder> {
        Self::find(std::env::var_os(HOME_VARIABLE))
    }

    /// The folders below `home` if it is given, otherwise those that the system names for this user.
    pub fn find(home: Option<OsString>) -> Result<Self, NoHomeFolder> {
        if let Some(home) = home.filter(|home| !home.is_empty()) {
            return Ok(Self::below(Path::new(&home)));
        }
        let project = ProjectDirs::from("com", "OKPay", "okpay-wizard").ok_or(NoHomeFolder)?;
        let user = UserDirs::new().ok_or(NoHomeFolder)?;
        // The local folder instead of the roaming one: locks and half-written sessions must not be copied elsewhere.
        let data = project.data_local_dir().to_owned();
        Ok(Self {
            sessions: data.join("sessions"),
            logs: project.state_dir().unwrap_or(project.cache_dir()).join("logs"),
            documents: user.document_dir().unwrap_or(user.home_dir()).to_owned(),
            data,
        })
    }

    /// Everything below one folder.
    pub fn below(home: &Path) -> Self {
        // A relative path would mean another folder after a file dialog has changed the working folder.
        let home = std::path::absolute(home).unwrap_or_else(|_| home.to_owned());
        Self { sessions: home.join("sessions"), logs: home.join("logs"), documents: home.join("documents"), data: home }
    }

    /// The file of the settings.
    pub fn settings_file(&self) -> PathBuf {
        self.data.join("settings.ron")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_on_a_memory_stick_keeps_everything_together() {
        let stick = tempfile::tempdir().unwrap();
        let home = stick.path().join("中文 stick");
        let folders = Folders::find(Some(home.clone().into_os_string())).unwrap();
        assert_eq!(folders.data, home);
        assert_eq!(folders.sessions, home.join("sessions"));
        assert_eq!(folders.logs, home.join("logs"));
        assert_eq!(folders.documents, home.join("documents"));
        assert_eq!(folders.settings_file(), home.join("settings.ron"));
        assert!(!home.exists(), "nothing is created before it is needed");
    }

    #[test]
    fn a_relative_home_becomes_absolute() {
        assert!(Folders::below(Path::new("portable")).sessions.is_absolute());
    }

    #[test]
    fn an_empty_home_counts_as_none() {
        if let Ok(folders) = Folders::find(Some(OsString::new())) {
            assert_eq!(Ok(folders), Folders::find(None));
        }
    }
}
