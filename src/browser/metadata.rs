//! What the program asks of a file's metadata, on every system.

use cap_std::fs::{Dir, Metadata};
use jiff::Timestamp;

/// Which file it is, under any of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId {
    disk: u64,
    /// The file's number on that disk.
    number: u64,
}

/// Which file an open handle belongs to.
pub(super) fn id_of_handle(metadata: &Metadata) -> FileId {
    // Windows knows these numbers of open handles only; asking any other metadata for them would panic.
    use cap_fs_ext::MetadataExt as _;
    FileId { disk: metadata.dev(), number: metadata.ino() }
}

/// Which file an entry of a folder is, where that is known without opening it.
pub(super) fn id_of_entry(metadata: &Metadata) -> Option<FileId> {
    // On Windows a folder cannot be renamed or replaced while a handle to it is open, so the check is not needed there.
    cfg!(unix).then(|| id_of_handle(metadata))
}

/// Where a folder is mounted. One disk can be mounted in several places, and one of its folders in another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    disk: u64,
    /// Which mount of that disk, where the system knows (Linux since 5.8).
    number: Option<u64>,
}

/// The mount that an open folder belongs to.
pub(super) fn mount(dir: &Dir, id: FileId) -> Mount {
    Mount { disk: id.disk, number: mount_number(dir) }
}

#[cfg(target_os = "linux")]
fn mount_number(dir: &Dir) -> Option<u64> {
    use rustix::fs::{AtFlags, StatxFlags, statx};
    let found = statx(dir, "", AtFlags::EMPTY_PATH, StatxFlags::MNT_ID).ok()?;
    let has_number = found.stx_mask & StatxFlags::MNT_ID.bits() != 0;
    has_number.then_some(found.stx_mnt_id)
}

/// On other systems only whole disks can be mounted, or the system does not say.
#[cfg(not(target_os = "linux"))]
fn mount_number(_dir: &Dir) -> Option<u64> {
    None
}

/// The number of the owner, where files have one.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such number")]
pub(super) fn owner(metadata: &Metadata) -> Option<u32> {
    use cap_std::fs::MetadataExt as _;
    Some(metadata.uid())
}

/// The number of the owner, where files have one.
#[cfg(not(unix))]
pub(super) fn owner(_metadata: &Metadata) -> Option<u32> {
    None
}

/// Whether the file was made or changed later than this.
#[cfg(unix)]
pub(super) fn is_later(metadata: &Metadata, than: Timestamp) -> bool {
    use cap_std::fs::MetadataExt as _;
    let than = (than.as_second(), i64::from(than.subsec_nanosecond()));
    // No program can set ctime, while browsers set mtime back. But ctime also changes when a file loses one of several
    // names, so it means nothing for a file that has several.
    match metadata.nlink() {
        0 | 1 => (metadata.ctime(), metadata.ctime_nsec()) > than,
        _ => (metadata.mtime(), metadata.mtime_nsec()) > than,
    }
}

/// Whether the file was made or changed later than this.
#[cfg(not(unix))]
pub(super) fn is_later(metadata: &Metadata, than: Timestamp) -> bool {
    let changed = metadata.modified().ok().map(cap_std::time::SystemTime::into_std);
    changed.and_then(|time| Timestamp::try_from(time).ok()).is_some_and(|time| time > than)
}
