//! Finds numbers: gathers groups of digits that are close together into chains, and hides the ones that are secret.
//!
//! Each family of numbers adds candidates: the groups that it would hide, and how confident it is. The most confident
//! candidate wins. Candidates that overlap are hidden as one, so that no choice between them leaves a digit readable.

use std::ops::Range;

use super::chain::{Chain, DigitGroup, NearestLabel, NumberCandidate};
use super::scan::{Scan, is_joiner};
use super::{cards, china, codes, phones};

/// The most digits of a number that is written in groups.
const LONGEST: usize = 19;
/// The fewest digits that are hidden.
const FEWEST: usize = 3;

/// Hides every secret number, except inside `hashes`.
pub(super) fn hide(scan: &mut Scan, hashes: &[Range<usize>]) {
    codes::hide_before_labels(scan);
    let groups = groups(scan, hashes);
    let mut chain = Chain::default();
    for joined in groups.chunk_by(|_, next| next.joined) {
        chain.fill(scan, joined);
        for candidate in candidates(scan, &chain) {
            scan.hide(chain.group(candidate.first).start..candidate.end, candidate.kind);
        }
        cards::hide_dotted(scan, &chain);
    }
}

fn candidates(scan: &Scan, chain: &Chain) -> Vec<NumberCandidate> {
    let mut all = Vec::new();
    for first in 0..chain.len() {
        // Most numbers are too short for most families.
        let digits = chain.digits.len() - chain.before.get(first).copied().unwrap_or_default();
        if digits < FEWEST {
            break;
        }
        let label = NearestLabel::before(scan, chain.group(first).start);
        if digits >= 7 {
            china::add_candidates(scan, chain, first, label, &mut all);
            cards::add_candidates(scan, chain, first, label, &mut all);
            phones::add_candidates(scan, chain, first, label, &mut all);
        }
        codes::add_candidates(scan, chain, first, label, &mut all);
    }
    if all.is_empty() && !matches!(chain.digits.len(), 11 | 13 | 15) {
        return all;
    }
    let mut chosen = choose(chain.len(), all);
    // The groups between them.
    let mut free = 0;
    let mut odd = Vec::new();
    for (start, end) in
        chosen.iter().map(|candidate| (candidate.first, candidate.last + 1)).chain([(chain.len(), chain.len())])
    {
        if free < start {
            phones::add_oddly_grouped(scan, chain, (free, start - 1), &mut odd);
        }
        free = end;
    }
    chosen.append(&mut odd);
    chosen
}

/// Chooses the most confident candidates and merges those that overlap. The result is sorted by place.
fn choose(groups: usize, mut all: Vec<NumberCandidate>) -> Vec<NumberCandidate> {
    all.sort_by_key(|one| (one.confidence, one.first, std::cmp::Reverse(one.last)));
    let mut covered = vec![false; groups];
    let mut chosen: Vec<NumberCandidate> = Vec::new();
    for candidate in all {
        let Some(part) = covered.get_mut(candidate.first..=candidate.last) else { continue };
        // Its groups are hidden already, for example a window across two neighbouring cards.
        if part.iter().all(|group| *group) {
            continue;
        }
        part.fill(true);
        chosen.push(candidate);
    }
    chosen.sort_by_key(|candidate| (candidate.first, candidate.confidence));
    let mut merged: Vec<NumberCandidate> = Vec::with_capacity(chosen.len());
    for candidate in chosen {
        match merged.last_mut() {
            Some(last) if candidate.first <= last.last => {
                if candidate.confidence < last.confidence {
                    last.kind = candidate.kind;
                    last.confidence = candidate.confidence;
                }
                last.last = last.last.max(candidate.last);
                last.end = last.end.max(candidate.end);
            }
            _ => merged.push(candidate),
        }
    }
    merged
}

fn groups(scan: &Scan, hashes: &[Range<usize>]) -> Vec<DigitGroup> {
    let bytes = scan.bytes();
    let mut groups: Vec<DigitGroup> = Vec::new();
    let mut at = 0;
    let mut next_hash = hashes.iter().peekable();
    // The next group cannot be joined to what is before it: the start of the text, or a hash.
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
        let joined = !cut && groups.last().is_some_and(|last| joins(scan, &last.range, &(start..end)));
        groups.push(DigitGroup { range: start..end, joined });
        at = end;
        cut = false;
    }
    groups
}

/// Whether a group continues the one before it.
fn joins(scan: &Scan, last: &Range<usize>, group: &Range<usize>) -> bool {
    let between = scan.part(last.end..group.start);
    if between.len() > 5 {
        return false;
    }
    let plain = |part: &[u8]| part.iter().all(|byte| is_joiner(*byte));
    match between {
        // "(010) 1234 5678": brackets around an area code.
        [b')'] | [b')', b' ' | b'-'] => (2..=4).contains(&last.len()),
        // A line break joins only groups that are long on both sides: short numbers below each other are a table.
        [b'\n', rest @ ..] | [b'\r' | b' ' | b'-', b'\n', rest @ ..] => {
            plain(rest) && rest.len() <= 3 && last.len() >= 4 && group.len() >= 4
        }
        _ => between.len() <= 3 && plain(between) && last.len() <= 2 * LONGEST,
    }
}
