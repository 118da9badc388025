//! What is asked of a file's metadata, on every system.

use cap_std::fs::{Dir, Metadata};
use jiff::Timestamp;

/// Which file it is, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// The disk.
    pub(super) disk: u64,
    /// The number on that disk.
    pub(super) number: u64,
}

/// Which file an open handle leads to.
pub(super) fn identity_of_handle(metadata: &Metadata) -> Identity {
    // Windows tells these of open handles only; asking anything else would panic.
    use cap_fs_ext::MetadataExt as _;
    Identity { disk: metadata.dev(), number: metadata.ino() }
}

/// Where a folder is mounted. One disk can be mounted in several places, and a folder of it in another one's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    /// The disk.
    disk: u64,
    /// Which of its places, where the system tells (Linux since 5.8).
    place: Option<u64>,
}

/// On which mount an open folder lies.
pub(super) fn mount(dir: &Dir, identity: Identity) -> Mount {
    Mount { disk: identity.disk, place: place(dir) }
}

#[cfg(target_os = "linux")]
fn place(dir: &Dir) -> Option<u64> {
    use rustix::fs::{AtFlags, StatxFlags, statx};
    let told = statx(dir, "", AtFlags::EMPTY_PATH, StatxFlags::MNT_ID).ok()?;
    let is_told = told.stx_mask & StatxFlags::MNT_ID.bits() != 0;
    is_told.then_some(told.stx_mnt_id)
}

/// Elsewhere nothing but a disk can be mounted, or it cannot be told.
#[cfg(not(target_os = "linux"))]
fn place(_dir: &Dir) -> Option<u64> {
    None
}

/// Which file an entry of a folder is, where that is known without opening it.
pub(super) fn identity_of_entry(metadata: &Metadata) -> Option<Identity> {
    // On Windows a folder cannot be renamed or replaced while a handle to it is open, so nothing is lost there.
    cfg!(unix).then(|| identity_of_handle(metadata))
}

/// Whose it is, where files have owners that a number tells.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such number")]
pub(super) fn owner(metadata: &Metadata) -> Option<u32> {
    use cap_std::fs::MetadataExt as _;
    Some(metadata.uid())
}

/// Whose it is, where files have owners that a number tells.
#[cfg(not(unix))]
pub(super) fn owner(_metadata: &Metadata) -> Option<u32> {
    None
}

/// Whether it was made or changed later than this.
#[cfg(unix)]
pub(super) fn is_later(metadata: &Metadata, than: Timestamp) -> bool {
    use cap_std::fs::MetadataExt as _;
    let than = (than.as_second(), i64::from(than.subsec_nanosecond()));
    // The time of change, which nobody can set: browsers set the other one back. It changes also when a file loses
    // another of its names, so it says nothing of one that has several.
    match metadata.nlink() {
        0 | 1 => (metadata.ctime(), metadata.ctime_nsec()) > than,
        _ => (metadata.mtime(), metadata.mtime_nsec()) > than,
    }
}

/// Whether it was made or changed later than this.
#[cfg(not(unix))]
pub(super) fn is_later(metadata: &Metadata, than: Timestamp) -> bool {
    let changed = metadata.modified().ok().map(cap_std::time::SystemTime::into_std);
    changed.and_then(|time| Timestamp::try_from(time).ok()).is_some_and(|time| time > than)
}
