//! Customers type secrets that must not be saved: the program warns at once, and writes none of them.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers};
use okpay_wizard::desktop::Store;
use okpay_wizard::lang::{Lang, fill};
use okpay_wizard::pack::{Guide, Id, Page, QuestionKind};
use okpay_wizard::redact::SecretKind;
use okpay_wizard::session::{Event, EventKind, MadeWith};

use super::customer::Customer;
use super::machine::{Machine, okpay};

/// The text for every field, and the secrets in it that must be nowhere afterwards: letters and digits alone, in lower
/// case, for the search.
const TYPED: [(&str, &[&str]); 8] = [
    ("卡号４１１１ １１１１ １１１１ １１１１被拒", &["411111111111"]),
    ("paid with 5555-5555-5555-4444 yesterday", &["555555555555"]),
    ("身份证11010519491231002X通不过", &["110105194912", "49123100"]),
    ("我的手机138 0013 8000收不到短信", &["1380013"]),
    ("登录密码是 Tr0ub4dor，验证码 483920", &["tr0ub4dor", "483920"]),
    ("write to zhang.wei@example.com, CVV 737", &["zhangwei", "cvv737"]),
    ("IBAN DE89 3704 0044 0532 0130 00", &["de8937040044", "370400440532"]),
    (
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        &["wavesausage", "worthuseful", "thankyellow"],
    ),
];

/// Letters and digits alone, in any spelling.
fn squeezed(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let ascii = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(c as u32 - 0xff10 + '0' as u32).unwrap(),
        other => other,
    };
    text.chars().map(ascii).filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Every file below a folder.
fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

/// Asserts that no written or copied text, and no file's name, contains any of these.
#[track_caller]
fn holds_none(machine: &Machine, customer: &Customer, secrets: &[&str]) {
    let mut written: Vec<(String, String)> = Vec::new();
    for path in everything_below(&machine.folders.data) {
        let bytes = fs::read(&path).unwrap();
        written.push((path.display().to_string(), squeezed(&bytes)));
        if path.extension().is_some_and(|ending| ending == "zip") {
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for place in 0..zip.len() {
                let mut entry = zip.by_index(place).unwrap();
                let mut inside = Vec::new();
                entry.read_to_end(&mut inside).unwrap();
                written.push((format!("entry {place} of a zip"), squeezed(&inside)));
            }
        }
        written.push(("a file's name".to_owned(), squeezed(path.file_name().unwrap().as_encoded_bytes())));
    }
    written.extend(customer.clipboard.iter().map(|words| ("the clipboard".to_owned(), squeezed(words.as_bytes()))));
    let letters = machine.desktop.letters.lock().unwrap();
    written.extend(letters.iter().map(|letter| ("a mail".to_owned(), squeezed(letter.as_bytes()))));
    let suggested = machine.desktop.suggested.lock().unwrap();
    written.extend(suggested.iter().map(|it| ("a suggested name".to_owned(), squeezed(it.name.as_bytes()))));
    for (place, words) in &written {
        for secret in secrets {
            assert!(!words.contains(secret), "{secret} is in {place}");
        }
    }
}

/// A customer on this page of a guide, and the guide's typed questions there.
fn at_page(machine: &Machine, wizard: &Guide, page: &Page, lang: Lang) -> Customer {
    let made_with = MadeWith {
        pack: okpay().id.clone(),
        pack_version: okpay().version.clone(),
        program_version: "0.1.0".to_owned(),
    };
    let what = EventKind::Started { wizard: wizard.id.clone(), page: page.id.clone(), made_with, lang, salt: [7; 16] };
    let at = jiff::Timestamp::from_second(1_794_000_000).unwrap();
    Store::open(&machine.folders.sessions).unwrap().create(&Event { at, what }).unwrap();
    let mut customer = machine.start(lang);
    customer.presses(customer.strings().home.go_on);
    customer
}

fn typed_questions(page: &Page, lang: Lang) -> Vec<&str> {
    let typed = page.asks.iter().filter(|ask| !matches!(ask.kind, QuestionKind::Choice(_)));
    typed.map(|ask| ask.text.get(lang)).collect()
}

/// A customer on the last page of the login guide, at the question for the message.
fn before_the_message(machine: &Machine, lang: Lang) -> (Customer, &'static str) {
    let (wizard, page, ask) = the_message();
    let customer = at_page(machine, wizard, page, lang);
    (customer, page.ask(ask.as_str()).unwrap().text.get(lang))
}

