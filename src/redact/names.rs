//! Hides the names of this computer and its user, and what the customer chose to hide, wherever they occur.

use aho_corasick::{AhoCorasick, MatchKind};

use super::KnownSecrets;
use super::fold::Folded;
use super::kind::SecretKind;
use super::scan::Scan;

/// Names that say nothing about a person; hiding them would make reports unreadable.
const COMMON_NAMES: [&str; 22] = [
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

/// Finds the names in texts.
#[derive(Debug)]
pub(super) struct NameFinder {
    finder: Option<AhoCorasick>,
    kinds: Vec<SecretKind>,
    /// The folded names. Their first and last bytes decide whether a match must be a whole word.
    words: Vec<Vec<u8>>,
}

impl NameFinder {
    pub(super) fn new(known: &KnownSecrets) -> Self {
        let mut listed: Vec<(Vec<u8>, SecretKind)> = Vec::new();
        let folded = |text: &str| Folded::new(text.trim()).bytes;
        listed.extend(
            known.chosen.iter().map(|text| (folded(text), SecretKind::Chosen)).filter(|(text, _)| text.len() >= 2),
        );
        for folder in &known.home_folders {
            let home = folder.trim_end_matches(['/', '\\']);
            // "/root" and "/" belong to no customer.
            if home.chars().filter(|mark| matches!(mark, '/' | '\\')).count() >= 2 {
                let escaped = home.replace('\\', "\\\\");
                let slashes = home.replace('\\', "/");
                listed.extend([home, &escaped, &slashes].map(|path| (folded(path), SecretKind::UserName)));
            }
        }
        let names = known.user_names.iter().map(|name| (name, SecretKind::UserName));
        for (name, kind) in names.chain(known.host_names.iter().map(|name| (name, SecretKind::HostName))) {
            let name = folded(name);
            let is_common = COMMON_NAMES.iter().any(|common| name.eq_ignore_ascii_case(common.as_bytes()));
            // Two letters occur in any text; two Chinese characters are six bytes. Digits alone may be a version.
            if name.len() >= 3 && !is_common && !name.iter().all(u8::is_ascii_digit) {
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

    pub(super) fn hide(&self, scan: &mut Scan) {
        let Some(finder) = &self.finder else { return };
        let found: Vec<_> = finder
            .find_iter(scan.bytes())
            .filter_map(|found| {
                let word = found.pattern().as_usize();
                let kind = *self.kinds.get(word)?;
                let whole = kind == SecretKind::Chosen || self.is_whole(scan, word, found.start(), found.end());
                whole.then(|| (found.range(), kind))
            })
            .collect();
        for (range, kind) in found {
            scan.hide(range, kind);
        }
    }

    /// "Ann" in "cannot" is no name.
    fn is_whole(&self, scan: &Scan, word: usize, start: usize, end: usize) -> bool {
        let letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let word = self.words.get(word).map(Vec::as_slice).unwrap_or_default();
        let begins = letter(word.first().copied()) && letter(scan.byte_before(start));
        let ends = letter(word.last().copied()) && letter(scan.byte(end));
        !begins && !ends
    }
}
