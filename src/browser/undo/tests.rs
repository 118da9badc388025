use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::super::jar_test_support::{self as jar, Layout};
use super::super::{Browser, Family, Packaging, Profile, Programs, Scope, SkipReason, Unwatched, Watch, cookies};
use super::{BackupStore, KEPT_FOR_DAYS};

pub(in crate::browser) struct Customer {
    folder: tempfile::TempDir,
    pub(in crate::browser) shelf: BackupStore,
    pub(in crate::browser) browser: Browser,
    pub(in crate::browser) profile: Profile,
}

pub(in crate::browser) fn now() -> Timestamp {
    "2026-11-24T03:00:00Z".parse().unwrap()
}

impl Customer {
    pub(in crate::browser) fn new() -> Self {
        let folder = crate::browser::jar_test_support::tempdir().unwrap();
        let dir = folder.path().join("Default");
        fs::create_dir(&dir).unwrap();
        let browser = Browser {
            id: "chromium".to_owned(),
            name: "Chromium".to_owned(),
            family: Family::Chromium,
            packaging: Packaging::System,
            version: None,
            data: folder.path().to_owned(),
            caches: Vec::new(),
            profiles: Vec::new(),
            programs: Programs::default(),
            by_hand: "chromium".to_owned(),
        };
        let profile = Profile {
            folder: "Default".to_owned(),
            name: "Person 1".to_owned(),
            dir,
            caches: Vec::new(),
            cookies: Vec::new(),
            last_used: None,
        };
        let shelf = BackupStore { folder: folder.path().join("shelf/undo") };
        Self { folder, shelf, browser, profile }
    }

    pub(in crate::browser) fn store(&self, layout: Layout) -> PathBuf {
        let store = self.profile.dir.join(format!("{layout:?}"));
        jar::make(&store, layout);
        store
    }

    pub(in crate::browser) fn keep_watched(&self, store: &Path, watch: &dyn Watch) -> Result<(), SkipReason> {
        self.shelf.keep(&self.browser, &self.profile, store, now(), watch)
    }

    fn keep(&self, store: &Path) {
        self.shelf.keep(&self.browser, &self.profile, store, now(), &Unwatched).unwrap();
    }

    pub(in crate::browser) fn clear(&self, store: &Path, family: Family, scope: &Scope) {
        self.keep(store);
        cookies::clear(store, family, scope, &Unwatched).unwrap();
        self.shelf.edited(store).unwrap();
    }
}

pub(in crate::browser) fn okpay() -> Scope {
    let sites = vec![super::super::Site::parse("okpay.com").unwrap()];
    Scope::Sites { sites, kept_for_them: super::super::PartitionChoice::Stays }
}

fn local_storage(customer: &Customer) -> PathBuf {
    let store = customer.profile.dir.join("Local Storage/leveldb");
    jar::put(&store.join("CURRENT"), b"MANIFEST-000001\n");
    jar::put(&store.join("000003.log"), b"the keys of all sites");
    jar::put(&store.join("LOCK"), b"");
    store
}

#[test]
fn what_was_cleared_comes_back_row_by_row() {
    for layout in Layout::ALL {
        let customer = Customer::new();
        let store = customer.store(layout);
        let copy = customer.folder.path().join("look");
        for suffix in ["", "-wal", "-journal"] {
            fs::copy(super::super::sqlite::companion(&store, suffix), super::super::sqlite::companion(&copy, suffix))
                .ok();
        }
        let before = jar::rows(&copy, layout.family());
        customer.clear(&store, layout.family(), &okpay());
        let kept = customer.shelf.kept(now());
        assert_eq!(kept.len(), 1, "{layout:?}");
        assert_eq!((kept[0].browser.as_str(), kept[0].profile.as_str()), ("chromium", "Person 1"));
        customer.shelf.put_back(&kept[0]).unwrap();
        assert_eq!(jar::health(&store), "ok");
        assert!(jar::rows(&store, layout.family()) == before, "{layout:?}");
        assert!(customer.shelf.kept(now()).is_empty());
        let mode = |path: &Path| -> String {
            Connection::open(path).unwrap().query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
        };
        assert_eq!(mode(&store), mode(&copy), "{layout:?}");
    }
}

