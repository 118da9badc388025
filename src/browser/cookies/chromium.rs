//! Chromium's cookie stores: `Cookies` with the tables `meta` and `cookies`.

use rusqlite::{Connection, OptionalExtension as _};

use super::super::SkipReason;
use super::super::site::host_of_origin;
use super::super::sqlite;
use super::CookieTable;

/// The newest version of the tables that the program knows.
const NEWEST_KNOWN: i64 = 24;

/// The table, if the program knows its version, or if a newer store says that programs for a known version can use it.
pub(super) fn cookie_table(connection: &Connection) -> Result<CookieTable, SkipReason> {
    let columns = sqlite::columns(connection, "cookies")?;
    let version = match meta(connection, "version")? {
        Some(version) if columns.iter().any(|name| name == "host_key") => version,
        _ => return Err(SkipReason::UnknownKind),
    };
    let usable_by = meta(connection, "last_compatible_version")?.unwrap_or(version);
    if version > NEWEST_KNOWN && usable_by > NEWEST_KNOWN {
        return Err(SkipReason::UnknownVersion(version.to_string()));
    }
    let partition = columns.iter().any(|name| name == "top_frame_site_key").then_some("top_frame_site_key");
    Ok(CookieTable { name: "cookies", host: "host_key", partition, partition_host: host_of_origin })
}

fn meta(connection: &Connection, key: &str) -> Result<Option<i64>, SkipReason> {
    if sqlite::columns(connection, "meta")?.is_empty() {
        return Ok(None);
    }
    connection
        .query_row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?1", [key], |row| row.get(0))
        .optional()
        .map_err(|error| sqlite::skip_reason(&error))
}
