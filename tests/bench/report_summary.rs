//! How long a folder of reports takes to be added up, and how much memory, beside plainly reading the same files and
//! parsing them as JSON.
//!
//! `cargo run --release -p okpay-wizard-bench --bin report_summary [REPORTS…]`; without figures, for 1,000 and for 20,000.

#![expect(clippy::unwrap_used, reason = "a bench that cannot run should stop")]
#![expect(clippy::indexing_slicing, reason = "a bench that cannot run should stop")]
#![expect(clippy::print_stdout, reason = "figures are what it is for")]

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use okpay_wizard::cli;
use okpay_wizard::desktop::packs;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{ExitTarget, Os, Outcome, Pack, load};
use okpay_wizard::redact::{KnownSecrets, Redactor};
use okpay_wizard::report::{Choices, Facts, Report, to_json};
use okpay_wizard::session::{Event, EventKind, MadeWith, Session};

/// Reports that differ; a folder of more has them under further names.
const DIFFERENT: usize = 1_000;
/// Reports in one folder.
const A_DAY: usize = 1_000;
const RUNS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["sum", folder] => sum(folder),
        ["parse", folder] => parse(Path::new(folder)),
        sizes => {
            let sizes: Vec<usize> = sizes.iter().map(|size| size.parse().unwrap()).collect();
            compare(if sizes.is_empty() { &[1_000, 20_000] } else { &sizes });
        }
    }
}

fn compare(sizes: &[usize]) {
    let memory = Path::new("/dev/shm");
    let temp = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let seeds = temp.path().join("seeds");
    fs::create_dir(&seeds).unwrap();
    let bytes: usize = (0..DIFFERENT).map(|number| write(&seeds, number)).sum();
    println!("a report takes {} bytes on average", bytes / DIFFERENT);
    for size in sizes {
        let folder = temp.path().join(size.to_string());
        for number in 0..*size {
            let day = folder.join((number / A_DAY).to_string());
            if number % A_DAY == 0 {
                fs::create_dir_all(&day).unwrap();
            }
            fs::hard_link(seeds.join((number % DIFFERENT).to_string()), day.join(format!("{number}.json"))).unwrap();
        }
        // In turns, so that what else runs on the machine slows down both.
        let mut best: BTreeMap<&str, (Duration, u64)> = BTreeMap::new();
        for _ in 0..RUNS {
            for work in ["sum", "parse"] {
                let (took, memory) = in_a_process_of_its_own(work, &folder);
                let best = best.entry(work).or_insert((took, memory));
                *best = (best.0.min(took), best.1.max(memory));
            }
        }
        let (sum, parse) = (best["sum"], best["parse"]);
        println!(
            "{size:>7} reports: summary {:7.2} s, {:6.0} a second, at most {:5.1} MB; plain parsing {:7.2} s, at most {:5.1} MB; ratio {:.2}",
            sum.0.as_secs_f64(),
            *size as f64 / sum.0.as_secs_f64(),
            sum.1 as f64 / 1024.0,
            parse.0.as_secs_f64(),
            parse.1 as f64 / 1024.0,
            sum.0.as_secs_f64() / parse.0.as_secs_f64(),
        );
    }
}

/// The time and the largest memory in KiB, as the process itself tells them at its end.
fn in_a_process_of_its_own(work: &str, folder: &Path) -> (Duration, u64) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.arg(work).arg(folder).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stdout).unwrap();
    let mut figures = told.lines().last().unwrap().split(' ').map(|figure| figure.parse::<u64>().unwrap());
    (Duration::from_micros(figures.next().unwrap()), figures.next().unwrap())
}

fn tell(start: Instant) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    println!("{} {}", start.elapsed().as_micros(), peak.trim().trim_end_matches(" kB"));
}

/// What the program does.
fn sum(folder: &str) {
    let start = Instant::now();
    let arguments = ["okpay-wizard", "report", folder, "--summary", "--json"];
    let args = cli::parse(arguments.iter().map(Into::into)).unwrap();
    assert_eq!(cli::run(args), cli::Status::Fine);
    tell(start);
}

/// The least that anything which looks into the files has to do.
fn parse(folder: &Path) {
    let start = Instant::now();
    for day in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(day.unwrap().path()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            black_box(serde_json::from_slice::<serde_json::Value>(&bytes).unwrap());
        }
    }
    tell(start);
}

/// A customer goes through one of our wizards, page by page, to a page that differs.
fn write(folder: &Path, number: usize) -> usize {
    let pack = load(&packs::built_in()).pack.unwrap();
    let json = to_json(&report(&pack, number)).unwrap();
    fs::File::create(folder.join(number.to_string()))
        .and_then(|mut file| std::io::Write::write_all(&mut file, json.as_bytes()))
        .unwrap();
    json.len()
}

fn report(pack: &Pack, number: usize) -> Report {
    let wizard = &pack.wizards[number % pack.wizards.len()];
    let lang = Lang::ALL[number % 2];
    let made_with = MadeWith {
        pack: pack.id.clone(),
        pack_version: pack.version.clone(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let mut at: Timestamp = "2026-11-23T10:28:00Z".parse().unwrap();
    let mut salt = [7; 16];
    salt[..8].copy_from_slice(&(number as u64).to_be_bytes());
    let page = wizard.pages[0].id.clone();
    let mut events =
        vec![Event { at, what: EventKind::Started { wizard: wizard.id.clone(), page, made_with, lang, salt } }];
    let mut happened = |seconds: usize, what| {
        at += SignedDuration::from_secs(i64::try_from(seconds).unwrap());
        events.push(Event { at, what });
    };
    let last = 1 + number / 7 % (wizard.pages.len() - 1);
    for (place, page) in wizard.pages.iter().enumerate().take(last) {
        for task in &page.tasks {
            happened(5 + number % 60, EventKind::Ticked { page: page.id.clone(), task: task.id.clone() });
        }
        let to = ExitTarget::Page(wizard.pages[place + 1].id.clone());
        let said = page.check.as_ref().map(|_| Outcome::NotSolved);
        happened(20 + number % 90, EventKind::Went { from: page.id.clone(), said, to });
    }
    let from = wizard.pages[last].id.clone();
    let end = |outcome| EventKind::Went { from, said: Some(outcome), to: ExitTarget::End(outcome) };
    match number % 4 {
        0 => happened(30, end(Outcome::Solved)),
        1 => happened(30, end(Outcome::NotSolved)),
        2 => happened(30, EventKind::Left),
        _ => {}
    }
    let session = Session::from_events(events).unwrap();
    let redactor = Redactor::new(&KnownSecrets::default(), salt);
    Report::build(pack, &session, &facts(at), &Choices::all(lang), &redactor).unwrap()
}

fn facts(made_at: Timestamp) -> Facts {
    Facts {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        os: "Windows 11 23H2".to_owned(),
        os_kind: Os::Windows,
        architecture: "x86-64".to_owned(),
        locale: "zh-CN".to_owned(),
        browsers: Vec::new(),
        proxy: Some(false),
        clock_ahead_seconds: None,
        free_disk_bytes: Some(128_000_000_000),
        pictures: Vec::new(),
        log: Vec::new(),
        zone: TimeZone::UTC,
        made_at,
    }
}
