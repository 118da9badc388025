//! Finds the guides that the customer's own words may mean, best first.
//!
//! Compares the words with the guides' titles and the phrases of `says`: Latin text by words, Chinese by pairs of
//! characters, so that neither needs a dictionary. A [`SearchIndex`] prepares a pack's phrases once.
//! Pure. Must not know screens or sessions.
//!
//! The caller builds the index when it reads a pack, and keeps a result with the drafts until the search words or the
//! pack change. Only the visible cards are drawn.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::pack::{Guide, Pack};

/// A match of a smaller share of the customer's words is chance. One word of three is enough.
const LEAST_SCORE: f32 = 0.3;

/// A longer text was pasted, and its first characters are enough for a search.
const LONGEST: usize = 200;

/// The separator of phrases in the index. No normalised phrase has it.
const SEPARATOR: char = '\n';

/// A guide that the customer may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its index among the pack's guides.
    pub guide: usize,
    /// The share of the customer's words in the guide's best phrase, at most 1.
    pub score: f32,
}

/// The phrases of a pack, prepared for search while the customer types. A pack may have thousands.
#[derive(Debug, Default)]
pub struct SearchIndex {
    /// All phrases, normalised, in the pack's order.
    text: String,
    phrases: Vec<IndexedPhrase>,
    /// Every word of every phrase, sorted.
    words: Vec<IndexedWord>,
}

/// A phrase: the index of its guide, and its place in the text.
#[derive(Debug)]
struct IndexedPhrase {
    guide: usize,
    place: Range<usize>,
}

/// A word: the index of its phrase, and its place in the text.
#[derive(Debug)]
struct IndexedWord {
    phrase: usize,
    place: Range<usize>,
}

/// How far a phrase matches the customer's words.
#[derive(Clone, Copy, Debug, Default)]
struct PhraseMatch {
    /// How many of the words it has.
    words: usize,
    /// The number of the last counted word, from 1, so that no word counts twice.
    last: usize,
    /// Whether the phrase contains the customer's words, or they contain it.
    whole: bool,
}

impl SearchIndex {
    /// Reads all phrases of a pack.
    pub fn of(pack: &Pack) -> Self {
        let mut index = Self::default();
        for (guide, phrase) in
            pack.wizards.iter().enumerate().flat_map(|(at, guide)| phrases(guide).map(move |of| (at, of)))
        {
            let normalized = normalize(phrase);
            if normalized.is_empty() {
                continue;
            }
            index.text.push(SEPARATOR);
            let begin = index.text.len();
            let number = index.phrases.len();
            let words = tokens(&normalized).into_iter();
            index.words.extend(words.map(|at| IndexedWord { phrase: number, place: begin + at.start..begin + at.end }));
            index.text.push_str(&normalized);
            index.phrases.push(IndexedPhrase { guide, place: begin..index.text.len() });
        }
        let Self { text, words, .. } = &mut index;
        words.sort_by(|one, other| text.get(one.place.clone()).cmp(&text.get(other.place.clone())));
        index
    }

    /// The guides that these words may mean, best first, ties in the pack's order. Empty words find none.
    pub fn find(&self, words: &str) -> Vec<Hit> {
        let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
        let wanted = normalize(words.get(..end).unwrap_or(words));
        let tokens: BTreeSet<&str> = tokens(&wanted).into_iter().filter_map(|place| wanted.get(place)).collect();
        if tokens.is_empty() {
            return Vec::new();
        }
        let mut matches = vec![PhraseMatch::default(); self.phrases.len()];
        for (number, token) in (1..).zip(&tokens) {
            self.count(number, token, &mut matches);
        }
        self.note_whole(&wanted, &mut matches);
        let mut hits: Vec<Hit> = Vec::new();
        for (phrase, matches) in self.phrases.iter().zip(matches) {
            let score = if matches.whole { 1.0 } else { matches.words as f32 / tokens.len() as f32 };
            if score < LEAST_SCORE {
                continue;
            }
            match hits.last_mut().filter(|hit| hit.guide == phrase.guide) {
                Some(hit) => hit.score = hit.score.max(score),
                None => hits.push(Hit { guide: phrase.guide, score }),
            }
        }
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        hits
    }

