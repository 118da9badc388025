//! Paths in notes, without loss: as text where they are text, and with their raw units beside it where they are not.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A byte of a name; on Windows, 16 bits of it.
#[cfg(not(windows))]
type Unit = u8;
#[cfg(windows)]
type Unit = u16;

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Words {
    Text(String),
    Raw {
        /// For whoever reads the note.
        readable: String,
        units: Vec<Unit>,
    },
}

/// Writes a path down.
pub(super) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    let words = path.to_str().map(str::to_owned).map_or_else(
        || Words::Raw { readable: path.to_string_lossy().into_owned(), units: units(path.as_os_str()) },
        Words::Text,
    );
    words.serialize(to)
}

/// Reads it.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    Ok(match Words::deserialize(from)? {
        Words::Text(text) => PathBuf::from(text),
        Words::Raw { units, .. } => PathBuf::from(name(units)),
    })
}

#[cfg(unix)]
fn units(name: &OsStr) -> Vec<Unit> {
    std::os::unix::ffi::OsStrExt::as_bytes(name).to_vec()
}

#[cfg(unix)]
fn name(units: Vec<Unit>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(units)
}

#[cfg(windows)]
fn units(name: &OsStr) -> Vec<Unit> {
    std::os::windows::ffi::OsStrExt::encode_wide(name).collect()
}

#[cfg(windows)]
#[expect(clippy::needless_pass_by_value, reason = "elsewhere it is taken over")]
fn name(units: Vec<Unit>) -> OsString {
    std::os::windows::ffi::OsStringExt::from_wide(&units)
}
