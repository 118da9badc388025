use std::fs;
use std::path::Path;

use sha1::{Digest as _, Sha1};

use super::super::jar_test_support::{listing, put};
use super::super::{Count, Family, Owner, PartitionChoice, Profile, Scope, Site, SkipReason, Unwatched};
use super::leveldb::{self, Pairs};
use super::{SiteDataSurvey, clear_keys, look};

pub(super) fn okpay() -> Vec<Site> {
    vec![Site::parse("okpay.com").unwrap()]
}

pub(super) fn scope(kept_for_them: PartitionChoice) -> Scope {
    Scope::Sites { sites: okpay(), kept_for_them }
}

pub(super) fn profile(dir: &Path) -> Profile {
    Profile {
        folder: "Default".to_owned(),
        name: "Default".to_owned(),
        dir: dir.to_owned(),
        caches: Vec::new(),
        cookies: Vec::new(),
        last_used: None,
    }
}

/// Storage keys and their owners, with okpay.com as the chosen site; `None` for keys of no web site.
const KEYS: [(&str, Option<Owner>); 13] = [
    ("https://okpay.com", Some(Owner::Site)),
    ("http://okpay.com:8080", Some(Owner::Site)),
    ("https://www.okpay.com", Some(Owner::Site)),
    ("https://www.okpay.com/^0https://shop.example", Some(Owner::Site)),
    ("https://cdn.example/^0https://okpay.com", Some(Owner::KeptForSite)),
    ("https://cdn.example/^0https://okpay.com^31", Some(Owner::KeptForSite)),
    ("https://cdn.example/^0https://notokpay.com", Some(Owner::Other)),
    ("https://notokpay.com", Some(Owner::Other)),
    ("https://okpay.com.evil.example", Some(Owner::Other)),
    ("https://mail.example", Some(Owner::Other)),
    ("chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm", None),
    ("devtools://devtools", None),
    ("file://", None),
];

/// A Local Storage with three values and the metadata of every storage key.
pub(in crate::browser) fn local_storage() -> Pairs {
    let mut pairs = Pairs::from([(b"VERSION".to_vec(), b"1".to_vec())]);
    for (key, _) in KEYS {
        pairs.insert(format!("META:{key}").into_bytes(), b"\x08\x01".to_vec());
        pairs.insert(format!("METAACCESS:{key}").into_bytes(), b"\x08\x02".to_vec());
        for name in ["a", "b", "c"] {
            let value = format!("\x01value of {name} of {key}!").into_bytes();
            pairs.insert(format!("_{key}\0\x01{name}").into_bytes(), value);
        }
    }
    pairs
}

pub(in crate::browser) fn store(profile: &Path, pairs: &Pairs) {
    let files = leveldb::write(pairs, &Unwatched).unwrap();
    for (name, bytes) in files {
        put(&profile.join("Local Storage/leveldb").join(name), &bytes);
    }
    put(&profile.join("Local Storage/leveldb/LOCK"), b"");
}

pub(in crate::browser) fn read(profile: &Path) -> Pairs {
    let dir = super::super::swap::open(profile, Path::new("Local Storage/leveldb")).unwrap().unwrap();
    let files = super::super::swap::read_all(&dir, 1 << 30, &Unwatched).unwrap().unwrap();
    leveldb::read(&files, &Unwatched).unwrap()
}

fn owned_by(owner: Owner) -> usize {
    KEYS.iter().filter(|key| key.1 == Some(owner)).count()
}

