//! An author makes a mistake in a pack; the program says where it is and how to fix it.

mod anything;
mod fields;
mod manifest;
mod saving;
mod several;
mod texts;
mod way;
mod writing;

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{LoadedPack, Problem, Severity, SourceFile, load, text_of};

const FILES: [(&str, &str); 3] = [
    ("pack.ron", include_str!("../../../fixtures/pack/pack.ron")),
    ("login.ron", include_str!("../../../fixtures/pack/login.ron")),
    ("payment.ron", include_str!("../../../fixtures/pack/payment.ron")),
];

fn good() -> Vec<SourceFile> {
    let file = |(name, text): &(&str, &str)| SourceFile { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
    FILES.iter().map(file).collect()
}

/// The good pack with one place of one file changed.
fn broken(name: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = good();
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains(from), "the fixture has no {from}");
    file.bytes = text.replacen(from, to, 1).into_bytes();
    files
}

fn with(name: &str, bytes: &[u8]) -> Vec<SourceFile> {
    let mut files = good();
    files.retain(|file| file.name != name);
    files.push(SourceFile { name: name.to_owned(), bytes: bytes.to_vec() });
    files
}

fn listed(loaded: &LoadedPack) -> String {
    let line = |p: &Problem| {
        let place = &p.place;
        format!(
            "{}:{}:{} {} {} / {}\n",
            place.file, place.line, place.column, p.code, p.message.english, p.message.chinese
        )
    };
    loaded.problems.iter().map(line).collect()
}

/// Line and column, from 1 and in characters, of `marked` in the changed file.
fn place_of(text: &str, marked: &str) -> (usize, usize) {
    let at = text.find(marked).unwrap_or_else(|| panic!("no {marked}"));
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

/// One mistake: `from` becomes `to` in `file`. Asserts that exactly one problem of this `code` is reported where
/// `marked` begins (after its first `skip` characters), and that it names `culprit` in both languages.
#[track_caller]
fn find_problem(file: &str, from: &str, to: &str, code: &str, marked: &str, skip: usize, culprit: &str) -> Problem {
    let files = broken(file, from, to);
    find_problem_in(&files, file, code, marked, skip, culprit)
}

#[track_caller]
fn find_problem_in(files: &[SourceFile], file: &str, code: &str, marked: &str, skip: usize, culprit: &str) -> Problem {
    let loaded = load(files);
    let text = text_of(files.iter().find(|source| source.name == file).unwrap());
    let (line, column) = place_of(&text, marked);
    let all = listed(&loaded);
    assert_eq!(loaded.problems.len(), 1, "one mistake is one problem:\n{all}");
    let problem = loaded.problems[0].clone();
    let place = &problem.place;
    assert_eq!(
        (place.file.as_str(), problem.code, place.line, place.column),
        (file, code, line, column + skip),
        "{all}"
    );
    for (sentence, help) in [
        (&problem.message.english, problem.help.as_ref().map(|help| &help.english)),
        (&problem.message.chinese, problem.help.as_ref().map(|help| &help.chinese)),
    ] {
        let whole = format!("{sentence} {}", help.map_or("", String::as_str));
        assert!(whole.contains(culprit), "“{whole}” names {culprit}");
    }
    let pack = loaded.pack.as_ref();
    if problem.severity == Severity::Error && file != "pack.ron" {
        assert_eq!(loaded.broken, [file]);
        assert!(pack.unwrap().wizards.iter().all(|wizard| format!("{}.ron", wizard.id) != file));
        assert!(!pack.unwrap().wizards.is_empty(), "the other wizard is still there");
    }
    problem
}

fn suggests(problem: &Problem, name: &str) {
    let help = problem.help.as_ref().unwrap();
    assert!(help.english.contains(&format!("did you mean `{name}`?")), "{help:?}");
    assert!(help.chinese.contains(&format!("是不是想写 `{name}`？")), "{help:?}");
}

#[test]
fn the_good_pack_is_good() {
    let loaded = load(&good());
    assert_eq!(listed(&loaded), "");
    let pack = loaded.pack.unwrap();
    assert_eq!(pack.wizards.len(), 2);
    assert_eq!(pack.accent, [0x0A, 0x7D, 0x55]);
    assert_eq!(pack.wizards[0].pages.len(), 4);
    assert_eq!(pack.wizards[0].walks.len(), 2);
    assert_eq!(pack.wizards[1].summary.get(Lang::English), "A payment failed");
    assert_eq!(loaded.broken, [""; 0]);
}
