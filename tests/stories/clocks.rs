//! The lid is closed in the middle of a page, the clock's battery is dead, the customer travels: no page counts a night
//! as working time, and support can see which clock gave a time.

use std::path::Path;

use okpay_wizard::lang::Lang;
use okpay_wizard::report;
use okpay_wizard::session::EventKind;
use serde_json::Value;

use super::customer::Customer;
use super::machine::Machine;
use super::steps::{begins_login, choice, page_title, task_words, title};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Ticks the second task of the page, and copies the report in every form that people read: JSON, text, HTML.
fn reports(customer: &mut Customer) -> (Value, String, String) {
    customer.ticks(&task_words("login", "password", "open", customer.lang));
    let name = customer.strings().common.contact_support;
    customer.presses(name);
    customer.presses(customer.strings().support.make_report);
    copied(customer)
}

/// The report that would be saved now.
fn copied(customer: &mut Customer) -> (Value, String, String) {
    let words = &customer.strings().report;
    for format in [words.json, words.text] {
        customer.chooses(format);
        customer.presses(words.copy_text);
        customer.presses(customer.strings().common.close);
    }
    customer.chooses(words.html);
    let text = customer.clipboard.pop().unwrap();
    let json = customer.clipboard.pop().unwrap();
    let report = report::read(json.as_bytes()).unwrap().report;
    let json: Value = serde_json::from_str(&json).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/report/report.schema.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
    let wrong: Vec<String> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&json)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let html = report::to_html(&report, &[]).unwrap();
    (json, text, html)
}

/// How many seconds the page with this title was on screen, according to the report.
#[track_caller]
fn seconds_on(json: &Value, page: &str) -> i64 {
    let tried = json["tried"].as_array().unwrap();
    tried.iter().find(|tried| tried["page"]["id"] == page).unwrap()["took"]["seconds"].as_i64().unwrap()
}

/// Asserts that no duration in it is negative, or longer than an hour: no customer worked for longer.
#[track_caller]
fn is_sensible(json: &Value) {
    let tried = json["tried"].as_array().unwrap();
    for took in tried.iter().map(|tried| &tried["took"]).chain([&json["took"]]) {
        let seconds = took["seconds"].as_i64().unwrap();
        assert!((0..HOUR).contains(&seconds), "{json:#}");
    }
}

#[track_caller]
fn all_say(words: &str, text: &str, html: &str) {
    assert!(text.contains(words), "“{words}” is not in\n{text}");
    assert!(html.contains(words), "“{words}” is not in\n{html}");
}

#[test]
fn a_night_with_the_lid_closed_is_no_time_on_a_page_and_is_reported() {
    for (lang, slept) in
        [(Lang::Chinese, "电脑休眠了 9 小时 0 分钟"), (Lang::English, "The computer slept for 9 h 0 min")]
    {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        machine.desktop.pass(5 * MINUTE);
        machine.desktop.sleeps(9 * HOUR);
        // In the morning, the customer moves the mouse, and continues.
        customer.settles();
        machine.desktop.pass(3 * MINUTE);
        let (json, text, html) = reports(&mut customer);
        is_sensible(&json);
        let on_page = seconds_on(&json, "password");
        assert!((8 * MINUTE..9 * MINUTE).contains(&on_page), "{on_page} s");
        all_say(slept, &text, &html);
        let tried = json["tried"].as_array().unwrap().iter().find(|tried| tried["page"]["id"] == "password").unwrap();
        assert_eq!(tried["away"]["seconds"], 9 * HOUR);
        let moments = json["timeline"].as_array().unwrap();
        let [sleep] = &moments.iter().filter(|moment| moment["what"] == "slept").collect::<Vec<_>>()[..] else {
            panic!("{moments:#?}")
        };
        assert_eq!(sleep["words"], slept);
        assert!(json.get("clock_set").is_none(), "the clock was not set");
        // The saved session says the same after a restart.
        drop(customer);
        assert!(machine.on_disk()[0].events().iter().any(|event| event.what == EventKind::Slept { seconds: 32_400 }));
    }
}

#[test]
fn where_sleep_cannot_be_detected_a_long_silence_is_no_time_on_a_page_either() {
    for (lang, idle) in [
        (Lang::Chinese, "有 9 小时 5 分钟 没有任何操作，电脑可能休眠了"),
        (Lang::English, "Nothing was done for 9 h 5 min; the computer may have slept"),
    ] {
        let machine = Machine::new();
        machine.desktop.cannot_tell_sleep.store(true, std::sync::atomic::Ordering::Relaxed);
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        // Half an hour in the browser is working time.
        machine.desktop.pass(30 * MINUTE);
        customer.settles();
        machine.desktop.pass(5 * MINUTE);
        machine.desktop.sleeps(9 * HOUR);
        let (json, text, html) = reports(&mut customer);
        is_sensible(&json);
        let on_page = seconds_on(&json, "password");
        assert!((30 * MINUTE..31 * MINUTE).contains(&on_page), "{on_page} s");
        all_say(idle, &text, &html);
    }
}

