//! Stores copied, told from each other, and put back.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use sha1::{Digest as _, Sha1};

use super::super::sqlite::{self, Found, companion, trouble_io};
use super::super::swap::{self, Files};
use super::super::{Trouble, Unwatched, site_data};

/// Files of a LevelDB that say nothing about what is in it.
const NO_PART: [&str; 3] = ["LOCK", "LOG", "LOG.old"];

/// No store of this size is edited.
const LARGEST: u64 = 512 << 20;

/// Tells one state of a store from another; `None` where there is no store.
pub(super) fn fingerprint(store: &Path) -> Result<Option<String>, Trouble> {
    match fs::symlink_metadata(store) {
        Ok(metadata) if metadata.is_dir() => {
            let files = load(store)?;
            let pieces: Vec<&[u8]> = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect();
            Ok(Some(hash(&pieces)))
        }
        Ok(_) => {
            let mut pieces = vec![fs::read(store).map_err(|error| trouble_io(&error))?];
            for suffix in ["-wal", "-journal"] {
                match fs::read(companion(store, suffix)) {
                    Ok(bytes) => pieces.push(bytes),
                    Err(error) if error.kind() == ErrorKind::NotFound => pieces.push(Vec::new()),
                    Err(error) => return Err(trouble_io(&error)),
                }
            }
            Ok(Some(hash(&pieces.iter().map(Vec::as_slice).collect::<Vec<_>>())))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(trouble_io(&error)),
    }
}

/// No copy could be made or read: the reason is for the log.
pub(super) fn no_copy(error: impl std::fmt::Display) -> Trouble {
    tracing::warn!(%error, "no copy of a store");
    Trouble::NoCopy
}

/// A hash of pieces of bytes, each with its length.
pub(super) fn hash(pieces: &[&[u8]]) -> String {
    let mut hasher = Sha1::new();
    for piece in pieces {
        hasher.update((piece.len() as u64).to_le_bytes());
        hasher.update(piece);
    }
    format!("{:x}", hasher.finalize())
}

/// Copies a store to a place where nothing is.
pub(super) fn keep(store: &Path, copy: &Path) -> Result<(), Trouble> {
    let (Some(parent), Some(name)) = (copy.parent(), copy.file_name().and_then(|name| name.to_str())) else {
        return Err(Trouble::NoCopy);
    };
    if store.is_dir() {
        let files = load(store)?;
        let parent = swap::open(parent, Path::new(""))?.ok_or(Trouble::NoCopy)?;
        return swap::write_all(&parent, name, &files).map(drop).map_err(no_copy);
    }
    if matches!(sqlite::find(store)?, Found::Nothing) {
        return Err(Trouble::NoCopy);
    }
    let harmless = sqlite::open_to_read(store)?;
    private_file(copy).map_err(no_copy)?;
    let mut target = Connection::open(copy).map_err(no_copy)?;
    pour(&harmless.connection, &mut target)
        .map_err(|trouble| if trouble == Trouble::Locked { trouble } else { Trouble::NoCopy })?;
    // One file and nothing beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(no_copy)?;
    target.close().map_err(|(_, error)| no_copy(error))?;
    File::open(copy).and_then(|file| file.sync_all()).map_err(no_copy)
}

/// Puts a copy in the place of its store. Whenever the program ends, the store is the one or the other.
pub(super) fn put_back(copy: &Path, store: &Path) -> Result<(), Trouble> {
    if copy.is_dir() {
        let (Some(parent), Some(name)) = (store.parent(), store.file_name().and_then(|name| name.to_str())) else {
            return Err(Trouble::NoCopy);
        };
        let parent = swap::open(parent, Path::new(""))?.ok_or(Trouble::NoCopy)?;
        let files = load(copy)?;
        return swap::replace(&parent, name, &files, |written| {
            let read = swap::read_all(written, &[], LARGEST).map_err(|error| trouble_io(&error))?;
            if read.as_ref() == Some(&files) { Ok(()) } else { Err(Trouble::Damaged) }
        });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(copy, flags).map_err(no_copy)?;
    let whole: String = source.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(no_copy)?;
    if whole != "ok" {
        return Err(Trouble::NoCopy);
    }
    sqlite::find(store)?;
    sqlite::refuse_unwritable(store)?;
    let mut target = sqlite::open_to_edit(store)?;
    sqlite::keep_journal_mode(&target).map_err(|error| sqlite::trouble(&error))?;
    // All pages are written in one transaction of the store's own.
    pour(&source, &mut target)?;
    target.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(|error| sqlite::trouble(&error))
}

/// Whether a store holds nothing that is not in the copy, row by row or key by key.
pub(super) fn is_part_of(store: &Path, copy: &Path) -> Result<bool, Trouble> {
    if copy.is_dir() {
        return site_data::is_part_of(&load(store)?, &load(copy)?, &Unwatched);
    }
    let told = |error: rusqlite::Error| sqlite::trouble(&error);
    let harmless = sqlite::open_to_read(store)?;
    let connection = &harmless.connection;
    let copy = copy.to_str().ok_or(Trouble::NoCopy)?;
    connection.execute("ATTACH ?1 AS copy", [copy]).map_err(told)?;
    let mut tables = connection
        .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .map_err(told)?;
    let names = tables.query_map([], |row| row.get::<_, String>(0)).map_err(told)?;
    for name in names {
        let name = name.map_err(told)?.replace('"', "\"\"");
        let more =
            format!("SELECT EXISTS (SELECT rowid, * FROM main.\"{name}\" EXCEPT SELECT rowid, * FROM copy.\"{name}\")");
        if connection.query_row(&more, [], |row| row.get(0)).map_err(told)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn pour(source: &Connection, target: &mut Connection) -> Result<(), Trouble> {
    let backup = Backup::new(source, target).map_err(|error| sqlite::trouble(&error))?;
    let is_done = backup.step(-1).map_err(|error| sqlite::trouble(&error))? == StepResult::Done;
    if is_done { Ok(()) } else { Err(Trouble::Locked) }
}

fn load(folder: &Path) -> Result<Files, Trouble> {
    let dir = swap::open(folder, Path::new(""))?.ok_or(Trouble::NoCopy)?;
    swap::read_all(&dir, &NO_PART, LARGEST).map_err(|error| trouble_io(&error))?.ok_or(Trouble::NoCopy)
}

fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
