//! A guide comes from outside while the window is open: by a double-click on its file, or dropped on the window. It
//! opens without losing anything, and is marked as not ours. A file that is not a guide changes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use eframe::egui::accesskit::Role;
use okpay_wizard::desktop::{HandOverResult, Instance, InstanceRequest, InstanceRole, packs};
use okpay_wizard::lang::{Lang, fill};

use super::customer::Customer;
use super::machine::{Machine, okpay};
use super::stand_in;
use super::steps::{begins_login, choice, page_title, title};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pack")
}

/// The demo guide in one file, as a customer receives it.
fn sent(folder: &Path) -> PathBuf {
    let file = folder.join("演示 guide.okpack");
    fs::write(&file, packs::to_zip(&packs::in_folder(&fixture()).unwrap()).unwrap()).unwrap();
    file
}

fn demo(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => "演示助手",
        Lang::English => "Demo helper",
    }
}

/// The home button, as a screen reader names it.
fn home(customer: &Customer) -> String {
    format!("{}: {}", demo(customer.lang), customer.strings().common.home)
}

/// A second start of the program with this guide.
fn double_clicks(customer: &mut Customer, pack: &Path) {
    let _receipt = customer.request_handler()(InstanceRequest::Open(pack.to_owned()));
    customer.settles();
}

/// Asserts that every warning is there that this guide is not ours.
#[track_caller]
fn sees_that_it_is_not_ours(customer: &Customer, file: &Path) {
    let words = &customer.strings().packs;
    customer.sees(&fill(words.foreign, &[("pack", demo(customer.lang))]));
    customer.sees(&fill(words.foreign_file, &[("file", &file.display().to_string())]));
    customer.sees(&fill(words.foreign_hosts, &[("hosts", "okpay.com")]));
    customer.sees(words.foreign_careful);
}

#[test]
fn a_guide_that_is_double_clicked_opens_in_the_window_and_nothing_is_lost() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let folder = tempfile::tempdir().unwrap();
        let file = sent(folder.path());
        let mut customer = machine.start(lang);
        let words = &customer.strings().packs;
        customer.presses(title("login", lang));
        customer.chooses(&choice("login", "start", "problem", "no-message", lang));
        customer.presses(customer.strings().page.next);
        customer.presses(customer.strings().page.not_yet);
        let error = okpay().wizard("login").unwrap().page("details").unwrap().ask("error").unwrap();
        customer.types(error.text.get(lang), "half typed");
        assert!(!format!("{:?}", machine.on_disk()[0].events()).contains("half typed"));

        double_clicks(&mut customer, &file);
        // The text that was being typed was saved first.
        assert!(format!("{:?}", machine.on_disk()[0].events()).contains("half typed"));
        customer.sees(&fill(words.opened, &[("pack", demo(lang))]));
        sees_that_it_is_not_ours(&customer, &file);
        customer.sees(customer.strings().home.question);
        assert!(customer.session().is_none());
        // The warning appears again beside support's address.
        customer.presses_first_words(customer.strings().home.none_of_these);
        sees_that_it_is_not_ours(&customer, &file);
        customer.presses(&home(&customer));

        // Their pack does not offer our session, although both packs have a guide with this name.
        customer.sees_no(customer.strings().home.continue_question);
        customer.presses(title("login", lang));
        assert_eq!(customer.session().unwrap().state().made_with.pack.as_str(), "demo");
        assert_eq!(machine.on_disk().len(), 2);
        customer.presses(&home(&customer));
        customer.presses(customer.strings().home.my_sessions);
        customer.sees(&fill(words.other_pack, &[("pack", "okpay")]));
        let open = format!("{}: ", customer.strings().sessions.open);
        let open = customer.looks().iter().filter(|thing| thing.words.starts_with(&open)).count();
        assert_eq!(open, 1, "a session of our pack cannot be continued in theirs");
        customer.presses(&home(&customer));

        customer.presses(words.to_built_in);
        customer.sees(words.back_to_built_in);
        customer.sees_no(words.foreign_careful);
        customer.presses(customer.strings().home.go_on);
        customer.one(Role::Heading, page_title("login", "details", lang));
        assert_eq!(customer.session().unwrap().state().made_with.pack.as_str(), "okpay");
    }
}

#[test]
fn a_second_program_hands_its_guide_over_through_the_systems_own_socket() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = sent(folder.path());
    let at = file.clone();
    let mut customer = machine.start(Lang::Chinese);
    let InstanceRole::First(mut instance) = Instance::claim(&machine.folders.data).unwrap() else {
        panic!("it is the first")
    };
    instance.listen(customer.request_handler()).unwrap();
    let InstanceRole::Second(second) = Instance::claim(&machine.folders.data).unwrap() else {
        panic!("it is the second")
    };
    // The window itself answers the requests, so another thread plays the second program.
    let asking = std::thread::Builder::new().spawn(move || second.hand_over(&file, Duration::from_secs(20))).unwrap();
    customer.waits_for(customer.strings().packs.foreign_careful);
    assert_eq!(asking.join().unwrap(), HandOverResult::Taken);
    sees_that_it_is_not_ours(&customer, &at);
}

