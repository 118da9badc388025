//! What of the machine a report tells besides its system: browsers, whether there is a proxy, free disk.
//!
//! Takes a moment, as it looks into folders and asks another program, so it is gathered on a thread when a report is
//! first asked for. Nothing in it names the customer: no profiles, no paths, and of a proxy never its address, which
//! may hold a password.

use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::browsers::{SystemProcesses, roots};
use crate::browser::{Browser, BrowserTable, Processes as _, User, find};

/// How long another program may think about its answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often it is looked whether it has answered.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// More than this of an answer is not read.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Where programs are told of a proxy.
const VARIABLES: [&str; 6] = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/// What of the machine takes a moment to find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineFacts {
    /// The browsers of this user, each once, by name.
    pub browsers: Vec<BrowserVersion>,
    /// Whether connections are to go through a proxy; `None` when the system does not say.
    pub proxy: Option<bool>,
    /// The free space in a folder, in bytes; `None` when the system does not say.
    pub free_disk_bytes: Option<u64>,
}

/// A browser, as far as others may know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BrowserVersion {
    /// Its name.
    pub name: String,
    /// Its version; `None` when its files do not say.
    pub version: Option<String>,
}

impl MachineFacts {
    /// Asks the system. The free disk is that of this folder, which need not be there yet.
    pub fn gather(folder: &Path) -> Self {
        Self { browsers: installed(), proxy: proxy(), free_disk_bytes: free_disk(folder) }
    }
}

fn installed() -> Vec<BrowserVersion> {
    let roots = match roots() {
        Ok(roots) if roots.user == User::Owner => roots,
        // They would be somebody else's browsers.
        Ok(_) | Err(_) => return Vec::new(),
    };
    match BrowserTable::built_in() {
        Ok(table) => listed(&find(&roots, &table, &SystemProcesses.list())),
        Err(error) => {
            tracing::error!(%error, "no browsers in the report");
            Vec::new()
        }
    }
}

/// Names and versions alone, each once.
fn listed(found: &[Browser]) -> Vec<BrowserVersion> {
    let browser = |browser: &Browser| BrowserVersion {
        name: browser.plain_name().to_owned(),
        version: browser.version.clone().filter(|version| is_version(version)),
    };
    let mut browsers: Vec<BrowserVersion> = found.iter().map(browser).collect();
    browsers.sort();
    browsers.dedup();
    browsers
}

/// Whether it is one, and nothing else that might stand in a file: reports show it as it is. `156.0.8078.79`, `140.0esr`.
fn is_version(words: &str) -> bool {
    let is_part = |part: &str| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - rest.len();
        (1..=6).contains(&digits) && rest.len() <= 4 && rest.chars().all(|c| c.is_ascii_alphanumeric())
    };
    words.split('.').count() <= 5 && words.split('.').all(is_part)
}

/// Whether connections are to go through a proxy, as the environment or else the desktop says; never which.
///
/// Windows and macOS are asked with programs of theirs (`reg`, `scutil`), because their settings are no files; of what
/// these answer, nothing is kept but yes or no.
fn proxy() -> Option<bool> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if VARIABLES.into_iter().any(is_set) { Some(true) } else { of_the_desktop() }
}

#[cfg(windows)]
fn of_the_desktop() -> Option<bool> {
    use std::os::windows::process::CommandExt as _;

    /// `CREATE_NO_WINDOW`: no black window flashes up.
    const NO_WINDOW: u32 = 0x0800_0000;
    let program = Path::new(&std::env::var_os("SystemRoot")?).join("System32").join("reg.exe");
    let mut command = Command::new(program);
    command.creation_flags(NO_WINDOW);
    command.args(["query", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"]);
    answer(command, PATIENCE).and_then(|answer| of_windows(&answer))
}

#[cfg(target_os = "macos")]
fn of_the_desktop() -> Option<bool> {
    let mut command = Command::new("/usr/sbin/scutil");
    command.arg("--proxy");
    answer(command, PATIENCE).and_then(|answer| of_macos(&answer))
}

#[cfg(not(any(windows, target_os = "macos")))]
fn of_the_desktop() -> Option<bool> {
    let kde = || {
        let file = directories::BaseDirs::new()?.config_dir().join("kioslaverc");
        of_kde(&std::fs::read_to_string(file).ok()?)
    };
    let gnome = || {
        let mut command = Command::new("gsettings");
        super::environment::as_given(&mut command);
        command.args(["get", "org.gnome.system.proxy", "mode"]);
        answer(command, PATIENCE).and_then(|answer| of_gnome(&answer))
    };
    // Both may be there, and only the desktop that is in use knows.
    let is_kde = std::env::var("XDG_CURRENT_DESKTOP").is_ok_and(|desktop| desktop.contains("KDE"));
    if is_kde { kde().or_else(gnome) } else { gnome().or_else(kde) }
}

/// What a program says; `None` when it is not there, fails, or takes too long. In the last case it is ended.
fn answer(mut command: Command, patience: Duration) -> Option<String> {
    // A file and no pipe: whoever else holds a pipe could keep its reader waiting.
    let mut said = tempfile::tempfile().ok()?;
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::from(said.try_clone().ok()?)).stderr(Stdio::null()).spawn().ok()?;
    let asked = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if asked.elapsed() < patience => std::thread::sleep(BETWEEN_LOOKS),
            Ok(None) | Err(_) => {
                tracing::warn!(program = ?command.get_program(), "no answer in time");
                // It may just have ended by itself; either way it is waited for and leaves no zombie.
                child.kill().ok();
                child.wait().ok();
                return None;
            }
        }
    };
    let mut text = String::new();
    said.rewind().ok()?;
    said.take(LONGEST_ANSWER).read_to_string(&mut text).ok()?;
    status.success().then_some(text)
}

