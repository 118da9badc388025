//! A regular expression that is compiled on first use.
//!
//! All patterns read bytes and contain `(?-u)`. With Unicode on, `\d` would match full-width digits too, and `\b` sees no
//! boundary between 号 and 4, so a card number right behind a Chinese word would not be found. The regex crate is built
//! without its Unicode tables, so a pattern without `(?-u)` does not compile, and tests fail.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Captures, Regex};

/// One pattern.
pub(super) struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// `None` only if the pattern is wrong. Every text uses every pattern, so any test would fail then.
    pub(super) fn regex(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.source).ok());
        debug_assert!(compiled.is_some(), "{}", self.source);
        compiled.as_ref()
    }

    /// Every match.
    pub(super) fn all(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        self.regex().map(|regex| regex.find_iter(bytes).map(|found| found.range()).collect()).unwrap_or_default()
    }

    /// The capture group with this number, of every match.
    pub(super) fn groups(&self, bytes: &[u8], group: usize) -> Vec<Range<usize>> {
        let range = |found: Captures<'_>| found.get(group).map(|part| part.range());
        self.regex().map(|regex| regex.captures_iter(bytes).filter_map(range).collect()).unwrap_or_default()
    }

    /// The groups of the first match.
    pub(super) fn captures<'t>(&self, bytes: &'t [u8]) -> Option<Captures<'t>> {
        self.regex().and_then(|regex| regex.captures(bytes))
    }
}
