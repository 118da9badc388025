//! The rules that keep the house liveable, read off its source.
//!
//! Each rule says what a room must not know. A rule that is in the way is changed here and in ARCHITECTURE.md, with
//! the reason, not worked around.

#![expect(clippy::unwrap_used, reason = "a broken rule fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each with the rooms it may know.
const MAY_KNOW: [(&str, &[&str]); 14] = [
    ("lang", &[]),
    ("pack", &["lang"]),
    ("session", &["lang", "pack", "redact"]),
    ("search", &["lang", "pack"]),
    ("redact", &["lang"]),
    ("picture", &[]),
    ("report", &["lang", "pack", "redact", "session"]),
    ("guide", &["browser", "lang", "pack"]),
    ("terminal", &["lang", "pack", "redact", "report", "session"]),
    ("browser", &["lang", "pack"]),
    ("ui", &["browser", "lang", "pack", "picture", "redact", "report", "search", "session"]),
    ("desktop", &["browser", "lang", "pack", "redact", "session"]),
    ("app", &["browser", "desktop", "guide", "lang", "pack", "picture", "redact", "report", "search", "session", "ui"]),
    ("cli", &["app", "browser", "desktop", "guide", "lang", "pack", "redact", "report", "session", "terminal"]),
];

/// Rooms in which the same input always gives the same output.
const PURE: [&str; 8] = ["lang", "pack", "session", "search", "redact", "picture", "report", "guide"];

/// What only the outside world can answer: files, the environment, networks, threads, clocks.
const WORLD: [&str; 9] = [
    "std::fs",
    "std::env::",
    "std::net",
    "std::thread",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "TimeZone::system",
];

fn room_files() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&source).unwrap();
                let room = inside.components().next().unwrap().as_os_str().to_str().unwrap();
                let text = fs::read_to_string(&path).unwrap();
                rooms.entry(room.trim_end_matches(".rs").to_owned()).or_default().push((inside.to_owned(), text));
            }
        }
    }
    rooms
}

/// The product's part of a file: its tests and its comments may speak of anything.
fn product_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // A module of its own in this file; one that lies in a file of its own ends nothing.
    let is_here = |(start, _): &(usize, &str)| text[*start..].lines().nth(1).is_some_and(|line| line.ends_with('{'));
    let tests = text.match_indices("#[cfg(test)]\nmod ").find(is_here).map_or(text.len(), |(start, _)| start);
    (1..).zip(text[..tests].lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Files that are all test: named after what they test, included under `#[cfg(test)]`.
fn is_test_file(rooms: &BTreeMap<String, Vec<(PathBuf, String)>>, path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let declared = format!("mod {name};");
    let is_declared = |text: &str| {
        let pairs = text.lines().zip(text.lines().skip(1));
        pairs
            .into_iter()
            .any(|(above, line)| above == "#[cfg(test)]" && line.trim_start_matches("pub(super) ") == declared)
    };
    rooms.values().flatten().any(|(other, text)| {
        is_declared(text) && (other.parent() == path.parent() || other.with_extension("") == path.parent().unwrap())
    })
}

#[test]
fn every_room_knows_only_the_rooms_below_it() {
    let rooms = room_files();
    let allowed: BTreeMap<&str, &[&str]> = MAY_KNOW.into_iter().collect();
    let mut wrong = Vec::new();
    for (room, files) in &rooms {
        if room == "main" || room == "lib" {
            continue;
        }
        let may_know = allowed.get(room.as_str()).unwrap_or_else(|| panic!("src/{room} has no rule: add it"));
        for (path, text) in files.iter().filter(|(path, _)| !is_test_file(&rooms, path)) {
            for (line, words) in product_lines(text) {
                for other in words.split("crate::").skip(1) {
                    let other: String = other.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let is_room = allowed.contains_key(other.as_str());
                    if is_room && other != *room && !may_know.contains(&other.as_str()) {
                        wrong.push(format!("src/{}:{line}: {room} must not know {other}", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_window_knows_its_toolkit() {
    let rooms = room_files();
    let mut wrong = Vec::new();
    for (room, files) in rooms.iter().filter(|(room, _)| !["ui", "app"].contains(&room.as_str())) {
        for (path, text) in files {
            for (line, words) in product_lines(text) {
                if ["egui", "eframe", "winit"].iter().any(|toolkit| words.contains(toolkit)) {
                    wrong.push(format!("src/{}:{line}: {room} must not know the toolkit", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_rooms_and_the_windows_inside_ask_nothing_of_the_world() {
    let rooms = room_files();
    let mut wrong = Vec::new();
    for room in PURE.iter().chain(&["ui", "terminal"]) {
        for (path, text) in rooms[*room].iter().filter(|(path, _)| !is_test_file(&rooms, path)) {
            for (line, words) in product_lines(text) {
                for thing in WORLD {
                    if words.contains(thing) {
                        wrong.push(format!("src/{}:{line}: {room} must not ask {thing}", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_of_the_product_can_panic_by_its_own_word() {
    let rooms = room_files();
    let mut wrong = Vec::new();
    for (path, text) in rooms.values().flatten().filter(|(path, _)| !is_test_file(&rooms, path)) {
        for (line, words) in product_lines(text) {
            for word in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("] {
                if words.contains(word) {
                    wrong.push(format!("src/{}:{line}: {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_short_enough_to_be_read() {
    let long: Vec<String> = room_files()
        .into_values()
        .flatten()
        .filter(|(_, text)| text.lines().count() > 400)
        .map(|(path, text)| format!("src/{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
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