#[test]
fn a_clock_that_jumps_to_2035_and_back_makes_no_page_take_years() {
    let years = 8 * 365 * DAY + 40 * DAY;
    for (lang, ahead, back) in [
        (Lang::Chinese, "电脑的时钟被调快了 2960 天 0 小时", "电脑的时钟被调慢了 2960 天 0 小时"),
        (
            Lang::English,
            "The computer's clock was set forward by 2960 d 0 h",
            "The computer's clock was set back by 2960 d 0 h",
        ),
    ] {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        machine.desktop.sets_clock(years);
        customer.settles();
        let in_2035 = task_words("login", "password", "open", lang);
        customer.ticks(&in_2035);
        customer.ticks(&in_2035);
        machine.desktop.pass(2 * MINUTE);
        machine.desktop.sets_clock(-years);
        customer.settles();
        let (json, text, html) = reports(&mut customer);
        is_sensible(&json);
        // At the top, for the agent, and again at the event itself.
        let html = html.replace("&#39;", "'");
        for words in [ahead, back] {
            all_say(words, &text, &html);
            assert!(text.matches(words).count() >= 2, "{text}");
        }
        let set: Vec<i64> =
            json["clock_set"].as_array().unwrap().iter().map(|set| set["by_seconds"].as_i64().unwrap()).collect();
        assert_eq!(set, [years, -years]);
        // After that, no time is marked as being in the future.
        assert!(json["touched"]["words"].as_str().unwrap().starts_with("2026-"), "{}", json["touched"]);
    }
}

#[test]
fn an_hour_back_is_also_reported_where_the_report_is_open_already() {
    for (lang, back) in [
        (Lang::Chinese, "电脑的时钟被调慢了 1 小时 0 分钟"),
        (Lang::English, "The computer's clock was set back by 1 h 0 min"),
    ] {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        machine.desktop.pass(10 * MINUTE);
        let (before, ..) = reports(&mut customer);
        let on_page = seconds_on(&before, "password");
        assert!((10 * MINUTE..11 * MINUTE).contains(&on_page), "{on_page} s");
        machine.desktop.sets_clock(-HOUR);
        customer.settles();
        customer.sees(back);
        let (json, text, html) = copied(&mut customer);
        all_say(back, &text, &html.replace("&#39;", "'"));
        is_sensible(&json);
        assert_eq!(json["clock_set"][0]["by_seconds"], -HOUR);
    }
}

#[test]
fn a_clock_that_is_kept_right_by_the_network_is_no_news() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::English);
    begins_login(&mut customer);
    for _ in 0..5 {
        machine.desktop.sets_clock(2);
        machine.desktop.sleeps(20);
        customer.settles();
    }
    let events = machine.on_disk()[0].events().len();
    assert_eq!(events, 4, "began, answered, went on, ticked");
}

#[test]
fn yesterday_is_yesterday_also_in_a_window_that_stayed_open() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        begins_login(&mut customer);
        let home = format!("{}: {}", okay(lang), customer.strings().common.home);
        customer.presses(&home);
        customer.presses(customer.strings().home.my_sessions);
        customer.sees(customer.strings().when.just_now);
        machine.desktop.pass(10 * MINUTE);
        customer.settles();
        customer.sees(&customer.strings().when.minutes_ago.of(10));
        machine.desktop.sleeps(24 * HOUR);
        customer.settles();
        let yesterday = customer.strings().when.yesterday.split('{').next().unwrap();
        customer.sees(yesterday);
        // It arrives in another time zone, and shows the local time of day there.
        let there = customer.looks().iter().find(|thing| thing.words.contains(yesterday)).unwrap().words.clone();
        machine.desktop.travels(-3);
        machine.desktop.pass(MINUTE);
        customer.settles();
        customer.sees_no(&there);
        customer.sees(yesterday);
    }
}

/// The product's name.
fn okay(lang: Lang) -> &'static str {
    super::machine::okpay().name.get(lang)
}

#[test]
fn sleep_on_the_home_screen_or_after_the_end_is_not_reported() {
    let machine = Machine::new();
    let lang = Lang::English;
    let mut customer = machine.start(lang);
    machine.desktop.sleeps(9 * HOUR);
    customer.settles();
    customer.presses(title("login", lang));
    customer.chooses(&choice("login", "start", "problem", "wrong", lang));
    customer.presses(customer.strings().page.next);
    customer.sees(page_title("login", "password", lang));
    customer.presses(customer.strings().page.yes_solved);
    let solved = machine.on_disk()[0].events().len();
    machine.desktop.sleeps(9 * HOUR);
    customer.settles();
    assert_eq!(machine.on_disk()[0].events().len(), solved);
    assert!(!customer.will_be_drawn_again(), "no clock is watched");
}
