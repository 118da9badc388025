//! Clearing browser data: customers see what would be deleted, delete it, and everything else is still there.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use okpay_wizard::browser::{BrowserTable, User};
use okpay_wizard::lang::{Lang, fill};
use okpay_wizard::pack::{ToolName, plain};
use okpay_wizard::session::ToolResult;

use super::browsers::{hosts, only_others};
use super::customer::Customer;
use super::machine::Machine;
use super::stand_in;
use super::steps::at_browser_page;

/// A customer on the page about old browser data who asks what can be cleared.
pub(crate) fn asks(machine: &Machine, lang: Lang) -> Customer {
    let mut customer = at_browser_page(machine, lang);
    customer.presses(customer.strings().clear.tool_button);
    customer
}

/// The result in the session.
pub(crate) fn results(customer: &Customer) -> Vec<ToolResult> {
    let tools = &customer.session().unwrap().state().tools;
    let clearing = tools.iter().filter(|used| used.tool == ToolName::ClearBrowserData);
    clearing.map(|used| used.result.clone()).collect()
}

#[test]
fn what_is_shown_is_what_goes_and_every_other_site_stays_signed_in() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        machine.browsers.with_chrome();
        machine.browsers.with_firefox();
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        // 30 × 10,000 and 5 × 2,000 bytes; 14 cookies, one kept for OKPay by a chat, and 3 in Firefox.
        customer.sees("300 kB");
        let total = fill(words.total, &[("size", "310 kB"), ("cookies", &words.cookies_named.of(18))]);
        customer.sees(&total);
        customer.sees(&words.stay_sign_ins.of(10));
        let before_store = hosts(&machine.browsers.chrome_cookies());
        assert_eq!(before_store.iter().map(|(_, count)| count).sum::<i64>(), 20, "looking changes nothing");

        customer.presses(&words.go.of(2));
        customer.waits_for(words.done);
        let proof = |removed: usize| {
            let removed = words.cookies_named.of(removed);
            fill(words.did_cookies, &[("removed", &removed), ("sites", "okpay.com"), ("untouched", "5")])
        };
        customer.sees(&proof(14));
        customer
            .sees(&fill(words.did_kept_for_them, &[("removed", &words.cookies_named.of(1)), ("sites", "okpay.com")]));
        customer.sees(&proof(3));
        assert_eq!(hosts(&machine.browsers.chrome_cookies()), only_others());
        assert_eq!(hosts(&machine.browsers.firefox_cookies()), only_others());
        assert!(Machine::files(&machine.browsers.chrome_cache().join("Cache_Data")).is_empty());

        customer.presses(words.to_page);
        let cookies = words.cookies_named.of(18);
        customer.sees(&fill(words.chip_done, &[("what", &format!("{cookies}{}310 kB", words.listed))]));
        let [ToolResult::Cleared(cleared)] = &results(&customer)[..] else { panic!("{:?}", results(&customer)) };
        assert_eq!(cleared.cookies.map(|cookies| (cookies.removed, cookies.untouched)), Some((18, 10)));
        assert_eq!(cleared.cache.map(|cache| (cache.files, cache.bytes)), Some((35, 310_000)));
        assert_eq!((cleared.could_not, cleared.stopped), (0, false));
        let kept = format!("{:?}", machine.on_disk());
        for secret in ["小明", "default-release", "mail.example", ".config"] {
            assert!(!kept.contains(secret), "{secret} has no place in a session");
        }
    }
}

#[test]
fn a_customer_who_regrets_it_puts_the_cookies_back() {
    let machine = Machine::new();
    machine.browsers.with_chrome();
    let before = hosts(&machine.browsers.chrome_cookies());
    let mut customer = asks(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(1));
    customer.waits_for(words.done);
    assert_ne!(hosts(&machine.browsers.chrome_cookies()), before);
    customer.presses(words.undo);
    customer.waits_for(&fill(words.undone, &[("browser", "Google Chrome · 小明")]));
    assert_eq!(hosts(&machine.browsers.chrome_cookies()), before);
    customer.presses(words.to_page);
    customer.sees(words.chip_put_back);
    assert!(matches!(
        results(&customer)[..],
        [ToolResult::Cleared(_), ToolResult::PutBack { stores: 1, could_not: 0 }]
    ));
}

