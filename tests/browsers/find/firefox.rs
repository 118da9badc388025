//! The profiles of a Firefox: those that its lists name, in any place.

use std::path::{Path, PathBuf};

use okpay_wizard::browser::{CacheFolder, Profile};
use okpay_wizard::pack::Os;

use crate::support::{Machine, firefox_profile, put};

fn caches(profile: &Profile) -> Vec<PathBuf> {
    profile.caches.iter().map(CacheFolder::path).collect()
}

#[test]
fn a_profile_on_another_disk_has_its_cache_inside() {
    let machine = Machine::new(Os::Linux);
    let far = machine.disk.join("mnt/资料/工作");
    machine.firefox(".mozilla/firefox", &[("a.default", "默认"), (far.to_str().unwrap(), "工作")]);
    let browser = machine.only_browser();
    let [near, work] = browser.profiles.as_slice() else { panic!("{:#?}", browser.profiles) };
    assert_eq!(near.caches[0].base, machine.home(".cache"));
    assert_eq!(near.caches[0].path(), machine.home(".cache/mozilla/firefox/a.default/cache2"));
    assert_eq!((work.name.as_str(), work.folder.as_str()), ("工作", "工作"));
    assert_eq!(work.dir, far);
    assert_eq!(work.caches[0].path(), far.join("cache2"));
    assert_eq!(work.cookies, [far.join("cookies.sqlite")]);
}

#[test]
fn folders_beside_the_profiles_are_not_profiles() {
    let machine = Machine::new(Os::Linux);
    let root = machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
    put(&root.join("Crash Reports/InstallTime2026"), "");
    put(&root.join("Pending Pings/x"), "");
    firefox_profile(&root.join("a.default backup"));
    let ini = "[Profile0]\nName=默认\nIsRelative=1\nPath=a.default\n[Profile1]\nName=gone\nIsRelative=1\nPath=gone\n";
    put(&root.join("profiles.ini"), &format!("{ini}[Profile2]\nName=empty\nIsRelative=1\nPath=Crash Reports\n"));
    let browser = machine.only_browser();
    let folders: Vec<&str> = browser.profiles.iter().map(|profile| profile.folder.as_str()).collect();
    assert_eq!(folders, ["a.default"]);
}

#[test]
fn a_profile_that_only_an_installation_names_counts_too() {
    let machine = Machine::new(Os::Windows);
    let root = machine.firefox("AppData/Roaming/Mozilla/Firefox", &[("Profiles/a.default", "默认")]);
    firefox_profile(&root.join("Profiles/b.default-release"));
    put(&root.join("installs.ini"), "\u{feff}[308046B0AF4A39CB]\r\nDefault=Profiles/b.default-release\r\nLocked=1\r\n");
    let browser = machine.only_browser();
    let folders: Vec<&str> = browser.profiles.iter().map(|profile| profile.folder.as_str()).collect();
    assert_eq!(folders, ["a.default", "b.default-release"]);
    let expected = machine.home("AppData/Local/Mozilla/Firefox/Profiles/b.default-release/cache2");
    assert_eq!(caches(&browser.profiles[1])[0], expected);
}

#[test]
fn a_cache_that_was_moved_by_a_setting_is_found() {
    let machine = Machine::new(Os::Linux);
    let root = machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
    // On Windows, names contain no quotes, and every path contains backslashes.
    let moved = machine.disk.join(if cfg!(windows) { "ram/缓存 1" } else { "ram/缓存 \"1\"" });
    std::fs::create_dir_all(&moved).unwrap();
    let setting = moved.to_str().unwrap().replace('\\', "\\\\").replace('"', "\\\"");
    put(
        &root.join("a.default/prefs.js"),
        &format!(
            "user_pref(\"browser.cache.disk.capacity\", 1);\n\
             user_pref(\"browser.cache.disk.parent_directory\", \"{setting}\");\n"
        ),
    );
    let found = caches(&machine.only_browser().profiles[0]);
    assert!(found.contains(&moved.join("cache2")), "{found:?}");
}

