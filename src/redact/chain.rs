//! Groups of digits that may be one number, and the candidates that families of numbers find in them.

use std::ops::{Range, RangeInclusive};

use super::kind::SecretKind;
use super::labels::LabelClass;
use super::scan::Scan;

/// A run of digits.
pub(super) struct DigitGroup {
    pub(super) range: Range<usize>,
    /// Whether it continues the group before it.
    pub(super) joined: bool,
}

/// How confident a family is, the most confident first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Confidence {
    /// Check digits and the usual form.
    Certain,
    /// Check digits and the usual form, but no network issues such numbers.
    Unissued,
    /// A label before it says so.
    Labelled,
    /// Check digits, but unusual groups.
    OddGroups,
    /// No check digits, but it contains a date.
    HasDate,
    /// The form of a telephone number.
    PhoneShaped,
    /// Few digits behind a label, or an unusual form.
    Weak,
}

/// Groups that a family would hide as one number.
#[derive(Clone, Debug)]
pub(super) struct NumberCandidate {
    /// The first group.
    pub(super) first: usize,
    /// The last one.
    pub(super) last: usize,
    pub(super) kind: SecretKind,
    pub(super) confidence: Confidence,
    /// Where it ends. It may end behind the last group, such as an identity number that ends in X.
    pub(super) end: usize,
}

/// Groups of digits with at most three spaces or dashes between.
#[derive(Debug, Default)]
pub(super) struct Chain {
    groups: Vec<Range<usize>>,
    pub(super) digits: Vec<u8>,
    /// How many digits come before each group; the last entry is the number of all digits.
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

    /// For each range of groups that begins with this one and has this many digits: its last group, shortest first.
    pub(super) fn windows(&self, first: usize, digits: RangeInclusive<usize>) -> Range<usize> {
        let start = self.before.get(first).copied().unwrap_or_default();
        let ends = self.before.get(first + 1..).unwrap_or_default();
        // This runs for every group of a text, so it uses plain loops of a few steps each.
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

    /// The last group of the longest range that begins with this one and has at most this many digits.
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

    /// Replaces the groups, so that one chain's memory is used for all.
    pub(super) fn fill(&mut self, scan: &Scan, groups: &[DigitGroup]) {
        self.groups.clear();
        self.digits.clear();
        self.sizes.clear();
        self.before.clear();
        self.before.push(0);
        for group in groups {
            self.digits.extend_from_slice(scan.part(group.range.clone()));
            self.sizes.push(group.range.len());
            self.before.push(self.digits.len());
            self.groups.push(group.range.clone());
        }
    }

    /// Adds these groups as a candidate.
    pub(super) fn add(
        &self,
        candidates: &mut Vec<NumberCandidate>,
        (first, last): (usize, usize),
        kind: SecretKind,
        confidence: Confidence,
    ) {
        candidates.push(NumberCandidate { first, last, kind, confidence, end: self.group(last).end });
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

/// The nearest label before a group, and the number of characters between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct NearestLabel {
    class: Option<LabelClass>,
    pub(super) distance: usize,
}

impl NearestLabel {
    /// The label before this place.
    pub(super) fn before(scan: &Scan, place: usize) -> Self {
        let label = scan.label_before(place);
        Self { class: label.map(|(class, _)| class), distance: label.map_or(0, |(_, distance)| distance) }
    }

    /// The label's class, if it is at most this far away.
    pub(super) fn within(self, distance: usize) -> Option<LabelClass> {
        self.class.filter(|_| self.distance <= distance)
    }
}
