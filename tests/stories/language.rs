//! A customer changes the language in the middle of a session.

use std::collections::BTreeSet;

use eframe::egui::accesskit::Role;
use okpay_wizard::lang::Lang;

use super::customer::Customer;
use super::machine::Machine;
use super::steps::{begins_login, choice, page_title, task_words, title};

const TYPED: &str = "会话已过期 Error 1001";

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// All words in the window, except the language switch itself and the customer's own text.
fn said(customer: &Customer) -> BTreeSet<String> {
    let switch = Lang::ALL.map(|lang| format!("{}: {}", customer.strings().common.language, lang.name()));
    let things = customer.looks();
    let words = things.into_iter().flat_map(|thing| [thing.words, thing.description, thing.value]);
    // A language has its own name in both languages.
    let own = |words: String| {
        [TYPED].into_iter().chain(Lang::ALL.map(Lang::name)).fold(words, |words, own| words.replace(own, ""))
    };
    words.filter(|words| !switch.contains(words)).map(own).filter(|words| !words.is_empty()).collect()
}

/// Asserts that no Chinese words are left in the window.
#[track_caller]
fn reads_english_alone(customer: &Customer) {
    assert_eq!(customer.lang, Lang::English);
    for words in said(customer) {
        assert!(!words.chars().any(is_chinese), "“{words}” is not English\n{}", customer.screen_text());
    }
}

/// Whether words may be the same in both languages: addresses, versions, sizes, file names.
fn is_a_name(words: &str) -> bool {
    words.contains("okpay.com") || words.contains('/') || words.contains('\\') || !words.contains(' ')
}

#[test]
fn words_change_and_what_was_done_stays() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::Chinese);
    customer.presses(title("errors", Lang::Chinese));
    customer.chooses(&choice("errors", "kind", "what", "page", Lang::Chinese));
    customer.presses(customer.strings().page.next);
    let question = |lang| {
        super::machine::okpay().wizard("errors").unwrap().page("read").unwrap().ask("error").unwrap().text.get(lang)
    };
    customer.types(question(Lang::Chinese), TYPED);
    customer.ticks(&task_words("errors", "read", "whole", Lang::Chinese));
    customer.chooses(&choice("errors", "read", "about", "session", Lang::Chinese));
    let done = customer.session().unwrap().state().clone();
    let chinese = said(&customer);

    customer.switches_to(Lang::English);
    reads_english_alone(&customer);
    customer.one(Role::Heading, page_title("errors", "read", Lang::English));
    assert!(customer.is_on(Role::CheckBox, &task_words("errors", "read", "whole", Lang::English)));
    assert!(customer.is_on(Role::RadioButton, &choice("errors", "read", "about", "session", Lang::English)));
    assert_eq!(customer.one(Role::MultilineTextInput, question(Lang::English)).value, TYPED);
    let both: Vec<String> = said(&customer).intersection(&chinese).filter(|words| !is_a_name(words)).cloned().collect();
    assert_eq!(both, Vec::<String>::new(), "words that did not change");

    let state = customer.session().unwrap().state();
    assert_eq!((&state.ticks, &state.answers, &state.way), (&done.ticks, &done.answers, &done.way));
    assert_eq!(state.lang, Lang::English);

    customer.switches_to(Lang::Chinese);
    assert_eq!(said(&customer), chinese, "back in Chinese, everything is as before");
    assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
}

#[test]
fn no_screen_keeps_a_word_of_chinese() {
    type Way = fn(&mut Customer);
    let machine = Machine::new();
    let mut customer = machine.start(Lang::Chinese);
    begins_login(&mut customer);
    let home = |customer: &Customer| {
        let name = machine.loaded.pack.as_ref().unwrap().name.get(customer.lang);
        format!("{name}: {}", customer.strings().common.home)
    };
    let ways: [Way; 5] = [
        |_| {},
        |customer| customer.presses(customer.strings().home.my_sessions),
        |customer| customer.presses(customer.strings().common.settings),
        |customer| {
            customer.presses(customer.strings().home.none_of_these);
        },
        |customer| {
            customer.presses(customer.strings().home.none_of_these);
            customer.presses(customer.strings().support.make_report);
            // It is in both languages until the customer chooses one.
            let one = format!("{}: {}", customer.strings().report.language, Lang::English.name());
            customer.chooses(&one);
        },
    ];
    for way in ways {
        let back_home = home(&customer);
        customer.presses(&back_home);
        way(&mut customer);
        customer.switches_to(Lang::English);
        reads_english_alone(&customer);
        customer.switches_to(Lang::Chinese);
    }
}

#[test]
fn notices_speak_the_new_language() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::Chinese);
    customer.presses(customer.strings().home.none_of_these);
    customer.presses(customer.strings().support.copy_address);
    customer.sees(customer.strings().notice.copied);
    customer.switches_to(Lang::English);
    customer.presses(customer.strings().support.copy_address);
    customer.sees(customer.strings().notice.copied);
}
