//! Finds out whether a browser runs, by its processes and its locks.
//!
//! Either can show that a browser runs; neither alone proves that it does not. A process counts if this user runs the
//! browser's program with the browser's folder. A lock counts if the process that it names is alive and runs the
//! browser's program: locks remain when a browser crashes, and the system uses process ids again.

mod lock;
pub(super) mod process;

use std::path::{Path, PathBuf};

use self::lock::Lock;
use self::process::{
    is_headless, is_named, is_of_tor, is_packaged, is_program, number, option, program_name, role, unquoted,
};
use super::{Browser, Family, Holder, HolderRole, Packaging, Process, ProcessOwner, Roots, Running, RunningUnknown};
use crate::pack::Os;

/// Whether the browser runs. Reads its locks; the caller passes in a fresh list of processes each time.
pub fn running(browser: &Browser, roots: &Roots, processes: &[Process]) -> Running {
    let mut holders = by_processes(browser, roots.os, processes);
    let mut unclear = None;
    for FoundLock { lock, path, owner } in locks(browser) {
        match lock_meaning(&lock, owner, browser, roots, processes) {
            LockMeaning::Holder(holder) => {
                if holders.iter().all(|known| known.pid != holder.pid) {
                    holders.push(holder);
                }
            }
            LockMeaning::OtherHost(host) => unclear = Some(RunningUnknown::LockOfAnotherHost(host)),
            LockMeaning::UnknownHolder => unclear = Some(RunningUnknown::StoreLocked(path)),
            LockMeaning::Stale => {}
        }
    }
    holders.sort_by_key(|holder| (holder.role != HolderRole::Browser, holder.pid));
    match unclear {
        _ if !holders.is_empty() => Running::Yes(holders),
        Some(unclear) => Running::Unclear(unclear),
        None => Running::No,
    }
}

/// The processes of this user that run the browser's program with its folder.
fn by_processes(browser: &Browser, os: Os, processes: &[Process]) -> Vec<Holder> {
    let candidates: Vec<&Process> = processes
        .iter()
        .filter(|process| process.owner != ProcessOwner::AnotherUser)
        .filter(|process| {
            let own = is_program(process, &browser.programs, os) && is_packaged(process, browser.packaging, os);
            // The program's name does not matter here: another browser, or an unknown build of this one, may use this
            // folder.
            own || names_folder(process, browser)
        })
        .filter(|process| browser.family != Family::Firefox || !is_of_tor(process))
        .collect();
    let (helpers, mains): (Vec<&Process>, Vec<&Process>) =
        candidates.into_iter().partition(|process| role(process) == HolderRole::Helper);
    let holding: Vec<&Process> = mains.iter().copied().filter(|process| holds(process, browser)).collect();
    let is_helper_of_it = |process: &&Process| match named_folder(process, browser.family) {
        Some(folder) => is_folder_of(&folder, browser),
        // A helper seldom names a folder. It belongs to this browser if its parent does, or if no other browser can be
        // its parent.
        None => match parent(process) {
            Some(parent) if mains.iter().any(|main| main.pid == parent) => {
                holding.iter().any(|main| main.pid == parent)
            }
            Some(_) | None => {
                holding.len() == mains.len() && (!mains.is_empty() || browser.packaging != Packaging::Custom)
            }
        },
    };
    let helpers = helpers.into_iter().filter(is_helper_of_it);
    holding.iter().copied().chain(helpers).map(|process| holder(process, role(process))).collect()
}

/// Whether the command line of a process names this folder by its absolute path.
fn names_folder(process: &Process, browser: &Browser) -> bool {
    named_folder(process, browser.family).is_some_and(|folder| folder.is_absolute() && is_folder_of(&folder, browser))
}

fn holder(process: &Process, role: HolderRole) -> Holder {
    Holder { pid: process.pid, program: program_name(process), role }
}

/// Whether a process that runs the browser's program holds this browser's folder.
fn holds(process: &Process, browser: &Browser) -> bool {
    match named_folder(process, browser.family) {
        Some(folder) => is_folder_of(&folder, browser),
        None => browser.packaging != Packaging::Custom && !uses_temporary_folder(process, browser.family),
    }
}

/// Whether a process that names no folder creates one for itself: a Chromium that another program controls (seen with
/// version 156), or a Firefox that runs a background task such as an update. If it uses the usual folder after all, its
/// lock shows that.
fn uses_temporary_folder(process: &Process, family: Family) -> bool {
    match family {
        Family::Chromium => is_headless(process),
        Family::Firefox => option(process, "backgroundtask").is_some(),
        Family::Tor | Family::Safari => false,
    }
}

