//! The numbers of payment cards.
//!
//! One in ten random numbers passes the check digit, every millisecond timestamp of a tenth of all moments among
//! them. A bare run of digits therefore needs an issuer's beginning as well, or a word about cards near it; digits
//! in the groups of a card need the check digit only; behind 卡号 nothing is asked, as a number typed wrong is still
//! most of a number.

use std::ops::Range;

use super::chain::{Chain, Claim, Sure, Told, number};
use super::desk::Scan;
use super::kind::SecretKind;
use super::labels::Class;
use super::pattern::Pattern;

/// How far behind a word a number still belongs to it.
const NEAR: usize = 12;
/// How near a word makes a bare number with the right check digit a card.
const AROUND: usize = 32;
/// The fewest and the most digits of a card.
const LENGTHS: Range<usize> = 13..20;

/// Offers the cards whose first group is this one.
pub(super) fn offer(desk: &Scan, chain: &Chain, first: usize, told: Told, claims: &mut Vec<Claim>) {
    let told = told.within(NEAR);
    if chain.group(first).len() > LENGTHS.end {
        offer_row(chain, first, told, claims);
        return;
    }
    let before = claims.len();
    let mut certain = false;
    for last in chain.windows(first, LENGTHS.start..=LENGTHS.end - 1) {
        let digits = chain.digits(first, last);
        let usual = is_usual(chain.sizes(first, last));
        let possible = usual || first == last || issued(digits);
        if !possible || !luhn(digits) || is_no_card(desk, chain, (first, last), told) {
            continue;
        }
        let card = if first == last {
            issued(digits) && (told != Some(Class::Order) || digits.len() == 15 || digits.len() == 16)
                || is_near_a_word(desk, &chain.group(first))
        } else {
            usual || issued(digits) && told != Some(Class::Order)
        };
        if card {
            certain |= usual || first == last;
            let sure = match (usual || first == last, issued(digits)) {
                (true, true) => Sure::Certain,
                (true, false) => Sure::Fitting,
                (false, _) => Sure::Likely,
            };
            chain.offer(claims, (first, last), SecretKind::Card, sure);
        }
    }
    // An unusual grouping behind the word does not settle it: there may be more to the number.
    if !certain && claims.len() <= before + 1 {
        offer_told(chain, first, told, claims);
    }
}

/// What a word before it makes a number.
fn offer_told(chain: &Chain, first: usize, told: Option<Class>, claims: &mut Vec<Claim>) {
    let (kind, lengths) = match told {
        Some(Class::Card) => (SecretKind::Card, 12..LENGTHS.end),
        Some(Class::Account) => (SecretKind::BankAccount, 8..31),
        _ => return,
    };
    let group = chain.digits(first, first);
    if is_stamp(group) || chain.is_date(first) {
        return;
    }
    let last = if group.len() >= lengths.start { Some(first) } else { chain.longest(first, lengths.end - 1) };
    if let Some(last) = last.filter(|last| chain.digits(first, *last).len() >= lengths.start) {
        chain.offer(claims, (first, last), kind, Sure::Labelled);
    }
}

/// More digits in a row than a card has: several cards without anything between, or, behind the word, one typed
/// wrong.
fn offer_row(chain: &Chain, first: usize, told: Option<Class>, claims: &mut Vec<Claim>) {
    let account = told == Some(Class::Account) && chain.group(first).len() <= 30;
    if account {
        chain.offer(claims, (first, first), SecretKind::BankAccount, Sure::Labelled);
    } else if told == Some(Class::Card) || is_row_of_cards(chain.digits(first, first)) {
        chain.offer(claims, (first, first), SecretKind::Card, Sure::Labelled);
    }
}

fn is_row_of_cards(digits: &[u8]) -> bool {
    // A thousand digits are no customer's cards.
    if digits.len() > 160 {
        return false;
    }
    // Which places can be reached from the start by whole cards.
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

/// The check digit of cards, after Luhn.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let (mut sum, mut doubled) = (0, false);
    for digit in digits.iter().rev() {
        let digit = u32::from(digit.saturating_sub(b'0'));
        sum += if doubled { digit * 2 / 10 + digit * 2 % 10 } else { digit };
        doubled = !doubled;
    }
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != b'0')
}

