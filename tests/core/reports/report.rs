//! A customer's session becomes a report that a support agent can act on: as HTML, as text, as JSON.

use okpay_wizard::lang::{Lang, Text};
use okpay_wizard::pack::{ExitTarget, Id, Outcome, Pack, ToolName};
use okpay_wizard::redact::{Redactor, SafeText};
use okpay_wizard::report::{
    Choices, PageStanding, Report, SessionEndKind, WriteReportError, file_stem, to_json, to_text,
};
use okpay_wizard::session::{Answer, Cleared, ClearedCookies, ClearedFiles, ClearedSiteData, EventKind, ToolResult};
use proptest::prelude::*;

use crate::support::story::{Story, facts, made_with, pack};

/// Wang cannot log in, clears the browser's data, says what the page says, and ends with support.
fn unsolved() -> Story {
    Story::begin()
        .after(60, EventKind::Ticked { page: "browser".into(), task: "cleared".into() })
        .after(5, EventKind::Ticked { page: "browser".into(), task: "restarted".into() })
        .after(2, EventKind::Undone { event: 2 })
        .after(53, went("browser", Some(Outcome::NotSolved), "details"))
        .after(30, answered("details", "since", Answer::Choice("days".into())))
        .after(40, answered("details", "message", words("AUTH-1021\n密码错误")))
        .after(
            5,
            EventKind::Used {
                page: Some("details".into()),
                tool: ToolName::OpenLink,
                result: ToolResult::Done { detail: safe("support.okpay.com") },
            },
        )
        .after(5, EventKind::Went { from: "details".into(), said: None, to: ExitTarget::End(Outcome::NotSolved) })
        .after(
            20,
            EventKind::Used {
                page: None,
                tool: ToolName::SaveReport,
                result: ToolResult::Failed { detail: safe("disk full") },
            },
        )
}

fn went(from: &str, said: Option<Outcome>, to: &str) -> EventKind {
    EventKind::Went { from: from.into(), said, to: ExitTarget::Page(to.into()) }
}

fn answered(page: &str, ask: &str, answer: Answer) -> EventKind {
    EventKind::Answered { page: page.into(), ask: ask.into(), answer }
}

fn report_on(story: &Story, lang: Lang) -> Report {
    built(&pack(), story, lang)
}

fn built(pack: &Pack, story: &Story, lang: Lang) -> Report {
    Report::build(pack, &story.session(), &facts(), &Choices::all(lang), &Redactor::default()).unwrap()
}

/// The page, without pictures.
fn to_html(report: &Report) -> Result<String, WriteReportError> {
    okpay_wizard::report::to_html(report, &[])
}

/// The visible part of a page: everything before the JSON inside.
fn seen(html: &str) -> &str {
    html.split_once("<script type=\"application/json\" id=\"report\">").unwrap().0
}

fn words(words: &str) -> Answer {
    Answer::Words(Redactor::default().safe(words))
}

fn safe(words: &str) -> SafeText {
    Redactor::default().safe(words)
}

#[test]
fn a_chinese_customer_reads_what_was_tried_and_pastes_it_into_a_form() {
    insta::assert_snapshot!(to_text(&report_on(&unsolved(), Lang::Chinese)));
}

#[test]
fn an_agent_reads_the_same_in_english() {
    insta::assert_snapshot!(to_text(&report_on(&unsolved(), Lang::English)));
}

#[test]
fn a_machine_reads_ids_and_words_and_times() {
    insta::assert_snapshot!("json_zh", to_json(&report_on(&unsolved(), Lang::Chinese)).unwrap());
    insta::assert_snapshot!("json_en", to_json(&report_on(&unsolved(), Lang::English)).unwrap());
}

