//! The cleaner waits for a running browser, or skips it. It does not touch the browser's cache before the browser has
//! ended.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use okpay_wizard::browser::{
    Amount, ClearOutcome, DataKind, Mode, Process, ProcessOwner, Processes, Progress, SkipReason, Watch, WhenRunning,
    WorkStage,
};

use super::setup::{World, long_after, put};

/// The browser runs until this moment.
struct RunsUntil(Instant);

impl Processes for RunsUntil {
    fn list(&self) -> Vec<Process> {
        if Instant::now() >= self.0 {
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

/// Records each reported stage, and its time.
#[derive(Default)]
struct Watcher {
    stages: Mutex<Vec<(Instant, WorkStage)>>,
    stops: AtomicBool,
    stops_at: Option<Instant>,
    leaves_out: bool,
}

impl Watch for Watcher {
    fn progress(&self, progress: &Progress) {
        self.stages.lock().unwrap().push((Instant::now(), progress.stage.clone()));
    }

    fn is_cancelled(&self) -> bool {
        if self.stops_at.is_some_and(|at| Instant::now() >= at) {
            self.stops.store(true, Ordering::Relaxed);
        }
        self.stops.load(Ordering::Relaxed)
    }

    fn leaves_out(&self, browser: &str) -> bool {
        self.leaves_out && browser == "browser"
    }
}

fn world() -> World {
    let world = World::new();
    put(&world.cache.join("index"), &[0; 24]);
    world
}

fn carry_out(world: &World, runs_for: Duration, patience: WhenRunning, watch: &Watcher) -> ClearOutcome {
    let plan = world.plan(Amount { files: 1, bytes: 24 }, long_after());
    let cleaner = world.cleaner_among(Arc::new(RunsUntil(Instant::now() + runs_for)));
    cleaner.carry_out(&plan, Mode::Clear, patience, long_after(), watch).unwrap()
}

const FOR_EVER: Duration = Duration::from_hours(1);

#[test]
fn it_waits_names_who_holds_it_and_goes_on_by_itself() {
    let (world, watcher) = (world(), Watcher::default());
    let (begun, runs_for) = (Instant::now(), Duration::from_millis(700));
    let outcome = carry_out(&world, runs_for, WhenRunning::Wait, &watcher);
    let whole = begun.elapsed();
    assert_eq!((outcome.steps[0].cleared.amount.files, &outcome.steps[0].refused), (1, &None));
    assert!(world.is_empty());
    let (times, stages): (Vec<Instant>, Vec<WorkStage>) = watcher.stages.into_inner().unwrap().into_iter().unzip();
    // The shortest possible waiting time: from the report about the browser until the browser ended.
    let waited = (begun + runs_for).saturating_duration_since(times[0]);
    assert!(outcome.took + waited <= whole, "waiting is not work: {:?} of {whole:?}", outcome.took);
    let Some(WorkStage::Waiting { id, browser, holders, unclear }) = stages.first() else { panic!("{stages:?}") };
    assert_eq!((id.as_str(), browser.as_str(), unclear), ("browser", "Browser", &None));
    let named: Vec<_> = holders.iter().map(|holder| (holder.pid, holder.program.as_str())).collect();
    assert_eq!(named, [(4242, "the-browser")]);
    assert!(stages.contains(&WorkStage::Clearing { browser: "Browser".to_owned(), part: DataKind::Cache }));
}

#[test]
fn without_waiting_it_is_skipped_and_the_result_says_so() {
    let world = world();
    let outcome = carry_out(&world, FOR_EVER, WhenRunning::Skip, &Watcher::default());
    assert_eq!(outcome.steps[0].refused, Some(SkipReason::Running));
    assert_eq!(outcome.steps[0].cleared.amount, Amount::default());
    assert!(!outcome.is_whole() && !world.is_empty());
}

#[test]
fn a_customer_may_go_on_without_it() {
    let world = world();
    let outcome = carry_out(&world, FOR_EVER, WhenRunning::Wait, &Watcher { leaves_out: true, ..Watcher::default() });
    assert_eq!(outcome.steps[0].refused, Some(SkipReason::Running));
    assert!(!outcome.cancelled && !world.is_empty());
}

#[test]
fn waiting_stops_as_soon_as_the_customer_cancels() {
    let stop = || {
        let world = world();
        let at = Instant::now() + Duration::from_millis(730);
        let watcher = Watcher { stops_at: Some(at), ..Watcher::default() };
        let outcome = carry_out(&world, FOR_EVER, WhenRunning::Wait, &watcher);
        let late = at.elapsed();
        assert!(outcome.cancelled && !world.is_empty());
        assert_eq!(outcome.steps[0].refused, Some(SkipReason::Cancelled));
        late
    };
    // A busy machine may delay one of them, but not all.
    let late: Vec<Duration> = (0..5).map(|_| stop()).take_while(|late| *late >= Duration::from_millis(100)).collect();
    assert!(late.len() < 5, "{late:?}");
}

/// The browser starts when some files are deleted, and runs for a while.
struct StartsMeanwhile {
    files: Arc<AtomicUsize>,
    since: Mutex<Option<Instant>>,
    for_so_long: Duration,
}

impl Processes for StartsMeanwhile {
    fn list(&self) -> Vec<Process> {
        if self.files.load(Ordering::Relaxed) < SOME {
            return Vec::new();
        }
        let since = *self.since.lock().unwrap().get_or_insert_with(Instant::now);
        RunsUntil(since + self.for_so_long).list()
    }
}

/// A slow disk: every file takes a while. Counts the files.
struct Slow(Arc<AtomicUsize>);

impl Watch for Slow {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        std::thread::sleep(Duration::from_millis(3));
        self.0.fetch_add(1, Ordering::Relaxed);
        false
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}

const MANY: u64 = 400;

/// So many files that those left take longer than the time between two checks whether the browser runs.
const SOME: usize = 50;

/// A slow sweep of many files; the browser starts when some are deleted.
fn started_meanwhile(world: &World, for_so_long: Duration, patience: WhenRunning) -> ClearOutcome {
    for number in 0..MANY {
        put(&world.cache.join(format!("{}/f_{number:06x}", number % 4)), &[0; 10]);
    }
    let plan = world.plan(Amount { files: MANY, bytes: MANY * 10 }, long_after());
    let files = Arc::new(AtomicUsize::new(0));
    let browser = StartsMeanwhile { files: Arc::clone(&files), since: Mutex::new(None), for_so_long };
    let cleaner = world.cleaner_among(Arc::new(browser));
    cleaner.carry_out(&plan, Mode::Clear, patience, long_after(), &Slow(files)).unwrap()
}

#[test]
fn a_browser_that_is_started_meanwhile_keeps_the_rest_and_the_result_says_so() {
    let world = World::new();
    let outcome = started_meanwhile(&world, FOR_EVER, WhenRunning::Skip);
    let left = super::setup::listing(&world.cache).into_values().filter(|kind| kind != "folder").count() as u64;
    let step = &outcome.steps[0];
    assert!(left > 0 && left < MANY, "{left} files are left");
    assert_eq!((step.cleared.amount.files, step.vanished), (MANY - left, 0));
    let skipped: Vec<_> = step.skipped.iter().map(|skipped| (&skipped.why, skipped.files)).collect();
    assert_eq!(skipped, [(&SkipReason::Running, left)]);
    assert!(!outcome.is_whole() && step.refused.is_none(), "a part of it was done");
}

#[test]
fn with_patience_the_rest_goes_when_it_is_closed_again() {
    let world = World::new();
    let outcome = started_meanwhile(&world, Duration::from_millis(900), WhenRunning::Wait);
    assert!(world.is_empty() && outcome.is_whole(), "{:?}", outcome.steps);
    let step = &outcome.steps[0];
    assert_eq!((step.cleared.amount.files, step.vanished, step.came), (MANY, 0, 0), "the sum of both times");
}

/// The browser starts right after the first check.
#[derive(Default)]
struct RunsAfterTheFirstLook(AtomicBool);

impl Processes for RunsAfterTheFirstLook {
    fn list(&self) -> Vec<Process> {
        if self.0.swap(true, Ordering::Relaxed) { RunsUntil(Instant::now() + FOR_EVER).list() } else { Vec::new() }
    }
}

#[test]
fn a_short_sweep_is_looked_at_once_more_when_it_is_done() {
    let world = world();
    let plan = world.plan(Amount { files: 1, bytes: 24 }, long_after());
    let cleaner = world.cleaner_among(Arc::new(RunsAfterTheFirstLook::default()));
    let outcome = cleaner.carry_out(&plan, Mode::Clear, WhenRunning::Skip, long_after(), &Watcher::default()).unwrap();
    let step = &outcome.steps[0];
    assert_eq!((step.cleared.amount.files, step.vanished), (1, 0));
    assert_eq!(step.skipped.iter().map(|skipped| &skipped.why).collect::<Vec<_>>(), [&SkipReason::Running]);
    assert!(!outcome.is_whole());
}
