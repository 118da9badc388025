//! Placeholders for hidden values: `[card ····4242]`, `[email #kfqz]@example.com`, `[password]`.
//!
//! # The same value, the same placeholder
//!
//! The program does not keep originals, so it cannot number them across a restart. It does this instead:
//!
//! - Some kinds show their last four characters, which distinguish them.
//! - Addresses and identity numbers get a *tag*: four letters of a SHA-256 over the session's salt, the kind and the
//!   value. The caller passes the salt in; it is saved in the session's file, so the tags are the same tomorrow.
//!   Another session has another salt, so tags cannot be matched across reports.
//! - Short secrets (codes, passwords) get nothing: with the salt, an attacker could try all possible codes.
//!
//! Four letters are 17 bits: enough to distinguish a few dozen addresses, far too few to find one identity number or
//! e-mail address, even with the salt. A tag would not be safe for a card, because its last four digits are shown and
//! its first six can be guessed. So cards have none.
//!
//! A report goes one step further: [`Numbering`] turns tags into `#1`, `#2` in order of appearance, so that no trace of
//! the salt leaves the computer.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::Regex;
use sha2::{Digest as _, Sha256};

use super::fold::Folded;
use super::kind::{SecretKind, Trace};
use crate::lang::Lang;

/// A session's own random bytes. They stay on the customer's computer and are in no report.
pub type Salt = [u8; 16];

/// Replaces the characters between the ends that are shown.
const DOTS: &str = "····";

/// The letters of tags. There are no vowels, so that no tag is a word.
const TAG_LETTERS: [u8; 20] = *b"bcdfghjkmnpqrstvwxyz";

/// How many characters of each end are shown.
const END: usize = 4;

/// The placeholder of a kind that shows nothing.
pub(super) fn plain(kind: SecretKind) -> String {
    format!("[{}]", kind.code())
}

/// The placeholder of a kind that shows its ends; `bare` is the value's letters and digits.
pub(super) fn with_ends(kind: SecretKind, bare: &str) -> String {
    let head = if kind == SecretKind::CryptoAddress {
        END
    } else if kind == SecretKind::Iban {
        2
    } else {
        0
    };
    // A value that is hardly longer than its ends shows nothing.
    if bare.len() < head + END + END / 2 {
        return plain(kind);
    }
    // A number written in words has no last digits.
    let ends_in_digits = bare.bytes().rev().take(END).all(|byte| byte.is_ascii_digit());
    if matches!(kind, SecretKind::Card | SecretKind::BankAccount | SecretKind::Phone) && !ends_in_digits {
        return plain(kind);
    }
    let head = bare.get(..head).unwrap_or_default();
    let tail = bare.get(bare.len() - END..).unwrap_or_default();
    format!("[{} {head}{DOTS}{tail}]", kind.code())
}

/// The placeholder of a kind with a tag. Letter case, spaces and dashes make no difference.
pub(super) fn with_tag(kind: SecretKind, value: &[u8], salt: &Salt) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(kind.code());
    hash.update([0]);
    let canonical: Vec<u8> =
        value.iter().filter(|byte| !matches!(byte, b' ' | b'\t' | b'-')).map(u8::to_ascii_lowercase).collect();
    hash.update(&canonical);
    let letters = TAG_LETTERS.len() as u64;
    let mut number = hash.finalize().iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let mut tag = String::with_capacity(END);
    for _ in 0..END {
        let letter = usize::try_from(number % letters).ok().and_then(|at| TAG_LETTERS.get(at));
        tag.push(letter.map_or('z', |letter| *letter as char));
        number /= letters;
    }
    format!("[{} #{tag}]", kind.code())
}

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// What it replaces.
    pub kind: SecretKind,
    /// Where the placeholder is.
    pub range: Range<usize>,
}

/// Every placeholder in a text.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    let folded = Folded::new(text);
    let found = find(&folded.bytes).into_iter();
    found.map(|(range, kind)| Placeholder { kind, range: folded.original(&range, text) }).collect()
}

