//! Pages written in Markdown: headings, paragraphs, lists, strong words, names of files.
//!
//! The privacy page is one file per language, which people also read on the web.

use std::sync::LazyLock;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::Lang;

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ProseBlock {
    /// The title of the page.
    Title(String),
    /// The heading of a section.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<ProseRun>),
    /// One point of a list.
    Point(Vec<ProseRun>),
}

/// Words of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProseRun {
    /// The words, never empty.
    pub(crate) words: String,
    /// Their style.
    pub(crate) style: ProseStyle,
}

/// The style of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProseStyle {
    /// As the rest.
    Plain,
    /// They stand out.
    Strong,
    /// The name of a file or a folder.
    Code,
}

static CHINESE: LazyLock<Vec<ProseBlock>> =
    LazyLock::new(|| parse(include_str!("../../assets/privacy/zh-CN.md"), Lang::Chinese));
static ENGLISH: LazyLock<Vec<ProseBlock>> =
    LazyLock::new(|| parse(include_str!("../../assets/privacy/en.md"), Lang::English));

/// The privacy page: what the program saves, where, how long, how to delete it, and what it never sends.
pub(crate) fn privacy(lang: Lang) -> &'static [ProseBlock] {
    match lang {
        Lang::Chinese => &CHINESE,
        Lang::English => &ENGLISH,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "our pages use only these parts of Markdown")]
fn parse(markdown: &str, lang: Lang) -> Vec<ProseBlock> {
    // Our files have a sentence on each line. Chinese has no spaces between sentences.
    let between_lines = if lang == Lang::Chinese { "" } else { " " };
    let mut blocks = Vec::new();
    let mut runs = Vec::new();
    let mut style = ProseStyle::Plain;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Strong) => style = ProseStyle::Strong,
            Event::End(TagEnd::Strong) => style = ProseStyle::Plain,
            Event::Text(words) => push(&mut runs, &words, style),
            Event::Code(words) => push(&mut runs, &words, ProseStyle::Code),
            Event::SoftBreak | Event::HardBreak => push(&mut runs, between_lines, style),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => blocks.push(ProseBlock::Title(words(&mut runs))),
            Event::End(TagEnd::Heading(_)) => blocks.push(ProseBlock::Heading(words(&mut runs))),
            Event::End(TagEnd::Paragraph) => blocks.push(ProseBlock::Paragraph(std::mem::take(&mut runs))),
            Event::End(TagEnd::Item) => blocks.push(ProseBlock::Point(std::mem::take(&mut runs))),
            _ => {}
        }
    }
    blocks
}

fn push(runs: &mut Vec<ProseRun>, words: &str, style: ProseStyle) {
    match runs.last_mut() {
        _ if words.is_empty() => {}
        Some(last) if last.style == style => last.words.push_str(words),
        _ => runs.push(ProseRun { words: words.to_owned(), style }),
    }
}

fn words(runs: &mut Vec<ProseRun>) -> String {
    std::mem::take(runs).into_iter().map(|run| run.words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str, style: ProseStyle) -> ProseRun {
        ProseRun { words: words.to_owned(), style }
    }

    #[test]
    fn headings_paragraphs_and_points_are_distinguished() {
        let page = "# Privacy\n\n**Nothing** is sent.\nReally.\n\n## Where\n\n- **Log:** in `~/logs`\n- Reports\n";
        assert_eq!(
            parse(page, Lang::English),
            [
                ProseBlock::Title("Privacy".to_owned()),
                ProseBlock::Paragraph(vec![
                    run("Nothing", ProseStyle::Strong),
                    run(" is sent. Really.", ProseStyle::Plain)
                ]),
                ProseBlock::Heading("Where".to_owned()),
                ProseBlock::Point(vec![
                    run("Log:", ProseStyle::Strong),
                    run(" in ", ProseStyle::Plain),
                    run("~/logs", ProseStyle::Code)
                ]),
                ProseBlock::Point(vec![run("Reports", ProseStyle::Plain)]),
            ]
        );
    }

    #[test]
    fn chinese_lines_join_without_a_space() {
        assert_eq!(
            parse("它不联网。\n它没有账号。\n", Lang::Chinese),
            [ProseBlock::Paragraph(vec![run("它不联网。它没有账号。", ProseStyle::Plain)])]
        );
    }

    /// The words of every block of a page.
    fn all_words(blocks: &[ProseBlock]) -> Vec<String> {
        let joined = |runs: &[ProseRun]| runs.iter().map(|run| run.words.as_str()).collect::<String>();
        let words = blocks.iter().map(|block| match block {
            ProseBlock::Title(words) | ProseBlock::Heading(words) => words.clone(),
            ProseBlock::Paragraph(runs) | ProseBlock::Point(runs) => joined(runs),
        });
        words.collect()
    }

    #[test]
    fn no_mark_of_markdown_is_left_in_the_text() {
        for lang in Lang::ALL {
            for words in all_words(privacy(lang)) {
                assert!(!words.is_empty() && !words.contains(['*', '`', '#', '|', '<', '[']), "{lang:?}: {words}");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_sections_with_the_same_number_of_points() {
        let shape = |lang| {
            let kinds = privacy(lang).iter().map(|block| match block {
                ProseBlock::Title(_) => "title",
                ProseBlock::Heading(_) => "heading",
                ProseBlock::Paragraph(_) => "paragraph",
                ProseBlock::Point(_) => "point",
            });
            kinds.collect::<Vec<_>>()
        };
        assert_eq!(shape(Lang::Chinese), shape(Lang::English));
        assert_eq!(shape(Lang::English).iter().filter(|kind| **kind == "title").count(), 1);
        assert!(shape(Lang::English).len() > 30, "the pages were found at all");
    }
}
