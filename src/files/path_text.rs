//! Paths in JSON without loss, for `#[serde(with = ...)]`: a string where the path is Unicode, the raw units beside a
//! readable form where it is not.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A byte of a path; on Windows, 16 bits of it.
#[cfg(not(windows))]
type PathUnit = u8;
#[cfg(windows)]
type PathUnit = u16;

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PathText {
    Text(String),
    Raw {
        /// For people who read the file.
        readable: String,
        units: Vec<PathUnit>,
    },
}

/// Writes a path.
pub(crate) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    let text = path.to_str().map(str::to_owned).map_or_else(
        || PathText::Raw { readable: path.to_string_lossy().into_owned(), units: units(path.as_os_str()) },
        PathText::Text,
    );
    text.serialize(to)
}

/// Reads a path.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    Ok(match PathText::deserialize(from)? {
        PathText::Text(text) => PathBuf::from(text),
        PathText::Raw { units, .. } => PathBuf::from(os_string(units)),
    })
}

#[cfg(unix)]
fn units(path: &OsStr) -> Vec<PathUnit> {
    std::os::unix::ffi::OsStrExt::as_bytes(path).to_vec()
}

#[cfg(unix)]
fn os_string(units: Vec<PathUnit>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(units)
}

#[cfg(windows)]
fn units(path: &OsStr) -> Vec<PathUnit> {
    std::os::windows::ffi::OsStrExt::encode_wide(path).collect()
}

#[cfg(windows)]
#[expect(clippy::needless_pass_by_value, reason = "on other systems the vector becomes the string")]
fn os_string(units: Vec<PathUnit>) -> OsString {
    std::os::windows::ffi::OsStringExt::from_wide(&units)
}