fn the_message() -> (&'static Guide, &'static Page, &'static Id) {
    let wizard = okpay().wizard("login").unwrap();
    let found = wizard.pages.iter().find_map(|page| {
        let ask = page.asks.iter().find(|ask| matches!(ask.kind, QuestionKind::ErrorText))?;
        Some((page, &ask.id))
    });
    let (page, ask) = found.unwrap();
    (wizard, page, ask)
}

/// The message in the session, without its hidden parts.
fn saved_message(customer: &Customer) -> String {
    let (_, page, ask) = the_message();
    let answers = &customer.session().unwrap().state().answers;
    match answers.get(&(page.id.clone(), ask.clone())) {
        Some((okpay_wizard::session::Answer::Words(words), _)) => words.to_string(),
        _ => String::new(),
    }
}

#[test]
fn a_card_number_is_warned_about_while_it_is_typed_and_hidden_when_the_field_is_left() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, field) = before_the_message(&machine, lang);
        customer.sees(customer.strings().page.no_secrets);
        customer.types(field, "4111 1111 1111 1111");
        let warning = fill(customer.strings().page.looks_secret, &[("kinds", SecretKind::Card.spoken(lang))]);
        customer.sees(&warning);
        assert_eq!(saved_message(&customer), "", "nothing is saved while the text may still grow");
        customer.key(Key::Tab);
        assert_eq!(saved_message(&customer), "[card ····1111]");
        customer.sees(&format!("[{} ····1111 #1]", SecretKind::Card.name(lang)));
        customer.sees_no(&warning);
        customer.sees_no("4111");
        holds_none(&machine, &customer, &["41111111"]);
    }
}

#[test]
fn order_numbers_and_error_codes_are_not_warned_about_and_stay_readable() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, field) = before_the_message(&machine, lang);
        let words = "AUTH-1021 订单 202611230042 at 18:42, 128.50";
        customer.types(field, words);
        customer.sees(customer.strings().page.no_secrets);
        customer.key(Key::Tab);
        assert_eq!(saved_message(&customer), words);
    }
}

#[test]
fn typed_words_are_saved_when_their_field_is_left_and_not_before() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, field) = before_the_message(&machine, lang);
        customer.types_letter_by_letter(field, "hunter2 ");
        assert_eq!(saved_message(&customer), "", "it may go on: is my password");
        customer.types_letter_by_letter(field, "hunter2 is my password");
        customer.key(Key::Tab);
        assert_eq!(saved_message(&customer), "[password] is my password");
        assert!(!fs::read_to_string(&everything_below(&machine.folders.sessions)[0]).unwrap().contains("hunter2"));
    }
}

#[test]
fn a_customer_who_pauses_after_every_letter_leaves_no_half_of_a_secret_behind() {
    let machine = Machine::new();
    for (words, secrets) in TYPED {
        let (mut customer, field) = before_the_message(&machine, Lang::Chinese);
        customer.types_letter_by_letter(field, words);
        customer.key(Key::Tab);
        holds_none(&machine, &customer, secrets);
        // The beginnings must be gone, too: four digits and the last four would be eight.
        for secret in secrets.iter().filter(|secret| secret.len() >= 7) {
            holds_none(&machine, &customer, &[&secret[..7]]);
        }
    }
}

#[test]
fn a_secret_in_every_field_of_every_guide_is_in_nothing_that_is_written() {
    // The guides alternate between the languages, because the language makes no difference to a secret.
    for (wizard, lang) in okpay().wizards.iter().zip(Lang::ALL.into_iter().cycle()) {
        for page in wizard.pages.iter().filter(|page| !typed_questions(page, lang).is_empty()) {
            let machine = Machine::new();
            let mut customer = at_page(&machine, wizard, page, lang);
            let fields = typed_questions(page, lang);
            let all: Vec<&str> = TYPED.iter().map(|(words, _)| *words).collect();
            for (number, field) in fields.iter().enumerate() {
                // Each field gets all of it, in a different order each time.
                let mut words = all.clone();
                words.rotate_left(number % all.len());
                customer.types(field, &words.join("；"));
            }
            customer.key(Key::Tab);
            saves_in_every_format(&mut customer);
            let secrets: Vec<&str> = TYPED.iter().flat_map(|(_, secrets)| *secrets).copied().collect();
            holds_none(&machine, &customer, &secrets);
            let saved = Machine::files(&machine.folders.documents).len();
            assert!(saved >= 5, "{saved} files were looked through");
        }
    }
}

