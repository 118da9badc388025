//! A small pack and a session built event by event.

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};
use okpay_wizard::lang::{Lang, Text};
use okpay_wizard::pack::{
    Choice, Condition, Contact, Exit, ExitTarget, Guide, Id, Link, Os, Outcome, Pack, Page, Question, QuestionKind,
    Task,
};
use okpay_wizard::report::{BrowserFact, Facts};
use okpay_wizard::session::{Event, EventKind, MadeWith, Session};

/// A session, one event after the other.
#[derive(Clone)]
pub(crate) struct Story {
    events: Vec<Event>,
    now: Timestamp,
}

impl Story {
    /// The customer opens "I can't log in" at 18:28 in Shanghai.
    pub(crate) fn begin() -> Self {
        let now: Timestamp = "2026-11-23T10:28:00Z".parse().unwrap();
        let what = EventKind::Started {
            wizard: "login".into(),
            page: "browser".into(),
            made_with: made_with(),
            lang: Lang::Chinese,
            salt: [7; 16],
        };
        Self { events: vec![Event { at: now, what }], now }
    }

    /// Adds an event that happens this many seconds later.
    pub(crate) fn after(mut self, seconds: i64, what: EventKind) -> Self {
        self.now += jiff::SignedDuration::from_secs(seconds);
        self.events.push(Event { at: self.now, what });
        self
    }

    pub(crate) fn session(&self) -> Session {
        Session::from_events(self.events.clone()).unwrap()
    }
}

pub(crate) fn made_with() -> MadeWith {
    MadeWith { pack: "okpay".into(), pack_version: "1.0.0".to_owned(), program_version: "0.1.0".to_owned() }
}

pub(crate) fn facts() -> Facts {
    Facts {
        program_version: "0.1.0".to_owned(),
        os: "Windows 11 23H2".to_owned(),
        os_kind: Os::Windows,
        architecture: "x86-64".to_owned(),
        locale: "zh-CN".to_owned(),
        browsers: vec![BrowserFact { name: "Google Chrome".to_owned(), version: Some("142.0.7444.60".to_owned()) }],
        proxy: Some(false),
        clock_ahead_seconds: None,
        free_disk_bytes: Some(128_000_000_000),
        pictures: Vec::new(),
        log: Vec::new(),
        zone: TimeZone::fixed(offset(8)),
        made_at: "2026-11-23T10:42:05Z".parse().unwrap(),
    }
}

fn both(chinese: &str, english: &str) -> Text {
    Text::by_language([(Lang::Chinese, chinese.to_owned()), (Lang::English, english.to_owned())]).unwrap()
}

fn link(host: &str) -> Link {
    Link { url: format!("https://{host}/"), host: host.to_owned() }
}

pub(crate) fn pack() -> Pack {
    let wizard = Guide {
        id: "login".into(),
        title: both("无法登录账户", "I can't log in"),
        summary: both("浏览器、密码、设备", "Browser, password, device"),
        says: Vec::new(),
        pages: vec![browser(), details(), phone()],
        walks: Vec::new(),
    };
    Pack {
        id: "okpay".into(),
        version: "1.0.0".to_owned(),
        name: both("OKPay 排障助手", "OKPay Troubleshooter"),
        accent: [21, 96, 216],
        languages: Lang::ALL.to_vec(),
        site: link("www.okpay.com"),
        hosts: vec!["okpay.com".to_owned()],
        contact: Contact {
            page: link("support.okpay.com"),
            mail: None,
            checked: None,
            source: None,
            bring: Vec::new(),
            never: Vec::new(),
        },
        wizards: vec![wizard],
    }
}

fn browser() -> Page {
    let task = |id: &str, text| Task { id: Id::from(id), text, hint: None };
    Page {
        minutes: Some(3),
        tasks: vec![
            task("cleared", both("清理**缓存**和 Cookie", "Clear **cache** and cookies")),
            task("restarted", both("重新打开浏览器", "Open the browser again")),
        ],
        check: Some(both("能登录了吗？", "Can you log in now?")),
        exits: vec![
            Exit {
                when: Some(Condition::Solved),
                go: ExitTarget::End(Outcome::Solved),
                because: Some(both("浏览器里的**旧数据**", "Stale **data** in the browser")),
            },
            always("details"),
        ],
        ..page("browser", both("清理浏览器里的旧数据", "Clear stale browser data"))
    }
}

fn details() -> Page {
    let choice = |id: &str, text| Choice { id: Id::from(id), text, hint: None };
    let ask = |id: &str, text, kind| Question { id: Id::from(id), text, hint: None, kind, optional: true };
    let since = QuestionKind::Choice(vec![
        choice("today", both("今天", "Today")),
        choice("days", both("前几天", "A few days ago")),
    ]);
    Page {
        asks: vec![
            ask("since", both("从什么时候开始的？", "Since when?"), since),
            ask("message", both("页面上写着什么？", "What does the page say?"), QuestionKind::ErrorText),
        ],
        exits: vec![Exit { when: None, go: ExitTarget::End(Outcome::NotSolved), because: None }],
        ..page("details", both("说说情况", "Tell us more"))
    }
}

fn phone() -> Page {
    Page { exits: vec![always("details")], ..page("phone", both("换一台设备", "Try another device")) }
}

fn always(page: &str) -> Exit {
    Exit { when: None, go: ExitTarget::Page(page.into()), because: None }
}

fn page(id: &str, title: Text) -> Page {
    Page {
        id: id.into(),
        title,
        why: None,
        minutes: None,
        body: Vec::new(),
        tasks: Vec::new(),
        asks: Vec::new(),
        tools: Vec::new(),
        check: None,
        exits: Vec::new(),
    }
}
