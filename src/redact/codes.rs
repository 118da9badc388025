//! One-time codes and the codes on cards: few digits that only the words around them give away.
//!
//! An error code is what support needs most, so the word nearest to the digits decides, and what is counted in
//! minutes or yuan is no code.

use std::ops::Range;

use super::chain::{Chain, Claim, Sure, Told};
use super::desk::{OPAQUE, Scan, is_joiner};
use super::kind::SecretKind;
use super::labels::Class;
use super::pattern::Pattern;

const NEAR: usize = 12;

/// What digits are counted in; no code has one behind it.
const UNITS: [&str; 38] = [
    "元", "块", "分", "秒", "次", "天", "年", "月", "日", "号", "小时", "个", "条", "位", "人", "%", "毫秒", "多",
    "度", "yuan", "min", "sec", "hour", "day", "time", "year", "cny", "rmb", "usd", "eur", "digit", "char", "ms",
    "week", "month", "attempt", "tries", "万",
];

/// Offers the code that begins with this group.
pub(super) fn offer(desk: &Scan, chain: &Chain, first: usize, told: Told, claims: &mut Vec<Claim>) {
    let far = told.far;
    let Some((kind, lengths)) = code(chain, first, told) else { return };
    if chain.is_date(first) {
        return;
    }
    let mut last = chain.longest(first, lengths.end - 1).unwrap_or(first);
    // All that is left of a short row; a code that was typed digit by digit has many gaps.
    if chain.digits(first, chain.len() - 1).len() <= 12 && kind == SecretKind::OneTimeCode {
        last = chain.len() - 1;
    }
    while last > first && is_counted(desk, chain.group(last).end) {
        last -= 1;
    }
    let digits = chain.digits(first, last).len();
    let fits = digits >= lengths.start && (digits < lengths.end || last > first);
    let told_more = far <= 3 || digits == 6 || !has_break(desk, chain.group(first).start, far);
    if fits && told_more && !is_counted(desk, chain.group(last).end) && !is_error(desk, chain.group(first).start) {
        chain.offer(claims, (first, last), kind, Sure::Short);
    }
}

/// Which code the words before this group speak of.
fn code(chain: &Chain, first: usize, told: Told) -> Option<(SecretKind, Range<usize>)> {
    // Only the first number behind the word is the code, or the first behind a date.
    if first > 0 && !(first == 3 && chain.is_date(0)) {
        return None;
    }
    let class = told.within(NEAR)?;
    if class == Class::OneTimeCode {
        Some((SecretKind::OneTimeCode, 4..11))
    } else {
        (class == Class::CardCode).then_some((SecretKind::CardCode, 3..9))
    }
}

/// Whether a new thought begins between the word and the digits.
fn has_break(desk: &Scan, start: usize, far: usize) -> bool {
    // At most three bytes a character.
    let before = desk.part(start.saturating_sub(far * 3)..start);
    let before = String::from_utf8_lossy(before);
    before
        .chars()
        .rev()
        .take(far)
        .any(|character| matches!(character, ',' | '.' | ';' | '!' | '?' | '。' | '、' | '\n'))
}

/// "E40012", "ERR-40012": letters right before it make it an error's code. "G-123456" is a code by message.
fn is_error(desk: &Scan, start: usize) -> bool {
    let before = desk.part(start.saturating_sub(4)..start);
    let letters = before.iter().rev().skip_while(|byte| **byte == b'-').take_while(|byte| byte.is_ascii_alphabetic());
    let letters: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    matches!(letters.as_slice(), [b'e' | b'x'] | [b'r', b'r', ..] | [b'c', b'e'] | [b'p', ..])
}

/// Whether a unit follows.
pub(super) fn is_counted(desk: &Scan, end: usize) -> bool {
    let after = desk.part(end..end + 12);
    let after = after.strip_prefix(b" ").unwrap_or(after);
    UNITS.iter().any(|unit| {
        let begins = after.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit.as_bytes()));
        // "123456 个人登录": fine; "123456 minds": no unit.
        let whole = !unit.is_ascii()
            || *unit == "%"
            || matches!(after.get(unit.len()), None | Some(b's' | b'u' | b'.' | b' ' | b',' | b'\n' | 0x80..));
        begins && whole
    })
}

/// "123456 is your verification code", "123456（登录验证码）": the digits come first.
pub(super) fn hide_before_words(desk: &mut Scan) {
    static CODE_FIRST: Pattern = Pattern::new(concat!(
        r"(?i-u)(?:^|[^0-9])([0-9](?:[ -]?[0-9]){3,7})[ ]*",
        r"(?:(?:is|was|as|\(|\[|-|:|,|your|the|my|okpay|this|是|为|就是|您|你|我|的|本次|此次|登录|作为|【|】|收到的|当前|手机|短信)[ ]*)*(?:[a-z][a-z0-9.]{1,20}[ ]*)?$"
    ));
    for label in desk.labels(Class::OneTimeCode) {
        let from = label.start.saturating_sub(48);
        let before = desk.part(from..label.start);
        let before_from = before.iter().rposition(|byte| *byte == OPAQUE || *byte == b'\n').map_or(0, |at| at + 1);
        let before = before.get(before_from..).unwrap_or_default();
        let Some(code) = CODE_FIRST.first(before).and_then(|found| found.get(1)) else { continue };
        let range = from + before_from + code.start()..from + before_from + code.end();
        // "错误 40012 验证码": the word before it has the first say.
        let told = desk.label_before(range.start).filter(|(_, far)| *far <= 6).map(|(class, _)| class);
        let other = matches!(told, Some(Class::Keep | Class::Order | Class::Phone | Class::Card));
        // The end of a longer number is no code.
        let row = desk.part(range.start.saturating_sub(4)..range.start);
        let longer = row.iter().rev().find(|byte| !is_joiner(**byte)).is_some_and(u8::is_ascii_digit);
        // Nothing but a space between is a list as often as a sentence.
        let joined = desk.part(range.end..label.start).iter().any(|byte| *byte != b' ' && *byte != b',');
        if !other && !longer && joined && !is_counted(desk, range.end) {
            desk.hide(range, SecretKind::OneTimeCode);
        }
    }
}
