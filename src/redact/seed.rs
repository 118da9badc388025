//! Recovery words of wallets: whoever has them has the money.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::desk::{OPAQUE, Scan};
use super::kind::SecretKind;
use super::labels::Class;
use super::pattern::Pattern;

/// The fewest words a wallet gives.
const FEWEST: usize = 12;
/// How many bytes may stand between two words: a number and its dot, a line's end.
const GAP: usize = 16;
/// How many misspelt words a phrase may have and still be noticed.
const MISSPELT: usize = 1;

pub(super) fn hide(desk: &mut Scan) {
    let words = words(desk.bytes());
    let mut found: Vec<Range<usize>> = Vec::new();
    for run in words.chunk_by(|a, b| follows(desk, a, b)) {
        phrases(run, &mut found);
    }
    for label in desk.labels(Class::Seed) {
        found.extend(told(desk, &words, label.end));
    }
    for range in found {
        desk.hide(range, SecretKind::SeedPhrase);
    }
    hide_chinese(desk);
}

#[derive(Clone, Debug)]
struct Word {
    range: Range<usize>,
    listed: bool,
}

fn words(bytes: &[u8]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_alphabetic)) {
        let start = at + found;
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        at = start + length;
        words.push(Word { range: start..at, listed: is_listed(rest.get(..length).unwrap_or_default()) });
    }
    words
}

fn is_listed(word: &[u8]) -> bool {
    static LIST: OnceLock<HashSet<&'static [u8]>> = OnceLock::new();
    if !(3..=8).contains(&word.len()) {
        return false;
    }
    let list =
        LIST.get_or_init(|| include_str!("../../assets/words/bip39-english.txt").lines().map(str::as_bytes).collect());
    let mut small = [0; 8];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word);
    small.make_ascii_lowercase();
    list.contains(&*small)
}

fn follows(desk: &Scan, a: &Word, b: &Word) -> bool {
    let between = desk.part(a.range.end..b.range.start);
    // Programs have brackets and names between their words.
    let code = |byte: &u8| matches!(*byte, OPAQUE | b'{' | b'}' | b'_' | b'=' | b'<' | b'>' | b'/' | b'\\');
    let named = between.contains(&b':') && between.contains(&b'"');
    between.len() <= GAP && !named && !between.iter().any(code)
}

/// Twelve words in a row of the list, with at most one that is misspelt.
fn phrases(run: &[Word], found: &mut Vec<Range<usize>>) {
    if run.len() < FEWEST {
        return;
    }
    let mut start = 0;
    // Where the words not of the list are, in the window from `start` on.
    let mut strange: Vec<usize> = Vec::new();
    for (at, word) in run.iter().enumerate() {
        if !word.listed {
            strange.push(at);
            if strange.len() > MISSPELT {
                start = strange.remove(0) + 1;
            }
            continue;
        }
        let first = run.get(start).filter(|first| first.listed);
        if at + 1 - start < FEWEST {
            continue;
        }
        if let Some(first) = first {
            match found.last_mut() {
                Some(last) if first.range.start <= last.end => last.end = word.range.end,
                _ => found.push(first.range.start..word.range.end),
            }
        }
    }
}

/// Behind 助记词 eight words are enough, most of them of the list.
fn told(desk: &Scan, words: &[Word], label_end: usize) -> Option<Range<usize>> {
    /// What may stand between.
    const LEADS: [&[u8]; 10] = [b"is", b"are", b"was", b"were", b"my", b"the", b"here", b"as", b"follows", b"these"];
    let from = words.partition_point(|word| word.range.start < label_end);
    let words = words.get(from..words.len().min(from + 32))?;
    let leads = |word: &&Word| LEADS.iter().any(|lead| desk.part(word.range.clone()).eq_ignore_ascii_case(lead));
    let skipped = words.iter().take_while(leads).count();
    let words = words.get(skipped..)?.chunk_by(|a, b| follows(desk, a, b)).next()?;
    let (first, last) = (words.first()?, words.iter().take(24).rposition(|word| word.listed)?);
    // A last word that is misspelt still makes the number of words a phrase has.
    let count = (last + 1).next_multiple_of(3).min(words.len());
    let last = words.get(count.checked_sub(1)?)?;
    let between = desk.part(label_end..first.range.start);
    let near = between.len() <= 40 && !between.contains(&OPAQUE);
    let listed = words.iter().take(8).filter(|word| word.listed).count();
    (near && listed >= 5 && words.len() >= 8).then_some(first.range.start..last.range.end)
}

/// Wallets in Chinese give single characters.
fn hide_chinese(desk: &mut Scan) {
    static SINGLE: Pattern =
        Pattern::new(r"(?-u)[\xe4-\xe9][\x80-\xbf]{2}(?:(?:[ \n,]{1,2}|、)[\xe4-\xe9][\x80-\xbf]{2}){11,23}");
    for found in SINGLE.all(desk.bytes()) {
        desk.hide(found, SecretKind::SeedPhrase);
    }
}
