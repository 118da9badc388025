use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::super::jar_test_support::{self as jar, Layout};
use super::super::{Browser, Family, Packaging, Profile, Programs, Scope, SkipReason, Unwatched, Watch, cookies};
use super::{BackupStore, KEPT_FOR_DAYS};

pub(in crate::browser) struct Customer {
    folder: tempfile::TempDir,
    pub(in crate::browser) backups: BackupStore,
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
        let backups = BackupStore { folder: folder.path().join("backups/undo") };
        Self { folder, backups, browser, profile }
    }

    pub(in crate::browser) fn store(&self, layout: Layout) -> PathBuf {
        let store = self.profile.dir.join(format!("{layout:?}"));
        jar::make(&store, layout);
        store
    }

    pub(in crate::browser) fn keep_watched(&self, store: &Path, watch: &dyn Watch) -> Result<(), SkipReason> {
        self.backups.back_up(&self.browser, &self.profile, store, now(), watch)
    }

    fn keep(&self, store: &Path) {
        self.backups.back_up(&self.browser, &self.profile, store, now(), &Unwatched).unwrap();
    }

    pub(in crate::browser) fn clear(&self, store: &Path, family: Family, scope: &Scope) {
        self.keep(store);
        cookies::clear(store, family, scope, &Unwatched).unwrap();
        self.backups.record_edit(store).unwrap();
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
fn a_cleared_store_comes_back_row_by_row() {
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
        let kept = customer.backups.restorable(now());
        assert_eq!(kept.len(), 1, "{layout:?}");
        assert_eq!((kept[0].browser.as_str(), kept[0].profile.as_str()), ("chromium", "Person 1"));
        customer.backups.put_back(&kept[0]).unwrap();
        assert_eq!(jar::health(&store), "ok");
        assert!(jar::rows(&store, layout.family()) == before, "{layout:?}");
        assert!(customer.backups.restorable(now()).is_empty());
        let mode = |path: &Path| -> String {
            Connection::open(path).unwrap().query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
        };
        assert_eq!(mode(&store), mode(&copy), "{layout:?}");
    }
}

#[test]
fn after_two_clearings_undo_brings_back_the_store_from_before_the_first() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    let before = jar::rows(&store, Family::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    customer.clear(&store, Family::Chromium, &Scope::Everything);
    let kept = customer.backups.restorable(now());
    assert_eq!(kept.len(), 1);
    customer.backups.put_back(&kept[0]).unwrap();
    assert!(jar::rows(&store, Family::Chromium) == before);
}

#[test]
fn after_the_browser_has_written_to_the_store_the_backup_is_outdated() {
    for seen in [true, false] {
        let customer = Customer::new();
        let store = customer.store(Layout::Chromium);
        customer.clear(&store, Family::Chromium, &okpay());
        let kept = customer.backups.restorable(now());
        customer.backups.discard_of_running(&["firefox".to_owned()]);
        assert_eq!(customer.backups.restorable(now()), kept, "the backup is of another browser");
        let browser = Connection::open(&store).unwrap();
        jar::insert(&browser, Layout::Chromium, &jar::JAR[0], "new");
        drop(browser);
        let after = jar::rows(&store, Family::Chromium);
        if seen {
            customer.backups.discard_of_running(&["chromium".to_owned()]);
            assert_eq!(customer.backups.put_back(&kept[0]).unwrap_err(), SkipReason::NoCopy);
        } else {
            assert_eq!(customer.backups.put_back(&kept[0]).unwrap_err(), SkipReason::StartedSince);
        }
        assert!(customer.backups.restorable(now()).is_empty());
        assert!(jar::rows(&store, Family::Chromium) == after);
        assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
        // The next clearing makes a new backup.
        customer.clear(&store, Family::Chromium, &Scope::Everything);
        customer.backups.put_back(&customer.backups.restorable(now())[0]).unwrap();
        assert!(jar::rows(&store, Family::Chromium) == after);
    }
}

#[test]
fn an_edit_that_the_program_did_not_record_before_it_ended_can_be_undone() {
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
            let kept = customer.backups.restorable(now());
            assert_eq!(kept.len(), 1, "{layout:?} {edits}");
            customer.backups.put_back(&kept[0]).unwrap();
            assert!(jar::rows(&store, layout.family()) == before);
        }
    }
    // But not if the browser has run since.
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.keep(&store);
    cookies::clear(&store, Family::Chromium, &Scope::Everything, &Unwatched).unwrap();
    jar::insert(&Connection::open(&store).unwrap(), Layout::Chromium, &jar::JAR[0], "new");
    assert!(customer.backups.restorable(now()).is_empty());
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
}

