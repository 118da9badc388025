//! A disk that fills up, at every byte of a record and in every way that a disk can.

use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::file::{Disk, SessionFile};
use super::id::SessionId;
use super::record::{self, SessionContents};
use super::{StoreErrorKind, test_support};
use crate::session::Event;

/// The bytes on the disk, and which operations still work.
#[derive(Debug, Default)]
struct FakeDiskState {
    bytes: Vec<u8>,
    free_bytes: Option<usize>,
    flush_fails: bool,
    truncate_fails: bool,
}

#[derive(Clone, Debug, Default)]
struct FullDisk(Arc<Mutex<FakeDiskState>>);

impl Disk for FullDisk {
    fn length(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().bytes.len() as u64)
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        let fits = state.free_bytes.map_or(bytes.len(), |free| free.min(bytes.len()));
        state.bytes.resize(offset as usize, 0);
        state.bytes.extend(&bytes[..fits]);
        if fits < bytes.len() { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        if state.truncate_fails {
            return Err(ErrorKind::Other.into());
        }
        state.bytes.truncate(length as usize);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.0.lock().unwrap().flush_fails { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

/// A session of one event on a disk that still works.
fn one_event() -> (FullDisk, SessionFile) {
    let disk = FullDisk::default();
    let mut bytes = record::header().unwrap();
    bytes.extend(record::event(&test_support::started()).unwrap());
    let whole = bytes.len() as u64;
    disk.0.lock().unwrap().bytes = bytes;
    let id = SessionId::parse("a").unwrap();
    let file = SessionFile::new(id, PathBuf::from("a.session"), Box::new(disk.clone()), whole).unwrap();
    (disk, file)
}

fn events_on(disk: &FullDisk) -> Vec<Event> {
    let content = record::read(&disk.0.lock().unwrap().bytes);
    let SessionContents::Session { session, .. } = content else { panic!("not a session: {content:?}") };
    session.events().to_vec()
}

#[test]
fn a_disk_that_fills_up_at_any_byte_costs_the_unsaved_event_alone() {
    let (tick, answer) = (test_support::of_every_kind()[2].clone(), test_support::answered("系统繁忙"));
    let length = record::event(&tick).unwrap().len();
    for free in 0..length {
        let (disk, mut file) = one_event();
        disk.0.lock().unwrap().free_bytes = Some(free);
        let error = file.append(&tick).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::DiskFull, "{free} bytes free");
        assert_eq!(events_on(&disk), [test_support::started()]);

        disk.0.lock().unwrap().free_bytes = None;
        file.append(&answer).unwrap();
        assert_eq!(events_on(&disk), [test_support::started(), answer.clone()], "{free} bytes free");
    }
}

#[test]
fn a_torn_record_that_cannot_be_removed_never_ends_up_in_the_middle() {
    let (tick, answer) = (test_support::of_every_kind()[2].clone(), test_support::answered("系统繁忙"));
    let length = record::event(&tick).unwrap().len();
    for free in 0..length {
        let (disk, mut file) = one_event();
        {
            let mut state = disk.0.lock().unwrap();
            state.free_bytes = Some(free);
            state.truncate_fails = true;
        }
        file.append(&tick).unwrap_err();
        // A program killed now reads everything that was acknowledged.
        assert_eq!(events_on(&disk), [test_support::started()]);

        // The disk has space again, but the torn record is still there: nothing is appended after it.
        disk.0.lock().unwrap().free_bytes = None;
        file.append(&answer).unwrap_err();
        assert_eq!(events_on(&disk), [test_support::started()]);

        disk.0.lock().unwrap().truncate_fails = false;
        file.append(&answer).unwrap();
        file.append(&tick).unwrap();
        assert_eq!(events_on(&disk), [test_support::started(), answer.clone(), tick.clone()], "{free} bytes free");
    }
}

#[test]
fn an_event_that_does_not_reach_the_disk_is_not_acknowledged() {
    let (disk, mut file) = one_event();
    disk.0.lock().unwrap().flush_fails = true;
    let error = file.append(&test_support::answered("系统繁忙")).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::DiskFull);
    disk.0.lock().unwrap().flush_fails = false;
    assert_eq!(events_on(&disk), [test_support::started()]);
}

#[test]
fn a_file_that_another_program_writes_to_is_left_alone() {
    let (disk, mut file) = one_event();
    let theirs = record::event(&test_support::answered("theirs")).unwrap();
    disk.0.lock().unwrap().bytes.extend(theirs);
    let error = file.append(&test_support::answered("ours")).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Busy);
    assert_eq!(events_on(&disk), [test_support::started(), test_support::answered("theirs")]);
}
