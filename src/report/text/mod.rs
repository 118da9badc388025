//! The report as plain text, for pasting into a web form.

mod short;
mod shorten;

pub(super) use self::shorten::shorten_by;

use std::fmt::Write as _;

use super::model::Report;
use super::sheet::{SectionBody, SheetFact, SheetSection, SheetStep, SheetText, TaskLine};
use super::words::{ReportWords, labelled};

pub use self::short::to_short_text;

/// Texts up to this many characters have their translation behind a slash; longer texts have it below them.
const SHORT: usize = 40;

/// The report as plain text. Nothing is aligned with spaces, so it looks right in a proportional font.
pub fn to_text(report: &Report) -> String {
    let sheet = report.sheet();
    let mut text = TextWriter { written: String::new(), words: ReportWords::of(report.lang) };
    text.text("", &sheet.title);
    text.line("", &text.labelled(&sheet.code));
    text.line("", &format!("{} · {}", inline_all(&sheet.lead), inline(&sheet.outcome.1)));
    if let Some(note) = &sheet.note {
        text.text("", note);
    }
    for section in &sheet.sections {
        text.section(section);
    }
    // The footer is left out: it is about a checksum, and text has none.
    text.written
}

struct TextWriter {
    written: String,
    words: &'static ReportWords,
}

impl TextWriter {
    /// A line. Further lines are indented, so that an answer of several lines cannot look like a heading.
    fn line(&mut self, indent: &str, words: &str) {
        let mut lines = words.lines();
        // Writing to a string cannot fail.
        writeln!(self.written, "{indent}{}", lines.next().unwrap_or_default()).ok();
        for further in lines {
            writeln!(self.written, "{indent}    | {further}").ok();
        }
    }

    /// A text, and its translation below it if the two are too long for one line.
    fn text(&mut self, indent: &str, text: &SheetText) {
        self.line(indent, &inline(text));
        self.below(indent, &[text]);
    }

    /// The translations that are too long to be behind a slash.
    fn below(&mut self, indent: &str, texts: &[&SheetText]) {
        for text in texts {
            if let Some(beside) = text.beside.as_ref().filter(|_| !is_short(text)) {
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
                // Everything in it is above in both languages.
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

fn is_short(text: &SheetText) -> bool {
    let is_short = |words: &str| words.chars().count() <= SHORT && !words.contains('\n');
    is_short(&text.words) && text.beside.as_deref().is_some_and(is_short)
}

/// The text, with its translation behind a slash if both are short.
fn inline(text: &SheetText) -> String {
    match &text.beside {
        Some(beside) if is_short(text) => format!("{} / {beside}", text.words),
        _ => text.words.clone(),
    }
}

fn inline_all(texts: &[SheetText]) -> String {
    texts.iter().map(inline).collect::<Vec<_>>().join(" · ")
}
