//! Shows the report and saves it once the customer agrees.

use std::io::{self, BufRead, Write};

use super::command::TypedCommand;
use super::guide_run::{EventSaved, GuideRun};
use crate::lang::fill;
use crate::pack::ToolName;
use crate::report::{Choices, Report, clean_line, to_text};
use crate::session::ToolResult;

impl<R: BufRead, W: Write> GuideRun<'_, R, W> {
    /// Shows everything that would be saved, asks, and saves it.
    pub(super) fn save_report(&mut self) -> io::Result<()> {
        let words = self.words();
        if self.session.is_some() && self.record_clocks()? == EventSaved::No {
            return Ok(());
        }
        let Some(session) = &self.session else { return self.output.paragraph(words.nothing_to_report) };
        let (facts, choices) = (self.effects.facts(), Choices::all(self.context.lang));
        let redactor = self.redactor();
        let report = match Report::build(self.setup.pack, session, &facts, &choices, &redactor) {
            Ok(report) => report,
            Err(error) => return self.report_failed(&error.to_string()),
        };
        self.output.blank_line()?;
        self.output.paragraph(words.report_preview)?;
        self.output.blank_line()?;
        for line in to_text(&report).lines() {
            self.output.paragraph(line)?;
        }
        self.output.blank_line()?;
        self.output.paragraph(words.report_question)?;
        if !self.ask()?.is_some_and(|line| TypedCommand::parse(&line) == TypedCommand::Yes) {
            return self.output.paragraph(words.report_not_saved);
        }
        match self.effects.save_report(&report) {
            Ok(path) => {
                self.output.paragraph(words.report_saved)?;
                self.output.exact_line(&clean_line(&path))?;
                self.output.paragraph(&fill(words.report_code, &[("code", &report.code)]))?;
                // The report goes to support. The file's name is enough: its folders may contain the customer's name.
                let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
                self.record_use(ToolName::SaveReport, ToolResult::Done { detail: redactor.safe(name) })
            }
            Err(failure) => self.report_failed(&failure.to_string()),
        }
    }

    fn report_failed(&mut self, why: &str) -> io::Result<()> {
        self.output.paragraph(&fill(self.words().report_failed, &[("why", &clean_line(why))]))?;
        let detail = self.redactor().safe(why);
        self.record_use(ToolName::SaveReport, ToolResult::Failed { detail })
    }
}
