//! Names of this machine and its user, and what the customer chose: hidden wherever they stand.

use aho_corasick::{AhoCorasick, MatchKind};

use super::KnownSecrets;
use super::desk::Scan;
use super::fold::Folded;
use super::kind::SecretKind;

/// Names that are nobody's; hiding them would make reports unreadable.
const NOBODYS: [&str; 22] = [
    "admin",
    "administrator",
    "user",
    "users",
    "root",
    "test",
    "guest",
    "home",
    "default",
    "public",
    "desktop",
    "localhost",
    "computer",
    "laptop",
    "windows",
    "linux",
    "ubuntu",
    "debian",
    "okpay",
    "support",
    "error",
    "owner",
];

/// Finds them.
#[derive(Debug)]
pub(super) struct Names {
    finder: Option<AhoCorasick>,
    kinds: Vec<SecretKind>,
    /// The folded words, which a match is held against nothing but their ends.
    words: Vec<Vec<u8>>,
}

impl Names {
    pub(super) fn new(known: &KnownSecrets) -> Self {
        let mut listed: Vec<(Vec<u8>, SecretKind)> = Vec::new();
        let folded = |text: &str| Folded::new(text.trim()).bytes;
        listed.extend(
            known.chosen.iter().map(|text| (folded(text), SecretKind::Chosen)).filter(|(text, _)| text.len() >= 2),
        );
        for folder in &known.home_folders {
            let home = folder.trim_end_matches(['/', '\\']);
            // "/root" and "/" are nobody's.
            if home.chars().filter(|mark| matches!(mark, '/' | '\\')).count() >= 2 {
                let escaped = home.replace('\\', "\\\\");
                let turned = home.replace('\\', "/");
                listed.extend([home, &escaped, &turned].map(|path| (folded(path), SecretKind::UserName)));
            }
        }
        let names = known.user_names.iter().map(|name| (name, SecretKind::UserName));
        for (name, kind) in names.chain(known.host_names.iter().map(|name| (name, SecretKind::HostName))) {
            let name = folded(name);
            let nobodys = NOBODYS.iter().any(|nobody| name.eq_ignore_ascii_case(nobody.as_bytes()));
            // Two letters occur in any text; two Chinese characters are six bytes. Digits alone are a version.
            if name.len() >= 3 && !nobodys && !name.iter().all(u8::is_ascii_digit) {
                listed.push((name, kind));
            }
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(listed.iter().map(|(word, _)| word))
            .ok()
            .filter(|_| !listed.is_empty());
        let (words, kinds) = listed.into_iter().unzip();
        Self { finder, kinds, words }
    }

    pub(super) fn hide(&self, desk: &mut Scan) {
        let Some(finder) = &self.finder else { return };
        let found: Vec<_> = finder
            .find_iter(desk.bytes())
            .filter_map(|found| {
                let word = found.pattern().as_usize();
                let kind = *self.kinds.get(word)?;
                let whole = kind == SecretKind::Chosen || self.is_whole(desk, word, found.start(), found.end());
                whole.then(|| (found.range(), kind))
            })
            .collect();
        for (range, kind) in found {
            desk.hide(range, kind);
        }
    }

    /// "Ann" in "cannot" is no name.
    fn is_whole(&self, desk: &Scan, word: usize, start: usize, end: usize) -> bool {
        let letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let word = self.words.get(word).map(Vec::as_slice).unwrap_or_default();
        let begins = letter(word.first().copied()) && letter(desk.byte_before(start));
        let ends = letter(word.last().copied()) && letter(desk.byte(end));
        !begins && !ends
    }
}
