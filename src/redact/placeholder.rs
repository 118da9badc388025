//! What stands where something was hidden: `[card ····4242]`, `[email kfqz]@example.com`, `[password]`.
//!
//! # The same value, the same placeholder
//!
//! Nothing remembers originals, so nothing could number them across a restart. Two things take the number's place:
//!
//! - Kinds of which the last four may be seen are told apart by those four.
//! - Addresses and identity numbers get a *tag*: four letters of a SHA-256 over the session's salt, the kind and the
//!   value. The salt is given in and lies in the session's file; with it, a redactor made tomorrow gives the same
//!   tags. Another session has another salt, so tags cannot be matched across reports.
//! - Short secrets (codes, passwords) get nothing: whoever has the salt could try all codes there are.
//!
//! Four letters are 17 bits: enough to tell a few dozen addresses apart, far too little to lead back to one identity
//! number or e-mail address even for whoever has the salt. A card's tag would not be safe so, as its last four are
//! shown and its first six can be guessed; therefore it has none.
//!
//! A report goes one step further: [`Numbering`] turns tags into `#1`, `#2` in order of appearance, so no trace of
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

/// Stands for the digits between the ends that are shown.
const DOTS: &str = "····";

/// The letters of tags. Without vowels, so that no words come of it.
const TAG_LETTERS: [u8; 20] = *b"bcdfghjkmnpqrstvwxyz";

/// How many characters of each end are shown.
const END: usize = 4;

/// A kind that leaves nothing.
pub(super) fn plain(kind: SecretKind) -> String {
    format!("[{}]", kind.code())
}

/// A kind of which the ends may be seen; `bare` are the letters and digits of the value.
pub(super) fn with_ends(kind: SecretKind, bare: &str) -> String {
    let head = if kind == SecretKind::CryptoAddress {
        END
    } else if kind == SecretKind::Iban {
        2
    } else {
        0
    };
    // Where the ends would be half of the whole, none of it is shown.
    if bare.len() < head + END + END / 2 {
        return plain(kind);
    }
    // A number told in words has no last digits.
    let ends_in_digits = bare.bytes().rev().take(END).all(|byte| byte.is_ascii_digit());
    if matches!(kind, SecretKind::Card | SecretKind::BankAccount | SecretKind::Phone) && !ends_in_digits {
        return plain(kind);
    }
    let head = bare.get(..head).unwrap_or_default();
    let tail = bare.get(bare.len() - END..).unwrap_or_default();
    format!("[{} {head}{DOTS}{tail}]", kind.code())
}

/// A kind whose values are told apart by a tag. Letter case and joiners make no other value.
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

/// A placeholder that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// What was there.
    pub kind: SecretKind,
    /// Where the placeholder stands.
    pub range: Range<usize>,
}

/// Every placeholder in a text, for chips and counts.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    let folded = Folded::new(text);
    let found = find(&folded.bytes).into_iter();
    found.map(|(range, kind)| Placeholder { kind, range: folded.original(&range, text) }).collect()
}

/// Every placeholder in a folded text.
pub(super) fn find(folded: &[u8]) -> Vec<(Range<usize>, SecretKind)> {
    // Strict, because nothing inside one is looked at again: there is room for ends and a tag and for no secret.
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
    /// The placeholders of a text.
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

    /// How often this one.
    pub fn get(&self, kind: SecretKind) -> usize {
        self.by_kind.get(&kind).copied().unwrap_or_default()
    }

    /// All kinds that occur, the gravest first.
    pub fn iter(&self) -> impl Iterator<Item = (SecretKind, usize)> + '_ {
        self.by_kind.iter().map(|(kind, count)| (*kind, *count))
    }

    /// All of them together.
    pub fn total(&self) -> usize {
        self.by_kind.values().sum()
    }
}

/// Numbers the placeholders of one report in order of appearance, and gives them their names in a language.
///
/// Made anew for each report; the texts go through it in the order in which they are read.
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
            let stored = text.get(hidden.range.clone()).unwrap_or_default();
            numbered.push_str(text.get(done..hidden.range.start).unwrap_or_default());
            numbered.push_str(&self.one(hidden.kind, stored, lang));
            done = hidden.range.end;
        }
        numbered.push_str(text.get(done..).unwrap_or_default());
        numbered
    }

    fn one(&mut self, kind: SecretKind, stored: &str, lang: Lang) -> String {
        let (inside, tag) = match stored.trim_end_matches(']').split_once(" #") {
            Some((inside, tag)) => (inside, Some(tag)),
            None => (stored.trim_end_matches(']'), None),
        };
        let ends = inside.rsplit_once(' ').map(|(_, ends)| ends).filter(|ends| ends.contains(DOTS));
        let name = kind.name(lang);
        let ends = ends.map(|ends| format!(" {ends}")).unwrap_or_default();
        let number = match (kind.trace(), tag) {
            (Trace::Nothing, _) => String::new(),
            // A number it already has is that of an earlier report that was pasted in.
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
