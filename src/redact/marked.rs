//! Secrets in other forms than a plain run of digits: with commas, dots or brackets between the groups, in words, beside
//! a card number, inside a tag.
//!
//! Each needs an unmistakable form or check digits, because a comma may also separate two amounts.

use std::ops::Range;

use super::cards::{issued, luhn};
use super::china::is_new;
use super::kind::SecretKind;
use super::pattern::Pattern;
use super::scan::{OPAQUE, Scan};

/// What may be between the groups of a number with check digits.
macro_rules! mark {
    () => {
        r#"(?:%20|&nbsp;|[ \t\n,;+~()\[\]'"_/.:*|x-]|\xe3\x80\x81){1,6}"#
    };
}

/// The most bytes of a number with such marks.
const REACH: usize = 96;

/// Hides secrets in tags and headers, before the rules for labels take a part of them.
pub(super) fn hide_tagged(scan: &mut Scan) {
    static FIELD: Pattern =
        Pattern::new(r#"(?i-u)type=["']?password["']?[^>\n]{0,80}?value=["']?([^"'>\s\x01]{1,64})"#);
    static TAG: Pattern = Pattern::new(r"(?i-u)<(?:password|passwd|pwd|pin|cvv|cvc|otp|token|secret)>([^<\n\x01]+)<");
    static BASIC: Pattern = Pattern::new(r"(?i-u)(?:^|[^0-9A-Za-z])basic[ \n]([0-9A-Za-z+/]{8,}={0,2})");
    for (pattern, kind) in [(&FIELD, SecretKind::Password), (&TAG, SecretKind::Password)] {
        for found in pattern.groups(scan.bytes(), 1) {
            scan.hide(found, kind);
        }
    }
    hide_bracketed(scan);
    for found in BASIC.groups(scan.bytes(), 1) {
        let value = scan.part(found.clone());
        let has = |is: fn(&u8) -> bool| value.iter().any(is);
        // "Basic information" is not a name and password in Base64.
        if has(u8::is_ascii_uppercase)
            && has(u8::is_ascii_lowercase)
            && has(|byte| byte.is_ascii_digit() || *byte == b'=')
        {
            scan.hide(found, SecretKind::Token);
        }
    }
}

/// "password (hunter2x)", 密码[hunter2x]: letters and digits in brackets behind a label, unless they are an error code.
fn hide_bracketed(scan: &mut Scan) {
    static BRACKETS: Pattern = Pattern::new(
        r"(?i-u)(?:password|passwd|pwd|passcode|密码|口令)[ ]?(?:\((?:old|new|旧|新)\)[ ]?)?[(\[{]([!-~]{4,64}?)[)\]}]",
    );
    static CODE: Pattern = Pattern::new(r"(?-u)^[A-Z]{1,10}[-_]?[0-9]{1,8}$");
    for found in BRACKETS.groups(scan.bytes(), 1) {
        let value = scan.part(found.clone());
        let mixed = value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_alphabetic);
        if mixed && CODE.captures(value).is_none() {
            scan.hide(found, SecretKind::Password);
        }
    }
}

/// Hides numbers with marks between their groups, numbers in words, and codes beside cards.
pub(super) fn hide(scan: &mut Scan) {
    hide_grouped(scan);
    hide_spoken(scan);
    hide_beside_a_card(scan);
    hide_codes(scan);
    hide_phones(scan);
    hide_chinese_mail(scan);
}

/// The groups of a card and the three groups of an identity number, only with valid check digits.
fn hide_grouped(scan: &mut Scan) {
    static CARD: Pattern = Pattern::new(concat!(
        r"(?-u)^[0-9]{4}",
        mark!(),
        "[0-9]{4}",
        mark!(),
        "[0-9]{4}",
        mark!(),
        r"[0-9]{4}(?:[ -]?[0-9]{3})?"
    ));
    static AMEX: Pattern = Pattern::new(concat!(r"(?-u)^[0-9]{4}", mark!(), "[0-9]{6}", mark!(), "[0-9]{5}"));
    static IDENTITY: Pattern =
        Pattern::new(concat!(r"(?-u)^[0-9]{6}", mark!(), "[0-9]{8}", mark!(), "[0-9]{3}[0-9Xx]"));
    let mut found: Vec<(Range<usize>, SecretKind)> = Vec::new();
    let mut free = 0;
    for start in group_starts(scan.bytes(), &[4, 6]) {
        if start < free {
            continue;
        }
        let part = scan.part(start..start + REACH);
        for (pattern, kind) in
            [(&CARD, SecretKind::Card), (&AMEX, SecretKind::Card), (&IDENTITY, SecretKind::IdentityNumber)]
        {
            let Some(length) = pattern.captures(part).and_then(|found| found.get(0)).map(|whole| whole.end()) else {
                continue;
            };
            let end = start + length;
            let bare: Vec<u8> = scan.part(start..end).iter().copied().filter(|byte| is_in_number(*byte)).collect();
            let digits: Vec<u8> = digits_without_escapes(scan.part(start..end));
            let fits = if kind == SecretKind::IdentityNumber {
                is_new(&bare.to_ascii_uppercase())
            } else {
                luhn(&digits) && issued(&digits)
            };
            if fits && !scan.byte(end).is_some_and(|byte| byte.is_ascii_digit()) {
                found.push((start..end, kind));
                free = end;
                break;
            }
        }
    }
    for (range, kind) in found {
        scan.hide(range, kind);
    }
}

fn is_in_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'X' | b'x')
}

