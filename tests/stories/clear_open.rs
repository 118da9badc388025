//! Clearing browsers that are open, or that are in unusual places: the program promises nothing that it cannot know,
//! and reveals nothing private.

use std::time::{Duration, Instant};

use okpay_wizard::browser::SkipReason;
use okpay_wizard::lang::{Lang, fill};
use okpay_wizard::session::ToolResult;
use rusqlite::Connection;

use super::browsers::{hosts, only_others};
use super::clear::{asks, results};
use super::machine::Machine;
use super::stand_in;

/// Removes OKPay's cookies from Chrome's store, and puts them back.
const OUT: &str = "CREATE TABLE aside AS SELECT * FROM cookies
    WHERE host_key IN ('.okpay.com', 'www.okpay.com', 'chat.example');
    DELETE FROM cookies WHERE host_key IN (SELECT host_key FROM aside);";
const IN: &str = "INSERT INTO cookies SELECT * FROM aside; DROP TABLE aside;";

#[test]
fn an_open_browser_that_shows_no_cookies_yet_is_not_said_to_keep_the_customer_signed_in() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        machine.browsers.with_chrome();
        machine.browsers.opens_chrome();
        let store = Connection::open(machine.browsers.chrome_cookies()).unwrap();
        store.execute_batch(OUT).unwrap();
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        let values = [("sites", "okpay.com"), ("browsers", "Google Chrome")];
        customer.sees(&fill(words.will_perhaps, &values));
        customer.sees(words.counted_when_closed);
        let total = fill(words.total_uncounted, &[("size", "300 kB")]);
        customer.sees(&fill(words.total_perhaps, &[("total", &total), ("sites", "okpay.com")]));
        customer.sees(words.will_undo);
        customer.sees_no(&fill(words.will_no_cookies, &values));
        customer.sees_no(&fill(words.total_signs_nobody_out, &[("total", "")]));
        customer.chooses(words.all_sites);
        customer.sees(&words.cookies_at_least.of(5));
        customer.chooses(&fill(words.only_sites, &values));
        customer.presses(&words.go.of(1));
        customer.waits_for(words.waits);
        // Now it writes its pending cookies to the disk.
        store.execute_batch(IN).unwrap();
        drop(store);
        machine.browsers.closes_all();
        customer.waits_for(words.done);
        customer.sees(&words.cookies_shown.of(0));
        customer.sees(&words.cookies_came.of(15));
        assert_eq!(hosts(&machine.browsers.chrome_cookies()), only_others());
        let [ToolResult::Cleared(cleared)] = &results(&customer)[..] else { panic!("{:?}", results(&customer)) };
        assert_eq!(cleared.cookies.map(|cookies| (cookies.removed, cookies.untouched)), Some((15, 5)));
    }
}

#[test]
fn a_store_that_its_browser_keeps_to_itself_is_counted_once_it_is_closed() {
    for lang in Lang::ALL {
        let mut machine = Machine::new();
        machine.stand_in = Some(stand_in::finding(Err(SkipReason::Locked)));
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        let values = [("sites", "okpay.com"), ("browsers", stand_in::LONG)];
        customer.sees(&fill(words.will_perhaps, &values));
        customer.sees(words.counted_when_closed);
        customer.sees(words.stay_sign_ins_uncounted);
        let total = fill(words.total_uncounted, &[("size", "12 GB")]);
        customer.sees(&fill(words.total_perhaps, &[("total", &total), ("sites", "okpay.com")]));
        // The program waits for it and then clears it.
        customer.sees_no(words.trouble.locked);
        customer.sees_no(&fill(words.will_no_cookies, &values));
        customer.chooses(words.all_sites);
        customer.sees(&fill(words.will_perhaps_everywhere, &values));
        customer.sees(&fill(words.total_perhaps_everywhere, &[("total", &total)]));
        customer.sees_no(words.will_nobody);
    }
}

#[test]
fn nothing_is_promised_about_a_store_that_cannot_be_read() {
    for lang in Lang::ALL {
        let mut machine = Machine::new();
        machine.stand_in = Some(stand_in::finding(Err(SkipReason::Damaged)));
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        customer.sees(words.trouble.damaged);
        customer.sees(words.by_hand_only);
        customer.sees_no(&fill(words.will_no_cookies, &[("sites", "okpay.com")]));
        customer.sees_no(words.will_nobody);
        customer.sees_no(&fill(words.total_signs_nobody_out, &[("total", "")]));
        customer.sees_no(words.counted_when_closed);
    }
}

#[test]
fn the_folder_of_an_odd_browser_is_shown_on_screen_and_nowhere_else() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let folder = "Documents/divorce-lawyer/udd";
        machine.browsers.with_chrome_in(folder);
        machine.browsers.opens_chrome_in(folder);
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        customer.sees(folder);
        customer.presses(&words.go.of(1));
        customer.waits_for(words.waits);
        machine.browsers.closes_all();
        customer.waits_for(words.done);
        customer.presses(words.to_page);
        let [ToolResult::Cleared(cleared)] = &results(&customer)[..] else { panic!("{:?}", results(&customer)) };
        assert_eq!(cleared.browsers, ["Google Chrome"]);
        assert!(!format!("{:?}", machine.on_disk()).contains("divorce"));
        customer.presses(customer.strings().common.contact_support);
        customer.presses(customer.strings().support.make_report);
        customer.sees("Google Chrome");
        customer.sees_no("divorce");
    }
}

#[test]
fn copies_that_could_sign_a_person_in_are_gone_after_seven_days_even_without_another_clearing() {
    let machine = Machine::new();
    machine.browsers.with_firefox();
    let mut customer = asks(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(1));
    customer.waits_for(words.done);
    drop(customer);
    let copies = || Machine::files(&machine.folders.data.join("undo")).len();
    assert_eq!(copies(), 1);
    machine.desktop.pass(6 * 24 * 3600);
    let customer = machine.start(Lang::English);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(copies(), 1, "the promised days are not over");
    drop(customer);
    machine.desktop.pass(2 * 24 * 3600);
    let _customer = machine.start(Lang::English);
    let begun = Instant::now();
    while copies() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(30), "the copy is still there");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn what_went_differs_from_what_was_shown_and_the_result_says_how() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        machine.browsers.with_chrome();
        machine.browsers.opens_chrome();
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        customer.sees(&words.cookies_at_least.of(15));
        customer.presses(&words.go.of(1));
        customer.waits_for(words.waits);
        let store = Connection::open(machine.browsers.chrome_cookies()).unwrap();
        store.execute_batch("DELETE FROM cookies WHERE name IN ('n2', 'n3')").unwrap();
        drop(store);
        machine.browsers.closes_all();
        customer.waits_for(words.done);
        customer.sees(&words.cookies_shown.of(15));
        customer.sees(&words.cookies_vanished.of(2));
        customer.sees_no(&words.cookies_came.of(2));
        assert_eq!(hosts(&machine.browsers.chrome_cookies()), only_others());
    }
}
