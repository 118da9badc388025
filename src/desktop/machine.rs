//! What a report says about the machine besides its system: browsers, whether there is a proxy, free disk.
//!
//! Finding this out takes a moment, because it reads folders and asks another program. So a thread gathers it when the
//! customer first opens a report. None of it identifies the customer: no profiles, no paths, and never a proxy's
//! address, which may hold a password.

use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::browsers::{SystemProcesses, roots};
use crate::browser::{Browser, BrowserTable, Processes as _, User, find};

/// How long another program may take to answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// The pause between two looks at whether it has ended.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// No more than this is read of an answer, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// The environment's variables that name a proxy.
const VARIABLES: [&str; 6] = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/// The facts about the machine that take a moment to find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineFacts {
    /// The browsers of this user, each once, by name.
    pub browsers: Vec<BrowserVersion>,
    /// Whether connections use a proxy; `None` when the system does not say.
    pub proxy: Option<bool>,
    /// The free space in a folder, in bytes; `None` when the system does not say.
    pub free_disk_bytes: Option<u64>,
}

/// A browser, without anything that identifies the customer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BrowserVersion {
    /// Its name.
    pub name: String,
    /// Its version; `None` when its files do not say.
    pub version: Option<String>,
}

impl MachineFacts {
    /// Asks the system. The free disk is that of this folder, which need not exist yet.
    pub fn gather(folder: &Path) -> Self {
        Self { browsers: installed(), proxy: proxy(), free_disk_bytes: free_disk(folder) }
    }
}

fn installed() -> Vec<BrowserVersion> {
    let roots = match roots() {
        Ok(roots) if roots.user == User::Owner => roots,
        // They would be another user's browsers.
        Ok(_) | Err(_) => return Vec::new(),
    };
    match BrowserTable::built_in() {
        Ok(table) => without_profiles(&find(&roots, &table, &SystemProcesses.list())),
        Err(error) => {
            tracing::error!(%error, "no browsers in the report");
            Vec::new()
        }
    }
}

/// Names and versions only, each once.
fn without_profiles(found: &[Browser]) -> Vec<BrowserVersion> {
    let browser = |browser: &Browser| BrowserVersion {
        name: browser.plain_name().to_owned(),
        version: browser.version.clone().filter(|version| is_version(version)),
    };
    let mut browsers: Vec<BrowserVersion> = found.iter().map(browser).collect();
    browsers.sort();
    browsers.dedup();
    browsers
}

/// Whether this is a version, such as `156.0.8078.79` or `140.0esr`, and no other text from a file: reports show it
/// unredacted.
fn is_version(text: &str) -> bool {
    let is_part = |part: &str| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - rest.len();
        (1..=6).contains(&digits) && rest.len() <= 4 && rest.chars().all(|c| c.is_ascii_alphanumeric())
    };
    text.split('.').count() <= 5 && text.split('.').all(is_part)
}

/// Whether connections use a proxy, as the environment or else the desktop says; never which one.
///
/// On Windows and macOS, this runs a program of the system (`reg`, `scutil`), because their settings are not files. It
/// keeps only yes or no of the program's output.
fn proxy() -> Option<bool> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if VARIABLES.into_iter().any(is_set) { Some(true) } else { desktop_proxy() }
}

