//! One walk: folder by folder, each read to its end before the next is entered.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use cap_fs_ext::DirExt as _;
use cap_std::fs::{Dir, Metadata};

use super::facts::{Identity, Mount, identity_of_entry, identity_of_handle, is_later, mount, owner};
use super::opening::Opened;
use super::skips::Skips;
use super::trouble::{is_gone, trouble};
use super::{Swept, Terms, Top};
use crate::browser::meter::Meter;
use crate::browser::{Mode, SkipReason};

/// How many handles of nested folders are kept open. Deeper down the upper ones are closed, and opened again on the way
/// back: macOS lets a program have 256.
const OPEN_LEVELS: usize = 48;

/// Every so many levels one stays open all the same: from the nearest of them the others are opened again.
const LANDING: usize = 1024;

/// How often a folder that changes while it is cleared is read again.
const ROUNDS: u8 = 3;

/// A folder on the way down.
struct Level {
    name: OsString,
    identity: Identity,
    /// `None` while its handle is saved for others.
    dir: Option<Dir>,
    /// Folders in it that are still to be entered.
    below: Vec<Below>,
    /// Something in it, at whatever depth, was left alone: it will not become empty.
    kept: bool,
    /// Something in it was not any more what it had been a moment before.
    changed: bool,
    rounds: u8,
}

/// A folder seen, not yet entered.
struct Below {
    name: OsString,
    identity: Option<Identity>,
}

/// What one reading of a folder came to.
#[derive(Default)]
struct Pass {
    below: Vec<Below>,
    left: BTreeMap<SkipReason, u64>,
    removed: u64,
    changed: bool,
}

/// A walk through everything in a folder.
pub(super) struct Walk<'t, 'm, 'w> {
    terms: Terms<'t>,
    meter: &'m mut Meter<'w>,
    path: PathBuf,
    owner: Option<u32>,
    mount: Mount,
    levels: Vec<Level>,
    swept: Swept,
    skips: Skips,
}

impl<'t, 'm, 'w> Walk<'t, 'm, 'w> {
    /// Nothing is walked yet.
    pub(super) fn of(opened: &Opened, terms: Terms<'t>, meter: &'m mut Meter<'w>) -> Self {
        let skips = Skips::new(opened.path.clone());
        let (path, owner, mount) = (opened.path.clone(), opened.owner, opened.mount);
        Self { terms, meter, path, owner, mount, levels: Vec::new(), swept: Swept::default(), skips }
    }

    /// Walks to the end, or until it must stop.
    pub(super) fn carry_out(mut self, opened: Opened, top: Top) -> Swept {
        let kept = match opened.dir.dir_metadata() {
            Ok(metadata) => self.down_and_up(opened.dir, identity_of_handle(&metadata)),
            Err(error) => {
                self.leave_folder(trouble(&error));
                true
            }
        };
        if let (Top::Goes, false, Mode::Clear, Some((parent, name))) = (top, kept, self.terms.hand, opened.parent)
            && let Err(error) = parent.remove_dir(&name)
            && !is_gone(&error)
        {
            self.leave_folder(trouble(&error));
        }
        self.swept.skipped = self.skips.into_lines();
        self.swept
    }

    /// Whether something was left, in the end.
    fn down_and_up(&mut self, top: Dir, identity: Identity) -> bool {
        self.enter(OsString::new(), top, identity);
        loop {
            if self.meter.must_stop() {
                return true;
            }
            let is_top = self.levels.len() == 1;
            let Some(level) = self.levels.last_mut() else { return true };
            if let Some(next) = level.below.pop() {
                self.descend(next);
            } else if level.changed && !level.kept && level.rounds < ROUNDS && self.terms.hand == Mode::Clear {
                level.rounds += 1;
                self.read();
            } else if !is_top {
                self.ascend();
            } else {
                return level.kept || level.changed;
            }
        }
    }

    fn descend(&mut self, next: Below) {
        let entered = self.handle().and_then(|dir| {
            let dir = dir.open_dir_nofollow(&next.name)?;
            let metadata = dir.dir_metadata()?;
            Ok((dir, metadata))
        });
        let (dir, metadata) = match entered {
            Ok(entered) => entered,
            Err(error) => return self.not_entered(&next.name, &error),
        };
        let identity = identity_of_handle(&metadata);
        if next.identity.is_some_and(|seen| seen != identity) {
            self.mark_changed();
        } else if mount(&dir, identity) != self.mount {
            self.leave_entry(&next.name, SkipReason::OtherDisk);
        } else if owner(&metadata) != self.owner {
            self.leave_entry(&next.name, SkipReason::OtherUser);
        } else {
            self.enter(next.name, dir, identity);
        }
    }

    fn not_entered(&mut self, name: &OsStr, error: &io::Error) {
        let now = self.handle().and_then(|dir| dir.symlink_metadata(name));
        match now {
            // Gone, or swapped for something that is no folder.
            Err(now) if is_gone(&now) => {}
            Ok(now) if !now.is_dir() => self.mark_changed(),
            _ if is_gone(error) => self.mark_changed(),
            _ => self.leave_entry(name, trouble(error)),
        }
    }

    fn enter(&mut self, name: OsString, dir: Dir, identity: Identity) {
        if let Some(high) = self.levels.len().checked_sub(OPEN_LEVELS).filter(|high| high % LANDING != 0)
            && let Some(level) = self.levels.get_mut(high)
        {
            level.dir = None;
        }
        self.levels.push(Level {
            name,
            identity,
            dir: Some(dir),
            below: Vec::new(),
            kept: false,
            changed: false,
            rounds: 0,
        });
        self.read();
    }