#[test]
fn of_two_clearings_the_first_is_undone() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    let before = jar::rows(&store, Family::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    customer.clear(&store, Family::Chromium, &Scope::Everything);
    let kept = customer.shelf.kept(now());
    assert_eq!(kept.len(), 1);
    customer.shelf.put_back(&kept[0]).unwrap();
    assert!(jar::rows(&store, Family::Chromium) == before);
}

#[test]
fn once_the_browser_has_written_the_copy_is_out_of_date() {
    for seen in [true, false] {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        customer.clear(&store, Family::Chromium, &okpay());
        let kept = customer.shelf.kept(now());
        customer.shelf.seen_running(&["firefox".to_owned()]);
        assert_eq!(customer.shelf.kept(now()), kept, "another browser's");
        let browser = Connection::open(&store).unwrap();
        jar::insert(&browser, Layout::Chromium, &jar::JAR[0], "new");
        drop(browser);
        let after = jar::rows(&store, Family::Chromium);
        if seen {
            customer.shelf.seen_running(&["chromium".to_owned()]);
            assert_eq!(customer.shelf.put_back(&kept[0]).unwrap_err(), SkipReason::NoCopy);
        } else {
            assert_eq!(customer.shelf.put_back(&kept[0]).unwrap_err(), SkipReason::StartedSince);
        }
        assert!(customer.shelf.kept(now()).is_empty());
        assert!(jar::rows(&store, Family::Chromium) == after);
        assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
        // The next clearing has a copy of its own.
        customer.clear(&store, Family::Chromium, &Scope::Everything);
        customer.shelf.put_back(&customer.shelf.kept(now())[0]).unwrap();
        assert!(jar::rows(&store, Family::Chromium) == after);
    }
}

#[test]
fn a_program_that_ended_before_it_noted_the_edit_can_undo_it_all_the_same() {
    for edits in [1, 2] {
        for layout in [Layout::Chromium, Layout::Firefox] {
            let customer = Customer::new();
            let store = customer.store(layout);
            let before = jar::rows(&store, layout.family());
            if edits == 2 {
                customer.clear(&store, layout.family(), &okpay());
            }
            customer.keep(&store);
            cookies::clear(&store, layout.family(), &Scope::Everything, &Unwatched).unwrap();
            let kept = customer.shelf.kept(now());
            assert_eq!(kept.len(), 1, "{layout:?} {edits}");
            customer.shelf.put_back(&kept[0]).unwrap();
            assert!(jar::rows(&store, layout.family()) == before);
        }
    }
    // Unless the browser was started since.
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.keep(&store);
    cookies::clear(&store, Family::Chromium, &Scope::Everything, &Unwatched).unwrap();
    jar::insert(&Connection::open(&store).unwrap(), Layout::Chromium, &jar::JAR[0], "new");
    assert!(customer.shelf.kept(now()).is_empty());
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
}

#[test]
fn after_seven_days_copies_are_thrown_away() {
    let customer = Customer::new();
    let store = customer.store(Layout::Firefox);
    customer.clear(&store, Family::Firefox, &okpay());
    let days = |days: i64| now() + SignedDuration::from_hours(24 * days);
    assert_eq!(customer.shelf.kept(days(KEPT_FOR_DAYS)).len(), 1);
    assert_eq!(customer.shelf.kept(days(KEPT_FOR_DAYS + 1)).len(), 0);
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
}

