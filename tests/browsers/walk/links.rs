//! Links: a link inside a cache is deleted and never followed. A cache that is a link itself is followed only to a
//! cache.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use okpay_wizard::browser::{Amount, KnownBy, Mode, SkipReason, Unwatched, WhenRunning};

use super::setup::{World, long_after, put};

#[test]
fn links_inside_a_cache_go_and_what_they_lead_to_stays() {
    let world = World::new();
    symlink(&world.canary, world.cache.join("folder")).unwrap();
    symlink(world.canary.join("wallet.dat"), world.cache.join("file")).unwrap();
    symlink("../../../..", world.cache.join("up")).unwrap();
    symlink("loop", world.cache.join("loop")).unwrap();
    symlink("/nowhere/at/all", world.cache.join("dangling")).unwrap();
    fs::create_dir(world.cache.join("sub")).unwrap();
    symlink(&world.home, world.cache.join("sub/home")).unwrap();
    fs::hard_link(world.canary.join("wallet.dat"), world.cache.join("hard")).unwrap();
    let outside = world.outside();
    assert_eq!(world.sweep(Mode::DryRun).cleared.amount.files, 7);
    assert_eq!(world.sweep(Mode::Clear).cleared.amount.files, 7);
    assert!(world.is_empty());
    assert_eq!(world.outside(), outside);
}

/// The world with its cache folder swapped for a link.
fn linked(target: &Path) -> World {
    let world = World::new();
    relink(&world, target);
    world
}

fn relink(world: &World, target: &Path) {
    fs::remove_dir(&world.cache).or_else(|_| fs::remove_file(&world.cache)).unwrap();
    symlink(target, &world.cache).unwrap();
}

#[test]
fn a_cache_on_a_second_disk_is_emptied_through_its_link() {
    let world = World::new();
    let other = world.root.join("ram-disk/chrome");
    put(&other.join("Cache_Data/index"), &[0; 24]);
    fs::create_dir(other.join("Cache_Data/index-dir")).unwrap();
    put(&other.join("Cache_Data/0123456789abcdef_0"), &[0; 76]);
    relink(&world, &other);
    let done = world.sweep(Mode::Clear);
    assert_eq!((done.cleared.amount, done.skipped), (Amount { files: 2, bytes: 100 }, Vec::new()));
    assert!(fs::read_dir(&other).unwrap().next().is_none(), "the folder is empty, and still there");
    assert_eq!(fs::read_link(&world.cache).unwrap(), other, "the browser finds it again");
}

#[test]
fn so_is_one_below_a_link() {
    let world = World::new();
    let other = world.root.join("ram-disk/Default");
    put(&other.join("Cache/index"), &[0; 24]);
    put(&other.join("Cache/data_0"), &[0; 76]);
    put(&other.join("Preferences"), b"{}");
    fs::remove_dir_all(world.base.join("Default")).unwrap();
    symlink(&other, world.base.join("Default")).unwrap();
    let done = world.sweep(Mode::Clear);
    assert_eq!((done.cleared.amount.files, done.skipped), (2, Vec::new()));
    assert_eq!(fs::read(other.join("Preferences")).unwrap(), b"{}");
}

/// Asserts that the target of the link is named, and that nothing there is touched.
fn stays(world: &World, target: &Path) {
    let outside = world.outside();
    for mode in [Mode::DryRun, Mode::Clear] {
        let done = world.sweep(mode);
        assert_eq!(done.cleared.amount, Amount::default());
        let skipped: Vec<_> = done.skipped.iter().map(|skipped| (&skipped.path, &skipped.why)).collect();
        assert_eq!(skipped, [(&world.cache, &SkipReason::LinkedAway(target.to_owned()))]);
    }
    assert_eq!(world.outside(), outside);
}

#[test]
fn a_link_to_anything_else_is_named_and_left_alone() {
    let world = World::new();
    let canary = world.canary.clone();
    relink(&world, &canary);
    stays(&world, &canary);

    // A cache beside other files: the program may not empty all of it.
    put(&canary.join("index"), b"x");
    put(&canary.join("data_0"), b"x");
    stays(&world, &canary);

    let dangling = linked(Path::new("/nowhere/at/all"));
    stays(&dangling, Path::new("/nowhere/at/all"));
    let looped = linked(Path::new("Cache"));
    stays(&looped, Path::new("Cache"));
}

#[test]
fn no_link_makes_a_home_or_the_browsers_own_folder_a_cache() {
    let world = World::new();
    // This holds even if everything in it looks like a cache.
    for target in [world.home.clone(), world.root.clone(), world.base.clone(), world.home.join(".cache")] {
        put(&target.join("index"), b"x");
        put(&target.join("data_0"), b"x");
        relink(&world, &target);
        stays(&world, &target);
    }
}

#[test]
fn a_folder_that_a_setting_calls_a_cache_is_cleared_only_when_it_looks_like_one() {
    let world = World::new();
    let named = |world: &World| {
        let mut plan = world.plan(Amount { files: 2, bytes: 8 }, long_after());
        let caches =
            plan.steps.iter_mut().filter_map(|step| step.profile.as_mut()).flat_map(|profile| &mut profile.caches);
        caches.for_each(|folder| folder.known_by = KnownBy::Setting);
        let cleaner = world.cleaner();
        cleaner.carry_out(&plan, Mode::Clear, WhenRunning::Skip, long_after(), &Unwatched).unwrap().steps.remove(0)
    };
    put(&world.cache.join("photo.jpg"), b"wedding");
    let outcome = named(&world);
    assert_eq!(outcome.skipped.iter().map(|skipped| &skipped.why).collect::<Vec<_>>(), [&SkipReason::NotACache]);
    assert!(world.cache.join("photo.jpg").exists(), "a folder of photos is not a cache, even if a setting says so");
}
