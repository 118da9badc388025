//! Draws a problem with its line, as compilers do.
//!
//! Owns the layout for a terminal. Must not know where the text is printed.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::problem::{Problem, Severity};
use crate::lang::Lang;

/// Whether the text has colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Styled {
    /// With colours.
    Coloured,
    /// Without colours.
    Plain,
}

/// The problem with its line of `source`, which is the file's [`super::text_of`]. `shown` is the file's path as the
/// reader knows it.
pub fn render(problem: &Problem, shown: &str, source: &str, lang: Lang, styled: Styled) -> String {
    let (word, help_word) = match lang {
        Lang::Chinese => (if problem.severity == Severity::Error { "错误" } else { "警告" }, "建议"),
        Lang::English => (if problem.severity == Severity::Error { "error" } else { "warning" }, "help"),
    };
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.with_name(word).primary_title(problem.message.get(lang)).id(problem.code);
    let span = shown_span(problem, source);
    let snippet = Snippet::source(source).path(shown).annotation(AnnotationKind::Primary.span(span));
    let mut report: Vec<Group<'_>> = vec![title.element(snippet)];
    if let Some(help) = &problem.help {
        report.push(Group::with_title(Level::HELP.with_name(help_word).secondary_title(help.get(lang))));
    }
    let renderer = match styled {
        Styled::Coloured => Renderer::styled(),
        Styled::Plain => Renderer::plain(),
    };
    renderer.render(&report)
}

/// The part of the place on its first line, because underlining many lines helps no reader.
fn shown_span(problem: &Problem, source: &str) -> std::ops::Range<usize> {
    let start = problem.place.span.start.min(source.len());
    let Some(rest) = source.get(start..) else { return 0..0 };
    let line = rest.find('\n').unwrap_or(rest.len());
    let end = problem.place.span.end.clamp(start, start + line);
    let end = if source.is_char_boundary(end) { end } else { start };
    start..end
}