#[test]
fn the_sites_keys_go_and_every_other_key_stays_as_it_was() {
    for choice in [PartitionChoice::Goes, PartitionChoice::Stays] {
        let folder = crate::browser::jar_test_support::tempdir().unwrap();
        store(folder.path(), &local_storage());
        put(&folder.path().join("Local Storage/other"), b"not ours");
        let before = listing(folder.path());
        let found = look(&profile(folder.path()), Family::Chromium, &okpay(), &Unwatched);
        assert_eq!(found.keys.of_sites as usize, 3 * owned_by(Owner::Site));
        assert_eq!(found.keys.kept_for_sites as usize, 3 * owned_by(Owner::KeptForSite));
        assert_eq!(found.keys.others as usize, 3 * owned_by(Owner::Other));
        assert!(listing(folder.path()) == before, "looking left a trace");

        let (removed, left) =
            clear_keys(&profile(folder.path()), Family::Chromium, &scope(choice), &Unwatched).unwrap();
        let is_cleared =
            |owner| owner == Some(Owner::Site) || owner == Some(Owner::KeptForSite) && choice == PartitionChoice::Goes;
        let mut expected = local_storage();
        for (key, _) in KEYS.iter().filter(|key| is_cleared(key.1)) {
            let of_key = |bytes: &[u8]| {
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                text.ends_with(&format!("META:{key}"))
                    || text == format!("METAACCESS:{key}")
                    || text.starts_with(&format!("_{key}\0"))
            };
            expected.retain(|bytes, _| !of_key(bytes));
        }
        assert!(read(folder.path()) == expected, "{choice:?}");
        assert_eq!(removed.of_sites, found.keys.of_sites);
        assert_eq!((left.of_sites, left.others), (0, found.keys.others));
        // The deleted values are in no file, and nothing is left beside the store.
        let bytes: Vec<u8> = listing(folder.path()).into_values().filter_map(|(_, bytes)| bytes).flatten().collect();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds("value of a of https://okpay.com!") && holds("value of a of https://notokpay.com!"));
        assert_eq!(fs::read_dir(folder.path().join("Local Storage")).unwrap().count(), 2);
        // A second time there is nothing to do, and nothing is done.
        let before = listing(folder.path());
        let again = clear_keys(&profile(folder.path()), Family::Chromium, &scope(choice), &Unwatched).unwrap();
        assert_eq!(again, (Count::default(), left));
        assert!(listing(folder.path()) == before);
    }
}

#[test]
fn everything_means_the_web_and_not_the_extensions() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    store(folder.path(), &local_storage());
    let (removed, left) =
        clear_keys(&profile(folder.path()), Family::Chromium, &Scope::Everything, &Unwatched).unwrap();
    let web = KEYS.iter().filter(|key| key.1.is_some()).count();
    assert_eq!((removed.all() as usize, left.all()), (3 * web, 0));
    assert_eq!(read(folder.path()).len(), 1 + 5 * (KEYS.len() - web));
}

#[test]
fn unknown_stores_are_left_alone() {
    let mut newer = local_storage();
    newer.insert(b"VERSION".to_vec(), b"2".to_vec());
    let mut without_version = local_storage();
    without_version.remove(b"VERSION".as_slice());
    for (pairs, expected) in
        [(newer, SkipReason::UnknownVersion("2".to_owned())), (without_version, SkipReason::UnknownKind)]
    {
        let folder = crate::browser::jar_test_support::tempdir().unwrap();
        store(folder.path(), &pairs);
        let before = listing(folder.path());
        let refused = clear_keys(&profile(folder.path()), Family::Chromium, &Scope::Everything, &Unwatched);
        assert_eq!(refused.unwrap_err(), expected);
        let found = look(&profile(folder.path()), Family::Chromium, &okpay(), &Unwatched);
        assert_eq!(found.skipped[0].why, expected);
        assert!(listing(folder.path()) == before);
    }
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    store(folder.path(), &local_storage());
    put(&folder.path().join("Local Storage/leveldb/CURRENT"), b"MANIFEST-000009\n");
    let before = listing(folder.path());
    let refused = clear_keys(&profile(folder.path()), Family::Chromium, &Scope::Everything, &Unwatched);
    assert_eq!(refused.unwrap_err(), SkipReason::Damaged);
    assert!(listing(folder.path()) == before);
}

#[test]
fn a_store_that_was_aside_when_the_program_ended_is_moved_back() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let parent = folder.path().join("Local Storage");
    store(folder.path(), &local_storage());
    fs::rename(parent.join("leveldb"), parent.join("leveldb.okpay-old")).unwrap();
    put(&parent.join("leveldb.okpay-new/CURRENT"), b"half");
    let before = listing(folder.path());
    let found = look(&profile(folder.path()), Family::Chromium, &okpay(), &Unwatched);
    assert_eq!(found.keys.of_sites as usize, 3 * owned_by(Owner::Site));
    assert!(listing(folder.path()) == before, "looking changes nothing");
    let nothing = Scope::Sites { sites: Vec::new(), kept_for_them: PartitionChoice::Stays };
    clear_keys(&profile(folder.path()), Family::Chromium, &nothing, &Unwatched).unwrap();
    assert!(read(folder.path()) == local_storage());
    assert_eq!(fs::read_dir(&parent).unwrap().count(), 1);
}