#[test]
fn after_seven_days_backups_are_deleted() {
    let customer = Customer::new();
    let store = customer.store(Layout::Firefox);
    customer.clear(&store, Family::Firefox, &okpay());
    let days = |days: i64| now() + SignedDuration::from_hours(24 * days);
    assert_eq!(customer.backups.restorable(days(KEPT_FOR_DAYS)).len(), 1);
    assert_eq!(customer.backups.restorable(days(KEPT_FOR_DAYS + 1)).len(), 0);
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
}

#[test]
fn backups_with_sign_ins_are_deleted_after_a_week_even_if_the_customer_never_clears_again() {
    let days = |days: i64| now() + SignedDuration::from_hours(24 * days);
    let customer = Customer::new();
    customer.backups.tidy(now());
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    customer.backups.tidy(days(KEPT_FOR_DAYS));
    assert_eq!(customer.backups.restorable(now()).len(), 1);
    // Looking at browsers is enough to delete them.
    customer.backups.tidy(days(54));
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
    // A backup made while the clock was wrong, and one that was never finished.
    customer.clear(&store, Family::Chromium, &Scope::Everything);
    jar::put(&customer.backups.folder.join("0123.new/store"), b"half a copy");
    let changed = fs::metadata(customer.backups.folder.join("0123.new")).unwrap().modified().unwrap();
    let changed = Timestamp::try_from(changed).unwrap();
    customer.backups.tidy(changed);
    assert!(customer.backups.folder.join("0123.new").exists(), "another copy of the program may be making it");
    customer.backups.tidy(days(-KEPT_FOR_DAYS - 300));
    // The clock has shown this for more than an hour.
    customer.backups.tidy(days(-KEPT_FOR_DAYS - 299));
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
}

#[test]
fn a_clock_that_is_wrong_for_a_moment_costs_no_customer_a_backup() {
    let at = |time: &str| time.parse::<Timestamp>().unwrap();
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    for (wrong, minutes) in [("2035-06-01T10:00:00Z", 20), ("2010-01-01T00:00:00Z", 50)] {
        // The clock's battery is dead. The program starts and checks, and then the network sets the clock.
        customer.backups.tidy(at(wrong));
        let later = at(wrong) + SignedDuration::from_mins(minutes);
        assert_eq!(customer.backups.restorable(later).len(), 1, "the store can be put back in the meantime");
        assert_eq!(customer.backups.restorable(now()).len(), 1);
    }
    // With the right clock the doubt is forgotten. The next time it takes as long again.
    customer.backups.tidy(at("2035-06-01T18:00:00Z"));
    assert_eq!(customer.backups.restorable(now()).len(), 1);
    // The customer clears while the clock is wrong, and wants to put the store back after it was set.
    let years = now() + SignedDuration::from_hours(24 * 365 * 9);
    assert_eq!(customer.backups.restorable(years).len(), 1);
    assert_eq!(customer.backups.restorable(years + SignedDuration::from_mins(59)).len(), 1);
    assert_eq!(customer.backups.restorable(years + SignedDuration::from_mins(61)).len(), 0);
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
}

#[test]
fn a_running_browser_makes_its_backups_outdated() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    // It has written nothing yet, but its memory already holds data of this store.
    customer.backups.discard_of_running(&["chromium".to_owned()]);
    assert!(customer.backups.restorable(now()).is_empty());
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
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
    customer.backups.record_edit(&keys).unwrap();
    let kept = customer.backups.restorable(now());
    assert_eq!(kept.len(), 2);
    let (dir, away) = (&customer.profile.dir, customer.folder.path().join("away"));
    fs::rename(dir, &away).unwrap();
    std::os::unix::fs::symlink(&away, dir).unwrap();
    let before = jar::listing(&away);
    let linked = SkipReason::LinkedAway(away.clone());
    for kept in &kept {
        assert_eq!(customer.backups.put_back(kept).unwrap_err(), linked);
        let again = customer.backups.back_up(&customer.browser, &customer.profile, &kept.store, now(), &Unwatched);
        assert_eq!(again.unwrap_err(), linked);
    }
    assert!(jar::listing(&away) == before);
    fs::remove_file(dir).unwrap();
    fs::rename(&away, dir).unwrap();
    assert_eq!(customer.backups.restorable(now()).len(), 2, "the backups are still there");
}

