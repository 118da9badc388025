//! The pictures that go with a report.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::model::PictureNote;

/// A picture, and what the report says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What stands in the report.
    pub note: PictureNote,
    /// Its file.
    pub bytes: Arc<[u8]>,
}

impl PictureNote {
    /// What kind of file it is, by its name; `None` for a name that is not one of ours, which has no place in a zip and
    /// none in a page.
    pub fn media_type(&self) -> Option<&'static str> {
        let (stem, ending) = self.id.rsplit_once('.')?;
        let is_plain = !stem.is_empty()
            && stem.len() <= 40
            && stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        match ending {
            "png" if is_plain => Some("image/png"),
            "jpg" if is_plain => Some("image/jpeg"),
            _ => None,
        }
    }

    /// Whether this is the file that the note tells of.
    pub(super) fn fits(&self, file: &[u8]) -> bool {
        self.bytes == file.len() as u64 && self.sha256 == in_hex(&Sha256::digest(file))
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn in_hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        write!(digits, "{byte:02x}").ok();
    }
    digits
}
