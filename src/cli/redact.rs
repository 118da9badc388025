//! `okpay-wizard redact`: hides the secrets in a text, so that a log can be passed on.

use crate::lang::Lang;
use crate::redact::{HiddenCounts, KnownSecrets, Numbering, Redactor, Salt};

/// A redacted text.
#[derive(Debug)]
pub struct RedactOutput {
    /// The text, with numbered placeholders in the reader's language.
    pub text: String,
    /// A sentence on how often each kind of secret was hidden. Empty if there were none.
    pub counts: String,
}

/// Hides the secrets in the text. Bytes that are neither UTF-8 nor UTF-16 become `�`, so they cannot conceal a secret.
pub fn redact(bytes: &[u8], known: &KnownSecrets, lang: Lang) -> RedactOutput {
    let text = decoded(bytes);
    // Numbers replace the salted tags below, so any salt is good enough.
    let tagged = Redactor::new(known, Salt::default()).redact(&text).text;
    RedactOutput {
        text: Numbering::default().number(&tagged, lang),
        counts: sentence(&HiddenCounts::of(&tagged), lang),
    }
}

/// The text of UTF-8 or UTF-16 bytes. Older versions of Notepad write UTF-16.
fn decoded(bytes: &[u8]) -> String {
    let pairs = |from: fn([u8; 2]) -> u16| -> String {
        let units = bytes.chunks_exact(2).skip(1).filter_map(|pair| <[u8; 2]>::try_from(pair).ok().map(from));
        char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => pairs(u16::from_le_bytes),
        [0xfe, 0xff, ..] => pairs(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn sentence(counts: &HiddenCounts, lang: Lang) -> String {
    let kinds: Vec<String> = counts.iter().map(|(kind, count)| format!("{} {count}", kind.name(lang))).collect();
    match (kinds.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Chinese) => format!("已隐藏：{}", kinds.join("、")),
        (false, Lang::English) => format!("hidden: {}", kinds.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::redact;
    use crate::lang::Lang;
    use crate::redact::KnownSecrets;

    #[test]
    fn a_log_is_passed_on_without_its_secrets() {
        let log = "order 12 from ann@qq.com card 4111111111111111, again ann@qq.com\n";
        let redacted = redact(log.as_bytes(), &KnownSecrets::default(), Lang::English);
        assert_eq!(redacted.text, "order 12 from [email #1]@qq.com card [card ····1111 #1], again [email #1]@qq.com\n");
        assert_eq!(redacted.counts, "hidden: card 1, email 2");
        let none = redact("订单 12\n".as_bytes(), &KnownSecrets::default(), Lang::Chinese);
        assert_eq!((none.text.as_str(), none.counts.as_str()), ("订单 12\n", ""));
    }

    #[test]
    fn notepads_files_and_broken_ones_are_read() {
        let utf16: Vec<u8> = "\u{feff}密码是abc123".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(redact(&utf16, &KnownSecrets::default(), Lang::Chinese).text, "密码是[密码]");
        let broken = redact(b"\xff card 4111111111111111 \xc3", &KnownSecrets::default(), Lang::English).text;
        assert_eq!(broken, "\u{fffd} card [card ····1111 #1] \u{fffd}");
    }
}
