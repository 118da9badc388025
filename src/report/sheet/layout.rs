//! Lays out a report as a sheet.

use super::{Mood, ReportSheet, SectionBody, SectionName, SheetFact, SheetSection, SheetStep, SheetText, TaskLine};
use crate::lang::{fill, number, size};
use crate::pack::Outcome;
use crate::report::model::{
    AnswerKind, AnsweredQuestion, LogNote, Report, SessionEndKind, TriedPage, UsedTool, UsedToolResult,
};
use crate::report::words::ReportWords;

/// Separates items on a line that is no sentence. It is the same in all languages, so a line of figures need not be shown
/// twice.
const SEPARATOR: &str = " · ";

impl Report {
    /// The layout of the report, in both languages if it has both.
    pub fn sheet(&self) -> ReportSheet {
        let mut sheet = self.in_one_language();
        if let Some(beside) = &self.beside {
            sheet.add(&beside.in_one_language());
        }
        sheet
    }

    fn in_one_language(&self) -> ReportSheet {
        let words = ReportWords::of(self.lang);
        let mut sections = Vec::new();
        let mut add = |name: SectionName, heading: &str, body: SectionBody| {
            if !body.is_empty() {
                sections.push(SheetSection { name, part: name.part(), heading: heading.into(), body });
            }
        };
        add(SectionName::Summary, words.summary, SectionBody::Facts(self.at_a_glance(words)));
        add(
            SectionName::Tried,
            words.tried,
            SectionBody::Steps(self.tried.iter().map(|tried| step(tried, words)).collect()),
        );
        add(SectionName::Tools, words.tools, SectionBody::Lines(self.tools()));
        add(SectionName::Answers, words.answers, SectionBody::Facts(self.other_answers()));
        add(SectionName::Machine, words.machine, SectionBody::Facts(self.machine_facts(words)));
        add(SectionName::Program, words.program, SectionBody::Facts(self.program_facts(words)));
        add(SectionName::Timeline, words.timeline, self.timeline_rows(words));
        add(SectionName::Pictures, words.pictures, SectionBody::Pictures(self.picture_facts(words)));
        add(SectionName::Log, words.log, self.log_lines(words));
        add(SectionName::Hidden, words.not_in_here, SectionBody::Facts(self.hidden_facts(words)));
        let mood = match self.ended.id {
            SessionEndKind::Solved => Mood::Good,
            SessionEndKind::NotSolved => Mood::Bad,
            SessionEndKind::Left | SessionEndKind::Open => Mood::Calm,
        };
        ReportSheet {
            lang: self.lang,
            beside: None,
            title: self.title.as_str().into(),
            code: fact(words.code, &self.code),
            lead: vec![
                minute(&self.made.words).into(),
                self.zone.words.as_str().into(),
                fill(words.took_in_all, &[("time", &self.took.words)]).into(),
            ],
            outcome: (mood, self.ended.words.as_str().into()),
            note: self.note.as_deref().map(Into::into),
            sections,
            foot: words.seal.into(),
        }
    }

    /// All uses of tools in order, with the page on which each was used.
    fn tools(&self) -> Vec<TaskLine> {
        let on_pages =
            self.tried.iter().flat_map(|tried| tried.tools.iter().map(|used| (used, Some(&tried.page.words))));
        let elsewhere = self.elsewhere.iter().map(|used| (used, None));
        let mut all: Vec<(&UsedTool, Option<&String>)> = on_pages.chain(elsewhere).collect();
        all.sort_by_key(|(used, _)| used.when.at);
        all.into_iter()
            .map(|(used, page)| {
                let aside = std::iter::once(minute(&used.when.words).into());
                TaskLine {
                    value: (!used.detail.is_empty()).then(|| used.detail.as_str().into()),
                    aside: aside.chain(page.map(|page| page.as_str().into())).collect(),
                    ..tool(used)
                }
            })
            .collect()
    }

    /// The answers that are shown neither at the top nor at a page.
    fn other_answers(&self) -> Vec<SheetFact> {
        let at_a_page = |answered: &AnsweredQuestion| self.tried.iter().any(|tried| tried.page.id == answered.page.id);
        let others = self.answers.iter().filter(|answered| match answered.asked_for {
            Some(
                AnswerKind::Amount
                | AnswerKind::Date
                | AnswerKind::OrderNumber
                | AnswerKind::ErrorText
                | AnswerKind::ShortText,
            ) => false,
            Some(AnswerKind::Choice) => !at_a_page(answered),
            None => true,
        });
        others.map(|answered| fact(&answered.ask.words, &answered.answer.words)).collect()
    }

    fn timeline_rows(&self, words: &ReportWords) -> SectionBody {
        let rows = self.timeline.iter().map(|entry| {
            let [open, close] = words.brackets;
            let undone = if entry.undone { format!("{open}{}{close}", words.undone) } else { String::new() };
            fact(&entry.when.words, &format!("{}{undone}", entry.words))
        });
        SectionBody::Moments { heads: fact(words.time, words.what), rows: rows.collect() }
    }

