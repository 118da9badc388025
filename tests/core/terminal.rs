//! A customer without a display goes through the same session, line by line.

#![expect(clippy::expect_used, reason = "a test fails where its set-up does")]

use std::time::Duration;

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Id, Link, Os, Outcome, Pack, Tool, ToolName};
use okpay_wizard::redact::{KnownSecrets, Redactor, Salt};
use okpay_wizard::report::{Facts, Report, to_text};
use okpay_wizard::session::{Answer, Clocks, Event, EventKind, Session, ToolResult};
use okpay_wizard::terminal::{SystemFailure, TerminalEffects, TerminalSetup, run};
use proptest::prelude::*;

use crate::support::story::{self, Story};

/// The world outside the terminal, recorded for the tests.
#[derive(Default)]
struct World {
    kept: Vec<Event>,
    opened: Vec<String>,
    reports: Vec<String>,
    remembered: Option<Lang>,
    disk: Disk,
    browser: Browser,
}

#[derive(Default, PartialEq)]
enum Disk {
    #[default]
    Fine,
    FullAfter(usize),
}

#[derive(Default, PartialEq)]
enum Browser {
    #[default]
    Fine,
    Missing,
}

impl World {
    fn keep_one(&mut self, event: &Event) -> Result<(), SystemFailure> {
        if let Disk::FullAfter(most) = self.disk
            && self.kept.len() >= most
        {
            return Err(SystemFailure("no space left".to_owned()));
        }
        self.kept.push(event.clone());
        Ok(())
    }

    fn session(&self) -> Session {
        Session::from_events(self.kept.clone()).expect("a session was begun")
    }

    fn left(story: &Story) -> Self {
        Self { kept: story.session().events().to_vec(), ..Self::default() }
    }
}

impl TerminalEffects for World {
    fn now(&self) -> jiff::Timestamp {
        story::facts().made_at + jiff::SignedDuration::from_secs(i64::try_from(self.kept.len()).unwrap_or(0))
    }

    fn clocks(&self) -> Clocks {
        let running = Duration::from_secs(self.kept.len() as u64);
        Clocks { at: self.now(), running, awake: Some(running) }
    }

    fn salt(&self) -> Salt {
        [7; 16]
    }

    fn facts(&self) -> Facts {
        Facts { made_at: self.now(), ..story::facts() }
    }

    fn unfinished(&mut self) -> Option<Session> {
        Session::from_events(self.kept.clone()).filter(|session| session.state().outcome.is_none())
    }

    fn begin(&mut self, first: &Event) -> Result<(), SystemFailure> {
        self.kept.clear();
        self.keep_one(first)
    }

    fn keep(&mut self, event: &Event) -> Result<(), SystemFailure> {
        self.keep_one(event)
    }

    fn save_report(&mut self, report: &Report) -> Result<String, SystemFailure> {
        self.reports.push(to_text(report));
        Ok("/home/wang/Documents/OKPay report.html".to_owned())
    }

    fn open(&mut self, link: &Link) -> Result<(), SystemFailure> {
        if self.browser == Browser::Missing {
            return Err(SystemFailure("no browser".to_owned()));
        }
        self.opened.push(link.url.clone());
        Ok(())
    }

    fn remember(&mut self, lang: Lang) {
        self.remembered = Some(lang);
    }
}

/// What the terminal shows to a customer who types these lines.
fn typed(world: &mut World, lang: Lang, lines: &str) -> String {
    typed_into(&story::pack(), world, lang, None, lines)
}

fn typed_into(pack: &Pack, world: &mut World, lang: Lang, wizard: Option<&str>, lines: &str) -> String {
    let setup = TerminalSetup {
        pack,
        lang,
        os: Os::Linux,
        wizard: wizard.map(Id::from),
        known: KnownSecrets { user_names: vec!["wangxiaoming".to_owned()], ..KnownSecrets::default() },
        program_version: "0.1.0".to_owned(),
        width: 60,
    };
    let mut shown = Vec::new();
    run(&setup, lines.as_bytes(), &mut shown, world).expect("nothing in memory fails");
    String::from_utf8(shown).expect("the terminal writes UTF-8")
}

#[test]
fn wang_clears_the_browser_and_it_works_again() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::Chinese, "1\n1\ny\nq\n");
    for part in ["1. 无法登录账户", "大约 3 分钟", "[ ] 1. 清理缓存和 Cookie", "[x] 1. 已打勾：清理缓存和 Cookie"]
    {
        assert!(shown.contains(part), "{part} is missing in:\n{shown}");
    }
    assert!(shown.contains("能登录了吗？") && shown.contains("问题解决了\n原因：浏览器里的旧数据"), "{shown}");
    assert_eq!(world.session().state().outcome, Some(Outcome::Solved));
}