/// Copies the report and saves it in every format there is.
fn saves_in_every_format(customer: &mut Customer) {
    customer.presses(customer.strings().common.contact_support);
    customer.presses(customer.strings().support.make_report);
    let words = &customer.strings().report;
    for format in [words.html, words.text, words.short, words.json, words.zip] {
        customer.chooses(format);
        customer.presses(words.copy_text);
        customer.presses(customer.strings().common.close);
        customer.presses(words.save);
        customer.presses(customer.strings().common.close);
    }
}

/// A customer on the report page of a session in which they wrote this.
fn before_the_report(machine: &Machine, lang: Lang, words: &str) -> Customer {
    let (mut customer, field) = before_the_message(machine, lang);
    customer.types(field, words);
    customer.key(Key::Tab);
    customer.presses(customer.strings().common.contact_support);
    customer.presses(customer.strings().support.make_report);
    customer
}

/// The reports that would be saved now, as JSON and as text.
fn saved(customer: &mut Customer) -> String {
    let words = &customer.strings().report;
    customer.chooses(words.json);
    customer.presses(words.copy_text);
    customer.chooses(words.text);
    customer.presses(words.copy_text);
    customer.chooses(words.html);
    customer.clipboard.split_off(customer.clipboard.len() - 2).concat()
}

#[test]
fn the_preview_says_what_is_hidden() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "4111 1111 1111 1111, ann@qq.com, 密码是 hunter2x");
        let count = |kind: SecretKind| format!("{} 1", kind.name(lang));
        customer.sees(&format!(
            "{} · {} · {}",
            count(SecretKind::Card),
            count(SecretKind::Password),
            count(SecretKind::Email)
        ));
        customer.sees(customer.strings().report.never_shown);
        let report = saved(&mut customer);
        assert!(report.contains(&format!("[{} ····1111 #1]", SecretKind::Card.name(lang))), "{report}");
    }
}

#[test]
fn a_part_that_is_left_out_is_nowhere_in_what_is_saved() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "AUTH-1021 seen twice");
        assert!(saved(&mut customer).contains("AUTH-1021"));
        let words = &customer.strings().report;
        customer.ticks(words.part_answers);
        customer.sees_no("AUTH-1021");
        assert!(!saved(&mut customer).contains("AUTH-1021"), "not in the steps and the timeline either");
        assert!(saved(&mut customer).contains("Debian"));
        customer.ticks(words.part_machine);
        assert!(!saved(&mut customer).contains("Debian"));
        customer.ticks(words.part_answers);
        assert!(saved(&mut customer).contains("AUTH-1021"), "and it can be included again");
    }
}

#[test]
fn selected_text_is_hidden_wherever_it_stands_by_keyboard_alone() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "张三丰");
        assert!(saved(&mut customer).matches("张三丰").count() > 1, "in the answers and in the timeline");
        let (_, page, ask) = the_message();
        customer.tabs_back_to(page.ask(ask.as_str()).unwrap().text.get(lang));
        customer.holds(Modifiers::COMMAND, Key::A);
        customer.sees(&fill(customer.strings().report.hide_this, &[("words", "张三丰")]));
        customer.key(Key::Delete);
        let report = saved(&mut customer);
        assert!(!report.contains("张三丰"), "{report}");
        assert!(report.contains(&format!("[{}]", SecretKind::Chosen.name(lang))), "{report}");
        customer.sees(customer.strings().report.chosen);
        customer.presses_first_words(customer.strings().report.hide_no_more);
        assert!(saved(&mut customer).contains("张三丰"));
    }
}

#[test]
fn selected_text_is_hidden_with_the_mouse() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "张三丰");
        let (_, page, ask) = the_message();
        customer.double_clicks(page.ask(ask.as_str()).unwrap().text.get(lang));
        customer.presses(&fill(customer.strings().report.hide_this, &[("words", "张三丰")]));
        assert!(!saved(&mut customer).contains("张三丰"));
    }
}

