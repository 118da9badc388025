//! Small mishaps: the focused control disappears, a customer leaves a field right after typing, a new session fails.

use std::fs;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use okpay_wizard::lang::{Lang, fill};

use super::customer::Customer;
use super::machine::{Machine, okpay};
use super::steps::{begins_login, choice, page_title, task_words, title};

fn brand(lang: Lang, customer: &Customer) -> String {
    format!("{}: {}", okpay().name.get(lang), customer.strings().common.home)
}

/// Presses keys until a button whose name begins with these words has the focus.
#[track_caller]
fn tabs_to_first_words(customer: &mut Customer, words: &str) {
    let is_it = |customer: &Customer| customer.focus().is_some_and(|focus| focus.words.starts_with(words));
    for _ in 0..80 {
        if is_it(customer) {
            return;
        }
        customer.key(Key::Tab);
    }
    panic!("Tab never comes to “{words}…”\n{}", customer.screen_text());
}

/// A customer on the page that asks for the error message.
fn customer_at_the_questions(machine: &Machine, lang: Lang) -> Customer {
    let mut customer = machine.start(lang);
    customer.presses(title("login", lang));
    customer.chooses(&choice("login", "start", "problem", "no-message", lang));
    customer.presses(customer.strings().page.next);
    customer.presses(customer.strings().page.not_yet);
    customer.one(Role::Heading, page_title("login", "details", lang));
    customer
}

#[test]
fn deleting_by_keyboard_asks_first_and_never_loses_the_focus() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        customer.presses(&brand(lang, &customer));
        customer.presses(customer.strings().home.my_sessions);
        let delete = customer.strings().sessions.delete;
        tabs_to_first_words(&mut customer, delete);
        customer.key(Key::Enter);
        // The harmless answer comes first.
        assert_eq!(customer.focus().unwrap().words, customer.strings().common.cancel, "{}", customer.screen_text());
        customer.tabs_to(customer.strings().sessions.delete_yes);
        customer.key(Key::Enter);
        customer.sees(customer.strings().sessions.none);
        assert!(customer.focus().is_some(), "{}", customer.screen_text());
    }
}

#[test]
fn a_banner_that_goes_away_leaves_the_focus_somewhere() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        customer.presses(&brand(lang, &customer));
        customer.tabs_to(customer.strings().home.give_up);
        customer.key(Key::Enter);
        customer.sees_no(customer.strings().home.continue_question);
        assert!(customer.focus().is_some(), "{}", customer.screen_text());
    }
}

#[test]
fn enter_in_a_field_leaves_the_focus_in_it() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = customer_at_the_questions(&machine, lang);
        let page = okpay().wizard("login").unwrap().page("details").unwrap();
        let field = page.ask("happened").unwrap().text.get(lang);
        customer.types(field, "a new phone");
        customer.key(Key::Enter);
        assert_eq!(customer.focus().unwrap().words, field, "{}", customer.screen_text());
        customer.presses(&brand(lang, &customer));
        customer.types(customer.strings().home.search, "okpay");
        customer.key(Key::Enter);
        assert_eq!(customer.focus().unwrap().words, customer.strings().home.search, "{}", customer.screen_text());
    }
}

#[test]
fn words_typed_a_moment_ago_are_saved_on_every_way_out() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = customer_at_the_questions(&machine, lang);
        let page = okpay().wizard("login").unwrap().page("details").unwrap();
        let field = page.ask("happened").unwrap().text.get(lang);
        customer.clicks(Role::TextInput, field);
        customer.types_and_leaves("a new phone", &brand(lang, &customer));
        customer.one(Role::Heading, customer.strings().home.question);
        let answers = &customer.session().unwrap().state().answers;
        assert_eq!(answers.len(), 2, "{answers:?}");
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);

        customer.presses(customer.strings().home.go_on);
        customer.clicks(Role::TextInput, field);
        customer.types_and_leaves(", a new city", customer.strings().page.tool_report_button);
        customer.one(Role::Heading, customer.strings().report.title);
        customer.sees("a new city");
    }
}

#[test]
fn starting_over_on_a_dead_disk_leads_home_and_says_why() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let folder = &machine.folders.sessions;
        fs::remove_dir_all(folder).unwrap();
        fs::write(folder, "in the way").unwrap();
        customer.presses(customer.strings().rail.start_over);
        customer.one(Role::Heading, customer.strings().home.question);
        customer.presses(customer.strings().notice.go_on_unsaved);
        customer.one(Role::Heading, page_title("login", "start", lang));
        customer.sees(customer.strings().notice.unsaved);
    }
}

#[test]
fn a_session_that_cannot_be_deleted_is_reported_as_still_there() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        assert!(customer.is_on(Role::CheckBox, &task_words("login", "password", "keyboard", lang)));
        customer.presses(&brand(lang, &customer));
        customer.presses(customer.strings().home.my_sessions);
        customer.presses_first_words(customer.strings().sessions.delete);
        // A folder takes the place of the file, so removing it as a file fails.
        let [file] = Machine::files(&machine.folders.sessions).try_into().unwrap();
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        customer.presses(customer.strings().sessions.delete_yes);
        customer.sees(fill(customer.strings().notice.not_deleted, &[("why", "")]).as_str());
    }
}
