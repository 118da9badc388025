//! A support agent's inbox: a folder that reports are put into, and the real program that reads them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::{SignedDuration, Timestamp};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{ExitTarget, Outcome};
use okpay_wizard::redact::Redactor;
use okpay_wizard::report::{Choices, Facts, Report, to_html, to_json, to_zip};
use okpay_wizard::session::{Event, EventKind, Session};

use super::story::{Story, facts, made_with, pack};

/// A format in which reports are saved: the file name's ending, and the function that writes it.
pub(crate) type Form = (&'static str, fn(&Report) -> Vec<u8>);

/// Every format that the program can read back. A format that is added here is tested everywhere.
pub(crate) const FORMS: [Form; 3] = [("json", json), ("html", html), ("zip", zip)];

/// The report as JSON.
pub(crate) fn json(report: &Report) -> Vec<u8> {
    to_json(report).unwrap().into_bytes()
}

/// The report as a page.
pub(crate) fn html(report: &Report) -> Vec<u8> {
    to_html(report, &[]).unwrap().into_bytes()
}

/// The report as a zip of all its files.
pub(crate) fn zip(report: &Report) -> Vec<u8> {
    to_zip(report, &[]).unwrap()
}

/// The folder of reports.
pub(crate) struct Inbox(tempfile::TempDir);

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Inbox {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Creates a file and its parent folders.
    pub(crate) fn put(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::File::create(path).and_then(|mut file| std::io::Write::write_all(&mut file, bytes)).unwrap();
    }

    /// Runs `okpay-wizard report NAME …` in this language.
    pub(crate) fn report_in(&self, lang: &str, name: &str, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_okpay-wizard"));
        command.arg("report").arg(self.path(name)).args(arguments);
        // Without `--lang`, the program answers in the system's language.
        command.env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8").env_remove("LANGUAGE");
        if !lang.is_empty() {
            command.args(["--lang", lang]);
        }
        let output = command.output().unwrap();
        // The folder's path is different in every run.
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(self.0.path().to_str().unwrap(), "INBOX");
        Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub(crate) fn report(&self, name: &str, arguments: &[&str]) -> Ran {
        self.report_in("en", name, arguments)
    }

    pub(crate) fn summary(&self) -> serde_json::Value {
        let ran = self.report(".", &["--summary", "--json"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    }
}

/// The customer says that clearing the browser's data helped.
pub(crate) fn solved(seconds: i64) -> Story {
    Story::begin().after(
        seconds,
        EventKind::Went { from: "browser".into(), said: Some(Outcome::Solved), to: ExitTarget::End(Outcome::Solved) },
    )
}

/// It did not help, and the customer is asked for details.
pub(crate) fn on_to_details(seconds: i64) -> Story {
    let to = ExitTarget::Page("details".into());
    Story::begin().after(seconds, EventKind::Went { from: "browser".into(), said: Some(Outcome::NotSolved), to })
}

/// The report on a story, in one language or with the other beside it.
pub(crate) fn report(story: &Story, lang: Lang, beside: Option<Lang>) -> Report {
    built(&story.session(), &Choices { beside, ..Choices::all(lang) }, &facts())
}

/// The report of a customer whose session has a different salt, saved this many days later.
pub(crate) fn of_another(salt: u8, days: i64) -> Report {
    let at: Timestamp = "2026-11-23T10:28:00Z".parse().unwrap();
    let started = EventKind::Started {
        wizard: "login".into(),
        page: "browser".into(),
        made_with: made_with(),
        lang: Lang::English,
        salt: [salt; 16],
    };
    let session = Session::from_events(vec![Event { at, what: started }]).unwrap();
    let made_at = facts().made_at + SignedDuration::from_hours(24 * days);
    built(&session, &Choices::all(Lang::English), &Facts { made_at, ..facts() })
}

fn built(session: &Session, choices: &Choices, facts: &Facts) -> Report {
    Report::build(&pack(), session, facts, choices, &Redactor::default()).unwrap()
}
