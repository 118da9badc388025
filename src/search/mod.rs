//! Own words in, the problems they may mean out, best first.
//!
//! Pure. A simple match over titles and the phrases of `says`: Latin by words, Chinese by pairs of characters, so
//! that neither needs a dictionary. What there is to know of a pack's phrases is found out once, in an [`SearchIndex`]. Must not
//! know screens or sessions.
//!
//! The caller builds the index when it reads a pack, and keeps a result with the drafts until the search words or the
//! pack change. Only the cards in sight cost anything to draw.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::pack::{Guide, Pack};

/// Below this share of the customer's words a match is chance: one word of three, one pair of three.
const LEAST_SCORE: f32 = 0.3;

/// More characters than this are no search but something that was pasted; the first ones say what is meant.
const LONGEST: usize = 200;

/// Between two phrases in the index; no folded phrase has it.
const BETWEEN: char = '\n';

/// A problem that may be meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which: its place among the pack's wizards.
    pub wizard: usize,
    /// From the least that is no chance to 1: how much of the customer's words the best phrase has.
    pub score: f32,
}

/// The phrases of a pack, made ready to be searched while somebody types: a pack may have thousands.
#[derive(Debug, Default)]
pub struct SearchIndex {
    /// All of them, folded, in the pack's order.
    text: String,
    phrases: Vec<Phrase>,
    /// Every word of every phrase, in the order of the alphabet.
    words: Vec<Word>,
}

/// A phrase: whose it is, and where in the text it stands.
#[derive(Debug)]
struct Phrase {
    wizard: usize,
    place: Range<usize>,
}

/// A word: in which phrase it is, and where in the text it stands.
#[derive(Debug)]
struct Word {
    phrase: usize,
    place: Range<usize>,
}

/// What a phrase has of the customer's words.
#[derive(Clone, Copy, Debug, Default)]
struct Shared {
    /// How many of them.
    words: usize,
    /// The number of the last one that was counted, from 1, so that none counts twice.
    last: usize,
    /// Whether it is a part of what the customer says, or the other way round.
    whole: bool,
}

impl SearchIndex {
    /// Reads all phrases of a pack.
    pub fn of(pack: &Pack) -> Self {
        let mut index = Self::default();
        for (wizard, phrase) in
            pack.wizards.iter().enumerate().flat_map(|(at, wizard)| phrases(wizard).map(move |of| (at, of)))
        {
            let folded = fold(phrase);
            if folded.is_empty() {
                continue;
            }
            index.text.push(BETWEEN);
            let begin = index.text.len();
            let number = index.phrases.len();
            let words = tokens(&folded).into_iter();
            index.words.extend(words.map(|at| Word { phrase: number, place: begin + at.start..begin + at.end }));
            index.text.push_str(&folded);
            index.phrases.push(Phrase { wizard, place: begin..index.text.len() });
        }
        let Self { text, words, .. } = &mut index;
        words.sort_by(|one, other| text.get(one.place.clone()).cmp(&text.get(other.place.clone())));
        index
    }

    /// The problems that these words may mean, best first, ties in the pack's order. Empty words mean none.
    pub fn find(&self, words: &str) -> Vec<Hit> {
        let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
        let wanted = fold(words.get(..end).unwrap_or(words));
        let tokens: BTreeSet<&str> = tokens(&wanted).into_iter().filter_map(|place| wanted.get(place)).collect();
        if tokens.is_empty() {
            return Vec::new();
        }
        let mut shared = vec![Shared::default(); self.phrases.len()];
        for (number, token) in (1..).zip(&tokens) {
            self.count(number, token, &mut shared);
        }
        self.note_whole(&wanted, &mut shared);
        let mut hits: Vec<Hit> = Vec::new();
        for (phrase, shared) in self.phrases.iter().zip(shared) {
            let score = if shared.whole { 1.0 } else { shared.words as f32 / tokens.len() as f32 };
            if score < LEAST_SCORE {
                continue;
            }
            match hits.last_mut().filter(|hit| hit.wizard == phrase.wizard) {
                Some(hit) => hit.score = hit.score.max(score),
                None => hits.push(Hit { wizard: phrase.wizard, score }),
            }
        }
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        hits
    }

