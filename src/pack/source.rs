//! A file's bytes as text, and offsets in it as lines and columns.
//!
//! Owns the encodings in which editors save files. Must not know what the text says.

use std::ops::Range;

use super::SourceFile;

/// No guide is larger than this, and reading a larger file would keep the window waiting.
pub(super) const LARGEST: usize = 1024 * 1024;

/// The encoding in which a file was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileEncoding {
    /// UTF-8, as it should be.
    Utf8,
    /// UTF-8 with a byte-order mark, which older versions of Notepad write.
    Utf8WithMark,
    /// "Unicode" in Notepad. Decoding it loses nothing.
    Utf16,
    /// GBK or another encoding. The words are lost from an offset of the text on.
    Other {
        /// The offset of the first character that is not UTF-8.
        at: usize,
    },
    /// Too large to read at all.
    TooLarge,
}

/// The text of a file to which the columns of its problems refer: without a byte-order mark, and with `U+FFFD` for
/// characters that cannot be read.
pub fn text_of(file: &SourceFile) -> String {
    decode(&file.bytes).0
}

pub(super) fn decode(bytes: &[u8]) -> (String, FileEncoding) {
    if bytes.len() > LARGEST {
        return (String::new(), FileEncoding::TooLarge);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return (utf16(rest, u16::from_le_bytes), FileEncoding::Utf16);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return (utf16(rest, u16::from_be_bytes), FileEncoding::Utf16);
    }
    let (rest, saved) = match bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        Some(rest) => (rest, FileEncoding::Utf8WithMark),
        None => (bytes, FileEncoding::Utf8),
    };
    match std::str::from_utf8(rest) {
        Ok(text) => (text.to_owned(), saved),
        Err(fault) => gbk(rest).unwrap_or_else(|| {
            (String::from_utf8_lossy(rest).into_owned(), FileEncoding::Other { at: fault.valid_up_to() })
        }),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Reads the bytes as GBK with `U+FFFD` for each character that is not ASCII; `None` if they are not GBK. This needs no
/// table, because only the structure is checked and that is ASCII.
fn gbk(bytes: &[u8]) -> Option<(String, FileEncoding)> {
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => break,
            [ascii @ 0..=0x7F, rest @ ..] => {
                text.push(char::from(*ascii));
                rest
            }
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..]
            | [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', rest @ ..] => {
                first.get_or_insert(text.len());
                text.push(char::REPLACEMENT_CHARACTER);
                rest
            }
            _ => return None,
        };
    }
    Some((text, FileEncoding::Other { at: first.unwrap_or_default() }))
}

/// The offsets at which the lines of a text begin.
#[derive(Debug)]
pub(super) struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of an offset, both from 1, the column in characters.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line.max(1), column + 1)
    }

    /// The offset of a line and column; the end of the text if it has no such line.
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied() else {
            return self.text.len();
        };
        let rest = self.text.get(start..).unwrap_or_default();
        let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        start + within
    }

    /// The text between two offsets.
    pub(super) fn slice(&self, span: &Range<usize>) -> &'a str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}