#[cfg(windows)]
fn desktop_proxy() -> Option<bool> {
    use std::os::windows::process::CommandExt as _;

    /// `CREATE_NO_WINDOW`: no console window flashes up.
    const NO_WINDOW: u32 = 0x0800_0000;
    let program = Path::new(&std::env::var_os("SystemRoot")?).join("System32").join("reg.exe");
    let mut command = Command::new(program);
    command.creation_flags(NO_WINDOW);
    command.args(["query", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"]);
    output(command, PATIENCE).and_then(|output| windows_proxy(&output))
}

#[cfg(target_os = "macos")]
fn desktop_proxy() -> Option<bool> {
    let mut command = Command::new("/usr/sbin/scutil");
    command.arg("--proxy");
    output(command, PATIENCE).and_then(|output| macos_proxy(&output))
}

#[cfg(not(any(windows, target_os = "macos")))]
fn desktop_proxy() -> Option<bool> {
    let kde = || {
        let file = directories::BaseDirs::new()?.config_dir().join("kioslaverc");
        kde_proxy(&std::fs::read_to_string(file).ok()?)
    };
    let gnome = || {
        let mut command = Command::new("gsettings");
        super::environment::restore(&mut command);
        command.args(["get", "org.gnome.system.proxy", "mode"]);
        output(command, PATIENCE).and_then(|output| gnome_proxy(&output))
    };
    // Both may be installed, and only the desktop in use has the right setting.
    let is_kde = std::env::var("XDG_CURRENT_DESKTOP").is_ok_and(|desktop| desktop.contains("KDE"));
    if is_kde { kde().or_else(gnome) } else { gnome().or_else(kde) }
}

/// What a program prints; `None` when it is missing, fails, or takes too long. A program that takes too long is killed.
fn output(mut command: Command, patience: Duration) -> Option<String> {
    // A file instead of a pipe: a child of the program could hold a pipe open and keep its reader waiting.
    let mut file = tempfile::tempfile().ok()?;
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::from(file.try_clone().ok()?)).stderr(Stdio::null()).spawn().ok()?;
    let started = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if started.elapsed() < patience => std::thread::sleep(POLL_INTERVAL),
            Ok(None) | Err(_) => {
                tracing::warn!(program = ?command.get_program(), "no answer in time");
                // It may just have ended by itself. Waiting for it leaves no zombie either way.
                child.kill().ok();
                child.wait().ok();
                return None;
            }
        }
    };
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(LONGEST_ANSWER).read_to_string(&mut text).ok()?;
    status.success().then_some(text)
}

/// `'none'`, `'manual'` or `'auto'`.
#[cfg(any(not(any(windows, target_os = "macos")), test))]
fn gnome_proxy(output: &str) -> Option<bool> {
    match output.trim().trim_matches('\'') {
        "none" => Some(false),
        "manual" | "auto" => Some(true),
        _ => None,
    }
}

/// `ProxyType` in `[Proxy Settings]`; 0, or no such entry, means no proxy.
#[cfg(any(not(any(windows, target_os = "macos")), test))]
fn kde_proxy(file: &str) -> Option<bool> {
    let mut lines = file.lines().map(str::trim).skip_while(|line| *line != "[Proxy Settings]");
    lines.next()?;
    let entry = lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "ProxyType");
    Some(entry.is_some_and(|(_, value)| value.trim() != "0"))
}

/// `    ProxyEnable    REG_DWORD    0x1`, or `AutoConfigURL` where a script chooses the proxy.
#[cfg(any(windows, test))]
fn windows_proxy(output: &str) -> Option<bool> {
    let values: Vec<Vec<&str>> = output.lines().map(|line| line.split_whitespace().collect()).collect();
    let value = |name: &str| {
        let has_name = |words: &&Vec<&str>| words.first().is_some_and(|first| first.eq_ignore_ascii_case(name));
        values.iter().find(has_name).and_then(|words| words.get(2)).copied()
    };
    let enabled = value("ProxyEnable");
    if value("AutoConfigURL").is_some() {
        return Some(true);
    }
    enabled.map(|number| number != "0x0")
}

/// `  HTTPSEnable : 1`; without a proxy, these lines are missing or zero.
#[cfg(any(target_os = "macos", test))]
fn macos_proxy(output: &str) -> Option<bool> {
    const KINDS: [&str; 5] =
        ["HTTPEnable", "HTTPSEnable", "SOCKSEnable", "ProxyAutoConfigEnable", "ProxyAutoDiscoveryEnable"];
    if !output.contains("<dictionary>") {
        return None;
    }
    let mut entries = output.lines().filter_map(|line| line.split_once(" : "));
    Some(entries.any(|(key, value)| KINDS.contains(&key.trim()) && value.trim() == "1"))
}

/// The space that is free for this user in the file system of `folder`, or of the nearest existing folder above it.
#[cfg(unix)]
fn free_disk(folder: &Path) -> Option<u64> {
    let existing = folder.ancestors().find(|folder| folder.exists())?;
    let space = rustix::fs::statvfs(existing).ok()?;
    space.f_bavail.checked_mul(space.f_frsize)
}

