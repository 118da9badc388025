//! Kills the program in the middle of clearing, again and again. No store is ever half cleared.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::super::jar_test_support::{self as jar, Aim, Layout};
use super::super::{Owner, PartitionChoice, Scope, Site, Unwatched};

const KILLS: u64 = 200;

/// The variable that gives the store's path to the child.
const STORE: &str = "OKPAY_WIZARD_TEST_KILL_STORE";
const FAMILY: &str = "OKPAY_WIZARD_TEST_KILL_FIREFOX";

/// The second process of the test: it clears, and is killed meanwhile.
#[test]
fn child() {
    let Some(store) = std::env::var_os(STORE) else { return };
    let layout = if std::env::var_os(FAMILY).is_some() { Layout::FirefoxWithLog } else { Layout::Chromium };
    jar::put(&Path::new(&store).with_extension("begun"), b"");
    let scope = Scope::Sites { sites: vec![Site::parse("okpay.com").unwrap()], kept_for_them: PartitionChoice::Goes };
    super::clear(Path::new(&store), layout.family(), &scope, &Unwatched).unwrap();
}

fn spawn(store: &Path, layout: Layout) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{}::child", module_path!().split_once("::").unwrap().1)]);
    command.env(STORE, store).stdout(Stdio::null()).stderr(Stdio::null());
    if layout == Layout::FirefoxWithLog {
        command.env(FAMILY, "1");
    }
    command.spawn().unwrap()
}

/// Starts the child and waits until it begins to clear.
fn spawn_and_wait(store: &Path, layout: Layout) -> Child {
    let child = spawn(store, layout);
    while !store.with_extension("begun").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    child
}

#[test]
fn killed_two_hundred_times_and_every_store_is_whole() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    for layout in [Layout::Chromium, Layout::FirefoxWithLog] {
        // The store is made once and copied for every kill.
        let pattern = folder.path().join(format!("pattern-{layout:?}/Cookies"));
        std::fs::create_dir_all(pattern.parent().unwrap()).unwrap();
        big_store(&pattern, layout);
        let before = rows_of_copy(folder.path(), &pattern, layout);
        let stays: Vec<_> = before.iter().filter(|row| stays(row)).cloned().collect();
        assert!(!stays.is_empty() && stays.len() < before.len());
        let mut aim = Aim::new();
        for kill in 0..KILLS / 2 {
            let store = folder.path().join(format!("{layout:?}-{kill}/Cookies"));
            copy(&pattern, &store);
            let mut child = spawn_and_wait(&store, layout);
            std::thread::sleep(aim.pause());
            child.kill().unwrap();
            child.wait().unwrap();
            assert_eq!(jar::health(&store), "ok", "{layout:?}, kill {kill}");
            let after = jar::rows(&store, layout.family());
            assert!(after == before || after == stays, "{layout:?}, kill {kill}: half cleared");
            if after == before {
                aim.saw_nothing();
            } else {
                aim.saw_all();
            }
            std::fs::remove_dir_all(store.parent().unwrap()).unwrap();
        }
        println!("killed before it was done: {}; after: {}", aim.nothing, aim.all);
        assert!(aim.nothing > 5 && aim.all > 5, "all kills came too early or too late");
    }
}

/// A store with so many cookies that clearing takes a while.
fn big_store(store: &Path, layout: Layout) {
    jar::make(store, layout);
    let connection = rusqlite::Connection::open(store).unwrap();
    connection.execute_batch("PRAGMA wal_autocheckpoint = 0; BEGIN").unwrap();
    for number in 0..1500 {
        for cookie in [&jar::JAR[0], &jar::JAR[8], &jar::JAR[13]] {
            jar::insert(&connection, layout, cookie, &format!("many{number}"));
        }
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Whether a row stays: its value names its cookie.
fn stays(row: &[rusqlite::types::Value]) -> bool {
    let value = row.iter().find_map(|cell| match cell {
        rusqlite::types::Value::Text(text) if text.starts_with("value-of-") => Some(text.clone()),
        rusqlite::types::Value::Blob(bytes) => String::from_utf8(bytes.clone()).ok(),
        rusqlite::types::Value::Text(_)
        | rusqlite::types::Value::Null
        | rusqlite::types::Value::Integer(_)
        | rusqlite::types::Value::Real(_) => None,
    });
    let value = value.unwrap();
    jar::JAR.iter().any(|cookie| cookie.3 == Owner::Other && jar::value(cookie) == value)
}

fn copy(from: &Path, to: &Path) {
    let (from, to) = (from.parent().unwrap(), to.parent().unwrap());
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn rows_of_copy(folder: &Path, pattern: &Path, layout: Layout) -> Vec<Vec<rusqlite::types::Value>> {
    let store = folder.join(format!("look-{layout:?}/Cookies"));
    copy(pattern, &store);
    jar::rows(&store, layout.family())
}