/// The digits of a number, without those of an escaped space (`%20`).
fn digits_without_escapes(part: &[u8]) -> Vec<u8> {
    let mut digits = Vec::new();
    let mut rest = part;
    while let Some((first, after)) = rest.split_first() {
        if rest.starts_with(b"%20") {
            rest = rest.get(3..).unwrap_or_default();
            continue;
        }
        if first.is_ascii_digit() {
            digits.push(*first);
        }
        rest = after;
    }
    digits
}

/// Where groups with these numbers of digits begin.
fn group_starts(bytes: &[u8], lengths: &[usize]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let start = at + first;
        let length = bytes.get(start..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
        if lengths.contains(&length) {
            starts.push(start);
        }
        at = start + length.max(1);
    }
    starts
}

/// A card or telephone number in words, digit by digit. Amounts and dates in words do not look like that: they have
/// tens, hundreds, years.
fn hide_spoken(scan: &mut Scan) {
    static ENGLISH: Pattern = Pattern::new(
        r"(?i-u)(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[ ,-]{1,3}){10,18}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)",
    );
    static CHINESE: Pattern = Pattern::new(
        r"(?-u)(?:(?:零|〇|一|二|三|四|五|六|七|八|九|幺|壹|贰|叁|肆|伍|陆|柒|捌|玖|两)(?:[ ,-]{0,2}|、)){11,19}",
    );
    for (pattern, bytes_of_one) in [(&ENGLISH, None), (&CHINESE, Some(3))] {
        for found in pattern.all(scan.bytes()) {
            let words = scan.part(found.clone());
            let count = match bytes_of_one {
                Some(size) => words.iter().filter(|byte| !byte.is_ascii()).count() / size,
                None => words.split(|byte| matches!(byte, b' ' | b',' | b'-')).filter(|word| !word.is_empty()).count(),
            };
            scan.hide(found, if count > 12 { SecretKind::Card } else { SecretKind::Phone });
        }
    }
}

/// Behind a hidden number: a month, a year, and three or four digits. That is how people write a card's security code.
fn hide_beside_a_card(scan: &mut Scan) {
    static CODE: Pattern = Pattern::new(
        r"(?-u)\x01[\])]?(?:[ ,;|/]|\xe3\x80\x81){1,4}(?:[Ee]xp[a-z.]{0,8}:?[ ]?|有效期[ :]{0,2})?(?:0[1-9]|1[0-2])[ ]?[/|-]?[ ]?(?:20)?[2-4][0-9](?:[ ,;|/]|\xe3\x80\x81){1,4}([0-9]{3,4})(?:[^0-9]|$)",
    );
    for found in CODE.groups(scan.bytes(), 1) {
        scan.hide(found, SecretKind::CardCode);
    }
}

/// "Your code is 483920": a code by message, not an error code.
fn hide_codes(scan: &mut Scan) {
    static SENT: Pattern = Pattern::new(
        r"(?i-u)(?:^|[^A-Za-z])(?:my|your|the (?:sms|text|message))[ ]((?:[A-Za-z]{1,12}[ ]){0,2}?)(?:code|said|says)(?:[ ](?:is|was)|:|[ ]-)?[ ]?([0-9]{4,8})(?:[^0-9]|$)",
    );
    let Some(regex) = SENT.regex() else { return };
    let mut found = Vec::new();
    for sent in regex.captures_iter(scan.bytes()) {
        let between = sent.get(1).map_or(&b""[..], |part| part.as_bytes()).to_ascii_lowercase();
        let other_codes = ["error", "status", "country", "zip", "post", "postal", "area", "promo", "order", "response"];
        let is_other = other_codes.iter().any(|word| between.windows(word.len()).any(|part| part == word.as_bytes()));
        if let Some(code) = sent.get(2).filter(|_| !is_other) {
            found.push(code.range());
        }
    }
    for range in found {
        scan.hide(range, SecretKind::OneTimeCode);
    }
}

/// Telephone numbers with dots, slashes, underscores or brackets.
fn hide_phones(scan: &mut Scan) {
    static CHINA: Pattern =
        Pattern::new(r"(?-u)(?:^|[^0-9.A-Za-z])(1[3-9][0-9][./_][0-9]{4}[./_][0-9]{4})(?:[^0-9./_]|$)");
    static AMERICA: Pattern =
        Pattern::new(r"(?-u)(?:^|[^0-9])((?:\+?1[ .-]?)?\([2-9][0-9]{2}\)[ -]?[0-9]{3}-[0-9]{4})(?:[^0-9]|$)");
    static ABROAD: Pattern =
        Pattern::new(r"(?-u)(?:^|[^0-9A-Za-z+])(\+[1-9][0-9]{0,2}(?:[. ()-]{1,2}[0-9]{1,4}){3,5})(?:[^0-9]|$)");
    for pattern in [&CHINA, &AMERICA, &ABROAD] {
        for found in pattern.groups(scan.bytes(), 1) {
            let part = scan.part(found.clone());
            let digits = part.iter().filter(|byte| byte.is_ascii_digit()).count();
            if (9..=15).contains(&digits) && !part.contains(&OPAQUE) {
                scan.hide(found, SecretKind::Phone);
            }
        }
    }
}

/// Mail addresses with a Chinese domain or name.
fn hide_chinese_mail(scan: &mut Scan) {
    static MAIL: Pattern = Pattern::new(
        r"(?-u)([0-9A-Za-z._%+-]{1,64}|(?:[\xe4-\xe9][\x80-\xbf]{2}){1,6})@(?:(?:[0-9A-Za-z-]|[\xe4-\xe9][\x80-\xbf]{2}){1,40}\.){1,4}(?:(?:[\xe4-\xe9][\x80-\xbf]{2}){2,6}|[A-Za-z]{2,12})",
    );
    for found in MAIL.groups(scan.bytes(), 1) {
        scan.hide(found, SecretKind::Email);
    }
}
