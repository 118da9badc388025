//! Notices for the customer, in the customer's language.

use std::path::Path;

use crate::desktop::{Listing, ReadError, SettingsNotice, StoreError, StoreErrorKind};
use crate::lang::{Strings, fill};
use crate::ui::{Notice, NoticeAction, Tone};

/// A notice that the customer closes.
pub(super) fn closable(tone: Tone, words: String) -> Notice {
    Notice { tone, words, actions: vec![NoticeAction::Close] }
}

/// Something went well.
pub(super) fn success(words: &str) -> Notice {
    closable(Tone::Good, words.to_owned())
}

/// Something went well, with a detail.
pub(super) fn success_with(template: &str, name: &str, value: &str) -> Notice {
    closable(Tone::Good, fill(template, &[(name, value)]))
}

/// Something failed, with a detail.
pub(super) fn failure(template: &str, name: &str, value: &str) -> Notice {
    failure_with(template, &[(name, value)])
}

/// Something failed, with several details.
pub(super) fn failure_with(template: &str, values: &[(&str, &str)]) -> Notice {
    closable(Tone::Danger, fill(template, values))
}

/// An event could not be saved: the customer tries again, or goes on without saving.
pub(super) fn not_saved(strings: &Strings, error: &StoreError) -> Notice {
    let words = match error.kind {
        StoreErrorKind::DiskFull => strings.notice.disk_full,
        StoreErrorKind::ReadOnly | StoreErrorKind::Denied => strings.notice.denied,
        StoreErrorKind::Gone | StoreErrorKind::Busy | StoreErrorKind::Other => strings.notice.not_written,
    };
    let actions = vec![NoticeAction::TryAgain, NoticeAction::GoOnUnsaved];
    Notice { tone: Tone::Danger, words: words.to_owned(), actions }
}

/// Sessions cannot be saved at all.
pub(super) fn no_store(strings: &Strings, why: &str) -> Notice {
    closable(Tone::Warning, fill(strings.notice.no_store, &[("why", why)]))
}

/// The settings file was set aside or could not be read.
pub(super) fn settings(strings: &Strings, notice: &SettingsNotice) -> Notice {
    let words = match notice {
        SettingsNotice::SetAside { kept, .. } => fill(strings.notice.settings_set_aside, &[("file", &name_of(kept))]),
        SettingsNotice::Unreadable { reason } => {
            fill(strings.notice.settings_unreadable, &[("why", &reason.to_string())])
        }
    };
    closable(Tone::Warning, words)
}

/// Sessions that were set aside or could not be read.
pub(super) fn listing(strings: &Strings, listing: &Listing) -> Vec<Notice> {
    let set_aside = listing
        .set_aside
        .iter()
        .map(|path| closable(Tone::Warning, fill(strings.notice.set_aside, &[("file", &name_of(path))])));
    let unreadable = listing.unreadable.iter().map(|file| unreadable(strings, &file.path, &file.reason));
    set_aside.chain(unreadable).collect()
}

/// A session that cannot be opened.
pub(super) fn unreadable(strings: &Strings, path: &Path, reason: &ReadError) -> Notice {
    let (template, path) = match reason {
        ReadError::SetAside(kept) => (strings.notice.set_aside, kept.as_path()),
        ReadError::Newer => (strings.notice.newer, path),
        ReadError::Empty | ReadError::Store(_) => (strings.notice.unreadable, path),
    };
    closable(Tone::Warning, fill(template, &[("file", &name_of(path))]))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
