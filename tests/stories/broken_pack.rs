//! Guides with mistakes: the good ones work, and the program shows where the mistake is.

use std::fs;
use std::sync::Arc;

use okpay_wizard::desktop::packs;
use okpay_wizard::lang::{Lang, fill};
use okpay_wizard::pack::{LoadedPack, Problem, SourceFile, load};

use super::machine::{Machine, okpay};
use super::steps::begins_login;

/// The built-in files. In one of them some words are replaced, so that it is broken.
fn spoilt(name: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = packs::built_in();
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains(from));
    file.bytes = text.replacen(from, to, 1).into_bytes();
    files
}

fn place(problem: &Problem, lang: Lang) -> String {
    fill(
        okpay_wizard::lang::Strings::of(lang).home.broken_guides_help,
        &[
            ("file", &problem.place.file),
            ("line", &problem.place.line.to_string()),
            ("column", &problem.place.column.to_string()),
            ("message", problem.message.get(lang)),
        ],
    )
}

/// A machine with these guides, and the first problem in them.
fn machine_with(files: &[SourceFile]) -> (Machine, Problem) {
    let loaded: LoadedPack = load(files);
    let first = loaded.problems.first().unwrap().clone();
    (Machine::with(Arc::new(loaded)), first)
}

#[test]
fn one_broken_guide_leaves_the_others_and_is_named() {
    for lang in Lang::ALL {
        let files = spoilt("payment.ron", "pages: [", "pagse: [");
        let (machine, problem) = machine_with(&files);
        let line = text_of(&files, "payment.ron").lines().position(|line| line.contains("pagse")).unwrap() + 1;
        assert_eq!((problem.place.file.as_str(), problem.place.line), ("payment.ron", line));

        let mut customer = machine.start(lang);
        customer.sees(&customer.strings().home.broken_guides.of(1));
        customer.sees(&place(&problem, lang));
        for wizard in &okpay().wizards {
            let title = wizard.title.get(lang);
            assert_eq!(customer.finds(title), wizard.id.as_str() != "payment", "{title}");
        }
        begins_login(&mut customer);
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn without_a_usable_pack_the_window_says_what_is_wrong() {
    for lang in Lang::ALL {
        let (machine, problem) = machine_with(&spoilt("pack.ron", "format: 1,", "format: 1，"));
        let customer = machine.start(lang);
        customer.sees(customer.strings().home.broken_pack);
        customer.sees(customer.strings().home.broken_pack_help);
        customer.sees(&place(&problem, lang));
        assert!(customer.focus().is_none_or(|focus| focus.is_control()));
    }
}

#[test]
fn an_empty_folder_is_no_pack_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let files = packs::in_folder(folder.path()).unwrap();
    for lang in Lang::ALL {
        let machine = Machine::with(Arc::new(load(&files)));
        let mut customer = machine.start(lang);
        customer.sees(customer.strings().home.broken_pack);
        // The rest of the program still works.
        customer.presses(customer.strings().common.settings);
        customer.sees(customer.strings().settings.text_size);
        customer.presses(customer.strings().common.back);
        customer.sees(customer.strings().home.broken_pack);
    }
}

#[test]
fn guides_of_a_folder_are_used_instead_of_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    for file in spoilt("login.ron", "I can't log in", "The door stays shut") {
        fs::write(folder.path().join(file.name), file.bytes).unwrap();
    }
    let loaded = load(&packs::in_folder(folder.path()).unwrap());
    let machine = Machine::with(Arc::new(loaded));
    let mut customer = machine.start(Lang::English);
    customer.sees_no("I can't log in");
    customer.presses("The door stays shut");
    assert_eq!(customer.session().unwrap().state().wizard.as_str(), "login");
}

fn text_of(files: &[SourceFile], name: &str) -> String {
    String::from_utf8(files.iter().find(|file| file.name == name).unwrap().bytes.clone()).unwrap()
}