#[test]
fn copies_of_sign_ins_do_not_outlive_their_week() {
    let days = |days: i64| now() + SignedDuration::from_hours(24 * days);
    let customer = Customer::new();
    customer.shelf.tidy(now());
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    customer.shelf.tidy(days(KEPT_FOR_DAYS));
    assert_eq!(customer.shelf.kept(now()).len(), 1);
    // Looking at browsers is enough, whether or not anything can be put back.
    customer.shelf.tidy(days(54));
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
    // A clock that was wrong then, and a copy that was never finished.
    customer.clear(&store, Family::Chromium, &Scope::Everything);
    jar::put(&customer.shelf.folder.join("0123.new/store"), b"half a copy");
    let changed = fs::metadata(customer.shelf.folder.join("0123.new")).unwrap().modified().unwrap();
    let changed = Timestamp::try_from(changed).unwrap();
    customer.shelf.tidy(changed);
    assert!(customer.shelf.folder.join("0123.new").exists(), "somebody may be at it");
    customer.shelf.tidy(days(-KEPT_FOR_DAYS - 300));
    // The clock says so for longer than it could be wrong by chance.
    customer.shelf.tidy(days(-KEPT_FOR_DAYS - 299));
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
}

#[test]
fn a_clock_that_is_wrong_for_a_moment_costs_nobody_their_copy() {
    let at = |time: &str| time.parse::<Timestamp>().unwrap();
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    for (wrong, minutes) in [("2035-06-01T10:00:00Z", 20), ("2010-01-01T00:00:00Z", 50)] {
        // The battery of the clock is dead. The program is started, looks, and a network sets the clock right.
        customer.shelf.tidy(at(wrong));
        let later = at(wrong) + SignedDuration::from_mins(minutes);
        assert_eq!(customer.shelf.kept(later).len(), 1, "it can be put back meanwhile");
        assert_eq!(customer.shelf.kept(now()).len(), 1);
    }
    // What was noted of the wrong clock is forgotten: it takes as long the next time.
    customer.shelf.tidy(at("2035-06-01T18:00:00Z"));
    assert_eq!(customer.shelf.kept(now()).len(), 1);
    // Cleared while the clock was wrong, put back right after it was set.
    let years = now() + SignedDuration::from_hours(24 * 365 * 9);
    assert_eq!(customer.shelf.kept(years).len(), 1);
    assert_eq!(customer.shelf.kept(years + SignedDuration::from_mins(59)).len(), 1);
    assert_eq!(customer.shelf.kept(years + SignedDuration::from_mins(61)).len(), 0);
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
}

#[test]
fn a_browser_seen_again_has_taken_its_store_over() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    // It has written nothing yet, but what it holds in its memory belongs to this store.
    customer.shelf.seen_running(&["chromium".to_owned()]);
    assert!(customer.shelf.kept(now()).is_empty());
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_copied_or_put_back_through_a_link() {
    let customer = Customer::new();
    let cookies = customer.store(Layout::Chromium);
    let keys = local_storage(&customer);
    customer.clear(&cookies, Family::Chromium, &okpay());
    customer.keep(&keys);
    jar::put(&keys.join("000003.log"), b"the keys of other sites");
    customer.shelf.edited(&keys).unwrap();
    let kept = customer.shelf.kept(now());
    assert_eq!(kept.len(), 2);
    let (dir, away) = (&customer.profile.dir, customer.folder.path().join("away"));
    fs::rename(dir, &away).unwrap();
    std::os::unix::fs::symlink(&away, dir).unwrap();
    let before = jar::listing(&away);
    let linked = SkipReason::LinkedAway(away.clone());
    for kept in &kept {
        assert_eq!(customer.shelf.put_back(kept).unwrap_err(), linked);
        let again = customer.shelf.keep(&customer.browser, &customer.profile, &kept.store, now(), &Unwatched);
        assert_eq!(again.unwrap_err(), linked);
    }
    assert!(jar::listing(&away) == before);
    fs::remove_file(dir).unwrap();
    fs::rename(&away, dir).unwrap();
    assert_eq!(customer.shelf.kept(now()).len(), 2, "they are still kept");
}