#[test]
fn nothing_helps_and_the_address_of_support_is_shown_before_it_is_opened() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::English, "1\n\n1\n2\n2\nAUTH-1021\nwrong password\n\nn\ns\ny\no\ny\nq\n");
    assert!(shown.contains("Noted: A few days ago") && shown.contains("AUTH-1021"), "{shown}");
    assert!(shown.lines().any(|line| line == "support.okpay.com"), "the host is on its own line:\n{shown}");
    assert!(shown.lines().any(|line| line == "https://support.okpay.com/"), "{shown}");
    // Full lines are broken.
    let in_one_line = shown.replace('\n', " ");
    assert!(in_one_line.contains("continue only if it is exactly"), "the address is not confirmed yet");
    assert_eq!(world.opened, ["https://support.okpay.com/"]);
    assert!(world.reports[0].contains("What does the page say? AUTH-1021\n    | wrong password"));

    let session = world.session();
    assert_eq!(session.state().outcome, Some(Outcome::NotSolved));
    let tools: Vec<_> = session.state().tools.iter().map(|used| (used.tool, used.result.clone())).collect();
    let done = |detail: &str| ToolResult::Done { detail: Redactor::default().safe(detail) };
    assert_eq!(
        tools,
        [(ToolName::SaveReport, done("OKPay report.html")), (ToolName::ContactSupport, done("support.okpay.com")),],
        "the folders, which may name the customer, are not shown"
    );
}

#[test]
fn a_report_is_read_before_it_is_saved_and_only_saved_with_a_yes() {
    for (lang, question, not_saved, said, code) in [
        (Lang::Chinese, "保存这份报告吗？[y/n]", "报告没有保存。", "已打勾", "报告编号："),
        (Lang::English, "Save this? [y/n]", "The report is not saved.", "Ticked", "The report's code is "),
    ] {
        for answer in ["n\n", "\n", "yes please\n", ""] {
            let mut world = World::default();
            let shown = typed(&mut world, lang, &format!("1\n1\ns\n{answer}"));
            let after = shown.split_once(question).expect("it asks").1;
            assert!(after.contains(not_saved) && shown.contains(said), "{shown}");
            assert!(world.reports.is_empty() && world.session().state().tools.is_empty(), "{answer:?}");
        }
        let mut world = World::default();
        let card = "4242 4242 4242 4242";
        let shown = typed(&mut world, lang, &format!("1\n1\nn\n2\nAUTH-1021 {card} wangxiaoming\n\ns\nｙ\nq\n"));
        let (before, after) = shown.split_once(question).expect("it asks");
        let [report] = &world.reports[..] else { panic!("saved once") };
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        assert!(plain(before).ends_with(&plain(report)), "everything that is saved was shown:\n{before}\n{report}");
        assert!(report.contains("AUTH-1021"), "{report}");
        for secret in ["4242 4242", "wangxiaoming"] {
            assert!(!report.contains(secret), "{secret}: {report}");
        }
        let line = after.lines().find(|line| line.contains(code)).expect("the code is shown");
        let session = world.session();
        let own = okpay_wizard::report::ReportCode::of(&session.state().salt, session.state().started).to_string();
        assert!(line.contains(&own), "{own}: {line}");
    }
}

#[test]
fn a_link_is_not_opened_without_a_yes_and_its_address_survives_a_missing_browser() {
    let mut world = World::default();
    typed(&mut world, Lang::English, "c\no\n\nq\n");
    assert!(world.opened.is_empty());

    world.browser = Browser::Missing;
    let shown = typed(&mut world, Lang::English, "c\no\ny\nq\n");
    assert!(shown.contains("could not open it") && shown.contains("https://support.okpay.com/"), "{shown}");
    assert!(world.kept.is_empty(), "no session, no record");
}

#[test]
fn the_input_ends_and_the_next_start_goes_on_from_there() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::Chinese, "1\n1\nn\n2\nAUTH-1021");
    assert!(shown.ends_with("都保存好了，下次可以从这里继续。\n"), "{shown}");
    assert_eq!(world.session().state().answers.len(), 1, "the text that was being typed is kept");

    let shown = typed(&mut world, Lang::Chinese, "\nb\nq\n");
    assert!(shown.contains("要接着上次的地方继续吗？") && shown.contains("无法登录账户 · 说说情况"), "{shown}");
    assert!(shown.contains("回答：AUTH-1021") && shown.contains("[x] 1. 清理缓存和 Cookie"), "{shown}");
    assert!(world.kept.iter().any(|event| matches!(event.what, EventKind::Resumed { .. })));
}

#[test]
fn a_named_wizard_starts_at_once_and_an_unknown_name_is_said_so() {
    let mut world = World::default();
    let shown = typed_into(&story::pack(), &mut world, Lang::English, Some("login"), "q\n");
    assert!(shown.contains("Clear stale browser data") && !shown.contains("What is the problem?"), "{shown}");

    let shown = typed_into(&story::pack(), &mut World::default(), Lang::English, Some("lgoin"), "q\n");
    assert!(shown.contains("no guide called \"lgoin\"") && shown.contains("1. I can't log in"), "{shown}");

    let ticked = EventKind::Ticked { page: "browser".into(), task: "cleared".into() };
    let mut world = World::left(&Story::begin().after(60, ticked));
    let shown = typed_into(&story::pack(), &mut world, Lang::English, Some("login"), "q\n");
    assert!(shown.contains("Continue where you left off?"), "an unfinished session is not thrown away: {shown}");
}