#[test]
fn debians_firefox_esr_is_called_by_its_name() {
    let machine = Machine::new(Os::Linux);
    let root = machine.firefox(".mozilla/firefox", &[("a.default-esr", "default-esr")]);
    let version = "[Compatibility]\nLastVersion=153.0.1_2026/2026\nLastPlatformDir=/usr/lib/firefox-esr\n";
    put(&root.join("a.default-esr/compatibility.ini"), version);
    let browser = machine.only_browser();
    assert_eq!((browser.id.as_str(), browser.name.as_str()), ("firefox-esr", "Firefox ESR"));
    assert_eq!(browser.version.as_deref(), Some("153.0.1"));
    assert!(browser.programs.names.iter().any(|name| name == "firefox-esr"));
}

#[test]
fn old_and_new_folders_of_one_firefox_are_distinguished() {
    let machine = Machine::new(Os::Linux);
    machine.firefox(".mozilla/firefox", &[("a.default", "旧")]);
    machine.firefox(".config/mozilla/firefox", &[("b.default", "新")]);
    let browsers = machine.browsers();
    let ids: Vec<(&str, &str)> = browsers.iter().map(|browser| (browser.id.as_str(), browser.name.as_str())).collect();
    assert_eq!(ids, [("firefox", "Firefox"), ("firefox-2", "Firefox (.config/mozilla/firefox)")]);
}

#[test]
fn two_profiles_in_folders_of_the_same_name_are_two() {
    let machine = Machine::new(Os::Linux);
    let (one, two) = (machine.disk.join("one/work"), machine.disk.join("two/work"));
    machine.firefox(".mozilla/firefox", &[(one.to_str().unwrap(), "1"), (two.to_str().unwrap(), "2")]);
    let browser = machine.only_browser();
    assert_eq!(browser.profiles[0].folder, "work");
    assert_eq!(browser.profiles[1].folder, two.to_str().unwrap());
}

/// A list of profiles as Firefox 153 writes it.
fn group(root: &Path, rows: &[(&str, &str)]) -> rusqlite::Connection {
    let list = root.join("Profile Groups/a182ba46.sqlite");
    std::fs::create_dir_all(list.parent().unwrap()).unwrap();
    let store = rusqlite::Connection::open(list).unwrap();
    store
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA user_version = 7;
             CREATE TABLE Profiles (id INTEGER NOT NULL, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                 avatar TEXT NOT NULL, themeId TEXT NOT NULL, themeFg TEXT NOT NULL, themeBg TEXT NOT NULL,
                 PRIMARY KEY(id));",
        )
        .unwrap();
    for (path, name) in rows {
        let row =
            "INSERT INTO Profiles (path, name, avatar, themeId, themeFg, themeBg) VALUES (?1, ?2, '', '', '', '')";
        store.execute(row, [path, name]).unwrap();
    }
    store
}

#[test]
fn profiles_of_the_new_kind_are_found_with_the_names_of_the_menu() {
    let machine = Machine::new(Os::Windows);
    let root = machine.firefox("AppData/Roaming/Mozilla/Firefox", &[("Profiles/a.default-release", "default-release")]);
    firefox_profile(&root.join("Profiles/X1.Profile 1"));
    let rows = [
        ("Profiles/a.default-release", "家里"),
        ("Profiles/X1.Profile 1", "公司"),
        ("Profiles/gone", "gone"),
        ("../../../elsewhere", "elsewhere"),
    ];
    let store = group(&root, &rows);
    let names = || -> Vec<(String, String)> {
        machine.only_browser().profiles.into_iter().map(|profile| (profile.folder, profile.name)).collect()
    };
    let expected = [("a.default-release", "家里"), ("X1.Profile 1", "公司")];
    let expected = expected.map(|(folder, name)| (folder.to_owned(), name.to_owned()));
    assert_eq!(names(), expected, "while Firefox has its list open");
    drop(store);
    let before = beside(&root);
    assert_eq!(names(), expected, "and after it has closed it");
    assert_eq!(beside(&root), before, "looking leaves nothing behind");
    let browser = machine.only_browser();
    let cache = machine.home("AppData/Local/Mozilla/Firefox/Profiles/X1.Profile 1/cache2");
    assert_eq!(caches(&browser.profiles[1])[0], cache);
    put(&root.join("Profile Groups/a182ba46.sqlite"), "no database");
    assert_eq!(machine.only_browser().profiles.len(), 1);
}

/// The names of the files beside the list of profiles.
fn beside(root: &Path) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(root.join("Profile Groups")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}
