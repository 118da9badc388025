//! IBANs: a country, two check digits, and an account number in that country's shape.

use super::iban_table::COUNTRIES;
use super::kind::SecretKind;
use super::labels::LabelClass;
use super::pattern::Pattern;
use super::scan::{Scan, is_joiner};

pub(super) fn hide(scan: &mut Scan) {
    let bytes = scan.bytes();
    let mut found = Vec::new();
    let mut free = 0;
    for (at, pair) in bytes.windows(2).enumerate() {
        // An IBAN begins with two letters and a digit.
        let [before, b'0'..=b'9'] = pair else { continue };
        if !before.is_ascii_alphabetic() && !joins(*before) {
            continue;
        }
        let Some(start) = letter_before(bytes, at + 1).and_then(|second| letter_before(bytes, second)) else {
            continue;
        };
        if let Some(end) = (start >= free).then(|| end_of_iban(bytes, start)).flatten() {
            found.push(start..end);
            free = end;
        }
    }
    for range in found {
        scan.hide(range, SecretKind::Iban);
    }
    hide_labelled(scan);
}

/// Whether it may be between the groups of an IBAN. A dot is allowed too, because the check digits and the country's
/// shape rule out mistakes.
fn joins(byte: u8) -> bool {
    is_joiner(byte) || matches!(byte, b'.' | b'/' | b'_' | b'\n')
}

/// The letter before a place, with at most three joiners between them.
fn letter_before(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(at.saturating_sub(4)..at)?;
    let joiners = before.iter().rev().take_while(|byte| joins(**byte)).count();
    let letter = at.checked_sub(joiners + 1)?;
    bytes.get(letter).is_some_and(u8::is_ascii_alphabetic).then_some(letter)
}

/// Behind the label IBAN, a mistyped one is hidden as well.
fn hide_labelled(scan: &mut Scan) {
    static LABELLED: Pattern =
        Pattern::new(r"(?-u)^[^0-9A-Za-z\n]{0,12}([A-Za-z]{2}[ -]?[0-9]{2}(?:[ -]{0,2}[0-9A-Za-z]{2,}){2,9})");
    for label in scan.labels(LabelClass::Iban) {
        let after = scan.part(label.end..label.end + 80);
        let Some(found) = LABELLED.captures(after).and_then(|found| found.get(1)) else { continue };
        // It ends at the last digit, so that words of the sentence stay, and has at most 34 characters.
        let mut end = 0;
        let mut length = 0;
        for (at, byte) in found.as_bytes().iter().enumerate() {
            length += usize::from(byte.is_ascii_alphanumeric());
            if byte.is_ascii_digit() && length <= 34 {
                end = at + 1;
            }
        }
        if end >= 8 {
            let start = label.end + found.start();
            scan.hide(start..start + end, SecretKind::Iban);
        }
    }
}

/// Where an IBAN that begins here ends.
fn end_of_iban(bytes: &[u8], start: usize) -> Option<usize> {
    let mut characters = bytes.get(start..)?.iter().enumerate().scan(0, |joiners, (at, byte)| {
        *joiners = if joins(*byte) { *joiners + 1 } else { 0 };
        (*joiners <= 3 && (byte.is_ascii_alphanumeric() || joins(*byte))).then_some((at, byte.to_ascii_uppercase()))
    });
    let mut next = || characters.find(|(_, byte)| !joins(*byte));
    let country = [next()?.1, next()?.1];
    let place = COUNTRIES.binary_search_by(|(code, _)| code.as_bytes().cmp(&country)).ok()?;
    let (_, shape) = COUNTRIES.get(place)?;
    let mut whole = vec![next()?.1, next()?.1];
    let mut end = 0;
    for part in shape.split(' ') {
        let count: usize = part.get(1..)?.parse().ok()?;
        for _ in 0..count {
            let (at, byte) = next()?;
            let fits = match part.as_bytes().first()? {
                b'n' => byte.is_ascii_digit(),
                b'a' => byte.is_ascii_uppercase(),
                _ => true,
            };
            if !fits {
                return None;
            }
            whole.push(byte);
            end = start + at + 1;
        }
    }
    let (check, account) = whole.split_at(2);
    let rearranged = account.iter().chain(&country).chain(check);
    (remainder(rearranged) == 1).then_some(end)
}

/// The remainder by 97, where A counts as 10 and Z as 35.
fn remainder<'b>(characters: impl Iterator<Item = &'b u8>) -> u32 {
    characters.fold(0, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte.saturating_sub(b'A')) + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use super::super::iban_table::COUNTRIES;
    use super::end_of_iban;

    #[test]
    fn the_table_is_sorted_and_readable() {
        assert!(COUNTRIES.is_sorted());
        for (country, shape) in COUNTRIES {
            let length: usize = shape.split(' ').map(|part| part[1..].parse::<usize>().unwrap()).sum();
            assert!((11..=30).contains(&length), "{country}");
        }
    }

    #[test]
    fn ibans_of_many_countries() {
        for iban in [
            "GB82WEST12345698765432",
            "DE89370400440532013000",
            "FR1420041010050500013M02606",
            "BE68539007547034",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
            "LC55HEMM000100010012001200023015",
            "CY17002001280000001200527600",
            "de89 3704 0044 0532 0130 00",
            "N-O 93 8601 1117 947",
        ] {
            assert_eq!(end_of_iban(iban.as_bytes(), 0), Some(iban.len()), "{iban}");
        }
        assert_eq!(end_of_iban(b"DE89370400440532013000 2 days", 0), Some(22));
        for wrong in
            ["GB82WEST12345698765433", "DE88370400440532013000", "NO938601111794", "is 20 people are waiting here now"]
        {
            assert_eq!(end_of_iban(wrong.as_bytes(), 0), None, "{wrong}");
        }
    }
}
