//! The two ends of a session: solved, or with a person who is reached by the right address.

use std::fs;
use std::path::Path;

use eframe::egui::accesskit::Role;
use okpay_wizard::desktop::{Settings, ThemeChoice};
use okpay_wizard::lang::{Lang, fill};

use super::customer::Customer;
use super::machine::{Browser, Machine};
use super::steps::{begins_login, task_words, title};

/// A customer before the report of a session with one tick.
fn customer_with_report(machine: &Machine, lang: Lang) -> Customer {
    let mut customer = machine.start(lang);
    begins_login(&mut customer);
    customer.presses(customer.strings().common.contact_support);
    customer.presses(customer.strings().support.make_report);
    customer
}

#[test]
fn support_is_reached_by_the_right_address_and_by_no_other() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.none_of_these);
        customer.sees("support.okpay.com");
        customer.sees(customer.strings().support.unchecked);
        customer.presses(customer.strings().support.copy_address);
        assert_eq!(customer.clipboard, ["https://support.okpay.com/"]);
        assert!(machine.desktop.opened.lock().unwrap().is_empty(), "nothing opens by itself");
        customer.presses(customer.strings().support.open_page);
        assert_eq!(*machine.desktop.opened.lock().unwrap(), ["https://support.okpay.com/"]);
        customer.sees(&fill(customer.strings().notice.link_opened, &[("host", "support.okpay.com")]));
    }
}

#[test]
fn without_a_browser_the_address_is_there_to_be_copied() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        *machine.desktop.browser.lock().unwrap() = Browser::IsMissing;
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.none_of_these);
        customer.presses(customer.strings().support.open_page);
        customer.sees(&fill(customer.strings().notice.link_failed, &[("url", "https://support.okpay.com/")]));
    }
}

#[test]
fn a_report_is_copied_and_saved_in_three_formats() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = customer_with_report(&machine, lang);
        let tick = task_words("login", "password", "keyboard", lang);
        customer.sees(&tick);
        customer.presses(customer.strings().report.copy_text);
        assert!(customer.clipboard.last().unwrap().contains(&tick));
        customer.presses(customer.strings().common.close);

        let words = &customer.strings().report;
        for (name, ending, mark) in [
            (words.html, "html", "<!doctype html>"),
            (words.text, "txt", title("login", lang)),
            (words.json, "json", "{"),
        ] {
            customer.chooses(name);
            customer.presses(words.save);
            let saved = Machine::files(&machine.folders.documents);
            let file = saved.iter().find(|file| file.extension().is_some_and(|known| known == ending)).unwrap();
            let text = fs::read_to_string(file).unwrap();
            assert!(text.to_lowercase().contains(&mark.to_lowercase()) && text.contains(&tick), "{ending}: {text}");
            customer.sees(&fill(customer.strings().notice.report_saved, &[("path", &file.display().to_string())]));
            customer.presses(customer.strings().common.close);
        }
        assert_eq!(Machine::files(&machine.folders.documents).len(), 3);
        customer.presses(words.open_folder);
        let shown = machine.desktop.shown.lock().unwrap().clone();
        assert_eq!(shown[0].parent(), Some(machine.folders.documents.as_path()));
        assert!(machine.desktop.opened.lock().unwrap().is_empty());
        assert_eq!(machine.on_disk(), [customer.session().unwrap().clone()]);
    }
}

#[test]
fn a_report_goes_where_the_customer_says() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = customer_with_report(&machine, lang);
        // The system's dialog does not come.
        customer.presses(customer.strings().report.save_as);
        customer.sees(customer.strings().notice.dialog_failed);
        customer.presses(customer.strings().common.close);

        let place = machine.folders.data.join("my report.html");
        *machine.desktop.chosen.lock().unwrap() = Some(place.clone());
        customer.presses(customer.strings().report.save_as);
        assert!(fs::read_to_string(&place).unwrap().contains(&task_words("login", "password", "keyboard", lang)));
        customer.sees(&place.display().to_string());
        let suggested = machine.desktop.suggested.lock().unwrap()[0].clone();
        assert_eq!((suggested.folder.as_path(), suggested.extension), (machine.folders.documents.as_path(), "html"));
        assert_eq!(Path::new(&suggested.name).extension().unwrap(), "html");
    }
}

#[test]
fn somebody_who_said_solved_too_early_goes_back() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        customer.presses(customer.strings().page.yes_solved);
        customer.one(Role::Heading, customer.strings().solved.title);
        customer.presses(customer.strings().solved.not_after_all);
        assert!(customer.is_on(Role::CheckBox, &task_words("login", "password", "keyboard", lang)));
        assert_eq!(customer.session().unwrap().state().outcome, None);
    }
}

#[test]
fn settings_are_kept_over_a_restart() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let other = if lang == Lang::English { Lang::Chinese } else { Lang::English };
        let mut customer = machine.start_on_a_system_in(other);
        customer.presses(customer.strings().common.settings);
        customer.chooses(lang.name());
        customer.lang = lang;
        let words = &customer.strings().settings;
        customer.chooses(words.dark);
        customer.presses(words.larger);
        customer.presses(words.larger);
        customer.sees("120 %");
        drop(customer);

        let (settings, notice) = Settings::load(&machine.folders.settings_file());
        assert!(notice.is_none());
        assert_eq!(settings, Settings { lang: Some(lang), theme: ThemeChoice::Dark, text_size_percent: 120 });
        let mut customer = machine.start_on_a_system_in(other);
        assert_eq!(customer.lang, lang);
        customer.presses(words_of(lang).common.settings);
        customer.sees("120 %");
        assert!(customer.is_on(Role::RadioButton, words_of(lang).settings.dark));
    }
}

fn words_of(lang: Lang) -> &'static okpay_wizard::lang::Strings {
    okpay_wizard::lang::Strings::of(lang)
}