    fn at(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// Counts one of the customer's words in each phrase that has it. A word that begins with it counts too, because the
    /// customer may still be typing.
    fn count(&self, number: usize, token: &str, matches: &mut [PhraseMatch]) {
        let first = self.words.partition_point(|word| self.at(&word.place) < token);
        for word in self.words.iter().skip(first).take_while(|word| self.at(&word.place).starts_with(token)) {
            if let Some(matches) = matches.get_mut(word.phrase).filter(|matches| matches.last != number) {
                matches.last = number;
                matches.words += 1;
            }
        }
    }

    /// Notes which phrases contain the customer's words, or are contained in them.
    fn note_whole(&self, wanted: &str, matches: &mut [PhraseMatch]) {
        let mut phrases = self.phrases.iter().zip(matches.iter_mut()).peekable();
        for (at, _) in self.text.match_indices(wanted) {
            while phrases.next_if(|(phrase, _)| phrase.place.end <= at).is_some() {}
            if let Some((_, matches)) = phrases.peek_mut() {
                matches.whole = true;
            }
        }
        // Most phrases begin with characters that the customer's words do not have, so they need no comparison.
        let beginnings: BTreeSet<&[u8]> = wanted.as_bytes().windows(3).collect();
        for (phrase, matches) in self.phrases.iter().zip(matches) {
            let words = self.at(&phrase.place);
            let begins = words.as_bytes().get(..3).is_none_or(|beginning| beginnings.contains(beginning));
            matches.whole |= begins && words.len() <= wanted.len() && wanted.contains(words);
        }
    }
}

fn phrases(guide: &Guide) -> impl Iterator<Item = &str> {
    guide.title.all().chain(guide.says.iter().flat_map(|(_, says)| says.iter().map(String::as_str)))
}

/// Makes letters lower-case and full-width forms ASCII, and replaces everything but letters and digits by one space.
fn normalize(words: &str) -> String {
    let mut normalized = String::with_capacity(words.len());
    for letter in words.chars() {
        let letter = match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            // An apostrophe is a part of its word, which customers also leave out: can't, cant.
            '\'' | '’' => continue,
            other => other,
        };
        if letter.is_alphanumeric() {
            normalized.extend(letter.to_lowercase());
        } else if !normalized.ends_with(' ') {
            normalized.push(' ');
        }
    }
    normalized.trim().to_owned()
}

/// The places of the words of Latin letters and digits, and of each pair of neighbouring Chinese characters. A single
/// Chinese character counts as a word.
fn tokens(normalized: &str) -> Vec<Range<usize>> {
    /// These words are too common to count.
    const COMMON: [&str; 22] = [
        "a", "an", "and", "the", "my", "i", "it", "is", "to", "of", "in", "on", "for", "with", "me", "was", "has",
        "have", "not", "but", "do", "this",
    ];
    let letters: Vec<(usize, char)> = normalized.char_indices().collect();
    let end = |(at, letter): &(usize, char)| at + letter.len_utf8();
    let mut tokens = Vec::new();
    for run in letters.chunk_by(|(_, one), (_, other)| char_class(*one) == char_class(*other)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        match char_class(first.1) {
            CharClass::Space => {}
            CharClass::Han if run.len() > 1 => tokens.extend(run.windows(2).filter_map(|pair| {
                let (one, other) = (pair.first()?, pair.last()?);
                Some(one.0..end(other))
            })),
            CharClass::Han | CharClass::Other => {
                let place = first.0..end(last);
                if normalized.get(place.clone()).is_some_and(|word| !COMMON.contains(&word)) {
                    tokens.push(place);
                }
            }
        }
    }
    tokens
}

/// Neighbouring characters of the same class make a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharClass {
    Space,
    /// CJK Unified Ideographs with extension A, which Simplified Chinese uses.
    Han,
    Other,
}

fn char_class(letter: char) -> CharClass {
    match letter {
        ' ' => CharClass::Space,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => CharClass::Han,
        _ => CharClass::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{normalize, tokens};

    #[test]
    fn case_width_and_punctuation_do_not_matter() {
        assert_eq!(normalize("  Can’t LOG-in！ "), "cant log in");
        assert_eq!(normalize("ＡＵＴＨ－１０２１"), "auth 1021");
    }

    #[test]
    fn chinese_is_divided_into_pairs_and_latin_into_words() {
        let words = |normalized: &'static str| -> Vec<&str> {
            tokens(normalized).into_iter().map(|place| normalized.get(place).unwrap()).collect()
        };
        assert_eq!(words("钱没到账 auth 1021"), ["钱没", "没到", "到账", "auth", "1021"]);
        assert_eq!(words("码 sms码"), ["码", "sms", "码"]);
        assert!(words("the of").is_empty());
    }
}
