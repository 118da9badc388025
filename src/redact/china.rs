//! Chinese identity numbers, and the numbers of passports and permits behind a label.

use std::ops::Range;

use super::chain::{Chain, Confidence, NearestLabel, NumberCandidate, number};
use super::kind::SecretKind;
use super::labels::LabelClass;
use super::pattern::Pattern;
use super::scan::{Scan, is_joiner};

/// The weights of the first 17 digits, from GB 11643-1999.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder.
const CHECKS: [u8; 11] = *b"10X98765432";
const NEAR: usize = 12;

/// Adds the identity numbers whose first group is this one.
pub(super) fn add_candidates(
    scan: &Scan,
    chain: &Chain,
    first: usize,
    label: NearestLabel,
    candidates: &mut Vec<NumberCandidate>,
) {
    let label = label.within(NEAR);
    let before = candidates.len();
    for last in chain.windows(first, 15..=18) {
        let digits = chain.digits(first, last);
        let end = chain.group(last).end;
        match digits.len() {
            18 if is_new(digits) => {
                chain.add(candidates, (first, last), SecretKind::IdentityNumber, Confidence::Certain);
            }
            17 => {
                if let Some((end, _)) = end_of_x(scan, end).filter(|_| is_new(&[digits, b"X"].concat())) {
                    candidates.push(NumberCandidate {
                        first,
                        last,
                        kind: SecretKind::IdentityNumber,
                        confidence: Confidence::Certain,
                        end,
                    });
                }
            }
            15 if is_old(digits) => {
                let usual = matches!(chain.sizes(first, last), [15] | [6, 6, 3]);
                let likely = usual && is_province(digits) && label != Some(LabelClass::Order);
                if likely || label == Some(LabelClass::Identity) {
                    chain.add(candidates, (first, last), SecretKind::IdentityNumber, Confidence::HasDate);
                }
            }
            _ => {}
        }
    }
    if candidates.len() == before && label == Some(LabelClass::Identity) {
        add_labelled(scan, chain, first, candidates);
    }
}

/// Behind a label such as 身份证号, a mistyped number is hidden as well.
fn add_labelled(scan: &Scan, chain: &Chain, first: usize, candidates: &mut Vec<NumberCandidate>) {
    let longest = if chain.group(first).len() >= 14 { Some(first) } else { chain.longest(first, 19) };
    let Some(last) = longest.filter(|last| chain.digits(first, *last).len() >= 14) else { return };
    let end = chain.group(last).end;
    // "…100 xray": without a valid check character, an X at the start of a word does not belong to the number.
    let end = end_of_x(scan, end).filter(|(_, alone)| *alone).map_or(end, |(end, _)| end);
    candidates.push(NumberCandidate {
        first,
        last,
        kind: SecretKind::IdentityNumber,
        confidence: Confidence::Labelled,
        end,
    });
}

/// Where the X behind the digits ends, if there is one, and whether the word ends there.
fn end_of_x(scan: &Scan, digits_end: usize) -> Option<(usize, bool)> {
    let rest = scan.part(digits_end..digits_end + 4);
    let at = digits_end + rest.iter().take_while(|byte| is_joiner(**byte)).count();
    let x = matches!(scan.byte(at), Some(b'X' | b'x'));
    let alone = !scan.byte(at + 1).is_some_and(|byte| byte.is_ascii_alphanumeric());
    x.then_some((at + 1, alone))
}

/// Eighteen characters: region, birthday, sequence number, and a check character by ISO 7064 MOD 11-2.
pub(super) fn is_new(characters: &[u8]) -> bool {
    let (Some(body), Some(last)) = (characters.get(..17), characters.get(17)) else { return false };
    let part = |range: Range<usize>| number(body.get(range).unwrap_or_default());
    // This module has no clock, so birthdays in the future of this century count too.
    let born = (1850..2100).contains(&part(6..10)) && is_day(part(6..10), part(10..12), part(12..14));
    if !born || !(11..=91).contains(&part(0..2)) {
        return false;
    }
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight).sum();
    CHECKS.get((sum % 11) as usize) == Some(last)
}

/// Fifteen digits: the year has two digits, and there is no check character.
fn is_old(digits: &[u8]) -> bool {
    let part = |range: Range<usize>| number(digits.get(range).unwrap_or_default());
    is_day(1900 + part(6..8), part(8..10), part(10..12))
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_province(digits: &[u8]) -> bool {
    matches!(
        number(digits.get(..2).unwrap_or_default()),
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82
    )
}

/// Passports and permits: letters and digits right behind a label.
pub(super) fn hide_permits(scan: &mut Scan) {
    static PERMIT: Pattern = Pattern::new(r"(?-u)[A-Za-z]{0,2}[ -]?[0-9]{4}[0-9 -]{2,7}[0-9](?:\([0-9]{1,2}\))?");
    for label in scan.labels(LabelClass::Passport) {
        let after = scan.part(label.end..label.end + 64);
        let Some(found) = PERMIT.captures(after).and_then(|found| found.get(0)) else { continue };
        let range = label.end + found.start()..label.end + found.end();
        let near = scan
            .label_before(range.start)
            .is_some_and(|(class, distance)| class == LabelClass::Passport && distance <= NEAR);
        if near {
            scan.hide(range, SecretKind::IdentityNumber);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_new, is_old};

    #[test]
    fn check_characters_and_birthdays() {
        for valid in ["11010519491231002X", "440524188001010014", "34052419800101001X", "370101190102039973"] {
            assert!(is_new(valid.as_bytes()), "{valid}");
        }
        for wrong in ["110105194912310021", "110105195001010014", "11010519491331002X"] {
            assert!(!is_new(wrong.as_bytes()), "{wrong}");
        }
        assert!(is_old(b"110105491231002") && !is_old(b"110105491331002"));
    }
}
