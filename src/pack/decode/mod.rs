//! The tree into the mirror of the files: every field in its place, every name known.
//!
//! Owns the format's field names and what stands in each field. Must not know whether what is written makes
//! sense together; that is the linter's.

mod fields;
mod page;
mod rules;
mod values;

use self::fields::Fields;
use self::page::page;
use self::rules::walk;
use self::values::{language, list, name, number, optional_name, text};
use super::desk::{Diagnostics, Spanned};
use super::node::{Node, NodeKind};
use super::raw::{RawContact, RawPack, RawText, RawWizard};
use crate::lang::Lang;

/// What stands in `pack.ron`.
pub(super) fn pack(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawPack> {
    const REQUIRED: &[&str] = &["format", "id", "version", "name", "languages", "site", "hosts", "contact", "wizards"];
    let fields = Fields::read(node, REQUIRED, &["accent"], desk)?;
    Some(RawPack {
        format: fields.get("format").and_then(|node| number(node, desk)),
        id: fields.get("id").and_then(|node| name(node, desk)),
        version: fields.get("version").and_then(|node| name(node, desk)),
        name: fields.get("name").and_then(|node| text(node, desk)),
        accent: fields.get("accent").and_then(|node| optional_name(node, desk)),
        languages: fields.get("languages").and_then(|node| list(node, desk, language)),
        site: fields.get("site").and_then(|node| name(node, desk)),
        hosts: fields.get("hosts").and_then(|node| list(node, desk, name)),
        contact: fields.get("contact").and_then(|node| contact(node, desk)),
        wizards: fields.get("wizards").and_then(|node| list(node, desk, name)),
    })
}

fn contact(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawContact> {
    let fields = Fields::read(node, &["page"], &["mail", "checked", "source", "bring", "never"], desk)?;
    Some(RawContact {
        page: fields.get("page").and_then(|node| name(node, desk)),
        mail: fields.get("mail").and_then(|node| optional_name(node, desk)),
        checked: fields.get("checked").and_then(|node| optional_name(node, desk)),
        source: fields.optional("source").and_then(|node| text(node, desk)),
        bring: texts(fields.get("bring"), desk),
        never: texts(fields.get("never"), desk),
    })
}

/// What stands in a wizard's file.
pub(super) fn wizard(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawWizard> {
    let fields = Fields::read(node, &["id", "title", "pages"], &["summary", "says", "walks"], desk)?;
    Some(RawWizard {
        id: fields.get("id").and_then(|node| name(node, desk)),
        title: fields.get("title").and_then(|node| text(node, desk)),
        summary: fields.optional("summary").and_then(|node| text(node, desk)),
        says: fields.optional("says").map(|node| says(node, desk)).unwrap_or_default(),
        pages: items(fields.get("pages"), desk, page),
        walks: items(fields.optional("walks"), desk, walk),
    })
}

fn says(node: &Node, desk: &mut Diagnostics<'_>) -> Vec<(Lang, Vec<Spanned<String>>)> {
    let NodeKind::Map(pairs) = &node.kind else {
        values::wrong_type(
            node,
            desk,
            "按语言写的列表，例如 {\"zh-CN\": [\"…\"]}",
            "lists by language, like {\"en\": [\"…\"]}",
        );
        return Vec::new();
    };
    values::refuse_duplicate_keys(pairs, desk);
    let mut says = Vec::new();
    for (key, value) in pairs {
        if let (Some(lang), Some(words)) = (language(key, desk), list(value, desk, name)) {
            says.push((lang.value, words.value));
        }
    }
    says
}

/// The items of a list field, none when the field is absent.
fn items<T>(
    node: Option<&Node>,
    desk: &mut Diagnostics<'_>,
    read: fn(&Node, &mut Diagnostics<'_>) -> Option<T>,
) -> Vec<T> {
    node.and_then(|node| list(node, desk, read)).map(|list| list.value).unwrap_or_default()
}

fn texts(node: Option<&Node>, desk: &mut Diagnostics<'_>) -> Vec<RawText> {
    items(node, desk, text)
}
