//! Whoever wants to stop is answered at once, also in the middle of the largest stores.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::jar::{self, Layout};
use super::site_data::{clear_keys, local_store, look};
use super::undo::tests::Customer;
use super::{Family, Progress, Scope, Site, Trouble, Unwatched, Watch, cookies};

/// 100 ms are promised. Unoptimised, and with other tests running beside it, everything takes several times as long.
const PROMISED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 100 });

/// Megabytes in a store.
const SIZE: usize = 50;

/// Wants to stop from a moment on.
struct Hasty {
    from: Instant,
}

impl Hasty {
    fn after(wait: Duration) -> Self {
        Self { from: Instant::now() + wait }
    }
}

impl Watch for Hasty {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        Instant::now() >= self.from
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}

/// Does something with wishes to stop at many moments, from at once to right before it would have been done. At least
/// `stops` of them have to be heard; whether one was is what `work` answers.
fn at_any_moment(stops: usize, work: &dyn Fn(&dyn Watch) -> bool) {
    let begun = Instant::now();
    work(&Unwatched);
    let whole = begun.elapsed();
    let (mut stopped, mut latest) = (0, Duration::ZERO);
    for part in [0, 1, 2, 3, 5, 8] {
        let hasty = Hasty::after(whole * part / 10);
        stopped += usize::from(work(&hasty));
        let late = Instant::now().saturating_duration_since(hasty.from);
        latest = latest.max(late);
        assert!(late < PROMISED, "wanted to stop at {part}/10 of {whole:?}, and waited {late:?}");
    }
    println!("of work that takes {whole:?}, {stopped} were stopped, the latest after {latest:?}");
    assert!(stopped >= stops, "only {stopped} wishes were heard, of work that takes {whole:?}");
}

fn is_stop<T: std::fmt::Debug>(answer: &Result<T, Trouble>) -> bool {
    assert!(answer.is_ok() || matches!(answer, Err(Trouble::Cancelled)), "{answer:?}");
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
        std::fs::remove_dir_all(&customer.shelf.folder).ok();
        let stopped = is_stop(&customer.keep_watched(&store, watch));
        let kept = std::fs::read_dir(&customer.shelf.folder).map_or(0, Iterator::count);
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
        found.skipped.iter().any(|skipped| skipped.why == Trouble::Cancelled)
    });
    let store = local_store(&profile);
    at_any_moment(2, &|watch| {
        std::fs::remove_dir_all(&customer.shelf.folder).ok();
        is_stop(&customer.keep_watched(&store, watch))
    });
    // With nobody watching last: it would leave nothing to do.
    for wait in [0, 20, 60, 120, 200] {
        let hasty = Hasty::after(Duration::from_millis(wait));
        let answer = clear_keys(&profile, Family::Chromium, &okpay(), &hasty);
        let late = Instant::now().saturating_duration_since(hasty.from);
        println!("clearing keys: {late:?}");
        assert!(late < PROMISED, "wanted to stop after {wait} ms, and waited {late:?}");
        assert!(!is_stop(&answer) || super::site_data::tests::read(&profile.dir) == before);
    }
}
