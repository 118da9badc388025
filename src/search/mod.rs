//! Own words in, the problems they may mean out, best first.
//!
//! Pure. A simple match over titles and the phrases of `says`: Latin by words, Chinese by pairs of characters, so
//! that neither needs a dictionary. Must not know screens or sessions.

use std::collections::BTreeSet;

use crate::pack::{Pack, Wizard};

/// Below this share of the customer's words a match is chance: one word of three, one pair of three.
const LEAST_SCORE: f32 = 0.3;

/// A problem that may be meant.
#[derive(Clone, Debug)]
pub struct Hit<'p> {
    /// Which.
    pub wizard: &'p Wizard,
    /// From the least that is no chance to 1: how much of the customer's words the best phrase has.
    pub score: f32,
    /// That phrase, in the pack's words.
    pub phrase: &'p str,
}

/// The problems that these words may mean, best first, ties in the pack's order. Empty words mean none.
pub fn find<'p>(pack: &'p Pack, words: &str) -> Vec<Hit<'p>> {
    let wanted = fold(words);
    let tokens = tokens(&wanted);
    if tokens.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<Hit<'p>> = pack
        .wizards
        .iter()
        .filter_map(|wizard| {
            let best = phrases(wizard)
                .map(|phrase| (score(&wanted, &tokens, phrase), phrase))
                .max_by(|(one, _), (other, _)| one.total_cmp(other))?;
            let (score, phrase) = best;
            (score >= LEAST_SCORE).then_some(Hit { wizard, score, phrase })
        })
        .collect();
    hits.sort_by(|one, other| other.score.total_cmp(&one.score));
    hits
}

fn phrases(wizard: &Wizard) -> impl Iterator<Item = &str> {
    wizard.title.all().chain(wizard.says.iter().flat_map(|(_, says)| says.iter().map(String::as_str)))
}

fn score(wanted: &str, tokens: &BTreeSet<String>, phrase: &str) -> f32 {
    let phrase = fold(phrase);
    if phrase.contains(wanted) || wanted.contains(&phrase) {
        return 1.0;
    }
    let known = self::tokens(&phrase);
    // A word that is still being typed counts once its beginning is there.
    let found = tokens.iter().filter(|token| known.iter().any(|word| word.starts_with(token.as_str()))).count();
    found as f32 / tokens.len() as f32
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

/// Words of Latin letters and digits, and each pair of neighbouring Chinese characters (one alone for itself).
fn tokens(folded: &str) -> BTreeSet<String> {
    /// So common that sharing them says nothing.
    const COMMON: [&str; 22] = [
        "a", "an", "and", "the", "my", "i", "it", "is", "to", "of", "in", "on", "for", "with", "me", "was", "has",
        "have", "not", "but", "do", "this",
    ];
    let mut tokens = BTreeSet::new();
    for word in folded.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        for run in letters.chunk_by(|one, other| is_han(*one) == is_han(*other)) {
            let text: String = run.iter().collect();
            match run.first() {
                Some(first) if is_han(*first) && run.len() > 1 => {
                    tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
                }
                Some(_) if !COMMON.contains(&text.as_str()) => {
                    tokens.insert(text);
                }
                _ => {}
            }
        }
    }
    tokens
}

/// CJK Unified Ideographs with extension A: what Simplified Chinese is written in.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
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
        let found: Vec<String> = tokens("钱没到账 auth 1021").into_iter().collect();
        assert_eq!(found, ["1021", "auth", "到账", "没到", "钱没"]);
        assert!(tokens("the of").is_empty());
    }
}
