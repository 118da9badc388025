//! Secrets told in sentences: "the password is …", 密码是…, "OTP: …", 私钥：….
//!
//! The word alone tells nothing: 忘记密码 and "password reset" must stay. What follows counts as the secret when a
//! colon, 是 or "is" leads to it, or when it looks like one.

use std::ops::Range;

use super::codes;
use super::desk::{OPAQUE, Scan, is_joiner};
use super::kind::SecretKind;
use super::labels::{Class, Label};
use super::pattern::Pattern;

/// How much text behind a word is looked at.
const WINDOW: usize = 256;

/// What often follows "the password is" and is none.
const PLAIN: [&str; 66] = [
    "wrong",
    "incorrect",
    "invalid",
    "not",
    "the",
    "correct",
    "right",
    "required",
    "expired",
    "missing",
    "empty",
    "too",
    "being",
    "never",
    "always",
    "still",
    "reset",
    "changed",
    "rejected",
    "accepted",
    "denied",
    "locked",
    "weak",
    "my",
    "a",
    "an",
    "in",
    "on",
    "at",
    "ok",
    "okay",
    "blank",
    "different",
    "unknown",
    "no",
    "now",
    "asked",
    "needed",
    "lost",
    "forgotten",
    "sent",
    "saved",
    "stored",
    "hidden",
    "shown",
    "used",
    "working",
    "fine",
    "good",
    "what",
    "it",
    "that",
    "to",
    "for",
    "and",
    "but",
    "because",
    "when",
    "if",
    "there",
    "your",
    "yes",
    "none",
    "null",
    "true",
    "false",
];

/// Digits as words.
const SPOKEN: &str = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两";

/// Hides what the words before or after it make a secret.
pub(super) fn hide(desk: &mut Scan) {
    for (class, kind) in [
        (Class::Password, SecretKind::Password),
        (Class::Passphrase, SecretKind::Password),
        (Class::PrivateKey, SecretKind::PrivateKey),
        (Class::OneTimeCode, SecretKind::OneTimeCode),
        (Class::CardCode, SecretKind::CardCode),
    ] {
        for label in desk.labels(class) {
            if let Some(found) = after(desk, &label) {
                desk.hide_word(found, kind);
            } else if let Some(found) = (class == Class::Password).then(|| before(desk, &label)).flatten() {
                desk.hide_word(found, kind);
            }
        }
    }
}

/// How the value is led to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// A colon, 是, "is".
    Plain,
    /// The same after further words: "password for the shop is".
    Winding,
    /// Nothing but a space.
    Nothing,
    /// A colon and a new line.
    Line,
}

fn after(desk: &Scan, label: &Label) -> Option<Range<usize>> {
    let text = valid(desk.part(label.end..label.end + WINDOW));
    let (lead, start) = led(text);
    let rest = text.get(start..)?;
    if label.class == Class::Passphrase && lead == Lead::Plain {
        let line = rest.find(['\n', '\u{1}', '。', '，']).unwrap_or(rest.len()).min(256);
        let line = rest.get(..rest.floor_char_boundary(line))?.trim_end();
        return (line.len() >= 4).then(|| label.end + start..label.end + start + line.len());
    }
    let value = value(rest)?;
    let range = label.end + start + value.start..label.end + start + value.end;
    is_secret(desk, label.class, lead, &range).then_some(range)
}

/// How the value is led to, and where it begins.
fn led(text: &str) -> (Lead, usize) {
    static LEAD: Pattern = Pattern::new(concat!(
        r#"(?i-u)^s?(?:["'`)\]*]|”|’|」|』|》|】){0,3}[ \t]*"#,
        r"((?:(?:我的|我|他的|她的|你的|您的|的|当前|现在|以前|之前|原来|旧|新|老|也|就|都|应该|可能|一直|用|设的|设置的|填的|输入的|输的|后来|已经|记得|觉得|确定|明明|框|数字|账户|账号|登录|\([^()\n]{0,24}\)|[a-z'.]{1,14}[ \t])[ \t]*){0,6})",
        r"(?:(?:就是|是|设为|设成|设置为|设置成|改为|改成了|改成|换成了|换成|为|叫|等于|(?:里|中)?(?:输入|输的|输|填写|填的|填)了?|=>|->|:=|[:=]|(?:is|(was|are)|equals|set[ ]to|changed[ ]to)(?:[ \t]|[:=]|\x01|$))[ \t]*){1,3}",
        r"(\r?\n[ \t]*)?"
    ));
    let Some(found) = LEAD.first(text.as_bytes()) else {
        let spaces = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        return (Lead::Nothing, spaces.min(4));
    };
    let winding = found.get(1).is_some_and(|filler| filler.as_bytes().iter().any(u8::is_ascii_alphabetic));
    // "The password was enough" is a story more often than a password.
    let winding = winding || found.get(2).is_some();
    let lead = match (found.get(3).is_some(), winding) {
        (true, _) => Lead::Line,
        (_, true) => Lead::Winding,
        _ => Lead::Plain,
    };
    (lead, found.get(0).map_or(0, |all| all.end()))
}

