//! The rules that keep the source easy to change, checked against the source itself.
//!
//! `rules.rs` has the rules, `planted.rs` breaks each of them on purpose. If a rule is in the way, change it there and in
//! ARCHITECTURE.md, with the reason; do not work around it.
//!
//! A file uses another one when it mentions something that the other one declares. Two uses make no circle: a parent that
//! only hands on what its children declare, and a child that uses what the modules around it declare.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod modules;
mod planted;
mod rules;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use self::modules::Sources;
use self::rules::{Circle, Rule, Violation, check};
use self::source::Source;

/// Circles between files that stay, each with its files in order and the reason. A circle between the modules directly
/// below `src` never stays.
const CIRCLES: [Circle; 1] = [Circle {
    files: &["app/clear_thread.rs", "app/open_pack.rs", "app/worker.rs"],
    reason: "every thread answers the window over one channel: its message names what each thread sends, and each thread \
             names the message",
}];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The text of a file below `src`.
fn text(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap()
}

/// All files below `src`.
fn real() -> &'static Sources {
    static READ: OnceLock<Sources> = OnceLock::new();
    READ.get_or_init(|| {
        let mut files = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(inner) = folders.pop() {
            for entry in fs::read_dir(folder().join(&inner)).unwrap() {
                let entry = entry.unwrap();
                let path = format!("{inner}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    folders.push(format!("{path}/"));
                } else if Path::new(&path).extension().is_some_and(|extension| extension == "rs") {
                    files.push((path.clone(), text(&path)));
                }
            }
        }
        read(files)
    })
}

/// Reads files on two threads: it takes a second or two without optimisation.
fn read(mut files: Vec<(String, String)>) -> Sources {
    let read = |files: Vec<(String, String)>| -> Sources {
        files.into_iter().map(|(path, text)| (path, Source::read(&text))).collect()
    };
    let half = files.split_off(files.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(move || read(half));
        let mut all = read(files);
        all.extend(other.join().unwrap());
        all
    })
}

/// What breaks a rule in the real source.
fn broken() -> &'static [Violation] {
    static FOUND: OnceLock<Vec<Violation>> = OnceLock::new();
    FOUND.get_or_init(|| check(real(), &CIRCLES))
}

fn assert_kept(rule: Rule) {
    let broken: Vec<String> = broken().iter().filter(|broken| broken.rule == rule).map(ToString::to_string).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_file_is_declared_and_understood() {
    assert_kept(Rule::Readable);
}

#[test]
fn every_module_knows_only_the_modules_below_it() {
    assert_kept(Rule::Layers);
}

#[test]
fn modules_do_not_use_each_other_in_a_circle() {
    assert_kept(Rule::ModuleCircle);
}

#[test]
fn files_do_not_use_each_other_in_a_circle_without_a_reason() {
    assert_kept(Rule::FileCircle);
}

#[test]
fn only_the_window_knows_its_toolkit() {
    assert_kept(Rule::Toolkit);
}

#[test]
fn pure_modules_and_the_windows_inside_ask_nothing_of_the_world() {
    assert_kept(Rule::World);
}

#[test]
fn the_product_never_chooses_to_panic() {
    assert_kept(Rule::Panic);
}

#[test]
fn files_stay_short_enough_to_be_read() {
    assert_kept(Rule::Length);
}

#[test]
fn files_that_only_tests_use_say_so_in_their_names() {
    assert_kept(Rule::TestName);
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut in_dependencies = false;
    let mut in_list = false;
    let mut before = "";
    let mut silent = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies && !in_list && line.contains(" = ") && !line.starts_with('#') {
            // A neighbour may share its comment, as serde shares ron's.
            if before.is_empty() {
                silent.insert(line.to_owned());
            }
        }
        in_list = line.ends_with('[') && line.contains('=') || (in_list && !line.starts_with(']'));
        before = line;
    }
    assert!(silent.is_empty(), "no comment above: {silent:?}");
}

#[test]
fn the_top_level_holds_what_was_agreed_and_nothing_else() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "assets",
        "wizards",
        "tests",
        "target",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "clippy.toml",
        "deny.toml",
        "rustfmt.toml",
    ];
    let extra: Vec<String> = fs::read_dir(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !agreed.contains(&name.as_str()))
        .collect();
    assert!(extra.is_empty(), "{extra:?}");
}
