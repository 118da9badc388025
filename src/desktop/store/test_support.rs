//! Events for the store's tests.

use jiff::Timestamp;

use crate::lang::Lang;
use crate::pack::{ExitTarget, Id, Outcome, ToolName};
use crate::redact::Redactor;
use crate::session::{Answer, Cleared, ClearedCookies, ClearedFiles, Event, EventKind, MadeWith, ToolResult};

/// A fixed moment, `seconds` later.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + seconds).unwrap()
}

fn made_with() -> MadeWith {
    MadeWith { pack: Id::from("okpay"), pack_version: "1.0.0".to_owned(), program_version: "0.1.0".to_owned() }
}

/// The beginning of a session.
pub(super) fn started() -> Event {
    let what = EventKind::Started {
        wizard: Id::from("login"),
        page: Id::from("browser"),
        made_with: made_with(),
        lang: Lang::Chinese,
        salt: [7; 16],
    };
    Event { at: at(0), what }
}

/// An answer in the customer's own words.
pub(super) fn answered(words: &str) -> Event {
    let answer = Answer::Words(Redactor::default().safe(words));
    Event { at: at(5), what: EventKind::Answered { page: Id::from("browser"), ask: Id::from("error"), answer } }
}

/// A session with one event of every kind.
pub(super) fn of_every_kind() -> Vec<Event> {
    let (page, task, ask) = (Id::from("browser"), Id::from("cleared"), Id::from("which"));
    let mut events = vec![started(), answered("页面打不开，提示“系统繁忙”\nError 1001")];
    let rest = [
        EventKind::Ticked { page: page.clone(), task: task.clone() },
        EventKind::Unticked { page: page.clone(), task },
        EventKind::Answered { page: page.clone(), ask: ask.clone(), answer: Answer::Choice(Id::from("all")) },
        EventKind::Cleared { page: page.clone(), ask },
        EventKind::Used {
            page: Some(page.clone()),
            tool: ToolName::OpenLink,
            result: ToolResult::Done { detail: Redactor::default().safe("www.okpay.com") },
        },
        EventKind::Used {
            page: None,
            tool: ToolName::SaveReport,
            result: ToolResult::Failed { detail: Redactor::default().safe("no storage space") },
        },
        EventKind::Used {
            page: Some(page.clone()),
            tool: ToolName::ClearBrowserData,
            result: ToolResult::Cleared(Cleared {
                browsers: vec!["Google Chrome".to_owned()],
                sites: vec!["okpay.com".to_owned()],
                cache: Some(ClearedFiles { files: 18_220, bytes: 312_400_000 }),
                cookies: Some(ClearedCookies { removed: 14, kept_for_sites: 2, untouched: 2_311 }),
                site_data: None,
                could_not: 0,
                stopped: false,
            }),
        },
        EventKind::Used {
            page: Some(page.clone()),
            tool: ToolName::ClearBrowserData,
            result: ToolResult::PutBack { stores: 1, could_not: 0 },
        },
        EventKind::Used {
            page: Some(page.clone()),
            tool: ToolName::ClearBrowserData,
            result: ToolResult::ByHand { browser: "Safari".to_owned() },
        },
        EventKind::Went {
            from: page.clone(),
            said: Some(Outcome::NotSolved),
            to: ExitTarget::Page(Id::from("contact")),
        },
        EventKind::Returned { to: page.clone() },
        EventKind::Switched { lang: Lang::English },
        EventKind::Resumed { made_with: made_with(), moved_to: Some(page.clone()) },
        EventKind::Resumed { made_with: made_with(), moved_to: None },
        EventKind::Undone { event: 2 },
        EventKind::Slept { seconds: 32_400 },
        EventKind::Idle { seconds: 7_200 },
        EventKind::ClockSet { by_seconds: -3_600 },
        EventKind::Left,
        EventKind::Went { from: page, said: None, to: ExitTarget::End(Outcome::Solved) },
    ];
    events.extend((10..).zip(rest).map(|(second, what)| Event { at: at(second), what }));
    events
}
