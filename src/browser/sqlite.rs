//! SQLite files of a browser: read without changing a byte, opened for editing, and what their errors mean.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cap_fs_ext::MetadataExt as _;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempDir;

use super::io::{NotAFile, copy_cancellable, skip_reason};
use super::swap;
use super::{SkipReason, Watch};

/// What every SQLite file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// How long one attempt waits for another program. Short: whoever cancels is answered within 100 ms.
pub(super) const ONE_WAIT: Duration = Duration::from_millis(60);

/// The files that belong to a store, by what is added to its name.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-journal", "-shm"];

/// A store opened for reading that leaves nothing behind, on the disk or beside it.
pub(super) struct Harmless {
    /// The connection.
    pub(super) connection: Connection,
    /// Where the store had to be copied to be read; deleted with this value, so after the connection.
    _copy: Option<TempDir>,
}

/// What lies under a store's name.
pub(super) enum Found {
    /// Nothing, or an empty file: there is nothing in it.
    Nothing,
    /// A store.
    Store,
}

/// The path of a file that belongs to a store.
pub(super) fn companion(store: &Path, suffix: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Looks what lies under a store's name. Links and files with a second name are refused: what is edited there would
/// change somewhere else.
///
/// Nor may a link stand on the way: a profile's folder may have been swapped for one since it was found. SQLite opens by
/// path, and is told to refuse links too. What remains: between this look and its opening a folder, itself no link, can
/// be put in the place of another.
pub(super) fn find(store: &Path) -> Result<Found, SkipReason> {
    if swap::open(store.parent().unwrap_or(store), Path::new(""))?.is_none() {
        return Ok(Found::Nothing);
    }
    for suffix in COMPANIONS {
        is_file(&companion(store, suffix))?;
    }
    if !is_file(store)? {
        return Ok(Found::Nothing);
    }
    let file = open_plain(store).map_err(|error| skip_reason(&error))?;
    let metadata = cap_std::fs::File::from_std(file).metadata().map_err(|error| skip_reason(&error))?;
    if metadata.nlink() > 1 {
        return Err(SkipReason::SecondName);
    }
    Ok(if metadata.len() == 0 { Found::Nothing } else { Found::Store })
}

/// Whether a file is there. Links are refused, and so is what SQLite would read from for ever, such as a pipe.
fn is_file(path: &Path) -> Result<bool, SkipReason> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            Err(SkipReason::LinkedAway(fs::read_link(path).unwrap_or_else(|_| path.to_owned())))
        }
        Ok(metadata) if !metadata.is_file() => Err(SkipReason::UnknownKind),
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(skip_reason(&error)),
    }
}

/// Opens a file for reading without waiting, should it have become a pipe by now.
fn open_plain(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, swap::NO_WAIT);
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(std::io::Error::other(NotAFile)) }
}

/// Opens a store such that reading it changes nothing: neither its bytes nor the files beside it.
///
/// - With a write-ahead log beside it, SQLite would leave an index of the log and, as the last to close it, move the
///   log into the store. An exclusive lock keeps that index in memory, and the log is left as it is.
/// - A store that keeps such a log and has none at the moment is in nobody's hands: it is read as one that cannot
///   change, or else an empty log would be made.
/// - Where a half-done change has yet to be rolled back, that happens in a copy.
pub(super) fn open_to_read(store: &Path, watch: &dyn Watch) -> Result<Harmless, SkipReason> {
    find(store)?;
    let header = header(store)?;
    let keeps_log = header.get(18..20).is_some_and(|versions| versions.contains(&2));
    let log_is_there = companion(store, "-wal").exists();
    let opened = if log_is_there {
        open_with_log(store)
    } else if keeps_log {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | common_flags();
        Connection::open_with_flags(immutable_uri(store), flags).and_then(try_out)
    } else {
        Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_ONLY | common_flags()).and_then(try_out)
    };
    match opened {
        Ok(connection) => Ok(Harmless { connection, _copy: None }),
        Err(error) if needs_a_copy(&error) => open_copy(store, watch),
        Err(error) => Err(trouble(&error)),
    }
}

/// Opens a store as [`open_to_read`] does, or a copy of one that a browser holds, which tells how it was a moment ago.
pub(super) fn open_to_count(store: &Path, watch: &dyn Watch) -> Result<Harmless, SkipReason> {
    match open_to_read(store, watch) {
        Err(SkipReason::Locked) => open_held(store, watch),
        answer => answer,
    }
}

/// Opens a store for editing. Nothing is made where nothing was.
pub(super) fn open_to_edit(store: &Path) -> Result<Connection, SkipReason> {
    header(store)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | common_flags();
    let connection = Connection::open_with_flags(store, flags).map_err(|error| trouble(&error))?;
    connection.busy_timeout(ONE_WAIT).map_err(|error| trouble(&error))?;
    Ok(connection)
}

/// Leaves a write-ahead log where there is one; else the journal is emptied and not deleted, as Chromium does it.
pub(super) fn keep_journal_mode(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
    }
    connection.execute_batch("PRAGMA synchronous = FULL")
}

/// The names of a table's columns; none where there is no such table.
pub(super) fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, SkipReason> {
    let mut names = Vec::new();
    connection
        .pragma(None, "table_info", table, |row| {
            names.push(row.get::<_, String>("name")?);
            Ok(())
        })
        .map_err(|error| trouble(&error))?;
    Ok(names)
}