/// The first word of a text, or all that stands in quotes.
fn value(text: &str) -> Option<Range<usize>> {
    const QUOTES: [(&str, &str); 8] =
        [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("「", "」"), ("【", "】"), ("《", "》")];
    for (open, close) in QUOTES {
        if let Some(inside) = text.strip_prefix(open) {
            let end = inside.find(close).filter(|end| *end <= 128);
            let inside = inside.get(..end?)?;
            let plain = inside.contains(['\n', '\u{1}']) || inside.chars().any(is_east_asian);
            return (!plain && !inside.is_empty()).then(|| open.len()..open.len() + inside.len());
        }
    }
    let spoken: usize = text.chars().take_while(|digit| SPOKEN.contains(*digit)).map(char::len_utf8).sum();
    if spoken >= 12 {
        return Some(0..spoken);
    }
    let word =
        text.find(|character: char| character.is_whitespace() || character == '\u{1}' || is_east_asian(character));
    let word = text.get(..word.unwrap_or(text.len()))?;
    // A full stop ends the sentence more often than the password.
    let mut word = word.trim_end_matches([',', ';', '.', ':']);
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')] {
        if !word.contains(open) {
            word = word.trim_end_matches(close);
        }
    }
    let word = word.trim_end_matches(['"', '\'', '`', ',', '.']);
    // Digits in groups are one secret: half a card's number behind 密码 is no less a card's.
    let digits = word.bytes().all(|byte| byte.is_ascii_digit() || is_joiner(byte));
    let groups = if digits { row(text) } else { 0 };
    (!word.is_empty()).then_some(0..word.len().max(groups))
}

/// How far digits and single joiners go.
fn row(text: &str) -> usize {
    let of_row = |byte: u8| byte.is_ascii_digit() || is_joiner(byte);
    let row = text.bytes().take_while(|byte| of_row(*byte)).take(48).count();
    text.get(..row).unwrap_or_default().trim_end_matches(|character: char| !character.is_ascii_digit()).len()
}

fn is_secret(desk: &Scan, class: Class, lead: Lead, range: &Range<usize>) -> bool {
    let bytes = desk.part(range.clone());
    let word = String::from_utf8_lossy(bytes);
    let spoken = word.chars().all(|digit| SPOKEN.contains(digit));
    let digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let letter = word.chars().any(char::is_alphabetic);
    let symbol = word.bytes().any(|byte| b"!@#$%^&*_+=?~".contains(&byte));
    let marks_only = !digit && !letter;
    let plain = PLAIN.iter().any(|plain| word.eq_ignore_ascii_case(plain));
    if spoken {
        return matches!(lead, Lead::Plain);
    }
    if bytes.contains(&OPAQUE) || marks_only || plain || word.contains("://") || codes::is_counted(desk, range.end) {
        return false;
    }
    // The next telling word is no value: "密码error code 40012".
    let next = desk.label_after(range.start).filter(|label| label.start == range.start);
    if next.is_some_and(|label| lead != Lead::Plain || matches!(label.class, Class::Keep | Class::Order)) {
        return false;
    }
    if matches!(class, Class::OneTimeCode | Class::CardCode) {
        return lead == Lead::Plain && digit && letter && is_short_code(bytes);
    }
    if class == Class::PrivateKey {
        return bytes.len() >= 8 && digit && !is_moment(bytes);
    }
    let long = bytes.len() >= 4 && !is_moment(bytes);
    match lead {
        Lead::Plain => true,
        Lead::Winding | Lead::Line => long && (digit || symbol) && !word.ends_with(':'),
        Lead::Nothing => long && (digit || symbol && letter) && !word.starts_with(['(', '[', '{', '<', '/', '|', ',']),
    }
}

/// A code of letters and digits that is no error's.
fn is_short_code(bytes: &[u8]) -> bool {
    (3..=12).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !is_error_code(bytes)
        && !is_moment(bytes)
}

/// "E40012" behind 验证码 is what the page said.
fn is_error_code(bytes: &[u8]) -> bool {
    matches!(bytes.to_ascii_lowercase().as_slice(), [b'e', b'0'..=b'9' | b'-', ..] | [b'e', b'r', b'r', ..])
}

/// A date or a time of day.
fn is_moment(bytes: &[u8]) -> bool {
    static MOMENT: Pattern = Pattern::new(
        r"(?-u)^(?:(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}[-/~][0-9]{1,2})(?:[T,].*)?$",
    );
    MOMENT.first(bytes).is_some()
}

/// "Hunter2 is my password", "abc123是我的密码".
fn before(desk: &Scan, label: &Label) -> Option<Range<usize>> {
    static BEFORE: Pattern = Pattern::new(
        r"(?i-u)([!-~]{4,64})[ ]*(?:(?:is|was) (?:my|the|our|his|her)|(?:就是|是)(?:我|他|她)的?|作|当|做|作为)[ ]*(?:old |new |current |login |payment |登录|支付|取款|旧|新)?$",
    );
    let from = label.start.saturating_sub(112);
    let found = BEFORE.first(desk.part(from..label.start)).and_then(|found| found.get(1))?;
    let digit = found.as_bytes().iter().any(u8::is_ascii_digit);
    (digit && !is_moment(found.as_bytes())).then(|| from + found.start()..from + found.end())
}

/// The part of the bytes that is whole characters.
fn valid(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// Chinese, Japanese and Korean characters and their punctuation: no part of a password.
fn is_east_asian(character: char) -> bool {
    matches!(u32::from(character), 0x2010..=0x203f | 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff5f..=0xffef | 0x20000..=0x3ffff)
}
