//! A support engineer edits the table of browsers: what it contains, and how the program reports a mistake in it.

use okpay_wizard::browser::{BrowserTable, find};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::Os;

use crate::support::Machine;

/// A whole table, as short as possible.
const SMALL: &str = r#"(
    by_hand: [
        (id: "menus", steps: [{"zh-CN": "打开设置", "en": "Open the settings"}], page: "chrome://settings"),
    ],
    browsers: [
        (
            id: "thorium", name: "Thorium", family: Chromium, by_hand: "menus",
            linux: (programs: ["thorium-browser"]),
            places: [(on: Linux, data: "{config}/thorium")],
        ),
    ],
)"#;

fn slip(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    BrowserTable::parse(&SMALL.replace(from, to)).unwrap_err().to_string()
}

#[test]
fn every_step_by_hand_is_written_in_both_languages() {
    let table = BrowserTable::built_in().unwrap();
    let ids: Vec<&str> = table.by_hand_ids().collect();
    for needed in ["chrome", "edge", "firefox", "safari", "tor", "domestic"] {
        assert!(ids.contains(&needed), "{needed}");
    }
    for id in ids {
        let by_hand = table.by_hand(id).unwrap();
        assert!(!by_hand.steps.is_empty(), "{id}");
        for text in by_hand.steps.iter().chain(&by_hand.why) {
            let (chinese, english) = (text.get(Lang::Chinese), text.get(Lang::English));
            assert!(chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{id}: {chinese}");
            assert!(english.split_whitespace().count() > 3, "{id}: {english}");
            assert!(![chinese, english].iter().any(|words| words.contains(['!', '！'])), "{id}: {english}");
            // Chinese fonts draw these marks as wide as a Chinese character.
            assert!(!english.contains(['“', '”', '’']), "{id}: {english}");
        }
    }
    for id in ["safari", "tor"] {
        assert!(table.by_hand(id).unwrap().why.is_some(), "{id} says why it is not done for the customer");
    }
}

#[test]
fn each_browser_is_sent_to_its_own_page() {
    let table = BrowserTable::built_in().unwrap();
    for (id, scheme) in [("chrome", "chrome:"), ("edge", "edge:"), ("brave", "brave:"), ("vivaldi", "vivaldi:")] {
        let page = table.by_hand(id).unwrap().page.as_ref().unwrap();
        assert!(page.starts_with(scheme) && page.ends_with("?searchSubpage={site}"), "{page}");
    }
    assert_eq!(table.by_hand("firefox").unwrap().page.as_deref(), Some("about:preferences#privacy"));
    assert!(table.by_hand("nobody").is_none());
}

#[test]
fn a_browser_that_is_added_to_the_table_is_found() {
    let machine = Machine::new(Os::Linux);
    machine.chromium(".config/thorium", &[("Default", "王")]);
    assert!(machine.browsers().is_empty(), "the program does not know it yet");
    // Notepad writes a byte order mark before the text.
    let table = BrowserTable::parse(&format!("\u{feff}{SMALL}")).unwrap();
    let found = find(&machine.roots, &table, &[]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id.as_str(), found[0].name.as_str()), ("thorium", "Thorium"));
    assert_eq!(found[0].by_hand, "menus");
    assert_eq!(found[0].profiles[0].name, "王");
}

#[test]
fn a_slip_is_named_with_its_line() {
    assert_eq!(
        slip("programs:", "program:"),
        "browsers.ron:8:21: Unexpected field named `program` in `SystemPrograms`, expected either `programs` or `path_contains` instead"
    );
    assert!(slip("places: [(on: Linux", "places: [(on: Linus").starts_with("browsers.ron:9:"));
    assert!(slip("family: Chromium,", "family: Chromium").starts_with("browsers.ron:7:"));
}

#[test]
fn what_can_be_read_must_also_make_sense() {
    let slips = [
        ("\"en\": \"Open the settings\"", "\"en\": \" \"", "3:", "the text for \"en\" is empty"),
        (", \"en\": \"Open the settings\"", "", "3:", "the text for \"en\" is missing"),
        ("\"en\": \"Open", "\"fr\": \"Open", "3:", "the program has no language \"fr\""),
        ("\"en\": \"Open", "\"zh-CN\": \"Open", "3:", "\"zh-CN\" is written twice"),
        ("by_hand: \"menus\"", "by_hand: \"menu\"", "7:", "there are no steps with the id \"menu\""),
        ("id: \"thorium\"", "id: \"Thorium 2\"", "7:", "is not an id"),
        ("name: \"Thorium\"", "name: \"\"", "7:", "has no name"),
        ("{config}/thorium", "thorium", "9:", "must begin with one of {home}"),
        ("{config}/thorium", "{config}", "9:", "names no folder"),
        ("{config}/thorium", "{config}/../thorium", "9:", "must not lead to a folder above"),
        ("{config}/thorium", "{config}/x/*", "9:", "there can be no * here"),
        ("(programs: [\"thorium-browser\"])", "()", "7:", "no programs on this system"),
    ];
    for (from, to, place, what) in slips {
        let said = slip(from, to);
        assert!(said.starts_with(&format!("browsers.ron:{place}")) && said.contains(what), "{said}");
    }
}

#[test]
fn no_two_browsers_share_an_id() {
    let row = SMALL.split_once("browsers: [").unwrap().1.split_once("    ],\n)").unwrap().0;
    let twice = SMALL.replace("    browsers: [", &format!("    browsers: [{row}"));
    assert_eq!(
        BrowserTable::parse(&twice).unwrap_err().to_string(),
        "browsers.ron:13:13: there is already a browser with the id \"thorium\""
    );
    let steps = "        (id: \"menus\", steps: [\"Open the settings\"]),\n    ],\n    browsers";
    let twice = SMALL.replace("    ],\n    browsers", steps);
    assert_eq!(
        BrowserTable::parse(&twice).unwrap_err().to_string(),
        "browsers.ron:4:10: there are already steps with the id \"menus\""
    );
}
