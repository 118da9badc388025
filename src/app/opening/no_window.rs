//! The last resort when no window can be opened: the browser shows the same steps, and a message box of the system says
//! what happened and what to try.
//!
//! The page is saved in Documents, because browsers from a store (snap, flatpak) may not read hidden folders.

use std::path::{Path, PathBuf};

use super::{Display, WindowError};
use crate::desktop::{Folders, message_box, opener, whole_file};
use crate::html_guides::{self, PageReason};
use crate::lang::{Lang, Strings, fill};
use crate::pack::Pack;

/// The guide's file name in the customer's Documents. Not in the folder for settings: browsers from a store (snap,
/// flatpak) cannot read hidden folders.
const FILE: &str = "okpay-wizard-guide.html";

/// Helps without a window. A message box says what was done; the caller gets the same text for a terminal.
pub fn help_without_window(pack: Option<&Pack>, lang: Lang, folders: &Folders, error: &WindowError) -> String {
    let words = &Strings::of(lang).start;
    let what_happened = match error.display {
        Display::Present => words.no_window,
        Display::Missing => words.no_display,
    };
    let page = pack.ok_or_else(|| "no pack".to_owned()).and_then(|pack| {
        let html = html_guides::guide_page(pack, lang, PageReason::NoWindow).map_err(|error| error.to_string())?;
        save_page(&html, folders).map_err(|error| error.to_string())
    });
    let outcome = match &page {
        Ok(page) => {
            let path = page.display().to_string();
            // Without a display there is no browser either.
            let is_open = error.display == Display::Present && opener::open_page(page).is_ok();
            let template = if is_open { words.page_opened } else { words.page_saved };
            fill(template, &[("page", &path)])
        }
        Err(why) => fill(words.no_page, &[("why", why)]),
    };
    let log = fill(words.log_is_in, &[("logs", &folders.logs.display().to_string())]);
    let text = [what_happened, &outcome, words.what_to_try, &log].join("\n\n");
    let title = pack.map_or("OKPay Wizard", |pack| pack.name.get(lang));
    if error.display == Display::Present
        && let Err(error) = message_box::show(title, &text)
    {
        tracing::warn!(%error, "the message box could not be shown");
    }
    text
}

/// Saves the guide where a browser can read it.
fn save_page(html: &str, folders: &Folders) -> std::io::Result<PathBuf> {
    let write = |folder: &Path| {
        let path = folder.join(FILE);
        whole_file::replace(&path, html.as_bytes()).map(|()| path)
    };
    write(&folders.documents).or_else(|error| {
        tracing::warn!(%error, "the guide cannot be saved in Documents");
        write(&std::env::temp_dir())
    })
}
