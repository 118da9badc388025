//! A customer's session is on the disk as soon as it is on the screen, even if the disk, the machine or the file fails.
//! Two copies of the program do not write into each other's files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use okpay_wizard::desktop::{
    FocusResult, Instance, InstanceRole, PendingAck, ReadError, SessionId, Store, StoreErrorKind, whole_file,
};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{ExitTarget, Id, Outcome};
use okpay_wizard::redact::Redactor;
use okpay_wizard::session::{Answer, Event, EventKind, MadeWith};

use crate::support::test_name;

/// An event, `second` seconds after the session began.
fn event(second: i64, what: EventKind) -> Event {
    Event { at: jiff::Timestamp::from_second(1_795_000_000 + second).unwrap(), what }
}

fn started(second: i64) -> Event {
    let made_with =
        MadeWith { pack: Id::from("okpay"), pack_version: "1.0.0".to_owned(), program_version: "0.1.0".to_owned() };
    let what = EventKind::Started {
        wizard: Id::from("login"),
        page: Id::from("browser"),
        made_with,
        lang: Lang::Chinese,
        salt: [7; 16],
    };
    event(second, what)
}

fn ticked(second: i64, task: &str) -> Event {
    event(second, EventKind::Ticked { page: Id::from("browser"), task: Id::from(task) })
}

fn answered(second: i64, words: &str) -> Event {
    let answer = Answer::Words(Redactor::default().safe(words));
    event(second, EventKind::Answered { page: Id::from("browser"), ask: Id::from("error"), answer })
}

/// A session of one evening.
fn evening() -> Vec<Event> {
    let from = Id::from("browser");
    vec![
        started(0),
        ticked(20, "cleared"),
        answered(60, "系统繁忙，请稍后再试\nError 1001"),
        ticked(90, "restarted"),
        event(120, EventKind::Went { from, said: Some(Outcome::NotSolved), to: ExitTarget::Page(Id::from("contact")) }),
        answered(150, "还是登不上 “密码不对”"),
    ]
}

/// A store in its own folder, with one session of these events.
fn store_with(events: &[Event]) -> (tempfile::TempDir, Store, SessionId) {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("data/sessions")).unwrap();
    let mut file = store.create(&events[0]).unwrap();
    for event in &events[1..] {
        file.append(event).unwrap();
    }
    let id = file.id.clone();
    (home, store, id)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn folder(store: &Store, id: &SessionId) -> PathBuf {
    store.path(id).parent().unwrap().to_owned()
}

/// Where the last record of a file begins.
fn last_record(bytes: &[u8]) -> usize {
    bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1
}

#[test]
fn a_session_comes_back_after_a_restart_and_goes_on() {
    let events = evening();
    let (_home, store, id) = store_with(&events);
    let (mut file, session) = store.read(&id).unwrap();
    assert_eq!(session.events(), events);
    assert_eq!(session.state().page().as_str(), "contact");

    file.append(&ticked(200, "asked")).unwrap();
    let (_, session) = store.read(&id).unwrap();
    assert_eq!(session.events().len(), events.len() + 1);
    assert_eq!(session.events().last(), Some(&ticked(200, "asked")));
}

#[test]
fn the_session_touched_last_is_listed_first_and_a_deleted_one_not_at_all() {
    let (_home, store, first) = store_with(&evening());
    let second = store.create(&started(50)).unwrap().id;
    let mut third = store.create(&started(50)).unwrap();
    assert_ne!(second, third.id, "two sessions of the same second have two files");
    third.append(&ticked(1000, "cleared")).unwrap();

    let listed: Vec<_> = store.list().unwrap().sessions.into_iter().map(|entry| entry.id).collect();
    assert_eq!(listed, [third.id.clone(), first.clone(), second.clone()]);

    store.delete(&first).unwrap();
    store.delete(&first).unwrap();
    let listed: Vec<_> = store.list().unwrap().sessions.into_iter().map(|entry| entry.id).collect();
    assert_eq!(listed, [third.id, second]);
    let Err(ReadError::Store(error)) = store.read(&first) else { panic!("it was deleted") };
    assert_eq!(error.kind, StoreErrorKind::Gone);
}

#[test]
fn a_record_torn_at_any_byte_costs_nothing_that_was_acknowledged() {
    let events = evening();
    let (_home, store, id) = store_with(&events);
    let bytes = fs::read(store.path(&id)).unwrap();
    let acknowledged = &events[..events.len() - 1];
    for length in last_record(&bytes)..bytes.len() {
        for behind in [0, 1, 4096] {
            let mut torn = bytes[..length].to_vec();
            torn.resize(length + behind, 0);
            whole_file::replace(&store.path(&id), &torn).unwrap();

            let listing = store.list().unwrap();
            assert_eq!(listing.sessions[0].session.events(), acknowledged, "torn at {length}, {behind} zeros");
            assert!(listing.set_aside.is_empty() && listing.unreadable.is_empty());

            let (mut file, session) = store.read(&id).unwrap();
            assert_eq!(session.events(), acknowledged, "torn at {length}, {behind} zeros");
            assert_eq!(fs::read(store.path(&id)).unwrap(), bytes[..last_record(&bytes)], "the torn end is cut off");
            file.append(&ticked(300, "again")).unwrap();
            let (_, session) = store.read(&id).unwrap();
            assert_eq!(session.events()[..acknowledged.len()], *acknowledged);
            assert_eq!(session.events()[acknowledged.len()..], [ticked(300, "again")]);
        }
    }
}