    fn at(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// Counts one of the customer's words where it is. One that is still being typed counts once its beginning is there.
    fn count(&self, number: usize, token: &str, shared: &mut [Shared]) {
        let first = self.words.partition_point(|word| self.at(&word.place) < token);
        for word in self.words.iter().skip(first).take_while(|word| self.at(&word.place).starts_with(token)) {
            if let Some(shared) = shared.get_mut(word.phrase).filter(|shared| shared.last != number) {
                shared.last = number;
                shared.words += 1;
            }
        }
    }

    /// Notes which phrases are a part of what the customer says, or the other way round.
    fn note_whole(&self, wanted: &str, shared: &mut [Shared]) {
        let mut phrases = self.phrases.iter().zip(shared.iter_mut()).peekable();
        for (at, _) in self.text.match_indices(wanted) {
            while phrases.next_if(|(phrase, _)| phrase.place.end <= at).is_some() {}
            if let Some((_, shared)) = phrases.peek_mut() {
                shared.whole = true;
            }
        }
        // Most phrases begin with something that the customer does not say, and need no closer look.
        let beginnings: BTreeSet<&[u8]> = wanted.as_bytes().windows(3).collect();
        for (phrase, shared) in self.phrases.iter().zip(shared) {
            let words = self.at(&phrase.place);
            let begins = words.as_bytes().get(..3).is_none_or(|beginning| beginnings.contains(beginning));
            shared.whole |= begins && words.len() <= wanted.len() && wanted.contains(words);
        }
    }
}

fn phrases(wizard: &Guide) -> impl Iterator<Item = &str> {
    wizard.title.all().chain(wizard.says.iter().flat_map(|(_, says)| says.iter().map(String::as_str)))
}

/// Lower case, full-width forms as ASCII, everything but letters and digits as one space.
fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for letter in words.chars() {
        let letter = match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            // An apostrophe is part of its word, typed or left out: can't, cant.
            '\'' | '’' => continue,
            other => other,
        };
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}

/// Where the words of Latin letters and digits stand, and each pair of neighbouring Chinese characters (one alone for
/// itself).
fn tokens(folded: &str) -> Vec<Range<usize>> {
    /// So common that sharing them says nothing.
    const COMMON: [&str; 22] = [
        "a", "an", "and", "the", "my", "i", "it", "is", "to", "of", "in", "on", "for", "with", "me", "was", "has",
        "have", "not", "but", "do", "this",
    ];
    let letters: Vec<(usize, char)> = folded.char_indices().collect();
    let end = |(at, letter): &(usize, char)| at + letter.len_utf8();
    let mut tokens = Vec::new();
    for run in letters.chunk_by(|(_, one), (_, other)| kind(*one) == kind(*other)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        match kind(first.1) {
            Letter::Space => {}
            Letter::Han if run.len() > 1 => tokens.extend(run.windows(2).filter_map(|pair| {
                let (one, other) = (pair.first()?, pair.last()?);
                Some(one.0..end(other))
            })),
            Letter::Han | Letter::Other => {
                let place = first.0..end(last);
                if folded.get(place.clone()).is_some_and(|word| !COMMON.contains(&word)) {
                    tokens.push(place);
                }
            }
        }
    }
    tokens
}

/// What of a folded text belongs together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letter {
    Space,
    /// CJK Unified Ideographs with extension A: what Simplified Chinese is written in.
    Han,
    Other,
}

fn kind(letter: char) -> Letter {
    match letter {
        ' ' => Letter::Space,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Letter::Han,
        _ => Letter::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, tokens};

    #[test]
    fn words_are_compared_without_their_dress() {
        assert_eq!(fold("  Can’t LOG-in！ "), "cant log in");
        assert_eq!(fold("ＡＵＴＨ－１０２１"), "auth 1021");
    }

    #[test]
    fn chinese_is_cut_into_pairs_and_latin_into_words() {
        let words = |folded: &'static str| -> Vec<&str> {
            tokens(folded).into_iter().map(|place| folded.get(place).unwrap()).collect()
        };
        assert_eq!(words("钱没到账 auth 1021"), ["钱没", "没到", "到账", "auth", "1021"]);
        assert_eq!(words("码 sms码"), ["码", "sms", "码"]);
        assert!(words("the of").is_empty());
    }
}
