//! Chinese is typed through an input method: letters are in the field until the customer chooses a word. Nothing is
//! lost or doubled, and the keys that choose words press nothing else.

use std::mem::discriminant;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use okpay_wizard::desktop::Store;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Guide, Page, Question, QuestionKind};
use okpay_wizard::session::{Answer, Event, EventKind, MadeWith};

use super::customer::Customer;
use super::machine::{Machine, okpay};

/// The events that systems send when a word has been chosen, in their order: macOS, Wayland with fcitx5, Windows, X11.
const ORDERS: [&[Told]; 4] = [
    &[Told::Letters(""), Told::Word],
    &[Told::Letters(""), Told::Word, Told::Letters(""), Told::Letters("")],
    &[Told::Letters("你好"), Told::Letters(""), Told::Word],
    &[Told::Word, Told::Letters("")],
];

#[derive(Clone, Copy)]
enum Told {
    Letters(&'static str),
    Word,
}

/// One question of each kind that a customer answers by typing, with its page and guide.
fn typed_questions() -> Vec<(&'static Guide, &'static Page, &'static Question)> {
    let mut found: Vec<(&Guide, &Page, &Question)> = Vec::new();
    for wizard in &okpay().wizards {
        for page in &wizard.pages {
            for ask in page.asks.iter().filter(|ask| !matches!(ask.kind, QuestionKind::Choice(_))) {
                if found.iter().all(|(.., known)| discriminant(&known.kind) != discriminant(&ask.kind)) {
                    found.push((wizard, page, ask));
                }
            }
        }
    }
    found
}

/// A customer who came back to this page.
fn at_page(machine: &Machine, wizard: &Guide, page: &Page, lang: Lang) -> Customer {
    let pack = okpay();
    let made_with =
        MadeWith { pack: pack.id.clone(), pack_version: pack.version.clone(), program_version: "0.1.0".to_owned() };
    let what = EventKind::Started { wizard: wizard.id.clone(), page: page.id.clone(), made_with, lang, salt: [7; 16] };
    let at = jiff::Timestamp::from_second(1_794_000_000).unwrap();
    Store::open(&machine.folders.sessions).unwrap().create(&Event { at, what }).unwrap();
    let mut customer = machine.start(lang);
    customer.presses(customer.strings().home.go_on);
    customer
}

#[track_caller]
fn holds(customer: &Customer, role: Role, field: &str, words: &str) {
    assert_eq!(customer.one(role, field).value, words, "{}", customer.screen_text());
}

/// Types 你好 into the field, with every key that chooses words, and with every order of events that systems send.
#[track_caller]
fn types_through_an_input_method(customer: &mut Customer, field: &str) -> (Role, String) {
    let role = customer.goes_to_field(field);
    customer.switches_input_method();
    let mut so_far = String::new();
    for order in ORDERS {
        for letters in ["n", "ni", "ni h", "ni hao"] {
            customer.composes(letters);
            holds(customer, role, field, &format!("{so_far}{letters}"));
        }
        // Some systems send these keys as well.
        for key in [Key::Enter, Key::Space, Key::Backspace, Key::Escape, Key::Tab, Key::ArrowLeft, Key::Num1] {
            customer.key(key);
            holds(customer, role, field, &format!("{so_far}ni hao"));
            let focus = customer.focus().map(|focus| focus.words);
            assert_eq!(focus.as_deref(), Some(field), "{key:?} leads away\n{}", customer.screen_text());
        }
        for event in order {
            match event {
                Told::Letters(letters) => customer.composes(letters),
                Told::Word => customer.commits("你好"),
            }
        }
        so_far.push_str("你好");
        holds(customer, role, field, &so_far);
        // A word that the customer discards again, letter by letter.
        for letters in ["c", "ce", "c", ""] {
            customer.composes(letters);
        }
        holds(customer, role, field, &so_far);
    }
    // The window gets the keys again.
    customer.key(Key::Backspace);
    so_far.pop();
    holds(customer, role, field, &so_far);
    (role, so_far)
}

#[test]
fn every_question_takes_words_from_an_input_method() {
    let questions = typed_questions();
    assert_eq!(questions.len(), 5, "amount, date, order number, error, a few words");
    for lang in Lang::ALL {
        for &(wizard, page, ask) in &questions {
            let machine = Machine::new();
            let mut customer = at_page(&machine, wizard, page, lang);
            let title = page.title.get(lang);
            let events = customer.session().unwrap().events().len();
            let (_, words) = types_through_an_input_method(&mut customer, ask.text.get(lang));
            customer.one(Role::Heading, title);
            assert_eq!(customer.session().unwrap().events().len(), events, "nothing is saved while it is typed");

            // In the middle of the next word, the customer clicks somewhere else.
            customer.composes("shi");
            customer.presses(customer.strings().common.settings);
            let stored = machine.on_disk();
            let (answer, _) = &stored[0].state().answers[&(page.id.clone(), ask.id.clone())];
            let Answer::Words(kept) = answer else { panic!("{answer:?}") };
            let kept = kept.as_str();
            assert!(kept.starts_with(&words), "{kept} lacks {words}");
            assert_eq!(kept.matches("你好").count(), words.matches("你好").count(), "{kept}");
        }
    }
}

#[test]
fn the_search_takes_words_from_an_input_method() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        let field = customer.strings().home.search;
        let (role, words) = types_through_an_input_method(&mut customer, field);
        customer.one(Role::Heading, customer.strings().home.question);
        // The search finds guides by the words.
        customer.holds(eframe::egui::Modifiers::COMMAND, Key::A);
        customer.composes("deng lu");
        customer.composes("");
        customer.commits("登录");
        holds(&customer, role, field, "登录");
        assert!(words.contains("你好"));
        customer.sees(super::steps::title("login", lang));
        // Escape leaves the field first, and only then the screen.
        customer.composes("hao");
        customer.key(Key::Escape);
        holds(&customer, role, field, "登录hao");
    }
}
