//! Whether a browser runs: by its processes, by its locks.
//!
//! Either can be enough; neither proves that it does not. A process speaks for a browser when it runs its program as
//! this user with its folder. A lock speaks for it when the process that it names is alive and runs its program:
//! locks stay behind when a browser crashes, and numbers of processes are used again.

mod lock;
pub(super) mod process;

use std::path::{Path, PathBuf};

use self::lock::Lock;
use self::process::{
    is_headless, is_named, is_of_tor, is_packaged, is_program, number, option, program_name, role, unquoted,
};
use super::{Browser, Family, Holder, HolderRole, Packaging, Process, ProcessOwner, Roots, Running, RunningUnknown};
use crate::pack::Os;

/// Whether the browser runs. Reads its locks; the caller lists the processes anew each time.
pub fn running(browser: &Browser, roots: &Roots, processes: &[Process]) -> Running {
    let mut holders = by_processes(browser, roots.os, processes);
    let mut unclear = None;
    for Place { lock, path, whose } in locks(browser) {
        match judge(&lock, whose, browser, roots, processes) {
            Verdict::Holder(holder) => {
                if holders.iter().all(|known| known.pid != holder.pid) {
                    holders.push(holder);
                }
            }
            Verdict::OtherHost(host) => unclear = Some(RunningUnknown::LockOfAnotherHost(host)),
            Verdict::HeldByNobodySeen => unclear = Some(RunningUnknown::StoreLocked(path)),
            Verdict::Stale => {}
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
        .filter(|process| process.ours != ProcessOwner::No)
        .filter(|process| {
            let own = is_program(process, &browser.programs, os) && is_packaged(process, browser.packaging, os);
            // Whatever it is called: another browser, or a build of this one that we do not know, can be told to use
            // this folder.
            own || names_folder(process, browser)
        })
        .filter(|process| browser.family != Family::Firefox || !is_of_tor(process))
        .collect();
    let (helpers, mains): (Vec<&Process>, Vec<&Process>) =
        candidates.into_iter().partition(|process| role(process) == HolderRole::Helper);
    let holding: Vec<&Process> = mains.iter().copied().filter(|process| holds(process, browser)).collect();
    let is_helper_of_it = |process: &&Process| match named_folder(process, browser.family) {
        Some(folder) => is_folder_of(&folder, browser),
        // A helper seldom says whose it is. It is this browser's when its parent is, or when nobody else's can be.
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

/// Whether a process was told to use this very folder, by its whole path.
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
        None => browser.packaging != Packaging::Custom && !has_folder_of_its_own(process, browser.family),
    }
}

/// Whether a process that was told no folder makes one for itself: a Chromium that another program drives (seen with
/// version 156), a Firefox at chores such as updates. Where it is not so, their lock tells.
fn has_folder_of_its_own(process: &Process, family: Family) -> bool {
    match family {
        Family::Chromium => is_headless(process),
        Family::Firefox => option(process, "backgroundtask").is_some(),
        Family::Tor | Family::Safari => false,
    }
}

/// The folder that a process was told to use.
fn named_folder(process: &Process, family: Family) -> Option<PathBuf> {
    match family {
        Family::Chromium => option(process, "user-data-dir").map(unquoted),
        Family::Firefox | Family::Tor => option(process, "profile").map(unquoted),
        Family::Safari => None,
    }
}

/// Whether a folder is the browser's data folder or one of its profiles.
fn is_folder_of(folder: &Path, browser: &Browser) -> bool {
    let own = || {
        let profiles = browser.profiles.iter().map(|profile| profile.dir.as_path());
        std::iter::once(browser.data.as_path()).chain(profiles).chain(elsewhere(browser))
    };
    if folder.is_relative() {
        // Relative to a folder that is not known: the end of the path is all there is.
        let end: PathBuf = folder.components().filter(|part| matches!(part, std::path::Component::Normal(_))).collect();
        return own().any(|path| path.ends_with(&end));
    }
    let folder = super::find::resolved(folder).unwrap_or_else(|| folder.to_owned());
    own().any(|path| path == folder)
}

/// The parent that a helper of Firefox names.
fn parent(process: &Process) -> Option<u32> {
    number(process, "parentPid")
}

/// The folders of other browsers in which profiles of this one really lie: a profile's folder can be a link.
fn elsewhere(browser: &Browser) -> impl Iterator<Item = &Path> {
    let profiles = browser.profiles.iter().filter(|profile| !profile.dir.starts_with(&browser.data));
    profiles.filter(|_| browser.family == Family::Chromium).filter_map(|profile| profile.dir.parent())
}

/// A lock that was found.
struct Place {
    lock: Lock,
    path: PathBuf,
    whose: Whose,
}

/// In whose folder a lock lies.
#[derive(Clone, Copy)]
enum Whose {
    /// The browser's own.
    Own,
    /// Another's, in which a profile of this one lies. Any program may hold it.
    Anothers,
}

/// The browser's locks.
fn locks(browser: &Browser) -> Vec<Place> {
    let of_chromium =
        |folder: &Path, whose: Whose| Place { lock: lock::of_chromium(folder), path: folder.join("lockfile"), whose };
    let of_firefox =
        |folder: &Path| Place { lock: lock::of_firefox(folder), path: folder.join(".parentlock"), whose: Whose::Own };
    match browser.family {
        Family::Chromium => std::iter::once(of_chromium(&browser.data, Whose::Own))
            .chain(elsewhere(browser).map(|folder| of_chromium(folder, Whose::Anothers)))
            .collect(),
        Family::Firefox => browser.profiles.iter().map(|profile| of_firefox(&profile.dir)).collect(),
        Family::Tor | Family::Safari => Vec::new(),
    }
}

/// What a lock comes to.
enum Verdict {
    Holder(Holder),
    OtherHost(String),
    HeldByNobodySeen,
    Stale,
}

fn judge(lock: &Lock, whose: Whose, browser: &Browser, roots: &Roots, processes: &[Process]) -> Verdict {
    let find = |pid: u32| processes.iter().find(|process| process.pid == pid);
    match lock {
        Lock::None => Verdict::Stale,
        Lock::Claimed { host: Some(host), .. } if *host != roots.host => Verdict::OtherHost(host.clone()),
        Lock::Claimed { pid, .. } => match find(*pid) {
            Some(process) if matches!(whose, Whose::Anothers) => Verdict::Holder(holder(process, role(process))),
            // The name alone here: a program that was moved elsewhere still made this lock.
            Some(process) if is_named(process, &browser.programs, roots.os) && is_free(process, browser) => {
                Verdict::Holder(holder(process, role(process)))
            }
            Some(_) | None => Verdict::Stale,
        },
        // The system's own word: a lock like this ends with its process.
        Lock::Held { pid: Some(pid) } => {
            let program = browser.programs.names.first().cloned().unwrap_or_default();
            let unseen = Holder { pid: *pid, program, role: HolderRole::Browser };
            Verdict::Holder(find(*pid).map_or(unseen, |process| holder(process, role(process))))
        }
        Lock::Held { pid: None } => Verdict::HeldByNobodySeen,
    }
}

/// Whether a process has not been told to use another folder: then its number was used again after a crash.
fn is_free(process: &Process, browser: &Browser) -> bool {
    named_folder(process, browser.family).is_none_or(|folder| is_folder_of(&folder, browser))
}
