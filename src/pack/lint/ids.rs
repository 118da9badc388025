//! Ids are well formed, and each is used once.

use std::collections::BTreeSet;

use super::super::diagnostics::{Diagnostics, Name, both};
use super::super::raw::{RawGuide, RawKind, RawTask};

/// A longer id would be a sentence.
const LONGEST: usize = 48;

/// Whether this has only lower-case letters, digits and hyphens.
pub(in super::super) fn is_id(id: &str) -> bool {
    let plain = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    plain && !id.is_empty() && id.len() <= LONGEST && !id.starts_with('-') && !id.ends_with('-')
}

pub(super) fn check(guide: &RawGuide, file_id: &str, diagnostics: &mut Diagnostics<'_>) {
    if let Some(id) = &guide.id {
        well_formed(id, diagnostics);
        if id.value != file_id {
            let message = both(
                format!("`id` 写的是 `{}`，文件名却是 `{file_id}.ron`", id.value),
                format!("`id` is `{}`, but the file is named `{file_id}.ron`", id.value),
            );
            let help = both(
                format!("两者要一致：写 `{file_id}`，或者改文件名"),
                format!("both must be the same: write `{file_id}`, or rename the file"),
            );
            diagnostics.error("id-not-file-name", &id.span, message, help);
        }
    }
    once("页面", "page", guide.pages.iter().filter_map(|page| page.id.as_ref()), diagnostics);
    for page in &guide.pages {
        once("任务", "task", names(&page.tasks), diagnostics);
        once("问题", "question", page.asks.iter().filter_map(|ask| ask.id.as_ref()), diagnostics);
        for ask in &page.asks {
            if let Some(RawKind::Choice(choices)) = &ask.kind {
                once("选项", "choice", names(&choices.value), diagnostics);
            }
        }
    }
}

fn names(tasks: &[RawTask]) -> impl Iterator<Item = &Name> {
    tasks.iter().filter_map(|task| task.id.as_ref())
}

/// Checks the ids of one list.
pub(super) fn once<'a>(
    chinese: &str,
    english: &str,
    ids: impl Iterator<Item = &'a Name>,
    diagnostics: &mut Diagnostics<'_>,
) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for id in ids {
        well_formed(id, diagnostics);
        if !seen.insert(&id.value) {
            let message = both(
                format!("{chinese} id `{}` 用了两次", id.value),
                format!("the {english} id `{}` is used twice", id.value),
            );
            diagnostics.error(
                "duplicate-id",
                &id.span,
                message,
                both("给其中一个换个 id", "give one of the two another id"),
            );
        }
    }
}

pub(super) fn well_formed(id: &Name, diagnostics: &mut Diagnostics<'_>) {
    if is_id(&id.value) {
        return;
    }
    let message = both(format!("id `{}` 不符合规则", id.value), format!("`{}` is not a valid id", id.value));
    let help = both(
        "id 只能用小写英文字母、数字和连字符，例如 `wrong-password`",
        "use only lower-case letters, digits and hyphens, like `wrong-password`",
    );
    diagnostics.error("bad-id", &id.span, message, help);
}
