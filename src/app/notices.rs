//! What has to be said, in the customer's words.

use std::path::Path;

use crate::desktop::{Listing, ReadError, SettingsNotice, StoreError, StoreErrorKind};
use crate::lang::{Strings, fill};
use crate::ui::{Notice, NoticeAction, Tone};

/// Something to know, closed when read.
pub(super) fn told(tone: Tone, words: String) -> Notice {
    Notice { tone, words, actions: vec![NoticeAction::Close] }
}

/// Something that went well.
pub(super) fn well(words: &str) -> Notice {
    told(Tone::Good, words.to_owned())
}

/// Something that went well, with a detail.
pub(super) fn well_with(template: &str, name: &str, value: &str) -> Notice {
    told(Tone::Good, fill(template, &[(name, value)]))
}

/// Something that did not work, with a detail.
pub(super) fn failed(template: &str, name: &str, value: &str) -> Notice {
    failed_with(template, &[(name, value)])
}

/// Something that did not work, with several.
pub(super) fn failed_with(template: &str, values: &[(&str, &str)]) -> Notice {
    told(Tone::Danger, fill(template, values))
}

/// An event could not be stored: try again, or go on without.
pub(super) fn not_stored(strings: &Strings, error: &StoreError) -> Notice {
    let words = match error.kind {
        StoreErrorKind::DiskFull => strings.notice.disk_full,
        StoreErrorKind::ReadOnly | StoreErrorKind::Denied => strings.notice.denied,
        StoreErrorKind::Gone | StoreErrorKind::Busy | StoreErrorKind::Other => strings.notice.not_written,
    };
    let actions = vec![NoticeAction::TryAgain, NoticeAction::GoOnUnsaved];
    Notice { tone: Tone::Danger, words: words.to_owned(), actions }
}

/// There is no place to store anything.
pub(super) fn no_store(strings: &Strings, why: &str) -> Notice {
    told(Tone::Warning, fill(strings.notice.no_store, &[("why", why)]))
}

/// The settings were set aside.
pub(super) fn settings(strings: &Strings, notice: &SettingsNotice) -> Notice {
    let words = match notice {
        SettingsNotice::SetAside { kept, .. } => fill(strings.notice.settings_set_aside, &[("file", &name_of(kept))]),
        SettingsNotice::Unreadable { reason } => {
            fill(strings.notice.settings_unreadable, &[("why", &reason.to_string())])
        }
    };
    told(Tone::Warning, words)
}

/// What a look at the stored sessions brought up.
pub(super) fn listing(strings: &Strings, listing: &Listing) -> Vec<Notice> {
    let set_aside = listing
        .set_aside
        .iter()
        .map(|path| told(Tone::Warning, fill(strings.notice.set_aside, &[("file", &name_of(path))])));
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
    told(Tone::Warning, fill(template, &[("file", &name_of(path))]))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
