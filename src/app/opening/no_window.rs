//! The last resort: no window can be opened here, so the same steps are opened in the browser, and a box of the
//! system's says what happened and what to try.
//!
//! The page is saved among the documents: browsers that come from a store (snap, flatpak) may not read hidden folders.

use std::path::{Path, PathBuf};

use super::{Display, WindowError};
use crate::desktop::{Folders, message_box, opener, whole_file};
use crate::html_guides::{self, PageReason};
use crate::lang::{Lang, Strings, fill};
use crate::pack::Pack;

/// The guide's name in the customer's Documents. Not in the folder for settings: browsers from a store (snap, flatpak)
/// are kept out of hidden folders.
const FILE: &str = "okpay-wizard-guide.html";

/// Helps without a window. What could be done is said in a box, and returned for whoever started this at a terminal.
pub fn help_without_window(pack: Option<&Pack>, lang: Lang, folders: &Folders, trouble: &WindowError) -> String {
    let words = &Strings::of(lang).start;
    let happened = match trouble.display {
        Display::There => words.no_window,
        Display::Missing => words.no_display,
    };
    let page = pack.ok_or_else(|| "no pack".to_owned()).and_then(|pack| {
        let html = html_guides::guide_page(pack, lang, PageReason::NoWindow).map_err(|error| error.to_string())?;
        saved(&html, folders).map_err(|error| error.to_string())
    });
    let instead = match &page {
        Ok(page) => {
            let shown = page.display().to_string();
            // Where there is no display, a browser has none either.
            let is_open = trouble.display == Display::There && opener::open_page(page).is_ok();
            let template = if is_open { words.page_opened } else { words.page_saved };
            fill(template, &[("page", &shown)])
        }
        Err(why) => fill(words.no_page, &[("why", why)]),
    };
    let log = fill(words.log_is_in, &[("logs", &folders.logs.display().to_string())]);
    let said = [happened, &instead, words.what_to_try, &log].join("\n\n");
    let title = pack.map_or("OKPay Wizard", |pack| pack.name.get(lang));
    if trouble.display == Display::There
        && let Err(error) = message_box::show(title, &said)
    {
        tracing::warn!(%error, "the customer could not be told");
    }
    said
}

/// Saves the guide where a browser can read it.
fn saved(html: &str, folders: &Folders) -> std::io::Result<PathBuf> {
    let write = |folder: &Path| {
        let path = folder.join(FILE);
        whole_file::replace(&path, html.as_bytes()).map(|()| path)
    };
    write(&folders.documents).or_else(|error| {
        tracing::warn!(%error, "the guide cannot be kept among the documents");
        write(&std::env::temp_dir())
    })
}
