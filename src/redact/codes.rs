//! One-time codes and security codes of cards: few digits, recognised only by the words around them.
//!
//! Support staff need error codes most of all, so the label nearest to the digits decides. Digits with a unit, such as
//! minutes or yuan, are no code.

use std::ops::Range;

use super::chain::{Chain, Confidence, NearestLabel, NumberCandidate};
use super::kind::SecretKind;
use super::labels::LabelClass;
use super::pattern::Pattern;
use super::scan::{OPAQUE, Scan, is_joiner};

const NEAR: usize = 12;

/// Units. Digits with one of these behind them are no code.
const UNITS: [&str; 38] = [
    "元", "块", "分", "秒", "次", "天", "年", "月", "日", "号", "小时", "个", "条", "位", "人", "%", "毫秒", "多",
    "度", "yuan", "min", "sec", "hour", "day", "time", "year", "cny", "rmb", "usd", "eur", "digit", "char", "ms",
    "week", "month", "attempt", "tries", "万",
];

/// Adds the code that begins with this group.
pub(super) fn add_candidates(
    scan: &Scan,
    chain: &Chain,
    first: usize,
    label: NearestLabel,
    candidates: &mut Vec<NumberCandidate>,
) {
    let distance = label.distance;
    let Some((kind, lengths)) = code(chain, first, label) else { return };
    if chain.is_date(first) {
        return;
    }
    let mut last = chain.longest(first, lengths.end - 1).unwrap_or(first);
    // The whole of a short chain, because a code that was typed digit by digit has many gaps.
    if chain.digits(first, chain.len() - 1).len() <= 12 && kind == SecretKind::OneTimeCode {
        last = chain.len() - 1;
    }
    while last > first && has_unit(scan, chain.group(last).end) {
        last -= 1;
    }
    let digits = chain.digits(first, last).len();
    let fits = digits >= lengths.start && (digits < lengths.end || last > first);
    let is_same_sentence = distance <= 3 || digits == 6 || !has_break(scan, chain.group(first).start, distance);
    if fits && is_same_sentence && !has_unit(scan, chain.group(last).end) && !is_error(scan, chain.group(first).start) {
        chain.add(candidates, (first, last), kind, Confidence::Weak);
    }
}

/// The kind of code that the label before this group names, and how many digits it may have.
fn code(chain: &Chain, first: usize, label: NearestLabel) -> Option<(SecretKind, Range<usize>)> {
    // Only the first number behind the label is the code, or the first one behind a date.
    if first > 0 && !(first == 3 && chain.is_date(0)) {
        return None;
    }
    let class = label.within(NEAR)?;
    if class == LabelClass::OneTimeCode {
        Some((SecretKind::OneTimeCode, 4..11))
    } else {
        (class == LabelClass::CardCode).then_some((SecretKind::CardCode, 3..9))
    }
}

/// Whether a sentence or a part of one ends between the label and the digits.
fn has_break(scan: &Scan, start: usize, distance: usize) -> bool {
    // Most characters have at most three bytes.
    let before = scan.part(start.saturating_sub(distance * 3)..start);
    let before = String::from_utf8_lossy(before);
    before
        .chars()
        .rev()
        .take(distance)
        .any(|character| matches!(character, ',' | '.' | ';' | '!' | '?' | '。' | '、' | '\n'))
}

/// "E40012", "ERR-40012": letters right before it make it an error code. "G-123456" is a one-time code.
fn is_error(scan: &Scan, start: usize) -> bool {
    let before = scan.part(start.saturating_sub(4)..start);
    let letters = before.iter().rev().skip_while(|byte| **byte == b'-').take_while(|byte| byte.is_ascii_alphabetic());
    let letters: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    matches!(letters.as_slice(), [b'e' | b'x'] | [b'r', b'r', ..] | [b'c', b'e'] | [b'p', ..])
}

/// Whether a unit follows.
pub(super) fn has_unit(scan: &Scan, end: usize) -> bool {
    let after = scan.part(end..end + 12);
    let after = after.strip_prefix(b" ").unwrap_or(after);
    UNITS.iter().any(|unit| {
        let begins = after.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit.as_bytes()));
        // "123456 minds" has no unit.
        let whole = !unit.is_ascii()
            || *unit == "%"
            || matches!(after.get(unit.len()), None | Some(b's' | b'u' | b'.' | b' ' | b',' | b'\n' | 0x80..));
        begins && whole
    })
}

/// Codes before their label: "123456 is your verification code", "123456（登录验证码）".
pub(super) fn hide_before_labels(scan: &mut Scan) {
    static CODE_FIRST: Pattern = Pattern::new(concat!(
        r"(?i-u)(?:^|[^0-9])([0-9](?:[ -]?[0-9]){3,7})[ ]*",
        r"(?:(?:is|was|as|\(|\[|-|:|,|your|the|my|okpay|this|是|为|就是|您|你|我|的|本次|此次|登录|作为|【|】|收到的|当前|手机|短信)[ ]*)*(?:[a-z][a-z0-9.]{1,20}[ ]*)?$"
    ));
    for label in scan.labels(LabelClass::OneTimeCode) {
        let from = label.start.saturating_sub(48);
        let before = scan.part(from..label.start);
        let before_from = before.iter().rposition(|byte| *byte == OPAQUE || *byte == b'\n').map_or(0, |at| at + 1);
        let before = before.get(before_from..).unwrap_or_default();
        let Some(code) = CODE_FIRST.captures(before).and_then(|found| found.get(1)) else { continue };
        let range = from + before_from + code.start()..from + before_from + code.end();
        // "错误 40012 验证码": the label before it decides.
        let label_before =
            scan.label_before(range.start).filter(|(_, distance)| *distance <= 6).map(|(class, _)| class);
        let is_other =
            matches!(label_before, Some(LabelClass::Keep | LabelClass::Order | LabelClass::Phone | LabelClass::Card));
        // The end of a longer number is no code.
        let digits_before = scan.part(range.start.saturating_sub(4)..range.start);
        let is_longer = digits_before.iter().rev().find(|byte| !is_joiner(**byte)).is_some_and(u8::is_ascii_digit);
        // With only a space between, it is as likely a list as a sentence.
        let joined = scan.part(range.end..label.start).iter().any(|byte| *byte != b' ' && *byte != b',');
        if !is_other && !is_longer && joined && !has_unit(scan, range.end) {
            scan.hide(range, SecretKind::OneTimeCode);
        }
    }
}
