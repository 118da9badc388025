//! The disk fails: the window shows nothing as done that is not saved, and the customer decides how to continue.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use okpay_wizard::lang::{Lang, fill};

use super::customer::Customer;
use super::machine::Machine;
use super::steps::{begins_login, page_title, task_words, title};

/// The file of the only session.
fn file(machine: &Machine) -> PathBuf {
    let [file] = Machine::files(&machine.folders.sessions).try_into().unwrap();
    file
}

/// Writes foreign bytes into the session's file, as a broken synchronizer would. From then on the store refuses to add
/// anything, also for root.
fn spoil(machine: &Machine) -> u64 {
    let mut file = fs::OpenOptions::new().append(true).open(file(machine)).unwrap();
    let length = file.metadata().unwrap().len();
    file.write_all(b"something else").unwrap();
    length
}

/// Restores the file.
fn repair(machine: &Machine, length: u64) {
    fs::OpenOptions::new().write(true).open(file(machine)).unwrap().set_len(length).unwrap();
}

/// A customer whose second tick cannot be saved.
fn customer_in_trouble(machine: &Machine, lang: Lang) -> (Customer, u64) {
    let mut customer = machine.start(lang);
    begins_login(&mut customer);
    let length = spoil(machine);
    let before = customer.session().unwrap().clone();
    customer.ticks(&second(lang));
    assert!(!customer.is_on(Role::CheckBox, &second(lang)), "it is not saved, so it is not shown");
    assert_eq!(customer.session(), Some(&before));
    customer.sees(customer.strings().notice.not_written);
    (customer, length)
}

fn second(lang: Lang) -> String {
    task_words("login", "password", "open", lang)
}

#[test]
fn a_tick_is_not_shown_until_it_is_saved() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, length) = customer_in_trouble(&machine, lang);

        // As long as the disk does not change, trying again changes nothing.
        customer.presses(customer.strings().notice.try_again);
        assert!(!customer.is_on(Role::CheckBox, &second(lang)));
        customer.sees(customer.strings().notice.not_written);

        repair(&machine, length);
        customer.presses(customer.strings().notice.try_again);
        assert!(customer.is_on(Role::CheckBox, &second(lang)));
        customer.sees_no(customer.strings().notice.not_written);
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn what_is_pressed_meanwhile_waits_its_turn() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, length) = customer_in_trouble(&machine, lang);
        let third = task_words("login", "password", "mail", lang);
        customer.ticks(&third);
        assert!(!customer.is_on(Role::CheckBox, &third));
        repair(&machine, length);
        customer.presses(customer.strings().notice.try_again);
        assert!(customer.is_on(Role::CheckBox, &second(lang)));
        assert!(customer.is_on(Role::CheckBox, &third));
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn a_customer_may_go_on_without_saving_and_learns_what_that_means() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, length) = customer_in_trouble(&machine, lang);
        customer.presses(customer.strings().notice.go_on_unsaved);
        assert!(customer.is_on(Role::CheckBox, &second(lang)));
        customer.sees(customer.strings().notice.unsaved);
        customer.sees_no(customer.strings().notice.not_written);

        let third = task_words("login", "password", "mail", lang);
        customer.ticks(&third);
        assert!(customer.is_on(Role::CheckBox, &third));
        customer.presses(customer.strings().page.yes_solved);
        customer.one(Role::Heading, customer.strings().solved.title);
        customer.sees(customer.strings().notice.unsaved);

        // What was saved before is still there at the next start.
        drop(customer);
        repair(&machine, length);
        let [stored] = machine.on_disk().try_into().unwrap();
        assert_eq!(stored.state().ticks.len(), 1);
    }
}

#[test]
fn a_session_that_cannot_even_begin_says_so() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        // A file takes the place of the folder.
        let folder = &machine.folders.sessions;
        fs::remove_dir_all(folder).unwrap();
        fs::write(folder, "in the way").unwrap();
        customer.presses(title("login", lang));
        customer.sees(customer.strings().notice.try_again);
        assert!(customer.session().is_none());

        fs::remove_file(folder).unwrap();
        fs::create_dir(folder).unwrap();
        customer.presses(customer.strings().notice.try_again);
        customer.one(Role::Heading, page_title("login", "start", lang));
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn a_session_that_cannot_begin_on_the_disk_can_begin_without_it() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        let folder = &machine.folders.sessions;
        fs::remove_dir_all(folder).unwrap();
        fs::write(folder, "in the way").unwrap();
        customer.presses(title("login", lang));
        customer.presses(customer.strings().notice.go_on_unsaved);
        customer.one(Role::Heading, page_title("login", "start", lang));
        customer.sees(customer.strings().notice.unsaved);
    }
}

#[test]
fn without_a_place_for_sessions_the_program_works_and_says_so() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start_without_store(lang, "no such device");
        customer.sees(&fill(customer.strings().notice.no_store, &[("why", "no such device")]));
        begins_login(&mut customer);
        assert!(customer.is_on(Role::CheckBox, &task_words("login", "password", "keyboard", lang)));
        customer.sees(customer.strings().notice.unsaved);
        customer.presses(customer.strings().page.yes_solved);
        customer.presses(customer.strings().solved.report);
        customer.presses(customer.strings().report.save);
        assert_eq!(Machine::files(&machine.folders.documents).len(), 1, "a report can still be saved");
        assert!(!machine.folders.sessions.exists());
    }
}

#[test]
fn a_long_notice_on_the_first_screen_is_there_as_a_whole() {
    for lang in Lang::ALL {
        let why = "a reason of several words, ".repeat(12);
        let customer = Machine::new().start_without_store(lang, &why);
        let words = &customer.strings().notice;
        let window = customer.window();
        for thing in [
            customer.one(Role::Label, &fill(words.no_store, &[("why", &why)])),
            customer.one(Role::Button, customer.strings().common.close),
        ] {
            assert!(window.contains_rect(thing.place), "{thing:?} of {window:?}");
        }
    }
}
