//! A browser's SQLite files: reading them without changing a byte, opening them for editing, and the meaning of errors.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cap_fs_ext::MetadataExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempDir;

use super::io::{self, NotAFile, copy_cancellable};
use super::swap;
use super::{SkipReason, Watch};

/// The first bytes of every SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// How long one attempt waits for another program. It is short, so that the work stops within 100 ms after the customer
/// cancels.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_millis(60);

/// The suffixes of the files that belong to a store.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-journal", "-shm"];

/// Every byte of a path that the address of a store must escape.
const ESCAPED_IN_URI: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// A store opened for reading. Neither the store nor its folder changes.
pub(super) struct ReadOnlyStore {
    /// The connection.
    pub(super) connection: Connection,
    /// The copy, if the store had to be copied to be read. It is the last field, so it is deleted after the connection
    /// is closed.
    _copy: Option<TempDir>,
}

/// What was found under a store's name.
pub(super) enum StoreFile {
    /// Nothing, or an empty file.
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

/// Checks what is under a store's name. Links and files with a second name are refused, because an edit would change a
/// file somewhere else.
///
/// No folder of the path may be a link either: a profile's folder may have been replaced by a link since it was found.
/// SQLite opens files by path, with a flag that refuses links too. One gap remains: between this check and the opening,
/// a folder can be replaced by another folder.
pub(super) fn check_file(store: &Path) -> Result<StoreFile, SkipReason> {
    if swap::open(store.parent().unwrap_or(store), Path::new(""))?.is_none() {
        return Ok(StoreFile::Nothing);
    }
    for suffix in COMPANIONS {
        is_file(&companion(store, suffix))?;
    }
    if !is_file(store)? {
        return Ok(StoreFile::Nothing);
    }
    let file = open_plain(store).map_err(|error| io::skip_reason(&error))?;
    let metadata = cap_std::fs::File::from_std(file).metadata().map_err(|error| io::skip_reason(&error))?;
    if metadata.nlink() > 1 {
        return Err(SkipReason::SecondName);
    }
    Ok(if metadata.len() == 0 { StoreFile::Nothing } else { StoreFile::Store })
}

/// Whether the path is a file. Links are refused, and so is everything that SQLite would read from for ever, such as a
/// pipe.
fn is_file(path: &Path) -> Result<bool, SkipReason> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            Err(SkipReason::LinkedAway(fs::read_link(path).unwrap_or_else(|_| path.to_owned())))
        }
        Ok(metadata) if !metadata.is_file() => Err(SkipReason::UnknownKind),
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io::skip_reason(&error)),
    }
}

/// Opens a file for reading, without waiting if it has become a pipe by now.
fn open_plain(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, swap::NO_WAIT);
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(std::io::Error::other(NotAFile)) }
}

/// Opens a store for reading, so that neither its bytes nor the files beside it change.
///
/// - If there is a write-ahead log, SQLite would create an index of it, and move the log into the store when the last
///   program closes it. An exclusive lock keeps the index in memory, and a setting keeps the log as it is.
/// - If the store uses such a log but has none at the moment, no program has it open. It is opened as immutable,
///   because SQLite would otherwise create an empty log.
/// - If an unfinished change must be rolled back first, that happens in a copy.
pub(super) fn open_to_read(store: &Path, watch: &dyn Watch) -> Result<ReadOnlyStore, SkipReason> {
    check_file(store)?;
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
        Ok(connection) => Ok(ReadOnlyStore { connection, _copy: None }),
        Err(error) if needs_a_copy(&error) => open_copy(store, watch),
        Err(error) => Err(skip_reason(&error)),
    }
}

/// Opens a store as [`open_to_read`] does. If a browser has locked the store, opens a copy of it, which shows how the
/// store was a moment ago.
pub(super) fn open_to_count(store: &Path, watch: &dyn Watch) -> Result<ReadOnlyStore, SkipReason> {
    match open_to_read(store, watch) {
        Err(SkipReason::Locked) => open_locked(store, watch),
        result => result,
    }
}

/// Opens a store for editing. Does not create a store if there is none.
pub(super) fn open_to_edit(store: &Path) -> Result<Connection, SkipReason> {
    header(store)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | common_flags();
    let connection = Connection::open_with_flags(store, flags).map_err(|error| skip_reason(&error))?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(|error| skip_reason(&error))?;
    Ok(connection)
}

/// Keeps the write-ahead log if the store has one. Otherwise the journal is emptied instead of deleted, as Chromium
/// does.
pub(super) fn keep_journal_mode(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
    }
    connection.execute_batch("PRAGMA synchronous = FULL")
}

/// The names of a table's columns; empty if there is no such table.
pub(super) fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, SkipReason> {
    let mut names = Vec::new();
    connection
        .pragma(None, "table_info", table, |row| {
            names.push(row.get::<_, String>("name")?);
            Ok(())
        })
        .map_err(|error| skip_reason(&error))?;
    Ok(names)
}

