//! Files in a state that no browser leaves behind, and folders that are links.

use std::fs;
use std::path::Component;

use okpay_wizard::pack::Os;
use proptest::prelude::*;

use crate::support::{Machine, put};

#[test]
fn broken_lists_lose_names_and_no_profiles() {
    for broken in ["", "{", "\0\0\0", "[]", "{\"profile\": 7}", "{\"profile\": {\"info_cache\": [\"Default\"]}}"] {
        let machine = Machine::new(Os::Linux);
        let data = machine.chromium(".config/chromium", &[("Default", "王"), ("Profile 1", "李")]);
        put(&data.join("Local State"), broken);
        put(&data.join("Default/Preferences"), broken);
        let browser = machine.only_browser();
        let names: Vec<&str> = browser.profiles.iter().map(|profile| profile.name.as_str()).collect();
        assert_eq!(names, ["Default", "from the preferences"], "{broken:?}");
    }
}

#[test]
fn lists_of_firefox_that_make_no_sense_name_nothing() {
    for broken in
        ["", "[", "[Profile0\nPath=a.default", "Path=a.default", "[Profile0]\nPath", "[ProfileX]\nPath=a.default"]
    {
        let machine = Machine::new(Os::Linux);
        let root = machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
        put(&root.join("profiles.ini"), broken);
        assert!(machine.browsers().is_empty(), "{broken:?}");
    }
}

#[test]
fn a_list_cannot_lead_elsewhere() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium(".config/chromium", &[("Default", "王")]);
    put(&machine.home(".config/other/Preferences"), "{}");
    let listed =
        r#"{"profile": {"info_cache": {"../other": {"name": "x"}, "/": {"name": "y"}, "": {}, "Default": {}}}}"#;
    put(&data.join("Local State"), listed);
    let browser = machine.only_browser();
    let folders: Vec<&str> = browser.profiles.iter().map(|profile| profile.folder.as_str()).collect();
    assert_eq!(folders, ["Default"]);
}

#[test]
fn a_list_of_enormous_length_is_not_read() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium(".config/chromium", &[("Default", "王")]);
    let list = fs::File::options().write(true).open(data.join("Local State")).unwrap();
    list.set_len(5_000_000_000).unwrap();
    assert_eq!(machine.only_browser().profiles[0].name, "from the preferences");
}

#[test]
fn names_are_shown_on_one_line_and_not_without_end() {
    let machine = Machine::new(Os::Linux);
    let long = "很".repeat(500);
    let data = machine.chromium(".config/chromium", &[("Default", "王"), ("Profile 1", &long)]);
    put(&data.join("Default/Preferences"), "{}");
    let browser = machine.only_browser();
    assert_eq!(browser.profiles[1].name.chars().count(), 80);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn for_any_files_every_profile_found_is_a_folder_of_the_customers(
        state in json_like(), preferences in json_like(), ini in ini_like(), prefs in ".{0,80}", version in ".{0,40}",
    ) {
        let machine = Machine::new(Os::Linux);
        let data = machine.chromium(".config/chromium", &[("Default", "王")]);
        put(&data.join("Local State"), &state);
        put(&data.join("Default/Preferences"), &preferences);
        put(&data.join("Last Version"), &version);
        let root = machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
        put(&root.join("profiles.ini"), &ini);
        put(&root.join("installs.ini"), &ini);
        let setting = format!("user_pref(\"browser.cache.disk.parent_directory\", {prefs});");
        put(&root.join("a.default/prefs.js"), &setting);
        put(&root.join("a.default/compatibility.ini"), &ini);
        let browsers = machine.browsers();
        prop_assert!(browsers.iter().any(|browser| browser.id == "chromium"));
        for profile in browsers.iter().flat_map(|browser| &browser.profiles) {
            prop_assert!(profile.dir.starts_with(&machine.roots.home) && profile.dir.is_dir(), "{:?}", profile.dir);
            prop_assert!(!profile.name.trim().is_empty() && !profile.folder.is_empty());
            for cache in &profile.caches {
                let leads_down = cache.below.components().all(|part| matches!(part, Component::Normal(_)));
                prop_assert!(leads_down && cache.base.is_absolute(), "{cache:?}");
            }
        }
    }
}