/// The space that is free for this user on the disk of `folder`, or of the nearest existing folder above it.
#[cfg(not(unix))]
fn free_disk(folder: &Path) -> Option<u64> {
    use sysinfo::{DiskRefreshKind, Disks};

    let existing = folder.ancestors().find(|folder| folder.exists())?;
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage()).ok()?;
    let holding = disks.iter().filter(|disk| existing.starts_with(disk.mount_point()));
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
            assert_eq!(gnome_proxy(answer), proxy, "{answer}");
        }
        for (file, proxy) in [
            ("[Proxy Settings]\nProxyType=1\nhttpProxy=http://wang:secret@proxy 8080\n", Some(true)),
            ("[$Version]\nx=1\n\n[Proxy Settings]\nhttpProxy=\nProxyType=0\n", Some(false)),
            ("[Proxy Settings]\nNoProxyFor=\n[Other]\nProxyType=1\n", Some(false)),
            ("PersistentProxyConnection=true\n[Other]\nProxyType=1\n", None),
            ("", None),
        ] {
            assert_eq!(kde_proxy(file), proxy, "{file}");
        }
        let key =
            "\r\nHKEY_CURRENT_USER\\Software\\…\\Internet Settings\r\n    User Agent    REG_SZ    Mozilla/4.0\r\n";
        for (more, proxy) in [
            ("    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    10.0.0.1:8080\r\n", Some(true)),
            ("    ProxyEnable    REG_DWORD    0x0\r\n    ProxyServer    REG_SZ    10.0.0.1:8080\r\n", Some(false)),
            ("    ProxyEnable    REG_DWORD    0x0\r\n    AutoConfigURL    REG_SZ    http://x/p.pac\r\n", Some(true)),
            ("", None),
        ] {
            assert_eq!(windows_proxy(&format!("{key}{more}")), proxy, "{more}");
        }
        for (answer, proxy) in [
            ("<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n  }\n  FTPPassive : 1\n}\n", Some(false)),
            ("<dictionary> {\n  HTTPSEnable : 1\n  HTTPSProxy : 10.0.0.1\n}\n", Some(true)),
            ("<dictionary> {\n  HTTPEnable : 0\n  ProxyAutoConfigEnable : 1\n}\n", Some(true)),
            ("", None),
        ] {
            assert_eq!(macos_proxy(answer), proxy, "{answer}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_killed() {
        let shell = |line: &str| {
            let mut command = Command::new("/bin/sh");
            command.args(["-c", line]);
            command
        };
        assert_eq!(output(shell("echo \"'none'\""), Duration::from_secs(20)).as_deref(), Some("'none'\n"));
        assert_eq!(output(shell("echo no; exit 1"), Duration::from_secs(20)), None);
        assert_eq!(output(Command::new("/no/such/program"), Duration::from_secs(20)), None);
        let started = Instant::now();
        assert_eq!(output(shell("exec sleep 600"), Duration::from_millis(30)), None);
        // A child of the program keeps its output open; that does not matter.
        assert_eq!(output(shell("sleep 60 & echo yes"), Duration::from_secs(20)).as_deref(), Some("yes\n"));
        assert!(started.elapsed() < Duration::from_mins(1));
    }

    #[test]
    fn the_folder_of_the_sessions_has_free_space_before_it_exists() {
        let folder = tempfile::tempdir().unwrap();
        let free = free_disk(folder.path()).unwrap();
        let later = free_disk(&folder.path().join("not/there/yet")).unwrap();
        assert!(free > 0 && later > 0);
    }

    #[test]
    fn only_a_version_counts_as_one() {
        for version in ["156.0.8078.79", "25.2.3.117", "140.10.0esr", "153.0", "154.0a1", "153.0b12", "7"] {
            assert!(is_version(version), "{version}");
        }
        for other in ["", "13800138000", "4242424242424242", "wang", "1.2.3.4.5.6", "1..2", "153.0 wang", "1.2@x.cn"] {
            assert!(!is_version(other), "{other}");
        }
    }

    #[test]
    fn a_report_names_browsers_by_name_and_version_only() {
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
        let named: Vec<(String, Option<String>)> =
            without_profiles(&found).into_iter().map(|browser| (browser.name, browser.version)).collect();
        let version = |version: &str| Some(version.to_owned());
        assert_eq!(
            named,
            [
                ("Google Chrome".to_owned(), None),
                ("Google Chrome".to_owned(), version("156.0.8078.79")),
                ("Mozilla Firefox (Snap)".to_owned(), version("153.0")),
            ]
        );
    }
}
