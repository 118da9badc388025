//! Very many guides: the window draws only those nearby, and the customer reaches all of them.

use std::sync::Arc;

use eframe::egui::Key;
use okpay_wizard::desktop::packs;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{SourceFile, load};

use super::machine::Machine;
use super::steps::{page_title, title};

/// More than fit on a screen, but fewer than the Tab presses that a test tries.
const MANY: usize = 60;

fn numbered(lang: Lang, number: usize) -> String {
    format!("{} {number}", title("login", lang))
}

/// Copies of the login guide, each with its own name.
fn guides() -> Vec<SourceFile> {
    let built_in = packs::built_in();
    let text_of = |name: &str| {
        let file = built_in.iter().find(|file| file.name == name).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let login = text_of("login.ron");
    let names: Vec<String> = (0..MANY).map(|number| format!("login-{number}")).collect();
    let listed: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let manifest = text_of("pack.ron");
    let (head, _) = manifest.split_once("wizards: [").unwrap();
    let manifest = format!("{head}wizards: [{}],\n)\n", listed.join(", "));
    let mut files = vec![SourceFile { name: "pack.ron".to_owned(), bytes: manifest.into() }];
    files.extend(names.iter().enumerate().map(|(number, name)| {
        let mut text = login.replacen("id: \"login\"", &format!("id: {name:?}"), 1);
        for lang in Lang::ALL {
            text = text.replacen(title("login", lang), &numbered(lang, number), 1);
        }
        SourceFile { name: format!("{name}.ron"), bytes: text.into() }
    }));
    files
}

#[test]
fn of_many_guides_those_near_are_drawn_and_the_last_one_is_reached() {
    let loaded = Arc::new(load(&guides()));
    assert_eq!(loaded.pack.as_ref().unwrap().wizards.len(), MANY, "{:?}", loaded.problems.first());
    for lang in Lang::ALL {
        let machine = Machine::with(Arc::clone(&loaded));
        let mut customer = machine.start(lang);
        let last = numbered(lang, MANY - 1);
        customer.sees(&numbered(lang, 0));
        assert!(!customer.finds(&last), "guides far below are not drawn yet");

        customer.tabs_to(&last);
        assert!(!customer.finds(&numbered(lang, 0)), "guides far above are no longer drawn");
        customer.tabs_back_to(&numbered(lang, MANY / 2));
        customer.key(Key::Enter);
        customer.sees(page_title("login", "start", lang));
        customer.presses_first_words(loaded.pack.as_ref().unwrap().name.get(lang));

        // The search also finds those that are not scrolled into view.
        customer.types(customer.strings().home.search, &(MANY - 1).to_string());
        customer.presses(&last);
        customer.sees(page_title("login", "start", lang));
    }
}
