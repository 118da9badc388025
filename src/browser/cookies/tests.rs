use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::super::jar_test_support::{self as jar, Layout};
use super::super::sqlite::companion;
use super::super::{Family, Owner, PartitionChoice, Progress, Scope, Site, SkipReason, Unwatched, Watch};
use super::{clear, count};

fn okpay() -> Vec<Site> {
    vec![Site::parse("okpay.com").unwrap()]
}

fn scope(kept_for_them: PartitionChoice) -> Scope {
    Scope::Sites { sites: okpay(), kept_for_them }
}

fn store(layout: Layout) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let store = folder.path().join("profile with % and ü/Cookies");
    fs::create_dir_all(store.parent().unwrap()).unwrap();
    jar::make(&store, layout);
    (folder, store)
}

/// Wants to stop after this many questions.
struct Impatient(AtomicUsize);

impl Watch for Impatient {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1))).unwrap() == 0
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}

#[test]
fn counting_finds_the_owner_of_each_cookie_and_changes_nothing() {
    for layout in Layout::ALL {
        let (_folder, store) = store(layout);
        let before = jar::listing(store.parent().unwrap());
        let count = count(&store, layout.family(), &okpay(), &Unwatched).unwrap();
        assert_eq!(count.of_sites, layout.owned_by(Owner::Site), "{layout:?}");
        assert_eq!(count.kept_for_sites, layout.owned_by(Owner::KeptForSite), "{layout:?}");
        assert_eq!(count.others, layout.owned_by(Owner::Other), "{layout:?}");
        assert!(jar::listing(store.parent().unwrap()) == before, "{layout:?}: counting left a trace");
    }
}

#[test]
fn the_sites_cookies_go_and_no_other_cookie_changes() {
    for layout in Layout::ALL {
        for choice in [PartitionChoice::Stays, PartitionChoice::Goes] {
            let (_folder, store) = store(layout);
            let is_cleared =
                |owner| owner == Owner::Site || owner == Owner::KeptForSite && choice == PartitionChoice::Goes;
            let cookies = layout.cookies();
            let (removed, left) = clear(&store, layout.family(), &scope(choice), &Unwatched).unwrap();
            let kept: Vec<_> = cookies.iter().filter(|cookie| !is_cleared(cookie.3)).map(|cookie| cookie.0).collect();
            assert_eq!(jar::hosts(&store, layout.family()), kept, "{layout:?} {choice:?}");
            assert_eq!(removed.all() as usize, cookies.len() - kept.len());
            assert_eq!((left.of_sites, left.others), (0, layout.owned_by(Owner::Other)));
            assert_eq!(jar::health(&store), "ok");
            // A second time there is nothing to do.
            let again = clear(&store, layout.family(), &scope(choice), &Unwatched).unwrap();
            assert_eq!((again.0.all(), again.1), (0, left));
        }
    }
}

#[test]
fn the_rows_that_stay_do_not_change() {
    for layout in [Layout::Chromium, Layout::Firefox] {
        let (_folder, store) = store(layout);
        let before = jar::rows(&store, layout.family());
        clear(&store, layout.family(), &scope(PartitionChoice::Goes), &Unwatched).unwrap();
        let after = jar::rows(&store, layout.family());
        let cookies = layout.cookies();
        let expected: Vec<_> = before
            .into_iter()
            .zip(&cookies)
            .filter(|(_, cookie)| cookie.3 == Owner::Other)
            .map(|(row, _)| row)
            .collect();
        assert!(after == expected, "{layout:?}");
    }
}

#[test]
fn deleted_values_are_in_none_of_the_files_any_more() {
    for layout in Layout::ALL {
        let (_folder, store) = store(layout);
        clear(&store, layout.family(), &scope(PartitionChoice::Goes), &Unwatched).unwrap();
        let mut bytes = fs::read(&store).unwrap();
        for suffix in ["-wal", "-journal"] {
            bytes.extend(fs::read(companion(&store, suffix)).unwrap_or_default());
        }
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        for cookie in layout.cookies() {
            assert_eq!(holds(&jar::value(cookie)), cookie.3 == Owner::Other, "{layout:?} {}", jar::value(cookie));
        }
        assert!(!holds("deep.down.okpay.com"), "{layout:?}");
        assert!(!companion(&store, "-wal").exists(), "{layout:?}");
    }
}

