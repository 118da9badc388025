//! A browser that runs is waited for, or left out; its cache is left alone until it is gone.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use okpay_wizard::browser::{
    Amount, Hand, Ours, Outcome, Part, Patience, Process, Processes, Progress, Stage, Trouble, Watch,
};

use crate::setup::{World, long_after, put};

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
            ours: Ours::Yes,
        }]
    }
}

/// Writes down which stages it is told of.
#[derive(Default)]
struct Watcher {
    stages: Mutex<Vec<Stage>>,
    stops: AtomicBool,
    stops_at: Option<Instant>,
    leaves_out: bool,
}

impl Watch for Watcher {
    fn progress(&self, progress: &Progress) {
        self.stages.lock().unwrap().push(progress.stage.clone());
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

fn carry_out(world: &World, runs_for: Duration, patience: Patience, watch: &Watcher) -> Outcome {
    let plan = world.plan(Amount { files: 1, bytes: 24 }, long_after());
    let cleaner = world.cleaner_among(Arc::new(RunsUntil(Instant::now() + runs_for)));
    cleaner.carry_out(&plan, Hand::Clear, patience, long_after(), watch).unwrap()
}

const FOR_EVER: Duration = Duration::from_secs(3600);

#[test]
fn it_waits_names_who_holds_it_and_goes_on_by_itself() {
    let (world, watcher) = (world(), Watcher::default());
    let outcome = carry_out(&world, Duration::from_millis(700), Patience::Wait, &watcher);
    assert_eq!((outcome.steps[0].cleared.amount.files, &outcome.steps[0].refused), (1, &None));
    assert!(outcome.took < Duration::from_millis(700), "waiting is not work: {:?}", outcome.took);
    assert!(world.is_empty());
    let stages = watcher.stages.into_inner().unwrap();
    let Some(Stage::Waiting { id, browser, holders, unclear }) = stages.first() else { panic!("{stages:?}") };
    assert_eq!((id.as_str(), browser.as_str(), unclear), ("browser", "Browser", &None));
    let told: Vec<_> = holders.iter().map(|holder| (holder.pid, holder.program.as_str())).collect();
    assert_eq!(told, [(4242, "the-browser")]);
    assert!(stages.contains(&Stage::Clearing { browser: "Browser".to_owned(), part: Part::Cache }));
}

#[test]
fn without_patience_it_is_left_out_and_said_so() {
    let world = world();
    let outcome = carry_out(&world, FOR_EVER, Patience::Skip, &Watcher::default());
    assert_eq!(outcome.steps[0].refused, Some(Trouble::Running));
    assert_eq!(outcome.steps[0].cleared.amount, Amount::default());
    assert!(!outcome.is_whole() && !world.is_empty());
}

#[test]
fn a_customer_may_go_on_without_it() {
    let world = world();
    let outcome = carry_out(&world, FOR_EVER, Patience::Wait, &Watcher { leaves_out: true, ..Watcher::default() });
    assert_eq!(outcome.steps[0].refused, Some(Trouble::Running));
    assert!(!outcome.cancelled && !world.is_empty());
}

#[test]
fn a_customer_who_stops_waiting_is_heard_at_once() {
    let world = world();
    let at = Instant::now() + Duration::from_millis(730);
    let outcome = carry_out(&world, FOR_EVER, Patience::Wait, &Watcher { stops_at: Some(at), ..Watcher::default() });
    assert!(at.elapsed() < Duration::from_millis(100), "{:?}", at.elapsed());
    assert!(outcome.cancelled && !world.is_empty());
    assert_eq!(outcome.steps[0].refused, Some(Trouble::Cancelled));
}