#[test]
fn a_store_that_was_not_edited_has_no_backup() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.keep(&store);
    assert!(customer.backups.restorable(now()).is_empty(), "the store is being edited");
    customer.backups.edit_failed(&store);
    assert_eq!(fs::read_dir(&customer.backups.folder).unwrap().count(), 0);
    // An older backup stays.
    customer.clear(&store, Family::Chromium, &okpay());
    customer.keep(&store);
    customer.backups.edit_failed(&store);
    assert_eq!(customer.backups.restorable(now()).len(), 1);
    // A missing store gets no backup.
    customer.keep(&customer.profile.dir.join("none"));
    assert_eq!(customer.backups.restorable(now()).len(), 1);
}

#[test]
fn the_local_storage_of_all_sites_comes_back_as_it_was() {
    let customer = Customer::new();
    let store = local_storage(&customer);
    let before = fs::read(store.join("000003.log")).unwrap();
    customer.keep(&store);
    jar::put(&store.join("000003.log"), b"the keys of other sites");
    jar::put(&store.join("000004.log"), b"more");
    customer.backups.record_edit(&store).unwrap();
    jar::put(&store.join("LOG"), b"says nothing");
    customer.backups.put_back(&customer.backups.restorable(now())[0]).unwrap();
    assert_eq!(fs::read(store.join("000003.log")).unwrap(), before);
    assert!(!store.join("000004.log").exists());
    assert_eq!(fs::read_dir(store.parent().unwrap()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn no_other_user_can_read_the_backups() {
    use std::os::unix::fs::PermissionsExt as _;
    let customer = Customer::new();
    customer.clear(&customer.store(Layout::Chromium), Family::Chromium, &okpay());
    customer.keep(&local_storage(&customer));
    for (path, (_, bytes)) in jar::listing(&customer.backups.folder) {
        let path = if path == "." { customer.backups.folder.clone() } else { PathBuf::from(path) };
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if bytes.is_some() { 0o600 } else { 0o700 }, "{}", path.display());
    }
}

#[test]
fn a_store_in_use_is_not_backed_up_and_not_put_back() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    let browser = Connection::open(&store).unwrap();
    browser.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = customer.backups.back_up(&customer.browser, &customer.profile, &store, now(), &Unwatched);
    assert_eq!(refused.unwrap_err(), SkipReason::Locked);
    browser.execute_batch("COMMIT").unwrap();
    customer.clear(&store, Family::Chromium, &okpay());
    let kept = customer.backups.restorable(now());
    browser.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(customer.backups.put_back(&kept[0]).unwrap_err(), SkipReason::Locked);
    browser.execute_batch("COMMIT").unwrap();
    drop(browser);
    customer.backups.put_back(&kept[0]).unwrap();
}

#[test]
fn a_damaged_backup_is_not_put_back() {
    let customer = Customer::new();
    let store = customer.store(Layout::Chromium);
    customer.clear(&store, Family::Chromium, &okpay());
    let after = jar::rows(&store, Family::Chromium);
    let entry = fs::read_dir(&customer.backups.folder).unwrap().next().unwrap().unwrap().path();
    jar::put(&entry.join("store"), b"half a cop");
    assert_eq!(customer.backups.put_back(&customer.backups.restorable(now())[0]).unwrap_err(), SkipReason::NoCopy);
    assert!(jar::rows(&store, Family::Chromium) == after);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_profile_whose_name_is_not_unicode_is_cleared_and_comes_back() {
    use std::os::unix::ffi::OsStrExt as _;
    let mut customer = Customer::new();
    customer.profile.dir = customer.folder.path().join(std::ffi::OsStr::from_bytes(b"Pro\xff\xfefil"));
    fs::create_dir(&customer.profile.dir).unwrap();
    for layout in [Layout::Chromium, Layout::Firefox] {
        let store = customer.store(layout);
        let before = jar::rows(&store, layout.family());
        customer.clear(&store, layout.family(), &Scope::Everything);
        assert!(jar::rows(&store, layout.family()).is_empty());
        let kept = customer.backups.restorable(now());
        assert_eq!(kept[0].store, store);
        customer.backups.put_back(&kept[0]).unwrap();
        assert!(jar::rows(&store, layout.family()) == before);
    }
}