/// Text like a browser's JSON, complete or not.
fn json_like() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,60}",
        "[{}\\[\\]\",:a0.]{0,40}",
        ("\\PC{0,12}", "\\PC{0,12}", "[0-9\"{}\\[\\]]{0,6}").prop_map(|(folder, name, order)| {
            let (folder, name) = (serde_json::json!(folder), serde_json::json!(name));
            format!("{{\"profile\":{{\"info_cache\":{{{folder}:{{\"name\":{name}}}}},\"profiles_order\":[{order}]}}}}")
        }),
    ]
}

/// Text like the lists of Firefox, complete or not.
fn ini_like() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("[Profile0]".to_owned()),
        Just("[Install1]".to_owned()),
        Just("IsRelative=0".to_owned()),
        Just("Path=a.default".to_owned()),
        "(Path|Default|Name|LastVersion|LastPlatformDir)=[./a-c\u{738b}]{0,9}",
        ".{0,20}",
    ];
    proptest::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"))
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_two_and_not_one() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let machine = Machine::new(Os::Linux);
    let data = machine.chromium(".config/chromium", &[("Default", "王")]);
    for name in [b"odd\xfe", b"odd\xff"] {
        put(&data.join(OsStr::from_bytes(name)).join("Preferences"), "{}");
    }
    let browser = machine.only_browser();
    let mut folders: Vec<&str> = browser.profiles.iter().map(|profile| profile.folder.as_str()).collect();
    assert_eq!(folders.len(), 3);
    folders.dedup();
    assert_eq!(folders, ["Default", "odd\u{fffd}", "odd\u{fffd} (2)"]);
    assert!(browser.profiles.iter().all(|profile| profile.dir.is_dir()));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_home_and_a_data_folder_that_are_links_are_followed_to_the_end() {
        let mut machine = Machine::new(Os::Linux);
        let far = machine.chromium("on another disk", &[("Default", "王")]);
        symlink(&far, machine.home(".config/chromium")).unwrap();
        fs::create_dir_all(machine.home("cache disk/chromium")).unwrap();
        fs::remove_dir(machine.home(".cache")).unwrap();
        symlink(machine.home("cache disk"), machine.home(".cache")).unwrap();
        let real = machine.roots.home.clone();
        let link = machine.disk.join("linked home");
        symlink(&real, &link).unwrap();
        machine.roots.home.clone_from(&link);
        machine.roots.config = link.join(".config");
        machine.roots.chrome_config = link.join(".config");
        machine.roots.cache = link.join(".cache");
        let browser = machine.only_browser();
        assert_eq!(browser.data, far);
        assert_eq!(browser.profiles[0].dir, far.join("Default"));
        let cache = &browser.profiles[0].caches[0];
        assert_eq!(cache.base, real.join("cache disk/chromium"));
        assert_eq!(cache.below.to_str(), Some("Default/Cache"));
    }

    #[test]
    fn a_profile_that_is_a_link_to_another_is_that_one() {
        let machine = Machine::new(Os::Linux);
        let data = machine.chromium(".config/chromium", &[("Default", "王")]);
        symlink("Default", data.join("Profile 1")).unwrap();
        symlink("Profile 3", data.join("Profile 2")).unwrap();
        symlink("Profile 4", data.join("Profile 4")).unwrap();
        assert_eq!(machine.only_browser().profiles.len(), 1);
    }

    #[test]
    fn a_data_folder_of_another_user_behind_a_link_is_not_the_customers() {
        let machine = Machine::new(Os::Linux);
        let far = machine.chromium("far", &[("Default", "王")]);
        // Only root can give a folder away, so the rest is for machines where tests run as root.
        if std::os::unix::fs::chown(&far, Some(12345), None).is_err() {
            return;
        }
        symlink(&far, machine.home(".config/chromium")).unwrap();
        assert!(machine.browsers().is_empty());
    }

    #[test]
    fn a_pipe_in_the_place_of_a_file_delays_nothing() {
        let machine = Machine::new(Os::Linux);
        let data = machine.chromium(".config/chromium", &[("Default", "王")]);
        let version = data.join("Last Version");
        fs::remove_file(&version).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&version).status();
        assert!(made.is_ok_and(|status| status.success()));
        assert_eq!(machine.only_browser().version, None);
    }

    #[test]
    fn a_folder_that_cannot_be_read_does_not_stop_the_others() {
        use std::os::unix::fs::PermissionsExt as _;

        let machine = Machine::new(Os::Linux);
        let closed = machine.chromium(".config/vivaldi", &[("Default", "王")]);
        machine.chromium(".config/chromium", &[("Default", "王")]);
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let found = machine.browsers();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        assert!(found.iter().any(|browser| browser.id == "chromium"));
    }
}
