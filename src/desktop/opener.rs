//! Handing an address to the customer's browser, a letter to their mail program, and a folder to their file manager.
//!
//! The only place where anything is opened. Addresses come as a pack's links and letters to a pack's
//! address, all of which lie within the pack's hosts.
//! Waits a moment to see whether the system could start anything, so it is called from a thread of its own.

use std::io;
use std::path::Path;

use super::whole_file::folder_of;
use crate::pack::{Letter, Link};

/// Opens a link in the customer's own browser. The error has the system's words; the link can still be copied.
#[expect(clippy::disallowed_methods, reason = "this is the one place where an address is opened")]
pub fn open_link(link: &Link) -> io::Result<()> {
    tracing::info!(host = link.host, "opening a link");
    open::that_detached(&link.url).inspect_err(|error| tracing::warn!(%error, "the link could not be opened"))
}

/// Opens a letter in the customer's own mail program, which sends nothing before the customer does.
#[expect(clippy::disallowed_methods, reason = "this is the one place where a letter is opened")]
pub fn open_mail(letter: &Letter) -> io::Result<()> {
    tracing::info!("opening a letter");
    open::that_detached(letter.url()).inspect_err(|error| tracing::warn!(%error, "the letter could not be opened"))
}

/// Opens a page that this program has just written, in the customer's own browser.
#[expect(clippy::disallowed_methods, reason = "this is the one place where a page is opened")]
pub fn open_page(page: &Path) -> io::Result<()> {
    open::that_detached(std::path::absolute(page)?)
        .inspect_err(|error| tracing::warn!(%error, "the page could not be opened"))
}

/// Shows the folder that a saved file lies in.
#[expect(clippy::disallowed_methods, reason = "this is the one place where a folder is opened")]
pub fn open_folder(file: &Path) -> io::Result<()> {
    // A relative path means something else to the file manager, and one that begins with a dash is an option.
    let folder = std::path::absolute(folder_of(file))?;
    open::that_detached(&folder).inspect_err(|error| tracing::warn!(%error, "the folder could not be opened"))
}
