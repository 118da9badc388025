//! Sessions on the disk: one file for each session, one record for each event. Records are appended and never rewritten.
//!
//! An event that [`SessionFile::append`] has acknowledged survives a killed program, a power cut and a full disk. A file
//! that cannot be read is set aside under another name and reported, never deleted.
//! [`super::Instance`] makes sure that one copy of the program at a time works on a store.
//! Must not know what the events mean.
//!
//! A record is one line, `crc32 json`: every programming language and every text editor can read it when something goes
//! wrong. A torn last line is dropped, any other damage sets the file aside, and a newer program's file stays as it is.

mod error;
mod file;
#[cfg(test)]
mod full_disk_tests;
mod id;
mod record;
#[cfg(test)]
mod test_support;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

pub use self::error::{ReadError, StoreError, StoreErrorKind};
pub use self::file::SessionFile;
pub use self::id::SessionId;

use self::file::{Disk as _, RealDisk};
use self::record::SessionContents;
use super::whole_file::{create_folder, set_aside, sync_folder};
use crate::session::{Event, Session};

/// A session has a few kilobytes. A file larger than this is something else, and is not read into memory.
const LARGEST: u64 = 32 * 1024 * 1024;

/// How many names are tried for sessions that the same process begins in the same second.
const MOST_NAMES: u32 = 10_000;

/// The folder that holds the sessions.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// The contents of the store.
#[derive(Debug, Default)]
pub struct Listing {
    /// The sessions, the one touched last first.
    pub sessions: Vec<SessionEntry>,
    /// Damaged files, under the new names that the listing gave them.
    pub set_aside: Vec<PathBuf>,
    /// Files that were left as they are.
    pub unreadable: Vec<UnreadableSession>,
}

/// A session in the store.
#[derive(Clone, Debug)]
pub struct SessionEntry {
    /// Its name.
    pub id: SessionId,
    /// Its events and state.
    pub session: Session,
}

/// A session file that could not be read and was left as it is.
#[derive(Debug)]
pub struct UnreadableSession {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: ReadError,
}

impl Store {
    /// Opens the store in this folder, and creates the folder where it is missing.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        create_folder(folder).map_err(StoreError::when("create the folder for sessions", folder))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Begins a session. When this returns, its first event is on the disk.
    pub fn create(&self, first: &Event) -> Result<SessionFile, StoreError> {
        const BEGIN: &str = "begin a session";
        let bytes = record::header()
            .and_then(|mut bytes| {
                bytes.extend(record::event(first)?);
                Ok(bytes)
            })
            .map_err(io::Error::from)
            .map_err(StoreError::when(BEGIN, &self.folder))?;
        let (id, path, file) = self.new_file(first).map_err(StoreError::when(BEGIN, &self.folder))?;
        let written = RealDisk::new(file).and_then(|mut disk| {
            disk.write_at(0, &bytes)?;
            disk.flush()?;
            sync_folder(&self.folder)?;
            Ok(disk)
        });
        match written {
            Ok(disk) => SessionFile::new(id, path, Box::new(disk), bytes.len() as u64),
            Err(error) => {
                // The customer has not seen this session. Should the file stay, the next listing finds it torn and
                // removes it.
                fs::remove_file(&path).ok();
                Err(StoreError::when(BEGIN, &path)(error))
            }
        }
    }

