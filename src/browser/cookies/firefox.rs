//! Firefox's cookie stores: `cookies.sqlite` with the table `moz_cookies`.

use rusqlite::Connection;

use super::super::SkipReason;
use super::super::site::host_of_partition_key;
use super::super::sqlite;
use super::CookieTable;

/// The newest version of the table that the program knows.
const NEWEST_KNOWN: i64 = 17;

/// The table, if the program knows its version.
pub(super) fn cookie_table(connection: &Connection) -> Result<CookieTable, SkipReason> {
    let version: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| sqlite::skip_reason(&error))?;
    let columns = sqlite::columns(connection, "moz_cookies")?;
    if version > NEWEST_KNOWN {
        return Err(SkipReason::UnknownVersion(version.to_string()));
    }
    if !columns.iter().any(|name| name == "host") {
        return Err(SkipReason::UnknownKind);
    }
    let partition = columns.iter().any(|name| name == "originAttributes").then_some("originAttributes");
    Ok(CookieTable { name: "moz_cookies", host: "host", partition, partition_host: host_of_partition_key })
}
