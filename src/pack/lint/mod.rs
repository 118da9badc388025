//! Checks what the raw pack means.
//!
//! Owns the order of the checks. Must not know how files are written; each raw value has its place.

mod flow;
mod ids;
mod links;
mod manifest;
mod references;
mod secret_words;
mod secrets;
mod texts;

use super::diagnostics::Diagnostics;
use super::raw::{RawGuide, RawPack};
use crate::lang::Lang;

/// Whether the words of a file could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readability {
    /// They are as the author wrote them.
    Readable,
    /// They were lost in a wrong encoding. Only the structure can be checked.
    Lost,
}

/// What the checks of every file need from `pack.ron`.
#[derive(Debug)]
pub(super) struct PackContext {
    /// Empty if they could not be read.
    pub(super) languages: Vec<Lang>,
    /// Absent if they could not be read.
    pub(super) hosts: Option<Vec<String>>,
}

/// Checks `pack.ron`, except its list of guides.
pub(super) fn pack(pack: &RawPack, context: &PackContext, readability: Readability, diagnostics: &mut Diagnostics<'_>) {
    manifest::check(pack, context, diagnostics);
    let contact = pack.contact.as_ref();
    let source = contact.and_then(|contact| contact.source.as_ref());
    let bring = contact.map(|contact| contact.bring.as_slice()).unwrap_or_default();
    let never = contact.map(|contact| contact.never.as_slice()).unwrap_or_default();
    if readability == Readability::Readable {
        for text in pack.name.iter().chain(source).chain(bring).chain(never) {
            texts::check(text, context, diagnostics);
        }
        // `never` says what false support asks for, so requests are expected there and nowhere else.
        for text in pack.name.iter().chain(source).chain(bring) {
            secrets::check_text(text, diagnostics);
        }
    }
}

/// Checks a guide's file.
pub(super) fn guide(
    guide: &RawGuide,
    file_id: &str,
    context: &PackContext,
    readability: Readability,
    diagnostics: &mut Diagnostics<'_>,
) {
    ids::check(guide, file_id, diagnostics);
    references::check(guide, diagnostics);
    flow::check(guide, diagnostics);
    links::check(guide, context, diagnostics);
    if readability == Readability::Readable {
        texts::check_guide(guide, context, diagnostics);
        secrets::check_guide(guide, diagnostics);
    }
}

pub(super) use self::ids::is_id;
pub(super) use self::manifest::{colour, date};