#[test]
fn an_email_address_is_shown_again_after_two_questions_and_a_card_never() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "ann.lee@qq.com 4111 1111 1111 1111");
        let words = &customer.strings().report;
        customer.sees_no(&format!("{} 4111", words.show));
        assert!(!saved(&mut customer).contains("ann.lee"));
        let show = format!("{} ann.lee", words.show);
        customer.presses(&show);
        let what = [("what", SecretKind::Email.spoken(lang)), ("value", "ann.lee")];
        customer.sees(&fill(words.ask_once, &what));
        customer.presses(words.keep_hidden);
        assert!(!saved(&mut customer).contains("ann.lee"), "the customer has changed their mind");
        customer.presses(&show);
        customer.presses(words.go_on);
        customer.sees(words.ask_twice);
        assert!(!saved(&mut customer).contains("ann.lee"), "once is not enough");
        customer.presses(words.show_yes);
        let report = saved(&mut customer);
        assert!(report.contains("ann.lee@qq.com") && !report.contains("41111111"), "{report}");
        let session = fs::read_to_string(&everything_below(&machine.folders.sessions)[0]).unwrap();
        assert!(!session.contains("ann.lee"), "the session's file never contains it");
        customer.presses(&format!("{} ann.lee", words.hide_again));
        assert!(!saved(&mut customer).contains("ann.lee"));
    }
}

#[test]
fn after_a_restart_hidden_text_cannot_be_shown_again_because_it_is_not_saved() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let customer = before_the_report(&machine, lang, "ann.lee@qq.com");
        drop(customer);
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.go_on);
        customer.presses(customer.strings().common.contact_support);
        customer.presses(customer.strings().support.make_report);
        customer.sees_no(customer.strings().report.can_show);
        assert!(saved(&mut customer).contains("#1]@qq.com"));
    }
}

#[test]
fn the_report_is_written_in_the_languages_that_the_customer_chooses() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "AUTH-1021");
        let (chinese, english) = ("排障报告", "Troubleshooting report");
        let has = |text: &str| (text.contains(chinese), text.contains(english));
        assert_eq!(has(&saved(&mut customer)), (true, true));
        let switch = |lang: Lang| format!("{}: {}", customer.strings().report.language, lang.name());
        let (to_chinese, to_english) = (switch(Lang::Chinese), switch(Lang::English));
        customer.chooses(&to_chinese);
        assert_eq!(has(&saved(&mut customer)), (true, false));
        customer.chooses(&to_english);
        assert_eq!(has(&saved(&mut customer)), (false, true));
    }
}

#[test]
fn what_was_saved_before_something_was_hidden_is_not_offered_any_more() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "张三丰");
        let words = &customer.strings().report;
        customer.presses(words.save);
        customer.sees(words.saved_at);
        customer.presses(customer.strings().common.close);
        customer.ticks(words.part_answers);
        customer.sees_no(words.saved_at);
        customer.presses(words.save);
        customer.sees(words.saved_at);
        let names: Vec<PathBuf> = Machine::files(&machine.folders.documents);
        assert_eq!(names.len(), 2, "the first one is still there, under its own name");
    }
}

#[test]
fn text_that_was_shown_again_is_hidden_when_it_is_selected() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "ann.lee@qq.com");
        let words = &customer.strings().report;
        customer.presses(&format!("{} ann.lee", words.show));
        customer.presses(words.go_on);
        customer.presses(words.show_yes);
        assert!(saved(&mut customer).contains("ann.lee"));
        let (_, page, ask) = the_message();
        customer.tabs_back_to(page.ask(ask.as_str()).unwrap().text.get(lang));
        customer.holds(Modifiers::COMMAND, Key::A);
        customer.key(Key::Delete);
        assert!(!saved(&mut customer).contains("ann.lee"));
    }
}

#[test]
fn an_answer_that_was_replaced_is_in_no_report() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let (mut customer, field) = before_the_message(&machine, lang);
        // Half a card number, left in the field for a moment: the program cannot know yet that it will be one.
        customer.types(field, "4242 4242 42");
        customer.key(Key::Tab);
        customer.types(field, "4242 4242 4242 4242");
        customer.key(Key::Tab);
        customer.presses(customer.strings().common.contact_support);
        customer.presses(customer.strings().support.make_report);
        customer.sees(&format!("{} 1", SecretKind::Card.name(lang)));
        let report = saved(&mut customer);
        assert!(report.contains("····4242") && !report.contains("4242 4242"), "{report}");
    }
}

#[test]
fn a_customer_who_saves_elsewhere_gets_what_was_on_screen_when_the_dialog_came() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_the_report(&machine, lang, "AUTH-1021");
        let place = machine.folders.data.join("mine.html");
        *machine.desktop.chosen.lock().unwrap() = Some(place.clone());
        // The dialog answers on another thread; the customer leaves a part out before the program handles the answer.
        customer.presses_both(customer.strings().report.save_as, customer.strings().report.part_machine);
        assert!(fs::read_to_string(&place).unwrap().contains("AUTH-1021"));
    }
}
