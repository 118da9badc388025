//! One walk through a folder. Each folder is read to its end before the walk enters the next.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use cap_fs_ext::DirExt as _;
use cap_std::fs::{Dir, Metadata};

use super::opening::OpenedFolder;
use super::skips::SkipLog;
use super::{SweepOptions, SweepResult, TopFolder};
use crate::browser::io::{is_gone, skip_reason};
use crate::browser::metadata::{FileId, Mount, id_of_entry, id_of_handle, is_later, mount, owner};
use crate::browser::meter::Meter;
use crate::browser::{Mode, SkipReason};

/// How many nested folders stay open. Further down the upper ones are closed, and opened again on the way back: macOS
/// allows a program 256 open files.
const OPEN_LEVELS: usize = 48;

/// One level in this many stays open all the same. From the nearest of them the closed ones are opened again.
const ANCHOR_EVERY: usize = 1024;

/// How often a folder is read again if it changes while it is cleared.
const MAX_REREADS: u8 = 3;

/// A folder between the top and the current one.
struct FolderLevel {
    name: OsString,
    id: FileId,
    /// `None` while it is closed to save handles.
    dir: Option<Dir>,
    /// Folders in it that the walk has yet to enter.
    subfolders: Vec<Subfolder>,
    /// Something in it, at any depth, was left alone: it will not become empty.
    kept: bool,
    /// Something in it changed since it was read.
    changed: bool,
    rereads: u8,
}

/// A folder that was seen and not entered yet.
struct Subfolder {
    name: OsString,
    id: Option<FileId>,
}

/// What one reading of a folder found and did.
#[derive(Default)]
struct ReadPass {
    subfolders: Vec<Subfolder>,
    left: BTreeMap<SkipReason, u64>,
    removed: u64,
    changed: bool,
}

/// A walk through everything in a folder.
pub(super) struct FolderWalk<'t, 'm, 'w> {
    options: SweepOptions<'t>,
    meter: &'m mut Meter<'w>,
    path: PathBuf,
    owner: Option<u32>,
    mount: Mount,
    levels: Vec<FolderLevel>,
    result: SweepResult,
    skips: SkipLog,
}

impl<'t, 'm, 'w> FolderWalk<'t, 'm, 'w> {
    /// A walk that has not begun.
    pub(super) fn new(opened: &OpenedFolder, options: SweepOptions<'t>, meter: &'m mut Meter<'w>) -> Self {
        let skips = SkipLog::new(opened.path.clone());
        let (path, owner, mount) = (opened.path.clone(), opened.owner, opened.mount);
        Self { options, meter, path, owner, mount, levels: Vec::new(), result: SweepResult::default(), skips }
    }

    /// Walks to the end, or until it must stop.
    pub(super) fn run(mut self, opened: OpenedFolder, top: TopFolder) -> SweepResult {
        let kept = match opened.dir.dir_metadata() {
            Ok(metadata) => self.walk_tree(opened.dir, id_of_handle(&metadata)),
            Err(error) => {
                self.leave_folder(skip_reason(&error));
                true
            }
        };
        if let (TopFolder::Goes, false, Mode::Clear, Some((parent, name))) =
            (top, kept, self.options.mode, opened.parent)
            && let Err(error) = parent.remove_dir(&name)
            && !is_gone(&error)
        {
            self.leave_folder(skip_reason(&error));
        }
        self.result.skipped = self.skips.into_lines();
        self.result
    }

    /// Walks down and up again. Returns whether something was left in the folder.
    fn walk_tree(&mut self, top: Dir, id: FileId) -> bool {
        self.enter(OsString::new(), top, id);
        loop {
            if self.meter.must_stop() {
                return true;
            }
            let is_top = self.levels.len() == 1;
            let Some(level) = self.levels.last_mut() else { return true };
            if let Some(next) = level.subfolders.pop() {
                self.descend(next);
            } else if level.changed && !level.kept && level.rereads < MAX_REREADS && self.options.mode == Mode::Clear {
                level.rereads += 1;
                self.read();
            } else if !is_top {
                self.ascend();
            } else {
                return level.kept || level.changed;
            }
        }
    }

