//! A customer wants to know what the program saves, and where.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use okpay_wizard::lang::{Lang, fill};

use super::customer::Customer;
use super::machine::Machine;

/// The privacy page's file.
fn written(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => include_str!("../../assets/privacy/zh-CN.md"),
        Lang::English => include_str!("../../assets/privacy/en.md"),
    }
}

fn headings(lang: Lang) -> impl Iterator<Item = &'static str> {
    written(lang).lines().filter_map(|line| line.strip_prefix("## "))
}

fn title(lang: Lang) -> &'static str {
    written(lang).lines().find_map(|line| line.strip_prefix("# ")).unwrap()
}

/// Asserts that the whole page is there, with the folders that this program really uses.
#[track_caller]
fn reads_the_facts(customer: &Customer, machine: &Machine) {
    let lang = customer.lang;
    customer.one(Role::Heading, title(lang));
    for heading in headings(lang) {
        customer.one(Role::Heading, heading);
    }
    let words = &customer.strings().privacy;
    let folders = [(words.data, &machine.folders.data), (words.log, &machine.folders.logs)];
    for (sentence, folder) in folders {
        customer.sees(&fill(sentence, &[("folder", &folder.display().to_string())]));
    }
    let facts = match lang {
        Lang::Chinese => ["这个程序不会发送任何内容", "七天后删除", "okpay-wizard-guide.html", "从不索要密码"],
        Lang::English => {
            ["This program sends nothing", "after 7 days", "okpay-wizard-guide.html", "never asks for passwords"]
        }
    };
    for fact in facts {
        customer.sees(fact);
    }
}

#[test]
fn from_the_settings_and_from_the_help_with_the_mouse() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().common.settings);
        customer.presses(customer.strings().privacy.open);
        reads_the_facts(&customer, &machine);
        customer.presses(customer.strings().common.back);
        customer.one(Role::Heading, customer.strings().settings.title);

        customer.presses(customer.strings().help.open);
        customer.presses(customer.strings().privacy.open);
        reads_the_facts(&customer, &machine);
        customer.presses(customer.strings().common.back);
        customer.one(Role::Heading, customer.strings().help.title);
    }
}

#[test]
fn by_keys_alone_and_to_the_end_of_the_page() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        customer.key(Key::F1);
        customer.tabs_to(customer.strings().privacy.open);
        customer.key(Key::Enter);
        reads_the_facts(&customer, &machine);
        assert_eq!(customer.focus().unwrap().words, customer.strings().common.back);

        let last = headings(lang).last().unwrap();
        let place = |customer: &Customer| customer.one(Role::Heading, last).place.top();
        let at_the_top = place(&customer);
        assert!(at_the_top > customer.window().bottom(), "the page is longer than the window");
        customer.key(Key::ArrowDown);
        let a_line_down = place(&customer);
        customer.key(Key::PageDown);
        let a_page_down = place(&customer);
        assert!(a_page_down < a_line_down && a_line_down < at_the_top, "{at_the_top} {a_line_down} {a_page_down}");
        customer.key(Key::End);
        assert!(place(&customer) < customer.window().bottom(), "the last section is visible");
        customer.key(Key::Home);
        assert!((place(&customer) - at_the_top).abs() < 1.0, "and the first one again");

        customer.key(Key::Escape);
        customer.one(Role::Heading, customer.strings().help.title);
        customer.holds(Modifiers::NONE, Key::Escape);
        customer.one(Role::Heading, customer.strings().home.question);

        customer.tabs_to(customer.strings().common.settings);
        customer.key(Key::Enter);
        customer.tabs_to(customer.strings().privacy.open);
        customer.key(Key::Space);
        reads_the_facts(&customer, &machine);
    }
}

#[test]
fn the_page_changes_its_language_with_the_window() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::English);
    customer.presses(customer.strings().help.open);
    customer.presses(customer.strings().privacy.open);
    customer.switches_to(Lang::Chinese);
    reads_the_facts(&customer, &machine);
}
