//! Browsers and their profiles, as the program finds them.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One profile of one browser. The key stays the same while the browser is installed.
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
    /// Chrome and browsers built from it.
    Chromium,
    /// Firefox and browsers built from it.
    Firefox,
    /// Tor Browser: built from Firefox, and it keeps no cache and no cookies.
    Tor,
    /// Safari: other programs must not touch its files.
    Safari,
}

/// How a browser was installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packaging {
    /// The usual way on the system: an installer, a deb, an application folder.
    System,
    /// From the Snap store.
    Snap,
    /// From Flathub.
    Flatpak,
    /// From the Microsoft store.
    Store,
    /// The user chose the data folder; the program saw it on the command line of a running browser.
    Custom,
}

/// A browser whose data is on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Its unique name on the command line and in sessions: `chrome`, `chrome-beta`, `firefox-snap`.
    pub id: String,
    /// Its name for people, with channel and packaging where these are needed: `Google Chrome Beta`.
    pub name: String,
    /// How it keeps its data.
    pub family: Family,
    /// How it was installed.
    pub packaging: Packaging,
    /// Its version, if one of its files says so.
    pub version: Option<String>,
    /// For Chromium the user data folder, for Firefox the folder of `profiles.ini`.
    pub data: PathBuf,
    /// Cache folders that its profiles share.
    pub caches: Vec<CacheFolder>,
    /// Its profiles, in the order in which the browser lists them.
    pub profiles: Vec<Profile>,
    /// How to recognise its processes.
    pub programs: Programs,
    /// The id of its steps for clearing by hand, in [`BrowserTable`](crate::browser::BrowserTable).
    pub by_hand: String,
}

impl Browser {
    /// Its name without the folder that was added to distinguish two browsers of the same name. A folder's name may
    /// reveal more than a customer wants others to read.
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

/// Separates a browser's name from the folder that was added to it.
const FOLDER_OPENS: &str = " (";

/// How to recognise a browser's processes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// File names of its program on this system: `chromium`, `firefox-esr`. Case does not matter on Windows and macOS.
    pub names: Vec<String>,
    /// What the program's path must also contain, if other programs have the same file name: `Yandex`.
    pub path_contains: Option<String>,
}

/// One profile of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name of its folder, unique within the browser: `Default`, `abcd1234.default-release`.
    pub folder: String,
    /// Its name as the browser shows it.
    pub name: String,
    /// Its folder; no part of this path is a link.
    pub dir: PathBuf,
    /// Its own cache folders.
    pub caches: Vec<CacheFolder>,
    /// The files with its cookies, usually one.
    pub cookies: Vec<PathBuf>,
    /// When it was last used, if its files say so.
    pub last_used: Option<Timestamp>,
}

/// A folder that holds nothing but cache.
///
/// It may be missing. The program opens `below` from `base`, name by name, and follows no link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CacheFolder {
    /// A folder of the browser; no part of this path is a link.
    pub base: PathBuf,
    /// The cache folder's path below it, such as `Default/Cache`.
    pub below: PathBuf,
    /// How the program knows that it is cache.
    pub known_by: KnownBy,
}

/// How the program knows that a folder holds nothing but cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownBy {
    /// By its name in one of the browser's own folders.
    Place,
    /// A setting, an option or a list names it. That could be any folder of the user, so its content must look like a
    /// cache too.
    Setting,
}

impl CacheFolder {
    /// The whole path, to be shown.
    pub fn path(&self) -> PathBuf {
        self.base.join(&self.below)
    }
}