/// Li clears Chrome and Edge with the tool, stops it the second time, puts the cookies back, and does Safari by hand.
fn cleared() -> Story {
    let used =
        |result: ToolResult| EventKind::Used { page: Some("browser".into()), tool: ToolName::ClearBrowserData, result };
    let first = Cleared {
        browsers: vec!["Google Chrome".to_owned(), "Microsoft Edge".to_owned()],
        sites: vec!["okpay.com".to_owned()],
        cache: Some(ClearedFiles { files: 18_220, bytes: 312_400_000 }),
        cookies: Some(ClearedCookies { removed: 16, kept_for_sites: 2, untouched: 2_311 }),
        site_data: Some(ClearedSiteData { files: 12, bytes: 30_000, keys: 5 }),
        could_not: 1,
        stopped: false,
    };
    let everywhere = Cleared {
        browsers: vec!["Firefox".to_owned()],
        cookies: Some(ClearedCookies { removed: 1_200, kept_for_sites: 0, untouched: 0 }),
        ..Cleared::default()
    };
    let stopped = Cleared { cache: Some(ClearedFiles::default()), stopped: true, could_not: 2, ..Cleared::default() };
    Story::begin()
        .after(60, used(ToolResult::Cleared(first)))
        .after(5, used(ToolResult::Cleared(everywhere)))
        .after(5, used(ToolResult::Cleared(stopped)))
        .after(5, used(ToolResult::PutBack { stores: 2, could_not: 1 }))
        .after(5, used(ToolResult::ByHand { browser: "Safari".to_owned() }))
}

#[test]
fn what_was_cleared_is_reported_in_counts() {
    insta::assert_snapshot!("cleared_zh", to_text(&report_on(&cleared(), Lang::Chinese)));
    insta::assert_snapshot!("cleared_en", to_text(&report_on(&cleared(), Lang::English)));
}

#[test]
fn a_machine_and_a_browser_read_what_was_cleared_too() {
    let report = report_on(&cleared(), Lang::English);
    let json: serde_json::Value = serde_json::from_str(&to_json(&report).unwrap()).unwrap();
    let used = &json["tried"][0]["tools"][0];
    assert_eq!(used["tool"], "clear-browser-data");
    assert_eq!(used["cleared"]["cookies"]["removed"], 16);
    assert_eq!(used["cleared"]["cookies"]["kept_for_sites"], 2);
    assert_eq!(used["cleared"]["cookies"]["untouched"], 2_311);
    assert_eq!(used["cleared"]["cache"]["bytes"], 312_400_000);
    let part = "cookies of okpay.com: 14 removed, 2,311 of other sites untouched";
    assert!(used["detail"].as_str().unwrap().contains(part), "{used}");
    assert!(to_html(&report).unwrap().contains(part));
    assert!(json["tried"][0]["tools"][4].get("cleared").is_none(), "only what was cleared has counts");
}

#[test]
fn a_solved_session_says_what_it_was() {
    let solved = Story::begin().after(
        180,
        EventKind::Went { from: "browser".into(), said: Some(Outcome::Solved), to: ExitTarget::End(Outcome::Solved) },
    );
    let report = report_on(&solved, Lang::English);
    assert_eq!(report.ended.id, SessionEndKind::Solved);
    assert_eq!(report.ended.because.as_deref(), Some("Stale data in the browser"));
    assert_eq!(report.took.words, "3 min");
    assert!(to_text(&report).contains("Cause: Stale data in the browser"));
}

#[test]
fn a_page_left_by_another_branch_stays_in_the_report_and_is_marked() {
    let story = Story::begin()
        .after(10, went("browser", Some(Outcome::NotSolved), "details"))
        .after(10, EventKind::Returned { to: "browser".into() });
    let report = report_on(&story, Lang::English);
    assert_eq!(standings(&report), [PageStanding::OnTheWay, PageStanding::WentBack]);

    let report = report_on(&story.after(10, went("browser", Some(Outcome::NotSolved), "phone")), Lang::English);
    assert_eq!(standings(&report), [PageStanding::OnTheWay, PageStanding::OffTheWay, PageStanding::OnTheWay]);
    assert!(to_text(&report).contains("Took another way later"));
}

fn standings(report: &Report) -> Vec<PageStanding> {
    report.tried.iter().map(|tried| tried.standing).collect()
}

#[test]
fn a_night_between_two_starts_is_no_time_spent() {
    let night = 9 * 3_600;
    let story = Story::begin()
        .after(60, EventKind::Ticked { page: "browser".into(), task: "cleared".into() })
        .after(night, EventKind::Resumed { made_with: made_with(), moved_to: None })
        .after(60, EventKind::Left);
    let report = report_on(&story, Lang::Chinese);
    assert_eq!(report.took.seconds, 120);
    assert_eq!(report.ended.id, SessionEndKind::Left);
    assert_eq!(report.ended.words, "中途离开");
}