    /// Opens a session to continue it. Cuts off a torn record at its end; sets a damaged file aside.
    pub fn read(&self, id: &SessionId) -> Result<(SessionFile, Session), ReadError> {
        let path = self.path(id);
        let failed = || StoreError::when("open the session", &path);
        let file = OpenOptions::new().read(true).write(true).open(&path).map_err(failed())?;
        let bytes = bytes_of(&file).map_err(failed())?;
        match record::read(&bytes) {
            SessionContents::Session { session, whole } => {
                if whole < bytes.len() as u64 {
                    tracing::info!(%id, torn = bytes.len() as u64 - whole, "a torn record was dropped");
                }
                let mut disk = RealDisk::new(file).map_err(failed())?;
                // The last record of a killed program may only be in the system's memory. It must be on the disk before
                // the window shows it.
                disk.flush().map_err(failed())?;
                Ok((SessionFile::new(id.clone(), path, Box::new(disk), whole)?, *session))
            }
            SessionContents::Empty => Err(ReadError::Empty),
            SessionContents::Newer => Err(ReadError::Newer),
            SessionContents::Damaged(why) => {
                // Some systems cannot rename an open file.
                drop(file);
                Err(ReadError::SetAside(put_aside(&path, why)?))
            }
        }
    }

    /// All sessions. Sets damaged files aside, and removes files that were torn while they were created.
    pub fn list(&self) -> Result<Listing, StoreError> {
        let failed = || StoreError::when("list the sessions", &self.folder);
        let mut listing = Listing::default();
        for entry in fs::read_dir(&self.folder).map_err(failed())? {
            let entry = entry.map_err(failed())?;
            let Some(id) = SessionId::from_file_name(&entry.file_name()) else { continue };
            // The program creates no links and folders here, and reading a pipe might never end.
            if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            let path = entry.path();
            match read_for_listing(&path) {
                Ok(Some(session)) => listing.sessions.push(SessionEntry { id, session }),
                Ok(None) => {}
                Err(ReadError::SetAside(kept)) => listing.set_aside.push(kept),
                Err(reason) => {
                    tracing::warn!(%reason, "a session could not be read");
                    listing.unreadable.push(UnreadableSession { path, reason });
                }
            }
        }
        listing.sessions.sort_by(|a, b| {
            let by_time = b.session.state().touched.cmp(&a.session.state().touched);
            by_time.then_with(|| b.id.cmp(&a.id))
        });
        listing.set_aside.sort();
        listing.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listing)
    }

    /// Deletes a session for good. A session that is already gone counts as deleted.
    pub fn delete(&self, id: &SessionId) -> Result<(), StoreError> {
        let path = self.path(id);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(StoreError::when("delete the session", &path)(error))
            }
            _ => sync_folder(&self.folder).map_err(StoreError::when("delete the session", &path)),
        }
    }

    /// The path of a session's file.
    pub fn path(&self, id: &SessionId) -> PathBuf {
        self.folder.join(id.file_name())
    }

    /// A new, empty file under a free name.
    fn new_file(&self, first: &Event) -> io::Result<(SessionId, PathBuf, File)> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            // A session holds what a customer typed.
            options.mode(0o600);
        }
        for n in 1..MOST_NAMES {
            let id = SessionId::nth(first.at, n);
            let path = self.path(&id);
            match options.open(&path) {
                Ok(file) => return Ok((id, path, file)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }
}

/// The session in a file; `None` for one that the customer has not seen, whose file is removed.
fn read_for_listing(path: &Path) -> Result<Option<Session>, ReadError> {
    let bytes =
        File::open(path).and_then(|file| bytes_of(&file)).map_err(StoreError::when("read the session", path))?;
    match record::read(&bytes) {
        SessionContents::Session { session, .. } => Ok(Some(*session)),
        SessionContents::Newer => Err(ReadError::Newer),
        SessionContents::Damaged(why) => Err(ReadError::SetAside(put_aside(path, why)?)),
        SessionContents::Empty => {
            if let Err(error) = fs::remove_file(path) {
                tracing::warn!(%error, "an empty session could not be removed");
            }
            Ok(None)
        }
    }
}

fn bytes_of(file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "the file is too large for a session"));
    }
    Ok(bytes)
}

fn put_aside(path: &Path, why: &str) -> Result<PathBuf, StoreError> {
    let kept = set_aside(path, ".damaged").map_err(StoreError::when("set a damaged session aside", path))?;
    tracing::warn!(why, kept = %kept.display(), "a damaged session was set aside");
    Ok(kept)
}