/// The reason for the customer, from an error of SQLite.
pub(super) fn skip_reason(error: &rusqlite::Error) -> SkipReason {
    let Some(code) = error.sqlite_error_code() else { return SkipReason::Other(error.to_string()) };
    #[expect(clippy::wildcard_enum_match_arm, reason = "other errors keep the library's words")]
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

/// Refuses a store that the user may not write. SQLite would report this as "cannot open" or "busy".
pub(super) fn refuse_unwritable(store: &Path) -> Result<(), SkipReason> {
    File::options().write(true).open(store).map_err(|error| io::skip_reason(&error))?;
    let folder = store.parent().unwrap_or(Path::new("."));
    let probe = tempfile::Builder::new().prefix(".okpay-wizard-").tempfile_in(folder);
    probe.map(drop).map_err(|error| io::skip_reason(&error))
}

fn common_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW
}

/// The first bytes of a store. A file that is not an SQLite file counts as damaged.
fn header(store: &Path) -> Result<Vec<u8>, SkipReason> {
    let mut bytes = Vec::new();
    let file = open_plain(store).map_err(|error| io::skip_reason(&error))?;
    file.take(100).read_to_end(&mut bytes).map_err(|error| io::skip_reason(&error))?;
    if bytes.len() < 100 || !bytes.starts_with(MAGIC) { Err(SkipReason::Damaged) } else { Ok(bytes) }
}

fn open_with_log(store: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_WRITE | common_flags())?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
    try_out(connection)
}

/// Reads something, to find out whether the store can be read.
fn try_out(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Whether a store can be read only from a copy, although no program has locked it: it is read-only, but SQLite must
/// apply a log or a journal first.
fn needs_a_copy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen))
}

fn open_copy(store: &Path, watch: &dyn Watch) -> Result<ReadOnlyStore, SkipReason> {
    let from = swap::open(store.parent().unwrap_or(store), Path::new(""))?.ok_or(SkipReason::Locked)?;
    let folder = tempfile::Builder::new().prefix("okpay-wizard-").tempdir().map_err(|error| io::skip_reason(&error))?;
    let copy = folder.path().join("store");
    // The log is copied first: a change that moves from it into the store meanwhile is then in both copies, not
    // missing.
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
            Err(error) => return Err(io::skip_reason(&error)),
        }
    }
    let connection = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(try_out)
        .map_err(|error| skip_reason(&error))?;
    Ok(ReadOnlyStore { connection, _copy: Some(folder) })
}

/// Opens a copy of a store that a running browser keeps locked, if the system allows a copy. If the store changed
/// during the copying, the check of the copy fails.
fn open_locked(store: &Path, watch: &dyn Watch) -> Result<ReadOnlyStore, SkipReason> {
    let or_locked = |why| if why == SkipReason::Cancelled { why } else { SkipReason::Locked };
    let copy = open_copy(store, watch).map_err(or_locked)?;
    if is_whole(&copy.connection, watch).map_err(or_locked)? { Ok(copy) } else { Err(SkipReason::Locked) }
}

/// Whether SQLite's own check of the store finds no error.
pub(super) fn is_whole(connection: &Connection, watch: &dyn Watch) -> Result<bool, SkipReason> {
    interruptible(connection, watch, || {
        let result = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        result.map(|message| message == "ok").map_err(|error| skip_reason(&error))
    })
}

/// Works with a store, and interrupts it as soon as the customer wants to stop: with [`SkipReason::Cancelled`].
pub(super) fn interruptible<T>(connection: &Connection, watch: &dyn Watch, work: impl FnOnce() -> T) -> T {
    /// The time between two checks.
    const CHECK_INTERVAL: Duration = Duration::from_millis(10);
    let (is_done, handle) = (AtomicBool::new(false), connection.get_interrupt_handle());
    let check = || {
        while !is_done.load(Ordering::Acquire) {
            if watch.is_cancelled() {
                // Interrupts what runs at this moment; the next check interrupts what begins later.
                handle.interrupt();
            }
            std::thread::park_timeout(CHECK_INTERVAL);
        }
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("store-watch".to_owned()).spawn_scoped(scope, check);
        let _end = EndChecks { is_done: &is_done, thread: thread.as_ref().ok().map(|thread| thread.thread().clone()) };
        work()
    })
}

/// Ends the thread that checks, even if the work panics.
struct EndChecks<'a> {
    is_done: &'a AtomicBool,
    thread: Option<std::thread::Thread>,
}

impl Drop for EndChecks<'_> {
    fn drop(&mut self) {
        self.is_done.store(true, Ordering::Release);
        if let Some(thread) = &self.thread {
            thread.unpark();
        }
    }
}

/// The address that opens a store as immutable.
fn immutable_uri(store: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(store.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = format!("/{}", store.to_string_lossy().trim_start_matches(r"\\?\").replace('\\', "/")).into_bytes();
    format!("file:{}?immutable=1", percent_encode(&bytes, ESCAPED_IN_URI))
}