#[test]
fn clearing_everything_leaves_no_cookie() {
    for layout in Layout::ALL {
        let (_folder, store) = store(layout);
        let (removed, left) = clear(&store, layout.family(), &Scope::Everything, &Unwatched).unwrap();
        assert_eq!((removed.all() as usize, left.all()), (layout.cookies().len(), 0));
        assert_eq!(jar::hosts(&store, layout.family()), Vec::<String>::new());
        assert_eq!(jar::health(&store), "ok");
    }
}

#[test]
fn a_store_that_another_program_writes_to_is_left_alone() {
    for layout in [Layout::Chromium, Layout::Firefox] {
        let (_folder, store) = store(layout);
        let browser = Connection::open(&store).unwrap();
        browser.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
        let before = fs::read(&store).unwrap();
        let begun = Instant::now();
        let refused = clear(&store, layout.family(), &Scope::Everything, &Unwatched);
        assert_eq!(refused.unwrap_err(), SkipReason::Locked, "{layout:?}");
        let waited = begun.elapsed();
        assert!(waited < Duration::from_mins(1), "{waited:?}");
        // The last saved state is counted anyway.
        assert_eq!(
            count(&store, layout.family(), &okpay(), &Unwatched).unwrap().of_sites,
            layout.owned_by(Owner::Site)
        );
        // A customer can stop the waiting.
        let begun = Instant::now();
        let refused = clear(&store, layout.family(), &Scope::Everything, &Impatient(AtomicUsize::new(0)));
        assert_eq!(refused.unwrap_err(), SkipReason::Cancelled);
        assert!(begun.elapsed() < waited / 2, "{:?} of {waited:?}", begun.elapsed());
        assert_eq!(fs::read(&store).unwrap(), before);
    }
}

#[test]
fn a_browser_that_only_reads_does_not_prevent_counting() {
    let (_folder, store) = store(Layout::Chromium);
    let browser = Connection::open(&store).unwrap();
    browser.execute_batch("BEGIN; SELECT * FROM cookies").unwrap();
    assert_eq!(
        count(&store, Family::Chromium, &okpay(), &Unwatched).unwrap().of_sites,
        Layout::Chromium.owned_by(Owner::Site)
    );
}

#[test]
fn a_customer_who_stops_half_way_keeps_every_cookie() {
    let (_folder, store) = store(Layout::Chromium);
    let connection = Connection::open(&store).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    for number in 0..3000 {
        jar::insert(&connection, Layout::Chromium, &jar::JAR[0], &format!("many{number}"));
    }
    connection.execute_batch("COMMIT").unwrap();
    drop(connection);
    let before = jar::rows(&store, Family::Chromium);
    for asked in [0, 1, 5, 10, 15, 20] {
        let stopped =
            clear(&store, Family::Chromium, &scope(PartitionChoice::Goes), &Impatient(AtomicUsize::new(asked)));
        assert_eq!(stopped.unwrap_err(), SkipReason::Cancelled, "{asked}");
        assert!(jar::rows(&store, Family::Chromium) == before);
        assert_eq!(jar::health(&store), "ok");
    }
}

#[test]
fn newer_versions_are_refused_by_their_number() {
    for (layout, change, expected) in [
        (Layout::Chromium, "UPDATE meta SET value = '31'", SkipReason::UnknownVersion("31".to_owned())),
        (Layout::Chromium, "DROP TABLE meta", SkipReason::UnknownKind),
        (Layout::Chromium, "DELETE FROM meta", SkipReason::UnknownKind),
        (Layout::Chromium, "ALTER TABLE cookies RENAME host_key TO domain", SkipReason::UnknownKind),
        (Layout::Firefox, "PRAGMA user_version = 18", SkipReason::UnknownVersion("18".to_owned())),
        (Layout::Firefox, "ALTER TABLE moz_cookies RENAME TO cookies", SkipReason::UnknownKind),
    ] {
        let (_folder, store) = store(layout);
        Connection::open(&store).unwrap().execute_batch(change).unwrap();
        let before = fs::read(&store).unwrap();
        assert_eq!(count(&store, layout.family(), &okpay(), &Unwatched).unwrap_err(), expected);
        let refused = clear(&store, layout.family(), &Scope::Everything, &Unwatched);
        assert_eq!(refused.unwrap_err(), expected);
        assert_eq!(fs::read(&store).unwrap(), before, "{change}");
    }
    // A newer store that says that programs for a known version can use it is accepted.
    let (_folder, store) = store(Layout::Chromium);
    let newer = "UPDATE meta SET value = '25' WHERE key = 'version'";
    Connection::open(&store).unwrap().execute_batch(newer).unwrap();
    assert!(count(&store, Family::Chromium, &okpay(), &Unwatched).is_ok());
}