#[test]
fn a_broken_guide_is_reported_with_its_place_and_the_session_goes_on() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let folder = tempfile::tempdir().unwrap();
        let mut files = packs::in_folder(&fixture()).unwrap();
        let manifest = files.iter_mut().find(|file| file.name == "pack.ron").unwrap();
        manifest.bytes = String::from_utf8(manifest.bytes.clone()).unwrap().replace("https://", "http://").into_bytes();
        let broken = folder.path().join("broken.okpack");
        fs::write(&broken, packs::to_zip(&files).unwrap()).unwrap();
        let cut = folder.path().join("cut.okpack");
        fs::write(&cut, &fs::read(&broken).unwrap()[..200]).unwrap();
        let holiday = folder.path().join("holiday.png");
        fs::write(&holiday, b"\x89PNG\r\n").unwrap();

        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let words = &customer.strings().packs;
        for (pack, why, what_now) in [
            (&broken, "pack.ron", words.what_now),
            (&cut, words.damaged, words.what_now),
            (&holiday, words.not_a_pack, words.what_is_one),
            (&folder.path().to_owned(), words.no_manifest, words.what_is_one),
            (&folder.path().join("gone.okpack"), words.gone, words.what_now),
        ] {
            customer.drops(std::slice::from_ref(pack));
            customer.sees(&pack.display().to_string());
            customer.sees(why);
            customer.sees(what_now);
            assert_eq!(customer.session().unwrap().state().made_with.pack.as_str(), "okpay");
            customer.one(Role::Heading, page_title("login", "password", lang));
            customer.presses(customer.strings().common.close);
        }
        customer.presses(customer.strings().page.not_yet);
        assert_eq!(machine.on_disk().len(), 1);
    }
}

#[test]
fn a_folder_dropped_on_the_window_is_a_guide_too() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::English);
    let words = &customer.strings().packs;
    customer.holds_over(&[fixture()]);
    customer.sees(words.let_go);
    customer.drops(&[fixture()]);
    sees_that_it_is_not_ours(&customer, &fixture());
    customer.holds_over(&[PathBuf::from("/tmp/holiday.png")]);
    customer.sees_no(words.let_go);
}

#[test]
fn a_guide_waits_until_browsers_are_whole() {
    let mut machine = Machine::new();
    machine.stand_in = Some(stand_in::busy());
    let folder = tempfile::tempdir().unwrap();
    let file = sent(folder.path());
    let mut customer = super::clear::asks(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(1));
    customer.waits_for(words.stop);
    double_clicks(&mut customer, &file);
    customer.sees(&fill(customer.strings().packs.waits_for_clearing, &[("pack", "Demo helper")]));
    customer.sees_no(customer.strings().packs.foreign_careful);
    customer.presses(words.stop);
    customer.waits_for(customer.strings().packs.foreign_careful);
    // The result of clearing is in the session that asked for it.
    let events = format!("{:?}", machine.on_disk()[0].events());
    assert!(events.contains("stopped: true"), "{events}");
}

#[test]
fn unsaved_work_is_not_thrown_away_for_another_guide() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let folder = tempfile::tempdir().unwrap();
        let file = sent(folder.path());
        let mut customer = machine.start_without_store(lang, "read-only");
        begins_login(&mut customer);
        double_clicks(&mut customer, &file);
        let unsaved = customer.strings().packs.unsaved;
        customer.sees(&fill(unsaved, &[("file", &file.display().to_string())]));
        assert_eq!(customer.session().unwrap().state().made_with.pack.as_str(), "okpay");
    }
}

#[test]
fn a_start_with_a_guide_says_that_it_is_not_ours_from_the_first_frame() {
    for lang in Lang::ALL {
        let loaded = okpay_wizard::pack::load(&packs::in_folder(&fixture()).unwrap());
        let mut machine = Machine::with(std::sync::Arc::new(loaded));
        machine.from = Some(fixture());
        let mut customer = machine.start(lang);
        sees_that_it_is_not_ours(&customer, &fixture());
        customer.presses(customer.strings().packs.to_built_in);
        customer.sees_no(customer.strings().packs.foreign_careful);
        customer.sees(title("payment", lang));
    }
}

fn demo_title(wizard: &str, lang: Lang) -> &'static str {
    match (wizard, lang) {
        ("payment", Lang::Chinese) => "付款失败",
        ("payment", Lang::English) => "A payment failed",
        _ => title(wizard, lang),
    }
}

#[test]
fn the_search_finds_what_the_guide_on_screen_says_and_no_other() {
    const WORD: &str = "xylophone";
    for (lang, other) in [(Lang::Chinese, Lang::English), (Lang::English, Lang::Chinese)] {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        let folder = tempfile::tempdir().unwrap();
        // Its author edits a guide, and opens it again and again: same name, same version, other words.
        for (says, says_not) in [("payment", "login"), ("login", "payment")] {
            let mut files = packs::in_folder(&fixture()).unwrap();
            let file = files.iter_mut().find(|file| file.name == format!("{says}.ron")).unwrap();
            let text = String::from_utf8(std::mem::take(&mut file.bytes)).unwrap();
            file.bytes = text.replacen("title: {\"zh-CN\": \"", &format!("title: {{\"zh-CN\": \"{WORD} "), 1).into();
            let sent = folder.path().join("guide.okpack");
            fs::write(&sent, packs::to_zip(&files).unwrap()).unwrap();
            double_clicks(&mut customer, &sent);

            let has = |customer: &Customer, wizard: &str| {
                let title = demo_title(wizard, customer.lang);
                customer.looks().iter().any(|thing| thing.role == Role::Button && thing.words.ends_with(title))
            };
            customer.types(customer.strings().home.search, WORD);
            customer.sees(&customer.strings().home.found.of(1));
            assert!(has(&customer, says) && !has(&customer, says_not), "{}", customer.screen_text());
            customer.switches_to(other);
            customer.sees(&customer.strings().home.found.of(1));
            assert!(has(&customer, says) && !has(&customer, says_not), "{}", customer.screen_text());
            // Another change: nothing of the previous one is left.
            customer.types(customer.strings().home.search, demo_title(says_not, other));
            assert!(has(&customer, says_not), "{}", customer.screen_text());
            customer.switches_to(lang);
        }
    }
}
