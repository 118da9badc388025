//! Removes unsafe characters, so that the texts of customers and packs can neither control a terminal nor reverse the
//! reading direction.
//!
//! Must not know where the result is used: HTML and JSON still do their own escaping.

use crate::pack;

/// Replaces a removed character, so that readers see that something was there.
const REMOVED: char = '\u{fffd}';

/// The text with line breaks as `\n` and without unsafe characters: controls, overrides of the reading direction,
/// invisible tags and anchors.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.trim().chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            unsafe_character if is_unsafe_character(unsafe_character) => cleaned.push(REMOVED),
            harmless => cleaned.push(harmless),
        }
    }
    cleaned
}

/// The same on one line, for titles, names and details.
pub(crate) fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A pack's text without its emphasis marks, on one line.
pub(crate) fn plain(text: &str) -> String {
    clean_line(&pack::plain(text))
}

/// Whether a character is invisible or controls how others are shown.
pub(crate) fn is_unsafe_character(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' // Direction.
            | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{00ad}' | '\u{180e}' // Invisible.
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}') // Anchors and tags.
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_line, plain};

    #[test]
    fn unsafe_characters_are_removed() {
        assert_eq!(clean("a\u{1b}[31mred\u{7}"), "a\u{fffd}[31mred\u{fffd}");
        assert_eq!(clean("moc.\u{202e}yapko\u{2066}x"), "moc.\u{fffd}yapko\u{fffd}x");
        assert_eq!(clean("one\r\ntwo\rthree\u{2028}four"), "one\ntwo\nthree\nfour");
        assert_eq!(clean("密码错误 👨‍👩‍👧 “引号”"), "密码错误 👨‍👩‍👧 “引号”", "readable text stays as it is");
        assert_eq!(clean_line("one\n\n  two"), "one two");
    }

    #[test]
    fn emphasis_marks_do_not_show_and_lone_stars_do() {
        assert_eq!(plain("先**退出**，再**登录**"), "先退出，再登录");
        assert_eq!(plain("2 ** 3"), "2 ** 3");
        assert_eq!(plain("**a\u{1b}**\n b"), "a\u{fffd} b");
    }
}
