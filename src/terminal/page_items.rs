//! Uses the numbered items of a page: tasks, questions and tools.

use std::io::{self, BufRead, Write};

use super::command::TypedCommand;
use super::guide_run::{EventSaved, GuideRun};
use super::screens::{self, PageItem};
use crate::lang::fill;
use crate::pack::{Choice, Link, Page, Question, QuestionKind, Task, ToolName};
use crate::report::clean_line;
use crate::session::{Action, Answer, RawAnswer, ToolResult};

impl<R: BufRead, W: Write> GuideRun<'_, R, W> {
    /// Uses the item with this number.
    pub(super) fn use_item(&mut self, number: usize) -> io::Result<()> {
        let Some(page) = self.page() else { return Ok(()) };
        match number.checked_sub(1).and_then(|at| screens::items(page).into_iter().nth(at)) {
            Some(PageItem::Task(task)) => self.toggle(page, task, number),
            Some(PageItem::Ask(ask)) => self.answer(page, ask),
            Some(PageItem::Link { to, .. }) => self.open_link(to, ToolName::OpenLink),
            Some(PageItem::Copy { text, .. }) => {
                // Not every terminal can reach the customer's clipboard, so the text is on a line of its own.
                self.output.paragraph(self.words().copy_this)?;
                let line = clean_line(text.get(self.context.lang));
                self.output.exact_line(&line)?;
                let detail = self.redactor().safe(&line);
                self.record_use(ToolName::CopyText, ToolResult::Done { detail })
            }
            Some(PageItem::ClearBrowserData) => {
                self.output.paragraph(self.words().clear_data_how)?;
                self.setup.pack.hosts.iter().try_for_each(|host| self.output.exact_line(&clear_command(host)))
            }
            Some(PageItem::SaveReport) => self.save_report(),
            Some(PageItem::ContactSupport) => {
                self.contact_support();
                Ok(())
            }
            None => self.output.paragraph(self.words().no_such_number),
        }
    }

    fn toggle(&mut self, page: &Page, task: &Task, number: usize) -> io::Result<()> {
        let action = Action::Toggle { page: page.id.clone(), task: task.id.clone() };
        if self.act(&action)? == Some(EventSaved::Yes)
            && let Some(session) = &self.session
        {
            let mark = screens::task_mark(session.state(), &page.id, task, number);
            let ticked = session.state().ticks.contains_key(&(page.id.clone(), task.id.clone()));
            let words = self.words();
            let message =
                fill(if ticked { words.ticked } else { words.unticked }, &[("task", &self.context.text(&task.text))]);
            self.output.marked_paragraph(&mark, &message)?;
        }
        Ok(())
    }

    fn answer(&mut self, page: &Page, ask: &Question) -> io::Result<()> {
        let words = self.words();
        let key = (page.id.clone(), ask.id.clone());
        let before = self.session.as_ref().and_then(|session| session.state().answers.get(&key)).cloned();
        self.output.paragraph(&self.context.text(&ask.text))?;
        screens::hint(&mut self.output, self.context, ask.hint.as_ref())?;
        if let Some((answer, _)) = &before {
            let read_back = screens::answer_words(self.context, ask, answer);
            self.output.paragraph(&fill(words.answer_is, &[("answer", &read_back)]))?;
            if matches!(answer, Answer::Words(_)) {
                self.output.paragraph(words.take_back)?;
            }
        }
        let given = match &ask.kind {
            QuestionKind::Choice(choices) => self.choose(choices)?,
            QuestionKind::ErrorText => {
                self.output.paragraph(words.type_lines)?;
                self.output.paragraph(words.no_secrets)?;
                typed(&self.several_lines()?)
            }
            QuestionKind::Amount | QuestionKind::Date | QuestionKind::OrderNumber | QuestionKind::ShortText => {
                self.output.paragraph(words.type_line)?;
                self.output.paragraph(words.no_secrets)?;
                typed(&self.ask()?.unwrap_or_default())
            }
        };
        let Some(answer) = given else { return self.output.paragraph(words.answer_unchanged) };
        let action = Action::Answer { page: page.id.clone(), ask: ask.id.clone(), answer: answer.clone() };
        match self.act(&action)? {
            Some(EventSaved::Yes) => {
                let saved = self.session.as_ref().and_then(|session| session.state().answers.get(&key));
                match saved.map(|(saved, _)| screens::answer_words(self.context, ask, saved)) {
                    // The customer sees the saved answer, so they know what was hidden in it.
                    Some(saved) => self.output.paragraph(&fill(words.answer_kept, &[("answer", &saved)])),
                    // An answer of only spaces removes the answer.
                    None => self.output.paragraph(words.answer_taken_back),
                }
            }
            Some(EventSaved::No) => Ok(()),
            None => self.output.paragraph(words.answer_unchanged),
        }
    }

    fn choose(&mut self, choices: &[Choice]) -> io::Result<Option<RawAnswer>> {
        for (number, choice) in (1..).zip(choices) {
            self.output.marked_paragraph(&format!("{number}. "), &self.context.text(&choice.text))?;
            screens::hint(&mut self.output, self.context, choice.hint.as_ref())?;
        }
        self.output.paragraph(self.words().choose)?;
        while let Some(line) = self.ask()? {
            let command = TypedCommand::parse(&line);
            if command == TypedCommand::Next {
                break;
            }
            let TypedCommand::Number(number) = command else {
                self.output.paragraph(self.words().choose)?;
                continue;
            };
            if let Some(choice) = number.checked_sub(1).and_then(|at| choices.get(at)) {
                return Ok(Some(RawAnswer::Choice(choice.id.clone())));
            }
            self.output.paragraph(self.words().no_such_number)?;
        }
        Ok(None)
    }

    /// Reads lines up to an empty one or the end of the input.
    fn several_lines(&mut self) -> io::Result<String> {
        let mut lines: Vec<String> = Vec::new();
        while let Some(line) = self.ask()? {
            if line.trim().is_empty() {
                break;
            }
            lines.push(line.trim_end().to_owned());
        }
        Ok(lines.join("\n"))
    }

    pub(super) fn open_contact(&mut self) -> io::Result<()> {
        let contact = &self.setup.pack.contact;
        self.open_link(&contact.page, ToolName::ContactSupport)
    }

    /// Shows a link's address and opens it if the customer agrees.
    fn open_link(&mut self, link: &Link, tool: ToolName) -> io::Result<()> {
        let words = self.words();
        self.output.paragraph(words.will_open)?;
        self.output.exact_line(&link.host)?;
        self.output.exact_line(&link.url)?;
        self.output.paragraph(words.open_sure)?;
        let agreed = self.ask()?.is_some_and(|line| TypedCommand::parse(&line) == TypedCommand::Yes);
        if !agreed {
            return Ok(());
        }
        let result = match self.effects.open(link) {
            Ok(()) => {
                self.output.paragraph(words.opened)?;
                ToolResult::Done { detail: self.redactor().safe(&link.host) }
            }
            Err(failure) => {
                let detail = failure.to_string();
                self.output.paragraph(&fill(words.not_opened, &[("why", &clean_line(&detail))]))?;
                ToolResult::Failed { detail: self.redactor().safe(&detail) }
            }
        };
        self.record_use(tool, result)
    }
}

/// The command for the window's default choice.
fn clear_command(host: &str) -> String {
    format!("okpay-wizard clear --what cache --what cookies --what site-data --site {host}")
}

/// What the customer types to remove an answer.
const REMOVE_ANSWER: &str = "-";

/// The typed answer; `None` if the line is empty.
fn typed(line: &str) -> Option<RawAnswer> {
    match line.trim() {
        "" => None,
        REMOVE_ANSWER => Some(RawAnswer::Words(String::new())),
        words => Some(RawAnswer::Words(words.to_owned())),
    }
}
