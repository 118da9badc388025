//! Telephone numbers: Chinese mobiles and landlines by their form, others with a + or behind a word.

use super::chain::{Chain, Claim, Sure, Told};
use super::desk::Scan;
use super::kind::SecretKind;
use super::labels::Class;

const NEAR: usize = 12;

/// Offers the numbers whose first group is this one.
pub(super) fn offer(desk: &Scan, chain: &Chain, first: usize, told: Told, claims: &mut Vec<Claim>) {
    let told = told.within(NEAR);
    let plus = desk.byte_before(chain.group(first).start) == Some(b'+');
    let tight_order = told == Some(Class::Order);
    // The shortest of all forms is one from abroad.
    for last in chain.windows(first, 9..=15) {
        let sizes = chain.sizes(first, last);
        let formed = is_mobile(chain.digits(first, last)) && is_usual(sizes) && !tight_order
            || is_landline(chain, first, sizes)
            || plus && is_abroad(chain, first, last);
        if formed {
            chain.offer(claims, (first, last), SecretKind::Phone, Sure::Formed);
        }
    }
    if told == Some(Class::Phone) {
        offer_told(chain, first, claims);
    }
}

/// What stands behind 电话 is hidden whatever its form; short hotlines and those with 400 or 800 stay.
fn offer_told(chain: &Chain, first: usize, claims: &mut Vec<Claim>) {
    let Some(last) = chain.longest(first, 15) else { return };
    let digits = chain.digits(first, last);
    let hotline = digits.len() == 10 && (digits.starts_with(b"400") || digits.starts_with(b"800"));
    if digits.len() >= 7 && !hotline && !chain.is_date(first) {
        chain.offer(claims, (first, last), SecretKind::Phone, Sure::Formed);
    }
}

/// A mobile number in a grouping of its own: only when nothing else stands in its row, as any few small numbers
/// next to each other could be one.
pub(super) fn offer_odd(desk: &Scan, chain: &Chain, (first, last): (usize, usize), claims: &mut Vec<Claim>) {
    let ordered =
        desk.label_before(chain.group(first).start).is_some_and(|(class, far)| class == Class::Order && far <= 4);
    if is_mobile(chain.digits(first, last)) && !ordered {
        chain.offer(claims, (first, last), SecretKind::Phone, Sure::Short);
    }
}

/// 1, a digit from 3 on, nine more; 86, +86 or 0086 may stand before.
fn is_mobile(digits: &[u8]) -> bool {
    let bare = match digits.len() {
        11 => Some(digits),
        13 => digits.strip_prefix(b"86"),
        15 => digits.strip_prefix(b"0086"),
        _ => None,
    };
    matches!(bare, Some([b'1', b'3'..=b'9', ..]))
}

/// The groups in which mobiles are written, with or without the country.
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

/// Behind a +: a country and a number, as long as it goes on.
fn is_abroad(chain: &Chain, first: usize, last: usize) -> bool {
    let digits = chain.digits(first, last).len();
    let goes_on = chain.longest(first, 15) != Some(last);
    // "UTC+8 2026-11-25 10:42": a zone and a day.
    let is_moment = chain.is_date(first + 1);
    (9..=15).contains(&digits) && !goes_on && !is_moment && chain.digits(first, first).first() != Some(&b'0')
}
