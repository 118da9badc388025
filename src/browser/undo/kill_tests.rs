//! The program is killed while it puts a store back. The store is then either the old one or the backup.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use super::super::jar_test_support::{self as jar, Aim, Layout};
use super::super::{Family, Scope, SkipReason, Unwatched, sqlite};
use super::BackupStore;
use super::tests::{Customer, now, okpay};

const KILLS: u32 = 40;

/// The variable that passes the folder of backups to the child.
const BACKUPS: &str = "OKPAY_WIZARD_TEST_KILL_BACKUPS";

/// The part of the test that runs in its own process.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(BACKUPS) else { return };
    let backups = BackupStore { folder: folder.into() };
    let kept = backups.restorable(now());
    jar::put(&backups.folder.with_extension("begun"), b"");
    backups.put_back(&kept[0]).unwrap();
}

fn spawn_and_wait(folder: &Path) -> Child {
    let name = format!("{}::child", module_path!().split_once("::").unwrap().1);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &name]).env(BACKUPS, folder).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn().unwrap();
    while !folder.with_extension("begun").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    child
}

/// A cleared store with its backup.
fn cleared(layout: Layout) -> (Customer, std::path::PathBuf) {
    let customer = Customer::new();
    let store = customer.store(layout);
    let connection = Connection::open(&store).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    for number in 0..1200 {
        jar::insert(&connection, layout, &jar::JAR[number % 2 * 13], &format!("many{number}"));
    }
    connection.execute_batch("COMMIT").unwrap();
    drop(connection);
    customer.clear(&store, layout.family(), &okpay());
    (customer, store)
}

#[test]
fn a_store_is_whole_if_the_program_is_killed_while_it_puts_it_back() {
    for layout in [Layout::Chromium, Layout::Firefox] {
        let (customer, store) = cleared(layout);
        let without = jar::rows(&store, layout.family());
        let mut child = spawn_and_wait(&customer.backups.folder);
        let mut aim = Aim::new();
        assert!(child.wait().unwrap().success());
        let with = jar::rows(&store, layout.family());
        assert_eq!(with.len(), 1200 + layout.cookies().len());
        for kill in 0..KILLS / 2 {
            let (customer, store) = cleared(layout);
            let mut child = spawn_and_wait(&customer.backups.folder);
            std::thread::sleep(aim.pause());
            child.kill().unwrap();
            child.wait().unwrap();
            let backups = &customer.backups;
            let still_kept = backups.restorable(now());
            assert_eq!(jar::health(&store), "ok", "{layout:?}, kill {kill}");
            let found = jar::rows(&store, layout.family());
            assert!(found == with || found == without, "{layout:?}, kill {kill}: {} rows", found.len());
            if found == without {
                // If the store is not back yet, it can still be put back.
                backups.put_back(&still_kept[0]).unwrap();
                assert!(jar::rows(&store, layout.family()) == with, "{layout:?}, kill {kill}");
                aim.saw_nothing();
            } else {
                aim.saw_all();
            }
        }
        println!("killed before it was done: {}; after: {}", aim.nothing, aim.all);
        assert!(aim.nothing > 2 && aim.all > 2, "the kills came too early or too late");
    }
}

/// Leaves a store as a program that was killed in the middle of a change: half written, with the journal that undoes it.
fn interrupt_change(store: &Path) {
    let connection = Connection::open(store).unwrap();
    connection.execute_batch("PRAGMA cache_size = 1; BEGIN; CREATE TABLE pages (page BLOB)").unwrap();
    for _ in 0..200 {
        connection.execute_batch("INSERT INTO pages VALUES (randomblob(4000))").unwrap();
    }
    let files = ["", "-journal"].map(|suffix| sqlite::companion(store, suffix));
    let half = files.clone().map(|file| fs::read(file).unwrap());
    drop(connection);
    for (file, bytes) in files.iter().zip(half) {
        jar::put(file, &bytes);
    }
}

#[test]
fn an_undo_that_was_interrupted_can_be_done_again() {
    for next in ["nothing", "the browser starts", "another clearing"] {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        let before = jar::rows(&store, Family::Chromium);
        customer.clear(&store, Family::Chromium, &Scope::Everything);
        customer.backups.entry(&store).unwrap().begin_putting_back().unwrap();
        interrupt_change(&store);
        match next {
            "the browser starts" => customer.backups.discard_of_running(&["chromium".to_owned()]),
            "another clearing" => {
                customer.keep_watched(&store, &Unwatched).unwrap();
                // The clearing fails and leaves the store rolled back.
                assert!(jar::rows(&store, Family::Chromium).is_empty());
                customer.backups.edit_failed(&store);
            }
            _ => {}
        }
        customer.backups.tidy(now());
        let kept = customer.backups.restorable(now());
        assert_eq!(kept.len(), 1, "after {next}");
        customer.backups.put_back(&kept[0]).unwrap();
        assert_eq!(jar::health(&store), "ok");
        assert!(jar::rows(&store, Family::Chromium) == before, "after {next}");
        assert!(customer.backups.restorable(now()).is_empty());
    }
}

#[test]
fn data_that_a_browser_wrote_after_an_interrupted_undo_stays() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    customer.backups.entry(&store).unwrap().begin_putting_back().unwrap();
    interrupt_change(&store);
    jar::insert(&Connection::open(&store).unwrap(), Layout::Chromium, &jar::JAR[0], "new");
    let after = jar::rows(&store, Family::Chromium);
    let kept = customer.backups.entry(&store).unwrap().backup().clone();
    assert_eq!(customer.backups.put_back(&kept).unwrap_err(), SkipReason::StartedSince);
    assert!(customer.backups.restorable(now()).is_empty());
    assert!(jar::rows(&store, Family::Chromium) == after);
}
