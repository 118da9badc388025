//! How a walk ends: it was cancelled, it left something over, or other programs changed files meanwhile; and its
//! progress reports.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use okpay_wizard::browser::{Amount, DataKind, Mode, Progress, SkipReason, Unwatched, Watch, WhenRunning, WorkStage};

use super::setup::{World, long_after, put};

/// Cancels after a number of queries; records each progress report, and its time.
#[derive(Default)]
struct Watcher {
    asked: AtomicU64,
    stops_after: Option<u64>,
    reports: Mutex<Vec<(Instant, Progress)>>,
}

impl Watch for Watcher {
    fn progress(&self, progress: &Progress) {
        self.reports.lock().unwrap().push((Instant::now(), progress.clone()));
    }

    fn is_cancelled(&self) -> bool {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        self.stops_after.is_some_and(|after| asked >= after)
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}

fn full(files: u64) -> World {
    let world = World::new();
    for number in 0..files {
        put(&world.cache.join(format!("{}/f_{number:06x}", number % 7)), &[0; 10]);
    }
    world
}

#[test]
fn files_that_vanished_and_files_that_came_are_counted_apart() {
    let world = full(10);
    let looked_at: Timestamp = Timestamp::try_from(newest(&world)).unwrap();
    for number in 0..3 {
        fs::remove_file(world.cache.join(format!("{number}/f_{number:06x}"))).unwrap();
    }
    std::thread::sleep(Duration::from_millis(30));
    put(&world.cache.join("new-1"), &[0; 5]);
    put(&world.cache.join("new-2"), &[0; 5]);
    let plan = world.plan(Amount { files: 10, bytes: 100 }, looked_at);
    let outcome = world.cleaner().carry_out(&plan, Mode::Clear, WhenRunning::Skip, long_after(), &Unwatched).unwrap();
    let step = &outcome.steps[0];
    assert_eq!(step.shown.amount, Amount { files: 10, bytes: 100 });
    assert_eq!(step.cleared.amount, Amount { files: 9, bytes: 80 });
    assert_eq!((step.vanished, step.came), (3, 2));
    assert!(world.is_empty(), "new files are deleted too, because half a cache is broken");
}

fn newest(world: &World) -> std::time::SystemTime {
    let files = (0..10).map(|number| world.cache.join(format!("{}/f_{number:06x}", number % 7)));
    files.map(|file| file.metadata().unwrap().modified().unwrap()).max().unwrap()
}

#[test]
fn it_stops_when_it_is_cancelled() {
    let world = full(400);
    let watcher = Watcher { stops_after: Some(100), ..Watcher::default() };
    let plan = world.plan(Amount { files: 400, bytes: 4000 }, long_after());
    let outcome = world.cleaner().carry_out(&plan, Mode::Clear, WhenRunning::Skip, long_after(), &watcher).unwrap();
    assert!(outcome.cancelled);
    let step = &outcome.steps[0];
    assert!((50..=101).contains(&step.cleared.amount.files), "{:?}", step.cleared);
    let left = step.skipped.iter().find(|skipped| skipped.why == SkipReason::Cancelled).unwrap();
    assert_eq!(left.files + step.cleared.amount.files, 400);
    assert_eq!(step.vanished, 0, "they are all still there");
}

#[test]
fn what_was_stopped_before_it_began_is_reported_as_such() {
    let world = full(3);
    let watcher = Watcher { stops_after: Some(0), ..Watcher::default() };
    let outcome = world.sweep_watched(Mode::Clear, &watcher);
    assert_eq!(outcome.steps[0].refused, Some(SkipReason::Cancelled));
    assert_eq!(outcome.steps[0].cleared.amount, Amount::default());
}

#[test]
fn progress_grows_and_does_not_chatter() {
    let world = full(3000);
    let watcher = Watcher::default();
    let plan = world.plan(Amount { files: 3000, bytes: 30_000 }, long_after());
    let began = Instant::now();
    world.cleaner().carry_out(&plan, Mode::Clear, WhenRunning::Skip, long_after(), &watcher).unwrap();
    let most = began.elapsed().as_millis() / 50 + 2;
    let reports = watcher.reports.into_inner().unwrap();
    assert!((1..=most).contains(&(reports.len() as u128)), "{} times", reports.len());
    assert!(reports.is_sorted_by_key(|(_, progress)| progress.done.files));
    let (_, first) = reports.first().unwrap();
    assert_eq!(first.stage, WorkStage::Clearing { browser: "Browser".to_owned(), part: DataKind::Cache });
    assert_eq!(first.total, Some(Amount { files: 3000, bytes: 30_000 }));
    assert_eq!(first.remaining, None, "there is no estimate before there is something to estimate from");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_deleted_is_named_and_the_rest_goes() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    let world = full(20);
    let stuck = world.cache.join("stuck");
    put(&stuck.join("deep/one"), b"x");
    put(&stuck.join("two"), b"x");
    // The superuser may do everything, so there the folder belongs to another user, and the walk leaves it alone for
    // that.
    let is_root = fs::metadata(&world.root).unwrap().uid() == 0;
    let wanted = if is_root {
        chown(&stuck, Some(12345), None).unwrap();
        chown(stuck.join("deep/one"), Some(12345), None).unwrap();
        SkipReason::OtherUser
    } else {
        fs::set_permissions(&stuck, fs::Permissions::from_mode(0o000)).unwrap();
        SkipReason::Denied
    };
    let outside = world.outside();
    let done = world.sweep(Mode::Clear);
    let mode = fs::metadata(&stuck).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode == 0, !is_root, "no permissions are changed");
    fs::set_permissions(&stuck, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(done.cleared.amount.files, 20);
    assert_eq!(done.refused, None);
    let skipped: Vec<_> = done.skipped.iter().map(|skipped| (&skipped.path, &skipped.why)).collect();
    assert_eq!(skipped, [(&stuck, &wanted)]);
    assert!(stuck.join("deep/one").exists() && stuck.join("two").exists());
    assert_eq!(fs::read_dir(&world.cache).unwrap().count(), 1);
    assert_eq!(world.outside(), outside);
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_deleted_are_counted_by_folder() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    let world = full(7);
    let stuck = world.cache.join("stuck");
    for name in ["a", "b", "c"] {
        put(&stuck.join(name), b"x");
    }
    let is_root = fs::metadata(&world.root).unwrap().uid() == 0;
    let wanted = if is_root {
        for name in ["a", "b", "c"] {
            chown(stuck.join(name), Some(12345), None).unwrap();
        }
        SkipReason::OtherUser
    } else {
        fs::set_permissions(&stuck, fs::Permissions::from_mode(0o555)).unwrap();
        SkipReason::Denied
    };
    let done = world.sweep(Mode::Clear);
    fs::set_permissions(&stuck, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(done.cleared.amount.files, 7);
    let skipped: Vec<_> = done.skipped.iter().map(|skipped| (&skipped.path, &skipped.why, skipped.files)).collect();
    assert_eq!(skipped, [(&stuck, &wanted, 3)]);
}

#[test]
fn copies_older_than_a_week_are_deleted_in_any_use_of_the_program() {
    type Use<'u> = &'u dyn Fn(&World, Timestamp);
    let note = r#"{"kept": {"browser": "chromium", "browser_name": "Chromium", "profile": "Person 1",
        "store": "/nowhere/Cookies", "edited_at": "2026-01-01T00:00:00Z"}, "before": "a", "after": "b", "edits": 0}"#;
    let at = |day: i64| "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * day);
    let uses: [Use<'_>; 3] = [
        &|world, now| drop(world.cleaner().look(&[], now, &Unwatched).unwrap()),
        &|world, now| {
            let plan = world.plan(Amount::default(), now);
            drop(world.cleaner().carry_out(&plan, Mode::DryRun, WhenRunning::Skip, now, &Unwatched).unwrap());
        },
        &|world, now| world.cleaner().tidy(now),
    ];
    for used in uses {
        let world = World::new();
        let copy = world.root.join("undo/0123");
        put(&copy.join("store"), b"sign-ins");
        put(&copy.join("note.json"), note.as_bytes());
        used(&world, at(6));
        assert!(copy.join("store").exists());
        used(&world, at(54));
        assert!(!copy.exists());
    }
}
