//! This user's folders and processes, for `crate::browser`.

use std::path::PathBuf;

use directories::BaseDirs;
use sysinfo::{ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System, UpdateKind};

use super::NoHomeFolder;
use super::facts::OS;
use crate::browser::{Process, ProcessOwner, Processes, Roots, User};

/// The folders in which Chromium browsers on Linux look for a company's policies.
#[cfg(not(any(windows, target_os = "macos")))]
const POLICIES: [&str; 4] = [
    "/etc/opt/chrome/policies/managed",
    "/etc/chromium/policies/managed",
    "/etc/opt/edge/policies/managed",
    "/etc/brave/policies/managed",
];

/// Elsewhere, policies are not files that this program can read.
#[cfg(any(windows, target_os = "macos"))]
const POLICIES: [&str; 0] = [];

/// The roots of the user who runs the program, and whether the home folder is theirs.
pub fn roots() -> Result<Roots, NoHomeFolder> {
    let folders = BaseDirs::new().ok_or(NoHomeFolder)?;
    let config = folders.config_dir().to_owned();
    let chrome_config = std::env::var_os("CHROME_CONFIG_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute() && cfg!(not(any(windows, target_os = "macos"))))
        .unwrap_or_else(|| config.clone());
    Ok(Roots {
        os: OS,
        user: user(folders.home_dir()),
        home: folders.home_dir().to_owned(),
        config,
        cache: folders.cache_dir().to_owned(),
        chrome_config,
        policies: POLICIES.into_iter().map(PathBuf::from).collect(),
        // Without a name, every lock counts as another machine's, which is the careful choice.
        host: System::host_name().unwrap_or_default(),
    })
}

/// The machine's processes, listed again each time.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemProcesses;

impl Processes for SystemProcesses {
    fn list(&self) -> Vec<Process> {
        let Some(system) = list_processes() else { return Vec::new() };
        let own = sysinfo::get_current_pid().ok().and_then(|pid| system.process(pid)?.user_id());
        let mut all: Vec<Process> = system
            .processes()
            .values()
            // Threads are not processes, and a zombie holds no files.
            .filter(|process| process.thread_kind().is_none())
            .filter(|process| !matches!(process.status(), ProcessStatus::Zombie | ProcessStatus::Dead))
            .map(|process| Process {
                pid: process.pid().as_u32(),
                exe: process.exe().map(ToOwned::to_owned).filter(|path| !path.as_os_str().is_empty()),
                name: process.name().to_string_lossy().into_owned(),
                arguments: process.cmd().to_vec(),
                owner: match (own, process.user_id()) {
                    (Some(own), Some(user)) if own == user => ProcessOwner::ThisUser,
                    (Some(_), Some(_)) => ProcessOwner::AnotherUser,
                    (_, None) | (None, _) => ProcessOwner::Unknown,
                },
            })
            .collect();
        all.sort_by_key(|process| process.pid);
        all
    }
}

/// All processes with their programs, command lines and users, and nothing else.
fn list_processes() -> Option<System> {
    let wanted = ProcessRefreshKind::nothing()
        .with_exe(UpdateKind::Always)
        .with_cmd(UpdateKind::Always)
        .with_user(UpdateKind::Always)
        .without_tasks();
    let mut system = System::new()
        .inspect_err(|error| tracing::warn!(?error, "processes cannot be listed; only locks show what runs"))
        .ok()?;
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, wanted);
    Some(system)
}

/// Whether the program runs as the owner of the home folder.
#[cfg(unix)]
fn user(home: &std::path::Path) -> User {
    use std::os::unix::fs::MetadataExt as _;

    let privileges = Privileges {
        id: rustix::process::geteuid().as_raw(),
        home_owner: std::fs::metadata(home).ok().map(|metadata| metadata.uid()),
        variable: |name| std::env::var(name).ok(),
    };
    privileges.user()
}

/// What shows whose rights the program has.
#[cfg(unix)]
struct Privileges<V: Fn(&str) -> Option<String>> {
    /// The user whose rights the program has.
    id: u32,
    /// Who owns the home folder.
    home_owner: Option<u32>,
    /// Reads a variable of the environment.
    variable: V,
}

#[cfg(unix)]
impl<V: Fn(&str) -> Option<String>> Privileges<V> {
    fn user(&self) -> User {
        if let Some(owner) = self.home_owner.filter(|owner| *owner != self.id) {
            return another(format!("the home folder belongs to user {owner}, and the program runs as {}", self.id));
        }
        for name in ["SUDO_UID", "PKEXEC_UID"] {
            let Some(caller) = self.variable(name) else { continue };
            if caller.trim().parse() != Ok(self.id) {
                return another(format!("{name} is {caller}, and the program runs as {}", self.id));
            }
        }
        // These hold a name. sudo and doas set USER to the name of the user whose rights they give.
        let own = self.variable("USER").or_else(|| self.variable("LOGNAME"));
        let own = own.or_else(|| (self.id == 0).then(|| "root".to_owned()));
        for name in ["SUDO_USER", "DOAS_USER"] {
            let Some(caller) = self.variable(name) else { continue };
            if own.as_ref() != Some(&caller) {
                return another(format!("{name} is set to another user"));
            }
        }
        User::Owner
    }

