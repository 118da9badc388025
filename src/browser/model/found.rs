//! Browsers and profiles, as they are found.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Which profile of which browser. Stable while the browser is installed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProfileKey {
    /// The browser's [`Browser::id`].
    pub browser: String,
    /// The profile's [`Profile::folder`].
    pub profile: String,
}

/// How a browser keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Family {
    /// Chrome and what is built from it.
    Chromium,
    /// Firefox and what is built from it.
    Firefox,
    /// Tor Browser: built from Firefox, and it keeps no cache and no cookies.
    Tor,
    /// Safari: nothing of it may be touched from outside.
    Safari,
}

/// How a browser came onto the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packaging {
    /// Installed as the system's programs are: an installer, a deb, an application folder.
    System,
    /// From the Snap store.
    Snap,
    /// From Flathub.
    Flatpak,
    /// From the Microsoft store.
    Store,
    /// A data folder of the user's own choice, seen on the command line of a running browser.
    Custom,
}

/// A browser whose data lies on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Its name on the command line and in sessions, of its own: `chrome`, `chrome-beta`, `firefox-snap`.
    pub id: String,
    /// Its name as people know it, with channel and packaging where they tell it from another: `Google Chrome Beta`.
    pub name: String,
    /// How it keeps its data.
    pub family: Family,
    /// How it came onto the machine.
    pub packaging: Packaging,
    /// Its version, where a file of its own says so.
    pub version: Option<String>,
    /// Chromium's user data folder, the folder of Firefox's `profiles.ini`.
    pub data: PathBuf,
    /// Cache folders that its profiles share.
    pub caches: Vec<CacheFolder>,
    /// Its profiles, in the order in which the browser lists them.
    pub profiles: Vec<Profile>,
    /// How to know its processes.
    pub programs: Programs,
    /// The id of its steps for clearing by hand in [`BrowserTable`](crate::browser::BrowserTable).
    pub by_hand: String,
}

impl Browser {
    /// Its name without the folder that tells it from another of the same name: a folder's name may say more than a
    /// customer wants others to read.
    pub fn plain_name(&self) -> &str {
        let data = self.data.to_string_lossy();
        let is_folder = |rest: &str| rest.strip_suffix(')').is_some_and(|folder| data.ends_with(folder));
        let with_folder = self.name.match_indices(FOLDER_OPENS).map(|(at, _)| self.name.split_at(at));
        let plain = with_folder
            .filter_map(|(plain, folder)| Some((plain, folder.strip_prefix(FOLDER_OPENS)?)))
            .find(|(_, folder)| is_folder(folder));
        plain.map_or(&self.name, |(plain, _)| plain)
    }
}

/// Stands between a name and the folder that tells it from another.
const FOLDER_OPENS: &str = " (";

/// How to know a browser's processes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// File names of its program on this system: `chromium`, `firefox-esr`. Letter case does not matter on Windows.
    pub names: Vec<String>,
    /// What the program's path must contain besides, where the name is a common one: `Yandex`.
    pub path_contains: Option<String>,
}

/// One profile of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name of its folder, of its own within the browser: `Default`, `abcd1234.default-release`.
    pub folder: String,
    /// Its name as the browser shows it.
    pub name: String,
    /// Where it lies; no part of this path is a link.
    pub dir: PathBuf,
    /// Cache folders of its own.
    pub caches: Vec<CacheFolder>,
    /// The files in which it keeps cookies; usually one.
    pub cookies: Vec<PathBuf>,
    /// When it was last used, as far as its files tell.
    pub last_used: Option<Timestamp>,
}

/// A folder in which everything is cache.
///
/// It need not be there. `below` is opened from `base` name by name and follows no link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CacheFolder {
    /// A folder of the browser's, without links in its path.
    pub base: PathBuf,
    /// The cache folder's path below it, such as `Default/Cache`.
    pub below: PathBuf,
    /// How it is known.
    pub known_by: KnownBy,
}

/// How a folder is known to hold nothing but cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownBy {
    /// By its name in a folder of the browser's own.
    Place,
    /// By a setting, an option or a list, which may name any folder of the user's: what is in it must look like a cache.
    Word,
}

impl CacheFolder {
    /// The whole path, for showing.
    pub fn path(&self) -> PathBuf {
        self.base.join(&self.below)
    }
}
