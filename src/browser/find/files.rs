//! Reads the files of browsers, damaged ones too.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::Value;

/// Longer files are not read into memory. Real ones stay below 2 MB.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Longer names are cut; people write shorter ones.
const LONGEST_NAME: usize = 80;

/// Whether the path is a file or a link to one.
pub(super) fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// The file's text. Bytes that are not UTF-8 are replaced; a file that is too long is not read.
pub(super) fn text(path: &Path) -> Option<String> {
    // Opening a pipe would wait for its other end, so only files are opened.
    if !is_file(path) {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > LARGEST {
        tracing::debug!(?path, "too long to be read");
        return None;
    }
    let text = String::from_utf8_lossy(&bytes);
    Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// The file's JSON; `Null` if there is none.
pub(super) fn json(path: &Path) -> Value {
    text(path).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// When the newest of these files in a folder was changed.
pub(super) fn newest(folder: &Path, names: &[&str]) -> Option<Timestamp> {
    let changed = |name: &&str| -> Option<SystemTime> { fs::metadata(folder.join(name)).ok()?.modified().ok() };
    names.iter().filter_map(changed).max().and_then(|time| Timestamp::try_from(time).ok())
}

/// A name that can be shown: on one line, not too long, not empty.
pub(super) fn name(raw: &str) -> Option<String> {
    let plain: String = raw.chars().filter(|c| !c.is_control() && !is_direction_mark(*c)).take(LONGEST_NAME).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

/// Whether a character changes the direction of text, which could make a name look like another.
fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
