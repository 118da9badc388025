//! The numbers of payment cards.
//!
//! One in ten random numbers has a valid check digit, and so has one in ten timestamps in milliseconds. Therefore an
//! ungrouped run of digits also needs the beginning of a card network, or a label for cards near it. Digits in the groups
//! of a card need only the check digit. Behind 卡号, any number is hidden, because a number with a typing error still
//! gives away most of the card number.

use std::ops::Range;

use super::chain::{Chain, Confidence, NearestLabel, NumberCandidate, number};
use super::kind::SecretKind;
use super::labels::LabelClass;
use super::pattern::Pattern;
use super::scan::Scan;

/// The most characters between a label and its number.
const NEAR: usize = 12;
/// The most characters between an ungrouped number with a valid check digit and a label that makes it a card.
const AROUND: usize = 32;
/// The fewest and the most digits of a card.
const LENGTHS: Range<usize> = 13..20;

/// Adds the cards whose first group is this one.
pub(super) fn add_candidates(
    scan: &Scan,
    chain: &Chain,
    first: usize,
    label: NearestLabel,
    candidates: &mut Vec<NumberCandidate>,
) {
    let label = label.within(NEAR);
    if chain.group(first).len() > LENGTHS.end {
        add_long_run(chain, first, label, candidates);
        return;
    }
    let before = candidates.len();
    let mut certain = false;
    for last in chain.windows(first, LENGTHS.start..=LENGTHS.end - 1) {
        let digits = chain.digits(first, last);
        let usual = is_usual(chain.sizes(first, last));
        let possible = usual || first == last || issued(digits);
        if !possible || !luhn(digits) || is_timestamp_or_fraction(scan, chain, (first, last), label) {
            continue;
        }
        let card = if first == last {
            issued(digits) && (label != Some(LabelClass::Order) || digits.len() == 15 || digits.len() == 16)
                || is_near_a_label(scan, &chain.group(first))
        } else {
            usual || issued(digits) && label != Some(LabelClass::Order)
        };
        if card {
            certain |= usual || first == last;
            let confidence = match (usual || first == last, issued(digits)) {
                (true, true) => Confidence::Certain,
                (true, false) => Confidence::Unissued,
                (false, _) => Confidence::OddGroups,
            };
            chain.add(candidates, (first, last), SecretKind::Card, confidence);
        }
    }
    // Unusual groups behind a label are not enough: the number may be longer.
    if !certain && candidates.len() <= before + 1 {
        add_labelled(chain, first, label, candidates);
    }
}

/// Adds a number that a label makes secret.
fn add_labelled(chain: &Chain, first: usize, label: Option<LabelClass>, candidates: &mut Vec<NumberCandidate>) {
    let (kind, lengths) = match label {
        Some(LabelClass::Card) => (SecretKind::Card, 12..LENGTHS.end),
        Some(LabelClass::Account) => (SecretKind::BankAccount, 8..31),
        _ => return,
    };
    let group = chain.digits(first, first);
    if is_timestamp(group) || chain.is_date(first) {
        return;
    }
    let last = if group.len() >= lengths.start { Some(first) } else { chain.longest(first, lengths.end - 1) };
    if let Some(last) = last.filter(|last| chain.digits(first, *last).len() >= lengths.start) {
        chain.add(candidates, (first, last), kind, Confidence::Labelled);
    }
}

/// Adds a run of more digits than a card has: several cards without a separator, or a mistyped one behind a label.
fn add_long_run(chain: &Chain, first: usize, label: Option<LabelClass>, candidates: &mut Vec<NumberCandidate>) {
    let account = label == Some(LabelClass::Account) && chain.group(first).len() <= 30;
    if account {
        chain.add(candidates, (first, first), SecretKind::BankAccount, Confidence::Labelled);
    } else if label == Some(LabelClass::Card) || is_several_cards(chain.digits(first, first)) {
        chain.add(candidates, (first, first), SecretKind::Card, Confidence::Labelled);
    }
}

fn is_several_cards(digits: &[u8]) -> bool {
    // Longer runs are no cards.
    if digits.len() > 160 {
        return false;
    }
    // The places that whole cards reach from the start.
    let mut reached = vec![false; digits.len() + 1];
    reached.splice(..1, [true]);
    for at in 0..digits.len() {
        if reached.get(at).copied() != Some(true) {
            continue;
        }
        for length in LENGTHS {
            let card = digits.get(at..at + length).is_some_and(|card| luhn(card) && issued(card));
            if let Some(place) = reached.get_mut(at + length).filter(|_| card) {
                *place = true;
            }
        }
    }
    reached.last().copied() == Some(true)
}

/// Whether the check digit is right, by Luhn's algorithm.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let (mut sum, mut doubled) = (0, false);
    for digit in digits.iter().rev() {
        let digit = u32::from(digit.saturating_sub(b'0'));
        sum += if doubled { digit * 2 / 10 + digit * 2 % 10 } else { digit };
        doubled = !doubled;
    }
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != b'0')
}

