//! Recovery words of wallets. Anyone who has them can take the money.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::kind::SecretKind;
use super::labels::LabelClass;
use super::pattern::Pattern;
use super::scan::{OPAQUE, Scan};

/// The fewest words that a wallet gives.
const FEWEST: usize = 12;
/// The most bytes between two words: a number and its dot, a line break.
const GAP: usize = 16;
/// The most misspelt words in a phrase.
const MISSPELT: usize = 1;

pub(super) fn hide(scan: &mut Scan) {
    let words = words(scan.bytes());
    let mut found: Vec<Range<usize>> = Vec::new();
    for run in words.chunk_by(|a, b| follows(scan, a, b)) {
        phrases(run, &mut found);
    }
    for label in scan.labels(LabelClass::Seed) {
        found.extend(labelled_phrase(scan, &words, label.end));
    }
    for range in found {
        scan.hide(range, SecretKind::SeedPhrase);
    }
    hide_chinese(scan);
}

#[derive(Clone, Debug)]
struct SeedWord {
    range: Range<usize>,
    listed: bool,
}

fn words(bytes: &[u8]) -> Vec<SeedWord> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_alphabetic)) {
        let start = at + found;
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        at = start + length;
        words.push(SeedWord { range: start..at, listed: is_listed(rest.get(..length).unwrap_or_default()) });
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

fn follows(scan: &Scan, a: &SeedWord, b: &SeedWord) -> bool {
    let between = scan.part(a.range.end..b.range.start);
    // Between the words of a program's source are brackets and names.
    let code = |byte: &u8| matches!(*byte, OPAQUE | b'{' | b'}' | b'_' | b'=' | b'<' | b'>' | b'/' | b'\\');
    let named = between.contains(&b':') && between.contains(&b'"');
    between.len() <= GAP && !named && !between.iter().any(code)
}

/// Twelve words of the list in a row, with at most one misspelt.
fn phrases(run: &[SeedWord], found: &mut Vec<Range<usize>>) {
    if run.len() < FEWEST {
        return;
    }
    let mut start = 0;
    // The words in the window from `start` on that are not in the list.
    let mut unlisted: Vec<usize> = Vec::new();
    for (at, word) in run.iter().enumerate() {
        if !word.listed {
            unlisted.push(at);
            if unlisted.len() > MISSPELT {
                start = unlisted.remove(0) + 1;
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

/// Behind a label such as 助记词, eight words are enough if most of them are in the list.
fn labelled_phrase(scan: &Scan, words: &[SeedWord], label_end: usize) -> Option<Range<usize>> {
    /// Words that may be between the label and the phrase.
    const FILLERS: [&[u8]; 10] = [b"is", b"are", b"was", b"were", b"my", b"the", b"here", b"as", b"follows", b"these"];
    let from = words.partition_point(|word| word.range.start < label_end);
    let words = words.get(from..words.len().min(from + 32))?;
    let is_filler =
        |word: &&SeedWord| FILLERS.iter().any(|filler| scan.part(word.range.clone()).eq_ignore_ascii_case(filler));
    let skipped = words.iter().take_while(is_filler).count();
    let words = words.get(skipped..)?.chunk_by(|a, b| follows(scan, a, b)).next()?;
    let (first, last) = (words.first()?, words.iter().take(24).rposition(|word| word.listed)?);
    // The last word may be misspelt; then it still completes the number of words.
    let count = (last + 1).next_multiple_of(3).min(words.len());
    let last = words.get(count.checked_sub(1)?)?;
    let between = scan.part(label_end..first.range.start);
    let near = between.len() <= 40 && !between.contains(&OPAQUE);
    let listed = words.iter().take(8).filter(|word| word.listed).count();
    (near && listed >= 5 && words.len() >= 8).then_some(first.range.start..last.range.end)
}

/// Chinese wallets give single characters.
fn hide_chinese(scan: &mut Scan) {
    static SINGLE: Pattern =
        Pattern::new(r"(?-u)[\xe4-\xe9][\x80-\xbf]{2}(?:(?:[ \n,]{1,2}|、)[\xe4-\xe9][\x80-\xbf]{2}){11,23}");
    for found in SINGLE.all(scan.bytes()) {
        scan.hide(found, SecretKind::SeedPhrase);
    }
}