#[test]
fn a_session_torn_at_its_birth_leaves_no_trace() {
    let (_home, store, id) = store_with(&[started(0)]);
    let bytes = fs::read(store.path(&id)).unwrap();
    for length in 0..bytes.len() {
        whole_file::replace(&store.path(&id), &bytes[..length]).unwrap();
        let listing = store.list().unwrap();
        assert!(listing.sessions.is_empty() && listing.set_aside.is_empty() && listing.unreadable.is_empty());
        assert!(names(&folder(&store, &id)).is_empty(), "torn at {length}");
    }
}

#[test]
fn a_flipped_bit_in_the_middle_is_set_aside_and_said_so() {
    let events = evening();
    let (_home, store, id) = store_with(&events);
    let bytes = fs::read(store.path(&id)).unwrap();
    for (n, at) in [3, 40, 120, bytes.len() / 2, last_record(&bytes) - 1].into_iter().enumerate() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        whole_file::replace(&store.path(&id), &damaged).unwrap();

        let listing = store.list().unwrap();
        assert!(listing.sessions.is_empty(), "byte {at}");
        let [kept] = &listing.set_aside[..] else { panic!("byte {at}: {listing:?}") };
        assert_eq!(fs::read(kept).unwrap(), damaged, "byte {at}");
        assert!(kept.to_string_lossy().ends_with(".damaged"));
        assert!(!store.path(&id).exists());
        assert_eq!(names(&folder(&store, &id)).len(), n + 1, "no file replaces another");

        assert!(store.list().unwrap().set_aside.is_empty(), "it is reported once");
    }
}

#[test]
fn a_damaged_session_that_is_opened_directly_is_set_aside_too() {
    let (_home, store, id) = store_with(&evening());
    let mut damaged = fs::read(store.path(&id)).unwrap();
    damaged[100] = 0xff;
    whole_file::replace(&store.path(&id), &damaged).unwrap();
    let Err(ReadError::SetAside(kept)) = store.read(&id) else { panic!("it was damaged") };
    assert_eq!(fs::read(kept).unwrap(), damaged);
}

#[test]
fn files_that_are_no_sessions_are_set_aside_with_their_bytes() {
    let (_home, store, id) = store_with(&evening());
    let folder = folder(&store, &id);
    let strangers: [(&str, &[u8]); 3] =
        [("gbk.session", b"\xc4\xe3\xba\xc3\n"), ("notes.session", b"buy milk"), ("zip.session", b"PK\x03\x04\0\0")];
    for (name, bytes) in strangers {
        whole_file::replace(&folder.join(name), bytes).unwrap();
    }
    let listing = store.list().unwrap();
    assert_eq!(listing.sessions.len(), 1, "the good session is still there");
    assert_eq!(listing.set_aside.len(), 3);
    for ((name, bytes), kept) in strangers.into_iter().zip(listing.set_aside) {
        assert_eq!(kept, folder.join(format!("{name}.damaged")));
        assert_eq!(fs::read(kept).unwrap(), bytes);
    }
}

#[test]
fn a_newer_programs_session_is_left_for_the_newer_program() {
    let (_home, store, id) = store_with(&evening());
    let json = r#"{"okpay-wizard-session":2}"#;
    let newer = format!("{:08x} {json}\nsomething this program has never heard of\n", crc32fast::hash(json.as_bytes()));
    whole_file::replace(&store.path(&id), newer.as_bytes()).unwrap();
    let listing = store.list().unwrap();
    assert!(listing.sessions.is_empty() && listing.set_aside.is_empty());
    assert_eq!(listing.unreadable.len(), 1);
    assert!(matches!(listing.unreadable[0].reason, ReadError::Newer));
    assert!(matches!(store.read(&id), Err(ReadError::Newer)));
    assert_eq!(fs::read_to_string(store.path(&id)).unwrap(), newer);
}

#[test]
fn other_things_in_the_folder_do_not_upset_the_listing() {
    let (_home, store, id) = store_with(&evening());
    let folder = folder(&store, &id);
    fs::create_dir(folder.join("folder.session")).unwrap();
    whole_file::replace(&folder.join("notes.txt"), b"hello").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        std::os::unix::fs::symlink(store.path(&id), folder.join("link.session")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.join("broken.session")).unwrap();
        // Some file systems do not accept such names; then there is nothing to test.
        whole_file::replace(&folder.join(std::ffi::OsStr::from_bytes(b"\xff\xfe.session")), b"hello").ok();
    }
    let before = names(&folder);
    let listing = store.list().unwrap();
    assert_eq!(listing.sessions.len(), 1);
    assert!(listing.set_aside.is_empty() && listing.unreadable.is_empty(), "{listing:?}");
    assert_eq!(names(&folder), before);
}

