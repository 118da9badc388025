//! Telephone numbers: Chinese mobiles and landlines by their form, others with a + or behind a label.

use super::chain::{Chain, Confidence, NearestLabel, NumberCandidate};
use super::kind::SecretKind;
use super::labels::LabelClass;
use super::scan::Scan;

const NEAR: usize = 12;

/// Adds the telephone numbers whose first group is this one.
pub(super) fn add_candidates(
    scan: &Scan,
    chain: &Chain,
    first: usize,
    label: NearestLabel,
    candidates: &mut Vec<NumberCandidate>,
) {
    let label = label.within(NEAR);
    let plus = scan.byte_before(chain.group(first).start) == Some(b'+');
    let is_order = label == Some(LabelClass::Order);
    // The shortest form is that of a number abroad.
    for last in chain.windows(first, 9..=15) {
        let sizes = chain.sizes(first, last);
        let has_form = is_mobile(chain.digits(first, last)) && is_usual(sizes) && !is_order
            || is_landline(chain, first, sizes)
            || plus && is_abroad(chain, first, last);
        if has_form {
            chain.add(candidates, (first, last), SecretKind::Phone, Confidence::PhoneShaped);
        }
    }
    if label == Some(LabelClass::Phone) {
        add_labelled(chain, first, candidates);
    }
}

/// Any number behind 电话 is hidden; short hotlines and those with 400 or 800 stay.
fn add_labelled(chain: &Chain, first: usize, candidates: &mut Vec<NumberCandidate>) {
    let Some(last) = chain.longest(first, 15) else { return };
    let digits = chain.digits(first, last);
    let hotline = digits.len() == 10 && (digits.starts_with(b"400") || digits.starts_with(b"800"));
    if digits.len() >= 7 && !hotline && !chain.is_date(first) {
        chain.add(candidates, (first, last), SecretKind::Phone, Confidence::PhoneShaped);
    }
}

/// A mobile number in unusual groups. It must be alone in its chain, because any few small numbers next to each other
/// could look like one.
pub(super) fn add_oddly_grouped(
    scan: &Scan,
    chain: &Chain,
    (first, last): (usize, usize),
    candidates: &mut Vec<NumberCandidate>,
) {
    let is_order = scan
        .label_before(chain.group(first).start)
        .is_some_and(|(class, distance)| class == LabelClass::Order && distance <= 4);
    if is_mobile(chain.digits(first, last)) && !is_order {
        chain.add(candidates, (first, last), SecretKind::Phone, Confidence::Weak);
    }
}

/// 1, a digit from 3 to 9, nine more digits; 86, +86 or 0086 may come first.
fn is_mobile(digits: &[u8]) -> bool {
    let bare = match digits.len() {
        11 => Some(digits),
        13 => digits.strip_prefix(b"86"),
        15 => digits.strip_prefix(b"0086"),
        _ => None,
    };
    matches!(bare, Some([b'1', b'3'..=b'9', ..]))
}

/// The usual groups of mobile numbers, with or without the country code.
fn is_usual(sizes: &[usize]) -> bool {
    let bare = match sizes {
        [2 | 4, rest @ ..] if rest.iter().sum::<usize>() == 11 => rest,
        _ => sizes,
    };
    matches!(bare, [11 | 13 | 15] | [3 | 5 | 7, 4, 4] | [3 | 5, 8] | [7, 4] | [3, 3, 5] | [4, 4, 3] | [4, 3, 4])
}

/// 010-12345678, 0755 8888 8888, with an extension or without.
fn is_landline(chain: &Chain, first: usize, sizes: &[usize]) -> bool {
    let area = chain.digits(first, first);
    let local = match sizes {
        [3 | 4, local] | [3 | 4, local, 1..=4] if (7..=8).contains(local) => chain.digits(first + 1, first + 1),
        [3 | 4, 3 | 4, 4] => chain.digits(first + 1, first + 2),
        _ => return false,
    };
    matches!(area, [b'0', b'1'..=b'9', _] | [b'0', b'1'..=b'9', _, _]) && !local.starts_with(b"0")
}

/// Behind a +: a country code and a number, up to the last group.
fn is_abroad(chain: &Chain, first: usize, last: usize) -> bool {
    let digits = chain.digits(first, last).len();
    let goes_on = chain.longest(first, 15) != Some(last);
    // "UTC+8 2026-11-25 10:42" is a time zone and a date.
    let is_date = chain.is_date(first + 1);
    (9..=15).contains(&digits) && !goes_on && !is_date && chain.digits(first, first).first() != Some(&b'0')
}