    fn log_lines(&self, words: &ReportWords) -> SectionBody {
        let when = |note: &LogNote| note.when.as_ref().map(|when| when.words.clone()).unwrap_or_default();
        let rows = self.log.iter().map(|note| fact(&when(note), &note.words));
        SectionBody::Moments { heads: fact(words.time, words.what), rows: rows.collect() }
    }

    fn picture_facts(&self, words: &ReportWords) -> Vec<SheetFact> {
        let numbered = (1..).zip(&self.pictures);
        let facts = numbered.map(|(place, picture): (u64, _)| {
            let measures = format!("{} × {}", picture.width, picture.height);
            let value = [picture.id.as_str(), measures.as_str(), &size(picture.bytes)].join(SEPARATOR);
            fact(&fill(words.picture, &[("n", &number(place))]), &value)
        });
        facts.collect()
    }

    fn hidden_facts(&self, words: &ReportWords) -> Vec<SheetFact> {
        let counts: Vec<String> =
            self.hidden.iter().map(|hidden| format!("{} {}", hidden.words, number(hidden.count as u64))).collect();
        let hidden = if counts.is_empty() { words.nothing_hidden.to_owned() } else { counts.join(SEPARATOR) };
        let mut facts = vec![fact(words.hidden, &hidden)];
        if !self.left_out.is_empty() {
            let parts: Vec<&str> = self.left_out.iter().map(|part| words.part(*part)).collect();
            facts.push(fact(words.left_out, &parts.join(SEPARATOR)));
        }
        facts
    }
}

impl SectionBody {
    fn is_empty(&self) -> bool {
        match self {
            Self::Facts(facts) | Self::Pictures(facts) => facts.is_empty(),
            Self::Steps(steps) => steps.is_empty(),
            Self::Lines(lines) => lines.is_empty(),
            Self::Moments { rows, .. } => rows.is_empty(),
        }
    }
}

/// A page with its choices, tasks and tools. Typed answers are at the top of the report or in the section of answers, and
/// details of results in the section of tools.
fn step(tried: &TriedPage, words: &ReportWords) -> SheetStep {
    let mut aside: Vec<SheetText> = vec![minute(&tried.when.words).into(), tried.took.words.as_str().into()];
    aside.extend(tried.away.as_ref().map(|away| away.words.as_str().into()));
    aside.extend(tried.standing_words.as_deref().map(Into::into));
    let choices = tried.answers.iter().filter(|answered| answered.answer.id.is_some());
    let mut lines: Vec<TaskLine> = choices.map(|answered| choice(answered, words)).collect();
    lines.extend(tried.tasks.iter().map(|task| {
        let (mood, mark) = if task.ticked.is_some() { (Mood::Good, words.done) } else { (Mood::Calm, words.not_done) };
        let aside = task.ticked.iter().map(|when| clock(&when.words).into()).collect();
        TaskLine { mood, mark: mark.into(), words: task.task.words.as_str().into(), value: None, aside }
    }));
    lines.extend(tried.tools.iter().map(tool));
    let result = tried.said.as_ref().map(|said| {
        let mood = match said.id {
            Outcome::Solved => Mood::Good,
            Outcome::NotSolved => Mood::Bad,
        };
        (mood, said.words.as_str().into())
    });
    SheetStep { title: tried.page.words.as_str().into(), result, aside, lines }
}

fn choice(answered: &AnsweredQuestion, words: &ReportWords) -> TaskLine {
    TaskLine {
        mood: Mood::Calm,
        mark: words.answer.into(),
        words: answered.ask.words.as_str().into(),
        value: Some(answered.answer.words.as_str().into()),
        aside: vec![clock(&answered.when.words).into()],
    }
}

fn tool(used: &UsedTool) -> TaskLine {
    let mood = match used.result {
        UsedToolResult::Done => Mood::Good,
        UsedToolResult::Failed => Mood::Bad,
    };
    TaskLine {
        mood,
        mark: used.result_words.as_str().into(),
        words: used.words.as_str().into(),
        value: None,
        aside: vec![clock(&used.when.words).into()],
    }
}

pub(super) fn fact(label: &str, value: &str) -> SheetFact {
    SheetFact { label: label.into(), value: value.into() }
}

/// `2026-11-23 18:42` from `2026-11-23 18:42:05`.
pub(in crate::report) fn minute(moment: &str) -> &str {
    moment.rsplit_once(':').map_or(moment, |(minute, _)| minute)
}

/// `18:42` from `2026-11-23 18:42:05`, for lines of a page, where the day is known.
fn clock(moment: &str) -> &str {
    minute(moment).split_once(' ').map_or(moment, |(_, clock)| clock)
}