#[test]
fn damaged_stores_are_reported_and_left_as_they_are() {
    let (_folder, store) = store(Layout::Chromium);
    let whole = fs::read(&store).unwrap();
    let torn = [&whole[..1500], &vec![0xa5; whole.len() - 1500]].concat();
    for bytes in [b"not a database at all".to_vec(), vec![7; 4096], torn] {
        jar::put(&store, &bytes);
        assert_eq!(clear(&store, Family::Chromium, &Scope::Everything, &Unwatched).unwrap_err(), SkipReason::Damaged);
        assert_eq!(count(&store, Family::Chromium, &okpay(), &Unwatched).unwrap_err(), SkipReason::Damaged);
        assert_eq!(fs::read(&store).unwrap(), bytes);
    }
}

#[test]
fn a_missing_or_empty_store_holds_no_cookies() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let store = folder.path().join("Cookies");
    for _ in 0..2 {
        assert_eq!(count(&store, Family::Chromium, &okpay(), &Unwatched).unwrap().all(), 0);
        assert_eq!(clear(&store, Family::Chromium, &Scope::Everything, &Unwatched).unwrap().0.all(), 0);
        jar::put(&store, b"");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_store_under_two_names_is_not_edited() {
    let (folder, real) = store(Layout::Chromium);
    let before = fs::read(&real).unwrap();
    let is_link = |why: &SkipReason| matches!(why, SkipReason::LinkedAway(to) if *to == real);
    let is_refused = |path: &std::path::Path, is_expected: &dyn Fn(&SkipReason) -> bool| {
        assert!(is_expected(&count(path, Family::Chromium, &okpay(), &Unwatched).unwrap_err()));
        assert!(is_expected(&clear(path, Family::Chromium, &Scope::Everything, &Unwatched).unwrap_err()));
    };
    let link = folder.path().join("Cookies");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    is_refused(&link, &is_link);
    fs::remove_file(&link).unwrap();
    fs::hard_link(&real, &link).unwrap();
    is_refused(&link, &|why| *why == SkipReason::SecondName);
    fs::remove_file(&link).unwrap();
    // A folder of the path was replaced by a link.
    let way = folder.path().join("way");
    std::os::unix::fs::symlink(real.parent().unwrap(), &way).unwrap();
    is_refused(&way.join("Cookies"), &|why| matches!(why, SkipReason::LinkedAway(to) if to == real.parent().unwrap()));
    // SQLite would write to the target of a journal that is a link.
    let journal = companion(&real, "-journal");
    fs::remove_file(&journal).ok();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), &journal).unwrap();
    is_refused(&real, &|why| matches!(why, SkipReason::LinkedAway(_)));
    assert_eq!(fs::read(&real).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_read_only_store_is_counted_and_not_cleared() -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    for layout in Layout::ALL {
        let (_folder, store) = store(layout);
        let parent = store.parent().unwrap();
        fs::set_permissions(&store, fs::Permissions::from_mode(0o400))?;
        fs::set_permissions(parent, fs::Permissions::from_mode(0o500))?;
        let counted = count(&store, layout.family(), &okpay(), &Unwatched);
        // Permissions do not bind the administrator, who can clear the store.
        let is_bound = tempfile::tempfile_in(parent).is_err();
        let cleared = clear(&store, layout.family(), &Scope::Everything, &Unwatched);
        fs::set_permissions(parent, fs::Permissions::from_mode(0o700))?;
        assert_eq!(counted.unwrap().of_sites, layout.owned_by(Owner::Site), "{layout:?}");
        match cleared {
            Ok(_) => assert!(!is_bound, "{layout:?}"),
            Err(why) => assert!(is_bound && why == SkipReason::Denied, "{layout:?} {why:?}"),
        }
    }
    Ok(())
}
