//! Every walk that the guides' authors wrote leads through the window to the end that it promises.

use std::collections::BTreeSet;

use eframe::egui::accesskit::Role;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{ExitTarget, Guide, Outcome, Walk, plain};
use okpay_wizard::session::{self, Session};

use super::machine::{Machine, facts, okpay};
use super::steps::{make, page};

/// Plays one walk from the double-click to its end, and compares the saved session with the screen.
fn play(wizard: &Guide, walk: &Walk, lang: Lang) {
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
        ExitTarget::End(Outcome::Solved) => {
            customer.one(Role::Heading, customer.strings().solved.title);
            let cause = session::cause(wizard, session.state(), facts().os_kind).unwrap();
            customer.sees(&plain(cause.get(lang)));
        }
        ExitTarget::End(Outcome::NotSolved) => {
            customer.one(Role::Heading, customer.strings().support.title);
            customer.sees("support.okpay.com");
        }
        ExitTarget::Page(page) => {
            customer.one(Role::Heading, wizard.page(page.as_str()).unwrap().title.get(lang));
        }
    }
    let stored = machine.on_disk();
    assert_eq!(stored, std::slice::from_ref(session), "{}: {}", wizard.id, walk.name);
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
fn a_customer_who_cannot_log_in_reaches_the_end() {
    play_all("login");
}

#[test]
fn a_customer_whose_payment_failed_reaches_the_end() {
    play_all("payment");
}

#[test]
fn a_customer_who_waits_for_money_reaches_the_end() {
    play_all("funds");
}

#[test]
fn a_customer_whose_account_is_locked_reaches_the_end() {
    play_all("locked");
}

#[test]
fn a_customer_with_an_error_message_reaches_the_end() {
    play_all("errors");
}

#[test]
fn no_wizard_is_left_out() {
    let known: Vec<&str> = okpay().wizards.iter().map(|wizard| wizard.id.as_str()).collect();
    assert_eq!(known, ["login", "payment", "funds", "locked", "errors"]);
}
