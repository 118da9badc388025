//! Collects the problems of one file.
//!
//! Owns how a problem gets its line and column. Must not know which kinds of problems there are.

use std::collections::BTreeSet;
use std::ops::Range;

use super::problem::{BilingualText, Location, Problem, Severity};
use super::source::LineIndex;

/// A range of bytes in a file's text.
pub(super) type ByteSpan = Range<usize>;

/// An author does not repair more than this at once, and a hostile file must not fill the memory with problems.
const MOST_PROBLEMS: usize = 500;

/// A value and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Spanned<T> {
    pub(super) value: T,
    pub(super) span: ByteSpan,
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
    pub(super) lines: &'a LineIndex<'a>,
    pub(super) problems: Vec<Problem>,
    /// Lines with a wrong quotation mark. Further problems on them would be guesses and are not reported.
    silenced: BTreeSet<usize>,
    errors: usize,
    warnings: usize,
}

impl<'a> Diagnostics<'a> {
    pub(super) fn new(file: &'a str, lines: &'a LineIndex<'a>) -> Self {
        Self { file, lines, problems: Vec::new(), silenced: BTreeSet::new(), errors: 0, warnings: 0 }
    }

    /// Reports a problem that makes the file unusable.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: &ByteSpan,
        message: BilingualText,
        help: impl Into<Option<BilingualText>>,
    ) {
        self.add(Severity::Error, code, span, message, help.into());
    }

    /// Reports a problem with which the file can still be used.
    pub(super) fn warning(
        &mut self,
        code: &'static str,
        span: &ByteSpan,
        message: BilingualText,
        help: impl Into<Option<BilingualText>>,
    ) {
        self.add(Severity::Warning, code, span, message, help.into());
    }

    /// Reports no further problems on the line of this offset.
    pub(super) fn silence(&mut self, offset: usize) {
        self.silenced.insert(self.lines.position(offset).0);
    }

    /// Whether the file is unusable.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: &ByteSpan,
        message: BilingualText,
        help: Option<BilingualText>,
    ) {
        let (line, column) = self.lines.position(span.start);
        if self.silenced.contains(&line) {
            return;
        }
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count > MOST_PROBLEMS {
            return;
        }
        let place = Location { file: self.file.to_owned(), line, column, span: span.clone() };
        self.problems.push(Problem { severity, code, place, message, help });
    }
}