#[test]
fn a_place_where_nothing_can_be_kept_is_an_error_with_the_place() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    whole_file::replace(&file, b"").unwrap();
    let error = Store::open(&file.join("sessions")).unwrap_err();
    assert_eq!(error.path, file.join("sessions"));
    assert!(error.to_string().starts_with("cannot create the folder for sessions"), "{error}");
}

#[test]
fn a_session_whose_file_was_deleted_by_hand_reports_that_it_cannot_save() {
    let (_home, store, id) = store_with(&evening());
    let (mut file, _) = store.read(&id).unwrap();
    if fs::remove_dir_all(folder(&store, &id)).is_err() || cfg!(not(unix)) {
        // Windows keeps the name of an open file until it is closed.
        return;
    }
    assert_eq!(file.append(&ticked(300, "again")).unwrap_err().kind, StoreErrorKind::Gone);
    let Err(error) = store.create(&started(400)) else { panic!("the folder is gone") };
    assert_eq!(error.kind, StoreErrorKind::Gone);
}

#[cfg(unix)]
#[test]
fn what_a_customer_typed_is_for_their_eyes_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_home, store, id) = store_with(&evening());
    for (path, others) in [(store.path(&id), 0o077), (folder(&store, &id), 0o077)] {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & others, 0, "{}", path.display());
    }
}

/// Names the store's folder for the child process of the next test.
#[cfg(unix)]
const SMALL_DISK: &str = "OKPAY_WIZARD_TEST_SMALL_DISK";

#[cfg(unix)]
#[test]
fn a_disk_that_is_really_full_is_said_to_be_full_and_keeps_what_it_has() {
    let story = "a_disk_that_is_really_full_is_said_to_be_full_and_keeps_what_it_has";
    if let Some(folder) = std::env::var_os(SMALL_DISK) {
        return fill_up(Path::new(&folder));
    }
    let home = tempfile::tempdir().unwrap();
    let sessions = home.path().join("sessions");
    // The shell's limit on a file's length is the closest to a full disk that works without administrator rights: the
    // kernel writes what fits and refuses the rest.
    let status = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &test_name(module_path!(), story)])
        .env(SMALL_DISK, &sessions)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let listing = Store::open(&sessions).unwrap().list().unwrap();
    assert_eq!(listing.sessions.len(), 1);
    let (mut file, session) = Store::open(&sessions).unwrap().read(&listing.sessions[0].id).unwrap();
    assert!(session.events().len() > 10);
    assert_eq!(session.events().last(), Some(&ticked(7, "x")), "the small event still fitted");
    // There is free space again.
    file.append(&answered(9, "还有地方")).unwrap();
}

/// Runs where files cannot grow past a few kilobytes.
#[cfg(unix)]
fn fill_up(folder: &Path) {
    let store = Store::open(folder).unwrap();
    let mut file = store.create(&started(0)).unwrap();
    let mut events = vec![started(0)];
    let error = loop {
        let next = answered(1, &"很长的回答".repeat(20));
        match file.append(&next) {
            Ok(()) => events.push(next),
            Err(error) => break error,
        }
        assert!(events.len() < 1000, "the disk was never full");
    };
    assert_eq!(error.kind, StoreErrorKind::DiskFull, "{error}");
    assert_eq!(store.read(&file.id).unwrap().1.events(), events);
    file.append(&ticked(7, "x")).unwrap();
}

/// Tells the next test that it runs in its own process.
const ALONE: &str = "OKPAY_WIZARD_TEST_ALONE";

#[test]
fn a_second_copy_finds_the_first_and_the_first_hears_it() {
    if std::env::var_os(ALONE).is_none() {
        // While another thread starts a process, that process briefly shares this process's locks, so a released lock
        // would still be taken. This test therefore runs in its own process, without other tests.
        let ran = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &test_name(module_path!(), "a_second_copy_finds_the_first_and_the_first_hears_it")])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let output = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success() && output.contains("1 passed"), "{output}");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let Ok(InstanceRole::First(mut window)) = Instance::claim(home.path()) else { panic!("no copy was open before") };
    let (heard, knocks) = std::sync::mpsc::channel();
    window
        .listen(move |_| {
            heard.send(()).unwrap();
            PendingAck::sent()
        })
        .unwrap();

    let Ok(InstanceRole::Second(copy)) = Instance::claim(home.path()) else { panic!("the first is still there") };
    assert_eq!(copy.request_focus(Duration::from_secs(5)), FocusResult::Answered);
    knocks.recv_timeout(Duration::from_secs(5)).unwrap();

    drop(window);
    assert!(matches!(Instance::claim(home.path()), Ok(InstanceRole::First(_))));
}
