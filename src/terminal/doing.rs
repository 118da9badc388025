//! What has a number on a page, done: tasks, questions, helpers.

use std::io::{self, BufRead, Write};

use super::command::Command;
use super::guide::{GuideRun, Kept};
use super::screens::{self, Item};
use crate::lang::fill;
use crate::pack::{Choice, Link, Page, Question, QuestionKind, Task, ToolName};
use crate::report::clean_line;
use crate::session::{Action, Answer, RawAnswer, ToolResult};

impl<R: BufRead, W: Write> GuideRun<'_, R, W> {
    /// Does the thing with this number.
    pub(super) fn use_item(&mut self, number: usize) -> io::Result<()> {
        let Some(page) = self.page() else { return Ok(()) };
        match number.checked_sub(1).and_then(|at| screens::items(page).into_iter().nth(at)) {
            Some(Item::Task(task)) => self.toggle(page, task, number),
            Some(Item::Ask(ask)) => self.answer(page, ask),
            Some(Item::Link { to, .. }) => self.open_link(to, ToolName::OpenLink),
            Some(Item::Copy { text, .. }) => {
                // There is no clipboard that every terminal shares with its customer: the text stands alone instead.
                self.paper.say(self.words().copy_this)?;
                let line = clean_line(text.get(self.reader.lang));
                self.paper.exact(&line)?;
                let detail = self.redactor().safe(&line);
                self.record_use(ToolName::CopyText, ToolResult::Done { detail })
            }
            Some(Item::ClearBrowserData) => {
                self.paper.say(self.words().clear_data_how)?;
                self.setup.pack.hosts.iter().try_for_each(|host| self.paper.exact(&clear_command(host)))
            }
            Some(Item::SaveReport) => self.save_report(),
            Some(Item::ContactSupport) => {
                self.contact_support();
                Ok(())
            }
            None => self.paper.say(self.words().no_such_number),
        }
    }

    fn toggle(&mut self, page: &Page, task: &Task, number: usize) -> io::Result<()> {
        let action = Action::Toggle { page: page.id.clone(), task: task.id.clone() };
        if self.act(&action)? == Some(Kept::Yes)
            && let Some(session) = &self.session
        {
            let mark = screens::task_mark(session.state(), &page.id, task, number);
            let ticked = session.state().ticks.contains_key(&(page.id.clone(), task.id.clone()));
            let words = self.words();
            let said =
                fill(if ticked { words.ticked } else { words.unticked }, &[("task", &self.reader.read(&task.text))]);
            self.paper.hang(&mark, &said)?;
        }
        Ok(())
    }

    fn answer(&mut self, page: &Page, ask: &Question) -> io::Result<()> {
        let words = self.words();
        let key = (page.id.clone(), ask.id.clone());
        let before = self.session.as_ref().and_then(|session| session.state().answers.get(&key)).cloned();
        self.paper.say(&self.reader.read(&ask.text))?;
        screens::hint(&mut self.paper, self.reader, ask.hint.as_ref())?;
        if let Some((answer, _)) = &before {
            let read_back = screens::answer_words(self.reader, ask, answer);
            self.paper.say(&fill(words.answer_is, &[("answer", &read_back)]))?;
            if matches!(answer, Answer::Words(_)) {
                self.paper.say(words.take_back)?;
            }
        }
        let given = match &ask.kind {
            QuestionKind::Choice(choices) => self.choose(choices)?,
            QuestionKind::ErrorText => {
                self.paper.say(words.type_lines)?;
                self.paper.say(words.no_secrets)?;
                typed(&self.several_lines()?)
            }
            QuestionKind::Amount | QuestionKind::Date | QuestionKind::OrderNumber | QuestionKind::ShortText => {
                self.paper.say(words.type_line)?;
                self.paper.say(words.no_secrets)?;
                typed(&self.ask()?.unwrap_or_default())
            }
        };
        let Some(answer) = given else { return self.paper.say(words.answer_unchanged) };
        let action = Action::Answer { page: page.id.clone(), ask: ask.id.clone(), answer: answer.clone() };
        match self.act(&action)? {
            // Words that are all spaces take the answer back.
            Some(Kept::Yes) => {
                let kept = self.session.as_ref().and_then(|session| session.state().answers.get(&key));
                match kept.map(|(kept, _)| screens::answer_words(self.reader, ask, kept)) {
                    // What is read back is what was kept: nobody has to guess what was hidden.
                    Some(kept) => self.paper.say(&fill(words.answer_kept, &[("answer", &kept)])),
                    // Words that are all spaces take the answer back.
                    None => self.paper.say(words.answer_taken_back),
                }
            }
            Some(Kept::No) => Ok(()),
            None => self.paper.say(words.answer_unchanged),
        }
    }

    fn choose(&mut self, choices: &[Choice]) -> io::Result<Option<RawAnswer>> {
        for (number, choice) in (1..).zip(choices) {
            self.paper.hang(&format!("{number}. "), &self.reader.read(&choice.text))?;
            screens::hint(&mut self.paper, self.reader, choice.hint.as_ref())?;
        }
        self.paper.say(self.words().choose)?;
        while let Some(line) = self.ask()? {
            let command = Command::parse(&line);
            if command == Command::Next {
                break;
            }
            let Command::Number(number) = command else {
                self.paper.say(self.words().choose)?;
                continue;
            };
            if let Some(choice) = number.checked_sub(1).and_then(|at| choices.get(at)) {
                return Ok(Some(RawAnswer::Choice(choice.id.clone())));
            }
            self.paper.say(self.words().no_such_number)?;
        }
        Ok(None)
    }

    /// Lines up to an empty one. An error text that ends with the input is kept as far as it came.
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

    /// Shows where a link leads and opens it once the customer agrees.
    fn open_link(&mut self, link: &Link, tool: ToolName) -> io::Result<()> {
        let words = self.words();
        self.paper.say(words.will_open)?;
        self.paper.exact(&link.host)?;
        self.paper.exact(&link.url)?;
        self.paper.say(words.open_sure)?;
        let agreed = self.ask()?.is_some_and(|line| Command::parse(&line) == Command::Yes);
        if !agreed {
            return Ok(());
        }
        let result = match self.effects.open(link) {
            Ok(()) => {
                self.paper.say(words.opened)?;
                ToolResult::Done { detail: self.redactor().safe(&link.host) }
            }
            Err(failure) => {
                let detail = failure.to_string();
                self.paper.say(&fill(words.not_opened, &[("why", &clean_line(&detail))]))?;
                ToolResult::Failed { detail: self.redactor().safe(&detail) }
            }
        };
        self.record_use(tool, result)
    }
}

/// What the window's tool offers first, as a command.
fn clear_command(host: &str) -> String {
    format!("okpay-wizard clear --what cache --what cookies --what site-data --site {host}")
}

/// What is typed to take an answer back.
const TAKE_BACK: &str = "-";

/// The answer that was typed; `None` when nothing was.
fn typed(line: &str) -> Option<RawAnswer> {
    match line.trim() {
        "" => None,
        TAKE_BACK => Some(RawAnswer::Words(String::new())),
        words => Some(RawAnswer::Words(words.to_owned())),
    }
}
