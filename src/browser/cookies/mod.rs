//! Cookie stores: SQLite files, counted and edited. No value of a cookie is ever read.
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
use super::sqlite::{self, Found};
use super::{Count, Family, Owner, Scope, Site, SkipReason, Watch};

/// How often a busy store is tried anew, [`sqlite::ONE_WAIT`] each time: for a second altogether.
const ATTEMPTS: usize = 16;

/// After how many rows it is asked whether the customer wants to stop.
const ROWS_A_BREATH: usize = 256;

/// Where a family writes down whose a cookie is.
struct Layout {
    /// The table of cookies.
    table: &'static str,
    /// The column with the host.
    host: &'static str,
    /// The column with the site under which a cookie is kept; old stores have none.
    partition: Option<&'static str>,
    /// Reads that site's host from what stands in the column.
    partition_host: fn(&str) -> Option<String>,
}

/// Counts the cookies of a store by whose they are. Changes nothing, and leaves nothing beside the store.
pub(super) fn count(store: &Path, family: Family, sites: &[Site], watch: &dyn Watch) -> Result<Count, SkipReason> {
    if matches!(sqlite::find(store)?, Found::Nothing) {
        return Ok(Count::default());
    }
    let harmless = sqlite::open_to_count(store, watch)?;
    sqlite::watched(&harmless.connection, watch, || {
        let layout = layout(&harmless.connection, family)?;
        let mut count = Count::default();
        let mut seen = 0_usize;
        each_row(&harmless.connection, &layout, sites, &mut |_, owner| {
            add(&mut count, owner);
            seen += 1;
            breathe(seen, watch)
        })?;
        Ok(count)
    })
}

/// Removes the cookies within the scope, in one transaction. Answers what was removed and what was left:
/// (`of_sites`, `kept_for_sites`, `others` of the first are the removed ones, of the second those that stayed).
pub(super) fn clear(
    store: &Path,
    family: Family,
    scope: &Scope,
    watch: &dyn Watch,
) -> Result<(Count, Count), SkipReason> {
    if matches!(sqlite::find(store)?, Found::Nothing) {
        return Ok((Count::default(), Count::default()));
    }
    sqlite::refuse_unwritable(store)?;
    let mut connection = sqlite::open_to_edit(store)?;
    prepare(&connection, watch)?;
    let transaction = begin(&mut connection, watch)?;
    if !sqlite::is_whole(&transaction, watch)? {
        return Err(SkipReason::Damaged);
    }
    let answer = sqlite::watched(&transaction, watch, || {
        let layout = layout(&transaction, family)?;
        remove(&transaction, &layout, scope, watch)
    })?;
    if watch.is_cancelled() {
        // Dropped without a commit, a transaction is rolled back.
        return Err(SkipReason::Cancelled);
    }
    transaction.commit().map_err(told)?;
    empty_log(&connection, watch)?;
    Ok(answer)
}

fn layout(connection: &Connection, family: Family) -> Result<Layout, SkipReason> {
    match family {
        Family::Chromium => chromium::layout(connection),
        Family::Firefox => firefox::layout(connection),
        Family::Tor | Family::Safari => Err(SkipReason::UnknownKind),
    }
}

/// Whatever is deleted is overwritten with zeros, also in pages that are set free.
fn prepare(connection: &Connection, watch: &dyn Watch) -> Result<(), SkipReason> {
    let overwrites: i64 = connection.query_row("PRAGMA secure_delete = ON", [], |row| row.get(0)).map_err(told)?;
    if overwrites != 1 {
        return Err(SkipReason::NotAsExpected);
    }
    patiently(watch, || sqlite::keep_journal_mode(connection))
}

fn begin<'a>(connection: &'a mut Connection, watch: &dyn Watch) -> Result<Transaction<'a>, SkipReason> {
    let connection: &'a Connection = connection;
    patiently(watch, || Transaction::new_unchecked(connection, TransactionBehavior::Immediate))
}

