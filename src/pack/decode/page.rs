//! Pages: their bodies, tasks, questions and tools.
//!
//! Owns the content of a page. Must not know where its exits lead.

use super::super::diagnostics::{Diagnostics, Spanned, both};
use super::super::node::Node;
use super::super::raw::{RawAsk, RawBlock, RawKind, RawPage, RawTask, RawTool};
use super::fields::Fields;
use super::rules::exit;
use super::values::{Variant, VariantNames, is_true, list, name, number, text};
use super::{items, texts};

/// No page takes longer.
const LONGEST_MINUTES: u16 = 120;

pub(super) fn page(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawPage> {
    const OPTIONAL: &[&str] = &["why", "minutes", "body", "tasks", "asks", "tools", "check"];
    let fields = Fields::read(node, &["id", "title", "exits"], OPTIONAL, diagnostics)?;
    Some(RawPage {
        span: node.span.clone(),
        id: fields.get("id").and_then(|node| name(node, diagnostics)),
        title: fields.get("title").and_then(|node| text(node, diagnostics)),
        why: fields.optional("why").and_then(|node| text(node, diagnostics)),
        minutes: fields
            .optional("minutes")
            .and_then(|node| number(node, diagnostics))
            .and_then(|n| minutes(&n, diagnostics)),
        body: items(fields.optional("body"), diagnostics, block),
        tasks: items(fields.optional("tasks"), diagnostics, task),
        asks: items(fields.optional("asks"), diagnostics, ask),
        tools: items(fields.optional("tools"), diagnostics, tool),
        check: fields.optional("check").and_then(|node| text(node, diagnostics)),
        exits: fields.get("exits").and_then(|node| list(node, diagnostics, exit)),
    })
}

fn minutes(number: &Spanned<i64>, diagnostics: &mut Diagnostics<'_>) -> Option<u16> {
    let minutes = u16::try_from(number.value).ok().filter(|minutes| (1..=LONGEST_MINUTES).contains(minutes));
    if minutes.is_none() {
        let given = number.value;
        let message = both(
            format!("`minutes` 要在 1 到 {LONGEST_MINUTES} 之间，现在是 {given}"),
            format!("`minutes` must be between 1 and {LONGEST_MINUTES}; it is {given}"),
        );
        diagnostics.error("bad-minutes", &number.span, message, None);
    }
    minutes
}

fn task(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawTask> {
    let fields = Fields::read(node, &["id", "text"], &["hint"], diagnostics)?;
    Some(RawTask {
        id: fields.get("id").and_then(|node| name(node, diagnostics)),
        text: fields.get("text").and_then(|node| text(node, diagnostics)),
        hint: fields.optional("hint").and_then(|node| text(node, diagnostics)),
    })
}

fn ask(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawAsk> {
    let fields = Fields::read(node, &["id", "text", "kind"], &["hint", "optional"], diagnostics)?;
    Some(RawAsk {
        id: fields.get("id").and_then(|node| name(node, diagnostics)),
        text: fields.get("text").and_then(|node| text(node, diagnostics)),
        hint: fields.optional("hint").and_then(|node| text(node, diagnostics)),
        kind: fields.get("kind").and_then(|node| kind(node, diagnostics)),
        optional: fields.optional("optional").is_some_and(|node| is_true(node, diagnostics)),
    })
}

fn kind(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawKind> {
    const KIND: VariantNames = VariantNames {
        chinese: "问题类型",
        english: "a kind of question",
        english_kind: "kind of question",
        forms: &["Choice([…])", "Amount", "Date", "OrderNumber", "ErrorText", "ShortText"],
    };
    let variant = Variant::read(node, "unknown-kind", &KIND, diagnostics)?;
    if variant.name == "Choice" {
        let [choices] = variant.values(diagnostics)?;
        return list(choices, diagnostics, task).map(RawKind::Choice);
    }
    let [] = variant.values(diagnostics)?;
    Some(match variant.name {
        "Amount" => RawKind::Amount,
        "Date" => RawKind::Date,
        "OrderNumber" => RawKind::OrderNumber,
        "ErrorText" => RawKind::ErrorText,
        _ => RawKind::ShortText,
    })
}

fn block(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawBlock> {
    const BLOCK: VariantNames = VariantNames {
        chinese: "正文段落",
        english: "a paragraph",
        english_kind: "kind of paragraph",
        forms: &["Text(…)", "Steps([…])", "List([…])", "Note(…)", "Warning(…)", "Link(…)"],
    };
    let variant = Variant::read(node, "unknown-block", &BLOCK, diagnostics)?;
    if variant.name == "Link" {
        let fields = Fields::of(variant.items, &variant.span, &["text", "to"], &[], diagnostics);
        return Some(RawBlock::Link {
            text: fields.get("text").and_then(|node| text(node, diagnostics)),
            to: fields.get("to").and_then(|node| name(node, diagnostics)),
        });
    }
    let [content] = variant.values(diagnostics)?;
    match variant.name {
        "Steps" => Some(RawBlock::Steps(texts(Some(content), diagnostics))),
        "List" => Some(RawBlock::List(texts(Some(content), diagnostics))),
        "Note" => text(content, diagnostics).map(RawBlock::Note),
        "Warning" => text(content, diagnostics).map(RawBlock::Warning),
        _ => text(content, diagnostics).map(RawBlock::Text),
    }
}

fn tool(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawTool> {
    const TOOL: VariantNames = VariantNames {
        chinese: "工具",
        english: "a tool",
        english_kind: "tool",
        forms: &["ClearBrowserData", "OpenLink(…)", "CopyText(…)", "SaveReport", "ContactSupport"],
    };
    let variant = Variant::read(node, "unknown-tool", &TOOL, diagnostics)?;
    match variant.name {
        "OpenLink" => {
            let fields = Fields::of(variant.items, &variant.span, &["text", "to"], &[], diagnostics);
            Some(RawTool::OpenLink {
                text: fields.get("text").and_then(|node| text(node, diagnostics)),
                to: fields.get("to").and_then(|node| name(node, diagnostics)),
            })
        }
        "CopyText" => {
            let fields = Fields::of(variant.items, &variant.span, &["label", "text"], &[], diagnostics);
            Some(RawTool::CopyText {
                label: fields.get("label").and_then(|node| text(node, diagnostics)),
                text: fields.get("text").and_then(|node| text(node, diagnostics)),
            })
        }
        name => {
            let [] = variant.values(diagnostics)?;
            Some(match name {
                "ClearBrowserData" => RawTool::ClearBrowserData,
                "SaveReport" => RawTool::SaveReport,
                _ => RawTool::ContactSupport,
            })
        }
    }
}