/// Whether a network issues cards with this beginning and length. Maestro is left out: its ranges cover nearly every
/// number that begins with 5 or 6.
pub(super) fn issued(digits: &[u8]) -> bool {
    // The first two digits exclude most numbers, so further ones are read only when needed.
    let start = |count: usize| number(digits.get(..count).unwrap_or_default());
    let length = digits.len();
    match start(2) {
        40..=49 => matches!(length, 13 | 16 | 19),
        51..=55 => length == 16,
        22..=27 => length == 16 && matches!(start(4), 2221..=2720 | 2200..=2204),
        34 | 37 => length == 15,
        30 => (14..=19).contains(&length) && (start(3) <= 305 || start(4) == 3095),
        36 | 38 | 39 => (14..=19).contains(&length),
        35 => (16..=19).contains(&length) && (3528..=3589).contains(&start(4)),
        60 => (16..=19).contains(&length) && start(4) == 6011,
        64 => (16..=19).contains(&length) && start(3) >= 644,
        62 | 65 | 81 => (16..=19).contains(&length),
        _ => false,
    }
}

/// The groups in which cards are printed and typed.
fn is_usual(sizes: &[usize]) -> bool {
    matches!(
        sizes,
        [4, 4, 4, 4 | 3] | [4, 4, 4, 4, 1..=3] | [4, 6, 4 | 5] | [4, 3, 3, 3] | [6, 13] | [8, 8] | [6, 4, 4, 5]
    )
}

/// Digits that only look like a card number.
fn is_timestamp_or_fraction(scan: &Scan, chain: &Chain, groups: (usize, usize), label: Option<LabelClass>) -> bool {
    let single = groups.0 == groups.1;
    if single && is_timestamp(chain.digits(groups.0, groups.0)) {
        return true;
    }
    // 0.4111111111111111 is a fraction; "1.4111…" may be the first item of a list.
    let start = chain.group(groups.0).start;
    let before = scan.part(start.saturating_sub(3)..start);
    let fraction = matches!(before, [b'0', b'.'] | [0..=b'/' | b':'..=b'\xff', b'0', b'.']);
    single && fraction && label != Some(LabelClass::Card)
}

/// Date and time to the second: 20260823000001.
fn is_timestamp(digits: &[u8]) -> bool {
    let part = |range: Range<usize>| number(digits.get(range).unwrap_or_default());
    digits.len() == 14
        && (1900..2100).contains(&part(0..4))
        && (1..=12).contains(&part(4..6))
        && (1..=31).contains(&part(6..8))
        && part(8..10) < 24
        && part(10..12) < 60
        && part(12..14) < 61
}

fn is_near_a_label(scan: &Scan, group: &Range<usize>) -> bool {
    let before =
        scan.label_before(group.start).is_some_and(|(class, distance)| class == LabelClass::Card && distance <= AROUND);
    let after = scan.label_after(group.end).is_some_and(|label| {
        label.class == LabelClass::Card
            && label.start - group.end <= AROUND
            && !scan.part(group.end..label.start).contains(&super::scan::OPAQUE)
    });
    before || after
}

/// 4111.1111.1111.1111: these marks also join two amounts, so only four groups of four count.
pub(super) fn hide_dotted(scan: &mut Scan, chain: &Chain) {
    static DOTTED: Pattern = Pattern::new(r"(?-u)^[0-9]{4}(?:[._/,:*|][0-9]{4}){3}(?:[^0-9]|$)");
    let first = chain.group(chain.len().saturating_sub(1));
    let mark = scan.byte(first.end).is_some_and(|byte| b"._/,:*|".contains(&byte));
    let whole = first.start..first.start + 19;
    if first.len() == 4 && mark && DOTTED.captures(scan.part(whole.start..whole.end + 1)).is_some() {
        let digits: Vec<u8> = scan.part(whole.clone()).iter().copied().filter(u8::is_ascii_digit).collect();
        if luhn(&digits) && issued(&digits) {
            scan.hide(whole, SecretKind::Card);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_several_cards, is_timestamp, issued, luhn};

    #[test]
    fn check_digits() {
        for card in ["4242424242424242", "378282246310005", "6205500000000000004", "36227206271667", "4222222222222"] {
            assert!(luhn(card.as_bytes()) && issued(card.as_bytes()), "{card}");
        }
        for none in ["4242424242424241", "1234567812345678", "0000000000000000"] {
            assert!(!luhn(none.as_bytes()), "{none}");
        }
        assert!(luhn(b"1748503543012") && !issued(b"1748503543012"), "a timestamp in milliseconds");
    }

    #[test]
    fn timestamps_and_several_cards_in_a_row() {
        assert!(is_timestamp(b"20260823000001") && !is_timestamp(b"20261323000001"));
        assert!(
            is_several_cards(b"42424242424242424111111111111111")
                && !is_several_cards(b"42424242424242424111111111111112")
        );
    }
}
