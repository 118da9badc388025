//! A regular expression that is built when it is first needed.
//!
//! All of them read bytes and are written with `(?-u)`: with Unicode on, `\d` takes full-width digits too and `\b`
//! sees no border between 号 and 4, so a card number right behind a Chinese word would not be found. The library is
//! built without its Unicode tables, so that a pattern that forgets it does not build at all, and a test says so.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Captures, Regex};

/// One pattern.
pub(super) struct Pattern {
    words: &'static str,
    built: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) const fn new(words: &'static str) -> Self {
        Self { words, built: OnceLock::new() }
    }

    /// Nothing only if the pattern is wrong. Every one is built for every text, so any test would have said so.
    pub(super) fn built(&self) -> Option<&Regex> {
        let built = self.built.get_or_init(|| Regex::new(self.words).ok());
        debug_assert!(built.is_some(), "{}", self.words);
        built.as_ref()
    }

    /// Every match.
    pub(super) fn all(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        self.built().map(|regex| regex.find_iter(bytes).map(|found| found.range()).collect()).unwrap_or_default()
    }

    /// Every match's group of this number.
    pub(super) fn groups(&self, bytes: &[u8], group: usize) -> Vec<Range<usize>> {
        let of = |found: Captures<'_>| found.get(group).map(|part| part.range());
        self.built().map(|regex| regex.captures_iter(bytes).filter_map(of).collect()).unwrap_or_default()
    }

    /// The match that starts the text, if the pattern is anchored.
    pub(super) fn first<'t>(&self, bytes: &'t [u8]) -> Option<Captures<'t>> {
        self.built().and_then(|regex| regex.captures(bytes))
    }
}
