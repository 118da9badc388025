//! A pack in one file: its folder, zipped.
//!
//! Nothing is unpacked to the disk, and nothing that the file says of itself is believed: neither sizes nor names.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{MANIFEST, MOST_READ, PackFileError, is_ron};
use crate::pack::SourceFile;

/// The largest file that is looked into. Two thousand wizards make less than half of it.
const LARGEST: u64 = 16 * 1024 * 1024;

/// How much is unpacked at most, all files together. A bomb goes off in there.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

/// The most entries, folders and strange files included.
const MOST_ENTRIES: usize = 4_096;

/// The most folders within each other.
const DEEPEST: usize = 8;

/// The longest name, folders included, in bytes.
const LONGEST_NAME: usize = 255;

/// The folder that macOS adds to what it zips.
const OF_MACOS: &str = "__MACOSX";

/// One entry that is a file.
struct Entry {
    place: usize,
    /// Its name in parts.
    parts: Vec<String>,
}

/// The `.ron` files at the top, or in the one folder that has a `pack.ron`.
pub(super) fn read(path: &Path) -> Result<Vec<SourceFile>, PackFileError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if !bytes.starts_with(b"PK") {
        return Err(PackFileError::NotAPack);
    }
    if bytes.len() as u64 > LARGEST {
        return Err(PackFileError::TooLarge);
    }
    unpack(&bytes)
}

fn unpack(bytes: &[u8]) -> Result<Vec<SourceFile>, PackFileError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let entries = entries(&mut archive)?;
    let folder = folder(&entries)?;
    let mut files = Vec::new();
    let mut left = MOST_UNPACKED;
    for Entry { place, parts } in entries {
        let Some((name, above)) = parts.split_last() else { continue };
        if above != folder || !is_ron(Path::new(name)) {
            continue;
        }
        let mut held = Vec::new();
        // As of a file in a folder, no more is read of it than the pack needs to say that it is too large.
        let file = archive.by_index(place).map_err(damaged)?;
        let read = file.take(MOST_READ.min(left + 1)).read_to_end(&mut held);
        let read = read.map_err(|error| PackFileError::Damaged(error.to_string()))?;
        left = left.checked_sub(read as u64).ok_or(PackFileError::TooLarge)?;
        files.push(SourceFile { name: name.clone(), bytes: held });
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// Every entry that is a file, once each of them is known to be harmless.
fn entries(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Entry>, PackFileError> {
    if archive.len() > MOST_ENTRIES {
        return Err(PackFileError::TooMany);
    }
    let mut entries = Vec::new();
    let mut names = BTreeSet::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(damaged)?;
        let shown = || String::from_utf8_lossy(entry.name_raw()).chars().take(80).collect::<String>();
        let Some(parts) = std::str::from_utf8(entry.name_raw()).ok().and_then(parts) else {
            return Err(PackFileError::BadName(shown()));
        };
        if entry.is_symlink() {
            return Err(PackFileError::Linked(shown()));
        }
        if entry.encrypted() {
            return Err(PackFileError::Locked);
        }
        // Some systems know no letter case, so there the second of two would take the place of the first.
        if !names.insert(parts.join("/").to_lowercase()) {
            return Err(PackFileError::Twice(shown()));
        }
        if !entry.is_dir() {
            entries.push(Entry { place, parts });
        }
    }
    // The archive keeps one of several entries with the very same name, and knows that there were more.
    if archive.has_duplicate_names() { Err(PackFileError::Twice(MANIFEST.to_owned())) } else { Ok(entries) }
}

/// The name in parts; `None` where it leads elsewhere, or means different things on different systems.
fn parts(name: &str) -> Option<Vec<String>> {
    let whole = name.strip_suffix('/').unwrap_or(name);
    let plain = |part: &str| !matches!(part, "" | "." | "..") && part.trim() == part;
    let parts: Vec<&str> = whole.split('/').collect();
    let strange = |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let fine = name.len() <= LONGEST_NAME
        && parts.len() <= DEEPEST
        && !name.contains(strange)
        && parts.iter().all(|part| plain(part));
    fine.then(|| parts.into_iter().map(str::to_owned).collect())
}

/// The folder that is the pack.
fn folder(entries: &[Entry]) -> Result<Vec<String>, PackFileError> {
    let mut found: Option<&[String]> = None;
    for entry in entries {
        let Some((name, above)) = entry.parts.split_last() else { continue };
        if name != MANIFEST || above.first().is_some_and(|top| top == OF_MACOS) {
            continue;
        }
        match (above.len(), found) {
            (0, _) => return Ok(Vec::new()),
            // Of two folders with a pack each, nobody can say which is meant.
            (1, Some(_)) => return Err(PackFileError::NoManifest),
            (1, None) => found = Some(above),
            _ => {}
        }
    }
    found.map(<[String]>::to_vec).ok_or(PackFileError::NoManifest)
}

#[expect(clippy::needless_pass_by_value, reason = "this is what `map_err` calls")]
fn damaged(error: ZipError) -> PackFileError {
    PackFileError::Damaged(error.to_string())
}

/// The files as a pack in one file. The same files make the same bytes, whenever and wherever that is done.
pub fn to_zip(files: &[SourceFile]) -> Result<Vec<u8>, PackFileError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut sorted: Vec<&SourceFile> = files.iter().collect();
    // The pack's own file first: whoever looks into the zip sees it at once.
    sorted.sort_by_key(|file| (file.name != MANIFEST, file.name.as_str()));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in sorted {
        zip.start_file(file.name.as_str(), options).map_err(damaged)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish().map_err(damaged)?.into_inner())
}
