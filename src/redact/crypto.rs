//! Wallets: addresses with check digits, and keys. Also finds hashes, which must stay readable.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

use super::kind::SecretKind;
use super::labels::LabelClass;
use super::scan::Scan;

const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// The most characters between a label such as "hash" and the hash.
const NEAR: usize = 16;

/// Hashes and UUIDs. Digits inside them are no numbers.
pub(super) fn hashes(scan: &Scan) -> Vec<Range<usize>> {
    words(scan.bytes()).filter_map(|word| uuid(scan, &word).or_else(|| is_hash(scan, &word).then_some(word))).collect()
}

/// Words of letters and digits that are long enough for a part of a UUID, a hash or an address.
fn words(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_alphanumeric)?;
        let rest = bytes.get(start..)?;
        at = start + rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        Some(start..at)
    })
    .filter(|word| (8..=128).contains(&word.len()))
}

/// The UUID that begins with this word.
fn uuid(scan: &Scan, word: &Range<usize>) -> Option<Range<usize>> {
    if word.len() != 8 || scan.byte(word.end) != Some(b'-') {
        return None;
    }
    let whole = word.start..word.start + 36;
    let bytes = scan.part(whole.clone());
    let fits = |(at, byte): (usize, &u8)| {
        if matches!(at, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
    };
    let ends = !scan.byte(whole.end).is_some_and(|byte| byte.is_ascii_alphanumeric());
    (bytes.len() == 36 && ends && bytes.iter().enumerate().all(fits)).then_some(whole)
}

fn is_hash(scan: &Scan, word: &Range<usize>) -> bool {
    let bytes = scan.part(word.clone());
    // A hash of decimal digits only is extremely rare; two cards in a row are not.
    matches!(bytes.len(), 32 | 40 | 48 | 56 | 64 | 96 | 128)
        && bytes.iter().all(u8::is_ascii_hexdigit)
        && bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count() >= 3
}

/// Hides addresses and keys.
pub(super) fn hide(scan: &mut Scan) {
    let found: Vec<_> = words(scan.bytes())
        .filter(|word| word.len() >= 14)
        .filter_map(|word| {
            let value = scan.part(word.clone());
            let kind = base58_kind(value).or_else(|| bech32_kind(value)).or_else(|| hex_kind(scan, &word))?;
            Some((word, kind))
        })
        .collect();
    for (word, kind) in found {
        scan.hide(word, kind);
    }
}

/// `0x` and 40 digits are an account. 64 digits are a key, unless a label says that they are a hash.
fn hex_kind(scan: &Scan, word: &Range<usize>) -> Option<SecretKind> {
    let value = scan.part(word.clone());
    let digits = value.strip_prefix(b"0x").or_else(|| value.strip_prefix(b"0X"));
    let bare = digits.unwrap_or(value);
    if !bare.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    match (digits, bare.len()) {
        (Some(_), 40) => Some(SecretKind::CryptoAddress),
        // A hidden transaction hash costs the agent a question; a key that stays readable costs the customer the wallet.
        (_, 64) if !is_labelled_hash(scan, word.start) && bare.iter().any(u8::is_ascii_alphabetic) => {
            Some(SecretKind::PrivateKey)
        }
        _ => None,
    }
}

fn is_labelled_hash(scan: &Scan, start: usize) -> bool {
    let has_label =
        scan.label_before(start).is_some_and(|(class, distance)| class == LabelClass::Hash && distance <= NEAR);
    // "…/tx/6f1d…", "sha256-6f1d…"
    let before = scan.part(start.saturating_sub(12)..start).to_ascii_lowercase();
    has_label
        || [&b"/tx/"[..], b"/block/", b"/transaction/", b"/commit/", b"/hash/"]
            .iter()
            .any(|path| before.ends_with(path))
}

/// Base58 that ends in four bytes of a double SHA-256: addresses of Bitcoin, Tron and similar coins, exported keys.
fn base58_kind(value: &[u8]) -> Option<SecretKind> {
    let address = (26..=35).contains(&value.len())
        && matches!(value.first()?, b'1' | b'3' | b'T' | b'L' | b'M' | b'D' | b'X' | b'm' | b'n' | b'2');
    let key = matches!(value.len(), 51 | 52) && matches!(value.first()?, b'5' | b'K' | b'L' | b'9' | b'c');
    let extended =
        matches!(value.len(), 107..=112) && value.get(1..4).is_some_and(|kind| kind == b"prv" || kind == b"pub");
    if !(address || key || extended) {
        return None;
    }
    let bytes = base58(value)?;
    let (body, check) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    let twice = Sha256::digest(Sha256::digest(body));
    if twice.get(..4) != Some(check) {
        return None;
    }
    match (body.len(), value.get(1..4)) {
        (21, _) => Some(SecretKind::CryptoAddress),
        (33 | 34, _) | (_, Some(b"prv")) => Some(SecretKind::PrivateKey),
        _ => Some(SecretKind::CryptoAddress),
    }
}

fn base58(value: &[u8]) -> Option<Vec<u8>> {
    // Least significant byte first.
    let mut bytes: Vec<u8> = Vec::with_capacity(value.len());
    for character in value {
        let mut carry = u32::try_from(BASE58.iter().position(|known| known == character)?).ok()?;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
        while carry > 0 {
            bytes.push(carry.to_le_bytes()[0]);
            carry >>= 8;
        }
    }
    let zeros = value.iter().take_while(|byte| **byte == b'1').count();
    bytes.extend(std::iter::repeat_n(0, zeros));
    bytes.reverse();
    Some(bytes)
}

/// Bech32 and Bech32m: `bc1…`, `ltc1…`, `nsec1…`.
fn bech32_kind(value: &[u8]) -> Option<SecretKind> {
    let upper = value.iter().any(u8::is_ascii_uppercase);
    if upper && value.iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    let lower = value.to_ascii_lowercase();
    let separator = lower.iter().rposition(|byte| *byte == b'1')?;
    let (name, data) = (lower.get(..separator)?, lower.get(separator + 1..)?);
    if name.is_empty() || data.len() < 7 {
        return None;
    }
    let data: Option<Vec<u32>> = data.iter().map(|byte| bech32_value(*byte)).collect();
    let high = name.iter().map(|byte| u32::from(byte >> 5));
    let low = name.iter().map(|byte| u32::from(byte & 31));
    let check = high.chain([0]).chain(low).chain(data?).fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let generators = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
        let mixed = (sum & 0x1ff_ffff) << 5 ^ value;
        (0..).zip(generators).filter(|(bit, _)| top >> bit & 1 == 1).fold(mixed, |sum, (_, generator)| sum ^ generator)
    });
    let valid = check == 1 || check == 0x2bc8_30a3;
    valid.then_some(if name == b"nsec" { SecretKind::PrivateKey } else { SecretKind::CryptoAddress })
}

fn bech32_value(byte: u8) -> Option<u32> {
    BECH32.iter().position(|known| *known == byte).and_then(|place| u32::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::{SecretKind, base58_kind, bech32_kind};

    #[test]
    fn addresses_have_check_digits() {
        for address in [
            "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        ] {
            assert_eq!(base58_kind(address.as_bytes()), Some(SecretKind::CryptoAddress), "{address}");
        }
        assert_eq!(base58_kind(b"16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2"), None);
        assert_eq!(base58_kind(b"5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"), Some(SecretKind::PrivateKey));
        for address in [
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ",
            "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297",
        ] {
            assert_eq!(bech32_kind(address.as_bytes()), Some(SecretKind::CryptoAddress), "{address}");
        }
        assert_eq!(bech32_kind(b"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp"), None);
    }
}
