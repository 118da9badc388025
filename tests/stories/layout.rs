//! Everything fits into the window: large texts, long sentences, small and huge windows.

use std::sync::Arc;

use eframe::egui::{Color32, ColorImage};
use okpay_wizard::desktop::Store;
use okpay_wizard::lang::{Lang, Text};
use okpay_wizard::pack::{Block, LoadedPack, Page, QuestionKind, Tool};
use okpay_wizard::session::{Event, EventKind, MadeWith};

use super::customer::Customer;
use super::machine::{Machine, okpay};
use super::stand_in;
use super::steps::{at_browser_page, begins_login};

const SMALL: (f32, f32) = (1024.0, 640.0);
const HUGE: (f32, f32) = (3840.0, 2160.0);
const LOOKS: [((f32, f32), u16); 6] = [(SMALL, 90), (SMALL, 100), (SMALL, 150), (SMALL, 200), (HUGE, 100), (HUGE, 200)];

/// The same text, 40 % longer.
fn longer(text: &mut Text) {
    let words = Lang::ALL.map(|lang| {
        let words = text.get(lang);
        let more: String = words.chars().take(words.chars().count() * 2 / 5).collect();
        (lang, format!("{words} {}", more.replace("**", "")))
    });
    *text = Text::by_language(words).unwrap();
}

fn lengthen(page: &mut Page) {
    longer(&mut page.title);
    page.why.iter_mut().chain(&mut page.check).for_each(longer);
    for block in &mut page.body {
        match block {
            Block::Text(text) | Block::Note(text) | Block::Warning(text) | Block::Link { text, .. } => longer(text),
            Block::Steps(items) | Block::List(items) => items.iter_mut().for_each(longer),
        }
    }
    for task in &mut page.tasks {
        longer(&mut task.text);
        task.hint.iter_mut().for_each(longer);
    }
    for ask in &mut page.asks {
        longer(&mut ask.text);
        ask.hint.iter_mut().for_each(longer);
        if let QuestionKind::Choice(choices) = &mut ask.kind {
            for choice in choices {
                longer(&mut choice.text);
                choice.hint.iter_mut().for_each(longer);
            }
        }
    }
    for tool in &mut page.tools {
        match tool {
            Tool::OpenLink { text, .. } => longer(text),
            Tool::CopyText { label, text } => [label, text].into_iter().for_each(longer),
            Tool::ClearBrowserData | Tool::SaveReport | Tool::ContactSupport => {}
        }
    }
}

/// The built-in guides in a wordier language.
fn wordy() -> Arc<LoadedPack> {
    let mut pack = okpay().clone();
    longer(&mut pack.name);
    pack.contact.bring.iter_mut().chain(&mut pack.contact.never).chain(&mut pack.contact.source).for_each(longer);
    for wizard in &mut pack.wizards {
        longer(&mut wizard.title);
        longer(&mut wizard.summary);
        wizard.pages.iter_mut().for_each(lengthen);
    }
    Arc::new(LoadedPack { pack: Some(pack), problems: Vec::new(), broken: Vec::new() })
}

/// Asserts that everything is between the left and the right edge, and that these words can be pressed without
/// scrolling.
#[track_caller]
fn fits(customer: &mut Customer, name: &str, always_there: &[&str]) {
    for (size, percent) in LOOKS {
        let things = customer.looks_at(size, percent);
        let window = customer.window();
        for thing in things.iter().filter(|thing| !thing.words.is_empty()) {
            let inside = thing.place.left() >= -0.5 && thing.place.right() <= window.right() + 0.5;
            assert!(inside, "{name} {size:?} {percent} %: {thing:?} of {window:?}\n{}", customer.screen_text());
        }
        for words in always_there {
            let found = things.iter().find(|thing| thing.is_control() && thing.words == *words);
            let inside = found.is_some_and(|thing| window.expand(0.5).contains_rect(thing.place));
            assert!(inside, "{name} {size:?} {percent} %: {found:?} of {window:?}\n{}", customer.screen_text());
        }
    }
}

