//! Site data: folders and the shared key store of all sites, of a browser that ran when it was checked.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use okpay_wizard::browser::{
    Amount, ClearOutcome, DataKind, Mode, PartitionChoice, Process, ProcessOwner, Processes, RunningWhenSeen, Scope,
    Site, SkipReason, StepCounts, UndoStatus, Unwatched, WhenRunning,
};
use rusty_leveldb::{DB, Options};

use super::setup::{World, long_after, put};

/// The browser runs from one check of the processes to another; the checks are counted.
struct RunsFromTo(AtomicU64, u64, u64);

impl Processes for RunsFromTo {
    fn list(&self) -> Vec<Process> {
        let look = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        if look < self.1 || look >= self.2 {
            return Vec::new();
        }
        vec![Process {
            pid: 4242,
            exe: Some(PathBuf::from("/opt/the-browser")),
            name: "the-browser".to_owned(),
            arguments: vec!["/opt/the-browser".into()],
            owner: ProcessOwner::ThisUser,
        }]
    }
}

/// The check before the store is edited: it follows the check for the record, the one before the step and the one after
/// its folders.
const BEFORE_THE_EDIT: u64 = 4;

fn local_storage(world: &World) -> PathBuf {
    world.base.join("Default/Local Storage/leveldb")
}

fn origin(world: &World) -> PathBuf {
    world.base.join("Default/IndexedDB/https_okpay.com_0.indexeddb.leveldb")
}

/// Two keys of the site, one of another site, and a database of the site.
fn world() -> World {
    let world = World::new();
    let place = local_storage(&world);
    fs::create_dir_all(&place).unwrap();
    let mut store = DB::open(&place, Options { compressor: 0, ..Options::default() }).unwrap();
    store.put(b"VERSION", b"1").unwrap();
    for key in ["https://okpay.com\0\x01a", "https://okpay.com\0\x01b", "https://mail.example\0\x01c"] {
        store.put(format!("_{key}").as_bytes(), b"\x01value").unwrap();
    }
    store.flush().unwrap();
    store.close().unwrap();
    drop(store);
    put(&origin(&world).join("000003.log"), &[0; 100]);
    put(&origin(&world).join("CURRENT"), &[0; 16]);
    world
}

fn carry_out(world: &World, runs: (u64, u64), patience: WhenRunning) -> ClearOutcome {
    let mut plan = world.plan(Amount { files: 2, bytes: 116 }, long_after());
    let sites = vec![Site::parse("okpay.com").unwrap()];
    plan.scope = Scope::Sites { sites, kept_for_them: PartitionChoice::Goes };
    for step in &mut plan.steps {
        (step.part, step.seen) = (DataKind::SiteData, RunningWhenSeen::MaybeOpen);
        step.shown = StepCounts { entries: 1, untouched: 1, ..step.shown };
    }
    let cleaner = world.cleaner_among(Arc::new(RunsFromTo(AtomicU64::new(0), runs.0, runs.1)));
    cleaner.carry_out(&plan, Mode::Clear, patience, long_after(), &Unwatched).unwrap()
}

#[test]
fn what_the_browser_had_kept_in_memory_is_reported_and_cleared_too() {
    let world = world();
    let outcome = carry_out(&world, (u64::MAX, u64::MAX), WhenRunning::Skip);
    let step = &outcome.steps[0];
    assert!(outcome.is_whole() && outcome.undo == UndoStatus::Kept, "{step:?}");
    assert_eq!((step.cleared.amount.files, step.cleared.entries, step.cleared.untouched), (2, 2, 1));
    assert_eq!((step.entries_came, step.entries_vanished), (1, 0));
    assert!(!origin(&world).exists());
}

#[test]
fn a_browser_that_is_started_before_the_store_is_edited_is_waited_for_again() {
    let world = world();
    let outcome = carry_out(&world, (BEFORE_THE_EDIT, BEFORE_THE_EDIT + 2), WhenRunning::Wait);
    let step = &outcome.steps[0];
    assert!(outcome.is_whole(), "{step:?}");
    assert_eq!((step.cleared.amount.files, step.cleared.entries, step.vanished), (2, 2, 0));
}

#[test]
fn without_waiting_its_store_stays_and_the_result_says_so() {
    let swept = world();
    let outcome = carry_out(&swept, (BEFORE_THE_EDIT, u64::MAX), WhenRunning::Skip);
    let step = &outcome.steps[0];
    let skipped: Vec<_> = step.skipped.iter().map(|skipped| (&skipped.path, &skipped.why)).collect();
    assert_eq!(skipped, [(&local_storage(&swept), &SkipReason::Running)]);
    assert_eq!((step.cleared.amount.files, step.cleared.entries, step.entries_vanished), (2, 0, 0));

    let untouched = world();
    fs::remove_dir_all(origin(&untouched)).unwrap();
    let outcome = carry_out(&untouched, (BEFORE_THE_EDIT - 1, u64::MAX), WhenRunning::Skip);
    assert_eq!(outcome.steps[0].refused, Some(SkipReason::Running), "nothing of it was done");
    assert_eq!(outcome.undo, UndoStatus::Nothing);
}

#[test]
fn what_cannot_be_cleared_once_it_is_closed_is_named() {
    let world = world();
    put(&local_storage(&world).join("CURRENT"), b"no such file\n");
    let outcome = carry_out(&world, (u64::MAX, u64::MAX), WhenRunning::Skip);
    let step = &outcome.steps[0];
    let skipped: Vec<_> = step.skipped.iter().map(|skipped| &skipped.path).collect();
    assert_eq!(skipped, [&local_storage(&world)], "{:?}", step.skipped);
    assert!(!outcome.is_whole());
    assert_eq!((step.cleared.amount.files, step.cleared.entries, step.entries_vanished), (2, 0, 0));
}
