//! Texts exist in every language, are not empty, and close their emphasis.

use super::super::diagnostics::{Diagnostics, Name, both};
use super::super::inline::is_closed;
use super::super::raw::{RawAsk, RawBlock, RawGuide, RawKind, RawPage, RawText, RawTool, RawWords};
use super::PackContext;
use crate::lang::Lang;

/// Every text of a guide.
pub(super) fn all(guide: &RawGuide) -> Vec<&RawText> {
    let mut texts: Vec<&RawText> = guide.title.iter().chain(&guide.summary).collect();
    for page in &guide.pages {
        of_page(page, &mut texts);
    }
    texts
}

fn of_page<'a>(page: &'a RawPage, texts: &mut Vec<&'a RawText>) {
    texts.extend(page.title.iter().chain(&page.why).chain(&page.check));
    for block in &page.body {
        match block {
            RawBlock::Text(text) | RawBlock::Note(text) | RawBlock::Warning(text) => texts.push(text),
            RawBlock::Steps(list) | RawBlock::List(list) => texts.extend(list),
            RawBlock::Link { text, .. } => texts.extend(text),
        }
    }
    for task in &page.tasks {
        texts.extend(task.text.iter().chain(&task.hint));
    }
    for ask in &page.asks {
        of_ask(ask, texts);
    }
    for tool in &page.tools {
        match tool {
            RawTool::OpenLink { text, .. } => texts.extend(text),
            RawTool::CopyText { label, text } => texts.extend(label.iter().chain(text)),
            RawTool::ClearBrowserData | RawTool::SaveReport | RawTool::ContactSupport => {}
        }
    }
    for exit in page.exits.iter().flat_map(|exits| &exits.value) {
        texts.extend(&exit.because);
    }
}

fn of_ask<'a>(ask: &'a RawAsk, texts: &mut Vec<&'a RawText>) {
    texts.extend(ask.text.iter().chain(&ask.hint));
    if let Some(RawKind::Choice(choices)) = &ask.kind {
        for choice in &choices.value {
            texts.extend(choice.text.iter().chain(&choice.hint));
        }
    }
}

pub(super) fn check_guide(guide: &RawGuide, context: &PackContext, diagnostics: &mut Diagnostics<'_>) {
    for text in all(guide) {
        check(text, context, diagnostics);
    }
    for (lang, words) in &guide.says {
        if let (Some(first), false) = (words.first(), context.languages.is_empty() || context.languages.contains(lang))
        {
            unused(*lang, first, diagnostics);
        }
        for words in words {
            not_empty(words, diagnostics);
        }
    }
    for walk in &guide.walks {
        if let Some(name) = &walk.name {
            not_empty(name, diagnostics);
        }
    }
}

pub(super) fn check(text: &RawText, context: &PackContext, diagnostics: &mut Diagnostics<'_>) {
    let by = match &text.words {
        RawWords::Same(words) => {
            words_are_fine(words, diagnostics);
            return;
        }
        RawWords::ByLanguage(by) => by,
    };
    for lang in context.languages.iter().filter(|lang| by.iter().all(|(there, _)| there != *lang)) {
        let tag = lang.tag();
        let (chinese, english) = match lang {
            Lang::Chinese => ("中文", "Chinese"),
            Lang::English => ("英文", "English"),
        };
        let message =
            both(format!("这段文字缺少{chinese}（`{tag}`）"), format!("this text has no {english} version (`{tag}`)"));
        let help = both(format!("在 {{ }} 里补上 \"{tag}\": \"…\""), format!("add \"{tag}\": \"…\" inside the {{ }}"));
        diagnostics.error("missing-language", &(text.span.start..text.span.start + 1), message, help);
    }
    if by.is_empty() && context.languages.is_empty() {
        let message = both("这段文字是空的", "this text is empty");
        diagnostics.error("empty-text", &text.span, message, None);
    }
    for (lang, words) in by {
        if !context.languages.is_empty() && !context.languages.contains(lang) {
            unused(*lang, words, diagnostics);
        }
        words_are_fine(words, diagnostics);
    }
}

fn unused(lang: Lang, words: &Name, diagnostics: &mut Diagnostics<'_>) {
    let tag = lang.tag();
    let message = both(
        format!("`{tag}` 不在本内容包的 `languages` 里，这段文字不会显示"),
        format!("`{tag}` is not in the pack's `languages`, so this text is never shown"),
    );
    diagnostics.warning("unused-language", &words.span, message, None);
}

fn words_are_fine(words: &Name, diagnostics: &mut Diagnostics<'_>) {
    not_empty(words, diagnostics);
    nothing_hidden(words, diagnostics);
    if !is_closed(&words.value) {
        let message = both("强调标记 ** 没有成对", "the emphasis mark ** is not closed");
        let help = both("在要强调的文字前后各写一个 **", "write ** before and after the emphasised words");
        diagnostics.warning("unclosed-emphasis", &words.span, message, help);
    }
}

/// Marks that change the direction of writing can make an address look like another one, and control characters show as
/// boxes. Chinese and English need neither.
fn nothing_hidden(words: &Name, diagnostics: &mut Diagnostics<'_>) {
    let is_hidden = |c: char| {
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    };
    if let Some(hidden) = words.value.chars().find(|c| is_hidden(*c)) {
        let code = format!("U+{:04X}", u32::from(hidden));
        let message = both(
            format!("这段文字里有看不见的字符（{code}），它会打乱文字的顺序或显示成方块"),
            format!("there is an invisible character ({code}) in this text; it can turn words around or show as a box"),
        );
        let help = both("把这段文字重新打一遍，不要粘贴", "type the text again instead of pasting it");
        diagnostics.error("hidden-character", &words.span, message, help);
    }
}

fn not_empty(words: &Name, diagnostics: &mut Diagnostics<'_>) {
    if words.value.trim().is_empty() {
        let message = both("这段文字是空的", "this text is empty");
        diagnostics.error(
            "empty-text",
            &words.span,
            message,
            both("写上文字，或者删掉这个字段", "write something, or delete the field"),
        );
    }
}