#[test]
fn an_open_browser_is_named_left_alone_and_cleared_once_it_is_closed() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        machine.browsers.with_chrome();
        machine.browsers.with_firefox();
        machine.browsers.opens_chrome();
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        customer.sees(words.is_open);
        customer.sees("4312");
        customer.presses(&words.go.of(2));
        customer.waits_for(words.waits);
        customer.sees(&fill(words.close_it, &[("browser", "Google Chrome")]));
        customer.sees(&words.holders_helpers.of(1));
        // The closed browser is finished; the open one is not touched yet.
        assert_eq!(hosts(&machine.browsers.firefox_cookies()), only_others());
        assert_eq!(hosts(&machine.browsers.chrome_cookies()).iter().map(|(_, count)| count).sum::<i64>(), 20);
        assert_eq!(Machine::files(&machine.browsers.chrome_cache().join("Cache_Data")).len(), 30);
        machine.browsers.closes_all();
        customer.waits_for(words.done);
        assert_eq!(hosts(&machine.browsers.chrome_cookies()), only_others());
    }
}

#[test]
fn an_open_browser_can_be_left_out() {
    let machine = Machine::new();
    machine.browsers.with_chrome();
    machine.browsers.with_firefox();
    machine.browsers.opens_chrome();
    let mut customer = asks(&machine, Lang::Chinese);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(2));
    customer.waits_for(words.waits);
    customer.presses(&fill(words.leave_out, &[("browser", "Google Chrome")]));
    customer.waits_for(words.done_partly);
    customer.sees(words.trouble.running);
    assert_eq!(Machine::files(&machine.browsers.chrome_cache().join("Cache_Data")).len(), 30);
    assert_eq!(hosts(&machine.browsers.firefox_cookies()), only_others());
    let [ToolResult::Cleared(cleared)] = &results(&customer)[..] else { panic!("{:?}", results(&customer)) };
    assert_eq!(cleared.browsers, ["Firefox"]);
    assert!(cleared.could_not > 0);
}

#[test]
fn stopping_while_it_waits_says_so_and_leaves_the_rest_as_it_was() {
    let machine = Machine::new();
    machine.browsers.with_chrome();
    machine.browsers.opens_chrome();
    let mut customer = asks(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(1));
    customer.waits_for(words.waits);
    customer.presses(words.stop);
    customer.waits_for(words.done_stopped);
    assert_eq!(hosts(&machine.browsers.chrome_cookies()).iter().map(|(_, count)| count).sum::<i64>(), 20);
    customer.presses(words.to_page);
    let [ToolResult::Cleared(cleared)] = &results(&customer)[..] else { panic!("{:?}", results(&customer)) };
    assert!(cleared.stopped);
}

#[test]
fn clearing_the_cache_alone_does_not_sign_the_customer_out() {
    let machine = Machine::new();
    machine.browsers.with_chrome();
    let before = hosts(&machine.browsers.chrome_cookies());
    let mut customer = asks(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.sees(&fill(words.will_sign_out, &[("sites", "okpay.com"), ("browsers", "Google Chrome")]));
    customer.ticks(words.cookies_part);
    customer.ticks(words.site_data);
    customer.sees(words.will_nobody);
    customer.presses(&words.go.of(1));
    customer.waits_for(words.done);
    assert_eq!(hosts(&machine.browsers.chrome_cookies()), before);
    assert!(Machine::files(&machine.browsers.chrome_cache().join("Cache_Data")).is_empty());
}

#[test]
fn what_a_chat_keeps_for_the_site_is_a_choice_of_its_own() {
    let machine = Machine::new();
    machine.browsers.with_chrome();
    let mut customer = asks(&machine, Lang::Chinese);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    let kept = fill(words.kept_for_them, &[("sites", "okpay.com")]);
    assert!(customer.is_on(Role::CheckBox, &kept));
    customer.ticks(&kept);
    customer.sees(&words.cookies_named.of(14));
    customer.presses(&words.go.of(1));
    customer.waits_for(words.done);
    let left = hosts(&machine.browsers.chrome_cookies());
    assert!(left.contains(&("chat.example".to_owned(), 1)), "{left:?}");
    assert!(!left.iter().any(|(host, _)| host == ".okpay.com"), "{left:?}");
}

#[test]
fn clearing_for_all_sites_is_not_offered_first_and_warns() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        machine.browsers.with_chrome();
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        assert!(!customer.is_on(Role::RadioButton, words.all_sites));
        customer.chooses(words.all_sites);
        customer.sees(&fill(words.will_sign_out_everywhere, &[("browsers", "Google Chrome")]));
        customer.presses(&words.go.of(1));
        customer.waits_for(words.done);
        customer.sees(&fill(words.did_cookies_all, &[("removed", &words.cookies_named.of(20))]));
        assert_eq!(hosts(&machine.browsers.chrome_cookies()), []);
    }
}