/// What an error of SQLite means to a customer.
pub(super) fn trouble(error: &rusqlite::Error) -> SkipReason {
    let Some(code) = error.sqlite_error_code() else { return SkipReason::Other(error.to_string()) };
    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest is told in the library's words")]
    match code {
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::CannotOpen
        | ErrorCode::FileLockingProtocolFailed => SkipReason::Locked,
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => SkipReason::Damaged,
        ErrorCode::OperationInterrupted => SkipReason::Cancelled,
        ErrorCode::DiskFull => SkipReason::DiskFull,
        ErrorCode::ReadOnly => SkipReason::ReadOnly,
        ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => SkipReason::Denied,
        _ => SkipReason::Other(error.to_string()),
    }
}

/// Whether a file may be written: SQLite answers "cannot open" and "busy" alike where it may not.
pub(super) fn refuse_unwritable(store: &Path) -> Result<(), SkipReason> {
    File::options().write(true).open(store).map_err(|error| skip_reason(&error))?;
    let folder = store.parent().unwrap_or(Path::new("."));
    let probe = tempfile::Builder::new().prefix(".okpay-wizard-").tempfile_in(folder);
    probe.map(drop).map_err(|error| skip_reason(&error))
}

fn common_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW
}

/// The first bytes of a store. Anything that is no SQLite file is damaged.
fn header(store: &Path) -> Result<Vec<u8>, SkipReason> {
    let mut bytes = Vec::new();
    let file = open_plain(store).map_err(|error| skip_reason(&error))?;
    file.take(100).read_to_end(&mut bytes).map_err(|error| skip_reason(&error))?;
    if bytes.len() < 100 || !bytes.starts_with(MAGIC) { Err(SkipReason::Damaged) } else { Ok(bytes) }
}

fn open_with_log(store: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_WRITE | common_flags())?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
    try_out(connection)
}

/// Reads something, so that it is known whether the rest can be read.
fn try_out(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(ONE_WAIT)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Whether a store cannot be read where it lies although nobody holds it: it may only be read, and a log or a journal
/// has to be taken into account.
fn needs_a_copy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen))
}

fn open_copy(store: &Path, watch: &dyn Watch) -> Result<Harmless, SkipReason> {
    let from = swap::open(store.parent().unwrap_or(store), Path::new(""))?.ok_or(SkipReason::Locked)?;
    let folder = tempfile::Builder::new().prefix("okpay-wizard-").tempdir().map_err(|error| skip_reason(&error))?;
    let copy = folder.path().join("store");
    // The log first: what moves from it into the store meanwhile is then in both, and not in neither.
    for suffix in ["-wal", "", "-journal"] {
        let name = companion(Path::new(store.file_name().unwrap_or_default()), suffix);
        let copied = || -> std::io::Result<()> {
            let mut file = swap::open_file(&from, &name.to_string_lossy())?;
            let mut to = File::create(companion(&copy, suffix))?;
            copy_cancellable(&mut file, watch, &mut |breath| to.write_all(breath))
        };
        match copied() {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound && !suffix.is_empty() => {}
            Err(error) => return Err(skip_reason(&error)),
        }
    }
    let connection = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(try_out)
        .map_err(|error| trouble(&error))?;
    Ok(Harmless { connection, _copy: Some(folder) })
}

/// A browser that runs may hold its store all the time. It can be copied where the system allows that; should it have
/// been changed in that moment, the copy shows it.
fn open_held(store: &Path, watch: &dyn Watch) -> Result<Harmless, SkipReason> {
    let held = |why| if why == SkipReason::Cancelled { why } else { SkipReason::Locked };
    let copy = open_copy(store, watch).map_err(held)?;
    if is_whole(&copy.connection, watch).map_err(held)? { Ok(copy) } else { Err(SkipReason::Locked) }
}

/// Whether a store finds nothing wrong with itself.
pub(super) fn is_whole(connection: &Connection, watch: &dyn Watch) -> Result<bool, SkipReason> {
    watched(connection, watch, || {
        let told = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        told.map(|told| told == "ok").map_err(|error| trouble(&error))
    })
}

/// Works with a store, and breaks off what it does as soon as the customer wants to stop: with [`Trouble::Cancelled`].
pub(super) fn watched<T>(connection: &Connection, watch: &dyn Watch, work: impl FnOnce() -> T) -> T {
    /// Between two looks at the wish.
    const LOOK: Duration = Duration::from_millis(10);
    let (is_over, stop) = (AtomicBool::new(false), connection.get_interrupt_handle());
    let looking = || {
        while !is_over.load(Ordering::Acquire) {
            if watch.is_cancelled() {
                // Stops what runs at this moment; what begins later is stopped with the next look.
                stop.interrupt();
            }
            std::thread::park_timeout(LOOK);
        }
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("store-watch".to_owned()).spawn_scoped(scope, looking);
        let _over = Over { is_over: &is_over, thread: thread.as_ref().ok().map(|thread| thread.thread().clone()) };
        work()
    })
}

/// Ends the looking, also when the work ends in a panic.
struct Over<'a> {
    is_over: &'a AtomicBool,
    thread: Option<std::thread::Thread>,
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
        if let Some(thread) = &self.thread {
            thread.unpark();
        }
    }
}

/// The address of a store that cannot change while it is read.
fn immutable_uri(store: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(store.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = format!("/{}", store.to_string_lossy().trim_start_matches(r"\\?\").replace('\\', "/")).into_bytes();
    let mut uri = String::from("file:");
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            for digit in [byte >> 4, byte & 15] {
                uri.extend(char::from_digit(u32::from(digit), 16));
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}
