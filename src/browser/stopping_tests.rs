//! A customer who wants to stop is obeyed at once, even in the middle of the largest stores.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::jar_test_support::{self as jar, Layout};
use super::site_data::{clear_keys, local_store, look};
use super::undo::tests::Customer;
use super::{Family, Progress, Scope, Site, SkipReason, Watch, cookies};

/// The program promises 100 ms. Without optimisation, and with other tests at the same time, everything takes several
/// times as long.
const PROMISED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 100 });

/// On a very busy machine, a request to stop may wait for this part of the whole work if that is longer.
const PART_OF_WORK: u32 = 5;

/// A busy machine may delay one attempt, but not all of them.
const TRIES: usize = 5;

/// How often the work may ask again after the request to stop, while it ends.
const ASKED_AGAIN: usize = 8;

/// The size of a store in megabytes.
const SIZE: usize = 50;

/// Wants to stop from the question with this number on, and records the longest time between two questions: so long may
/// a request to stop wait.
struct StopsAt {
    from: usize,
    asked: AtomicUsize,
    times: Mutex<QuestionTimes>,
}

struct QuestionTimes {
    since: Instant,
    longest: Duration,
}

impl QuestionTimes {
    fn question(&mut self) {
        self.longest = self.longest.max(self.since.elapsed());
        self.since = Instant::now();
    }
}

impl StopsAt {
    fn after(from: usize) -> Self {
        let times = QuestionTimes { since: Instant::now(), longest: Duration::ZERO };
        Self { from, asked: AtomicUsize::new(0), times: Mutex::new(times) }
    }

    /// Ends the record: the number of questions, and the longest time between two of them.
    fn finish(self) -> (usize, Duration) {
        let mut times = self.times.into_inner().unwrap();
        times.question();
        (self.asked.into_inner(), times.longest)
    }
}

impl Watch for StopsAt {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        self.times.lock().unwrap().question();
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.from
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}

/// Does some work with a request to stop after this many questions. Returns whether the work stopped, and how long the
/// request could have waited. `work` returns whether it was stopped.
fn stop_after(from: usize, work: &dyn Fn(&dyn Watch) -> bool) -> (bool, Duration) {
    let stopper = StopsAt::after(from);
    let result = work(&stopper);
    let (asked, longest) = stopper.finish();
    assert!(asked <= from + ASKED_AGAIN, "it wanted to stop at question {from}, and was asked {asked} times");
    (result, longest)
}

/// Does some work with requests to stop at many moments, from its beginning to right before its end. At least `stops`
/// of the requests must stop the work, and each of them at once.
fn at_any_moment(stops: usize, work: &dyn Fn(&dyn Watch) -> bool) {
    let begun = Instant::now();
    let patient = StopsAt::after(usize::MAX);
    work(&patient);
    let (questions, _) = patient.finish();
    let whole = begun.elapsed();
    let limit = PROMISED.max(whole / PART_OF_WORK);
    let (mut stopped, mut longest) = (0, Duration::ZERO);
    for part in [0, 1, 2, 3, 5, 8] {
        let (mut was_stopped, mut shortest) = (false, Duration::MAX);
        for _ in 0..TRIES {
            let (stopped, waited) = stop_after(questions * part / 10, work);
            was_stopped |= stopped;
            shortest = shortest.min(waited);
            if shortest < limit {
                break;
            }
        }
        stopped += usize::from(was_stopped);
        longest = longest.max(shortest);
        assert!(shortest < limit, "a request at {part}/10 of {whole:?} waited for {shortest:?}, each of {TRIES} times");
    }
    println!(
        "work of {whole:?} and {questions} questions: {stopped} requests stopped it, the longest wait was {longest:?}"
    );
    assert!(stopped >= stops, "only {stopped} requests stopped work that takes {whole:?}");
}

fn is_stop<T: std::fmt::Debug>(answer: &Result<T, SkipReason>) -> bool {
    assert!(answer.is_ok() || matches!(answer, Err(SkipReason::Cancelled)), "{answer:?}");
    answer.is_err()
}

