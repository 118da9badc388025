//! Counts and deletes cookies in browsers' stores, which are SQLite files. The program never reads a cookie's value.
//!
//! An edit is one SQLite transaction with secure delete: the store is whole at every moment, and no deleted value stays
//! in the file. The program checks right before and right after an edit that the browser does not run.

mod chromium;
mod firefox;
#[cfg(test)]
mod kill_tests;
#[cfg(test)]
mod tests;

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::site::owner;
use super::sqlite::{self, StoreFile};
use super::{Count, Family, Owner, Scope, Site, SkipReason, Watch};

/// How often the program tries a busy store. Each attempt waits for [`sqlite::BUSY_TIMEOUT`]: about a second in all.
const ATTEMPTS: usize = 16;

/// The number of rows between two checks of whether the customer wants to stop.
const ROWS_PER_CHECK: usize = 256;

/// The table and columns with which a family records a cookie's host and partition.
struct CookieTable {
    /// The table's name.
    name: &'static str,
    /// The column with the host.
    host: &'static str,
    /// The column with the partition; old stores have none.
    partition: Option<&'static str>,
    /// Reads the partition's host from the value of that column.
    partition_host: fn(&str) -> Option<String>,
}

/// Counts the cookies of a store by owner. Changes neither the store nor its folder.
pub(super) fn count(store: &Path, family: Family, sites: &[Site], watch: &dyn Watch) -> Result<Count, SkipReason> {
    if matches!(sqlite::check_file(store)?, StoreFile::Nothing) {
        return Ok(Count::default());
    }
    let opened = sqlite::open_to_count(store, watch)?;
    sqlite::interruptible(&opened.connection, watch, || {
        let table = cookie_table(&opened.connection, family)?;
        let mut count = Count::default();
        let mut seen = 0_usize;
        each_row(&opened.connection, &table, sites, &mut |_, owner| {
            count.add_one(owner);
            seen += 1;
            check_cancelled(seen, watch)
        })?;
        Ok(count)
    })
}

/// Deletes the cookies within the scope, in one transaction. Returns the number of deleted cookies and of those that
/// stay.
pub(super) fn clear(
    store: &Path,
    family: Family,
    scope: &Scope,
    watch: &dyn Watch,
) -> Result<(Count, Count), SkipReason> {
    if matches!(sqlite::check_file(store)?, StoreFile::Nothing) {
        return Ok((Count::default(), Count::default()));
    }
    sqlite::refuse_unwritable(store)?;
    let mut connection = sqlite::open_to_edit(store)?;
    prepare(&connection, watch)?;
    let transaction = begin(&mut connection, watch)?;
    if !sqlite::is_whole(&transaction, watch)? {
        return Err(SkipReason::Damaged);
    }
    let counts = sqlite::interruptible(&transaction, watch, || {
        let table = cookie_table(&transaction, family)?;
        remove(&transaction, &table, scope, watch)
    })?;
    if watch.is_cancelled() {
        // A transaction that is dropped without a commit is rolled back.
        return Err(SkipReason::Cancelled);
    }
    transaction.commit().map_err(skip_reason)?;
    empty_log(&connection, watch)?;
    Ok(counts)
}

fn cookie_table(connection: &Connection, family: Family) -> Result<CookieTable, SkipReason> {
    match family {
        Family::Chromium => chromium::cookie_table(connection),
        Family::Firefox => firefox::cookie_table(connection),
        Family::Tor | Family::Safari => Err(SkipReason::UnknownKind),
    }
}

/// Makes SQLite overwrite deleted rows and freed pages with zeros.
fn prepare(connection: &Connection, watch: &dyn Watch) -> Result<(), SkipReason> {
    let overwrites: i64 =
        connection.query_row("PRAGMA secure_delete = ON", [], |row| row.get(0)).map_err(skip_reason)?;
    if overwrites != 1 {
        return Err(SkipReason::NotAsExpected);
    }
    retry_while_busy(watch, || sqlite::keep_journal_mode(connection))
}

fn begin<'a>(connection: &'a mut Connection, watch: &dyn Watch) -> Result<Transaction<'a>, SkipReason> {
    let connection: &'a Connection = connection;
    retry_while_busy(watch, || Transaction::new_unchecked(connection, TransactionBehavior::Immediate))
}

