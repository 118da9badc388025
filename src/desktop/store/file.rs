//! One session's file, open for appending.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use super::error::StoreError;
use super::id::SessionId;
use super::record;
use crate::session::Event;

/// A session's file, open for appending. Every event that was appended is on the disk.
#[derive(Debug)]
pub struct SessionFile {
    /// The session.
    pub id: SessionId,
    path: PathBuf,
    disk: Box<dyn Disk>,
    /// How many bytes of the file are whole records.
    whole: u64,
    end: FileEnd,
}

/// The bytes after the last whole record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileEnd {
    /// There are none.
    Clean,
    /// Part of a record that could neither be written completely nor be removed again.
    Torn,
}

/// The disk operations of a session's file. Tests have a disk that fills up.
pub(super) trait Disk: fmt::Debug + Send {
    /// The file's length. An error of the kind `NotFound` where the file has been deleted.
    fn length(&self) -> io::Result<u64>;
    /// Writes all of `bytes` at `offset`. After an error, any part of them may have been written.
    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts the file off at `length`, and syncs that to the disk.
    fn truncate(&mut self, length: u64) -> io::Result<()>;
    /// Returns when all written bytes are on the disk.
    fn flush(&mut self) -> io::Result<()>;
}

impl SessionFile {
    /// A file whose first `whole` bytes are whole records. Cuts off the rest.
    pub(super) fn new(id: SessionId, path: PathBuf, mut disk: Box<dyn Disk>, whole: u64) -> Result<Self, StoreError> {
        if disk.length().map_err(StoreError::when("look at the session", &path))? > whole {
            disk.truncate(whole).map_err(StoreError::when("repair the session", &path))?;
        }
        Ok(Self { id, path, disk, whole, end: FileEnd::Clean })
    }

    /// Appends an event. When this returns, the event is on the disk. After an error, the file is as it was before, or is
    /// made so before the next event is appended.
    pub fn append(&mut self, event: &Event) -> Result<(), StoreError> {
        let record = record::event(event).map_err(io::Error::from);
        record.and_then(|record| self.write(&record)).map_err(StoreError::when("save the session", &self.path))
    }

    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        let length = self.disk.length()?;
        if self.end == FileEnd::Torn {
            self.disk.truncate(self.whole)?;
            self.end = FileEnd::Clean;
        } else if length != self.whole {
            return Err(io::Error::new(ErrorKind::ResourceBusy, "another program has changed the file"));
        }
        let written = self.disk.write_at(self.whole, record).and_then(|()| self.disk.flush());
        if written.is_ok() {
            self.whole += record.len() as u64;
        } else if let Err(error) = self.disk.truncate(self.whole) {
            tracing::warn!(%error, "a torn record could not be removed yet");
            self.end = FileEnd::Torn;
        }
        written
    }
}

/// A file of the file system.
#[derive(Debug)]
pub(super) struct RealDisk {
    file: File,
    links: LinkCounting,
}

/// Whether the number of a file's names is known, so that a deleted file is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkCounting {
    Supported,
    /// This system or this file system does not count names.
    Unsupported,
}

impl RealDisk {
    pub(super) fn new(file: File) -> io::Result<Self> {
        let is_counted = link_count(&file.metadata()?).is_some_and(|count| count > 0);
        let links = if is_counted { LinkCounting::Supported } else { LinkCounting::Unsupported };
        Ok(Self { file, links })
    }
}

impl Disk for RealDisk {
    fn length(&self) -> io::Result<u64> {
        let metadata = self.file.metadata()?;
        if self.links == LinkCounting::Supported && link_count(&metadata) == Some(0) {
            // Writing would succeed, but the file would be gone when the program ends.
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
fn link_count(metadata: &std::fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    Some(metadata.nlink())
}

#[cfg(not(unix))]
fn link_count(_: &std::fs::Metadata) -> Option<u64> {
    None
}
