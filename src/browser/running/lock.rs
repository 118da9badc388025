//! The locks that browsers create in their folders.

use std::fs;
use std::path::Path;

/// What a lock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    /// There is no lock, which proves nothing.
    None,
    /// A process with this id made it, on this machine. The process may have ended long ago.
    Claimed {
        /// The machine's name, if the lock names it.
        host: Option<String>,
        /// The process.
        pid: u32,
    },
    /// The system says that a process holds it.
    Held {
        /// The process, if the system says which.
        pid: Option<u32>,
    },
}

/// Chromium's lock in its data folder.
pub(super) fn of_chromium(data: &Path) -> Lock {
    if let Lock::Held { pid } = held_open(&data.join("lockfile")) {
        return Lock::Held { pid };
    }
    // The link's target does not exist; its name is the content of the lock.
    let Some(target) = link_text(&data.join("SingletonLock")) else { return Lock::None };
    // A machine's name may contain hyphens; a process id does not.
    match target.rsplit_once('-').map(|(host, pid)| (host, pid.parse())) {
        Some((host, Ok(pid))) if pid != 0 => Lock::Claimed { host: Some(host.to_owned()), pid },
        Some(_) | None => Lock::None,
    }
}

/// Firefox's locks in a profile's folder.
pub(super) fn of_firefox(profile: &Path) -> Lock {
    for name in [".parentlock", "parent.lock"] {
        if let Lock::Held { pid } = held_open(&profile.join(name)) {
            return Lock::Held { pid };
        }
    }
    let Some(target) = link_text(&profile.join("lock")) else { return Lock::None };
    // "127.0.1.1:+1234". The address belongs to the machine's name, but two machines often have the same one.
    let pid = target.rsplit_once(':').and_then(|(_, pid)| pid.trim_start_matches('+').parse().ok());
    pid.filter(|pid| *pid != 0).map_or(Lock::None, |pid| Lock::Claimed { host: None, pid })
}

fn link_text(path: &Path) -> Option<String> {
    fs::read_link(path).ok()?.into_os_string().into_string().ok()
}

/// Whether a process holds a lock on this file.
#[cfg(unix)]
fn held_open(path: &Path) -> Lock {
    use rustix::fs::{Mode, OFlags};
    use rustix::process::{Flock, FlockType, fcntl_getlk};

    // Opening must not wait if the path is a pipe, and must not follow a link to another file.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let Ok(file) = rustix::fs::open(path, flags, Mode::empty()) else { return Lock::None };
    match fcntl_getlk(&file, &Flock::from(FlockType::WriteLock)) {
        Ok(Some(lock)) => Lock::Held { pid: lock.pid.and_then(|pid| u32::try_from(pid.as_raw_nonzero().get()).ok()) },
        Ok(None) | Err(_) => Lock::None,
    }
}

/// Whether a process has this file open and shares it with no other program.
#[cfg(windows)]
fn held_open(path: &Path) -> Lock {
    use std::os::windows::fs::OpenOptionsExt as _;

    /// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
    const IN_USE: [i32; 2] = [32, 33];

    match fs::OpenOptions::new().read(true).share_mode(0).open(path) {
        Err(error) if error.raw_os_error().is_some_and(|code| IN_USE.contains(&code)) => Lock::Held { pid: None },
        Ok(_) | Err(_) => Lock::None,
    }
}

#[cfg(not(any(unix, windows)))]
fn held_open(_path: &Path) -> Lock {
    Lock::None
}
