//! Where the problems of one file are collected.
//!
//! Owns how a problem gets its place. Must not know what kinds of problems there are.

use std::collections::BTreeSet;
use std::ops::Range;

use super::problem::{BilingualText, Location, Problem, Severity};
use super::source::Lines;

/// From where to where in a file's text, in bytes.
pub(super) type Span = Range<usize>;

/// Nobody mends more than this at once, and a hostile file must not fill the memory with complaints.
const MOST: usize = 500;

/// A value and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Spanned<T> {
    pub(super) value: T,
    pub(super) span: Span,
}

/// A name as an author wrote it.
pub(super) type Name = Spanned<String>;

/// A sentence in both languages.
pub(super) fn both(chinese: impl Into<String>, english: impl Into<String>) -> BilingualText {
    BilingualText { chinese: chinese.into(), english: english.into() }
}

/// The problems of one file.
#[derive(Debug)]
pub(super) struct Diagnostics<'a> {
    pub(super) file: &'a str,
    pub(super) lines: &'a Lines<'a>,
    pub(super) problems: Vec<Problem>,
    /// Lines on which a quotation mark went wrong: whatever else is found there is guesswork and not said.
    quiet: BTreeSet<usize>,
    errors: usize,
    warnings: usize,
}

impl<'a> Diagnostics<'a> {
    pub(super) fn new(file: &'a str, lines: &'a Lines<'a>) -> Self {
        Self { file, lines, problems: Vec::new(), quiet: BTreeSet::new(), errors: 0, warnings: 0 }
    }

    /// The file cannot be used.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: &Span,
        message: BilingualText,
        help: impl Into<Option<BilingualText>>,
    ) {
        self.add(Severity::Error, code, span, message, help.into());
    }

    /// The file can be used.
    pub(super) fn warning(
        &mut self,
        code: &'static str,
        span: &Span,
        message: BilingualText,
        help: impl Into<Option<BilingualText>>,
    ) {
        self.add(Severity::Warning, code, span, message, help.into());
    }

    /// Says nothing more about the line of this offset.
    pub(super) fn hush(&mut self, offset: usize) {
        self.quiet.insert(self.lines.position(offset).0);
    }

    /// Whether anything makes the file unusable.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: &Span,
        message: BilingualText,
        help: Option<BilingualText>,
    ) {
        let (line, column) = self.lines.position(span.start);
        if self.quiet.contains(&line) {
            return;
        }
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count > MOST {
            return;
        }
        let place = Location { file: self.file.to_owned(), line, column, span: span.clone() };
        self.problems.push(Problem { severity, code, place, message, help });
    }
}
