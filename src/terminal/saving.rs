//! The report: shown, and saved once the customer has read it and agrees.

use std::io::{self, BufRead, Write};

use super::command::Command;
use super::guide::{GuideRun, Kept};
use crate::lang::fill;
use crate::pack::ToolName;
use crate::report::{Choices, Report, clean_line, to_text};
use crate::session::ToolResult;

impl<R: BufRead, W: Write> GuideRun<'_, R, W> {
    /// Shows all that would be saved, asks, and saves it.
    pub(super) fn save_report(&mut self) -> io::Result<()> {
        let words = self.words();
        if self.session.is_some() && self.record_clocks()? == Kept::No {
            return Ok(());
        }
        let Some(session) = &self.session else { return self.paper.say(words.nothing_to_report) };
        let (facts, choices) = (self.effects.facts(), Choices::all(self.reader.lang));
        let redactor = self.redactor();
        let report = match Report::build(self.setup.pack, session, &facts, &choices, &redactor) {
            Ok(report) => report,
            Err(error) => return self.report_failed(&error.to_string()),
        };
        self.paper.gap()?;
        self.paper.say(words.report_preview)?;
        self.paper.gap()?;
        for line in to_text(&report).lines() {
            self.paper.say(line)?;
        }
        self.paper.gap()?;
        self.paper.say(words.report_question)?;
        if !self.ask()?.is_some_and(|line| Command::parse(&line) == Command::Yes) {
            return self.paper.say(words.report_not_saved);
        }
        match self.effects.save_report(&report) {
            Ok(place) => {
                self.paper.say(words.report_saved)?;
                self.paper.exact(&clean_line(&place))?;
                self.paper.say(&fill(words.report_code, &[("code", &report.code)]))?;
                // The report goes to support: the name of the file is enough, the folders name the customer.
                let name = place.rsplit(['/', '\\']).next().unwrap_or_default();
                self.record_use(ToolName::SaveReport, ToolResult::Done { detail: redactor.safe(name) })
            }
            Err(failure) => self.report_failed(&failure.to_string()),
        }
    }

    fn report_failed(&mut self, why: &str) -> io::Result<()> {
        self.paper.say(&fill(self.words().report_failed, &[("why", &clean_line(why))]))?;
        let detail = self.redactor().safe(why);
        self.record_use(ToolName::SaveReport, ToolResult::Failed { detail })
    }
}
