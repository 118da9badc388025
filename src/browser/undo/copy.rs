//! Stores copied, told from each other, and put back.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use super::super::io::trouble_io;
use super::super::print::{self, Print};
use super::super::sqlite::{self, StoreFile};
use super::super::swap::{self, Files};
use super::super::{SkipReason, Unwatched, Watch, site_data};
use cap_std::fs::Dir;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

/// Tells one state of a store from another; `None` where there is no store. A folder that lies aside because the program
/// ended while it was edited is told from there.
pub(super) fn fingerprint(store: &Path, watch: &dyn Watch) -> Result<Option<String>, SkipReason> {
    let Some((parent, name)) = place(store)? else { return Ok(None) };
    let told = |error: std::io::Error| trouble_io(&error);
    match parent.symlink_metadata(name) {
        Ok(metadata) if !metadata.is_dir() => {
            let mut print = Print::default();
            print.file(&parent, name, watch).map_err(told)?;
            for suffix in ["-wal", "-journal"] {
                match print.file(&parent, &format!("{name}{suffix}"), watch) {
                    Err(error) if error.kind() == ErrorKind::NotFound => print.piece(&[]),
                    done => done.map_err(told)?,
                }
            }
            Ok(Some(print.told()))
        }
        Err(error) if error.kind() != ErrorKind::NotFound => Err(told(error)),
        _ => match swap::as_it_lies(&parent, name)? {
            Some(dir) => print::of_folder(&dir, watch).map(Some).map_err(told),
            None => Ok(None),
        },
    }
}

/// The folder in which a store lies, opened through no link, and the store's name; `None` where there is no such folder.
fn place(store: &Path) -> Result<Option<(Dir, &str)>, SkipReason> {
    let parts = store.parent().zip(store.file_name().and_then(|name| name.to_str()));
    let (parent, name) = parts.ok_or(SkipReason::UnknownKind)?;
    Ok(swap::open(parent, Path::new(""))?.map(|parent| (parent, name)))
}

/// No copy could be made or read: the reason is for the log.
pub(super) fn no_copy(error: impl std::fmt::Display) -> SkipReason {
    tracing::warn!(%error, "no copy of a store");
    SkipReason::NoCopy
}

/// Copies a store to a place where nothing is.
pub(super) fn keep(store: &Path, copy: &Path, watch: &dyn Watch) -> Result<(), SkipReason> {
    let (Some(parent), Some(name)) = (copy.parent(), copy.file_name().and_then(|name| name.to_str())) else {
        return Err(SkipReason::NoCopy);
    };
    if let Some(files) = load_store(store, watch)? {
        let parent = swap::open_ours(parent)?;
        return swap::write_all(&parent, name, &files, watch).map(drop).map_err(|error| {
            if trouble_io(&error) == SkipReason::Cancelled { SkipReason::Cancelled } else { no_copy(error) }
        });
    }
    if matches!(sqlite::check_file(store)?, StoreFile::Nothing) {
        return Err(SkipReason::NoCopy);
    }
    let harmless = sqlite::open_to_read(store, watch)?;
    private_file(copy).map_err(no_copy)?;
    let mut target = Connection::open(copy).map_err(no_copy)?;
    pour(&harmless.connection, &mut target, watch).map_err(|why| {
        if matches!(why, SkipReason::Locked | SkipReason::Cancelled) { why } else { SkipReason::NoCopy }
    })?;
    // One file and nothing beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(no_copy)?;
    target.close().map_err(|(_, error)| no_copy(error))?;
    File::open(copy).and_then(|file| file.sync_all()).map_err(no_copy)
}

/// Puts a copy in the place of its store. Whenever the program ends, the store is the one or the other.
pub(super) fn put_back(copy: &Path, store: &Path) -> Result<(), SkipReason> {
    if copy.is_dir() {
        let (parent, name) = place(store)?.ok_or(SkipReason::NoCopy)?;
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
    // All pages are written in one transaction of the store's own.
    pour(&source, &mut target, &Unwatched)?;
    target.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(|error| sqlite::skip_reason(&error))
}

/// Whether a store holds nothing that is not in the copy, row by row or key by key.
pub(super) fn is_part_of(store: &Path, copy: &Path) -> Result<bool, SkipReason> {
    if copy.is_dir() {
        let store = load_store(store, &Unwatched)?.ok_or(SkipReason::NoCopy)?;
        return site_data::is_part_of(&store, &load(&swap::open_ours(copy)?, &Unwatched)?, &Unwatched);
    }
    let told = |error: rusqlite::Error| sqlite::skip_reason(&error);
    let harmless = sqlite::open_to_read(store, &Unwatched)?;
    let connection = &harmless.connection;
    let copy = copy.to_str().ok_or(SkipReason::NoCopy)?;
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

/// Pours all pages of one store into another, a few at a time; the other one has all of them at once in the end.
fn pour(source: &Connection, target: &mut Connection, watch: &dyn Watch) -> Result<(), SkipReason> {
    /// Pages between two looks at the wish: less than a megabyte.
    const PAGES_A_BREATH: i32 = 200;
    let backup = Backup::new(source, target).map_err(|error| sqlite::skip_reason(&error))?;
    loop {
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        match backup.step(PAGES_A_BREATH).map_err(|error| sqlite::skip_reason(&error))? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            StepResult::Busy | StepResult::Locked | _ => return Err(SkipReason::Locked),
        }
    }
}

/// The files of a store that is a folder; `None` where it is none.
fn load_store(store: &Path, watch: &dyn Watch) -> Result<Option<Files>, SkipReason> {
    let Some((parent, name)) = place(store)? else { return Ok(None) };
    if parent.symlink_metadata(name).is_ok_and(|metadata| !metadata.is_dir()) {
        return Ok(None);
    }
    swap::as_it_lies(&parent, name)?.map(|dir| load(&dir, watch)).transpose()
}

fn load(dir: &Dir, watch: &dyn Watch) -> Result<Files, SkipReason> {
    swap::read_all(dir, swap::LARGEST, watch).map_err(|error| trouble_io(&error))?.ok_or(SkipReason::NoCopy)
}

fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
