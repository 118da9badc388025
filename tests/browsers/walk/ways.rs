//! The usual cases: everything in a cache is deleted, with any name and at any depth.

use std::fs;
use std::path::Path;

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use okpay_wizard::browser::{Amount, Mode};

use super::setup::{World, listing, put};

#[test]
fn a_cache_is_emptied_and_its_folder_stays() {
    let world = World::new();
    put(&world.cache.join("Cache_Data/index"), &[0; 24]);
    put(&world.cache.join("Cache_Data/index-dir/the-real-index"), &[1; 100]);
    put(&world.cache.join("Cache_Data/0123456789abcdef_0"), &[2; 1000]);
    fs::create_dir(world.cache.join("empty")).unwrap();
    let (before, outside) = (listing(&world.root), world.outside());

    let tried = world.sweep(Mode::DryRun);
    assert_eq!(tried.cleared.amount, Amount { files: 3, bytes: 1124 });
    assert_eq!(listing(&world.root), before, "trying changes nothing");

    let done = world.sweep(Mode::Clear);
    assert_eq!(done.cleared, tried.cleared, "the real run does what the dry run reported");
    assert_eq!((done.skipped, done.refused), (Vec::new(), None));
    assert!(world.is_empty());
    assert_eq!(world.outside(), outside);
    assert_eq!(world.sweep(Mode::Clear).cleared.amount, Amount::default(), "clearing twice is not an error");
}

#[test]
fn a_cache_that_is_not_there_costs_nothing() {
    let world = World::new();
    fs::remove_dir_all(&world.base).unwrap();
    let done = world.sweep(Mode::Clear);
    assert_eq!((done.cleared.amount, done.skipped, done.refused), (Amount::default(), Vec::new(), None));
}

#[test]
fn a_file_in_the_place_of_the_cache_is_named_and_stays() {
    let world = World::new();
    fs::remove_dir(&world.cache).unwrap();
    put(&world.cache, b"not a folder");
    let done = world.sweep(Mode::Clear);
    assert_eq!(done.skipped.len(), 1);
    assert_eq!(done.skipped[0].path, world.cache);
    assert_eq!(fs::read(&world.cache).unwrap(), b"not a folder");
}

#[test]
fn many_files_in_one_folder_go_without_one_being_left_out() {
    let world = World::new();
    for number in 0..5000 {
        put(&world.cache.join(format!("f_{number:06x}")), b"x");
    }
    assert_eq!(world.sweep(Mode::DryRun).cleared.amount.files, 5000);
    assert_eq!(world.sweep(Mode::Clear).cleared.amount.files, 5000);
    assert!(world.is_empty());
}

#[test]
fn names_of_every_kind_go() {
    let world = World::new();
    let long = "n".repeat(250);
    let mut names = vec!["-rf", " ", "a b", "语言", "é\u{301}", "~", "$HOME", "%s", ".hidden", "...", &long];
    if cfg!(unix) {
        names.extend(["new\nline", "back\\slash", "*", "a:b", "trailing.", "CON", "\u{1b}[31m"]);
    }
    for (number, name) in names.iter().enumerate() {
        put(&world.cache.join(name), b"x");
        put(&world.cache.join(format!("folder {number}")).join(name), b"x");
        put(&world.cache.join(format!("{number}{}", &long)).join(name), b"x");
    }
    let outside = world.outside();
    let done = world.sweep(Mode::Clear);
    assert_eq!(done.cleared.amount.files, 3 * names.len() as u64);
    assert!(world.is_empty());
    assert_eq!(world.outside(), outside);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_go() {
    use std::os::unix::ffi::OsStrExt as _;
    let world = World::new();
    let name = std::ffi::OsStr::from_bytes(b"\xff\xfe\x80");
    put(&world.cache.join(name).join(name), b"x");
    put(&world.cache.join("plain").join(name), b"x");
    assert_eq!(world.sweep(Mode::Clear).cleared.amount.files, 2);
    assert!(world.is_empty());
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_deleted_without_waiting_for_them() {
    let world = World::new();
    let pipe = world.cache.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    // The socket is bound where its path is short enough for every system, and moved from there.
    let socket = std::os::unix::net::UnixListener::bind(world.root.join("s")).unwrap();
    fs::rename(world.root.join("s"), world.cache.join("socket")).unwrap();
    let wanted = 1 + u64::from(made.is_ok_and(|status| status.success()));
    assert_eq!(world.sweep(Mode::Clear).cleared.amount.files, wanted);
    assert!(world.is_empty());
    drop(socket);
}

/// Creates nested folders, each with a file, through handles, because no system call accepts such a long path.
fn deep(top: &Path, levels: u64) {
    let mut dir = Dir::open_ambient_dir(top, ambient_authority()).unwrap();
    for _ in 0..levels {
        dir.create_dir("d").unwrap();
        dir = dir.open_dir("d").unwrap();
        dir.write("file", "x").unwrap();
    }
}

#[test]
fn ten_thousand_folders_in_each_other_go_on_a_small_stack_with_few_handles() {
    let world = World::new();
    // Windows keeps whole paths, which end at 32,767 characters.
    let levels = if cfg!(windows) { 1000 } else { 10_000 };
    deep(&world.cache, levels);
    deep(&world.base.join("Default"), 3);
    let small = std::thread::Builder::new().name("small".to_owned()).stack_size(256 * 1024);
    let swept = |world: World| {
        let tried = world.sweep(Mode::DryRun);
        let done = world.sweep(Mode::Clear);
        (world, tried, done)
    };
    let (world, tried, done) = small.spawn(move || swept(world)).unwrap().join().unwrap();
    assert_eq!(tried.cleared.amount.files, levels);
    assert_eq!((done.cleared.amount.files, done.skipped), (levels, Vec::new()));
    assert!(world.is_empty());
    assert!(world.base.join("Default/d/d/d/file").exists(), "the neighbour stays");
}

#[test]
fn deep_and_broad_folders_are_each_entered_once() {
    let world = World::new();
    let mut files = 0;
    // The walk meets the folders beside the deep path on its way back, when it has closed the handles above.
    let mut dir = Dir::open_ambient_dir(&world.cache, ambient_authority()).unwrap();
    for _ in 0..150 {
        for side in ["a", "d", "z"] {
            dir.create_dir(side).unwrap();
            dir.write(format!("{side}/one"), "x").unwrap();
            files += 1;
        }
        dir = dir.open_dir("d").unwrap();
    }
    assert_eq!(world.sweep(Mode::DryRun).cleared.amount.files, files);
    assert_eq!(world.sweep(Mode::Clear).cleared.amount.files, files);
    assert!(world.is_empty());
}
