//! Every browser of the table, in the place of each system and each kind of installation.

use std::collections::BTreeMap;
use std::path::PathBuf;

use okpay_wizard::browser::{Browser, CacheFolder, Family, Packaging};
use okpay_wizard::pack::Os;

use super::places::{Chromium, FIREFOXES, MACOS, WINDOWS};
use crate::support::{Machine, put};

/// All browsers of a system on one machine: the program finds each of them once, and nothing else.
fn all_are_found(os: Os, browsers: &[Chromium], above: (&str, &str)) {
    let machine = Machine::new(os);
    for snap in ["brave/441", "opera/77", "vivaldi/9"] {
        if os == Os::Linux {
            current(&machine, snap);
        }
    }
    for (_, _, data, _) in browsers {
        machine.chromium(&format!("{}{data}", above.0), &[("Default", "王小明"), ("Profile 2", "工作")]);
    }
    let found = machine.browsers();
    let names: BTreeMap<&str, &Browser> = found.iter().map(|browser| (browser.id.as_str(), browser)).collect();
    assert_eq!(names.len(), found.len(), "two browsers have the same id");
    for (id, name, data, cache) in browsers {
        let browser = names.get(id).unwrap_or_else(|| panic!("{id} of {:?}", names.keys()));
        assert_eq!(browser.name, *name);
        assert_eq!(browser.family, Family::Chromium);
        assert_eq!(browser.data, machine.home(&format!("{}{data}", above.0)), "{id}");
        assert_eq!(browser.version.as_deref(), Some("156.0.8078.79"));
        assert!(!browser.programs.names.is_empty(), "{id}");
        let profiles: Vec<(&str, &str)> =
            browser.profiles.iter().map(|profile| (profile.folder.as_str(), profile.name.as_str())).collect();
        assert_eq!(profiles, [("Default", "王小明"), ("Profile 2", "工作")], "{id}");
        let profile = browser.profiles.first().unwrap();
        assert_eq!(profile.dir, browser.data.join("Default"));
        assert_eq!(profile.cookies, [profile.dir.join("Cookies")]);
        assert!(profile.last_used.is_some());
        let expected =
            if cache.is_empty() { profile.dir.join("Cache") } else { machine.home(&format!("{}{cache}", above.1)) };
        let caches: Vec<PathBuf> = profile.caches.iter().map(CacheFolder::path).collect();
        assert_eq!(caches.iter().filter(|path| path.ends_with("Cache")).collect::<Vec<_>>(), [&expected], "{id}");
        assert!(caches.contains(&profile.dir.join("GPUCache")), "{id}");
        assert!(browser.caches.iter().any(|cache| cache.path() == browser.data.join("ShaderCache")), "{id}");
    }
    assert_eq!(found.len(), browsers.len(), "{:?}", names.keys());
}

/// A snap's `current`, which points to the installed revision.
fn current(machine: &Machine, snap: &str) {
    let (name, revision) = snap.split_once('/').unwrap();
    std::fs::create_dir_all(machine.home(&format!("snap/{snap}"))).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(revision, machine.home(&format!("snap/{name}/current"))).unwrap();
    #[cfg(not(unix))]
    let _ = (name, revision);
}

#[test]
fn every_chromium_on_windows() {
    all_are_found(Os::Windows, &WINDOWS, ("", ""));
}

#[test]
fn every_chromium_on_a_mac() {
    all_are_found(Os::MacOs, &MACOS, ("Library/Application Support/", "Library/Caches/"));
}

#[cfg(unix)]
#[test]
fn every_chromium_on_linux() {
    all_are_found(Os::Linux, &super::places::LINUX, ("", ""));
}

#[test]
fn every_firefox_on_every_system() {
    for (os, (id, name, root, profile, cache)) in FIREFOXES {
        let machine = Machine::new(os);
        machine.firefox(root, &[(profile, "默认")]);
        let browser = machine.only_browser();
        assert_eq!((browser.id.as_str(), browser.name.as_str()), (id, name), "{root}");
        assert_eq!(browser.family, Family::Firefox);
        assert_eq!(browser.data, machine.home(root));
        assert_eq!(browser.version.as_deref(), Some("153.0"));
        let found = &browser.profiles[0];
        assert_eq!((found.folder.as_str(), found.name.as_str()), ("a.b", "默认"));
        assert_eq!(found.cookies, [found.dir.join("cookies.sqlite")]);
        let caches: Vec<PathBuf> = found.caches.iter().map(CacheFolder::path).collect();
        for folder in ["cache2", "startupCache", "OfflineCache", "jumpListCache"] {
            assert!(caches.contains(&machine.home(cache).join(folder)), "{root}: {caches:?}");
        }
        assert!(caches.contains(&found.dir.join("shader-cache")));
        assert_eq!(caches.len(), 5);
    }
}

#[test]
fn tor_and_safari_are_listed_and_have_nothing_to_clear() {
    for (os, data) in [
        (Os::Windows, "Desktop/Tor Browser/Browser/TorBrowser/Data/Browser"),
        (Os::MacOs, "Library/Application Support/TorBrowser-Data/Browser"),
        (Os::Linux, ".local/share/torbrowser/tbb/x86_64/tor-browser/Browser/TorBrowser/Data/Browser"),
    ] {
        let machine = Machine::new(os);
        machine.firefox(data, &[("profile.default", "default")]);
        let browser = machine.only_browser();
        assert_eq!((browser.family, browser.by_hand.as_str()), (Family::Tor, "tor"));
        assert!(browser.profiles.is_empty() && browser.caches.is_empty());
    }
    let machine = Machine::new(Os::MacOs);
    put(&machine.home("Library/Safari/History.db"), "");
    let browser = machine.only_browser();
    assert_eq!((browser.family, browser.by_hand.as_str()), (Family::Safari, "safari"));
    assert!(browser.profiles.is_empty() && browser.packaging == Packaging::System);
}

#[test]
fn a_machine_without_browsers_has_none() {
    for os in [Os::Windows, Os::MacOs, Os::Linux] {
        assert!(Machine::new(os).browsers().is_empty());
    }
}
