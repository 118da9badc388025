//! Profiles that Firefox (since version 138) lists in a database instead of `profiles.ini`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use url::Url;

use super::files;

/// The most profiles that are read, more than people have: a damaged list could be endless.
const MAX_PROFILES: u32 = 200;

/// How long to wait while a running Firefox writes to the list; it never writes for long.
const BUSY_TIMEOUT: Duration = Duration::from_millis(200);

/// Paths and names of the profiles in all lists beside `profiles.ini`. Lists that cannot be read are left out.
pub(super) fn profiles(data: &Path) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(data.join("Profile Groups")) else { return Vec::new() };
    let mut lists: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    lists.retain(|path| path.extension().is_some_and(|extension| extension == "sqlite") && files::is_file(path));
    lists.sort();
    let rows = lists
        .iter()
        .map(|list| rows(list).inspect_err(|error| tracing::debug!(?list, ?error, "a list of profiles was not read")));
    rows.filter_map(Result::ok).flatten().collect()
}

fn rows(list: &Path) -> rusqlite::Result<Vec<(String, String)>> {
    let connection = open(list)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    let mut query = connection.prepare("SELECT path, name FROM Profiles ORDER BY id LIMIT ?1")?;
    query.query_map([MAX_PROFILES], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Opens the list and changes nothing beside it. A database that no program has open is read as immutable, because
/// `SQLite` would otherwise create files of its own beside it.
fn open(list: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut journal = list.as_os_str().to_owned();
    journal.push("-wal");
    let is_unused = fs::metadata(Path::new(&journal)).map_or(true, |metadata| metadata.len() == 0);
    match Url::from_file_path(list) {
        Ok(mut address) if is_unused => {
            address.set_query(Some("immutable=1"));
            Connection::open_with_flags(address.as_str(), flags | OpenFlags::SQLITE_OPEN_URI)
        }
        Ok(_) | Err(()) => Connection::open_with_flags(list, flags),
    }
}
