//! After a crash: the next start reports it once, and the log goes into the report if the customer wants it.

use std::fs;

use okpay_wizard::desktop::{crash, whole_file};
use okpay_wizard::lang::Lang;
use okpay_wizard::report;

use super::customer::Customer;
use super::machine::Machine;
use super::steps::begins_login;

/// The program crashed in its last run, with this text in its log.
fn after_a_crash() -> Machine {
    let machine = Machine::new();
    crash::note(&machine.folders.data, "index out of bounds at src/app/mod.rs:1:1, thread main");
    let now = jiff::Timestamp::now();
    // A log made by a test may contain what the program's own log would not.
    let log = format!(
        "{now}  INFO okpay_wizard::app: opening the window\n\
         {now} ERROR okpay_wizard::desktop::log: the program has failed, card 4242 4242 4242 4242\n   0: std::backtrace\n"
    );
    let file = machine.folders.logs.join(format!("okpay-wizard.{}.log", now.strftime("%Y-%m-%d")));
    whole_file::create_folder(&machine.folders.logs).unwrap();
    whole_file::replace(&file, log.as_bytes()).unwrap();
    machine
}

/// The beginning of the notice, up to the time in it.
fn notice_start(customer: &Customer) -> &'static str {
    customer.strings().start.last_time.split('{').next().unwrap()
}

fn at_the_report(customer: &mut Customer) {
    begins_login(customer);
    customer.presses(customer.strings().common.contact_support);
    customer.presses(customer.strings().support.make_report);
}

#[test]
fn a_customer_puts_the_log_into_the_report_and_can_leave_it_out_again() {
    for lang in Lang::ALL {
        let machine = after_a_crash();
        let mut customer = machine.start(lang);
        customer.sees(notice_start(&customer));
        customer.presses(customer.strings().start.add_log);
        customer.sees(customer.strings().start.log_added);
        customer.sees_no(notice_start(&customer));
        at_the_report(&mut customer);
        customer.sees("the program has failed");
        customer.chooses(customer.strings().report.json);
        customer.presses(customer.strings().report.save);
        let saved = Machine::files(&machine.folders.documents);
        let text = fs::read_to_string(&saved[0]).unwrap();
        assert!(!text.contains("4242 4242"), "{text}");
        let log = report::read(text.as_bytes()).unwrap().report.log;
        assert_eq!(log.len(), 3, "{log:?}");
        assert!(log[1].words.contains("the program has failed, card [") && log[1].when.is_some(), "{log:?}");
        assert_eq!((log[2].words.trim(), log[2].when.is_none()), ("0: std::backtrace", true));

        customer.ticks(customer.strings().report.part_log);
        customer.presses(customer.strings().report.save);
        let without =
            Machine::files(&machine.folders.documents).into_iter().find(|file| !saved.contains(file)).unwrap();
        assert!(report::read(&fs::read(without).unwrap()).unwrap().report.log.is_empty());
    }
}

#[test]
fn a_crash_is_reported_once_and_its_log_stays_out_unless_it_is_wanted() {
    let machine = after_a_crash();
    let mut customer = machine.start(Lang::English);
    customer.sees(notice_start(&customer));
    customer.presses(customer.strings().common.close);
    at_the_report(&mut customer);
    customer.sees_no("the program has failed");
    customer.sees_no(customer.strings().report.part_log);
    drop(customer);
    let next = machine.start(Lang::English);
    next.sees_no(notice_start(&next));
}

#[test]
fn when_the_log_is_gone_the_customer_learns_it() {
    let machine = after_a_crash();
    fs::remove_dir_all(&machine.folders.logs).unwrap();
    let mut customer = machine.start(Lang::Chinese);
    customer.presses(customer.strings().start.add_log);
    customer.sees(customer.strings().start.no_log);
}

#[test]
fn how_the_window_is_drawn_is_kept_for_the_next_start() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().common.settings);
        customer.sees_no(customer.strings().start.drawing_directx);
        customer.chooses(customer.strings().start.drawing_software);
        let (settings, _) = okpay_wizard::desktop::Settings::load(&machine.folders.settings_file());
        assert_eq!(settings.renderer, Some(okpay_wizard::desktop::Renderer::Software));
    }
}
