//! What the mirror of the files means, and what is wrong with it.
//!
//! Owns the order of the checks. Must not know how files are written; every place comes with the mirror.

mod flow;
mod ids;
mod links;
mod manifest;
mod references;
mod secret_words;
mod secrets;
mod texts;

use super::desk::Diagnostics;
use super::raw::{RawPack, RawWizard};
use crate::lang::Lang;

/// Whether the words of a file can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// They are as their author wrote them.
    Readable,
    /// They were lost to a wrong encoding; only the structure is worth checking.
    Lost,
}

/// What every file of a pack has in common.
#[derive(Debug)]
pub(super) struct Common {
    /// Empty when `pack.ron` could not say.
    pub(super) languages: Vec<Lang>,
    /// Absent when `pack.ron` could not say.
    pub(super) hosts: Option<Vec<String>>,
}

/// Checks what stands in `pack.ron`, except its list of wizards.
pub(super) fn pack(pack: &RawPack, common: &Common, words: Words, desk: &mut Diagnostics<'_>) {
    manifest::check(pack, common, desk);
    let contact = pack.contact.as_ref();
    let source = contact.and_then(|contact| contact.source.as_ref());
    let bring = contact.map(|contact| contact.bring.as_slice()).unwrap_or_default();
    let never = contact.map(|contact| contact.never.as_slice()).unwrap_or_default();
    if words == Words::Readable {
        for text in pack.name.iter().chain(source).chain(bring).chain(never) {
            texts::check(text, common, desk);
        }
        // What false support asks for stands in `never`, so requests are expected there and nowhere else.
        for text in pack.name.iter().chain(source).chain(bring) {
            secrets::check_text(text, desk);
        }
    }
}

/// Checks a wizard's file.
pub(super) fn wizard(wizard: &RawWizard, file_id: &str, common: &Common, words: Words, desk: &mut Diagnostics<'_>) {
    ids::check(wizard, file_id, desk);
    references::check(wizard, desk);
    flow::check(wizard, desk);
    links::check(wizard, common, desk);
    if words == Words::Readable {
        texts::check_wizard(wizard, common, desk);
        secrets::check_wizard(wizard, desk);
    }
}

pub(super) use self::ids::is_id;
pub(super) use self::manifest::{colour, date};
