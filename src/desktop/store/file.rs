//! One session's file, open for adding to.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use super::error::StoreError;
use super::id::SessionId;
use super::record;
use crate::session::Event;

/// A session's file, open for adding to. What it was given is on the disk.
#[derive(Debug)]
pub struct SessionFile {
    /// The session.
    pub id: SessionId,
    path: PathBuf,
    disk: Box<dyn Disk>,
    /// How many bytes of the file are whole records.
    whole: u64,
    tail: Tail,
}

/// What lies behind the last whole record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tail {
    /// Nothing.
    Clean,
    /// Part of a record that could not be written, and that could not be taken back either.
    Torn,
}

/// What a session's file asks of the disk. Tests have one that fills up.
pub(super) trait Disk: fmt::Debug + Send {
    /// How long the file is. An error of the kind `NotFound` where no folder names it any more.
    fn length(&self) -> io::Result<u64>;
    /// Writes all of `bytes` at `offset`; where that fails, any part of them may have been written.
    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts the file off at `length`, on the disk too.
    fn truncate(&mut self, length: u64) -> io::Result<()>;
    /// Returns when all that was written is on the disk.
    fn flush(&mut self) -> io::Result<()>;
}

impl SessionFile {
    /// A file of which `whole` bytes are whole records; what is behind them is cut off.
    pub(super) fn new(id: SessionId, path: PathBuf, mut disk: Box<dyn Disk>, whole: u64) -> Result<Self, StoreError> {
        if disk.length().map_err(StoreError::when("look at the session", &path))? > whole {
            disk.truncate(whole).map_err(StoreError::when("mend the session", &path))?;
        }
        Ok(Self { id, path, disk, whole, tail: Tail::Clean })
    }

    /// Adds an event. When this returns, the event is on the disk and stays there; where it fails, the file is as it
    /// was before, or is made so before anything else is added.
    pub fn append(&mut self, event: &Event) -> Result<(), StoreError> {
        let record = record::event(event).map_err(io::Error::from);
        record.and_then(|record| self.write(&record)).map_err(StoreError::when("save the session", &self.path))
    }

    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        let length = self.disk.length()?;
        if self.tail == Tail::Torn {
            self.disk.truncate(self.whole)?;
            self.tail = Tail::Clean;
        } else if length != self.whole {
            return Err(io::Error::new(ErrorKind::ResourceBusy, "another program has changed the file"));
        }
        let written = self.disk.write_at(self.whole, record).and_then(|()| self.disk.flush());
        if written.is_ok() {
            self.whole += record.len() as u64;
        } else if let Err(error) = self.disk.truncate(self.whole) {
            tracing::warn!(%error, "a torn record could not be taken back yet");
            self.tail = Tail::Torn;
        }
        written
    }
}

/// A file of the file system.
#[derive(Debug)]
pub(super) struct RealDisk {
    file: File,
    names: Names,
}

/// Whether a file without a name can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Counted,
    /// Not on this system, or on a file system that does not count names.
    Unknown,
}

impl RealDisk {
    pub(super) fn new(file: File) -> io::Result<Self> {
        let names =
            if name_count(&file.metadata()?).is_some_and(|count| count > 0) { Names::Counted } else { Names::Unknown };
        Ok(Self { file, names })
    }
}

impl Disk for RealDisk {
    fn length(&self) -> io::Result<u64> {
        let metadata = self.file.metadata()?;
        if self.names == Names::Counted && name_count(&metadata) == Some(0) {
            // Writing would succeed, into a file that is gone as soon as the program ends.
            return Err(io::Error::new(ErrorKind::NotFound, "the file has been deleted"));
        }
        Ok(metadata.len())
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(offset))?;
        self.file.write_all(bytes)
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_data()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems cannot say")]
fn name_count(metadata: &std::fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    Some(metadata.nlink())
}

#[cfg(not(unix))]
fn name_count(_: &std::fs::Metadata) -> Option<u64> {
    None
}
