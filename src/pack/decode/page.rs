//! Pages: their bodies, tasks, questions and tools.
//!
//! Owns what stands on a page. Must not know where its exits lead.

use super::super::desk::{Diagnostics, Spanned, both};
use super::super::node::Node;
use super::super::raw::{RawAsk, RawBlock, RawKind, RawPage, RawTask, RawTool};
use super::fields::Fields;
use super::rules::exit;
use super::values::{Called, Variant, is_true, list, name, number, text};
use super::{items, texts};

/// Longer than this is no step of a guide.
const LONGEST_MINUTES: u16 = 120;

pub(super) fn page(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawPage> {
    const OPTIONAL: &[&str] = &["why", "minutes", "body", "tasks", "asks", "tools", "check"];
    let fields = Fields::read(node, &["id", "title", "exits"], OPTIONAL, desk)?;
    Some(RawPage {
        span: node.span.clone(),
        id: fields.get("id").and_then(|node| name(node, desk)),
        title: fields.get("title").and_then(|node| text(node, desk)),
        why: fields.optional("why").and_then(|node| text(node, desk)),
        minutes: fields.optional("minutes").and_then(|node| number(node, desk)).and_then(|n| minutes(&n, desk)),
        body: items(fields.optional("body"), desk, block),
        tasks: items(fields.optional("tasks"), desk, task),
        asks: items(fields.optional("asks"), desk, ask),
        tools: items(fields.optional("tools"), desk, tool),
        check: fields.optional("check").and_then(|node| text(node, desk)),
        exits: fields.get("exits").and_then(|node| list(node, desk, exit)),
    })
}

fn minutes(number: &Spanned<i64>, desk: &mut Diagnostics<'_>) -> Option<u16> {
    let minutes = u16::try_from(number.value).ok().filter(|minutes| (1..=LONGEST_MINUTES).contains(minutes));
    if minutes.is_none() {
        let given = number.value;
        let message = both(
            format!("`minutes` 要在 1 到 {LONGEST_MINUTES} 之间，现在是 {given}"),
            format!("`minutes` must be between 1 and {LONGEST_MINUTES}; it is {given}"),
        );
        desk.error("bad-minutes", &number.span, message, None);
    }
    minutes
}

fn task(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawTask> {
    let fields = Fields::read(node, &["id", "text"], &["hint"], desk)?;
    Some(RawTask {
        id: fields.get("id").and_then(|node| name(node, desk)),
        text: fields.get("text").and_then(|node| text(node, desk)),
        hint: fields.optional("hint").and_then(|node| text(node, desk)),
    })
}

fn ask(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawAsk> {
    let fields = Fields::read(node, &["id", "text", "kind"], &["hint", "optional"], desk)?;
    Some(RawAsk {
        id: fields.get("id").and_then(|node| name(node, desk)),
        text: fields.get("text").and_then(|node| text(node, desk)),
        hint: fields.optional("hint").and_then(|node| text(node, desk)),
        kind: fields.get("kind").and_then(|node| kind(node, desk)),
        optional: fields.optional("optional").is_some_and(|node| is_true(node, desk)),
    })
}

fn kind(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawKind> {
    const KIND: Called = Called {
        chinese: "问题类型",
        english: "a kind of question",
        english_kind: "kind of question",
        forms: &["Choice([…])", "Amount", "Date", "OrderNumber", "ErrorText", "ShortText"],
    };
    let variant = Variant::read(node, "unknown-kind", &KIND, desk)?;
    if variant.name == "Choice" {
        let [choices] = variant.values(desk)?;
        return list(choices, desk, task).map(RawKind::Choice);
    }
    let [] = variant.values(desk)?;
    Some(match variant.name {
        "Amount" => RawKind::Amount,
        "Date" => RawKind::Date,
        "OrderNumber" => RawKind::OrderNumber,
        "ErrorText" => RawKind::ErrorText,
        _ => RawKind::ShortText,
    })
}

fn block(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawBlock> {
    const BLOCK: Called = Called {
        chinese: "正文段落",
        english: "a paragraph",
        english_kind: "kind of paragraph",
        forms: &["Text(…)", "Steps([…])", "List([…])", "Note(…)", "Warning(…)", "Link(…)"],
    };
    let variant = Variant::read(node, "unknown-block", &BLOCK, desk)?;
    if variant.name == "Link" {
        let fields = Fields::of(variant.items, &variant.span, &["text", "to"], &[], desk);
        return Some(RawBlock::Link {
            text: fields.get("text").and_then(|node| text(node, desk)),
            to: fields.get("to").and_then(|node| name(node, desk)),
        });
    }
    let [content] = variant.values(desk)?;
    match variant.name {
        "Steps" => Some(RawBlock::Steps(texts(Some(content), desk))),
        "List" => Some(RawBlock::List(texts(Some(content), desk))),
        "Note" => text(content, desk).map(RawBlock::Note),
        "Warning" => text(content, desk).map(RawBlock::Warning),
        _ => text(content, desk).map(RawBlock::Text),
    }
}

fn tool(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawTool> {
    const TOOL: Called = Called {
        chinese: "工具",
        english: "a tool",
        english_kind: "tool",
        forms: &["ClearBrowserData", "OpenLink(…)", "CopyText(…)", "SaveReport", "ContactSupport"],
    };
    let variant = Variant::read(node, "unknown-tool", &TOOL, desk)?;
    match variant.name {
        "OpenLink" => {
            let fields = Fields::of(variant.items, &variant.span, &["text", "to"], &[], desk);
            Some(RawTool::OpenLink {
                text: fields.get("text").and_then(|node| text(node, desk)),
                to: fields.get("to").and_then(|node| name(node, desk)),
            })
        }
        "CopyText" => {
            let fields = Fields::of(variant.items, &variant.span, &["label", "text"], &[], desk);
            Some(RawTool::CopyText {
                label: fields.get("label").and_then(|node| text(node, desk)),
                text: fields.get("text").and_then(|node| text(node, desk)),
            })
        }
        name => {
            let [] = variant.values(desk)?;
            Some(match name {
                "ClearBrowserData" => RawTool::ClearBrowserData,
                "SaveReport" => RawTool::SaveReport,
                _ => RawTool::ContactSupport,
            })
        }
    }
}