    /// A variable that is set and not empty.
    fn variable(&self, name: &str) -> Option<String> {
        (self.variable)(name).filter(|value| !value.trim().is_empty())
    }
}

/// Whether the program runs as the signed-in user. Started with the password of an administrator who is another user, it
/// would see that user's folders.
#[cfg(windows)]
fn user(_home: &std::path::Path) -> User {
    let Some(system) = list_processes() else { return User::Owner };
    let Some(own) = sysinfo::get_current_pid().ok().and_then(|pid| system.process(pid)) else { return User::Owner };
    let desktops = system
        .processes()
        .values()
        .filter(|process| process.name().eq_ignore_ascii_case("explorer.exe"))
        .filter(|process| process.session_id() == own.session_id())
        .filter_map(|process| process.user_id());
    user_of_desktop(own.user_id(), desktops)
}

#[cfg(not(any(unix, windows)))]
fn user(_home: &std::path::Path) -> User {
    User::Owner
}

/// Compares the program's user with the users whose desktops are open in this session.
#[cfg(any(windows, test))]
fn user_of_desktop<U: PartialEq>(own: Option<U>, desktops: impl IntoIterator<Item = U>) -> User {
    let Some(own) = own else { return User::Owner };
    let mut desktops = desktops.into_iter().peekable();
    if desktops.peek().is_some() && desktops.all(|user| user != own) {
        return another("the desktop of this session is another user's".to_owned());
    }
    User::Owner
}

#[cfg(any(unix, windows, test))]
fn another(because: String) -> User {
    User::Another { because }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and values.
    #[cfg(unix)]
    type Variables<'a> = &'a [(&'a str, &'a str)];

    #[cfg(unix)]
    fn rights(id: u32, home_owner: u32, variables: Variables<'_>) -> User {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Privileges { id, home_owner: Some(home_owner), variable }.user()
    }

    #[cfg(unix)]
    #[test]
    fn a_customer_and_root_in_their_own_homes_are_the_owners() {
        assert_eq!(rights(1000, 1000, &[("USER", "wang")]), User::Owner);
        assert_eq!(rights(0, 0, &[("USER", "root")]), User::Owner);
        assert_eq!(rights(0, 0, &[]), User::Owner);
        assert_eq!(rights(1000, 1000, &[("USER", "wang"), ("SUDO_UID", "1000"), ("SUDO_USER", "wang")]), User::Owner);
        assert_eq!(rights(0, 0, &[("SUDO_UID", ""), ("DOAS_USER", "")]), User::Owner);
    }

    #[cfg(unix)]
    #[test]
    fn borrowed_rights_are_noticed() {
        let borrowed: [(u32, u32, Variables<'_>); 6] = [
            (0, 1000, &[]),
            (0, 0, &[("SUDO_UID", "1000")]),
            (0, 0, &[("SUDO_USER", "wang"), ("USER", "root")]),
            (0, 0, &[("PKEXEC_UID", "1000")]),
            (0, 0, &[("DOAS_USER", "wang")]),
            (1001, 1001, &[("SUDO_UID", "1000"), ("SUDO_USER", "wang"), ("USER", "li")]),
        ];
        for (id, owner, variables) in borrowed {
            let User::Another { because } = rights(id, owner, variables) else { panic!("{id} {owner} {variables:?}") };
            assert!(!because.is_empty());
        }
    }

    #[test]
    fn an_administrators_rights_on_a_customers_desktop_are_noticed() {
        assert_eq!(user_of_desktop(Some("wang"), ["wang"]), User::Owner);
        assert_eq!(user_of_desktop(Some("wang"), []), User::Owner);
        assert_eq!(user_of_desktop(None, ["wang"]), User::Owner);
        assert_eq!(user_of_desktop(Some("wang"), ["li", "wang"]), User::Owner);
        assert!(matches!(user_of_desktop(Some("admin"), ["wang"]), User::Another { .. }));
    }

    #[test]
    fn the_program_sees_itself_among_the_processes() {
        let all = SystemProcesses.list();
        let own = all.iter().find(|process| process.pid == std::process::id()).unwrap();
        assert_eq!(own.owner, ProcessOwner::ThisUser);
        assert_eq!(own.exe.as_deref(), std::env::current_exe().ok().as_deref());
        assert_eq!(own.arguments.len(), std::env::args_os().count());
        assert!(all.windows(2).all(|pair| pair[0].pid < pair[1].pid), "each once, by number");
    }

    #[test]
    fn roots_are_whole_paths() {
        if let Ok(roots) = roots() {
            for path in [&roots.home, &roots.config, &roots.cache, &roots.chrome_config] {
                assert!(path.is_absolute(), "{}", path.display());
            }
        }
    }
}
