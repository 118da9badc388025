//! Whoever wants to stop is answered at once, also in the middle of the largest stores.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::jar_test_support::{self as jar, Layout};
use super::site_data::{clear_keys, local_store, look};
use super::undo::tests::Customer;
use super::{Family, Progress, Scope, Site, SkipReason, Watch, cookies};

/// 100 ms are promised. Unoptimised, and with other tests running beside it, everything takes several times as long.
const PROMISED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 100 });

/// On a machine with so much else to do that this is more than promised, a wish may wait for this part of the whole work.
const PART_OF_WORK: u32 = 5;

/// What a busy machine holds up once, it does not hold up each time.
const TRIES: usize = 5;

/// After somebody has said that they want to stop, they are asked only so often again: on the way out.
const ASKED_AGAIN: usize = 8;

/// Megabytes in a store.
const SIZE: usize = 50;

/// Wants to stop from the moment on at which it is asked for so many times, and notes how long it was not asked: so long a
/// wish goes unheard.
struct Hasty {
    from: usize,
    asked: AtomicUsize,
    silence: Mutex<Silence>,
}

struct Silence {
    since: Instant,
    longest: Duration,
}

impl Silence {
    fn ends(&mut self) {
        self.longest = self.longest.max(self.since.elapsed());
        self.since = Instant::now();
    }
}

impl Hasty {
    fn after(from: usize) -> Self {
        let silence = Silence { since: Instant::now(), longest: Duration::ZERO };
        Self { from, asked: AtomicUsize::new(0), silence: Mutex::new(silence) }
    }

    /// Once the work has come to its end: how often it was asked, and the longest time in which it was not.
    fn over(self) -> (usize, Duration) {
        let mut silence = self.silence.into_inner().unwrap();
        silence.ends();
        (self.asked.into_inner(), silence.longest)
    }
}

impl Watch for Hasty {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        self.silence.lock().unwrap().ends();
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.from
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}

/// Does something with a wish to stop after so many questions, and says whether it was heard, and how long it could have
/// gone unheard. `work` answers whether it was stopped.
fn with_a_wish(from: usize, work: &dyn Fn(&dyn Watch) -> bool) -> (bool, Duration) {
    let hasty = Hasty::after(from);
    let stopped = work(&hasty);
    let (asked, silence) = hasty.over();
    assert!(asked <= from + ASKED_AGAIN, "it wanted to stop at question {from}, and was asked {asked} times");
    (stopped, silence)
}

/// Does something with wishes to stop at many moments, from at once to right before it would have been done. At least
/// `stops` of them have to be heard, and each at once.
fn at_any_moment(stops: usize, work: &dyn Fn(&dyn Watch) -> bool) {
    let begun = Instant::now();
    let patient = Hasty::after(usize::MAX);
    work(&patient);
    let (questions, _) = patient.over();
    let whole = begun.elapsed();
    let limit = PROMISED.max(whole / PART_OF_WORK);
    let (mut stopped, mut longest) = (0, Duration::ZERO);
    for part in [0, 1, 2, 3, 5, 8] {
        let (mut heard, mut least) = (false, Duration::MAX);
        for _ in 0..TRIES {
            let (stopped, silence) = with_a_wish(questions * part / 10, work);
            heard |= stopped;
            least = least.min(silence);
            if least < limit {
                break;
            }
        }
        stopped += usize::from(heard);
        longest = longest.max(least);
        assert!(least < limit, "a wish at {part}/10 of {whole:?} waited for {least:?}, each of {TRIES} times");
    }
    println!(
        "of work of {whole:?} and {questions} questions, {stopped} were stopped, the longest silence was {longest:?}"
    );
    assert!(stopped >= stops, "only {stopped} wishes were heard, of work that takes {whole:?}");
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
    // Held by its browser it is copied to be counted.
    let browser = Connection::open(&store).unwrap();
    browser.execute_batch("BEGIN EXCLUSIVE").unwrap();
    at_any_moment(2, &|watch| is_stop(&cookies::count(&store, Family::Chromium, &sites, watch)));
    drop(browser);
    at_any_moment(2, &|watch| {
        std::fs::remove_dir_all(&customer.backups.folder).ok();
        let stopped = is_stop(&customer.keep_watched(&store, watch));
        let kept = std::fs::read_dir(&customer.backups.folder).map_or(0, Iterator::count);
        assert!(!stopped || kept == 0, "half a copy lies around");
        stopped
    });
}

#[test]
fn clearing_a_large_cookie_store_stops_at_once() {
    let customer = Customer::new();
    let store = cookie_store(&customer);
    // The first one clears; the others have nothing to do any more and still check the whole store.
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
    // With nobody watching last: it would leave nothing to do.
    for from in [0, 3, 30, 300, 3_000] {
        let clear = |watch: &dyn Watch| {
            let stopped = is_stop(&clear_keys(&profile, Family::Chromium, &okpay(), watch));
            assert!(!stopped || super::site_data::tests::read(&profile.dir) == before);
            stopped
        };
        let tries = (0..TRIES).map(|_| {
            let begun = Instant::now();
            let (_, silence) = with_a_wish(from, &clear);
            (silence, PROMISED.max(begun.elapsed() / PART_OF_WORK))
        });
        let found = tries.into_iter().find(|(silence, limit)| silence < limit);
        println!("clearing keys, stopped at question {from}: {found:?}");
        assert!(found.is_some(), "a wish at question {from} waited too long, each of {TRIES} times");
    }
}
