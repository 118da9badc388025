//! Makes a normalised copy of a text for the rules, and maps places in it back to the original.
//!
//! Full-width characters and digits of other scripts become ASCII. All spaces become one kind of space, and all dashes
//! one kind of dash. Invisible characters are left out, so a zero-width space between two digits hides nothing.

use std::ops::Range;

/// The zeros of the scripts with their own digits, from Unicode's category Nd; the other nine digits follow each.
const ZEROS: [u32; 36] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0x2080, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];

/// The normalised copy.
pub(super) struct Folded {
    /// Its text: whole UTF-8 characters, except where a rule wrote [`super::scan::OPAQUE`].
    pub(super) bytes: Vec<u8>,
    /// Where the offset to the original changes: a place in the copy and the same place in the original. Sorted.
    jumps: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        let mut jumps = vec![(0, 0)];
        let mut distance = 0;
        for (at, character) in text.char_indices() {
            let Some(folded) = fold(character) else { continue };
            // The copy is never longer than the original, so this is not negative.
            if at - bytes.len() != distance {
                distance = at - bytes.len();
                jumps.push((bytes.len(), at));
            }
            match u8::try_from(folded) {
                Ok(byte) if byte.is_ascii() => bytes.push(byte),
                _ => bytes.extend_from_slice(folded.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        jumps.push((bytes.len(), text.len()));
        Self { bytes, jumps }
    }

    /// The part of the original that this part of the copy comes from. It includes characters that were left out within
    /// it and right after it, and is always whole characters.
    pub(super) fn original(&self, part: &Range<usize>, text: &str) -> Range<usize> {
        let start = text.floor_char_boundary(self.place(part.start));
        let end = text.ceil_char_boundary(self.place(part.end));
        start..end.max(start)
    }

    fn place(&self, at: usize) -> usize {
        let after = self.jumps.partition_point(|(copy, _)| *copy <= at);
        self.jumps.get(after.saturating_sub(1)).map_or(at, |(copy, original)| original + (at - copy))
    }
}

/// The normalised character; `None` if it is invisible.
fn fold(character: char) -> Option<char> {
    let code = u32::from(character);
    Some(match code {
        // ASCII, ideographs and kana come first, because most characters are these.
        0x20..=0x7e | 0x09 | 0x0a | 0x0d | 0x3001..=0x30fa | 0x3400..=0xa000 => character,
        0x00..=0x1f | 0x7f => return None,
        0x85 | 0x2028 | 0x2029 => '\n',
        0xa0 | 0x1680 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => ' ',
        // Dashes, and dots in the middle of a line.
        0x2010..=0x2015
        | 0x2043
        | 0x2212
        | 0xfe58
        | 0xfe63
        | 0xb7
        | 0x2022
        | 0x2027
        | 0x2219
        | 0x22c5
        | 0x30fb
        | 0xff65 => '-',
        0xb2 | 0xb3 => shifted(code, 0xb2, '2'),
        0xb9 => '1',
        0x2070 | 0x2074..=0x2079 => shifted(code, 0x2070, '0'),
        0xff01..=0xff5e => shifted(code, 0xff01, '!'),
        0x1d7ce..=0x1d7ff => shifted((code - 0x1d7ce) % 10, 0, '0'),
        _ if is_invisible(code) => return None,
        _ => script_digit(code).unwrap_or(character),
    })
}

/// Direction marks, joiners, combining marks, tags.
fn is_invisible(code: u32) -> bool {
    matches!(code,
        0x80..=0x9f | 0xad | 0x0300..=0x036f | 0x061c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
        | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0x20d0..=0x20f0 | 0x3164 | 0xfe00..=0xfe0f
        | 0xfeff | 0xffa0 | 0xfff9..=0xfffb | 0xe0000..=0xe01ef)
}

fn script_digit(code: u32) -> Option<char> {
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    (code - zero < 10).then(|| shifted(code, *zero, '0'))
}

/// The character at the same distance from `to` as `code` is from `from`.
fn shifted(code: u32, from: u32, to: char) -> char {
    char::from_u32(u32::from(to) + (code - from)).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::Folded;

    fn folded(text: &str) -> String {
        String::from_utf8(Folded::new(text).bytes).unwrap()
    }

    #[test]
    fn a_digit_is_a_digit_however_it_was_typed() {
        assert_eq!(folded("４2\u{200b}４２"), "4242");
        assert_eq!(folded("٤٢𝟒𝟐⁴²₄₂๔"), "424242424");
        assert_eq!(folded("4\u{fe0f}\u{20e3}2\u{fe0f}\u{20e3}"), "42");
        assert_eq!(folded("卡号：４　２‐４·２"), "卡号:4 2-4-2");
        assert_eq!(folded("é 你好 ① ñ"), "é 你好 ① ñ");
    }

    #[test]
    fn every_place_maps_back_to_whole_characters() {
        let text = "卡号４\u{200b}２é\u{301}x";
        let folded = Folded::new(text);
        let all = 0..folded.bytes.len();
        assert_eq!(folded.original(&all, text), 0..text.len());
        let digits = 6..8;
        assert_eq!(&folded.bytes[digits.clone()], b"42");
        assert_eq!(&text[folded.original(&digits, text)], "４\u{200b}２");
        for start in all.clone() {
            for end in start..=all.end {
                assert!(text.get(folded.original(&(start..end), text)).is_some());
            }
        }
    }
}
