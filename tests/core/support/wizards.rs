//! Sessions of the built-in guides, played from the walks that their authors wrote. The clock moves only with each
//! step.

use std::sync::LazyLock;

use jiff::tz::{TimeZone, offset};
use jiff::{SignedDuration, Timestamp};
use okpay_wizard::desktop::packs;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Id, LoadedPack, Os, Pack, ToolName, WalkStep, load};
use okpay_wizard::redact::Redactor;
use okpay_wizard::report::{BrowserFact, Choices, Facts, PictureNote, Report};
use okpay_wizard::session::{
    Action, Cleared, ClearedCookies, ClearedFiles, Event, EventKind, MadeWith, RawAnswer, Session, ToolResult, act,
};

static BUILT_IN: LazyLock<LoadedPack> = LazyLock::new(|| load(&packs::built_in()));

/// How long each step takes, in seconds.
const STEP: i64 = 45;

/// The built-in pack.
pub(crate) fn okpay() -> &'static Pack {
    BUILT_IN.pack.as_ref().unwrap()
}

/// A customer at a machine, in the middle of a guide.
pub(crate) struct Walker {
    wizard: Id,
    pub(crate) session: Session,
    now: Timestamp,
}

impl Walker {
    /// Opens a guide on the 23rd of November 2026, at 18:28 in Shanghai.
    pub(crate) fn begin(wizard: &str) -> Self {
        let now: Timestamp = "2026-11-23T10:28:00Z".parse().unwrap();
        let pack = okpay();
        let page = pack.wizard(wizard).unwrap().pages.first().unwrap().id.clone();
        let made_with =
            MadeWith { pack: pack.id.clone(), pack_version: pack.version.clone(), program_version: "0.1.0".to_owned() };
        let lang = Lang::Chinese;
        let what = EventKind::Started { wizard: wizard.into(), page, made_with, lang, salt: [7; 16] };
        Self { wizard: wizard.into(), session: Session::from_events(vec![Event { at: now, what }]).unwrap(), now }
    }

    /// Takes the steps of a walk, by its name.
    pub(crate) fn walks(mut self, name: &str) -> Self {
        let walk = okpay().wizard(self.wizard.as_str()).unwrap().walks.iter().find(|walk| walk.name == name).unwrap();
        for step in &walk.steps {
            let action = match step.clone() {
                WalkStep::Tick { page, task } => Action::Toggle { page, task },
                WalkStep::Choose { page, ask, choice } => {
                    Action::Answer { page, ask, answer: RawAnswer::Choice(choice) }
                }
                WalkStep::Type { page, ask, words } => Action::Answer { page, ask, answer: RawAnswer::Words(words) },
                WalkStep::Say(outcome) => Action::Say(outcome),
                WalkStep::Next => Action::Next,
                WalkStep::Back => Action::Back,
            };
            self.does(&action);
        }
        self
    }

    /// Types an answer on the current page.
    pub(crate) fn types(mut self, page: &str, ask: &str, words: &str) -> Self {
        let answer = RawAnswer::Words(words.to_owned());
        self.does(&Action::Answer { page: page.into(), ask: ask.into(), answer });
        self
    }

    /// Clears browser data on a page.
    pub(crate) fn clears(mut self, page: &str) -> Self {
        let cleared = Cleared {
            browsers: vec!["Google Chrome".to_owned(), "Microsoft Edge".to_owned()],
            sites: vec!["okpay.com".to_owned()],
            cache: Some(ClearedFiles { files: 18_220, bytes: 398_000_000 }),
            cookies: Some(ClearedCookies { removed: 17, kept_for_sites: 0, untouched: 2_311 }),
            ..Cleared::default()
        };
        let (tool, result) = (ToolName::ClearBrowserData, ToolResult::Cleared(cleared));
        self.happens(EventKind::Used { page: Some(page.into()), tool, result });
        self
    }

    /// Tries once to save the report, which fails.
    pub(crate) fn fails_to_save(mut self) -> Self {
        let result = ToolResult::Failed { detail: Redactor::default().safe("No space left on device") };
        self.happens(EventKind::Used { page: None, tool: ToolName::SaveReport, result });
        self
    }

    fn does(&mut self, action: &Action) {
        let wizard = okpay().wizard(self.wizard.as_str()).unwrap();
        let what = act(wizard, &self.session, action, Os::Windows, &Redactor::default());
        self.happens(what.unwrap_or_else(|| panic!("{}: {action:?} leads to nothing", self.wizard)));
    }

    fn happens(&mut self, what: EventKind) {
        self.now += SignedDuration::from_secs(STEP);
        self.session.push(Event { at: self.now, what });
    }
}

/// A story of each guide that ends with support, or solved.
pub(crate) fn stories() -> Vec<Walker> {
    vec![
        Walker::begin("login")
            .clears("start")
            .walks("unsure all the way, then support")
            .types("details", "since", "2026-11-21")
            .types("details", "error", "AUTH-1021\n密码错误，请稍后再试")
            .types("details", "happened", "换了手机，卡号 4242 4242 4242 4242，电话 13812345678，邮箱 wang@example.com")
            .fails_to_save(),
        Walker::begin("payment").walks("charged twice, to support"),
        Walker::begin("funds").walks("sent, not received, to support"),
        Walker::begin("locked").walks("terms of use, appeal to support"),
        Walker::begin("errors").walks("a session that had expired"),
    ]
}

/// Every language that a report can have: one, or both.
pub(crate) const LANGUAGES: [(&str, Lang, Option<Lang>); 4] = [
    ("zh", Lang::Chinese, None),
    ("en", Lang::English, None),
    ("zh_en", Lang::Chinese, Some(Lang::English)),
    ("en_zh", Lang::English, Some(Lang::Chinese)),
];

/// The report on a session with all facts that can be known about a machine.
pub(crate) fn report(session: &Session, lang: Lang, beside: Option<Lang>, pictures: &[PictureNote]) -> Report {
    let facts = Facts { pictures: pictures.to_vec(), ..facts() };
    Report::build(okpay(), session, &facts, &Choices { beside, ..Choices::all(lang) }, &Redactor::default()).unwrap()
}

fn facts() -> Facts {
    let browser = |name: &str, version: &str| BrowserFact { name: name.to_owned(), version: Some(version.to_owned()) };
    Facts {
        program_version: "0.1.0".to_owned(),
        os: "Windows 11 23H2".to_owned(),
        os_kind: Os::Windows,
        architecture: "x86-64".to_owned(),
        locale: "zh-CN".to_owned(),
        browsers: vec![browser("Google Chrome", "142.0.7444.60"), browser("Microsoft Edge", "142.0.3595.53")],
        proxy: Some(false),
        clock_ahead_seconds: Some(190),
        free_disk_bytes: Some(128_000_000_000),
        pictures: Vec::new(),
        log: Vec::new(),
        zone: TimeZone::fixed(offset(8)),
        made_at: "2026-11-23T11:00:00Z".parse().unwrap(),
    }
}