fn cookie_store(customer: &Customer) -> PathBuf {
    let store = customer.store(Layout::Chromium);
    let connection = Connection::open(&store).unwrap();
    connection.execute_batch("PRAGMA synchronous = OFF; BEGIN").unwrap();
    let value = vec![b'v'; 4000];
    for number in 0..SIZE * 250 {
        let host = if number % 50 == 0 { "okpay.com" } else { "mail.example" };
        let insert = "INSERT INTO cookies VALUES (13344, ?1, '', ?2, '', ?3, '/', 1, 2, 443)";
        connection.prepare_cached(insert).unwrap().execute(params![host, format!("large{number}"), value]).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    store
}

fn okpay() -> Scope {
    super::undo::tests::okpay()
}

#[test]
fn counting_and_copying_a_large_cookie_store_stop_at_once() {
    let customer = Customer::new();
    let store = cookie_store(&customer);
    let sites = [Site::parse("okpay.com").unwrap()];
    at_any_moment(1, &|watch| is_stop(&cookies::count(&store, Family::Chromium, &sites, watch)));
    // A store that its browser has locked is copied to be counted.
    let browser = Connection::open(&store).unwrap();
    browser.execute_batch("BEGIN EXCLUSIVE").unwrap();
    at_any_moment(2, &|watch| is_stop(&cookies::count(&store, Family::Chromium, &sites, watch)));
    drop(browser);
    at_any_moment(2, &|watch| {
        std::fs::remove_dir_all(&customer.backups.folder).ok();
        let stopped = is_stop(&customer.keep_watched(&store, watch));
        let kept = std::fs::read_dir(&customer.backups.folder).map_or(0, Iterator::count);
        assert!(!stopped || kept == 0, "half a copy is left");
        stopped
    });
}

#[test]
fn clearing_a_large_cookie_store_stops_at_once() {
    let customer = Customer::new();
    let store = cookie_store(&customer);
    // The first run clears; the others find nothing to clear and still check the whole store.
    at_any_moment(1, &|watch| is_stop(&cookies::clear(&store, Family::Chromium, &okpay(), watch)));
    assert_eq!(jar::health(&store), "ok");
}

fn large_storage(dir: &Path) {
    let mut pairs = super::site_data::tests::local_storage();
    for number in 0..SIZE * 4 {
        let site = if number % 2 == 0 { "okpay.com" } else { "mail.example" };
        pairs.insert(format!("_https://{site}\0\x01{number}").into_bytes(), vec![number as u8; 250_000]);
    }
    super::site_data::tests::store(dir, &pairs);
}

#[test]
fn looking_into_copying_and_clearing_a_large_local_storage_stop_at_once() {
    let customer = Customer::new();
    let profile = customer.profile.clone();
    large_storage(&profile.dir);
    let before = super::site_data::tests::read(&profile.dir);
    let sites = [Site::parse("okpay.com").unwrap()];
    at_any_moment(2, &|watch| {
        let found = look(&profile, Family::Chromium, &sites, watch);
        found.skipped.iter().any(|skipped| skipped.why == SkipReason::Cancelled)
    });
    let store = local_store(&profile);
    at_any_moment(2, &|watch| {
        std::fs::remove_dir_all(&customer.backups.folder).ok();
        is_stop(&customer.keep_watched(&store, watch))
    });
    // A run without a request to stop would clear the keys and leave nothing to do, so there is none.
    for from in [0, 3, 30, 300, 3_000] {
        let clear = |watch: &dyn Watch| {
            let stopped = is_stop(&clear_keys(&profile, Family::Chromium, &okpay(), watch));
            assert!(!stopped || super::site_data::tests::read(&profile.dir) == before);
            stopped
        };
        let tries = (0..TRIES).map(|_| {
            let begun = Instant::now();
            let (_, waited) = stop_after(from, &clear);
            (waited, PROMISED.max(begun.elapsed() / PART_OF_WORK))
        });
        let found = tries.into_iter().find(|(waited, limit)| waited < limit);
        println!("clearing keys, stopped at question {from}: {found:?}");
        assert!(found.is_some(), "a request at question {from} waited too long, each of {TRIES} times");
    }
}
