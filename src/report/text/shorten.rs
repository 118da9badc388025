//! Shortens texts without breaking a placeholder or a character.

use textwrap::core::display_width;

use crate::redact::placeholders;

/// Replaces the rest of a text.
const ELLIPSIS: char = '…';

/// The most possible places before the end among which a space is preferred for the cut.
const LOOK_BACK: usize = 16;

/// How much a text counts towards a form's limit: UTF-16 units, as browsers count them, and two for a line break, as they
/// send it. It is never less than the number of characters.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(weight_of).sum()
}

fn weight_of(c: char) -> usize {
    if c == '\n' { 2 } else { c.len_utf16() }
}

/// The text on one line with at most this weight. If it was shortened, it ends in an ellipsis. It is never cut inside a
/// placeholder or inside a character with its combining marks.
pub(super) fn shorten(text: &str, most: usize) -> String {
    shorten_by(text, most, weight_of)
}

/// The same with another weight of characters.
pub(in crate::report) fn shorten_by(text: &str, most: usize, weight_of: impl Fn(char) -> usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().map(&weight_of).sum::<usize>() <= most {
        return line;
    }
    let limit = most.saturating_sub(weight_of(ELLIPSIS));
    let hidden = placeholders(&line);
    let mut weighed = 0;
    let mut places = vec![0];
    for (place, c) in line.char_indices() {
        weighed += weight_of(c);
        if weighed > limit {
            break;
        }
        let end = place + c.len_utf8();
        let is_inside = hidden.iter().any(|hidden| hidden.range.start < end && end < hidden.range.end);
        if !is_inside && may_cut(&line, end) {
            places.push(end);
        }
    }
    let last = places.last().copied().unwrap_or_default();
    let after_a_word = |place: &&usize| line.get(**place..).is_some_and(|rest| rest.starts_with(' '));
    let words = places.iter().rev().take(LOOK_BACK).find(after_a_word).copied();
    // Chinese may be cut without a space.
    let is_in_a_word = line.get(..last).and_then(|kept| kept.chars().next_back()).is_some_and(|c| c.is_ascii());
    let end = words.filter(|_| is_in_a_word).unwrap_or(last);
    format!("{}{ELLIPSIS}", line.get(..end).unwrap_or_default().trim_end())
}

/// Whether a text may be cut here: not before a mark that combines with the character before it, and not between the two
/// halves of a flag.
fn may_cut(text: &str, place: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..place), text.get(place..)) else { return false };
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return true };
    let flags = before.chars().rev().take_while(|c| is_flag(*c)).count();
    !(joins(next) || last == '\u{200d}' || is_flag(next) && flags % 2 == 1)
}

fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

/// Whether a character combines with the one before it: characters without a width, skin tones, and spacing vowels of
/// Indian scripts.
fn joins(c: char) -> bool {
    let mut bytes = [0; 4];
    display_width(c.encode_utf8(&mut bytes)) == 0
        || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{903}' | '\u{93b}' | '\u{93e}'..='\u{940}' | '\u{949}'..='\u{94c}'
            | '\u{982}'..='\u{983}' | '\u{9be}'..='\u{9c0}' | '\u{9c7}'..='\u{9cc}' | '\u{e33}' | '\u{bbe}'..='\u{bcc}')
}

#[cfg(test)]
mod tests {
    use super::{shorten, weight};

    #[test]
    fn a_text_that_fits_stays_and_a_longer_one_ends_in_an_ellipsis() {
        assert_eq!(shorten("AUTH-1021\n密码错误", 40), "AUTH-1021 密码错误");
        assert_eq!(shorten("The payment was declined by the bank", 24), "The payment was…");
        assert_eq!(shorten("付款被银行拒绝，请联系发卡行", 8), "付款被银行拒绝…");
        assert_eq!(shorten("", 8), "");
    }

    #[test]
    fn a_placeholder_or_a_character_is_never_cut() {
        let family = "👨‍👩‍👧‍👦";
        let wholes = ["[card ····4242 #1]", family, "🇨🇳", "👍🏽", "e\u{301}\u{323}", "की", "한", "1\u{fe0f}\u{20e3}"];
        for whole in wholes {
            let text = format!("ab{whole}cd{whole}ef");
            for most in 1..=weight(&text) {
                let short = shorten(&text, most);
                assert!(weight(&short) <= most, "{short}");
                let kept = short.trim_end_matches('…').replace(whole, "");
                assert!(kept.chars().all(|c| c.is_ascii_lowercase()), "{most}: {short}");
            }
        }
    }
}
