//! Chromium's cookie stores: `Cookies` with the tables `meta` and `cookies`.

use rusqlite::{Connection, OptionalExtension as _};

use super::super::SkipReason;
use super::super::site::host_of_origin;
use super::super::sqlite;
use super::Layout;

/// The newest version whose tables we know.
const KNOWN: i64 = 24;

/// The layout, where the version is one that we know, or one that says of itself that who knows ours can use it.
pub(super) fn layout(connection: &Connection) -> Result<Layout, SkipReason> {
    let columns = sqlite::columns(connection, "cookies")?;
    let version = match meta(connection, "version")? {
        Some(version) if columns.iter().any(|name| name == "host_key") => version,
        _ => return Err(SkipReason::UnknownKind),
    };
    let usable_by = meta(connection, "last_compatible_version")?.unwrap_or(version);
    if version > KNOWN && usable_by > KNOWN {
        return Err(SkipReason::UnknownVersion(version.to_string()));
    }
    let partition = columns.iter().any(|name| name == "top_frame_site_key").then_some("top_frame_site_key");
    Ok(Layout { table: "cookies", host: "host_key", partition, partition_host: host_of_origin })
}

fn meta(connection: &Connection, key: &str) -> Result<Option<i64>, SkipReason> {
    if sqlite::columns(connection, "meta")?.is_empty() {
        return Ok(None);
    }
    connection
        .query_row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?1", [key], |row| row.get(0))
        .optional()
        .map_err(|error| sqlite::trouble(&error))
}