/// The folder on the command line of a process.
fn named_folder(process: &Process, family: Family) -> Option<PathBuf> {
    match family {
        Family::Chromium => option(process, "user-data-dir").map(unquoted),
        Family::Firefox | Family::Tor => option(process, "profile").map(unquoted),
        Family::Safari => None,
    }
}

/// Whether a folder is the browser's data folder or one of its profiles.
fn is_folder_of(folder: &Path, browser: &Browser) -> bool {
    let own_folders = || {
        let profiles = browser.profiles.iter().map(|profile| profile.dir.as_path());
        std::iter::once(browser.data.as_path()).chain(profiles).chain(foreign_folders(browser))
    };
    if folder.is_relative() {
        // The working folder of the process is not known, so only the end of the path is compared.
        let end: PathBuf = folder.components().filter(|part| matches!(part, std::path::Component::Normal(_))).collect();
        return own_folders().any(|path| path.ends_with(&end));
    }
    let folder = super::find::resolved(folder).unwrap_or_else(|| folder.to_owned());
    own_folders().any(|path| path == folder)
}

/// The parent process that a helper of Firefox names.
fn parent(process: &Process) -> Option<u32> {
    number(process, "parentPid")
}

/// The data folders of other browsers that contain profiles of this one: a profile's folder can be a link.
fn foreign_folders(browser: &Browser) -> impl Iterator<Item = &Path> {
    let profiles = browser.profiles.iter().filter(|profile| !profile.dir.starts_with(&browser.data));
    profiles.filter(|_| browser.family == Family::Chromium).filter_map(|profile| profile.dir.parent())
}

/// A lock that was found.
struct FoundLock {
    lock: Lock,
    path: PathBuf,
    owner: LockOwner,
}

/// Whose folder a lock is in.
#[derive(Clone, Copy)]
enum LockOwner {
    /// This browser's.
    ThisBrowser,
    /// Another browser's, which contains a profile of this one. Any program may hold this lock.
    AnotherBrowser,
}

/// The browser's locks.
fn locks(browser: &Browser) -> Vec<FoundLock> {
    let of_chromium = |folder: &Path, owner: LockOwner| FoundLock {
        lock: lock::of_chromium(folder),
        path: folder.join("lockfile"),
        owner,
    };
    let of_firefox = |folder: &Path| FoundLock {
        lock: lock::of_firefox(folder),
        path: folder.join(".parentlock"),
        owner: LockOwner::ThisBrowser,
    };
    match browser.family {
        Family::Chromium => std::iter::once(of_chromium(&browser.data, LockOwner::ThisBrowser))
            .chain(foreign_folders(browser).map(|folder| of_chromium(folder, LockOwner::AnotherBrowser)))
            .collect(),
        Family::Firefox => browser.profiles.iter().map(|profile| of_firefox(&profile.dir)).collect(),
        Family::Tor | Family::Safari => Vec::new(),
    }
}

/// What a lock says about the browser.
enum LockMeaning {
    /// This process holds the browser open.
    Holder(Holder),
    /// A machine of this name made the lock.
    OtherHost(String),
    /// A process holds the lock, but the system does not say which.
    UnknownHolder,
    /// The lock is left over, or there is none.
    Stale,
}

fn lock_meaning(lock: &Lock, owner: LockOwner, browser: &Browser, roots: &Roots, processes: &[Process]) -> LockMeaning {
    let find = |pid: u32| processes.iter().find(|process| process.pid == pid);
    match lock {
        Lock::None => LockMeaning::Stale,
        Lock::Claimed { host: Some(host), .. } if *host != roots.host => LockMeaning::OtherHost(host.clone()),
        Lock::Claimed { pid, .. } => match find(*pid) {
            Some(process) if matches!(owner, LockOwner::AnotherBrowser) => {
                LockMeaning::Holder(holder(process, role(process)))
            }
            // Only the name is compared here: a program that was moved still made this lock.
            Some(process) if is_named(process, &browser.programs, roots.os) && !names_another(process, browser) => {
                LockMeaning::Holder(holder(process, role(process)))
            }
            Some(_) | None => LockMeaning::Stale,
        },
        // The system removes such a lock when its process ends, so this process is alive.
        Lock::Held { pid: Some(pid) } => {
            let program = browser.programs.names.first().cloned().unwrap_or_default();
            let unseen = Holder { pid: *pid, program, role: HolderRole::Browser };
            LockMeaning::Holder(find(*pid).map_or(unseen, |process| holder(process, role(process))))
        }
        Lock::Held { pid: None } => LockMeaning::UnknownHolder,
    }
}

/// Whether the command line of a process names a folder of another browser. If so, the lock is left over from a crash,
/// and the system has used the process id again.
fn names_another(process: &Process, browser: &Browser) -> bool {
    named_folder(process, browser.family).is_some_and(|folder| !is_folder_of(&folder, browser))
}
