//! Profiles that Firefox (since version 138) lists in a database of its own instead of `profiles.ini`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use url::Url;

use super::files;

/// More than anybody has; a list without end is not read to its end.
const MOST: u32 = 200;

/// A running Firefox writes to it now and then, and never for long.
const PATIENCE: Duration = Duration::from_millis(200);

/// Paths and names of the profiles in every list beside `profiles.ini`. Lists that cannot be read name none.
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
    connection.busy_timeout(PATIENCE)?;
    let mut query = connection.prepare("SELECT path, name FROM Profiles ORDER BY id LIMIT ?1")?;
    query.query_map([MOST], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Opens the list without leaving a trace: a database that nobody has open is read as it lies there, since `SQLite`
/// would otherwise put files of its own beside it.
fn open(list: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut journal = list.as_os_str().to_owned();
    journal.push("-wal");
    let is_at_rest = fs::metadata(Path::new(&journal)).map_or(true, |metadata| metadata.len() == 0);
    match Url::from_file_path(list) {
        Ok(mut address) if is_at_rest => {
            address.set_query(Some("immutable=1"));
            Connection::open_with_flags(address.as_str(), flags | OpenFlags::SQLITE_OPEN_URI)
        }
        Ok(_) | Err(()) => Connection::open_with_flags(list, flags),
    }
}
