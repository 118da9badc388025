//! A pipe in the place of a file. A program that opens one for reading waits for ever, because no program writes to it.

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::super::jar_test_support::{self as jar, Layout};
use super::super::sqlite::companion;
use super::super::undo::tests::{Customer, okpay};
use super::super::{Family, SkipReason, Unwatched, cookies};
use super::tests::{local_storage, profile, scope, store};

/// Does the work, and fails the test if the work is not done in time.
fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, answer) = mpsc::channel();
    std::thread::Builder::new().name("in-time".to_owned()).spawn(move || done.send(work())).unwrap();
    answer.recv_timeout(Duration::from_secs(20)).unwrap()
}

fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::remove_file(path).ok();
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
}

#[test]
fn site_data_with_a_pipe_in_it_is_left_alone_and_reported() {
    let index = "Service Worker/CacheStorage/0a4d55a8d778e5022fab701977c5d840bbc486d0";
    for (wrong, reported) in [
        (format!("{index}/index.txt"), index),
        ("WebStorage/QuotaManager".to_owned(), "WebStorage/QuotaManager"),
        ("WebStorage/QuotaManager-journal".to_owned(), "WebStorage/QuotaManager"),
        ("File System/Origins/CURRENT".to_owned(), "File System/Origins"),
        ("Local Storage/leveldb/000099.log".to_owned(), "Local Storage/leveldb"),
    ] {
        let folder = jar::tempdir().unwrap();
        let dir = folder.path().to_owned();
        fs::create_dir_all(dir.join("WebStorage/1")).unwrap();
        fs::create_dir_all(dir.join("File System/000")).unwrap();
        store(&dir, &local_storage());
        if wrong.ends_with("-journal") {
            jar::make(&dir.join("WebStorage/QuotaManager"), Layout::Chromium);
        }
        pipe(&dir.join(&wrong));
        let looked = in_time(move || {
            let found = super::look(&profile(&dir), Family::Chromium, &[], &Unwatched);
            super::clear_keys(
                &profile(&dir),
                Family::Chromium,
                &scope(super::super::PartitionChoice::Goes),
                &Unwatched,
            )
            .ok();
            found
        });
        assert!(looked.skipped.iter().any(|skipped| skipped.path == folder.path().join(reported)), "{wrong}");
    }
}

#[test]
fn a_cookie_store_with_a_pipe_beside_it_is_left_alone() {
    for suffix in ["", "-wal", "-journal", "-shm"] {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        let wrong = companion(&store, suffix);
        fs::remove_file(&wrong).ok();
        pipe(&wrong);
        in_time(move || {
            let refused = cookies::count(&store, Family::Chromium, &[], &Unwatched).unwrap_err();
            assert_eq!(refused, SkipReason::UnknownKind, "{suffix}");
            let refused = cookies::clear(&store, Family::Chromium, &okpay(), &Unwatched).unwrap_err();
            assert_eq!(refused, SkipReason::UnknownKind, "{suffix}");
            assert_eq!(customer.keep_watched(&store, &Unwatched).unwrap_err(), SkipReason::UnknownKind, "{suffix}");
        });
    }
}

#[test]
fn nothing_is_put_back_in_the_place_of_a_pipe() {
    for suffix in ["", "-wal", "-journal", "-shm"] {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        customer.clear(&store, Family::Chromium, &okpay());
        let kept = customer.backups.restorable(super::super::undo::tests::now()).remove(0);
        let wrong = companion(&store, suffix);
        let away = companion(&store, "-away");
        fs::rename(&wrong, &away).ok();
        pipe(&wrong);
        in_time(move || {
            let now = super::super::undo::tests::now();
            customer.backups.restorable(now);
            assert_eq!(customer.backups.put_back(&kept).unwrap_err(), SkipReason::UnknownKind, "{suffix}");
            // Without the pipe it can be put back.
            fs::remove_file(&wrong).unwrap();
            fs::rename(&away, &wrong).ok();
            customer.backups.put_back(&kept).unwrap();
        });
    }
}