/// Every placeholder in a folded text.
pub(super) fn find(folded: &[u8]) -> Vec<(Range<usize>, SecretKind)> {
    // The form is strict because no rule looks inside a placeholder: it fits ends and a tag, but no secret.
    static FORM: OnceLock<Option<Regex>> = OnceLock::new();
    let form = FORM.get_or_init(|| {
        let both = [Lang::Chinese, Lang::English];
        let names: Vec<&str> = SecretKind::ALL.into_iter().flat_map(|kind| both.map(|lang| kind.name(lang))).collect();
        let names = names.join("|");
        Regex::new(&format!(
            r"(?-u)\[({names})(?: [0-9A-Za-z]{{0,4}}----[0-9A-Za-z]{{4}})?(?: #(?:[a-z]{{4}}|[0-9]{{1,4}}))?\]"
        ))
        .ok()
    });
    let kind = |name: &[u8]| std::str::from_utf8(name).ok().and_then(SecretKind::from_name);
    let found = form.iter().flat_map(|form| form.captures_iter(folded));
    found
        .filter_map(|found| {
            let name = found.get(1)?;
            Some((found.get(0)?.range(), kind(name.as_bytes())?))
        })
        .collect()
}

/// How often each kind was hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenCounts {
    by_kind: BTreeMap<SecretKind, usize>,
}

impl HiddenCounts {
    /// Counts the placeholders of a text.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        counts.add(text);
        counts
    }

    /// Adds those of another text.
    pub fn add(&mut self, text: &str) {
        for hidden in placeholders(text) {
            *self.by_kind.entry(hidden.kind).or_default() += 1;
        }
    }

    /// How often this kind was hidden.
    pub fn get(&self, kind: SecretKind) -> usize {
        self.by_kind.get(&kind).copied().unwrap_or_default()
    }

    /// All kinds that occur, the most serious first.
    pub fn iter(&self) -> impl Iterator<Item = (SecretKind, usize)> + '_ {
        self.by_kind.iter().map(|(kind, count)| (*kind, *count))
    }

    /// The sum of all kinds.
    pub fn total(&self) -> usize {
        self.by_kind.values().sum()
    }
}

/// Numbers the placeholders of one report in order of appearance, and translates their names.
///
/// Each report needs a new one. The texts pass through it in reading order.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    seen: BTreeMap<SecretKind, Vec<String>>,
}

impl Numbering {
    /// The text with `[card ····4242 #1]` for `[card ····4242]`, `[邮箱 #2]` for `[email #kfqz]`.
    pub fn number(&mut self, text: &str, lang: Lang) -> String {
        let mut numbered = String::with_capacity(text.len());
        let mut done = 0;
        for hidden in placeholders(text) {
            let found = text.get(hidden.range.clone()).unwrap_or_default();
            numbered.push_str(text.get(done..hidden.range.start).unwrap_or_default());
            numbered.push_str(&self.one(hidden.kind, found, lang));
            done = hidden.range.end;
        }
        numbered.push_str(text.get(done..).unwrap_or_default());
        numbered
    }

    fn one(&mut self, kind: SecretKind, placeholder: &str, lang: Lang) -> String {
        let (inside, tag) = match placeholder.trim_end_matches(']').split_once(" #") {
            Some((inside, tag)) => (inside, Some(tag)),
            None => (placeholder.trim_end_matches(']'), None),
        };
        let ends = inside.rsplit_once(' ').map(|(_, ends)| ends).filter(|ends| ends.contains(DOTS));
        let name = kind.name(lang);
        let ends = ends.map(|ends| format!(" {ends}")).unwrap_or_default();
        let number = match (kind.trace(), tag) {
            (Trace::Nothing, _) => String::new(),
            // A number that is there already comes from an earlier report that the customer pasted.
            (_, Some(tag)) if tag.starts_with(|first: char| first.is_ascii_digit()) => format!(" #{tag}"),
            (_, tag) => format!(" #{}", self.position(kind, &format!("{ends} {}", tag.unwrap_or_default()))),
        };
        format!("[{name}{ends}{number}]")
    }

    fn position(&mut self, kind: SecretKind, value: &str) -> usize {
        let seen = self.seen.entry(kind).or_default();
        seen.iter().position(|known| known == value).unwrap_or_else(|| {
            seen.push(value.to_owned());
            seen.len() - 1
        }) + 1
    }
}
