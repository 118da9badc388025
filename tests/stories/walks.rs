//! Every way that the guides' authors promise leads through the window to where it must end.

use std::collections::BTreeSet;

use eframe::egui::accesskit::Role;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Outcome, Page, Target, Walk, WalkStep, Wizard, plain};
use okpay_wizard::session::{self, Session};

use super::customer::Customer;
use super::machine::{Machine, facts, okpay};

/// The page on screen.
pub(crate) fn page<'w>(customer: &Customer, wizard: &'w Wizard) -> &'w Page {
    session::current(wizard, customer.session().unwrap().state()).unwrap()
}

/// Does one step of a walk with the mouse and the keyboard.
#[track_caller]
pub(crate) fn make(customer: &mut Customer, wizard: &Wizard, step: &WalkStep) {
    let lang = customer.lang;
    let words = &customer.strings().page;
    let here = page(customer, wizard);
    match step {
        WalkStep::Tick { task, .. } => {
            let task = plain(here.task(task.as_str()).unwrap().text.get(lang));
            customer.ticks(&task);
            assert!(customer.is_on(Role::CheckBox, &task), "{task}");
        }
        WalkStep::Choose { ask, choice, .. } => {
            let choice = choice_words(here, ask.as_str(), choice.as_str(), lang);
            customer.chooses(&choice);
            assert!(customer.is_on(Role::RadioButton, &choice), "{choice}");
        }
        WalkStep::Type { ask, words, .. } => {
            let question = here.ask(ask.as_str()).unwrap().text.get(lang);
            customer.types(question, words);
        }
        WalkStep::Say(Outcome::Solved) => customer.presses(words.yes_solved),
        WalkStep::Say(Outcome::NotSolved) => customer.presses(words.not_yet),
        WalkStep::Next => customer.presses(words.next),
        WalkStep::Back => customer.presses(customer.strings().common.back),
    }
}

fn choice_words(page: &Page, ask: &str, choice: &str, lang: Lang) -> String {
    let okpay_wizard::pack::AskKind::Choice(choices) = &page.ask(ask).unwrap().kind else { panic!("{ask}") };
    let chosen = choices.iter().find(|known| known.id == *choice).unwrap();
    plain(chosen.text.get(lang))
}

/// Plays one walk from the double-click to its end, and compares the disk with the screen.
fn play(wizard: &Wizard, walk: &Walk, lang: Lang) {
    let machine = Machine::new();
    let mut customer = machine.start(lang);
    customer.presses(wizard.title.get(lang));
    for step in &walk.steps {
        let before = page(&customer, wizard);
        customer.one(Role::Heading, before.title.get(lang));
        make(&mut customer, wizard, step);
    }
    let session = customer.session().unwrap();
    match &walk.ends {
        Target::End(Outcome::Solved) => {
            customer.one(Role::Heading, customer.strings().solved.title);
            let cause = session::cause(wizard, session.state(), facts().os_kind).unwrap();
            customer.sees(&plain(cause.get(lang)));
        }
        Target::End(Outcome::NotSolved) => {
            customer.one(Role::Heading, customer.strings().support.title);
            customer.sees("support.okpay.com");
        }
        Target::Page(page) => {
            customer.one(Role::Heading, wizard.page(page.as_str()).unwrap().title.get(lang));
        }
    }
    let stored = machine.on_disk();
    assert_eq!(stored, [session.clone()], "{}: {}", wizard.id, walk.name);
    assert_eq!(Session::from_events(session.events().to_vec()).as_ref(), Some(session));
}

fn play_all(wizard: &str) {
    let wizard = okpay().wizard(wizard).unwrap();
    for lang in Lang::ALL {
        for walk in &wizard.walks {
            play(wizard, walk, lang);
        }
    }
    let ends: BTreeSet<_> = wizard.walks.iter().map(|walk| format!("{:?}", walk.ends)).collect();
    assert!(ends.len() > 1, "{} is walked to solved and to support", wizard.id);
}

#[test]
fn somebody_who_cannot_log_in_gets_there() {
    play_all("login");
}

#[test]
fn somebody_whose_payment_failed_gets_there() {
    play_all("payment");
}

#[test]
fn somebody_who_waits_for_money_gets_there() {
    play_all("funds");
}

#[test]
fn somebody_whose_account_is_locked_gets_there() {
    play_all("locked");
}

#[test]
fn somebody_with_an_error_message_gets_there() {
    play_all("errors");
}

#[test]
fn no_wizard_is_left_out() {
    let known: Vec<&str> = okpay().wizards.iter().map(|wizard| wizard.id.as_str()).collect();
    assert_eq!(known, ["login", "payment", "funds", "locked", "errors"]);
}