    fn descend(&mut self, next: Subfolder) {
        let entered = self.handle().and_then(|dir| {
            let dir = dir.open_dir_nofollow(&next.name)?;
            let metadata = dir.dir_metadata()?;
            Ok((dir, metadata))
        });
        let (dir, metadata) = match entered {
            Ok(entered) => entered,
            Err(error) => return self.not_entered(&next.name, &error),
        };
        let id = id_of_handle(&metadata);
        if next.id.is_some_and(|seen| seen != id) {
            self.mark_changed();
        } else if mount(&dir, id) != self.mount {
            self.leave_entry(&next.name, SkipReason::OtherDisk);
        } else if owner(&metadata) != self.owner {
            self.leave_entry(&next.name, SkipReason::OtherUser);
        } else {
            self.enter(next.name, dir, id);
        }
    }

    fn not_entered(&mut self, name: &OsStr, error: &io::Error) {
        let now = self.handle().and_then(|dir| dir.symlink_metadata(name));
        match now {
            // It is gone, or something that is not a folder has its name now.
            Err(now) if is_gone(&now) => {}
            Ok(now) if !now.is_dir() => self.mark_changed(),
            _ if is_gone(error) => self.mark_changed(),
            _ => self.leave_entry(name, skip_reason(error)),
        }
    }

    fn enter(&mut self, name: OsString, dir: Dir, id: FileId) {
        if let Some(high) = self.levels.len().checked_sub(OPEN_LEVELS).filter(|high| high % ANCHOR_EVERY != 0)
            && let Some(level) = self.levels.get_mut(high)
        {
            level.dir = None;
        }
        self.levels.push(FolderLevel {
            name,
            id,
            dir: Some(dir),
            subfolders: Vec::new(),
            kept: false,
            changed: false,
            rereads: 0,
        });
        self.read();
    }

    /// Deletes every file of the current folder and lists its folders.
    fn read(&mut self) {
        let mut passes = 0;
        let pass = loop {
            let pass = match self.read_once() {
                Ok(pass) => pass,
                Err(error) if is_gone(&error) => ReadPass::default(),
                Err(error) => return self.leave_folder(skip_reason(&error)),
            };
            passes += 1;
            // Some systems leave names out of a list if other files are deleted meanwhile.
            let once_more = self.options.mode == Mode::Clear && pass.removed > 0 && passes < u32::from(u8::MAX);
            if !once_more || self.meter.must_stop() {
                break pass;
            }
        };
        for (why, files) in &pass.left {
            let path = self.path_here();
            self.skips.add(&path, why.clone(), *files);
        }
        if let Some(level) = self.levels.last_mut() {
            level.kept |= !pass.left.is_empty();
            level.changed = pass.changed;
            level.subfolders = pass.subfolders;
        }
    }

    fn read_once(&mut self) -> io::Result<ReadPass> {
        let mut pass = ReadPass::default();
        let entries = self.handle()?.entries()?;
        for entry in entries {
            if self.meter.must_stop() {
                break;
            }
            let entry = entry?;
            let metadata = match entry.metadata() {
                Ok(metadata) => metadata,
                Err(error) if is_gone(&error) => continue,
                Err(error) => {
                    *pass.left.entry(skip_reason(&error)).or_default() += 1;
                    continue;
                }
            };
            let name = entry.file_name();
            if metadata.is_dir() {
                pass.subfolders.push(Subfolder { name, id: id_of_entry(&metadata) });
            } else {
                self.file(&name, &metadata, &mut pass);
            }
        }
        Ok(pass)
    }

    /// Deletes a file, a link, a pipe: everything except a folder. It is never opened.
    fn file(&mut self, name: &OsStr, metadata: &Metadata, pass: &mut ReadPass) {
        let removed =
            if owner(metadata) == self.owner { self.remove(name, metadata) } else { Err(SkipReason::OtherUser) };
        match removed {
            Ok(Removal::Removed) => {
                pass.removed += 1;
                self.result.amount.files += 1;
                self.result.amount.bytes += metadata.len();
                self.result.came += u64::from(is_later(metadata, self.options.since));
                self.meter.file(metadata.len());
            }
            Ok(Removal::Vanished) => {}
            Ok(Removal::BecameFolder) => pass.changed = true,
            Err(why) => {
                *pass.left.entry(why).or_default() += 1;
                self.meter.file(metadata.len());
            }
        }
    }