/// Whether a network issues cards that begin so and are so long. Maestro is left out: its ranges take in nearly
/// everything that begins with 5 or 6.
pub(super) fn issued(digits: &[u8]) -> bool {
    // Most runs of digits are out by the first two; the others are looked at only where they are asked for.
    let start = |digits_wanted: usize| number(digits.get(..digits_wanted).unwrap_or_default());
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

/// Digits that only look like a card.
fn is_no_card(desk: &Scan, chain: &Chain, groups: (usize, usize), told: Option<Class>) -> bool {
    let single = groups.0 == groups.1;
    if single && is_stamp(chain.digits(groups.0, groups.0)) {
        return true;
    }
    // 0.4111111111111111 is a fraction; "1.4111…" may be the first of a list.
    let start = chain.group(groups.0).start;
    let before = desk.part(start.saturating_sub(3)..start);
    let fraction = matches!(before, [b'0', b'.'] | [0..=b'/' | b':'..=b'\xff', b'0', b'.']);
    single && fraction && told != Some(Class::Card)
}

/// 20260823000001: a moment, down to its second.
fn is_stamp(digits: &[u8]) -> bool {
    let part = |range: Range<usize>| number(digits.get(range).unwrap_or_default());
    digits.len() == 14
        && (1900..2100).contains(&part(0..4))
        && (1..=12).contains(&part(4..6))
        && (1..=31).contains(&part(6..8))
        && part(8..10) < 24
        && part(10..12) < 60
        && part(12..14) < 61
}

fn is_near_a_word(desk: &Scan, group: &Range<usize>) -> bool {
    let before = desk.label_before(group.start).is_some_and(|(class, far)| class == Class::Card && far <= AROUND);
    let after = desk.label_after(group.end).is_some_and(|label| {
        label.class == Class::Card
            && label.start - group.end <= AROUND
            && !desk.part(group.end..label.start).contains(&super::desk::OPAQUE)
    });
    before || after
}

/// 4111.1111.1111.1111: marks that would make a chain of any two amounts join four groups of four only.
pub(super) fn hide_dotted(desk: &mut Scan, chain: &Chain) {
    static DOTTED: Pattern = Pattern::new(r"(?-u)^[0-9]{4}(?:[._/,:*|][0-9]{4}){3}(?:[^0-9]|$)");
    let first = chain.group(chain.len().saturating_sub(1));
    let mark = desk.byte(first.end).is_some_and(|byte| b"._/,:*|".contains(&byte));
    let whole = first.start..first.start + 19;
    if first.len() == 4 && mark && DOTTED.first(desk.part(whole.start..whole.end + 1)).is_some() {
        let digits: Vec<u8> = desk.part(whole.clone()).iter().copied().filter(u8::is_ascii_digit).collect();
        if luhn(&digits) && issued(&digits) {
            desk.hide(whole, SecretKind::Card);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_row_of_cards, is_stamp, issued, luhn};

    #[test]
    fn check_digits() {
        for card in ["4242424242424242", "378282246310005", "6205500000000000004", "36227206271667", "4222222222222"] {
            assert!(luhn(card.as_bytes()) && issued(card.as_bytes()), "{card}");
        }
        for none in ["4242424242424241", "1234567812345678", "0000000000000000"] {
            assert!(!luhn(none.as_bytes()), "{none}");
        }
        assert!(luhn(b"1748503543012") && !issued(b"1748503543012"), "a moment in milliseconds");
    }

    #[test]
    fn moments_and_rows() {
        assert!(is_stamp(b"20260823000001") && !is_stamp(b"20261323000001"));
        assert!(
            is_row_of_cards(b"42424242424242424111111111111111")
                && !is_row_of_cards(b"42424242424242424111111111111112")
        );
    }
}