#[test]
fn a_customer_without_a_mouse_reaches_the_end_too() {
    let machine = Machine::new();
    machine.browsers.with_chrome();
    let mut customer = at_browser_page(&machine, Lang::Chinese);
    let words = &customer.strings().clear;
    customer.tabs_to(words.tool_button);
    customer.key(Key::Enter);
    customer.waits_for(words.lead);
    customer.tabs_to(words.site_data);
    customer.key(Key::Space);
    assert!(!customer.is_on(Role::CheckBox, words.site_data));
    customer.tabs_to(&words.go.of(1));
    customer.key(Key::Enter);
    customer.waits_for(words.done);
    customer.tabs_to(words.to_page);
    customer.key(Key::Enter);
    customer.sees(words.tool_again);
}

#[test]
fn without_a_browser_or_as_another_user_nothing_is_touched_and_the_reason_is_said() {
    for lang in Lang::ALL {
        let mut machine = Machine::new();
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.no_browser);
        customer.presses(words.to_page);
        drop(customer);
        machine.browsers.with_chrome();
        machine.browsers.user = User::Another { because: "sudo".to_owned() };
        let mut customer = machine.start(lang);
        customer.presses(customer.strings().home.go_on);
        customer.presses(words.tool_button);
        customer.waits_for(words.another_user);
        customer.sees(words.another_user_help);
        customer.presses(customer.strings().common.back);
        customer.sees(words.tool);
        assert!(results(&customer).is_empty());
    }
}

#[test]
fn safari_is_cleared_by_hand_with_its_own_steps_and_the_report_says_so() {
    for lang in Lang::ALL {
        let mut machine = Machine::new();
        machine.stand_in = Some(stand_in::busy());
        let mut customer = asks(&machine, lang);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        customer.presses_first_words("Safari");
        customer.sees(&fill(words.hand.title, &[("browser", "Safari")]));
        let table = BrowserTable::built_in().unwrap();
        let steps = table.by_hand("safari").unwrap();
        for step in &steps.steps {
            customer.sees(&fill(&plain(step.get(lang)), &[("site", "okpay.com"), ("browser", "Safari")]));
        }
        customer.presses(words.hand.did_it);
        customer.presses(customer.strings().common.back);
        customer.sees(&fill(words.chip_by_hand, &[("browser", "Safari")]));
        assert_eq!(results(&customer), [ToolResult::ByHand { browser: "Safari".to_owned() }]);
    }
}

#[test]
fn leaving_while_it_works_stops_nothing_and_coming_back_shows_how_far_it_is() {
    let mut machine = Machine::new();
    machine.stand_in = Some(stand_in::busy());
    let mut customer = asks(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(1));
    customer.waits_for("220 MB of 12 GB");
    customer.sees(&words.minutes_left.of(3));
    customer.key(Key::Escape);
    customer.sees(words.tool_running);
    customer.presses(words.tool_running_button);
    let in_the_taskbar = || machine.desktop.progress.lock().unwrap().clone();
    assert_eq!(in_the_taskbar(), [Some(33)]);
    customer.presses(words.stop);
    customer.waits_for(words.done_stopped);
    assert_eq!(in_the_taskbar(), [Some(33), None]);
    customer.sees(&words.vanished.of(3));
    customer.sees(&fill(words.trouble.unknown_version, &[("version", "99")]));
    // For a browser that the program cannot clear, there are steps to do by hand.
    customer.presses_first_words(words.show_how);
    customer.sees(words.hand.lead);
    customer.presses(words.hand.copy_page);
    assert!(customer.clipboard.last().unwrap().starts_with("chrome://"), "{:?}", customer.clipboard);
}

#[test]
fn a_customer_in_another_window_is_notified_when_it_is_over() {
    let mut machine = Machine::new();
    machine.stand_in = Some(stand_in::busy());
    let mut customer = asks(&machine, Lang::Chinese);
    let words = &customer.strings().clear;
    customer.waits_for(words.lead);
    customer.presses(&words.go.of(1));
    customer.waits_for(words.stop);
    customer.tabs_to(words.stop);
    customer.looks_at_another_window();
    customer.strikes(Modifiers::NONE, Key::Enter);
    customer.is_called();
}

#[test]
fn a_window_that_is_closed_while_it_clears_waits_until_every_store_is_whole() {
    let ends: [fn(&mut Customer); 2] = [Customer::closes, Customer::quits];
    for end in ends {
        let mut machine = Machine::new();
        machine.stand_in = Some(stand_in::busy());
        let mut customer = asks(&machine, Lang::Chinese);
        let words = &customer.strings().clear;
        customer.waits_for(words.lead);
        customer.presses(&words.go.of(1));
        customer.waits_for(words.stop);
        end(&mut customer);
        let events = format!("{:?}", machine.on_disk());
        assert!(events.contains("stopped: true"), "what was done is kept: {events}");
    }
}
