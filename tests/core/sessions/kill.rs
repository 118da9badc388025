//! The program is killed at random moments, again and again, and loses nothing that it acknowledged.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use okpay_wizard::desktop::{Instance, InstanceRole, SessionId, Store};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{ExitTarget, Id, Outcome};
use okpay_wizard::redact::Redactor;
use okpay_wizard::session::{Answer, Event, EventKind, MadeWith};

use crate::support::test_name;

const KILLS: u32 = 200;

/// Names the data folder, the session and the seed for the child.
const DATA: &str = "OKPAY_WIZARD_TEST_KILL_DATA";
const SESSION: &str = "OKPAY_WIZARD_TEST_KILL_SESSION";
const SEED: &str = "OKPAY_WIZARD_TEST_KILL_SEED";

/// The child prints this before the number of an event that is on the disk.
const ACKNOWLEDGED: &str = "acknowledged ";

/// Numbers that look random but are the same in every run: `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

fn at(number: usize) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_795_000_000 + i64::try_from(number).unwrap()).unwrap()
}

fn started() -> Event {
    let made_with =
        MadeWith { pack: Id::from("okpay"), pack_version: "1.0.0".to_owned(), program_version: "0.1.0".to_owned() };
    let what = EventKind::Started {
        wizard: Id::from("login"),
        page: Id::from("0"),
        made_with,
        lang: Lang::English,
        salt: [7; 16],
    };
    Event { at: at(0), what }
}

/// The event with this number. Its content shows that it is the right one.
fn event(number: usize, seed: u64) -> Event {
    let mut dice = Dice(seed ^ number as u64);
    let page = Id::from(format!("page-{number}"));
    let what = match dice.below(4) {
        0 => EventKind::Ticked { page, task: Id::from("task") },
        1 => EventKind::Went { from: page, said: Some(Outcome::NotSolved), to: ExitTarget::Page(Id::from("next")) },
        2 => EventKind::Undone { event: number / 2 },
        _ => {
            let words = "登不上\n\"1001\" ".repeat(1 + dice.below(300) as usize);
            EventKind::Answered { page, ask: Id::from("ask"), answer: Answer::Words(Redactor::default().safe(&words)) }
        }
    };
    Event { at: at(number), what }
}

/// The other half of the test, in its own process: continues the session until it is killed.
#[test]
fn child() {
    let Some(data) = std::env::var_os(DATA) else { return };
    let data = Path::new(&data);
    let seed = std::env::var(SEED).unwrap().parse().unwrap();
    let id = SessionId::parse(&std::env::var(SESSION).unwrap()).unwrap();
    let InstanceRole::First(_instance) = Instance::claim(data).unwrap() else { panic!("a killed copy holds the lock") };
    let (mut file, session) = Store::open(&data.join("sessions")).unwrap().read(&id).unwrap();
    let mut out = std::io::stdout();
    writeln!(out).unwrap();
    for number in session.events().len().. {
        file.append(&event(number, seed)).unwrap();
        writeln!(out, "{ACKNOWLEDGED}{number}").unwrap();
        out.flush().unwrap();
    }
}

fn spawn(data: &Path, id: &SessionId, seed: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &test_name(module_path!(), "child"), "--nocapture"])
        .env(DATA, data)
        .env(SESSION, id.to_string())
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Lets the child run for a while, kills it, and returns the number of the last event that it acknowledged.
fn go_on_and_die(mut child: Child, first: u64, pause: Duration) -> Option<usize> {
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut last = None;
    let mut line = String::new();
    let mut seen = 0;
    let mut killed = false;
    loop {
        if seen >= first && !killed {
            std::thread::sleep(pause);
            child.kill().unwrap();
            killed = true;
        }
        line.clear();
        // What the child printed before the kill is still in the pipe, so this reads the pipe to its end.
        if lines.read_line(&mut line).unwrap() == 0 {
            break;
        }
        // A line without its end may be the beginning of a longer number.
        if let Some(number) = line.strip_suffix('\n').and_then(|line| line.strip_prefix(ACKNOWLEDGED)) {
            last = Some(number.parse().unwrap());
            seen += 1;
        }
    }
    assert!(killed, "the child ended by itself");
    child.wait().unwrap();
    last
}

#[test]
fn killed_two_hundred_times_and_nothing_acknowledged_is_lost() {
    let seed = 20_261_123;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let begun = Instant::now();
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("sessions")).unwrap();
    let mut expected = vec![started()];
    let mut id = store.create(&started()).unwrap().id;
    let mut unacknowledged = 0;
    let mut sessions = 1;

    for kill in 0..KILLS {
        // A kill comes during the start, between the first events, or after many of them.
        let (first, pause) = (dice.below(6), Duration::from_micros(dice.below(6000)));
        let last = go_on_and_die(spawn(home.path(), &id, seed), first, pause);

        let (mut file, session) = store.read(&id).unwrap();
        let found = session.events().len();
        let acknowledged = last.map_or(expected.len(), |last| last + 1);
        assert!(found >= acknowledged, "kill {kill}: {acknowledged} events acknowledged, {found} found");
        assert!(found <= acknowledged + 1, "kill {kill}: {acknowledged} events acknowledged, {found} found");
        unacknowledged += found - acknowledged;
        expected.extend((expected.len()..found).map(|number| event(number, seed)));
        assert!(session.events() == expected, "kill {kill}: an event is not the one that was added");

        // The session also continues in this process.
        file.append(&event(found, seed)).unwrap();
        expected.push(event(found, seed));
        if expected.len() > 2000 {
            // The next run belongs to another customer, because long sessions only make the test slow.
            id = store.create(&started()).unwrap().id;
            expected = vec![started()];
            sessions += 1;
        }
    }
    let listing = store.list().unwrap();
    assert_eq!(listing.sessions.len(), sessions);
    assert!(listing.set_aside.is_empty() && listing.unreadable.is_empty());
    println!(
        "{KILLS} kills in {:.1?}, {sessions} sessions, the last of {} events; {unacknowledged} events were on the disk \
         before they could be acknowledged",
        begun.elapsed(),
        expected.len(),
    );
}
