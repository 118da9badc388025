//! Words that tell what the number or word after them is.

mod words;

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use self::words::WORDS;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A payment card's number.
    Card,
    /// A bank account's number.
    Account,
    /// The code on a card's back.
    CardCode,
    /// A code by message.
    OneTimeCode,
    /// A password.
    Password,
    /// A passphrase of several words.
    Passphrase,
    /// Recovery words.
    Seed,
    /// A private key.
    PrivateKey,
    /// A telephone number.
    Phone,
    /// An identity number.
    Identity,
    /// A passport or permit.
    Passport,
    /// An IBAN.
    Iban,
    /// A hash or a transaction's hash: long and hexadecimal and no secret.
    Hash,
    /// An order or transaction number.
    Order,
    /// A version of something.
    Version,
    /// Something else that support needs to read: an error code, an amount, a time.
    Keep,
}

/// A word that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
}

/// Every telling word of a folded text, in order; where two overlap, the one that starts first and is longest.
pub(super) fn find(folded: &[u8]) -> Vec<Label> {
    let Some((finder, classes)) = finder() else { return Vec::new() };
    let found = finder.find_iter(folded).filter_map(|found| {
        let class = classes.get(found.pattern().as_usize()).copied()?;
        is_whole(folded, found.start(), found.end()).then_some(Label { start: found.start(), end: found.end(), class })
    });
    found.collect()
}

/// "Pin" in "shopping" tells nothing. An underscore does not hide a word: `user_password`.
fn is_whole(folded: &[u8], start: usize, end: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let starts = letter(Some(start)) && letter(start.checked_sub(1));
    let ends = letter(end.checked_sub(1)) && letter(Some(end));
    // "Passwords", "codes": a plural tells the same.
    let plural = folded.get(end).is_some_and(|byte| byte.eq_ignore_ascii_case(&b's')) && !letter(Some(end + 1));
    !starts && (!ends || plural)
}

type Finder = (AhoCorasick, Vec<Class>);

fn finder() -> Option<&'static Finder> {
    static FINDER: OnceLock<Option<Finder>> = OnceLock::new();
    FINDER
        .get_or_init(|| {
            let all = || WORDS.iter().flat_map(|(class, words)| words.split('|').map(|word| (*class, word)));
            let built = AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                // Its table of all steps would take two megabytes for as long as the program runs.
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(all().map(|(_, word)| word));
            Some((built.ok()?, all().map(|(class, _)| class).collect()))
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::{Class, find};

    fn classes(text: &str) -> Vec<Class> {
        find(text.as_bytes()).into_iter().map(|label| label.class).collect()
    }

    #[test]
    fn the_longest_word_tells() {
        assert_eq!(classes("验证码 错误代码"), [Class::OneTimeCode, Class::Keep]);
        assert_eq!(classes("动态密码 密码"), [Class::OneTimeCode, Class::Password]);
        assert_eq!(classes("Verification CODE, error code"), [Class::OneTimeCode, Class::Keep]);
        assert_eq!(classes("shopping, discarded, spinning"), []);
        assert_eq!(classes("passwords user_password"), [Class::Password, Class::Password]);
    }
}
