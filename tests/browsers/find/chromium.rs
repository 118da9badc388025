//! The profiles of a Chromium, and the folders beside them that are not profiles.

use std::fs;

use okpay_wizard::pack::Os;

use crate::support::{Machine, put};

fn names(machine: &Machine) -> Vec<(String, String)> {
    let browser = machine.only_browser();
    browser.profiles.into_iter().map(|profile| (profile.folder, profile.name)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(folder, name)| ((*folder).to_owned(), (*name).to_owned())).collect()
}

#[test]
fn profiles_come_in_the_order_of_the_browsers_menu() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium(".config/chromium", &[("Default", "王"), ("Profile 1", "李")]);
    // A folder with a name of the customer's choice that the browser has not listed yet.
    put(&data.join("商店/Preferences"), r#"{"profile": {"name": "店铺\n账号"}}"#);
    put(&data.join("Without a name/Preferences"), "{}");
    put(
        &data.join("Local State"),
        r#"{"profile": {"profiles_order": ["Profile 1", "Default"],
            "info_cache": {"Default": {"name": "王"}, "Profile 1": {"name": "李"}, "Profile 9": {"name": "gone"}}}}"#,
    );
    let expected = [("Profile 1", "李"), ("Default", "王"), ("Without a name", "Without a name"), ("商店", "店铺账号")];
    assert_eq!(names(&machine), pairs(&expected));
}

#[test]
fn folders_that_are_no_profiles_stay_out() {
    let machine = Machine::new(Os::Windows);
    let data = machine.chromium("AppData/Local/Google/Chrome/User Data", &[("Default", "王")]);
    for decoy in ["System Profile", "Guest Profile", "Snapshots", "Crashpad"] {
        put(&data.join(decoy).join("Preferences"), "{}");
    }
    put(&data.join("Snapshots/150.0/Default/Preferences"), "{}");
    for decoy in ["MyCacheNotes", "component_crx_cache", "Safe Browsing", "GPUCache"] {
        put(&data.join(decoy).join("data_0"), "");
    }
    fs::create_dir_all(data.join("Odd/Preferences")).unwrap();
    assert_eq!(names(&machine), pairs(&[("Default", "王")]));
}

#[test]
fn only_known_folders_are_cache_and_other_names_do_not_count() {
    let machine = Machine::new(Os::Windows);
    let data = machine.chromium("AppData/Local/Google/Chrome/User Data", &[("Default", "王")]);
    for decoy in ["AutofillAiModelCache", "optimization_guide_hint_cache_store", "Service Worker/ScriptCache"] {
        put(&data.join("Default").join(decoy).join("x"), "");
    }
    let browser = machine.only_browser();
    let own: Vec<&str> = browser.profiles[0].caches.iter().map(|cache| cache.below.to_str().unwrap()).collect();
    assert_eq!(
        own,
        [
            "Cache",
            "Code Cache",
            "Media Cache",
            "Application Cache",
            "GPUCache",
            "DawnCache",
            "DawnGraphiteCache",
            "DawnWebGPUCache",
            "Shared Dictionary",
            "blob_storage"
        ]
    );
    assert!(browser.profiles[0].caches.iter().all(|cache| cache.base == data.join("Default")));
    let shared: Vec<&str> = browser.caches.iter().map(|cache| cache.below.to_str().unwrap()).collect();
    assert_eq!(shared, ["ShaderCache", "GrShaderCache", "GraphiteDawnCache", "GPUPersistentCache"]);
    assert!(browser.caches.iter().all(|cache| cache.base == data));
}

#[test]
fn cookies_are_found_in_their_new_place_and_in_old_ones() {
    let machine = Machine::new(Os::Windows);
    let data = machine.chromium("AppData/Local/2345Explorer/User Data", &[("Default", "王")]);
    let profile = data.join("Default");
    put(&profile.join("Network/Cookies"), "");
    put(&profile.join("CookiesV3"), "");
    put(&profile.join("Extension Cookies"), "");
    let browser = machine.only_browser();
    assert_eq!(
        browser.profiles[0].cookies,
        [profile.join("Network/Cookies"), profile.join("Cookies"), profile.join("CookiesV3")]
    );
}

#[test]
fn an_old_opera_keeps_one_profile_in_its_data_folder_and_others_at_the_side() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium(".config/opera", &[]);
    put(&data.join("Local State"), r#"{"profile": {"info_cache": {"Default": {"name": "Opera"}}}}"#);
    put(&data.join("Preferences"), "{}");
    put(&data.join("_side_profiles/3f2a9c/Default/Preferences"), r#"{"profile": {"name": "侧边"}}"#);
    let browser = machine.only_browser();
    let [flat, side] = browser.profiles.as_slice() else { panic!("{:#?}", browser.profiles) };
    assert_eq!((flat.folder.as_str(), flat.name.as_str()), ("Default", "Opera"));
    assert_eq!(flat.dir, data);
    assert_eq!(flat.caches[0].path(), machine.home(".cache/opera/Cache"));
    assert_eq!((side.folder.as_str(), side.name.as_str()), ("_side_profiles/3f2a9c/Default", "侧边"));
    assert_eq!(side.caches[0].path(), machine.home(".cache/opera/_side_profiles/3f2a9c/Default/Cache"));
}

#[test]
fn another_programs_folder_is_not_a_browser() {
    let machine = Machine::new(Os::Windows);
    // Programs that are built on Chromium keep the same files: a chat program, and the system's own web view.
    machine.chromium("AppData/Roaming/Chatty", &[("Default", "chat")]);
    machine.chromium("AppData/Local/Chatty/EBWebView", &[("Default", "chat")]);
    machine.chromium("AppData/Local/Microsoft/EdgeWebView/User Data", &[("Default", "view")]);
    // A folder in the right place without any of the files.
    put(&machine.home("AppData/Local/Chromium/User Data/Default/History"), "");
    // Only half of the files.
    put(&machine.home("AppData/Local/Vivaldi/User Data/Local State"), "{}");
    put(&machine.home("AppData/Local/Quark/User Data/Default/Preferences"), "{}");
    assert!(machine.browsers().is_empty());
}
