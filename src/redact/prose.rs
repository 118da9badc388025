//! Secrets in sentences: "the password is …", 密码是…, "OTP: …", 私钥：….
//!
//! The label alone is not enough: 忘记密码 and "password reset" must stay. The word that follows counts as a secret if a
//! colon, 是 or "is" comes before it, or if it looks like a secret.

use std::ops::Range;

use super::codes;
use super::kind::SecretKind;
use super::labels::{Label, LabelClass};
use super::pattern::Pattern;
use super::scan::{OPAQUE, Scan, is_joiner};

/// How many bytes behind a label are searched.
const WINDOW: usize = 256;

/// Words that often follow "the password is" and are no passwords.
const NO_SECRETS: [&str; 66] = [
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

/// Digits as Chinese words.
const DIGIT_WORDS: &str = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两";

/// Hides values that a label before or after them makes secret.
pub(super) fn hide(scan: &mut Scan) {
    for (class, kind) in [
        (LabelClass::Password, SecretKind::Password),
        (LabelClass::Passphrase, SecretKind::Password),
        (LabelClass::PrivateKey, SecretKind::PrivateKey),
        (LabelClass::OneTimeCode, SecretKind::OneTimeCode),
        (LabelClass::CardCode, SecretKind::CardCode),
    ] {
        for label in scan.labels(class) {
            if let Some(found) = after(scan, &label) {
                scan.hide_word(found, kind);
            } else if let Some(found) = (class == LabelClass::Password).then(|| before(scan, &label)).flatten() {
                scan.hide_word(found, kind);
            }
        }
    }
}

/// What is between a label and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// A colon, 是, "is".
    Direct,
    /// Further words, then one of these: "password for the shop is".
    Indirect,
    /// At most a space.
    Space,
    /// A colon and a line break.
    LineBreak,
}

fn after(scan: &Scan, label: &Label) -> Option<Range<usize>> {
    let text = whole_characters(scan.part(label.end..label.end + WINDOW));
    let (separator, start) = separator(text);
    let rest = text.get(start..)?;
    if label.class == LabelClass::Passphrase && separator == Separator::Direct {
        let line = rest.find(['\n', '\u{1}', '。', '，']).unwrap_or(rest.len()).min(256);
        let line = rest.get(..rest.floor_char_boundary(line))?.trim_end();
        return (line.len() >= 4).then(|| label.end + start..label.end + start + line.len());
    }
    let value = value(rest)?;
    let range = label.end + start + value.start..label.end + start + value.end;
    is_secret(scan, label.class, separator, &range).then_some(range)
}

/// The separator at the start of this text, and where the value begins.
fn separator(text: &str) -> (Separator, usize) {
    static SEPARATOR: Pattern = Pattern::new(concat!(
        r#"(?i-u)^s?(?:["'`)\]*]|”|’|」|』|》|】){0,3}[ \t]*"#,
        r"((?:(?:我的|我|他的|她的|你的|您的|的|当前|现在|以前|之前|原来|旧|新|老|也|就|都|应该|可能|一直|用|设的|设置的|填的|输入的|输的|后来|已经|记得|觉得|确定|明明|框|数字|账户|账号|登录|\([^()\n]{0,24}\)|[a-z'.]{1,14}[ \t])[ \t]*){0,6})",
        r"(?:(?:就是|是|设为|设成|设置为|设置成|改为|改成了|改成|换成了|换成|为|叫|等于|(?:里|中)?(?:输入|输的|输|填写|填的|填)了?|=>|->|:=|[:=]|(?:is|(was|are)|equals|set[ ]to|changed[ ]to)(?:[ \t]|[:=]|\x01|$))[ \t]*){1,3}",
        r"(\r?\n[ \t]*)?"
    ));
    let Some(found) = SEPARATOR.captures(text.as_bytes()) else {
        let spaces = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        return (Separator::Space, spaces.min(4));
    };
    let has_words = found.get(1).is_some_and(|filler| filler.as_bytes().iter().any(u8::is_ascii_alphabetic));
    // "The password was enough" is more often a sentence than a password.
    let is_indirect = has_words || found.get(2).is_some();
    let separator = match (found.get(3).is_some(), is_indirect) {
        (true, _) => Separator::LineBreak,
        (_, true) => Separator::Indirect,
        _ => Separator::Direct,
    };
    (separator, found.get(0).map_or(0, |all| all.end()))
}

