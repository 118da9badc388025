//! The program is killed while it puts a store back, and the store is the one or the other.

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

/// Names the shelf to the child.
const SHELF: &str = "OKPAY_WIZARD_TEST_KILL_SHELF";

/// The other half of the story, in a process of its own.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(SHELF) else { return };
    let shelf = BackupStore { folder: folder.into() };
    let kept = shelf.kept(now());
    jar::put(&shelf.folder.with_extension("begun"), b"");
    shelf.put_back(&kept[0]).unwrap();
}

fn spawn_and_wait(shelf: &Path) -> Child {
    let name = format!("{}::child", module_path!().split_once("::").unwrap().1);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &name]).env(SHELF, shelf).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn().unwrap();
    while !shelf.with_extension("begun").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    child
}

/// A cleared store with its copy.
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
fn killed_while_it_puts_a_store_back_and_the_store_is_whole() {
    for layout in [Layout::Chromium, Layout::Firefox] {
        let (customer, store) = cleared(layout);
        let without = jar::rows(&store, layout.family());
        let mut child = spawn_and_wait(&customer.shelf.folder);
        let mut aim = Aim::new();
        assert!(child.wait().unwrap().success());
        let with = jar::rows(&store, layout.family());
        assert_eq!(with.len(), 1200 + layout.cookies().len());
        for kill in 0..KILLS / 2 {
            let (customer, store) = cleared(layout);
            let mut child = spawn_and_wait(&customer.shelf.folder);
            std::thread::sleep(aim.pause());
            child.kill().unwrap();
            child.wait().unwrap();
            let shelf = &customer.shelf;
            let still_kept = shelf.kept(now());
            assert_eq!(jar::health(&store), "ok", "{layout:?}, kill {kill}");
            let found = jar::rows(&store, layout.family());
            assert!(found == with || found == without, "{layout:?}, kill {kill}: {} rows", found.len());
            if found == without {
                // What is not back yet can still be put back.
                shelf.put_back(&still_kept[0]).unwrap();
                assert!(jar::rows(&store, layout.family()) == with, "{layout:?}, kill {kill}");
                aim.saw_nothing();
            } else {
                aim.saw_all();
            }
        }
        println!("killed before it was done: {}; after: {}", aim.nothing, aim.all);
        assert!(aim.nothing > 2 && aim.all > 2, "the kills came all too early or too late");
    }
}

/// A store as it lies when the program ended in the middle of a change: half written, with the journal that undoes it.
fn break_off(store: &Path) {
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
fn an_undo_that_was_broken_off_can_be_done_again() {
    for seen in ["nobody", "the browser", "another clearing"] {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        let before = jar::rows(&store, Family::Chromium);
        customer.clear(&store, Family::Chromium, &Scope::Everything);
        customer.shelf.entry(&store).unwrap().begin_putting_back().unwrap();
        break_off(&store);
        match seen {
            "the browser" => customer.shelf.seen_running(&["chromium".to_owned()]),
            "another clearing" => {
                customer.keep_watched(&store, &Unwatched).unwrap();
                // It comes to nothing, and leaves the store rolled back.
                assert!(jar::rows(&store, Family::Chromium).is_empty());
                customer.shelf.not_edited(&store);
            }
            _ => {}
        }
        customer.shelf.tidy(now());
        let kept = customer.shelf.kept(now());
        assert_eq!(kept.len(), 1, "seen by {seen}");
        customer.shelf.put_back(&kept[0]).unwrap();
        assert_eq!(jar::health(&store), "ok");
        assert!(jar::rows(&store, Family::Chromium) == before, "seen by {seen}");
        assert!(customer.shelf.kept(now()).is_empty());
    }
}

#[test]
fn what_a_browser_wrote_after_a_broken_off_undo_is_not_taken_from_it() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    customer.shelf.entry(&store).unwrap().begin_putting_back().unwrap();
    break_off(&store);
    jar::insert(&Connection::open(&store).unwrap(), Layout::Chromium, &jar::JAR[0], "new");
    let after = jar::rows(&store, Family::Chromium);
    let kept = customer.shelf.entry(&store).unwrap().kept().clone();
    assert_eq!(customer.shelf.put_back(&kept).unwrap_err(), SkipReason::StartedSince);
    assert!(customer.shelf.kept(now()).is_empty());
    assert!(jar::rows(&store, Family::Chromium) == after);
}
