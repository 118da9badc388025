//! Labels: words that say what the number or word after them is.

mod words;

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use self::words::WORDS;

/// What a label says about the value after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelClass {
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
    /// A hash, for example of a transaction: long, hexadecimal and not secret.
    Hash,
    /// An order or transaction number.
    Order,
    /// A version of something.
    Version,
    /// Something else that support staff need to read: an error code, an amount, a time.
    Keep,
}

/// A label in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: LabelClass,
}

/// Every label of a folded text, in order. Where two overlap, the one that starts first wins, then the longest.
pub(super) fn find(folded: &[u8]) -> Vec<Label> {
    let Some((finder, classes)) = finder() else { return Vec::new() };
    let found = finder.find_iter(folded).filter_map(|found| {
        let class = classes.get(found.pattern().as_usize()).copied()?;
        is_whole(folded, found.start(), found.end()).then_some(Label { start: found.start(), end: found.end(), class })
    });
    found.collect()
}

/// "Pin" in "shopping" is no label. An underscore ends a word: `user_password` has one.
fn is_whole(folded: &[u8], start: usize, end: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let starts = letter(Some(start)) && letter(start.checked_sub(1));
    let ends = letter(end.checked_sub(1)) && letter(Some(end));
    // "Passwords", "codes": a plural means the same.
    let plural = folded.get(end).is_some_and(|byte| byte.eq_ignore_ascii_case(&b's')) && !letter(Some(end + 1));
    !starts && (!ends || plural)
}

type Finder = (AhoCorasick, Vec<LabelClass>);

fn finder() -> Option<&'static Finder> {
    static FINDER: OnceLock<Option<Finder>> = OnceLock::new();
    FINDER
        .get_or_init(|| {
            let all = || WORDS.iter().flat_map(|(class, words)| words.split('|').map(|word| (*class, word)));
            let built = AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                // The faster kind would hold two megabytes for as long as the program runs.
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(all().map(|(_, word)| word));
            Some((built.ok()?, all().map(|(class, _)| class).collect()))
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::{LabelClass, find};

    fn classes(text: &str) -> Vec<LabelClass> {
        find(text.as_bytes()).into_iter().map(|label| label.class).collect()
    }

    #[test]
    fn the_longest_label_wins() {
        assert_eq!(classes("验证码 错误代码"), [LabelClass::OneTimeCode, LabelClass::Keep]);
        assert_eq!(classes("动态密码 密码"), [LabelClass::OneTimeCode, LabelClass::Password]);
        assert_eq!(classes("Verification CODE, error code"), [LabelClass::OneTimeCode, LabelClass::Keep]);
        assert_eq!(classes("shopping, discarded, spinning"), []);
        assert_eq!(classes("passwords user_password"), [LabelClass::Password, LabelClass::Password]);
    }
}