#[test]
fn a_wizard_that_is_gone_is_shown_by_its_ids() {
    let mut pack = pack();
    pack.wizards[0].id = Id::from("renamed");
    let report = built(&pack, &unsolved(), Lang::English);
    assert_eq!(report.problem.words, "login");
    assert!(report.note.as_deref().unwrap().contains("no longer has this guide"));
    let text = to_text(&report);
    for part in ["[Done · 18:29] cleared", "message: AUTH-1021", "since: days", "1. browser", "2. details"] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
}

#[test]
fn answers_that_a_newer_pack_no_longer_asks_for_are_still_reported() {
    let mut pack = pack();
    pack.wizards[0].pages[0].tasks.clear();
    pack.wizards[0].pages[1].asks.clear();
    let text = to_text(&built(&pack, &unsolved(), Lang::English));
    assert!(text.contains("[Done · 18:29] cleared"), "{text}");
    assert!(text.contains("message: AUTH-1021"), "{text}");
}

#[test]
fn the_file_says_its_language_and_needs_nothing_else() {
    for (lang, tag) in [(Lang::Chinese, "<html lang=\"zh-CN\">"), (Lang::English, "<html lang=\"en\">")] {
        let html = to_html(&report_on(&unsolved(), lang)).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>"));
        assert!(html.contains(tag));
        assert!(
            html.contains("content=\"default-src 'none'; img-src data:; script-src 'none'; style-src 'unsafe-inline'")
        );
        assert_eq!(html.matches("<script").count(), 1, "the JSON inside, which no browser runs");
        for forbidden in ["http:", "https:", "src=", "href=", "url(", "@import", "<img", "<link", "onclick"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        for part in ["AUTH-1021", "密码错误", "support.okpay.com", "disk full", "Windows 11 23H2", "x86-64"] {
            assert!(html.contains(part), "{part}");
        }
        assert!(html.contains("prefers-color-scheme: dark") && html.contains("size: A4"));
    }
}

#[test]
fn a_screen_reader_finds_headings_and_tables_with_names() {
    let html = to_html(&report_on(&unsolved(), Lang::English)).unwrap();
    assert_eq!(html.matches("<h1>").count(), 1);
    for section in ["At a glance", "What was tried", "Tools and results", "Computer", "Program", "Not in this report"] {
        assert!(html.contains(&format!(">{section}</h2>")), "{section}");
    }
    assert!(html.contains("<h3>Clear stale browser data</h3>"));
    assert!(html.contains("<th scope=\"row\">What does the page say?</th><td>AUTH-1021\n密码错误</td>"));
    assert!(html.contains("<th scope=\"col\">Time</th>"));
    let tables = html.matches("<table").count();
    assert_eq!(html.matches("<table class").count(), tables);
    assert_eq!(html.matches("aria-labelledby").count(), tables + html.matches("<section").count());
}

#[test]
fn every_output_says_the_same() {
    for lang in Lang::ALL {
        let report = report_on(&unsolved(), lang);
        let html = to_html(&report).unwrap().replace("&#39;", "'");
        let (text, json) = (to_text(&report), to_json(&report).unwrap());
        let words = report.tried.iter().flat_map(|tried| {
            let tasks = tried.tasks.iter().map(|task| &task.task.words);
            tasks.chain([&tried.page.words, &tried.took.words])
        });
        for part in words.chain([&report.ended.words, &report.machine.as_ref().unwrap().system, &report.problem.words])
        {
            assert!(
                html.contains(part.as_str()) && text.contains(part.as_str()) && json.contains(part.as_str()),
                "{part}"
            );
        }
    }
}

#[test]
fn emphasis_marks_of_the_pack_do_not_show() {
    for lang in Lang::ALL {
        let report = report_on(&unsolved(), lang);
        for output in [to_html(&report).unwrap(), to_text(&report), to_json(&report).unwrap()] {
            assert!(!output.contains("**"), "{output}");
        }
    }
}

#[test]
fn a_hostile_answer_is_words_and_nothing_else() {
    let hostile = "</td><script>alert(1)</script>\"'&\u{202e}gpj.exe\u{1b}[2J\n== Computer ==\nSystem: forged";
    let story = Story::begin()
        .after(10, went("browser", Some(Outcome::NotSolved), "details"))
        .after(10, answered("details", "message", words(hostile)));
    let report = report_on(&story, Lang::English);

    let html = to_html(&report).unwrap();
    assert!(!seen(&html).contains("<script") && !html.contains("</td><s"));
    assert_eq!(html.matches("</script").count(), 1);
    assert!(html.contains("&#60;script&#62;alert(1)"));
    let (text, json) = (to_text(&report), to_json(&report).unwrap());
    for output in [&html, &text, &json] {
        assert!(!output.contains(['\u{202e}', '\u{1b}']), "{output}");
    }
    assert_eq!(text.lines().filter(|line| *line == "== Computer ==").count(), 1, "{text}");
    assert!(text.contains("    | System: forged"));
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    let words = read["answers"][0]["answer"]["words"].as_str().unwrap();
    assert!(words.starts_with("</td><script>") && words.contains("\u{fffd}gpj.exe"));
}

/// The code of the story's session.
const CODE: &str = "Y7N-K37-CMY";

#[test]
fn the_file_name_suits_every_file_system() {
    let named = |names: Text| {
        let mut pack = pack();
        pack.name = names;
        file_stem(&built(&pack, &unsolved(), Lang::English))
    };
    assert_eq!(file_stem(&report_on(&unsolved(), Lang::Chinese)), format!("OKPay 排障报告 2026-11-23 1842 {CODE}"));
    assert_eq!(file_stem(&report_on(&unsolved(), Lang::English)), format!("OKPay report 2026-11-23 1842 {CODE}"));
    assert_eq!(named(Text::same("../..\\evil:*?\"<>|\u{202e}x")), format!("evil x report 2026-11-23 1842 {CODE}"));
    assert_eq!(named(Text::same("CON.aux")), format!("CON aux report 2026-11-23 1842 {CODE}"));
    assert_eq!(named(Text::same("…/…")), format!("okpay-wizard report 2026-11-23 1842 {CODE}"));
    assert!(named(Text::same("很长的名字".repeat(200))).len() < 200);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn typed_text_never_breaks_out_of_the_html(words in "\\PC*|[<>&\"'/\\\\{}%#*a\u{0}-\u{2f}\u{202a}-\u{202e}]{0,40}|(?s:.{0,40})") {
        let plain = Story::begin()
            .after(10, went("browser", Some(Outcome::NotSolved), "details"))
            .after(10, answered("details", "message", Answer::Words(safe("x"))));
        let typed = Story::begin()
            .after(10, went("browser", Some(Outcome::NotSolved), "details"))
            .after(10, answered("details", "message", Answer::Words(safe(&words))));
        let (plain, typed) = (report_on(&plain, Lang::Chinese), report_on(&typed, Lang::Chinese));
        let (plain_html, html) = (to_html(&plain).unwrap(), to_html(&typed).unwrap());
        let chips = html.matches("<span class=\"hidden\">").count();
        for mark in ['<', '>', '"'] {
            prop_assert_eq!(seen(&html).matches(mark).count(), seen(&plain_html).matches(mark).count() + 2 * chips);
        }
        for mark in ['<', '>', '&', '\u{2028}'] {
            let inside = |html: &str| html.strip_prefix(seen(html)).unwrap().matches(mark).count();
            prop_assert_eq!(inside(&html), inside(&plain_html));
        }
        let text = to_text(&typed);
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&to_json(&typed).unwrap()).is_ok());
    }

    #[test]
    fn every_order_of_events_can_be_reported(kinds in prop::collection::vec((0..8_usize, -500..5_000_i64), 0..30)) {
        let mut story = Story::begin();
        for (place, (kind, seconds)) in kinds.into_iter().enumerate() {
            story = story.after(seconds, match kind {
                0 => EventKind::Undone { event: place },
                1 => EventKind::Undone { event: place + 7 },
                2 => EventKind::Returned { to: "nowhere".into() },
                3 => went("details", Some(Outcome::Solved), "browser"),
                4 => EventKind::Went { from: "x".into(), said: None, to: ExitTarget::End(Outcome::Solved) },
                5 => EventKind::Resumed { made_with: made_with(), moved_to: Some("phone".into()) },
                6 => EventKind::Left,
                _ => answered("gone", "gone", Answer::Choice("gone".into())),
            });
        }
        let report = report_on(&story, Lang::English);
        prop_assert_eq!(report.timeline.len(), story.session().events().len());
        prop_assert!(report.took.seconds >= 0);
        prop_assert!(to_html(&report).is_ok());
    }
}
