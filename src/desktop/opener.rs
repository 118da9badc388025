//! Handing an address to the customer's browser, a letter to their mail program, and a folder to their file manager.
//!
//! The only place where anything is opened. Addresses come as a pack's links and letters to a pack's
//! address, all of which lie within the pack's hosts.
//! What is started has the environment that the customer started this program with.
//! Waits a moment to see whether the system could start anything, so it is called from a thread of its own.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::environment;
use super::whole_file::folder_of;
use crate::pack::{AddressedMail, Link};

/// How long what opens something is watched: whatever cannot do it says so at once.
const WATCHED: Duration = Duration::from_millis(250);

/// Between two looks whether it has ended.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Opens a link in the customer's own browser. The error has the system's words; the link can still be copied.
pub fn open_link(link: &Link) -> io::Result<()> {
    tracing::info!(host = link.host, "opening a link");
    open(&link.url).inspect_err(|error| tracing::warn!(%error, "the link could not be opened"))
}

/// Opens a letter in the customer's own mail program, which sends nothing before the customer does.
pub fn open_mail(letter: &AddressedMail) -> io::Result<()> {
    tracing::info!("opening a letter");
    open(letter.url()).inspect_err(|error| tracing::warn!(%error, "the letter could not be opened"))
}

/// Opens a page that this program has just written, in the customer's own browser.
pub fn open_page(page: &Path) -> io::Result<()> {
    open(std::path::absolute(page)?).inspect_err(|error| tracing::warn!(%error, "the page could not be opened"))
}

/// Shows the folder that a saved file lies in.
pub fn open_folder(file: &Path) -> io::Result<()> {
    // A relative path means something else to the file manager, and one that begins with a dash is an option.
    let folder = std::path::absolute(folder_of(file))?;
    open(&folder).inspect_err(|error| tracing::warn!(%error, "the folder could not be opened"))
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where anything is opened")]
fn open(what: impl AsRef<OsStr>) -> io::Result<()> {
    if !environment::is_changed() {
        return open::that_detached(what);
    }
    let mut first = None;
    for mut command in open::commands(what) {
        environment::as_given(&mut command);
        match start(command) {
            Ok(()) => return Ok(()),
            // Most systems have one of the openers only, and what that one said matters.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| io::Error::from(io::ErrorKind::NotFound)))
}

/// Starts it, apart from this program and its terminal. Whatever still runs after a moment has something in hand.
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
        std::thread::sleep(BETWEEN_LOOKS);
    }
    let waiting = std::thread::Builder::new().name("opener".to_owned()).spawn(move || child.wait());
    // Without a thread it stays a name in the system's list until this program ends.
    drop(waiting);
    Ok(())
}
