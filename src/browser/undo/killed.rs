//! The program is killed while it puts a store back, and the store is the one or the other.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use super::super::jar::{self, Aim, Layout};
use super::UndoShelf;
use super::tests::{Customer, now, okpay};

const KILLS: u32 = 40;

/// Names the shelf to the child.
const SHELF: &str = "OKPAY_WIZARD_TEST_KILL_SHELF";

/// The other half of the story, in a process of its own.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(SHELF) else { return };
    let shelf = UndoShelf { folder: folder.into() };
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
            assert_eq!(jar::health(&store), "ok", "{layout:?}, kill {kill}");
            let found = jar::rows(&store, layout.family());
            assert!(found == with || found == without, "{layout:?}, kill {kill}: {} rows", found.len());
            if found == without {
                aim.saw_nothing();
            } else {
                aim.saw_all();
            }
        }
        println!("killed before it was done: {}; after: {}", aim.nothing, aim.all);
        assert!(aim.nothing > 2 && aim.all > 2, "the kills came all too early or too late");
    }
}
