//! The named fields of a group.
//!
//! Owns what can be wrong with a field's name. Must not know the fields' values.

use super::super::diagnostics::{ByteSpan, Diagnostics, Name, both};
use super::super::node::{GroupItem, Node, NodeKind};
use super::super::suggest::{did_you_mean, nearest};
use super::values::{is_missing, unwrap_some, wrong_type};

/// The fields of one group, each once.
pub(super) struct Fields<'n> {
    fields: Vec<(&'static str, &'n Node)>,
}

impl<'n> Fields<'n> {
    /// Reads the fields of `(…)`, and reports missing, unknown and duplicate ones.
    pub(super) fn read(
        node: &'n Node,
        required: &'static [&'static str],
        optional: &'static [&'static str],
        diagnostics: &mut Diagnostics<'_>,
    ) -> Option<Self> {
        let node = unwrap_some(node);
        let NodeKind::Group { items, .. } = &node.kind else {
            wrong_type(node, diagnostics, "括号里的一组字段，例如 (id: \"…\")", "fields in brackets, like (id: \"…\")");
            return None;
        };
        Some(Self::of(items, &node.span, required, optional, diagnostics))
    }

    /// The fields among the items of the group at `whole`.
    pub(super) fn of(
        items: &'n [GroupItem],
        whole: &ByteSpan,
        required: &'static [&'static str],
        optional: &'static [&'static str],
        diagnostics: &mut Diagnostics<'_>,
    ) -> Self {
        let known = || required.iter().chain(optional).copied();
        let mut found = Self { fields: Vec::new() };
        let mut unknown: Vec<(&Name, &Node)> = Vec::new();
        for item in items {
            let Some(name) = &item.name else {
                if !is_missing(&item.value) {
                    let message = both("这里的值前面没有写字段名", "this value has no field name before it");
                    diagnostics.error(
                        "unnamed-value",
                        &item.value.span,
                        message,
                        both("在它前面写上“字段名:”", "write `field:` before it"),
                    );
                }
                continue;
            };
            let Some(field) = known().find(|field| *field == name.value) else {
                unknown.push((name, &item.value));
                continue;
            };
            if found.raw(field).is_some() {
                let message = both(format!("字段 `{field}` 写了两次"), format!("the field `{field}` is written twice"));
                diagnostics.error(
                    "duplicate-field",
                    &name.span,
                    message,
                    both("删掉其中一个", "delete one of the two"),
                );
            } else {
                found.fields.push((field, &item.value));
            }
        }
        for (name, value) in unknown {
            let message = both(
                format!("没有名为 `{}` 的字段", name.value),
                format!("there is no field named `{}` here", name.value),
            );
            diagnostics.error("unknown-field", &name.span, message, did_you_mean(&name.value, known()));
            // Continue as if it were spelt correctly, so that one typo is one problem.
            let absent = known().filter(|field| found.raw(field).is_none()).collect::<Vec<_>>();
            if let Some(meant) =
                nearest(&name.value, known()).and_then(|near| absent.into_iter().find(|field| *field == near))
            {
                found.fields.push((meant, value));
            }
        }
        for field in required.iter().filter(|field| found.raw(field).is_none()) {
            let message = both(format!("这里缺少字段 `{field}`"), format!("the field `{field}` is missing here"));
            let help =
                both(format!("在这个括号里补上 `{field}: …`"), format!("add `{field}: …` inside these brackets"));
            diagnostics.error("missing-field", &(whole.start..whole.start), message, help);
        }
        found
    }

    /// The value of a field.
    pub(super) fn get(&self, field: &str) -> Option<&'n Node> {
        self.raw(field).map(unwrap_some)
    }

    /// The value of a field that may be `None`.
    pub(super) fn optional(&self, field: &str) -> Option<&'n Node> {
        self.get(field).filter(|node| !matches!(&node.kind, NodeKind::Word(word) if word == "None"))
    }

    fn raw(&self, field: &str) -> Option<&'n Node> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, node)| *node)
    }
}
