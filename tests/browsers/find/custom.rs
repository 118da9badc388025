//! Data folders that the customer or a company chose.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use okpay_wizard::browser::{CacheFolder, Packaging, Process, ProcessOwner};
use okpay_wizard::pack::Os;

use crate::support::{Machine, firefox_profile, put};

fn process(exe: &str, arguments: &[&str]) -> Process {
    let all = std::iter::once(exe).chain(arguments.iter().copied());
    let name = exe.rsplit('/').next().unwrap().chars().take(15).collect();
    Process {
        pid: 4000,
        exe: Some(exe.into()),
        name,
        arguments: all.map(OsString::from).collect(),
        owner: ProcessOwner::ThisUser,
    }
}

/// A Chromium with one profile in a folder that no table contains.
fn chromium_at(dir: &Path) {
    put(&dir.join("Local State"), r#"{"profile": {"info_cache": {"Default": {"name": "测试"}}}}"#);
    put(&dir.join("Default/Preferences"), "{}");
}

#[test]
fn a_running_chromium_shows_where_its_data_is() {
    let machine = Machine::new(Os::Linux);
    let data = machine.disk.join("data/my chromium");
    chromium_at(&data);
    assert!(machine.browsers().is_empty());
    for arguments in [
        vec![format!("--user-data-dir={}", data.display())],
        vec!["--user-data-dir".to_owned(), data.display().to_string()],
        vec!["--incognito".to_owned(), format!("--user-data-dir=\"{}\"", data.display())],
    ] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let browsers = machine.browsers_while(&[process("/usr/lib/chromium/chromium", &arguments)]);
        assert_eq!(browsers.len(), 1, "{arguments:?}");
        let browser = &browsers[0];
        assert_eq!((browser.id.as_str(), browser.packaging), ("chromium-custom", Packaging::Custom));
        assert_eq!(browser.name, format!("Chromium ({})", data.display()));
        assert_eq!(browser.profiles[0].name, "测试");
        assert_eq!(browser.profiles[0].caches[0].path(), data.join("Default/Cache"), "its cache is inside");
    }
}

#[test]
fn a_cache_folder_on_the_command_line_counts_besides_the_usual_one() {
    let machine = Machine::new(Os::Linux);
    machine.chromium(".config/chromium", &[("Default", "王"), ("Profile 1", "李")]);
    let fast = machine.disk.join("run/cache");
    let argument = format!("--disk-cache-dir={}", fast.display());
    let argument = process("/usr/lib/chromium/chromium", &[&argument]);
    let browsers = machine.browsers_while(&[argument]);
    let paths: Vec<PathBuf> = browsers[0].profiles[1].caches.iter().map(CacheFolder::path).collect();
    assert!(paths.contains(&fast.join("Profile 1/Cache")), "{paths:?}");
    assert!(paths.contains(&fast.join("Profile 1/Code Cache")));
    assert!(paths.contains(&machine.home(".cache/chromium/Profile 1/Cache")));
}

#[test]
fn a_folder_that_is_reached_in_two_ways_is_one_browser() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium(".config/chromium", &[("Default", "王")]);
    let argument = format!("--user-data-dir={}/../chromium", data.display());
    let browsers = machine.browsers_while(&[process("/usr/lib/chromium/chromium", &[&argument])]);
    assert_eq!(browsers.len(), 1);
    assert_eq!(browsers[0].id, "chromium");
}

#[test]
fn other_programs_and_other_users_show_nothing() {
    let machine = Machine::new(Os::Linux);
    let data = machine.disk.join("data");
    chromium_at(&data);
    let argument = format!("--user-data-dir={}", data.display());
    let chat = process("/usr/lib/chatty/chatty", &[&argument]);
    let helper = process("/usr/lib/chromium/chromium", &["--type=renderer", &argument]);
    let theirs = Process { owner: ProcessOwner::AnotherUser, ..process("/usr/lib/chromium/chromium", &[&argument]) };
    let nowhere = process("/usr/lib/chromium/chromium", &["--user-data-dir=/nowhere/at/all"]);
    let relative = process("/usr/lib/chromium/chromium", &["--user-data-dir=data"]);
    assert!(machine.browsers_while(&[chat, helper, theirs, nowhere, relative]).is_empty());

    // The web view of Windows has almost the browser's name.
    let windows = Machine::new(Os::Windows);
    let data = windows.home("AppData/Local/Chatty/EBWebView");
    chromium_at(&data);
    let argument = format!("--user-data-dir={}", data.display());
    let view = process("C:/Program Files (x86)/Microsoft/EdgeWebView/Application/150/msedgewebview2.exe", &[&argument]);
    assert!(windows.browsers_while(&[view]).is_empty());
}

#[test]
fn a_profile_on_firefoxs_command_line_is_found_unless_it_is_listed() {
    let machine = Machine::new(Os::Linux);
    let root = machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
    let far = machine.disk.join("stick/ff");
    firefox_profile(&far);
    let listed = process("/usr/lib/firefox-esr/firefox-esr", &["-profile", root.join("a.default").to_str().unwrap()]);
    assert_eq!(machine.browsers_while(&[listed]).len(), 1);
    let argument = process("/usr/lib/firefox-esr/firefox-esr", &["--profile", far.to_str().unwrap()]);
    let browsers = machine.browsers_while(&[argument]);
    assert_eq!(browsers.len(), 2);
    assert_eq!((browsers[1].id.as_str(), &browsers[1].data), ("firefox-custom", &far));
    assert_eq!(browsers[1].profiles[0].caches[0].path(), far.join("cache2"));
}

#[test]
fn a_portable_360_is_found_beside_its_program() {
    let machine = Machine::new(Os::Windows);
    let stick = machine.disk.join("D/360se6");
    chromium_at(&stick.join("User Data"));
    put(&stick.join("Application/360se.exe"), "");
    let exe = stick.join("Application/360se.exe");
    let browsers = machine.browsers_while(&[process(exe.to_str().unwrap(), &[])]);
    assert_eq!(browsers.len(), 1);
    assert_eq!((browsers[0].id.as_str(), &browsers[0].data), ("360-safe", &stick.join("User Data")));
}

#[test]
fn a_companys_policies_are_followed() {
    let mut machine = Machine::new(Os::Linux);
    let policies = machine.disk.join("etc/opt/chrome/policies/managed");
    machine.roots.policies = vec![machine.disk.join("etc/chromium/policies/managed"), policies.clone()];
    machine.chromium(".config/chromium", &[("Default", "王")]);
    let data = machine.chromium("company/chrome", &[("Default", "王")]);
    put(&policies.join("10.json"), r#"{"UserDataDir": "/elsewhere", "DiskCacheDir": "${user_home}/fast"}"#);
    put(&policies.join("20.json"), r#"{"UserDataDir": "${user_home}/company/chrome"}"#);
    put(&policies.join("30.json"), r#"{"UserDataDir": "${no_such_thing}/x", "DiskCacheDir": 7}"#);
    put(&policies.join("40.json"), "not json");
    let browsers = machine.browsers();
    let ids: Vec<&str> = browsers.iter().map(|browser| browser.id.as_str()).collect();
    assert_eq!(ids, ["chrome", "chromium"]);
    assert_eq!(browsers[0].data, data);
    let has =
        |n: usize, path: &str| browsers[n].profiles[0].caches.iter().any(|cache| cache.path() == machine.home(path));
    assert!(has(0, "fast/Default/Cache"));
    assert!(has(0, "company/chrome/Default/Cache"), "outside the usual folder, it is inside the profile");
    assert!(!has(1, "fast/Default/Cache"), "another browser's policy");
}
