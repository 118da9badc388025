//! Texts, names, numbers, lists and variants.
//!
//! Owns the messages about a value of the wrong type. Must not know to which field a value belongs.

use super::super::diagnostics::{ByteSpan, Diagnostics, Name, Spanned, both};
use super::super::node::{GroupItem, Node, NodeKind};
use super::super::raw::{RawText, RawWords};
use super::super::suggest::{did_you_mean, nearest};
use crate::lang::Lang;

pub(super) fn is_missing(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Missing)
}

/// The `x` of `Some(x)`, which is how RON writes an optional field.
pub(super) fn unwrap_some(node: &Node) -> &Node {
    if let NodeKind::Group { name: Some(name), items } = &node.kind
        && name.value == "Some"
        && let [GroupItem { name: None, value }] = items.as_slice()
    {
        return value;
    }
    node
}

/// Reports what was expected, in an author's words, and what is there.
pub(super) fn wrong_type(node: &Node, diagnostics: &mut Diagnostics<'_>, chinese: &str, english: &str) {
    let (chinese_found, english_found) = match &node.kind {
        NodeKind::Missing => return,
        NodeKind::Text(_) => ("一段文字".to_owned(), "a text".to_owned()),
        NodeKind::Number(digits) => (format!("数字 `{digits}`"), format!("the number `{digits}`")),
        NodeKind::Word(word) => (format!("没有引号的 `{word}`"), format!("`{word}` without quotation marks")),
        NodeKind::Group { name: Some(name), .. } => (format!(" `{}(…)`", name.value), format!("`{}(…)`", name.value)),
        NodeKind::Group { name: None, .. } => (" ( ) 括起来的内容".to_owned(), "something in ( )".to_owned()),
        NodeKind::List(_) => (" [ ] 括起来的列表".to_owned(), "a list in [ ]".to_owned()),
        NodeKind::Map(_) => (" { } 括起来的内容".to_owned(), "something in { }".to_owned()),
    };
    let message = both(
        format!("这里应该写{chinese}，现在写的是{chinese_found}"),
        format!("this should be {english}, but it is {english_found}"),
    );
    diagnostics.error("wrong-type", &node.span, message, None);
}

