//! Makes the raw pack of the tree: finds every field, and knows every name.
//!
//! Owns the format's field names and the types of the fields. Must not know whether the values make sense together; the
//! linter checks that.

mod fields;
mod page;
mod rules;
mod values;

use self::fields::Fields;
use self::page::page;
use self::rules::walk;
use self::values::{language, list, name, number, optional_name, text};
use super::diagnostics::{Diagnostics, Spanned};
use super::node::{Node, NodeKind};
use super::raw::{RawContact, RawGuide, RawPack, RawText};
use crate::lang::Lang;

/// Reads `pack.ron`.
pub(super) fn pack(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawPack> {
    const REQUIRED: &[&str] = &["format", "id", "version", "name", "languages", "site", "hosts", "contact", "wizards"];
    let fields = Fields::read(node, REQUIRED, &["accent"], diagnostics)?;
    Some(RawPack {
        format: fields.get("format").and_then(|node| number(node, diagnostics)),
        id: fields.get("id").and_then(|node| name(node, diagnostics)),
        version: fields.get("version").and_then(|node| name(node, diagnostics)),
        name: fields.get("name").and_then(|node| text(node, diagnostics)),
        accent: fields.get("accent").and_then(|node| optional_name(node, diagnostics)),
        languages: fields.get("languages").and_then(|node| list(node, diagnostics, language)),
        site: fields.get("site").and_then(|node| name(node, diagnostics)),
        hosts: fields.get("hosts").and_then(|node| list(node, diagnostics, name)),
        contact: fields.get("contact").and_then(|node| contact(node, diagnostics)),
        wizards: fields.get("wizards").and_then(|node| list(node, diagnostics, name)),
    })
}

fn contact(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawContact> {
    let fields = Fields::read(node, &["page"], &["mail", "checked", "source", "bring", "never"], diagnostics)?;
    Some(RawContact {
        page: fields.get("page").and_then(|node| name(node, diagnostics)),
        mail: fields.get("mail").and_then(|node| optional_name(node, diagnostics)),
        checked: fields.get("checked").and_then(|node| optional_name(node, diagnostics)),
        source: fields.optional("source").and_then(|node| text(node, diagnostics)),
        bring: texts(fields.get("bring"), diagnostics),
        never: texts(fields.get("never"), diagnostics),
    })
}

/// Reads a guide's file.
pub(super) fn guide(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawGuide> {
    let fields = Fields::read(node, &["id", "title", "pages"], &["summary", "says", "walks"], diagnostics)?;
    Some(RawGuide {
        id: fields.get("id").and_then(|node| name(node, diagnostics)),
        title: fields.get("title").and_then(|node| text(node, diagnostics)),
        summary: fields.optional("summary").and_then(|node| text(node, diagnostics)),
        says: fields.optional("says").map(|node| says(node, diagnostics)).unwrap_or_default(),
        pages: items(fields.get("pages"), diagnostics, page),
        walks: items(fields.optional("walks"), diagnostics, walk),
    })
}

fn says(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Vec<(Lang, Vec<Spanned<String>>)> {
    let NodeKind::Map(pairs) = &node.kind else {
        values::wrong_type(
            node,
            diagnostics,
            "按语言写的列表，例如 {\"zh-CN\": [\"…\"]}",
            "lists by language, like {\"en\": [\"…\"]}",
        );
        return Vec::new();
    };
    values::refuse_duplicate_keys(pairs, diagnostics);
    let mut says = Vec::new();
    for (key, value) in pairs {
        if let (Some(lang), Some(words)) = (language(key, diagnostics), list(value, diagnostics, name)) {
            says.push((lang.value, words.value));
        }
    }
    says
}

/// The items of a list field; empty if the field is absent.
fn items<T>(
    node: Option<&Node>,
    diagnostics: &mut Diagnostics<'_>,
    read: fn(&Node, &mut Diagnostics<'_>) -> Option<T>,
) -> Vec<T> {
    node.and_then(|node| list(node, diagnostics, read)).map(|list| list.value).unwrap_or_default()
}

fn texts(node: Option<&Node>, diagnostics: &mut Diagnostics<'_>) -> Vec<RawText> {
    items(node, diagnostics, text)
}