#[test]
fn a_store_that_a_browser_made_meanwhile_does_not_cost_the_old_one() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let parent = folder.path().join("Local Storage");
    store(folder.path(), &local_storage());
    fs::rename(parent.join("leveldb"), parent.join("leveldb.okpay-old")).unwrap();
    // The browser was started, found no store, and made one.
    store(folder.path(), &Pairs::from([(b"VERSION".to_vec(), b"1".to_vec())]));
    let before = listing(folder.path());
    let aside = SkipReason::SetAside("leveldb.okpay-old".to_owned());
    let found = look(&profile(folder.path()), Family::Chromium, &okpay(), &Unwatched);
    assert_eq!(found.skipped[0].why, aside);
    let refused = clear_keys(&profile(folder.path()), Family::Chromium, &scope(PartitionChoice::Goes), &Unwatched);
    assert_eq!(refused.unwrap_err(), aside);
    assert!(listing(folder.path()) == before, "neither was touched");
    // The new store is the program's own: the program ended right before it deleted the old one.
    put(&parent.join("leveldb/okpay-new"), b"");
    clear_keys(&profile(folder.path()), Family::Chromium, &scope(PartitionChoice::Goes), &Unwatched).unwrap();
    assert_eq!(read(folder.path()).len(), 1);
    assert_eq!(fs::read_dir(&parent).unwrap().count(), 1);
    assert!(!parent.join("leveldb/okpay-new").exists());
}

#[cfg(unix)]
#[test]
fn a_profile_that_became_a_link_is_not_followed() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let (dir, away) = (folder.path().join("Default"), folder.path().join("away"));
    store(&away, &local_storage());
    std::os::unix::fs::symlink(&away, &dir).unwrap();
    let before = listing(&away);
    let refused = clear_keys(&profile(&dir), Family::Chromium, &Scope::Everything, &Unwatched);
    assert_eq!(refused.unwrap_err(), SkipReason::LinkedAway(away.clone()));
    let found = look(&profile(&dir), Family::Chromium, &okpay(), &Unwatched);
    assert_eq!(found.skipped.last().unwrap().why, SkipReason::LinkedAway(away.clone()));
    assert_eq!(found.keys, Count::default());
    assert!(listing(&away) == before, "the link's target was touched");
}

