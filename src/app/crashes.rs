//! What a crash leaves to do: telling of it at the next start, and putting the log into the report if that is wanted.

use jiff::Timestamp;

use super::when::when;
use super::worker::{Done, Job};
use super::{App, notices};
use crate::desktop::LogLine;
use crate::desktop::crash::{self, Crash};
use crate::lang::fill;
use crate::ui::{Notice, NoticeAction, Tone};

/// The log that goes into reports.
#[derive(Debug, Default)]
pub(super) enum CrashLog {
    /// There was no crash, or nobody wants its log.
    #[default]
    None,
    /// The last run ended in this crash, and the customer has not said yet what they want.
    Offered(Crash),
    /// It goes into reports, line by line.
    Taken(Vec<(Option<Timestamp>, String)>),
}

impl App {
    /// From now on a crash on another thread is told in the window: without that thread it may wait for ever.
    pub(super) fn window_is_open(&self) {
        let line = self.threads.line();
        crash::listen(move || line.tell(Done::PartFailed));
    }

    /// Tells of the crash that the last run ended in, and offers its log.
    pub(super) fn tell_of_crash(&mut self, crash: Option<Crash>) {
        let Some(crash) = crash else { return };
        let ago = when(self.strings(), crash.at, self.outside.now(), &self.zone);
        let words = fill(self.strings().start.last_time, &[("when", &ago)]);
        self.crash_log = CrashLog::Offered(crash);
        self.tell(Notice { tone: Tone::Warning, words, actions: vec![NoticeAction::AddLog, NoticeAction::Close] });
    }

    /// The customer wants the log in the report.
    pub(super) fn add_log(&mut self) {
        if let CrashLog::Offered(crash) = &self.crash_log {
            self.threads.give(Job::ReadLog(self.folders.logs.clone(), crash.at));
        }
    }

    /// The log has been read.
    pub(super) fn log_read(&mut self, lines: Vec<LogLine>) {
        if lines.is_empty() {
            self.tell(notices::failed(self.strings().start.no_log, "", ""));
            return;
        }
        self.crash_log = CrashLog::Taken(lines.into_iter().map(|line| (line.at, line.words)).collect());
        self.tell(notices::well(self.strings().start.log_added));
        self.report_differs_from_the_saved_one();
        if self.report.as_ref().is_some_and(|opened| !opened.is_being_saved()) {
            self.make_report_again();
        }
    }

    /// A thread has failed.
    pub(super) fn part_failed(&mut self) {
        let words = self.strings().start.part_of_it_failed.to_owned();
        self.tell(Notice { tone: Tone::Danger, words, actions: vec![NoticeAction::Close] });
    }

    /// What of the log goes into a report.
    pub(super) fn log_for_reports(&self) -> Vec<(Option<Timestamp>, String)> {
        match &self.crash_log {
            CrashLog::Taken(lines) => lines.clone(),
            CrashLog::None | CrashLog::Offered(_) => Vec::new(),
        }
    }
}
