//! Firefox's cookie stores: `cookies.sqlite` with the table `moz_cookies`.

use rusqlite::Connection;

use super::super::SkipReason;
use super::super::site::host_of_partition_key;
use super::super::sqlite;
use super::Layout;

/// The newest version whose table we know.
const KNOWN: i64 = 17;

/// The layout, where the version is one that we know.
pub(super) fn layout(connection: &Connection) -> Result<Layout, SkipReason> {
    let version: i64 =
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|error| sqlite::trouble(&error))?;
    let columns = sqlite::columns(connection, "moz_cookies")?;
    if version > KNOWN {
        return Err(SkipReason::UnknownVersion(version.to_string()));
    }
    if !columns.iter().any(|name| name == "host") {
        return Err(SkipReason::UnknownKind);
    }
    let partition = columns.iter().any(|name| name == "originAttributes").then_some("originAttributes");
    Ok(Layout { table: "moz_cookies", host: "host", partition, partition_host: host_of_partition_key })
}
