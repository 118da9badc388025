//! Groups of digits that may be one number, and the claims that families of numbers lay to them.

use std::ops::{Range, RangeInclusive};

use super::desk::Scan;
use super::kind::SecretKind;
use super::labels::Class;

/// A run of digits.
pub(super) struct Group {
    pub(super) range: Range<usize>,
    /// Whether it goes on with the group before it.
    pub(super) joined: bool,
}

/// How sure a family is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// Check digits and the usual form.
    Certain,
    /// Check digits and the usual form, but nobody issues such numbers.
    Fitting,
    /// A word before it says so.
    Labelled,
    /// Check digits and an unusual form.
    Likely,
    /// No check digits, but a date inside.
    Dated,
    /// The form of a telephone number.
    Formed,
    /// Few digits behind a word.
    Short,
}

/// Groups that a family would hide.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The first group.
    pub(super) first: usize,
    /// The last one.
    pub(super) last: usize,
    pub(super) kind: SecretKind,
    pub(super) sure: Sure,
    /// What belongs to it behind the last group, such as the X of an identity number.
    pub(super) end: usize,
}

/// Groups of digits with at most three spaces or dashes between.
#[derive(Debug, Default)]
pub(super) struct Chain {
    groups: Vec<Range<usize>>,
    pub(super) digits: Vec<u8>,
    /// How many digits stand before each group, and after all of them.
    pub(super) before: Vec<usize>,
    /// How many digits each group has.
    sizes: Vec<usize>,
}

impl Chain {
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    pub(super) fn group(&self, at: usize) -> Range<usize> {
        self.groups.get(at).cloned().unwrap_or_default()
    }

    /// The digits of these groups.
    pub(super) fn digits(&self, first: usize, last: usize) -> &[u8] {
        let start = self.before.get(first).copied().unwrap_or_default();
        let end = self.before.get(last + 1).copied().unwrap_or_default();
        self.digits.get(start..end).unwrap_or_default()
    }

    /// How many digits each of these groups has.
    pub(super) fn sizes(&self, first: usize, last: usize) -> &[usize] {
        self.sizes.get(first..=last).unwrap_or_default()
    }

    /// The last groups of those that begin with this one and together have so many digits, shortest first.
    pub(super) fn windows(&self, first: usize, digits: RangeInclusive<usize>) -> Range<usize> {
        let start = self.before.get(first).copied().unwrap_or_default();
        let ends = self.before.get(first + 1..).unwrap_or_default();
        // Asked for every group of a text: plain loops, a few steps each.
        let mut from = 0;
        while ends.get(from).is_some_and(|end| end - start < *digits.start()) {
            from += 1;
        }
        let mut to = from;
        while ends.get(to).is_some_and(|end| end - start <= *digits.end()) {
            to += 1;
        }
        first + from..first + to
    }

    /// The last group of the longest row that begins with this one and has at most so many digits.
    pub(super) fn longest(&self, first: usize, most: usize) -> Option<usize> {
        self.windows(first, 1..=most).next_back()
    }

    /// Whether a date such as 2026-08-23 begins here.
    pub(super) fn is_date(&self, first: usize) -> bool {
        let value = |at: usize| number(self.digits(at, at));
        matches!(self.sizes(first, first + 2), [4, 1 | 2, 1 | 2])
            && (1900..2100).contains(&value(first))
            && (1..=12).contains(&value(first + 1))
            && (1..=31).contains(&value(first + 2))
    }

    /// Takes these groups instead of those it had.
    pub(super) fn fill(&mut self, desk: &Scan, row: &[Group]) {
        self.groups.clear();
        self.digits.clear();
        self.sizes.clear();
        self.before.clear();
        self.before.push(0);
        for group in row {
            self.digits.extend_from_slice(desk.part(group.range.clone()));
            self.sizes.push(group.range.len());
            self.before.push(self.digits.len());
            self.groups.push(group.range.clone());
        }
    }

    fn claim(&self, first: usize, last: usize, kind: SecretKind, sure: Sure) -> Claim {
        Claim { first, last, kind, sure, end: self.group(last).end }
    }

    /// Offers these groups.
    pub(super) fn offer(&self, claims: &mut Vec<Claim>, groups: (usize, usize), kind: SecretKind, sure: Sure) {
        claims.push(self.claim(groups.0, groups.1, kind, sure));
    }
}

/// The value of a few digits.
pub(super) fn number(digits: &[u8]) -> u32 {
    let mut number = 0;
    for digit in digits.get(..9).unwrap_or(digits) {
        number = number * 10 + u32::from(digit.saturating_sub(b'0'));
    }
    number
}

/// The nearest telling word before a group, and how many characters lie between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) class: Option<Class>,
    pub(super) far: usize,
}

impl Told {
    /// The word's class, if it is no further than this.
    pub(super) fn within(self, far: usize) -> Option<Class> {
        self.class.filter(|_| self.far <= far)
    }
}
