//! A pack in one file: its folder as a zip file.
//!
//! Nothing is unpacked to the disk. Sizes and names in the zip file are checked, because anyone may have made it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{MANIFEST, MOST_READ, PackFileError, is_ron};
use crate::pack::SourceFile;

/// The largest zip file that is read. Two thousand guides need less than half of it.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The most that is unpacked, all files together. This stops a zip bomb.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

/// The most entries, with folders and unrelated files.
const MOST_ENTRIES: usize = 4_096;

/// The deepest nesting of folders.
const DEEPEST: usize = 8;

/// The longest name with its folders, in bytes.
const LONGEST_NAME: usize = 255;

/// The folder that macOS adds to a zip file.
const MACOS_FOLDER: &str = "__MACOSX";

/// An entry that is a file.
struct ZippedFile {
    index: usize,
    /// Its folders and its name.
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
    let zipped_files = zipped_files(&mut archive)?;
    let folder = folder(&zipped_files)?;
    let mut files = Vec::new();
    let mut left = MOST_UNPACKED;
    for ZippedFile { index, parts } in zipped_files {
        let Some((name, above)) = parts.split_last() else { continue };
        if above != folder || !is_ron(Path::new(name)) {
            continue;
        }
        let mut bytes = Vec::new();
        // As with a file in a folder, `pack::load` reports one that is too large.
        let file = archive.by_index(index).map_err(damaged)?;
        let read = file.take(MOST_READ.min(left + 1)).read_to_end(&mut bytes);
        let read = read.map_err(|error| PackFileError::Damaged(error.to_string()))?;
        left = left.checked_sub(read as u64).ok_or(PackFileError::TooLarge)?;
        files.push(SourceFile { name: name.clone(), bytes });
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// All entries that are files, after each entry has been checked.
fn zipped_files(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<ZippedFile>, PackFileError> {
    if archive.len() > MOST_ENTRIES {
        return Err(PackFileError::TooMany);
    }
    let mut files = Vec::new();
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
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
        // Some systems ignore letter case; there, the second of two files would replace the first.
        if !names.insert(parts.join("/").to_lowercase()) {
            return Err(PackFileError::Twice(shown()));
        }
        if !entry.is_dir() {
            files.push(ZippedFile { index, parts });
        }
    }
    // `ZipArchive` keeps one of several entries with exactly the same name, and remembers that there were more.
    if archive.has_duplicate_names() { Err(PackFileError::Twice(MANIFEST.to_owned())) } else { Ok(files) }
}

/// The name in parts; `None` where it leads out of the pack, or means different things on different systems.
fn parts(name: &str) -> Option<Vec<String>> {
    let whole = name.strip_suffix('/').unwrap_or(name);
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && part.trim() == part;
    let parts: Vec<&str> = whole.split('/').collect();
    let is_forbidden = |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let is_allowed = name.len() <= LONGEST_NAME
        && parts.len() <= DEEPEST
        && !name.contains(is_forbidden)
        && parts.iter().all(|part| is_plain(part));
    is_allowed.then(|| parts.into_iter().map(str::to_owned).collect())
}

/// The folder in the zip file that is the pack.
fn folder(files: &[ZippedFile]) -> Result<Vec<String>, PackFileError> {
    let mut found: Option<&[String]> = None;
    for file in files {
        let Some((name, above)) = file.parts.split_last() else { continue };
        if name != MANIFEST || above.first().is_some_and(|top| top == MACOS_FOLDER) {
            continue;
        }
        match (above.len(), found) {
            (0, _) => return Ok(Vec::new()),
            // With two packs in it, either could be meant.
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

/// The files as a pack in one file. The same files always give the same bytes.
pub fn to_zip(files: &[SourceFile]) -> Result<Vec<u8>, PackFileError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut sorted: Vec<&SourceFile> = files.iter().collect();
    // The pack's own file comes first, so that people who open the zip file see it at once.
    sorted.sort_by_key(|file| (file.name != MANIFEST, file.name.as_str()));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in sorted {
        zip.start_file(file.name.as_str(), options).map_err(damaged)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish().map_err(damaged)?.into_inner())
}