/// A text in quotation marks that is the same in all languages.
pub(super) fn name(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<Name> {
    if let NodeKind::Text(words) = &node.kind {
        return Some(Spanned { value: words.clone(), span: node.span.clone() });
    }
    wrong_type(node, diagnostics, "引号里的文字，例如 \"…\"", "words in quotation marks, like \"…\"");
    None
}

/// The same, or `None`.
pub(super) fn optional_name(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<Name> {
    if matches!(&node.kind, NodeKind::Word(word) if word == "None") { None } else { name(node, diagnostics) }
}

pub(super) fn number(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<Spanned<i64>> {
    if let NodeKind::Number(digits) = &node.kind
        && let Ok(value) = digits.parse()
    {
        return Some(Spanned { value, span: node.span.clone() });
    }
    wrong_type(node, diagnostics, "一个整数，例如 3", "a whole number, like 3");
    None
}

/// `true` or `false`.
pub(super) fn is_true(node: &Node, diagnostics: &mut Diagnostics<'_>) -> bool {
    if let NodeKind::Word(word) = &node.kind
        && matches!(word.as_str(), "true" | "false")
    {
        return word == "true";
    }
    wrong_type(node, diagnostics, " true 或 false", "true or false");
    false
}

pub(super) fn list<T>(
    node: &Node,
    diagnostics: &mut Diagnostics<'_>,
    read: fn(&Node, &mut Diagnostics<'_>) -> Option<T>,
) -> Option<Spanned<Vec<T>>> {
    let NodeKind::List(items) = &node.kind else {
        wrong_type(node, diagnostics, " [ ] 括起来的列表", "a list in [ ]");
        return None;
    };
    let value = items.iter().filter_map(|item| read(item, diagnostics)).collect();
    Some(Spanned { value, span: node.span.clone() })
}

/// A text: words for everyone, or by language.
pub(super) fn text(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawText> {
    let span = node.span.clone();
    match &node.kind {
        NodeKind::Text(words) => {
            Some(RawText { words: RawWords::Same(Spanned { value: words.clone(), span: span.clone() }), span })
        }
        NodeKind::Map(pairs) => {
            refuse_duplicate_keys(pairs, diagnostics);
            let mut by: Vec<(Lang, Name)> = Vec::new();
            let mut unread = false;
            for (key, value) in pairs {
                let lang = language(key, diagnostics);
                let words = name(value, diagnostics);
                unread |= lang.is_none() || words.is_none();
                if let (Some(lang), Some(words)) = (lang, words)
                    && by.iter().all(|(other, _)| *other != lang.value)
                {
                    by.push((lang.value, words));
                }
            }
            // A part that could not be read is reported already. A missing language would be a second problem for the same
            // mistake.
            if unread { None } else { Some(RawText { span, words: RawWords::ByLanguage(by) }) }
        }
        NodeKind::Number(_) | NodeKind::Word(_) | NodeKind::Group { .. } | NodeKind::List(_) | NodeKind::Missing => {
            wrong_type(
                node,
                diagnostics,
                "文字：\"…\" 或 {\"zh-CN\": \"…\", \"en\": \"…\"}",
                "a text: \"…\" or {\"zh-CN\": \"…\", \"en\": \"…\"}",
            );
            None
        }
    }
}

pub(super) fn refuse_duplicate_keys(pairs: &[(Node, Node)], diagnostics: &mut Diagnostics<'_>) {
    let mut seen: Vec<String> = Vec::new();
    for (key, _) in pairs {
        let NodeKind::Text(word) = &key.kind else { continue };
        // A language's tag is read in any letter case, so two that differ only in letter case are the same.
        let folded = word.to_ascii_lowercase();
        if seen.contains(&folded) {
            let message = both(format!("`{word}` 写了两次"), format!("`{word}` is written twice"));
            diagnostics.error("duplicate-key", &key.span, message, both("删掉其中一个", "delete one of the two"));
        }
        seen.push(folded);
    }
}

/// A language's tag.
pub(super) fn language(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<Spanned<Lang>> {
    let tag = name(node, diagnostics)?;
    if let Some(value) = Lang::from_tag(&tag.value) {
        return Some(Spanned { value, span: tag.span });
    }
    let message = both(format!("没有语言 `{}`", tag.value), format!("there is no language `{}`", tag.value));
    diagnostics.error("unknown-language", &tag.span, message, did_you_mean(&tag.value, Lang::ALL.map(Lang::tag)));
    None
}

/// The names that a value can have, and how messages call them.
pub(super) struct VariantNames {
    pub(super) chinese: &'static str,
    /// With its article.
    pub(super) english: &'static str,
    /// After "there is no … named".
    pub(super) english_kind: &'static str,
    /// Each name with its brackets.
    pub(super) forms: &'static [&'static str],
}

impl VariantNames {
    /// The names without brackets.
    fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.forms.iter().map(|form| form.split_once('(').map_or(*form, |(name, _)| name))
    }
}

/// One of the known names, and the items in the brackets after it.
pub(super) struct Variant<'n> {
    pub(super) name: &'static str,
    pub(super) items: &'n [GroupItem],
    pub(super) span: ByteSpan,
}

impl<'n> Variant<'n> {
    /// Reads `Name` or `Name(…)`. A name with a typo is reported and then read as the nearest one.
    pub(super) fn read(
        node: &'n Node,
        code: &'static str,
        called: &VariantNames,
        diagnostics: &mut Diagnostics<'_>,
    ) -> Option<Self> {
        let (word, span, items): (&str, ByteSpan, &[GroupItem]) = match &node.kind {
            NodeKind::Word(word) => (word, node.span.clone(), &[]),
            NodeKind::Group { name: Some(name), items } => (&name.value, name.span.clone(), items),
            NodeKind::Group { name: None, .. }
            | NodeKind::Text(_)
            | NodeKind::Number(_)
            | NodeKind::List(_)
            | NodeKind::Map(_)
            | NodeKind::Missing => {
                let chinese = format!("{}：{}", called.chinese, called.forms.join("、"));
                wrong_type(node, diagnostics, &chinese, &format!("{}: {}", called.english, called.forms.join(", ")));
                return None;
            }
        };
        if let Some(name) = called.names().find(|name| *name == word) {
            return Some(Self { name, items, span: node.span.clone() });
        }
        let message = both(
            format!("没有名为 `{word}` 的{}", called.chinese),
            format!("there is no {} named `{word}`", called.english_kind),
        );
        diagnostics.error(code, &span, message, did_you_mean(word, called.names()));
        let name = nearest(word, called.names())?;
        called.names().find(|other| *other == name).map(|name| Self { name, items, span: node.span.clone() })
    }

    /// The values in the brackets, if there are exactly as many as needed.
    pub(super) fn values<const N: usize>(&self, diagnostics: &mut Diagnostics<'_>) -> Option<[&'n Node; N]> {
        if let Some(named) = self.items.iter().find_map(|item| item.name.as_ref()) {
            let message = both(
                format!("`{}` 的括号里不写字段名 `{}`", self.name, named.value),
                format!("`{}` takes no field names in its brackets, such as `{}`", self.name, named.value),
            );
            diagnostics.error("unknown-field", &named.span, message, None);
            return None;
        }
        let nodes = self.items.iter().map(|item| &item.value).collect::<Vec<_>>();
        if let Ok(values) = nodes.try_into() {
            return Some(values);
        }
        let count = self.items.len();
        let message = if N == 0 {
            both(format!("`{}` 后面不写括号", self.name), format!("`{}` takes no brackets", self.name))
        } else {
            let values = if N == 1 { "value" } else { "values" };
            both(
                format!("`{}` 的括号里要写 {N} 个值，现在有 {count} 个", self.name),
                format!("`{}` takes {N} {values} in brackets, not {count}", self.name),
            )
        };
        diagnostics.error("wrong-count", &self.span, message, None);
        None
    }
}
