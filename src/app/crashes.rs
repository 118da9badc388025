//! After a crash: a notice at the next start, and the log in the report if the customer wants that.

use jiff::Timestamp;

use super::relative_time::relative_time;
use super::worker::{Job, JobResult};
use super::{App, notices};
use crate::desktop::LogLine;
use crate::desktop::crash::{self, Crash};
use crate::lang::fill;
use crate::ui::{Notice, NoticeAction, Tone};

/// The log that goes into reports.
#[derive(Debug, Default)]
pub(super) enum CrashLog {
    /// There was no crash, or the customer did not ask for its log.
    #[default]
    None,
    /// The last run ended in this crash, and the customer has not decided about the log yet.
    Offered(Crash),
    /// The log goes into reports, line by line.
    Taken(Vec<(Option<Timestamp>, String)>),
}

impl App {
    /// From now on the window shows a notice when another thread panics: without that thread it may wait for ever.
    pub(super) fn listen_for_panics(&self) {
        let replies = self.workers.reply_sender();
        crash::listen(move || replies.send(JobResult::ThreadPanicked));
    }

    /// Shows a notice about the crash that ended the last run, and offers its log.
    pub(super) fn notify_of_crash(&mut self, crash: Option<Crash>) {
        let Some(crash) = crash else { return };
        let when = relative_time(self.strings(), crash.at, self.services.now(), &self.zone);
        let words = fill(self.strings().start.last_time, &[("when", &when)]);
        self.crash_log = CrashLog::Offered(crash);
        self.notify(Notice { tone: Tone::Warning, words, actions: vec![NoticeAction::AddLog, NoticeAction::Close] });
    }

    /// Reads the log for the report.
    pub(super) fn add_log(&mut self) {
        if let CrashLog::Offered(crash) = &self.crash_log {
            self.workers.submit(Job::ReadLog(self.folders.logs.clone(), crash.at));
        }
    }

    /// Puts the log into the report.
    pub(super) fn log_read(&mut self, lines: Vec<LogLine>) {
        if lines.is_empty() {
            self.notify(notices::failure(self.strings().start.no_log, "", ""));
            return;
        }
        self.crash_log = CrashLog::Taken(lines.into_iter().map(|line| (line.at, line.words)).collect());
        self.notify(notices::success(self.strings().start.log_added));
        self.forget_saved_report();
        if self.report.as_ref().is_some_and(|opened| !opened.is_being_saved()) {
            self.remake_report();
        }
    }

    /// Shows a notice that a thread has failed.
    pub(super) fn thread_panicked(&mut self) {
        let words = self.strings().start.part_of_it_failed.to_owned();
        self.notify(notices::closable(Tone::Danger, words));
    }

    /// The lines of the log that go into a report.
    pub(super) fn log_for_reports(&self) -> Vec<(Option<Timestamp>, String)> {
        match &self.crash_log {
            CrashLog::Taken(lines) => lines.clone(),
            CrashLog::None | CrashLog::Offered(_) => Vec::new(),
        }
    }
}
