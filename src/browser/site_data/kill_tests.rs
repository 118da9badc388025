//! Kills the program while it edits the Local Storage. The store is always whole.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::super::jar_test_support::{Aim, put};
use super::super::{Family, PartitionChoice, Unwatched};
use super::leveldb::Pairs;
use super::tests::{local_storage, profile, read, scope, store};

const KILLS: u32 = 100;

/// The variable that gives the profile's path to the child.
const PROFILE: &str = "OKPAY_WIZARD_TEST_KILL_PROFILE";

/// The second process of the test.
#[test]
fn child() {
    let Some(dir) = std::env::var_os(PROFILE) else { return };
    put(&Path::new(&dir).join("begun"), b"");
    super::clear_keys(&profile(Path::new(&dir)), Family::Chromium, &scope(PartitionChoice::Goes), &Unwatched).unwrap();
}

fn spawn_and_wait(dir: &Path) -> Child {
    let name = format!("{}::child", module_path!().split_once("::").unwrap().1);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &name]).env(PROFILE, dir).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn().unwrap();
    while !dir.join("begun").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    child
}

fn pairs() -> Pairs {
    let mut pairs = local_storage();
    for number in 0..1500 {
        for site in ["okpay.com", "mail.example"] {
            let key = format!("_https://{site}\0\x01{number}");
            pairs.insert(key.into_bytes(), vec![number as u8; 100]);
        }
    }
    pairs
}

#[test]
fn killed_a_hundred_times_and_no_key_is_lost() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let before = pairs();
    let done = folder.path().join("done");
    store(&done, &before);
    let mut child = spawn_and_wait(&done);
    assert!(child.wait().unwrap().success());
    let after = read(&done);
    assert!(after.len() < before.len());
    let mut aim = Aim::new();
    for kill in 0..KILLS {
        let dir = folder.path().join(kill.to_string());
        store(&dir, &before);
        let mut child = spawn_and_wait(&dir);
        std::thread::sleep(aim.pause());
        child.kill().unwrap();
        child.wait().unwrap();
        // On systems that cannot exchange two folders, `look` moves a store back that was moved aside.
        super::look(&profile(&dir), Family::Chromium, &[], &Unwatched);
        let found = read(&dir);
        assert!(found == before || found == after, "kill {kill}: {} keys", found.len());
        if found == before {
            aim.saw_nothing();
        } else {
            aim.saw_all();
        }
        // An unfinished edit does not prevent the next one, and its leftovers are deleted.
        super::clear_keys(&profile(&dir), Family::Chromium, &scope(PartitionChoice::Goes), &Unwatched).unwrap();
        assert!(read(&dir) == after);
        assert_eq!(std::fs::read_dir(dir.join("Local Storage")).unwrap().count(), 1, "kill {kill}");
    }
    println!("killed before it was done: {}; after: {}", aim.nothing, aim.all);
    assert!(aim.nothing > 5 && aim.all > 5, "all kills came too early or too late");
}