    /// The only function that deletes a file, and the only one in which a dry run differs.
    fn remove(&mut self, name: &OsStr, metadata: &Metadata) -> Result<Removal, SkipReason> {
        let mode = self.options.mode;
        let dir = self.handle().map_err(|error| skip_reason(&error))?;
        let done = match (mode, metadata.is_symlink()) {
            (Mode::DryRun, _) => Ok(()),
            // On Windows a link to a folder counts as a folder; this call treats it as a link.
            (Mode::Clear, true) => dir.remove_file_or_symlink(name),
            (Mode::Clear, false) => dir.remove_file(name),
        };
        match done {
            Ok(()) => Ok(Removal::Removed),
            Err(error) if is_gone(&error) => Ok(Removal::Vanished),
            Err(error) if error.kind() == ErrorKind::IsADirectory => Ok(Removal::BecameFolder),
            Err(error) => Err(skip_reason(&error)),
        }
    }

    /// Goes back to the folder above and deletes the one that was just emptied.
    fn ascend(&mut self) {
        let Some(FolderLevel { name, dir, kept, changed, .. }) = self.levels.pop() else { return };
        // Windows cannot delete an open folder.
        drop(dir);
        if kept {
            return self.mark_kept();
        }
        if self.options.mode == Mode::DryRun {
            return;
        }
        match self.handle().and_then(|above| above.remove_dir(&name)) {
            Ok(()) => {}
            Err(error) if is_gone(&error) => {}
            // Something new is in it, or has its name: the folder above is read again.
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory) => {
                if changed || self.levels.last().is_some_and(|above| above.rereads >= MAX_REREADS) {
                    self.leave_entry(&name, skip_reason(&error));
                } else {
                    self.mark_changed();
                }
            }
            Err(error) => self.leave_entry(&name, skip_reason(&error)),
        }
    }

    /// The handle of the current folder, opened again if it was closed.
    fn handle(&mut self) -> io::Result<&Dir> {
        let depth = self.levels.len();
        let open = self.levels.iter().rposition(|level| level.dir.is_some()).unwrap_or_default();
        for below in open + 1..depth {
            let (above, from) = self.levels.split_at_mut(below);
            let (Some(above), Some(level)) = (above.last_mut(), from.first_mut()) else { break };
            let dir = above.dir.as_ref().ok_or_else(moved)?.open_dir_nofollow(&level.name)?;
            if id_of_handle(&dir.dir_metadata()?) != level.id {
                return Err(moved());
            }
            level.dir = Some(dir);
            if (below - 1) % ANCHOR_EVERY != 0 && below + OPEN_LEVELS <= depth {
                above.dir = None;
            }
        }
        self.levels.last().and_then(|level| level.dir.as_ref()).ok_or_else(moved)
    }

    /// The current folder will not become empty.
    fn mark_kept(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.kept = true;
        }
    }

    /// The current folder should be read again.
    fn mark_changed(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.changed = true;
        }
    }

    /// Leaves something in the current folder alone, with everything in it.
    fn leave_entry(&mut self, name: &OsStr, why: SkipReason) {
        let path = self.path_here().join(name);
        self.skips.add(&path, why, 0);
        self.mark_kept();
    }

    /// Leaves the current folder alone.
    fn leave_folder(&mut self, why: SkipReason) {
        let path = self.path_here();
        self.skips.add(&path, why, 0);
        self.mark_kept();
    }

    /// For messages only. Nothing is opened by this path.
    fn path_here(&self) -> PathBuf {
        let mut path = self.path.clone();
        path.extend(self.levels.iter().skip(1).map(|level| &level.name));
        path
    }
}

/// What happened to a file.
enum Removal {
    /// It was deleted (in a dry run: would have been).
    Removed,
    /// It had vanished already.
    Vanished,
    /// A folder has its name now.
    BecameFolder,
}

fn moved() -> io::Error {
    io::Error::other("moved while it was being cleared")
}