/// `'none'`, `'manual'` or `'auto'`.
#[cfg(any(not(any(windows, target_os = "macos")), test))]
fn of_gnome(answer: &str) -> Option<bool> {
    match answer.trim().trim_matches('\'') {
        "none" => Some(false),
        "manual" | "auto" => Some(true),
        _ => None,
    }
}

/// `ProxyType` of `[Proxy Settings]`; 0, and a group without it, is none.
#[cfg(any(not(any(windows, target_os = "macos")), test))]
fn of_kde(file: &str) -> Option<bool> {
    let mut lines = file.lines().map(str::trim).skip_while(|line| *line != "[Proxy Settings]");
    lines.next()?;
    let entry = lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "ProxyType");
    Some(entry.is_some_and(|(_, value)| value.trim() != "0"))
}

/// `    ProxyEnable    REG_DWORD    0x1`, and `AutoConfigURL` where a script decides.
#[cfg(any(windows, test))]
fn of_windows(answer: &str) -> Option<bool> {
    let values: Vec<Vec<&str>> = answer.lines().map(|line| line.split_whitespace().collect()).collect();
    let value = |name: &str| {
        let is_it = |words: &&Vec<&str>| words.first().is_some_and(|first| first.eq_ignore_ascii_case(name));
        values.iter().find(is_it).and_then(|words| words.get(2)).copied()
    };
    let enabled = value("ProxyEnable");
    if value("AutoConfigURL").is_some() {
        return Some(true);
    }
    enabled.map(|number| number != "0x0")
}

/// `  HTTPSEnable : 1`; without proxies, there are none of these lines or zeros.
#[cfg(any(target_os = "macos", test))]
fn of_macos(answer: &str) -> Option<bool> {
    const KINDS: [&str; 5] =
        ["HTTPEnable", "HTTPSEnable", "SOCKSEnable", "ProxyAutoConfigEnable", "ProxyAutoDiscoveryEnable"];
    if !answer.contains("<dictionary>") {
        return None;
    }
    let mut entries = answer.lines().filter_map(|line| line.split_once(" : "));
    Some(entries.any(|(key, value)| KINDS.contains(&key.trim()) && value.trim() == "1"))
}

/// The space that this user may still fill in the file system of `folder`, or of the nearest folder above that is
/// there already.
#[cfg(unix)]
fn free_disk(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|folder| folder.exists())?;
    let space = rustix::fs::statvfs(there).ok()?;
    space.f_bavail.checked_mul(space.f_frsize)
}

