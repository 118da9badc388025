//! Recognises a browser's processes: by program, role and folder.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::super::{HolderRole, Packaging, Process, Programs};
use crate::pack::Os;

/// Linux cuts a process's name to this many bytes.
const SHORT_NAME: usize = 15;

/// Whether the process runs one of the programs, by name and by path.
pub(in crate::browser) fn is_program(process: &Process, programs: &Programs, os: Os) -> bool {
    is_named(process, programs, os)
        && programs.path_contains.as_ref().is_none_or(|part| {
            // Without a path only the name is left, and one browser too many is better than one too few.
            program_path(process).is_none_or(|path| contains(path, part))
        })
}

/// Whether the process runs a program with one of these names, in any folder.
pub(super) fn is_named(process: &Process, programs: &Programs, os: Os) -> bool {
    if let Some(name) = program_path(process).and_then(file_name) {
        return programs.names.iter().any(|known| same_name(known, &name, os));
    }
    programs.names.iter().any(|known| {
        let cut = known.get(..SHORT_NAME).unwrap_or(known);
        same_name(known, &process.name, os) || same_name(cut, &process.name, os)
    })
}

/// The file name of the process's program, or its name.
pub(super) fn program_name(process: &Process) -> String {
    process.exe.as_deref().and_then(file_name).unwrap_or_else(|| process.name.clone())
}

/// Whether the path of the process's program fits a browser that was installed this way.
///
/// Snap and Flatpak show the programs of all browsers under paths of their own.
pub(in crate::browser) fn is_packaged(process: &Process, packaging: Packaging, os: Os) -> bool {
    let Some(path) = process.exe.as_deref().filter(|_| os == Os::Linux) else { return true };
    let snap = path.starts_with("/snap") || path.starts_with("/var/lib/snapd/snap");
    let flatpak = path.starts_with("/app") || path.starts_with("/newroot/app");
    match packaging {
        Packaging::Snap => snap,
        Packaging::Flatpak => flatpak,
        Packaging::System | Packaging::Store => !snap && !flatpak,
        Packaging::Custom => true,
    }
}

/// Whether it belongs to the Tor Browser, whose program has the same name as Firefox's.
pub(super) fn is_of_tor(process: &Process) -> bool {
    program_path(process).is_some_and(|path| ["tor-browser", "tor browser"].iter().any(|part| contains(path, part)))
}

/// The role of the process in its browser.
pub(in crate::browser) fn role(process: &Process) -> HolderRole {
    let arguments = arguments(process);
    if arguments.iter().any(|argument| argument.starts_with("--type=") || argument == "-contentproc") {
        return HolderRole::Helper;
    }
    // Two kinds of process have no window that could be closed: a Chromium that waits in the background for the next
    // start (Edge calls it startup boost), and a browser that another program controls.
    let is_windowless = arguments.iter().any(|argument| argument == "--no-startup-window") || is_headless(process);
    if is_windowless { HolderRole::Background } else { HolderRole::Browser }
}

/// Whether it was started without windows, so that another program can control it.
pub(super) fn is_headless(process: &Process) -> bool {
    let is_option =
        |argument: &String| argument == "--headless" || argument == "-headless" || argument.starts_with("--headless=");
    arguments(process).iter().any(is_option)
}

/// The number after an option, even if the process has rewritten its command line.
pub(super) fn number(process: &Process, name: &str) -> Option<u32> {
    let arguments = arguments(process);
    let mut rest =
        arguments.iter().skip_while(|argument| argument.trim_start_matches('-') != name || !argument.starts_with('-'));
    rest.nth(1)?.parse().ok()
}

/// The arguments after the program.
///
/// On Linux, helpers of Chromium and Firefox rewrite their command line as one piece, separated by spaces. It can be
/// split again, except for paths that contain spaces.
fn arguments(process: &Process) -> Vec<String> {
    match process.arguments.as_slice() {
        [whole] => whole.to_string_lossy().split_whitespace().skip(1).map(ToOwned::to_owned).collect(),
        arguments => arguments.iter().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect(),
    }
}

/// The value of an option: `--name=value` or `--name value`, with one hyphen or two.
pub(in crate::browser) fn option<'a>(process: &'a Process, name: &str) -> Option<&'a OsStr> {
    let mut arguments = process.arguments.iter().skip(1);
    while let Some(argument) = arguments.next() {
        let bytes = argument.as_encoded_bytes();
        let Some(bare) = bytes.strip_prefix(b"--").or_else(|| bytes.strip_prefix(b"-")) else { continue };
        if bare == name.as_bytes() {
            return arguments.next().map(OsString::as_os_str).filter(|value| !value.is_empty());
        }
        let prefix = bare.get(..name.len()).is_some_and(|prefix| prefix == name.as_bytes());
        if prefix && bare.get(name.len()) == Some(&b'=') {
            // The prefix is plain ASCII, so the rest of the argument is a valid string. On Unix the bytes stay as they
            // are, so paths that are not UTF-8 work too.
            return rest_from(argument, bytes.len() - bare.len() + name.len() + 1).filter(|value| !value.is_empty());
        }
    }
    None
}

/// The folder of an option, if its path is absolute: the working folder of another process is not known.
pub(in crate::browser) fn folder_option(process: &Process, name: &str) -> Option<PathBuf> {
    option(process, name).map(unquoted).filter(|path| path.is_absolute())
}

/// The path without quotes: some launchers leave a shell's quotes around it.
pub(super) fn unquoted(value: &OsStr) -> PathBuf {
    let bare = value.to_str().and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
    bare.map_or_else(|| PathBuf::from(value), PathBuf::from)
}

#[cfg(unix)]
fn rest_from(argument: &OsStr, at: usize) -> Option<&OsStr> {
    use std::os::unix::ffi::OsStrExt as _;
    argument.as_bytes().get(at..).map(OsStr::from_bytes)
}

#[cfg(not(unix))]
fn rest_from(argument: &OsStr, at: usize) -> Option<&OsStr> {
    argument.to_str()?.get(at..).map(OsStr::new)
}

/// The program's path, if the system shows one.
fn program_path(process: &Process) -> Option<&Path> {
    process.exe.as_deref().filter(|path| !path.as_os_str().is_empty())
}

/// The last part of a path of any system.
fn file_name(path: &Path) -> Option<String> {
    let text = path.to_string_lossy();
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
    // Linux adds this to the name of a program that an update replaced while it runs.
    let name = name.strip_suffix(" (deleted)").unwrap_or(name);
    (!name.is_empty()).then(|| name.to_owned())
}

fn same_name(known: &str, name: &str, os: Os) -> bool {
    match os {
        Os::Windows | Os::MacOs => known.to_lowercase() == name.to_lowercase(),
        Os::Linux => known == name,
    }
}

/// Whether a path contains this part; separators (`/` or `\`) and case do not matter.
fn contains(path: &Path, part: &str) -> bool {
    let plain = |text: &str| text.replace('\\', "/").to_lowercase();
    plain(&path.to_string_lossy()).contains(&plain(part))
}
