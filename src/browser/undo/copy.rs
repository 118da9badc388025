//! Copies stores, compares them, and puts copies back.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use cap_std::fs::Dir;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::super::fingerprint::{self, Fingerprint};
use super::super::io::skip_reason;
use super::super::sqlite::{self, StoreFile};
use super::super::swap::{self, Files};
use super::super::{SkipReason, Unwatched, Watch, site_data};

/// The fingerprint of a store's present bytes; `None` where there is no store. A folder that has another name because the
/// program ended while it edited the store is found there.
pub(super) fn fingerprint(store: &Path, watch: &dyn Watch) -> Result<Option<String>, SkipReason> {
    let Some((parent, name)) = folder_and_name(store)? else { return Ok(None) };
    let reason = |error: std::io::Error| skip_reason(&error);
    match parent.symlink_metadata(name) {
        Ok(metadata) if !metadata.is_dir() => {
            let mut fingerprint = Fingerprint::default();
            fingerprint.add_file(&parent, name, watch).map_err(reason)?;
            for suffix in ["-wal", "-journal"] {
                match fingerprint.add_file(&parent, &format!("{name}{suffix}"), watch) {
                    Err(error) if error.kind() == ErrorKind::NotFound => fingerprint.add(&[]),
                    done => done.map_err(reason)?,
                }
            }
            Ok(Some(fingerprint.finish_hex()))
        }
        Err(error) if error.kind() != ErrorKind::NotFound => Err(reason(error)),
        _ => match swap::current(&parent, name)? {
            Some(dir) => fingerprint::of_folder(&dir, watch).map(Some).map_err(reason),
            None => Ok(None),
        },
    }
}

/// Opens the folder that a store is in, through no link, and returns it with the store's name; `None` where the folder is
/// missing.
fn folder_and_name(store: &Path) -> Result<Option<(Dir, &str)>, SkipReason> {
    let parts = store.parent().zip(store.file_name().and_then(|name| name.to_str()));
    let (parent, name) = parts.ok_or(SkipReason::UnknownKind)?;
    Ok(swap::open(parent, Path::new(""))?.map(|parent| (parent, name)))
}

/// Logs why a copy could not be made or read.
pub(super) fn no_copy(error: impl std::fmt::Display) -> SkipReason {
    tracing::warn!(%error, "no usable backup of a store");
    SkipReason::NoCopy
}

/// Copies a store to a path where there is nothing yet.
pub(super) fn make(store: &Path, copy: &Path, watch: &dyn Watch) -> Result<(), SkipReason> {
    let (Some(parent), Some(name)) = (copy.parent(), copy.file_name().and_then(|name| name.to_str())) else {
        return Err(SkipReason::NoCopy);
    };
    if let Some(files) = load_store(store, watch)? {
        let parent = swap::open_ours(parent)?;
        return swap::write_all(&parent, name, &files, watch).map(drop).map_err(|error| {
            if skip_reason(&error) == SkipReason::Cancelled { SkipReason::Cancelled } else { no_copy(error) }
        });
    }
    if matches!(sqlite::check_file(store)?, StoreFile::Nothing) {
        return Err(SkipReason::NoCopy);
    }
    let harmless = sqlite::open_to_read(store, watch)?;
    private_file(copy).map_err(no_copy)?;
    let mut target = Connection::open(copy).map_err(no_copy)?;
    copy_pages(&harmless.connection, &mut target, watch).map_err(|why| {
        if matches!(why, SkipReason::Locked | SkipReason::Cancelled) { why } else { SkipReason::NoCopy }
    })?;
    // One file and nothing beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(no_copy)?;
    target.close().map_err(|(_, error)| no_copy(error))?;
    File::open(copy).and_then(|file| file.sync_all()).map_err(no_copy)
}

/// Replaces a store by its copy. If the program ends meanwhile, the store is either the old one or the copy.
pub(super) fn put_back(copy: &Path, store: &Path) -> Result<(), SkipReason> {
    if copy.is_dir() {
        let (parent, name) = folder_and_name(store)?.ok_or(SkipReason::NoCopy)?;
        let files = load(&swap::open_ours(copy)?, &Unwatched)?;
        return swap::replace(&parent, name, &files, &Unwatched, |written| {
            if load(written, &Unwatched)? == files { Ok(()) } else { Err(SkipReason::Damaged) }
        });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(copy, flags).map_err(no_copy)?;
    let whole: String = source.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(no_copy)?;
    if whole != "ok" {
        return Err(SkipReason::NoCopy);
    }
    sqlite::check_file(store)?;
    sqlite::refuse_unwritable(store)?;
    let mut target = sqlite::open_to_edit(store)?;
    sqlite::keep_journal_mode(&target).map_err(|error| sqlite::skip_reason(&error))?;
    // SQLite writes all pages in one transaction of this store.
    copy_pages(&source, &mut target, &Unwatched)?;
    target.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(|error| sqlite::skip_reason(&error))
}

/// Whether every row or key of a store is also in the copy.
pub(super) fn is_part_of(store: &Path, copy: &Path) -> Result<bool, SkipReason> {
    if copy.is_dir() {
        let store = load_store(store, &Unwatched)?.ok_or(SkipReason::NoCopy)?;
        return site_data::is_part_of(&store, &load(&swap::open_ours(copy)?, &Unwatched)?, &Unwatched);
    }
    let reason = |error: rusqlite::Error| sqlite::skip_reason(&error);
    let harmless = sqlite::open_to_read(store, &Unwatched)?;
    let connection = &harmless.connection;
    let copy = copy.to_str().ok_or(SkipReason::NoCopy)?;
    connection.execute("ATTACH ?1 AS copy", [copy]).map_err(reason)?;
    let mut tables = connection
        .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .map_err(reason)?;
    let names = tables.query_map([], |row| row.get::<_, String>(0)).map_err(reason)?;
    for name in names {
        let name = name.map_err(reason)?.replace('"', "\"\"");
        let more =
            format!("SELECT EXISTS (SELECT rowid, * FROM main.\"{name}\" EXCEPT SELECT rowid, * FROM copy.\"{name}\")");
        if connection.query_row(&more, [], |row| row.get(0)).map_err(reason)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Copies all pages of one store into another, a few at a time. At the end they all appear in one transaction.
fn copy_pages(source: &Connection, target: &mut Connection, watch: &dyn Watch) -> Result<(), SkipReason> {
    /// Pages between two checks whether the customer has cancelled: less than a megabyte.
    const PAGES_PER_CHUNK: i32 = 200;
    let backup = Backup::new(source, target).map_err(|error| sqlite::skip_reason(&error))?;
    loop {
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        match backup.step(PAGES_PER_CHUNK).map_err(|error| sqlite::skip_reason(&error))? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            StepResult::Busy | StepResult::Locked | _ => return Err(SkipReason::Locked),
        }
    }
}

/// Reads the files of a store that is a folder; `None` where the store is something else or missing.
fn load_store(store: &Path, watch: &dyn Watch) -> Result<Option<Files>, SkipReason> {
    let Some((parent, name)) = folder_and_name(store)? else { return Ok(None) };
    if parent.symlink_metadata(name).is_ok_and(|metadata| !metadata.is_dir()) {
        return Ok(None);
    }
    swap::current(&parent, name)?.map(|dir| load(&dir, watch)).transpose()
}

fn load(dir: &Dir, watch: &dyn Watch) -> Result<Files, SkipReason> {
    swap::read_all(dir, swap::LARGEST, watch).map_err(|error| skip_reason(&error))?.ok_or(SkipReason::NoCopy)
}

fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