#[test]
fn what_could_not_be_saved_is_not_shown_as_done() {
    let mut world = World { disk: Disk::FullAfter(1), ..World::default() };
    let shown = typed(&mut world, Lang::English, "1\n1\ny\nr\nq\n");
    assert!(!shown.contains("[x]") && !shown.contains("Problem solved"), "{shown}");
    assert_eq!(shown.matches("This could not be saved, so it does not count.").count(), 2, "{shown}");

    let mut world = World { disk: Disk::FullAfter(0), ..World::default() };
    let shown = typed(&mut world, Lang::Chinese, "1\nq\n");
    assert!(shown.contains("没有保存成功，所以没有算数") && !shown.contains("清理浏览器里的旧数据"), "{shown}");
}

#[test]
fn the_language_changes_in_the_middle_and_is_remembered() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::Chinese, "1\nl\nq\n");
    assert!(shown.contains("清理浏览器里的旧数据") && shown.contains("Clear stale browser data"), "{shown}");
    assert_eq!(world.remembered, Some(Lang::English));
    assert_eq!(world.session().state().lang, Lang::English);
}

#[test]
fn undo_and_back_keep_what_they_should() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::English, "1\nu\nb\n1\n2\nu\nn\nb\nq\n");
    assert!(shown.contains("There is nothing to undo.") && shown.contains("This is the first page."), "{shown}");
    assert!(shown.contains("You went back. Everything is kept."), "{shown}");
    let session = world.session();
    assert_eq!(session.state().ticks.len(), 1);
    assert_eq!(session.state().page().as_str(), "browser");
}

#[test]
fn a_question_that_must_be_answered_is_named() {
    let mut pack = story::pack();
    pack.wizards[0].pages[1].asks[0].optional = false;
    let mut world = World::default();
    let shown = typed_into(&pack, &mut world, Lang::English, None, "1\nn\nn\n1\n9\nx\n1\nn\nq\n");
    assert!(shown.contains("Please answer this first:\n1. Since when?"), "{shown}");
    assert!(shown.contains("There is no such number."), "{shown}");
    assert_eq!(world.session().state().outcome, Some(Outcome::NotSolved));
}

#[test]
fn an_answer_can_be_taken_back() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::English, "1\nn\n2\nAUTH\n\n2\n-\n\nq\n");
    assert!(shown.contains("The answer is removed."), "{shown}");
    assert!(world.session().state().answers.is_empty());
}

#[test]
fn a_pasted_error_cannot_steer_the_terminal() {
    let mut world = World::default();
    let shown = typed(&mut world, Lang::English, "1\nn\n2\n\u{1b}[2Jgone\u{202e}\n\nr\nq\n");
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    let state = world.session();
    let (answer, _) = state.state().answers.values().next().expect("the answer is kept");
    assert_eq!(
        *answer,
        Answer::Words(Redactor::default().safe("\u{1b}[2Jgone\u{202e}")),
        "the answer is the pasted text"
    );
}

#[test]
fn lines_fit_and_carry_no_control_characters() {
    for lang in Lang::ALL {
        let shown = typed(&mut World::default(), lang, "?\n1\n?\n1\nn\n1\n1\nn\ns\ny\nc\nh\nq\n");
        for line in shown.lines() {
            assert!(textwrap::core::display_width(line) <= 62, "{line}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_input_is_survived(lines in prop::collection::vec("[1-4nybuschrlo?q]|[ -~]{0,12}|\\PC{0,6}", 0..40)) {
        let mut world = World::default();
        typed(&mut world, Lang::Chinese, &lines.join("\n"));
        let kept = world.kept.clone();
        prop_assert!(kept.is_empty() || Session::from_events(kept).is_some());
        typed(&mut world, Lang::English, "\n\n");
    }
}

#[test]
fn clearing_browser_data_is_a_command_to_copy_for_the_packs_own_hosts() {
    let mut pack = story::pack();
    let wizard = pack.wizards.first_mut().expect("there is a wizard");
    wizard.pages.first_mut().expect("with a page").tools.push(Tool::ClearBrowserData);
    for (lang, name) in [(Lang::Chinese, "清理浏览器数据"), (Lang::English, "Clear browser data")] {
        let mut world = World::default();
        let shown = typed_into(&pack, &mut world, lang, None, "1\n3\nq\n");
        assert!(shown.contains(&format!("3. {name}")), "{shown}");
        let command = "okpay-wizard clear --what cache --what cookies --what site-data --site okpay.com";
        assert!(shown.lines().any(|line| line == command), "the command is on its own line:\n{shown}");
        assert!(world.session().state().tools.is_empty(), "nothing was cleared yet");
    }
}
