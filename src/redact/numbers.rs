//! Digits, gathered into chains: groups that stand so close that they may be one number.
//!
//! Each family offers the groups it would hide, with how sure it is. The surest are taken first; of two that are as
//! sure and overlap, both are hidden as one, so no choice between them leaves a digit standing.

use std::ops::{Range, RangeInclusive};

use super::desk::{Scan, is_joiner};
use super::kind::SecretKind;
use super::labels::Class;
use super::{cards, china, codes, phones};

/// The longest number that is written in groups.
const LONGEST: usize = 19;
/// The shortest that is hidden.
const FEWEST: usize = 3;

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
    digits: Vec<u8>,
    /// How many digits stand before each group, and after all of them.
    before: Vec<usize>,
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
    fn fill(&mut self, desk: &Scan, row: &[Group]) {
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
    class: Option<Class>,
    pub(super) far: usize,
}

impl Told {
    /// The word's class, if it is no further than this.
    pub(super) fn within(self, far: usize) -> Option<Class> {
        self.class.filter(|_| self.far <= far)
    }
}

/// Hides every number that is one; `hashes` are left alone.
pub(super) fn hide(desk: &mut Scan, hashes: &[Range<usize>]) {
    codes::hide_before_words(desk);
    let groups = groups(desk, hashes);
    let mut chain = Chain::default();
    for row in groups.chunk_by(|_, next| next.joined) {
        chain.fill(desk, row);
        for claim in claims(desk, &chain) {
            desk.hide(chain.group(claim.first).start..claim.end, claim.kind);
        }
        cards::hide_dotted(desk, &chain);
    }
}

fn claims(desk: &Scan, chain: &Chain) -> Vec<Claim> {
    let mut offers = Vec::new();
    for first in 0..chain.len() {
        // Most numbers of a text are too short for most families.
        let digits = chain.digits.len() - chain.before.get(first).copied().unwrap_or_default();
        if digits < FEWEST {
            break;
        }
        let told = desk.label_before(chain.group(first).start);
        let told = Told { class: told.map(|(class, _)| class), far: told.map_or(0, |(_, far)| far) };
        if digits >= 7 {
            china::offer(desk, chain, first, told, &mut offers);
            cards::offer(desk, chain, first, told, &mut offers);
            phones::offer(desk, chain, first, told, &mut offers);
        }
        codes::offer(desk, chain, first, told, &mut offers);
    }
    if offers.is_empty() && !matches!(chain.digits.len(), 11 | 13 | 15) {
        return offers;
    }
    let mut settled = settle(chain.len(), offers);
    // What is left between those.
    let mut free = 0;
    let mut odd = Vec::new();
    for (start, end) in settled.iter().map(|claim| (claim.first, claim.last + 1)).chain([(chain.len(), chain.len())]) {
        if free < start {
            phones::offer_odd(desk, chain, (free, start - 1), &mut odd);
        }
        free = end;
    }
    settled.append(&mut odd);
    settled
}

/// Takes the surest first. Sorted by place.
fn settle(groups: usize, mut offers: Vec<Claim>) -> Vec<Claim> {
    offers.sort_by_key(|offer| (offer.sure, offer.first, std::cmp::Reverse(offer.last)));
    let mut covered = vec![false; groups];
    let mut settled: Vec<Claim> = Vec::new();
    for offer in offers {
        let Some(part) = covered.get_mut(offer.first..=offer.last) else { continue };
        // It adds nothing to what is hidden: a window across two neighbouring cards, say.
        if part.iter().all(|group| *group) {
            continue;
        }
        part.fill(true);
        settled.push(offer);
    }
    settled.sort_by_key(|claim| (claim.first, claim.sure));
    let mut merged: Vec<Claim> = Vec::with_capacity(settled.len());
    for claim in settled {
        match merged.last_mut() {
            Some(last) if claim.first <= last.last => {
                if claim.sure < last.sure {
                    last.kind = claim.kind;
                    last.sure = claim.sure;
                }
                last.last = last.last.max(claim.last);
                last.end = last.end.max(claim.end);
            }
            _ => merged.push(claim),
        }
    }
    merged
}

/// A run of digits.
struct Group {
    range: Range<usize>,
    /// Whether it goes on with the group before it.
    joined: bool,
}

fn groups(desk: &Scan, hashes: &[Range<usize>]) -> Vec<Group> {
    let bytes = desk.bytes();
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    let mut next_hash = hashes.iter().peekable();
    // What stands before the next group cannot be joined to it: the text's start, or a hash.
    let mut cut = true;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let start = at + found;
        let rest = bytes.get(start..).unwrap_or_default();
        let end = start + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        while next_hash.next_if(|hash| hash.end <= start).is_some() {}
        if let Some(hash) = next_hash.peek().filter(|hash| hash.start < end) {
            at = hash.end.max(end);
            cut = true;
            continue;
        }
        let joined = !cut && groups.last().is_some_and(|last| joins(desk, &last.range, &(start..end)));
        groups.push(Group { range: start..end, joined });
        at = end;
        cut = false;
    }
    groups
}

/// Whether a group goes on with the one before it.
fn joins(desk: &Scan, last: &Range<usize>, group: &Range<usize>) -> bool {
    let between = desk.part(last.end..group.start);
    if between.len() > 5 {
        return false;
    }
    let plain = |part: &[u8]| part.iter().all(|byte| is_joiner(*byte));
    match between {
        // "(010) 1234 5678": brackets around an area code.
        [b')'] | [b')', b' ' | b'-'] => (2..=4).contains(&last.len()),
        // A line's end joins only what is long on both sides; two short numbers below each other are a table.
        [b'\n', rest @ ..] | [b'\r' | b' ' | b'-', b'\n', rest @ ..] => {
            plain(rest) && rest.len() <= 3 && last.len() >= 4 && group.len() >= 4
        }
        _ => between.len() <= 3 && plain(between) && last.len() <= 2 * LONGEST,
    }
}
