//! The pictures that go with a report.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::model::PictureNote;

/// A picture, and its entry in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its entry in the report.
    pub note: PictureNote,
    /// Its file.
    pub bytes: Arc<[u8]>,
}

impl PictureNote {
    /// The type of the file, by its name. `None` for a name that the program does not give; such a picture goes neither into a
    /// zip nor into a page.
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

    /// Whether this is the file of the note.
    pub(super) fn fits(&self, file: &[u8]) -> bool {
        self.bytes == file.len() as u64 && self.sha256 == HEXLOWER.encode(&Sha256::digest(file))
    }
}
