//! A customer without a mouse.

use std::fs;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use okpay_wizard::lang::Lang;

use super::customer::Customer;
use super::machine::Machine;
use super::sight::Thing;
use super::steps::{begins_login, choice, page_title, task_words, title};

/// Asserts that a control has the focus, so that the next key has a sensible effect.
#[track_caller]
fn has_focus(customer: &Customer) -> Thing {
    customer.focus().unwrap_or_else(|| panic!("nothing has the focus\n{}", customer.screen_text()))
}

#[test]
fn from_the_first_window_to_a_saved_report_by_keys_alone() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        assert_eq!(has_focus(&customer).role, Role::TextInput, "the search field comes first");
        customer.tabs_to(title("login", lang));
        customer.key(Key::Enter);

        customer.one(Role::Heading, page_title("login", "start", lang));
        has_focus(&customer);
        customer.tabs_to(&choice("login", "start", "problem", "locked", lang));
        customer.key(Key::Space);
        customer.tabs_to(customer.strings().page.next);
        customer.key(Key::Enter);

        let tick = task_words("login", "status", "sender", lang);
        has_focus(&customer);
        customer.tabs_to(&tick);
        customer.key(Key::Space);
        assert!(customer.is_on(Role::CheckBox, &tick));
        customer.tabs_to(customer.strings().page.not_yet);
        customer.key(Key::Enter);
        has_focus(&customer);

        customer.tabs_to(customer.strings().common.contact_support);
        customer.key(Key::Enter);
        assert_eq!(has_focus(&customer).words, customer.strings().support.open_page);
        customer.tabs_to(customer.strings().support.make_report);
        customer.key(Key::Enter);
        assert_eq!(has_focus(&customer).words, customer.strings().report.save);
        customer.key(Key::Enter);
        let [file] = Machine::files(&machine.folders.documents).try_into().unwrap();
        assert!(fs::read_to_string(file).unwrap().contains(&tick));
        customer.tabs_to(customer.strings().report.to_support);
    }
}

#[test]
fn escape_and_the_systems_own_key_lead_back() {
    let (modifier, key) = if cfg!(target_os = "macos") {
        (Modifiers::COMMAND, Key::OpenBracket)
    } else {
        (Modifiers::ALT, Key::ArrowLeft)
    };
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        customer.key(Key::Escape);
        customer.one(Role::Heading, page_title("login", "start", lang));
        has_focus(&customer);
        customer.presses(customer.strings().common.settings);
        has_focus(&customer);
        customer.holds(modifier, key);
        customer.one(Role::Heading, page_title("login", "start", lang));
        customer.holds(modifier, key);
        customer.one(Role::Heading, customer.strings().home.question);
        has_focus(&customer);
    }
}

#[test]
fn the_keyboard_goes_down_the_page_as_the_eye_does() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let common = &customer.strings().common;
        let brand = format!("{}: {}", machine.loaded.pack.as_ref().unwrap().name.get(lang), common.home);
        customer.tabs_to(&brand);
        let mut parts = Vec::new();
        loop {
            let focus = has_focus(&customer);
            let part = if focus.place.bottom() < 64.0 {
                "1 header"
            } else if focus.place.right() < 264.0 {
                "2 rail"
            } else if [
                common.back,
                customer.strings().page.undo,
                customer.strings().page.yes_solved,
                customer.strings().page.not_yet,
            ]
            .contains(&focus.words.as_str())
            {
                "4 footer"
            } else {
                "3 page"
            };
            parts.push(part);
            customer.key(Key::Tab);
            // After the last control, the focus may be nowhere for one press.
            if customer.focus().is_none() {
                customer.key(Key::Tab);
            }
            if has_focus(&customer).words == brand {
                break;
            }
            assert!(parts.len() < 80, "the focus never returns to the beginning: {parts:?}");
        }
        assert!(parts.is_sorted(), "{parts:?}");
        parts.dedup();
        assert_eq!(parts, ["1 header", "2 rail", "3 page", "4 footer"]);
        // And back up again.
        customer.tabs_to(customer.strings().page.not_yet);
        customer.holds(Modifiers::SHIFT, Key::Tab);
        assert_eq!(has_focus(&customer).words, customer.strings().page.yes_solved);
    }
}
