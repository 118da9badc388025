//! The short code of a report, which the customer reads out on the phone: `K7M-3RT-9PX`.
//!
//! It has eight characters and a check character, out of 23 letters and digits. No two of them look alike (of 0 and O, 1, I
//! and L, 2 and Z, 5 and S, 8 and B, 6 and G, U and V, at most one is used), and there are no vowels, so that no code is a
//! word. The check character is a weighted sum modulo 23, similar to the pure systems of ISO 7064. As 23 is a prime, it
//! detects every single wrong character and every swap of two characters.
//!
//! The code depends on the session's salt and the time when the session began. All reports on a session have the same code,
//! so it stays valid when the customer continues and saves again. The code does not give the salt away.

use std::fmt;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::lang::Lang;
use crate::redact::Salt;

const LETTERS: [u8; 23] = *b"23456789CDFHJKMNPRTVWXY";

/// Characters before the check character. With 23⁸ codes, about one in fifteen collections of 100,000 reports has two with
/// the same code; a search for it shows both.
const DATA: usize = 8;

/// Characters between two hyphens.
const GROUP: usize = 3;

/// A report's code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportCode(String);

/// The text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportCodeError {
    /// It has too few or too many characters.
    #[error("a report code has 9 letters and digits, this one has {0}")]
    Length(usize),
    /// No code has this character.
    #[error("`{0}` is never in a report code: codes have no vowels and no 0, 1, B, G, L, Q, S or Z")]
    Letter(char),
    /// One character is wrong, or two were swapped.
    #[error("the last character does not fit the others: one was misheard, or two were swapped")]
    Check,
}

impl ReportCodeError {
    /// What is wrong, in a sentence for the person who typed it.
    pub fn words(self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::English, _) => self.to_string(),
            (Lang::Chinese, Self::Length(length)) => format!("报告编号有 9 个字母和数字，这里有 {length} 个"),
            (Lang::Chinese, Self::Letter(letter)) => {
                format!("报告编号里没有“{letter}”：没有元音字母，也没有 0、1、B、G、L、Q、S、Z")
            }
            (Lang::Chinese, Self::Check) => "最后一位与前面的对不上：可能听错了一位，或有两位颠倒了".to_owned(),
        }
    }
}

impl ReportCode {
    /// The code of the session with this salt and this beginning.
    pub fn of(salt: &Salt, began: Timestamp) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"okpay-wizard report code");
        hash.update(salt);
        hash.update(began.as_second().to_be_bytes());
        let mut number = hash.finalize().iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
        let base = LETTERS.len() as u128;
        let mut values = Vec::with_capacity(DATA + 1);
        for _ in 0..DATA {
            values.push(usize::try_from(number % base).unwrap_or_default());
            number /= base;
        }
        values.push(check(&values));
        Self(values.iter().map(|value| letter(*value)).collect())
    }

    /// The code in a text. Letter case, spaces and hyphens make no difference.
    pub fn parse(typed: &str) -> Result<Self, ReportCodeError> {
        let characters: Vec<char> = typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect();
        let value = |c: &char| {
            let upper = c.to_ascii_uppercase();
            LETTERS.iter().position(|letter| *letter as char == upper).ok_or(ReportCodeError::Letter(*c))
        };
        let values: Vec<usize> = characters.iter().map(value).collect::<Result<_, _>>()?;
        if values.len() != DATA + 1 {
            return Err(ReportCodeError::Length(values.len()));
        }
        let (data, last) = values.split_at(DATA);
        if last != [check(data)] {
            return Err(ReportCodeError::Check);
        }
        Ok(Self(values.iter().map(|value| letter(*value)).collect()))
    }
}

impl fmt::Display for ReportCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// The check character's value. All weights are different (the check character's own is 1) and none is a multiple of 23, so
/// a wrong character and a swap always change the sum.
fn check(data: &[usize]) -> usize {
    let sum: usize = (2..).zip(data).map(|(weight, value): (usize, &usize)| weight * value).sum();
    (LETTERS.len() - sum % LETTERS.len()) % LETTERS.len()
}

fn letter(value: usize) -> char {
    LETTERS.get(value).map_or('2', |letter| *letter as char)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{ff0d}' | '.' | '·')
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, ReportCode, ReportCodeError};

    fn some() -> Vec<ReportCode> {
        (0..40_u8).map(|n| ReportCode::of(&[n; 16], "2026-11-23T10:28:00Z".parse().unwrap())).collect()
    }

    #[test]
    fn a_code_read_out_is_the_code_that_was_shown() {
        for code in some() {
            let shown = code.to_string();
            assert_eq!(shown.len(), 11, "{shown}");
            assert_eq!(ReportCode::parse(&shown), Ok(code.clone()));
            let said = shown.to_lowercase().replace('-', " ");
            assert_eq!(ReportCode::parse(&said), Ok(code.clone()), "{said}");
            assert!(!shown.contains(['0', '1', 'A', 'B', 'E', 'G', 'I', 'L', 'O', 'Q', 'S', 'U', 'Z']), "{shown}");
        }
    }

    #[test]
    fn every_misheard_character_and_every_swap_is_detected() {
        for code in some() {
            let letters: Vec<u8> = code.to_string().replace('-', "").into_bytes();
            for place in 0..letters.len() {
                for other in LETTERS.into_iter().filter(|other| *other != letters[place]) {
                    let mut wrong = letters.clone();
                    wrong[place] = other;
                    assert_eq!(ReportCode::parse(str::from_utf8(&wrong).unwrap()), Err(ReportCodeError::Check));
                }
                for second in place + 1..letters.len() {
                    let mut wrong = letters.clone();
                    wrong.swap(place, second);
                    let parsed = ReportCode::parse(str::from_utf8(&wrong).unwrap());
                    if wrong == letters {
                        assert!(parsed.is_ok());
                    } else {
                        assert_eq!(parsed, Err(ReportCodeError::Check));
                    }
                }
            }
        }
    }

    #[test]
    fn a_text_that_is_no_code_gives_the_reason() {
        assert_eq!(ReportCode::parse("K7M-3RT"), Err(ReportCodeError::Length(6)));
        assert_eq!(ReportCode::parse("K7M-3RT-9PO"), Err(ReportCodeError::Letter('O')));
        assert_eq!(ReportCode::parse(""), Err(ReportCodeError::Length(0)));
    }

    #[test]
    fn sessions_have_codes_of_their_own() {
        let codes: std::collections::BTreeSet<String> = some().iter().map(ToString::to_string).collect();
        assert_eq!(codes.len(), 40);
    }
}
