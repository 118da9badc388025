//! Whether words that are still being typed may be stored already.
//!
//! What a session has stored stays in its file. Half a card's number is no secret that a rule could know, and the
//! other half, typed a second later, would stand behind it with its last four digits readable. So what is being
//! typed is stored only while nothing in it can become the beginning of a secret; all else waits until the customer
//! leaves the field.

use super::Redactor;
use super::desk::{OPAQUE, is_joiner};
use super::fold::Folded;
use super::labels::{self, Class};
use super::seed;

/// From here on a row of digits may be the beginning of a number that is hidden. Three are a code's or an amount's
/// beginning and give nothing away that the last four of a number would complete.
const DIGITS: usize = 4;

/// A word of this many letters and digits may be the beginning of a token.
const TOKEN: usize = 16;

/// So many words of a wallet's recovery list in a row may go on to be a recovery phrase.
const SEED_WORDS: usize = 3;

impl Redactor {
    /// Whether these words can be stored although the customer is still typing: they end where a word ends, and
    /// nothing in them is a secret or may become one.
    pub fn is_settled(&self, text: &str) -> bool {
        if !self.sniff(text).is_empty() {
            return false;
        }
        let folded = Folded::new(text).bytes;
        ends_a_word(&folded)
            && !folded.contains(&b'@')
            && !labels::find(&folded).iter().any(|label| tells_of_a_secret(label.class))
            && !has_long_row(&folded)
            && !has_long_word(&folded)
            && seed::longest_row(&folded) < SEED_WORDS
    }
}

/// A space, a comma or a Chinese character ends a word. Letters and digits may go on, and so may a dot, a dash or a
/// colon: an address is made with them.
fn ends_a_word(folded: &[u8]) -> bool {
    folded.last().is_none_or(|last| !last.is_ascii() || matches!(last, b' ' | b'\n' | b',' | b';' | b'!' | b'?'))
}

fn tells_of_a_secret(class: Class) -> bool {
    match class {
        Class::Card
        | Class::Account
        | Class::CardCode
        | Class::OneTimeCode
        | Class::Password
        | Class::Passphrase
        | Class::Seed
        | Class::PrivateKey
        | Class::Phone
        | Class::Identity
        | Class::Passport
        | Class::Iban => true,
        Class::Hash | Class::Order | Class::Version | Class::Keep => false,
    }
}

/// Whether digits with nothing but joiners between them are as many as a hidden number may begin with.
fn has_long_row(folded: &[u8]) -> bool {
    let mut digits = 0;
    for byte in folded {
        if byte.is_ascii_digit() {
            digits += 1;
        } else if !is_joiner(*byte) {
            digits = 0;
        }
        if digits >= DIGITS {
            return true;
        }
    }
    false
}

fn has_long_word(folded: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'/' | b'=');
    folded.split(|byte| !is_part(byte) && *byte != OPAQUE).any(|word| word.len() >= TOKEN)
}

#[cfg(test)]
mod tests {
    use super::Redactor;

    fn is_settled(text: &str) -> bool {
        Redactor::default().is_settled(text)
    }

    #[test]
    fn plain_words_are_stored_while_they_are_typed() {
        for text in ["", "付款以后一直转圈。", "昨天付了两次", "paid twice, ", "Error 12: the page stays white. "]
        {
            assert!(is_settled(text), "{text}");
        }
    }

    #[test]
    fn what_may_become_a_secret_waits() {
        for text in [
            "paid twi",
            "4111 ",
            "4111 1111 1111 11",
            "４１１１ ",
            "卡号",
            "我的密码是",
            "my password is h",
            "ann@",
            "ann@qq.com ",
            "write to zhang.wei-",
            "203.0.113.",
            "aa:bb:cc:dd:ee:",
            "OTP ",
            "1380013",
            "abandon ability able ",
            "eyJhbGciOiJIUzI1NiJ9.",
            "6222 0000 ",
        ] {
            assert!(!is_settled(text), "{text}");
        }
    }

    /// However somebody types a text and wherever they pause: what was stored on the way, read together with what is
    /// stored in the end, shows no more of the secret than the end does.
    #[test]
    fn no_pause_while_typing_gives_a_secret_away() {
        let redactor = Redactor::default();
        for (text, secret) in [
            ("付款失败 卡 4111 1111 1111 1111 扣款了", "4111111111111111"),
            ("paid with 5555555555554444 twice", "5555555555554444"),
            ("身份证 11010519491231002X 通不过", "11010519491231002X"),
            ("电话 138 0013 8000", "13800138000"),
            ("密码是 hunter2x 还是不行", "hunter2x"),
            ("短信 验证码 483920", "483920"),
            ("write to zhang.wei-san@example.com please", "zhangweisan"),
            ("from 203.0.113.77 it fails", "203011377"),
            ("the card aa:bb:cc:dd:ee:f1 is lost", "aabbccddeef1"),
            ("iban DE89 3704 0044 0532 0130 00 ok", "DE89370400440532013000"),
        ] {
            let stored = |so_far: &str| so_far.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
            for (end, character) in text.char_indices() {
                let so_far = &text[..end + character.len_utf8()];
                if redactor.is_settled(so_far) {
                    let stored = stored(&redactor.safe(so_far));
                    for length in 4..=secret.len() {
                        assert!(!stored.contains(&secret[..length]), "{so_far}");
                    }
                }
            }
        }
    }
}
