//! The two ends of a session: solved, or with a person whom the customer reaches at the right address.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use okpay_wizard::desktop::{BrowserVersion, MachineFacts, Settings, ThemeChoice, packs};
use okpay_wizard::lang::{Lang, fill};
use okpay_wizard::pack::{LoadedPack, load};
use okpay_wizard::report;
use url::Url;

use super::customer::Customer;
use super::machine::{Browser, Machine};
use super::steps::{begins_login, page_title, task_words, title};

/// A customer on the report page of a session with one tick.
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
fn a_report_goes_along_to_the_contact_page_in_the_clipboard() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = customer_with_report(&machine, lang);
        customer.presses(customer.strings().common.back);
        customer.sees_no(customer.strings().support.open_page);
        customer.presses(customer.strings().support.copy_and_open);
        let copied = customer.clipboard.last().unwrap().clone();
        assert!(
            copied.contains(title("login", lang)) && copied.contains(page_title("login", "password", lang)),
            "{copied}"
        );
        assert_eq!(*machine.desktop.opened.lock().unwrap(), ["https://support.okpay.com/"]);
        customer.sees(&fill(customer.strings().notice.link_opened_with_report, &[("host", "support.okpay.com")]));
        customer.sees_no(customer.strings().support.write_mail);
    }
}

/// The built-in guides, with an address that the owner of the service has confirmed.
fn guides_with_an_address() -> Arc<LoadedPack> {
    let mut files = packs::built_in();
    let file = files.iter_mut().find(|file| file.name == "pack.ron").unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    file.bytes = text.replacen("checked: None,", "checked: None, mail: \"help@okpay.com\",", 1).into_bytes();
    let loaded = load(&files);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    Arc::new(loaded)
}

#[test]
fn a_mail_says_what_it_is_about_and_which_file_to_attach() {
    for lang in Lang::ALL {
        let machine = Machine::with(guides_with_an_address());
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.none_of_these);
        customer.sees_no(customer.strings().support.write_mail);
        drop(customer);

        let mut customer = customer_with_report(&machine, lang);
        customer.presses(customer.strings().common.back);
        customer.sees(&fill(customer.strings().support.mail_hint, &[("address", "help@okpay.com")]));
        customer.presses(customer.strings().support.write_mail);
        customer.sees(customer.strings().notice.mail_opened_unsaved);
        customer.presses(customer.strings().common.close);

        customer.presses(customer.strings().support.make_report);
        customer.presses(customer.strings().report.save);
        customer.presses(customer.strings().report.to_support);
        customer.presses(customer.strings().support.write_mail);
        let saved = Machine::files(&machine.folders.documents);
        let [file] = &saved[..] else { panic!("{saved:?}") };
        customer.sees(&fill(customer.strings().notice.mail_opened, &[("path", &file.display().to_string())]));

        let letters: Vec<Url> =
            machine.desktop.letters.lock().unwrap().iter().map(|letter| Url::parse(letter).unwrap()).collect();
        let bodies: Vec<String> = letters
            .iter()
            .map(|letter| {
                assert_eq!((letter.scheme(), letter.path()), ("mailto", "help@okpay.com"));
                let body = letter.query_pairs().find(|(name, _)| name == "body").unwrap();
                body.1.into_owned()
            })
            .collect();
        let [unsaved, with_file] = &bodies[..] else { panic!("{bodies:?}") };
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(with_file.contains(name) && !unsaved.contains(name), "{bodies:?}");
        assert!(with_file.contains(title("login", lang)), "{with_file}");
        let folder = machine.folders.documents.display().to_string();
        assert!(!bodies.iter().any(|body| body.contains(&folder)), "no letter names a folder: {bodies:?}");
        assert!(machine.desktop.opened.lock().unwrap().is_empty());

        *machine.desktop.browser.lock().unwrap() = Browser::IsMissing;
        customer.presses(customer.strings().support.write_mail);
        customer.sees(&fill(customer.strings().notice.mail_failed, &[("address", "help@okpay.com")]));
    }
}

#[test]
fn a_report_describes_browsers_and_the_disk_without_a_customers_names() {
    let machine = Machine::new();
    *machine.desktop.machine.lock().unwrap() = MachineFacts {
        browsers: vec![
            BrowserVersion { name: "Google Chrome".to_owned(), version: Some("156.0.8078.79".to_owned()) },
            BrowserVersion { name: "Mozilla Firefox".to_owned(), version: None },
            BrowserVersion { name: "Yandex".to_owned(), version: Some("25.2.3.117".to_owned()) },
        ],
        proxy: Some(true),
        free_disk_bytes: Some(12_345_678_901),
    };
    let mut customer = customer_with_report(&machine, Lang::English);
    customer.chooses(customer.strings().report.json);
    customer.presses(customer.strings().report.save);
    let saved = Machine::files(&machine.folders.documents);
    let report = report::read(&fs::read(&saved[0]).unwrap()).unwrap().report;
    let machine_facts = report.machine.unwrap();
    assert_eq!((machine_facts.proxy, machine_facts.free_disk_bytes), (Some(true), Some(12_345_678_901)));
    let browsers: Vec<(&str, Option<&str>)> =
        machine_facts.browsers.iter().map(|browser| (browser.name.as_str(), browser.version.as_deref())).collect();
    assert_eq!(
        browsers,
        [("Google Chrome", Some("156.0.8078.79")), ("Mozilla Firefox", None), ("Yandex", Some("25.2.3.117"))]
    );
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
        // The system's dialog does not open.
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
fn a_customer_who_said_solved_too_early_goes_back() {
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
        customer.sees("120%");
        drop(customer);

        let (settings, notice) = Settings::load(&machine.folders.settings_file());
        assert!(notice.is_none());
        let chosen =
            Settings { lang: Some(lang), theme: ThemeChoice::Dark, text_size_percent: 120, ..Settings::default() };
        assert_eq!(settings, chosen);
        let mut customer = machine.start_on_a_system_in(other);
        assert_eq!(customer.lang, lang);
        customer.presses(words_of(lang).common.settings);
        customer.sees("120%");
        assert!(customer.is_on(Role::RadioButton, words_of(lang).settings.dark));
    }
}

fn words_of(lang: Lang) -> &'static okpay_wizard::lang::Strings {
    okpay_wizard::lang::Strings::of(lang)
}

#[test]
fn the_way_to_a_person_begins_with_the_address_each_time() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start_at(lang, (640.0, 480.0));
        begins_login(&mut customer);
        customer.presses(customer.strings().common.contact_support);
        // It is further down, so the customer has to scroll to it.
        customer.presses(customer.strings().support.make_report);
        customer.presses(customer.strings().report.save);
        customer.presses(customer.strings().report.to_support);
        let address = customer.looks().into_iter().find(|thing| thing.words == "support.okpay.com").unwrap().place;
        let window = customer.window();
        assert!(window.contains(address.center()), "{address:?} is out of {window:?}");
    }
}