    /// Deletes every file of the folder that was just entered, and notes its folders.
    fn read(&mut self) {
        let mut passes = 0;
        let pass = loop {
            let pass = match self.pass() {
                Ok(pass) => pass,
                Err(error) if is_gone(&error) => Pass::default(),
                Err(error) => return self.leave_folder(trouble(&error)),
            };
            passes += 1;
            // A system may leave names out when others are deleted while it lists them.
            let once_more = self.terms.hand == Mode::Clear && pass.removed > 0 && passes < u32::from(u8::MAX);
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
            level.below = pass.below;
        }
    }

    fn pass(&mut self) -> io::Result<Pass> {
        let mut pass = Pass::default();
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
                    *pass.left.entry(trouble(&error)).or_default() += 1;
                    continue;
                }
            };
            let name = entry.file_name();
            if metadata.is_dir() {
                pass.below.push(Below { name, identity: identity_of_entry(&metadata) });
            } else {
                self.file(&name, &metadata, &mut pass);
            }
        }
        Ok(pass)
    }

    /// A file, a link, a pipe: whatever is no folder is taken out of its folder, and never opened.
    fn file(&mut self, name: &OsStr, metadata: &Metadata, pass: &mut Pass) {
        let removed =
            if owner(metadata) == self.owner { self.remove(name, metadata) } else { Err(SkipReason::OtherUser) };
        match removed {
            Ok(Removed::Here) => {
                pass.removed += 1;
                self.swept.amount.files += 1;
                self.swept.amount.bytes += metadata.len();
                self.swept.came += u64::from(is_later(metadata, self.terms.since));
                self.meter.file(metadata.len());
            }
            Ok(Removed::Vanished) => {}
            Ok(Removed::NotAFile) => pass.changed = true,
            Err(why) => {
                *pass.left.entry(why).or_default() += 1;
                self.meter.file(metadata.len());
            }
        }
    }

    /// The only place in which a file is deleted, and the only one in which a dry run goes another way.
    fn remove(&mut self, name: &OsStr, metadata: &Metadata) -> Result<Removed, SkipReason> {
        let hand = self.terms.hand;
        let dir = self.handle().map_err(|error| trouble(&error))?;
        let done = match (hand, metadata.is_symlink()) {
            (Mode::DryRun, _) => Ok(()),
            // Windows takes a link to a folder for a folder; this takes it for a link.
            (Mode::Clear, true) => dir.remove_file_or_symlink(name),
            (Mode::Clear, false) => dir.remove_file(name),
        };
        match done {
            Ok(()) => Ok(Removed::Here),
            Err(error) if is_gone(&error) => Ok(Removed::Vanished),
            Err(error) if error.kind() == ErrorKind::IsADirectory => Ok(Removed::NotAFile),
            Err(error) => Err(trouble(&error)),
        }
    }

    /// Back to the folder above; the one just emptied goes.
    fn ascend(&mut self) {
        let Some(Level { name, dir, kept, changed, .. }) = self.levels.pop() else { return };
        // Windows deletes no folder that is open.
        drop(dir);
        if kept {
            return self.mark_kept();
        }
        if self.terms.hand == Mode::DryRun {
            return;
        }
        match self.handle().and_then(|above| above.remove_dir(&name)) {
            Ok(()) => {}
            Err(error) if is_gone(&error) => {}
            // Something came into it, or came in its place: the folder above is read again.
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory) => {
                if changed || self.levels.last().is_some_and(|above| above.rounds >= ROUNDS) {
                    self.leave_entry(&name, trouble(&error));
                } else {
                    self.mark_changed();
                }
            }
            Err(error) => self.leave_entry(&name, trouble(&error)),
        }
    }

    /// The handle of the folder at hand, opened again where it was saved for others.
    fn handle(&mut self) -> io::Result<&Dir> {
        let depth = self.levels.len();
        let open = self.levels.iter().rposition(|level| level.dir.is_some()).unwrap_or_default();
        for below in open + 1..depth {
            let (above, from) = self.levels.split_at_mut(below);
            let (Some(above), Some(level)) = (above.last_mut(), from.first_mut()) else { break };
            let dir = above.dir.as_ref().ok_or_else(moved)?.open_dir_nofollow(&level.name)?;
            if identity_of_handle(&dir.dir_metadata()?) != level.identity {
                return Err(moved());
            }
            level.dir = Some(dir);
            if (below - 1) % LANDING != 0 && below + OPEN_LEVELS <= depth {
                above.dir = None;
            }
        }
        self.levels.last().and_then(|level| level.dir.as_ref()).ok_or_else(moved)
    }

    /// The folder at hand will not become empty.
    fn mark_kept(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.kept = true;
        }
    }

    /// The folder at hand is worth another reading.
    fn mark_changed(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.changed = true;
        }
    }

    /// Something in the folder at hand is left alone, with whatever is in it.
    fn leave_entry(&mut self, name: &OsStr, why: SkipReason) {
        let path = self.path_here().join(name);
        self.skips.add(&path, why, 0);
        self.mark_kept();
    }

    /// The folder at hand is left alone.
    fn leave_folder(&mut self, why: SkipReason) {
        let path = self.path_here();
        self.skips.add(&path, why, 0);
        self.mark_kept();
    }

    /// For showing only; nothing is opened by it.
    fn path_here(&self) -> PathBuf {
        let mut path = self.path.clone();
        path.extend(self.levels.iter().skip(1).map(|level| &level.name));
        path
    }
}

/// What became of a file.
enum Removed {
    /// It was here, and is gone now (in a dry run: would be).
    Here,
    /// It had gone by itself.
    Vanished,
    /// It was swapped for a folder.
    NotAFile,
}

fn moved() -> io::Error {
    io::Error::other("moved while it was being cleared")
}
