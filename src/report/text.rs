//! The report as plain text, for pasting into a form on the web.

use std::fmt::Write as _;

use super::model::Report;
use super::sheet::{Body, Fact, Line, Section, Step};
use super::words::{Words, labelled};

/// The report as plain text: no line is drawn with spaces, so that a proportional face does not spoil it.
pub fn to_text(report: &Report) -> String {
    let sheet = report.sheet();
    let mut text = Text { written: String::new(), words: Words::of(report.lang) };
    text.line("", &sheet.title);
    text.line("", &format!("{} · {}", sheet.lead, sheet.outcome.1));
    if let Some(note) = &sheet.note {
        text.line("", note);
    }
    for section in &sheet.sections {
        text.section(section);
    }
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

    fn section(&mut self, section: &Section) {
        self.written.push('\n');
        self.line("", &format!("== {} ==", section.heading));
        match &section.body {
            Body::Facts(facts) => facts.iter().for_each(|fact| self.fact(fact)),
            Body::Steps(steps) => {
                (1..).zip(steps).for_each(|(number, step)| self.step(number, step));
            }
            Body::Lines(lines) => lines.iter().for_each(|line| self.marked("", line)),
            Body::Moments { rows, .. } => {
                for Fact { label, value } in rows {
                    self.line("", &format!("{label}  {value}"));
                }
            }
        }
    }

    fn fact(&mut self, fact: &Fact) {
        self.line("", &labelled(self.words, &fact.label, &fact.value));
    }

    fn step(&mut self, number: usize, step: &Step) {
        let [open, close] = self.words.brackets;
        self.line("", &format!("{number}. {}{open}{}{close}", step.title, step.aside));
        for line in &step.lines {
            self.marked("   ", line);
        }
    }

    fn marked(&mut self, indent: &str, line: &Line) {
        let mark = [Some(&line.mark), line.aside.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        self.line(indent, &format!("[{mark}] {}", line.words));
    }
}
