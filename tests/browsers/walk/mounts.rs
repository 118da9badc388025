//! A file system that is mounted in a cache, or in its place, is another disk: the walk enters it only if it is a cache
//! itself.
//!
//! Mounting needs rights. Each test runs once more inside its own namespace, where it has them. Where the system allows
//! no namespace, the test does nothing.

#![cfg(target_os = "linux")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use okpay_wizard::browser::{Amount, Mode, SkipReason};

use super::setup::{World, put};
use crate::support::test_name;

/// Set in the second run.
const INSIDE: &str = "OKPAY_WALK_MAY_MOUNT";

/// Whether this run may mount. If it may not, the second run did the test, or the test is impossible here.
fn may_mount(story: &str) -> bool {
    if env::var_os(INSIDE).is_some() {
        return true;
    }
    let unshare = |program: &Path, arguments: &[&str]| {
        let own = ["--user", "--map-root-user", "--mount"];
        Command::new("unshare").args(own).arg(program).args(arguments).env(INSIDE, "1").output()
    };
    let is_permitted = unshare(Path::new("mount"), &["-t", "tmpfs", "none", "/tmp"]);
    if !is_permitted.is_ok_and(|tried| tried.status.success()) {
        return false;
    }
    let output =
        unshare(&env::current_exe().unwrap(), &["--exact", &test_name(module_path!(), story), "--nocapture"]).unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && words.contains("1 passed"),
        "{words}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    false
}

fn mount(arguments: &[&str], place: &Path) {
    fs::create_dir_all(place).unwrap();
    let done = Command::new("mount").args(arguments).arg(place).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn bind(target: &Path, place: &Path) {
    mount(&["--bind", target.to_str().unwrap()], place);
}

fn ram_disk(place: &Path) {
    mount(&["-t", "tmpfs", "none"], place);
}

/// Asserts that nothing is cleared, neither in a dry run nor otherwise, and that this path is named.
fn stays(world: &World, named: &Path, kept: &Path) {
    let before = super::setup::listing(kept);
    for mode in [Mode::DryRun, Mode::Clear] {
        let done = world.sweep(mode);
        assert_eq!(done.cleared.amount, Amount::default());
        let skipped: Vec<_> = done.skipped.iter().map(|skipped| (skipped.path.as_path(), &skipped.why)).collect();
        assert_eq!(skipped, [(named, &SkipReason::OtherDisk)]);
    }
    assert_eq!(super::setup::listing(kept), before);
}

#[test]
fn a_folder_of_the_same_disk_mounted_in_a_cache_stays() {
    if !may_mount("a_folder_of_the_same_disk_mounted_in_a_cache_stays") {
        return;
    }
    let world = World::new();
    put(&world.cache.join("Cache_Data/deep/f_000001"), &[0; 10]);
    let place = world.cache.join("Cache_Data/sub");
    bind(&world.canary, &place);
    let before = super::setup::listing(&world.canary);
    assert_eq!(world.sweep(Mode::DryRun).cleared.amount.files, 1);
    let done = world.sweep(Mode::Clear);
    assert_eq!(done.cleared.amount.files, 1, "the cache's own files are deleted");
    let skipped: Vec<_> = done.skipped.iter().map(|skipped| (&skipped.path, &skipped.why)).collect();
    assert_eq!(skipped, [(&place, &SkipReason::OtherDisk)]);
    assert_eq!(super::setup::listing(&world.canary), before);
}

#[test]
fn a_folder_that_is_mounted_in_a_caches_place_stays() {
    if !may_mount("a_folder_that_is_mounted_in_a_caches_place_stays") {
        return;
    }
    let bound = World::new();
    bind(&bound.canary, &bound.cache);
    stays(&bound, &bound.cache, &bound.canary);

    let ram = World::new();
    ram_disk(&ram.cache);
    put(&ram.cache.join("thesis.doc"), b"years");
    stays(&ram, &ram.cache, &ram.cache);

    let above = World::new();
    bind(&above.canary, &above.base.join("Default"));
    put(&above.canary.join("Cache/thesis.doc"), b"years");
    stays(&above, &above.cache, &above.canary);
}

#[test]
fn no_mount_makes_a_home_or_the_browsers_own_folder_a_cache() {
    if !may_mount("no_mount_makes_a_home_or_the_browsers_own_folder_a_cache") {
        return;
    }
    // This holds even if everything in it looks like a cache.
    for target in [|world: &World| world.home.clone(), |world: &World| world.base.clone()] {
        let world = World::new();
        let target = target(&world);
        let strange = [target.join("thesis.txt"), target.join("Default/Preferences")];
        for path in strange {
            fs::remove_file(path).ok();
        }
        put(&target.join("index"), b"x");
        put(&target.join("data_0"), b"x");
        bind(&target, &world.cache);
        stays(&world, &world.cache, &target);
    }
}

#[test]
fn a_cache_on_a_ram_disk_in_its_own_place_is_emptied() {
    if !may_mount("a_cache_on_a_ram_disk_in_its_own_place_is_emptied") {
        return;
    }
    let world = World::new();
    ram_disk(&world.cache);
    assert!(world.sweep(Mode::Clear).skipped.is_empty(), "an empty folder is not reported");
    put(&world.cache.join("Cache_Data/index"), &[0; 24]);
    fs::create_dir(world.cache.join("Cache_Data/index-dir")).unwrap();
    put(&world.cache.join("Cache_Data/0123456789abcdef_0"), &[0; 76]);
    let done = world.sweep(Mode::Clear);
    assert_eq!((done.cleared.amount, done.skipped), (Amount { files: 2, bytes: 100 }, Vec::new()));
    assert!(world.is_empty());
}