fn every_page_fits(loaded: &Arc<LoadedPack>, lang: Lang) {
    let pack = loaded.pack.as_ref().unwrap();
    for wizard in &pack.wizards {
        for page in &wizard.pages {
            let machine = Machine::with(Arc::clone(loaded));
            let made_with = MadeWith {
                pack: pack.id.clone(),
                pack_version: pack.version.clone(),
                program_version: "0.1.0".to_owned(),
            };
            let what =
                EventKind::Started { wizard: wizard.id.clone(), page: page.id.clone(), made_with, lang, salt: [7; 16] };
            let at = jiff::Timestamp::from_second(1_794_000_000).unwrap();
            Store::open(&machine.folders.sessions).unwrap().create(&Event { at, what }).unwrap();
            let mut customer = machine.start(lang);
            customer.presses(customer.strings().home.go_on);
            let words = &customer.strings().page;
            let on = if page.asks_if_solved() { words.not_yet } else { words.next };
            let back = customer.strings().common.back;
            fits(&mut customer, page.id.as_str(), &[on, back]);
        }
    }
}

#[test]
fn every_page_fits_into_every_window_in_chinese() {
    every_page_fits(&Machine::new().loaded, Lang::Chinese);
}

#[test]
fn every_page_fits_into_every_window_in_english() {
    every_page_fits(&Machine::new().loaded, Lang::English);
}

#[test]
fn longer_sentences_fit_too() {
    for lang in Lang::ALL {
        every_page_fits(&wordy(), lang);
    }
}

#[test]
fn every_other_screen_fits() {
    for lang in Lang::ALL {
        for loaded in [Machine::new().loaded, wordy()] {
            let machine = Machine::with(loaded);
            let mut customer = machine.start(lang);
            fits(&mut customer, "home", &[]);
            customer.looks_at(SMALL, 100);
            customer.presses(customer.strings().common.settings);
            fits(&mut customer, "settings", &[]);
            customer.looks_at(SMALL, 100);
            customer.presses(customer.strings().privacy.open);
            fits(&mut customer, "privacy", &[]);
            customer.looks_at(SMALL, 100);
            customer.presses(customer.strings().common.back);
            customer.presses(customer.strings().common.back);
            customer.presses(customer.strings().home.none_of_these);
            fits(&mut customer, "support", &[]);
        }
    }
}

#[test]
fn clearing_fits_while_it_is_chosen_done_and_over() {
    for lang in Lang::ALL {
        for cleaner in [stand_in::busy(), stand_in::waiting()] {
            let mut machine = Machine::new();
            machine.stand_in = Some(cleaner);
            let mut customer = at_browser_page(&machine, lang);
            let words = &customer.strings().clear;
            let back = customer.strings().common.back;
            customer.presses(words.tool_button);
            customer.waits_for(words.lead);
            fits(&mut customer, "choosing", &[&words.go.of(1), back]);
            customer.looks_at(SMALL, 100);
            customer.presses_first_words("Safari");
            fits(&mut customer, "by hand", &[words.hand.did_it, back]);
            customer.looks_at(SMALL, 100);
            customer.presses(back);
            customer.presses(&words.go.of(1));
            customer.waits_for("220 MB");
            fits(&mut customer, "working", &[words.stop]);
            customer.looks_at(SMALL, 100);
            customer.presses(words.stop);
            customer.waits_for(words.done_stopped);
            fits(&mut customer, "over", &[words.to_page, words.look_again]);
            customer.looks_at(SMALL, 100);
            customer.presses(words.to_page);
            fits(&mut customer, "the page afterwards", &[back]);
        }
    }
}

#[test]
fn a_picture_fits_while_it_is_blacked_out_and_in_the_list() {
    for lang in Lang::ALL {
        for shape in [[300, 40], [40, 300]] {
            let machine = Machine::new();
            let mut customer = machine.start(lang);
            begins_login(&mut customer);
            customer.presses(customer.strings().common.contact_support);
            customer.presses(customer.strings().support.make_report);
            customer.pastes(ColorImage::filled(shape, Color32::WHITE));
            let words = &customer.strings().picture;
            fits(&mut customer, "picture", &[words.add_it, words.leave_out]);
            customer.looks_at(SMALL, 100);
            customer.presses(words.add_it);
            let save = customer.strings().report.save;
            fits(&mut customer, "report with a picture", &[save]);
        }
    }
}