#[test]
fn what_was_not_edited_has_no_copy() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.keep(&store);
    assert!(customer.shelf.kept(now()).is_empty(), "it is being edited");
    customer.shelf.not_edited(&store);
    assert_eq!(fs::read_dir(&customer.shelf.folder).unwrap().count(), 0);
    // An older copy stays.
    customer.clear(&store, Family::Chromium, &okpay());
    customer.keep(&store);
    customer.shelf.not_edited(&store);
    assert_eq!(customer.shelf.kept(now()).len(), 1);
    // Nothing is no store.
    customer.keep(&customer.profile.dir.join("none"));
    assert_eq!(customer.shelf.kept(now()).len(), 1);
}

#[test]
fn the_folder_of_all_sites_keys_comes_back_as_it_was() {
    let customer = Customer::new();
    let store = local_storage(&customer);
    let before = fs::read(store.join("000003.log")).unwrap();
    customer.keep(&store);
    jar::put(&store.join("000003.log"), b"the keys of other sites");
    jar::put(&store.join("000004.log"), b"more");
    customer.shelf.edited(&store).unwrap();
    jar::put(&store.join("LOG"), b"says nothing");
    customer.shelf.put_back(&customer.shelf.kept(now())[0]).unwrap();
    assert_eq!(fs::read(store.join("000003.log")).unwrap(), before);
    assert!(!store.join("000004.log").exists());
    assert_eq!(fs::read_dir(store.parent().unwrap()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_look_at_the_copies() {
    use std::os::unix::fs::PermissionsExt as _;
    let customer = Customer::new();
    customer.clear(&customer.store(Layout::Chromium), Family::Chromium, &okpay());
    customer.keep(&local_storage(&customer));
    for (path, (_, bytes)) in jar::listing(&customer.shelf.folder) {
        let path = if path == "." { customer.shelf.folder.clone() } else { PathBuf::from(path) };
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if bytes.is_some() { 0o600 } else { 0o700 }, "{}", path.display());
    }
}

#[test]
fn a_store_in_use_is_neither_copied_nor_put_back() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    let browser = Connection::open(&store).unwrap();
    browser.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = customer.shelf.keep(&customer.browser, &customer.profile, &store, now(), &Unwatched);
    assert_eq!(refused.unwrap_err(), SkipReason::Locked);
    browser.execute_batch("COMMIT").unwrap();
    customer.clear(&store, Family::Chromium, &okpay());
    let kept = customer.shelf.kept(now());
    browser.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(customer.shelf.put_back(&kept[0]).unwrap_err(), SkipReason::Locked);
    browser.execute_batch("COMMIT").unwrap();
    drop(browser);
    customer.shelf.put_back(&kept[0]).unwrap();
}

#[test]
fn a_damaged_copy_is_not_put_back() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    let after = jar::rows(&store, Family::Chromium);
    let entry = fs::read_dir(&customer.shelf.folder).unwrap().next().unwrap().unwrap().path();
    jar::put(&entry.join("store"), b"half a cop");
    assert_eq!(customer.shelf.put_back(&customer.shelf.kept(now())[0]).unwrap_err(), SkipReason::NoCopy);
    assert!(jar::rows(&store, Family::Chromium) == after);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_profile_whose_name_is_no_text_is_cleared_and_comes_back() {
    use std::os::unix::ffi::OsStrExt as _;
    let mut customer = Customer::new();
    customer.profile.dir = customer.folder.path().join(std::ffi::OsStr::from_bytes(b"Pro\xff\xfefil"));
    fs::create_dir(&customer.profile.dir).unwrap();
    for layout in [Layout::Chromium, Layout::Firefox] {
        let store = customer.store(layout);
        let before = jar::rows(&store, layout.family());
        customer.clear(&store, layout.family(), &Scope::Everything);
        assert!(jar::rows(&store, layout.family()).is_empty());
        let kept = customer.shelf.kept(now());
        assert_eq!(kept[0].store, store);
        customer.shelf.put_back(&kept[0]).unwrap();
        assert!(jar::rows(&store, layout.family()) == before);
    }
}