/// The space that this user may still fill on the disk of `folder`, or of the nearest folder above that is there
/// already.
#[cfg(not(unix))]
fn free_disk(folder: &Path) -> Option<u64> {
    use sysinfo::{DiskRefreshKind, Disks};

    let there = folder.ancestors().find(|folder| folder.exists())?;
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage()).ok()?;
    let holding = disks.iter().filter(|disk| there.starts_with(disk.mount_point()));
    holding.max_by_key(|disk| disk.mount_point().as_os_str().len()).map(sysinfo::Disk::available_space)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::{Family, Packaging, Programs};

    #[test]
    fn each_desktop_says_whether_there_is_a_proxy() {
        for (answer, proxy) in
            [("'none'\n", Some(false)), ("'manual'\n", Some(true)), ("'auto'\n", Some(true)), ("No such schema", None)]
        {
            assert_eq!(of_gnome(answer), proxy, "{answer}");
        }
        for (file, proxy) in [
            ("[Proxy Settings]\nProxyType=1\nhttpProxy=http://wang:secret@proxy 8080\n", Some(true)),
            ("[$Version]\nx=1\n\n[Proxy Settings]\nhttpProxy=\nProxyType=0\n", Some(false)),
            ("[Proxy Settings]\nNoProxyFor=\n[Other]\nProxyType=1\n", Some(false)),
            ("PersistentProxyConnection=true\n[Other]\nProxyType=1\n", None),
            ("", None),
        ] {
            assert_eq!(of_kde(file), proxy, "{file}");
        }
        let key =
            "\r\nHKEY_CURRENT_USER\\Software\\…\\Internet Settings\r\n    User Agent    REG_SZ    Mozilla/4.0\r\n";
        for (more, proxy) in [
            ("    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    10.0.0.1:8080\r\n", Some(true)),
            ("    ProxyEnable    REG_DWORD    0x0\r\n    ProxyServer    REG_SZ    10.0.0.1:8080\r\n", Some(false)),
            ("    ProxyEnable    REG_DWORD    0x0\r\n    AutoConfigURL    REG_SZ    http://x/p.pac\r\n", Some(true)),
            ("", None),
        ] {
            assert_eq!(of_windows(&format!("{key}{more}")), proxy, "{more}");
        }
        for (answer, proxy) in [
            ("<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n  }\n  FTPPassive : 1\n}\n", Some(false)),
            ("<dictionary> {\n  HTTPSEnable : 1\n  HTTPSProxy : 10.0.0.1\n}\n", Some(true)),
            ("<dictionary> {\n  HTTPEnable : 0\n  ProxyAutoConfigEnable : 1\n}\n", Some(true)),
            ("", None),
        ] {
            assert_eq!(of_macos(answer), proxy, "{answer}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_not_waited_for() {
        let shell = |line: &str| {
            let mut command = Command::new("/bin/sh");
            command.args(["-c", line]);
            command
        };
        assert_eq!(answer(shell("echo \"'none'\""), Duration::from_secs(20)).as_deref(), Some("'none'\n"));
        assert_eq!(answer(shell("echo no; exit 1"), Duration::from_secs(20)), None);
        assert_eq!(answer(Command::new("/no/such/program"), Duration::from_secs(20)), None);
        let asked = Instant::now();
        assert_eq!(answer(shell("exec sleep 600"), Duration::from_millis(30)), None);
        // Somebody else keeps what it writes to open; nobody waits for them.
        assert_eq!(answer(shell("sleep 60 & echo yes"), Duration::from_secs(20)).as_deref(), Some("yes\n"));
        assert!(asked.elapsed() < Duration::from_mins(1));
    }

    #[test]
    fn there_is_space_where_the_sessions_will_be() {
        let folder = tempfile::tempdir().unwrap();
        let free = free_disk(folder.path()).unwrap();
        let later = free_disk(&folder.path().join("not/there/yet")).unwrap();
        assert!(free > 0 && later > 0);
    }

    #[test]
    fn only_a_version_is_told_as_one() {
        for version in ["156.0.8078.79", "25.2.3.117", "140.10.0esr", "153.0", "154.0a1", "153.0b12", "7"] {
            assert!(is_version(version), "{version}");
        }
        for other in ["", "13800138000", "4242424242424242", "wang", "1.2.3.4.5.6", "1..2", "153.0 wang", "1.2@x.cn"] {
            assert!(!is_version(other), "{other}");
        }
    }

    #[test]
    fn browsers_are_told_by_name_and_version_and_nothing_else() {
        let browser = |name: &str, version: Option<&str>, data: &str| Browser {
            id: name.to_owned(),
            name: name.to_owned(),
            family: Family::Chromium,
            packaging: Packaging::System,
            version: version.map(str::to_owned),
            data: data.into(),
            caches: Vec::new(),
            profiles: Vec::new(),
            programs: Programs::default(),
            by_hand: String::new(),
        };
        let found = [
            browser("Mozilla Firefox (Snap)", Some("153.0"), "/home/wang/snap/firefox/common/.mozilla/firefox"),
            browser("Google Chrome", Some("156.0.8078.79"), "/home/wang/.config/google-chrome"),
            browser("Google Chrome (work/li)", Some("156.0.8078.79"), "/home/wang/work/li"),
            browser("Google Chrome (old)", None, "/home/wang/old"),
        ];
        let told: Vec<(String, Option<String>)> =
            listed(&found).into_iter().map(|browser| (browser.name, browser.version)).collect();
        let version = |version: &str| Some(version.to_owned());
        assert_eq!(
            told,
            [
                ("Google Chrome".to_owned(), None),
                ("Google Chrome".to_owned(), version("156.0.8078.79")),
                ("Mozilla Firefox (Snap)".to_owned(), version("153.0")),
            ]
        );
    }
}
