//! Two copies of the program at the same time.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use crate::pack::Os;

use super::super::cookies;
use super::super::jar_test_support::{self as jar, Layout};
use super::super::{
    BrowserTable, Cleaner, ClearOutcome, ClearPlan, ClearStep, DataKind, Family, Mode, Process, Processes, Progress,
    Roots, RunningWhenSeen, Scope, SkipReason, StepCounts, UndoStatus, Unwatched, User, Watch, WhenRunning,
};
use super::tests::{Customer, now, okpay};

struct NoProcesses;

impl Processes for NoProcesses {
    fn list(&self) -> Vec<Process> {
        Vec::new()
    }
}

/// A copy of the program that uses the same backups.
fn cleaner(customer: &Customer) -> Cleaner {
    let home = customer.browser.data.clone();
    let roots = Roots {
        os: if cfg!(windows) { Os::Windows } else { Os::Linux },
        config: home.join(".config"),
        cache: home.join(".cache"),
        chrome_config: home.join(".config"),
        policies: Vec::new(),
        host: "here".to_owned(),
        user: User::Owner,
        home,
    };
    Cleaner::new(roots, BrowserTable::default(), Arc::new(NoProcesses), customer.backups.folder.clone())
}

fn clear_all_cookies(cleaner: &Cleaner, customer: &Customer, store: &Path, watch: &dyn Watch) -> ClearOutcome {
    let mut profile = customer.profile.clone();
    profile.cookies = vec![store.to_owned()];
    let step = ClearStep {
        browser: customer.browser.clone(),
        profile: Some(profile),
        part: DataKind::Cookies,
        shown: StepCounts::default(),
        seen: RunningWhenSeen::Closed,
        folders: Vec::new(),
        skipped: Vec::new(),
    };
    let plan = ClearPlan { steps: vec![step], scope: Scope::Everything, looked_at: now() };
    cleaner.carry_out(&plan, Mode::Clear, WhenRunning::Skip, now(), watch).unwrap()
}

#[test]
fn two_programs_at_once_keep_the_backup_from_before_both() {
    for round in 0..15 {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        let before = jar::rows(&store, Family::Chromium);
        let start = Barrier::new(2);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let cleaner = cleaner(&customer);
                    start.wait();
                    clear_all_cookies(&cleaner, &customer, &store, &Unwatched);
                });
            }
        });
        assert!(jar::rows(&store, Family::Chromium).is_empty(), "round {round}");
        let back = cleaner(&customer).put_back(now()).unwrap();
        assert_eq!(back.len(), 1, "round {round}");
        assert_eq!(back[0].result, Ok(()), "round {round}");
        assert!(jar::rows(&store, Family::Chromium) == before, "round {round}");
        assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0, "round {round}");
    }
}

/// Cancels as soon as it has waited.
#[derive(Default)]
struct Impatient(AtomicBool);

impl Watch for Impatient {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }

    fn pause(&self, _time: std::time::Duration) {
        self.0.store(true, Ordering::Release);
    }
}

#[test]
fn while_another_program_holds_the_lock_nothing_is_edited_or_deleted() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    let cleaner = cleaner(&customer);
    let kept = cleaner.backups(now());
    let after = jar::rows(&store, Family::Chromium);

    let lock = customer.backups.lock(&Unwatched).unwrap();
    let outcome = clear_all_cookies(&cleaner, &customer, &store, &Impatient::default());
    assert!(outcome.cancelled);
    assert_eq!(outcome.undo, UndoStatus::Nothing);
    let back = cleaner.put_back(now()).unwrap();
    assert_eq!((back.len(), &back[0].result), (1, &Err(SkipReason::Locked)));
    assert!(jar::rows(&store, Family::Chromium) == after);
    cookies::clear(&store, Family::Chromium, &Scope::Everything, &Unwatched).unwrap();
    assert_eq!(cleaner.backups(now()), kept, "the program that holds the lock will record its edit");
    drop(lock);
    assert!(cleaner.backups(now()).is_empty(), "it did not");
}

#[test]
fn a_backup_that_was_never_finished_is_made_again() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    let entry = fs::read_dir(&customer.backups.folder).unwrap().next().unwrap().unwrap().path();
    // The program ended while it copied: there is half a copy and no note.
    fs::remove_file(entry.join("note.json")).unwrap();
    fs::rename(&entry, entry.with_extension("new")).unwrap();
    jar::put(&entry.with_extension("new").join("store"), b"half a copy");
    let before = jar::rows(&store, Family::Chromium);
    customer.clear(&store, Family::Chromium, &Scope::Everything);
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 1);
    customer.backups.put_back(&customer.backups.restorable(now())[0]).unwrap();
    assert!(jar::rows(&store, Family::Chromium) == before);
}