/// The first word of a text, or everything within quotes.
fn value(text: &str) -> Option<Range<usize>> {
    const QUOTES: [(&str, &str); 8] =
        [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("「", "」"), ("【", "】"), ("《", "》")];
    for (open, close) in QUOTES {
        if let Some(inside) = text.strip_prefix(open) {
            let end = inside.find(close).filter(|end| *end <= 128);
            let inside = inside.get(..end?)?;
            let is_sentence = inside.contains(['\n', '\u{1}']) || inside.chars().any(is_east_asian);
            return (!is_sentence && !inside.is_empty()).then(|| open.len()..open.len() + inside.len());
        }
    }
    let digit_words: usize = text.chars().take_while(|digit| DIGIT_WORDS.contains(*digit)).map(char::len_utf8).sum();
    if digit_words >= 12 {
        return Some(0..digit_words);
    }
    let word =
        text.find(|character: char| character.is_whitespace() || character == '\u{1}' || is_east_asian(character));
    let word = text.get(..word.unwrap_or(text.len()))?;
    // A full stop is more often the end of the sentence than of the password.
    let mut word = word.trim_end_matches([',', ';', '.', ':']);
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')] {
        if !word.contains(open) {
            word = word.trim_end_matches(close);
        }
    }
    let word = word.trim_end_matches(['"', '\'', '`', ',', '.']);
    // Digits in groups are one secret: half of a card number behind 密码 is still secret.
    let digits = word.bytes().all(|byte| byte.is_ascii_digit() || is_joiner(byte));
    let groups = if digits { digit_run(text) } else { 0 };
    (!word.is_empty()).then_some(0..word.len().max(groups))
}

/// The length of the digits and joiners at the start of a text.
fn digit_run(text: &str) -> usize {
    let in_run = |byte: u8| byte.is_ascii_digit() || is_joiner(byte);
    let run = text.bytes().take_while(|byte| in_run(*byte)).take(48).count();
    text.get(..run).unwrap_or_default().trim_end_matches(|character: char| !character.is_ascii_digit()).len()
}

fn is_secret(scan: &Scan, class: LabelClass, separator: Separator, range: &Range<usize>) -> bool {
    let bytes = scan.part(range.clone());
    let word = String::from_utf8_lossy(bytes);
    let digit_words_only = word.chars().all(|digit| DIGIT_WORDS.contains(digit));
    let digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let letter = word.chars().any(char::is_alphabetic);
    let symbol = word.bytes().any(|byte| b"!@#$%^&*_+=?~".contains(&byte));
    let marks_only = !digit && !letter;
    let is_plain = NO_SECRETS.iter().any(|plain| word.eq_ignore_ascii_case(plain));
    if digit_words_only {
        return separator == Separator::Direct;
    }
    if bytes.contains(&OPAQUE) || marks_only || is_plain || word.contains("://") || codes::has_unit(scan, range.end) {
        return false;
    }
    // The next label is no value: "密码error code 40012".
    let next = scan.label_after(range.start).filter(|label| label.start == range.start);
    if next.is_some_and(|label| {
        separator != Separator::Direct || matches!(label.class, LabelClass::Keep | LabelClass::Order)
    }) {
        return false;
    }
    if matches!(class, LabelClass::OneTimeCode | LabelClass::CardCode) {
        return separator == Separator::Direct && digit && letter && is_short_code(bytes);
    }
    if class == LabelClass::PrivateKey {
        return bytes.len() >= 8 && digit && !is_date_or_time(bytes);
    }
    let long = bytes.len() >= 4 && !is_date_or_time(bytes);
    match separator {
        Separator::Direct => true,
        Separator::Indirect | Separator::LineBreak => long && (digit || symbol) && !word.ends_with(':'),
        Separator::Space => {
            long && (digit || symbol && letter) && !word.starts_with(['(', '[', '{', '<', '/', '|', ','])
        }
    }
}

/// A code of letters and digits that is no error code.
fn is_short_code(bytes: &[u8]) -> bool {
    (3..=12).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !is_error_code(bytes)
        && !is_date_or_time(bytes)
}

/// "E40012" behind 验证码 is an error that a page showed.
fn is_error_code(bytes: &[u8]) -> bool {
    matches!(bytes.to_ascii_lowercase().as_slice(), [b'e', b'0'..=b'9' | b'-', ..] | [b'e', b'r', b'r', ..])
}

/// A date or a time of day.
fn is_date_or_time(bytes: &[u8]) -> bool {
    static MOMENT: Pattern = Pattern::new(
        r"(?-u)^(?:(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}[-/~][0-9]{1,2})(?:[T,].*)?$",
    );
    MOMENT.captures(bytes).is_some()
}

/// "Hunter2 is my password", "abc123是我的密码".
fn before(scan: &Scan, label: &Label) -> Option<Range<usize>> {
    static BEFORE: Pattern = Pattern::new(
        r"(?i-u)([!-~]{4,64})[ ]*(?:(?:is|was) (?:my|the|our|his|her)|(?:就是|是)(?:我|他|她)的?|作|当|做|作为)[ ]*(?:old |new |current |login |payment |登录|支付|取款|旧|新)?$",
    );
    let from = label.start.saturating_sub(112);
    let found = BEFORE.captures(scan.part(from..label.start)).and_then(|found| found.get(1))?;
    let digit = found.as_bytes().iter().any(u8::is_ascii_digit);
    (digit && !is_date_or_time(found.as_bytes())).then(|| from + found.start()..from + found.end())
}

/// The bytes up to the last whole character.
fn whole_characters(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// Chinese, Japanese and Korean characters and their punctuation. They are never part of a password.
fn is_east_asian(character: char) -> bool {
    matches!(u32::from(character), 0x2010..=0x203f | 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff5f..=0xffef | 0x20000..=0x3ffff)
}
