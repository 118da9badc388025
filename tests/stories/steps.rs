//! What a customer does on a page, step by step.

use eframe::egui::accesskit::Role;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Guide, Outcome, Page, QuestionKind, WalkStep, plain};
use okpay_wizard::session;

use super::customer::Customer;
use super::machine::{Machine, okpay};

/// The page on screen.
pub(crate) fn page<'w>(customer: &Customer, wizard: &'w Guide) -> &'w Page {
    session::current(wizard, customer.session().unwrap().state()).unwrap()
}

/// Does one step of a walk with the mouse and the keyboard.
#[track_caller]
pub(crate) fn make(customer: &mut Customer, wizard: &Guide, step: &WalkStep) {
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
    let QuestionKind::Choice(choices) = &page.ask(ask).unwrap().kind else { panic!("{ask}") };
    let chosen = choices.iter().find(|known| known.id == *choice).unwrap();
    plain(chosen.text.get(lang))
}

/// The words of a task in the customer's language.
pub(crate) fn task_words(wizard: &str, page: &str, task: &str, lang: Lang) -> String {
    let page = okpay().wizard(wizard).unwrap().page(page).unwrap();
    plain(page.task(task).unwrap().text.get(lang))
}

/// The title of a page.
pub(crate) fn page_title(wizard: &str, page: &str, lang: Lang) -> &'static str {
    okpay().wizard(wizard).unwrap().page(page).unwrap().title.get(lang)
}

/// The title of a wizard.
pub(crate) fn title(wizard: &str, lang: Lang) -> &'static str {
    okpay().wizard(wizard).unwrap().title.get(lang)
}

/// Begins the guide for a login that fails, says that the password is wrong, and ticks the first task after that.
pub(crate) fn begins_login(customer: &mut Customer) {
    let lang = customer.lang;
    customer.presses(title("login", lang));
    customer.chooses(&choice("login", "start", "problem", "wrong", lang));
    customer.presses(customer.strings().page.next);
    customer.ticks(&task_words("login", "password", "keyboard", lang));
}

/// The words of a choice in the customer's language.
pub(crate) fn choice(wizard: &str, page: &str, ask: &str, choice: &str, lang: Lang) -> String {
    let page = okpay().wizard(wizard).unwrap().page(page).unwrap();
    choice_words(page, ask, choice, lang)
}

/// Goes to the page about old browser data, as a customer does whose login page keeps loading.
pub(crate) fn at_browser_page(machine: &Machine, lang: Lang) -> Customer {
    let mut customer = machine.start(lang);
    customer.presses(title("login", lang));
    customer.chooses(&choice("login", "start", "problem", "page", lang));
    customer.presses(customer.strings().page.next);
    customer.chooses(&choice("login", "where", "works", "browser", lang));
    customer.presses(customer.strings().page.next);
    customer
}
