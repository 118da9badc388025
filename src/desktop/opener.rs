//! Opens an address in the customer's browser, a draft in their mail program, and a folder in their file manager.
//!
//! This is the only place that opens anything. It takes a pack's links and mail to a pack's address, which are all within
//! the pack's hosts.
//! The programs that it starts get the environment that the customer started this program with.
//! It waits a moment to see whether the system could start a program, so its callers use a thread of their own.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::environment;
use super::whole_file::folder_of;
use crate::pack::{AddressedMail, Link};

/// How long the started program is watched: one that cannot open anything ends at once.
const WATCHED: Duration = Duration::from_millis(250);

/// The pause between two looks at whether it has ended.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// Opens a link in the customer's own browser. The error has the system's message; the customer can still copy the link.
pub fn open_link(link: &Link) -> io::Result<()> {
    tracing::info!(host = link.host, "opening a link");
    open(&link.url).inspect_err(|error| tracing::warn!(%error, "the link could not be opened"))
}

/// Opens a draft in the customer's own mail program. Only the customer can send it.
pub fn open_mail(mail: &AddressedMail) -> io::Result<()> {
    tracing::info!("opening a mail");
    open(mail.url()).inspect_err(|error| tracing::warn!(%error, "the mail could not be opened"))
}

/// Opens a page that this program has just written, in the customer's own browser.
pub fn open_page(page: &Path) -> io::Result<()> {
    open(std::path::absolute(page)?).inspect_err(|error| tracing::warn!(%error, "the page could not be opened"))
}

/// Shows the folder that a saved file is in.
pub fn open_folder(file: &Path) -> io::Result<()> {
    // The file manager may have another working folder, and takes a path that begins with a dash for an option.
    let folder = std::path::absolute(folder_of(file))?;
    open(&folder).inspect_err(|error| tracing::warn!(%error, "the folder could not be opened"))
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that opens anything")]
fn open(target: impl AsRef<OsStr>) -> io::Result<()> {
    if !environment::is_changed() {
        return open::that_detached(target);
    }
    let mut first = None;
    for mut command in open::commands(target) {
        environment::restore(&mut command);
        match start(command) {
            Ok(()) => return Ok(()),
            // Most systems have only one of these programs, and its error is the one that matters.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| io::Error::from(io::ErrorKind::NotFound)))
}

/// Starts it in a process group of its own, away from this program's terminal. A program that still runs after a moment is
/// opening something.
fn start(mut command: Command) -> io::Result<()> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let began = Instant::now();
    while began.elapsed() < WATCHED {
        if let Some(status) = child.try_wait()? {
            let failed = || io::Error::other(format!("{} ended with {status}", command.get_program().display()));
            return if status.success() { Ok(()) } else { Err(failed()) };
        }
        std::thread::sleep(POLL_INTERVAL);
    }
    let waiting = std::thread::Builder::new().name("opener".to_owned()).spawn(move || child.wait());
    // Without the thread, it stays a zombie until this program ends.
    drop(waiting);
    Ok(())
}