/// Tries until it works, another program has locked the store for too long, or the customer wants to stop.
fn retry_while_busy<T>(watch: &dyn Watch, mut attempt: impl FnMut() -> rusqlite::Result<T>) -> Result<T, SkipReason> {
    let mut result = attempt();
    for _ in 1..ATTEMPTS {
        match &result {
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {}
            _ => break,
        }
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        result = attempt();
    }
    result.map_err(skip_reason)
}

/// Deletes the rows within the scope one by one, then counts what is really left.
fn remove(
    transaction: &Transaction<'_>,
    table: &CookieTable,
    scope: &Scope,
    watch: &dyn Watch,
) -> Result<(Count, Count), SkipReason> {
    let none = Vec::new();
    let sites = match scope {
        Scope::Sites { sites, .. } => sites,
        Scope::Everything => &none,
    };
    let (mut removed, mut to_delete, mut seen) = (Count::default(), Vec::new(), 0_usize);
    each_row(transaction, table, sites, &mut |row, owner| {
        seen += 1;
        if scope.clears(owner) {
            removed.add_one(owner);
            to_delete.push(row);
        }
        check_cancelled(seen, watch)
    })?;
    let mut delete =
        transaction.prepare(&format!("DELETE FROM {} WHERE rowid = ?1", table.name)).map_err(skip_reason)?;
    for (number, row) in to_delete.iter().enumerate() {
        check_cancelled(number, watch)?;
        delete.execute([row]).map_err(skip_reason)?;
    }
    let (mut left, mut missed) = (Count::default(), false);
    each_row(transaction, table, sites, &mut |_, owner| {
        missed |= scope.clears(owner);
        left.add_one(owner);
        Ok(())
    })?;
    if missed || left.all() + removed.all() != seen as u64 {
        return Err(SkipReason::NotAsExpected);
    }
    Ok((removed, left))
}

/// Moves the write-ahead log into the store, so that the log no longer holds deleted rows. The deletion is already
/// committed. If another program reads the log, the log is moved when that program closes the store.
fn empty_log(connection: &Connection, watch: &dyn Watch) -> Result<(), SkipReason> {
    let result = sqlite::interruptible(connection, watch, || {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
    });
    match result.map(drop).map_err(skip_reason) {
        // The rows are deleted even if this stops here: closing the store moves the log, or the browser does later.
        Err(SkipReason::Locked | SkipReason::Cancelled) => Ok(()),
        other => other,
    }
}

/// Checks, once in [`ROWS_PER_CHECK`] rows, whether the customer wants to stop.
fn check_cancelled(row: usize, watch: &dyn Watch) -> Result<(), SkipReason> {
    let is_cancelled = row.is_multiple_of(ROWS_PER_CHECK) && watch.is_cancelled();
    if is_cancelled { Err(SkipReason::Cancelled) } else { Ok(()) }
}

/// Calls `on_row` with the row id and the owner of every cookie.
fn each_row(
    connection: &Connection,
    table: &CookieTable,
    sites: &[Site],
    on_row: &mut dyn FnMut(i64, Owner) -> Result<(), SkipReason>,
) -> Result<(), SkipReason> {
    let CookieTable { name, host, partition, partition_host } = table;
    let partition = partition.unwrap_or("''");
    let mut select =
        connection.prepare(&format!("SELECT rowid, {host}, {partition} FROM {name}")).map_err(skip_reason)?;
    let mut rows = select.query([]).map_err(skip_reason)?;
    while let Some(row) = rows.next().map_err(skip_reason)? {
        let partition = partition_host(&text(row.get_ref(2).map_err(skip_reason)?));
        let owner = owner(&text(row.get_ref(1).map_err(skip_reason)?), partition.as_deref(), sites);
        on_row(row.get(0).map_err(skip_reason)?, owner)?;
    }
    Ok(())
}

/// A host as text. A value that is not text belongs to no site and must not stop the rest.
fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => String::new(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "reads well in map_err")]
fn skip_reason(error: rusqlite::Error) -> SkipReason {
    sqlite::skip_reason(&error)
}
