//! The report as plain text, for pasting into a form on the web.

mod cut;
mod short;

pub(super) use self::cut::cut_by;

use std::fmt::Write as _;

use super::model::Report;
use super::sheet::{SectionBody, SheetFact, SheetSection, SheetStep, SheetText, TaskLine};
use super::words::{Words, labelled};

pub use self::short::to_short_text;

/// Words up to this many characters have the other language's behind a slash; longer ones below them.
const SHORT: usize = 40;

/// The report as plain text: no line is drawn with spaces, so that a proportional face does not spoil it.
pub fn to_text(report: &Report) -> String {
    let sheet = report.sheet();
    let mut text = Text { written: String::new(), words: Words::of(report.lang) };
    text.told("", &sheet.title);
    text.line("", &text.labelled(&sheet.code));
    text.line("", &format!("{} · {}", inline_all(&sheet.lead), inline(&sheet.outcome.1)));
    if let Some(note) = &sheet.note {
        text.told("", note);
    }
    for section in &sheet.sections {
        text.section(section);
    }
    // No last words: they tell of a hash that a text does not have.
    text.written
}

struct Text {
    written: String,
    words: &'static Words,
}

impl Text {
    /// A line, and further ones below it set in: an answer of several lines cannot pass for a heading.
    fn line(&mut self, indent: &str, words: &str) {
        let mut lines = words.lines();
        // Writing to a string cannot fail.
        writeln!(self.written, "{indent}{}", lines.next().unwrap_or_default()).ok();
        for further in lines {
            writeln!(self.written, "{indent}    | {further}").ok();
        }
    }

    /// Words, and below them the other language's where they are too long for one line.
    fn told(&mut self, indent: &str, told: &SheetText) {
        self.line(indent, &inline(told));
        self.below(indent, &[told]);
    }

    /// What did not fit behind a slash.
    fn below(&mut self, indent: &str, told: &[&SheetText]) {
        for told in told {
            if let Some(beside) = told.beside.as_ref().filter(|_| !is_short(told)) {
                self.line(indent, &format!("  / {beside}"));
            }
        }
    }

    fn section(&mut self, section: &SheetSection) {
        self.written.push('\n');
        self.line("", &format!("== {} ==", inline(&section.heading)));
        match &section.body {
            SectionBody::Facts(facts) | SectionBody::Pictures(facts) => facts.iter().for_each(|fact| self.fact(fact)),
            SectionBody::Steps(steps) => {
                (1..).zip(steps).for_each(|(number, step)| self.step(number, step));
            }
            SectionBody::Lines(lines) => lines.iter().for_each(|line| self.marked("", line)),
            SectionBody::Moments { rows, .. } => {
                // Everything in it stands above in both languages.
                for SheetFact { label, value } in rows {
                    self.line("", &format!("{}  {}", label.words, value.words));
                }
            }
        }
    }

    fn labelled(&self, fact: &SheetFact) -> String {
        labelled(self.words, &inline(&fact.label), &inline(&fact.value))
    }

    fn fact(&mut self, fact: &SheetFact) {
        self.line("", &self.labelled(fact));
        self.below("", &[&fact.label, &fact.value]);
    }

    fn step(&mut self, number: usize, step: &SheetStep) {
        let [open, close] = self.words.brackets;
        let mut aside = step.aside.clone();
        aside.extend(step.result.iter().map(|(_, result)| result.clone()));
        self.line("", &format!("{number}. {}{open}{}{close}", inline(&step.title), inline_all(&aside)));
        self.below("", &[&step.title]);
        for line in &step.lines {
            self.marked("   ", line);
        }
    }

    fn marked(&mut self, indent: &str, line: &TaskLine) {
        let mark: Vec<String> = std::iter::once(&line.mark).chain(&line.aside).map(inline).collect();
        let words = inline(&line.words);
        let words = match &line.value {
            Some(value) => labelled(self.words, &words, &inline(value)),
            None => words,
        };
        self.line(indent, &format!("[{}] {words}", mark.join(" · ")));
        self.below(indent, &[&line.words]);
        self.below(indent, &line.value.iter().collect::<Vec<_>>());
    }
}

fn is_short(told: &SheetText) -> bool {
    let is_short = |words: &str| words.chars().count() <= SHORT && !words.contains('\n');
    is_short(&told.words) && told.beside.as_deref().is_some_and(is_short)
}

/// The words, and behind a slash the other language's where both are short.
fn inline(told: &SheetText) -> String {
    match &told.beside {
        Some(beside) if is_short(told) => format!("{} / {beside}", told.words),
        _ => told.words.clone(),
    }
}

fn inline_all(told: &[SheetText]) -> String {
    told.iter().map(inline).collect::<Vec<_>>().join(" · ")
}
