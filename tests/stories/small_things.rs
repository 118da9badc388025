//! Things that people expect of every program, and notice only if they are missing.

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, ImeEvent, Key, Modifiers};
use okpay_wizard::desktop::Settings;
use okpay_wizard::lang::{Lang, fill};

use super::machine::Machine;
use super::steps::{begins_login, page_title, task_words, title};

#[test]
fn texts_grow_and_shrink_by_keys_and_wheel_within_bounds_and_stay_so() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        let size = |machine: &Machine| Settings::load(&machine.folders.settings_file()).0.text_size_percent;
        customer.holds(Modifiers::COMMAND, Key::Plus);
        customer.holds(Modifiers::COMMAND, Key::Equals);
        assert_eq!(size(&machine), 120);
        customer.strikes(Modifiers::COMMAND, Key::Minus);
        customer.sees(&fill(customer.strings().help.text_size_now, &[("percent", "110")]));
        customer.settles();
        assert_eq!(size(&machine), 110);
        customer.turns_the_wheel(Modifiers::COMMAND, 3.0);
        assert_eq!(size(&machine), 120, "one notch is one step");
        for _ in 0..15 {
            customer.holds(Modifiers::COMMAND, Key::Plus);
        }
        assert_eq!(size(&machine), 200);
        customer.holds(Modifiers::COMMAND, Key::Num0);
        for _ in 0..3 {
            customer.holds(Modifiers::COMMAND, Key::Minus);
        }
        assert_eq!(size(&machine), 90);
        drop(customer);
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().common.settings);
        customer.sees("90%");
    }
}

#[test]
fn escape_takes_away_one_thing_at_a_time_and_never_what_was_typed() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        // The first Escape leaves the search field, and its words stay.
        customer.types(customer.strings().home.search, "abc");
        customer.key(Key::Escape);
        customer.one(Role::Heading, customer.strings().home.question);
        assert!(customer.looks().iter().any(|thing| thing.value == "abc"), "{}", customer.screen_text());
        customer.types(customer.strings().home.search, "");

        begins_login(&mut customer);
        customer.presses(customer.strings().common.contact_support);
        customer.presses(customer.strings().support.copy_address);
        customer.sees(customer.strings().notice.copied);
        customer.key(Key::Escape);
        customer.sees_no(customer.strings().notice.copied);
        customer.one(Role::Heading, customer.strings().support.title);
        customer.key(Key::Escape);
        customer.one(Role::Heading, page_title("login", "password", lang));
        assert!(customer.is_on(Role::CheckBox, &task_words("login", "password", "keyboard", lang)));
    }
}

#[test]
fn escape_belongs_to_the_input_method_while_it_puts_a_word_together() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::Chinese);
    customer.presses(customer.strings().common.settings);
    customer.happens(Event::Ime(ImeEvent::Preedit { text: "ni".to_owned(), active_range_chars: None }));
    customer.key(Key::Escape);
    customer.one(Role::Heading, customer.strings().settings.title);
    customer.happens(Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
    customer.key(Key::Escape);
    customer.one(Role::Heading, customer.strings().home.question);
}

#[test]
fn f1_shows_how_it_works_and_the_search_key_leads_home_from_a_page() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        customer.key(Key::F1);
        let words = &customer.strings().help;
        customer.one(Role::Heading, words.title);
        for step in words.steps {
            customer.sees(step);
        }
        customer.sees(&machine.folders.logs.display().to_string());
        customer.sees("0.1.0");
        customer.key(Key::F1);
        customer.one(Role::Heading, page_title("login", "password", lang));

        customer.holds(Modifiers::COMMAND, Key::F);
        customer.one(Role::Heading, customer.strings().home.question);
        assert_eq!(customer.focus().unwrap().words, customer.strings().home.search);
        assert!(customer.session().is_some(), "the session stays");
        customer.presses(title("login", lang));
        assert!(customer.is_on(Role::CheckBox, &task_words("login", "password", "keyboard", lang)));
    }
}

#[test]
fn a_link_says_where_it_leads_before_it_is_opened() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.none_of_these);
        let address = "https://support.okpay.com/";
        customer.tabs_to(customer.strings().support.copy_address);
        customer.sees_no(address);
        let before = customer.one(Role::Heading, customer.strings().support.title).place;
        customer.tabs_to(customer.strings().support.open_page);
        customer.sees(address);
        let open = customer.one(Role::Button, customer.strings().support.open_page);
        assert_eq!(open.description, address, "screen readers read it aloud");
        assert_eq!(before, customer.one(Role::Heading, customer.strings().support.title).place, "nothing jumps");
        customer.tabs_to(customer.strings().common.back);
        customer.sees_no(address);
        customer.rests_on(open.place.center());
        customer.sees(address);
        assert!(machine.desktop.opened.lock().unwrap().is_empty());
    }
}

#[test]
fn what_has_the_focus_is_copied_by_the_key_and_what_is_pointed_at_by_its_menu() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let task = task_words("login", "password", "keyboard", lang);
        customer.tabs_to(&task);
        customer.happens(Event::Copy);
        assert!(customer.clipboard.last().unwrap().starts_with(&task), "{:?}", customer.clipboard);
        let place = customer.one(Role::CheckBox, &task).place;
        customer.clipboard.clear();
        customer.clicks_with_the_other_button(place.center());
        customer.presses(customer.strings().help.copy_text);
        assert!(customer.clipboard.last().unwrap().starts_with(&task), "{:?}", customer.clipboard);
        assert!(customer.is_on(Role::CheckBox, &task), "copying presses nothing");
    }
}

#[test]
fn running_text_is_selected_and_copied() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        let promise = customer.strings().home.promise;
        let place = customer.one(Role::Label, promise).place;
        customer.drags(place.left_top() + egui::vec2(1.0, 3.0), place.right_bottom() - egui::vec2(1.0, 3.0));
        customer.happens(Event::Copy);
        let copied = customer.clipboard.last().unwrap();
        assert!(copied.len() > 10 && promise.contains(copied.trim()), "{copied}");
    }
}
