//! Customers who come back: after a restart, a crash, a damaged disk, or days later to look something up.

use std::fs;
use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use okpay_wizard::lang::{Lang, fill};
use okpay_wizard::session::EventKind;

use super::customer::Customer;
use super::machine::Machine;
use super::steps::{begins_login, choice, page_title, task_words, title};

/// The files of the sessions.
fn session_files(machine: &Machine) -> Vec<PathBuf> {
    let files = Machine::files(&machine.folders.sessions).into_iter();
    files.filter(|file| file.extension().is_some_and(|ending| ending == "session")).collect()
}

/// The notices' words, in part.
fn first_words(template: &str) -> &str {
    template.split('{').next().unwrap()
}

#[track_caller]
fn is_back_on_the_page(customer: &mut Customer) {
    let lang = customer.lang;
    let words = &customer.strings().home;
    customer.sees(words.continue_question);
    customer.sees(title("login", lang));
    customer.sees(page_title("login", "password", lang));
    customer.presses(words.go_on);
    customer.one(Role::Heading, page_title("login", "password", lang));
    assert!(customer.is_on(Role::CheckBox, &task_words("login", "password", "keyboard", lang)));
}

#[test]
fn a_customer_comes_back_to_the_page_they_left() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let left_as = customer.session().unwrap().state().clone();
        // The machine loses its power, so the program cannot save anything at its end.
        drop(customer);

        machine.desktop.pass(7_200);
        let mut customer = machine.start(lang);
        is_back_on_the_page(&mut customer);
        customer.sees_no(customer.strings().rail.pack_changed);
        let state = customer.session().unwrap().state();
        assert_eq!((&state.ticks, &state.answers, &state.way), (&left_as.ticks, &left_as.answers, &left_as.way));
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
        let resumed =
            customer.session().unwrap().events().iter().filter(|e| matches!(e.what, EventKind::Resumed { .. }));
        assert_eq!(resumed.count(), 1);
    }
}

#[test]
fn the_banner_says_how_long_ago_it_was() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        drop(customer);
        machine.desktop.pass(7_200);
        let customer = machine.start(lang);
        customer.sees(&customer.strings().when.hours_ago.of(2));
    }
}

#[test]
fn a_customer_who_does_not_want_to_go_on_is_not_asked_again() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        drop(customer);

        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.give_up);
        customer.sees_no(customer.strings().home.continue_question);
        drop(customer);
        let mut customer = machine.start(lang);
        customer.sees_no(customer.strings().home.continue_question);
        customer.presses(customer.strings().home.my_sessions);
        customer.sees(customer.strings().sessions.outcome_left);
    }
}

#[test]
fn a_record_torn_by_a_crash_costs_that_record_alone() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let second = task_words("login", "password", "open", lang);
        customer.ticks(&second);
        drop(customer);
        let [file] = session_files(&machine).try_into().unwrap();
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..bytes.len() - 5]).unwrap();

        let mut customer = machine.start(lang);
        customer.sees_no(first_words(customer.strings().notice.set_aside));
        is_back_on_the_page(&mut customer);
        assert!(!customer.is_on(Role::CheckBox, &second));
        customer.ticks(&second);
        assert!(customer.is_on(Role::CheckBox, &second));
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn a_damaged_session_is_set_aside_and_named_and_the_others_go_on() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        customer.presses(title("payment", lang));
        drop(customer);
        let [damaged] = session_files(&machine).try_into().unwrap();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        drop(customer);
        fs::write(&damaged, "nothing that the program ever wrote\n".repeat(20)).unwrap();

        let mut customer = machine.start(lang);
        let [kept] = Machine::files(&machine.folders.sessions)
            .into_iter()
            .filter(|file| file.extension().is_none_or(|ending| ending != "session"))
            .collect::<Vec<_>>()
            .try_into()
            .unwrap();
        let kept = kept.file_name().unwrap().to_string_lossy().into_owned();
        customer.sees(&fill(customer.strings().notice.set_aside, &[("file", &kept)]));
        customer.presses(customer.strings().common.close);
        customer.sees_no(&kept);
        is_back_on_the_page(&mut customer);
    }
}

#[test]
fn old_sessions_are_listed_read_and_deleted() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        customer.presses(customer.strings().page.yes_solved);
        customer.presses(customer.strings().solved.done);
        customer.presses(title("payment", lang));
        drop(customer);

        let mut customer = machine.start(lang);
        let words = &customer.strings().sessions;
        let about = |verb: &str, wizard: &str| format!("{verb}: {}", title(wizard, lang));
        customer.presses(customer.strings().home.my_sessions);
        customer.sees(words.outcome_solved);
        customer.sees(words.outcome_open);

        customer.presses_first_words(&about(words.report, "login"));
        customer.sees(customer.strings().report.all_of_it);
        customer.sees(&task_words("login", "password", "keyboard", lang));
        customer.presses(customer.strings().common.back);

        customer.presses_first_words(&about(words.open, "login"));
        customer.one(Role::Heading, customer.strings().solved.title);
        customer.presses(customer.strings().solved.done);
        customer.presses(customer.strings().home.my_sessions);

        customer.presses_first_words(&about(words.delete, "payment"));
        customer.sees(words.delete_sure);
        assert_eq!(machine.on_disk().len(), 2, "nothing is deleted before it is confirmed");
        customer.presses(customer.strings().common.cancel);
        customer.sees_no(words.delete_sure);
        customer.presses_first_words(&about(words.delete, "payment"));
        customer.presses(words.delete_yes);
        customer.sees(customer.strings().notice.deleted);
        customer.sees_no(title("payment", lang));
        assert_eq!(machine.on_disk().len(), 1);
        assert_eq!(machine.on_disk()[0].state().wizard.as_str(), "login");
    }
}

#[test]
fn the_open_session_can_be_deleted_too() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let home =
            format!("{}: {}", machine.loaded.pack.as_ref().unwrap().name.get(lang), customer.strings().common.home);
        customer.presses(&home);
        customer.presses(customer.strings().home.my_sessions);
        customer.presses_first_words(customer.strings().sessions.delete);
        customer.presses(customer.strings().sessions.delete_yes);
        customer.sees(customer.strings().sessions.none);
        assert_eq!(machine.on_disk(), []);
        customer.presses(customer.strings().common.back);
        begins_login(&mut customer);
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn words_typed_just_before_the_window_is_closed_are_kept() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::English);
    customer.presses(title("errors", Lang::English));
    customer.chooses(&choice("errors", "kind", "what", "page", Lang::English));
    customer.presses(customer.strings().page.next);
    let ask = super::machine::okpay().wizard("errors").unwrap().page("read").unwrap().ask("error").unwrap();
    customer.types_and_closes(ask.text.get(Lang::English), "AUTH-1021");
    drop(customer);

    let mut customer = machine.start(Lang::English);
    customer.presses(customer.strings().home.go_on);
    assert_eq!(customer.one(Role::MultilineTextInput, ask.text.get(Lang::English)).value, "AUTH-1021");
    // On a Mac, Cmd+Q ends the program without asking the window.
    customer.types_and_quits(ask.text.get(Lang::English), " again");
    drop(customer);

    let mut customer = machine.start(Lang::English);
    customer.presses(customer.strings().home.go_on);
    let kept = customer.one(Role::MultilineTextInput, ask.text.get(Lang::English)).value;
    assert!(kept.contains("AUTH-1021") && kept.contains(" again"), "{kept}");
}