#[test]
fn chromiums_folders_are_found_by_origin_and_extensions_are_not_among_them() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let dir = folder.path();
    let hash = |id: &str| format!("{:x}", Sha1::digest(id.as_bytes()));
    for id in
        ["https_okpay.com_0", "http_okpay.com_8080", "https_notokpay.com_0", "http_[__1]_9", "chrome-extension_abc_0"]
    {
        put(&dir.join(format!("IndexedDB/{id}.indexeddb.leveldb/CURRENT")), b"");
    }
    put(&dir.join("IndexedDB/https_okpay.com_0.indexeddb.blob/1"), b"");
    let index = |origin: &str| [b"\x0a\x03\x0a\x01c\x12", [origin.len() as u8].as_slice(), origin.as_bytes()].concat();
    for (id, origin) in [
        (hash("https_www.okpay.com_0"), "https://www.okpay.com/"),
        (hash("https_mail.example_0"), "https://mail.example/"),
        (hash("chrome-extension_abc_0"), "chrome-extension://abc/"),
        ("0123".to_owned(), "https://okpay.com/"),
    ] {
        put(&dir.join(format!("Service Worker/CacheStorage/{id}/index.txt")), &index(origin));
    }
    // The list of caches is cut short, but the address is in it, and the folder's name is the hash of that address.
    let cut = [b"\x0a\x2c\x0a\x02c1\x12\x15".as_slice(), b"https://pay.okpay.com/"].concat();
    let id = hash("https_pay.okpay.com_0");
    put(&dir.join(format!("Service Worker/CacheStorage/{id}/index.txt")), &cut);
    put(&dir.join("Service Worker/ScriptCache/index"), b"");
    put(&dir.join("Service Worker/Database/CURRENT"), b"");
    let list = dir.join("WebStorage/QuotaManager");
    for (number, _) in KEYS.iter().enumerate() {
        put(&dir.join(format!("WebStorage/{number}/x")), b"");
    }
    let connection = rusqlite::Connection::open(&list).unwrap();
    connection.execute_batch("CREATE TABLE buckets (id INTEGER PRIMARY KEY, storage_key TEXT NOT NULL)").unwrap();
    for (number, (key, _)) in (0_i64..).zip(KEYS) {
        connection.execute("INSERT INTO buckets VALUES (?1, ?2)", rusqlite::params![number, key]).unwrap();
    }
    drop(connection);
    let origins = Pairs::from([
        (b"LAST_PATH".to_vec(), b"001".to_vec()),
        (b"ORIGIN:https_okpay.com_0".to_vec(), b"000".to_vec()),
        (b"ORIGIN:https_okpay.com.evil.example_0".to_vec(), b"001".to_vec()),
    ]);
    for (name, bytes) in leveldb::write(&origins, &Unwatched).unwrap() {
        put(&dir.join("File System/Origins").join(name), &bytes);
    }
    put(&dir.join("File System/000/t/1"), b"");
    put(&dir.join("File System/001/t/1"), b"");

    let before = listing(dir);
    let found = look(&profile(dir), Family::Chromium, &okpay(), &Unwatched);
    assert!(listing(dir) == before, "looking left a trace");
    let mut expected = vec![
        ("File System/000".to_owned(), Owner::Site),
        ("File System/001".to_owned(), Owner::Other),
        ("IndexedDB/http_[__1]_9.indexeddb.leveldb".to_owned(), Owner::Other),
        ("IndexedDB/http_okpay.com_8080.indexeddb.leveldb".to_owned(), Owner::Site),
        ("IndexedDB/https_notokpay.com_0.indexeddb.leveldb".to_owned(), Owner::Other),
        ("IndexedDB/https_okpay.com_0.indexeddb.blob".to_owned(), Owner::Site),
        ("IndexedDB/https_okpay.com_0.indexeddb.leveldb".to_owned(), Owner::Site),
        (format!("Service Worker/CacheStorage/{}", hash("https_www.okpay.com_0")), Owner::Site),
        (format!("Service Worker/CacheStorage/{}", hash("https_mail.example_0")), Owner::Other),
        (format!("Service Worker/CacheStorage/{}", hash("https_pay.okpay.com_0")), Owner::Site),
    ];
    let buckets = KEYS.iter().enumerate().filter_map(|(n, key)| Some((format!("WebStorage/{n}"), key.1?)));
    expected.extend(buckets);
    expected.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(folders(&found), expected);
    assert_eq!(found.skipped.len(), 1, "{:?}", found.skipped);
    assert!(found.skipped[0].path.ends_with("0123") && found.skipped[0].why == SkipReason::Damaged);
    let port =
        found.folders.iter().find(|folder| folder.folder.below.ends_with("http_okpay.com_8080.indexeddb.leveldb"));
    assert_eq!(port.unwrap().origin, "http://okpay.com:8080");
}