/// Tries until it works, somebody else has held the store for too long, or the customer wants to stop.
fn patiently<T>(watch: &dyn Watch, mut attempt: impl FnMut() -> rusqlite::Result<T>) -> Result<T, SkipReason> {
    let mut answer = attempt();
    for _ in 1..ATTEMPTS {
        match &answer {
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {}
            _ => break,
        }
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        answer = attempt();
    }
    answer.map_err(told)
}

/// Deletes row by row what is within the scope, and counts afterwards what is really left.
fn remove(
    transaction: &Transaction<'_>,
    layout: &Layout,
    scope: &Scope,
    watch: &dyn Watch,
) -> Result<(Count, Count), SkipReason> {
    let none = Vec::new();
    let sites = match scope {
        Scope::Sites { sites, .. } => sites,
        Scope::Everything => &none,
    };
    let (mut removed, mut doomed, mut seen) = (Count::default(), Vec::new(), 0_usize);
    each_row(transaction, layout, sites, &mut |row, owner| {
        seen += 1;
        if scope.clears(owner) {
            add(&mut removed, owner);
            doomed.push(row);
        }
        breathe(seen, watch)
    })?;
    let mut delete = transaction.prepare(&format!("DELETE FROM {} WHERE rowid = ?1", layout.table)).map_err(told)?;
    for (number, row) in doomed.iter().enumerate() {
        breathe(number, watch)?;
        delete.execute([row]).map_err(told)?;
    }
    let (mut left, mut missed) = (Count::default(), false);
    each_row(transaction, layout, sites, &mut |_, owner| {
        missed |= scope.clears(owner);
        add(&mut left, owner);
        Ok(())
    })?;
    if missed || left.all() + removed.all() != seen as u64 {
        return Err(SkipReason::NotAsExpected);
    }
    Ok((removed, left))
}

/// Moves the write-ahead log into the store, so that what was deleted is not in the log any more. It is committed by
/// now; a log that somebody else reads is moved when they close it.
fn empty_log(connection: &Connection, watch: &dyn Watch) -> Result<(), SkipReason> {
    let answer = sqlite::watched(connection, watch, || {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
    });
    match answer.map(drop).map_err(told) {
        // What was cleared is cleared, whoever stops now: closing the store moves the log, or the browser does.
        Err(SkipReason::Locked | SkipReason::Cancelled) => Ok(()),
        done => done,
    }
}

/// Asks now and then whether the customer wants to stop.
fn breathe(row: usize, watch: &dyn Watch) -> Result<(), SkipReason> {
    let is_over = row.is_multiple_of(ROWS_A_BREATH) && watch.is_cancelled();
    if is_over { Err(SkipReason::Cancelled) } else { Ok(()) }
}

fn each_row(
    connection: &Connection,
    layout: &Layout,
    sites: &[Site],
    what: &mut dyn FnMut(i64, Owner) -> Result<(), SkipReason>,
) -> Result<(), SkipReason> {
    let Layout { table, host, partition, partition_host } = layout;
    let partition = partition.unwrap_or("''");
    let mut select = connection.prepare(&format!("SELECT rowid, {host}, {partition} FROM {table}")).map_err(told)?;
    let mut rows = select.query([]).map_err(told)?;
    while let Some(row) = rows.next().map_err(told)? {
        let partition = partition_host(&text(row.get_ref(2).map_err(told)?));
        let owner = owner(&text(row.get_ref(1).map_err(told)?), partition.as_deref(), sites);
        what(row.get(0).map_err(told)?, owner)?;
    }
    Ok(())
}

/// A host as text. What is no text is no site's, and must not stop the rest.
fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => String::new(),
    }
}

fn add(count: &mut Count, owner: Owner) {
    match owner {
        Owner::Site => count.of_sites += 1,
        Owner::KeptForSite => count.kept_for_sites += 1,
        Owner::Other => count.others += 1,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "reads well in map_err")]
fn told(error: rusqlite::Error) -> SkipReason {
    sqlite::trouble(&error)
}