#[test]
fn firefoxs_folders_are_found_by_origin_partition_and_container() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let cases = [
        ("https+++okpay.com", Some(Owner::Site)),
        ("http+++okpay.com+8080", Some(Owner::Site)),
        ("https+++www.okpay.com^userContextId=2", Some(Owner::Site)),
        ("https+++www.okpay.com^partitionKey=%28https%2Cshop.example%29", Some(Owner::Site)),
        ("https+++cdn.example^partitionKey=%28https%2Cokpay.com%29", Some(Owner::KeptForSite)),
        ("https+++cdn.example^userContextId=2&partitionKey=%28https%2Cokpay.com%29", Some(Owner::KeptForSite)),
        ("https+++cdn.example^partitionKey=%28https%2Cnotokpay.com%29", Some(Owner::Other)),
        ("https+++notokpay.com", Some(Owner::Other)),
        ("https+++okpay.com.evil.example", Some(Owner::Other)),
        ("http+++[++1]+8080", Some(Owner::Other)),
        ("moz-extension+++6e4d7b58-okpay.com", None),
        ("about+newtab", None),
        ("file++++home+okpay.com", None),
    ];
    for (name, _) in cases {
        put(&folder.path().join("storage/default").join(name).join(".metadata-v2"), b"");
    }
    put(&folder.path().join("storage/permanent/https+++okpay.com/x"), b"");
    let found = look(&profile(folder.path()), Family::Firefox, &okpay(), &Unwatched);
    let mut expected: Vec<_> =
        cases.iter().filter_map(|(name, owner)| Some((format!("storage/default/{name}"), (*owner)?))).collect();
    expected.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(folders(&found), expected);
    assert!(found.skipped.is_empty());
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_reported_and_not_offered() {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let (away, dir) = (folder.path().join("away"), folder.path().join("profile"));
    put(&away.join("canary"), b"");
    fs::create_dir_all(dir.join("IndexedDB")).unwrap();
    std::os::unix::fs::symlink(&away, dir.join("IndexedDB/https_okpay.com_0.indexeddb.leveldb")).unwrap();
    std::os::unix::fs::symlink(&away, dir.join("Local Storage")).unwrap();
    std::os::unix::fs::symlink(&away, dir.join("WebStorage")).unwrap();
    let found = look(&profile(&dir), Family::Chromium, &okpay(), &Unwatched);
    assert!(found.folders.is_empty());
    let away: Vec<_> = found.skipped.iter().map(|skipped| skipped.why.clone()).collect();
    assert_eq!(away, vec![SkipReason::LinkedAway(folder.path().join("away")); 3]);
    let refused = clear_keys(&profile(&dir), Family::Chromium, &Scope::Everything, &Unwatched);
    assert!(matches!(refused.unwrap_err(), SkipReason::LinkedAway(_)));
}

fn folders(found: &SiteDataSurvey) -> Vec<(String, Owner)> {
    let mut folders: Vec<_> = found
        .folders
        .iter()
        .map(|folder| (folder.folder.below.to_str().unwrap().replace('\\', "/"), folder.owner))
        .collect();
    folders.sort_by(|one, other| one.0.cmp(&other.0));
    folders
}

#[test]
fn a_second_clearing_finishes_what_the_first_left_behind() {
    for half_deleted in [None, Some("CURRENT"), Some("MANIFEST-000001")] {
        let folder = crate::browser::jar_test_support::tempdir().unwrap();
        let (dir, parent) = (folder.path(), folder.path().join("Local Storage"));
        store(dir, &local_storage());
        let all = look(&profile(dir), Family::Chromium, &okpay(), &Unwatched).keys;
        // The two stores changed places, and the program ended before it deleted the old one.
        fs::rename(parent.join("leveldb"), parent.join("leveldb.okpay-new")).unwrap();
        store(dir, &local_storage());
        let (removed, _) = {
            let aside = folder.path().join("aside");
            fs::rename(parent.join("leveldb.okpay-new"), &aside).unwrap();
            let cleared =
                clear_keys(&profile(dir), Family::Chromium, &scope(PartitionChoice::Goes), &Unwatched).unwrap();
            fs::rename(&aside, parent.join("leveldb.okpay-new")).unwrap();
            cleared
        };
        let after = read(dir);
        if let Some(file) = half_deleted {
            fs::remove_file(parent.join("leveldb.okpay-new").join(file)).ok();
        }
        let found = look(&profile(dir), Family::Chromium, &okpay(), &Unwatched);
        assert!(found.skipped.is_empty());
        assert!(found.keys.of_sites > 0, "{half_deleted:?}");
        let again = clear_keys(&profile(dir), Family::Chromium, &scope(PartitionChoice::Goes), &Unwatched).unwrap().0;
        assert_eq!(again.all(), found.keys.of_sites + found.keys.kept_for_sites, "{half_deleted:?}");
        if half_deleted.is_none() {
            assert_eq!((found.keys, again), (all, removed));
        }
        assert!(read(dir) == after);
        assert_eq!(fs::read_dir(&parent).unwrap().count(), 1);
        assert_eq!(look(&profile(dir), Family::Chromium, &okpay(), &Unwatched).keys.of_sites, 0);
    }
}
