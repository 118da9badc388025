//! Texts on the page: placeholders as chips, and the other language beside the first.

use askama::Template;
use askama::filters::HtmlSafe;

use super::super::sheet::SheetText;
use crate::lang::Lang;
use crate::redact::placeholders;

/// A piece of a text.
enum HtmlPiece<'t> {
    Plain(&'t str),
    Hidden(&'t str),
}

/// A text with its placeholders as chips. The template is one line, because white space between the pieces would show.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% for piece in pieces %}{% match piece %}{% when HtmlPiece::Plain(words) %}{{ words }}{% when HtmlPiece::Hidden(words) %}<span class="hidden">{{ words }}</span>{% endmatch %}{% endfor %}"#
)]
struct Chips<'t> {
    pieces: Vec<HtmlPiece<'t>>,
}

impl<'t> Chips<'t> {
    fn of(text: &'t str) -> Self {
        let mut pieces = Vec::new();
        let mut done = 0;
        // Most texts have no brackets.
        let hidden = if text.contains(['[', '［']) { placeholders(text) } else { Vec::new() };
        for hidden in hidden {
            pieces.push(HtmlPiece::Plain(text.get(done..hidden.range.start).unwrap_or_default()));
            pieces.push(HtmlPiece::Hidden(text.get(hidden.range.clone()).unwrap_or_default()));
            done = hidden.range.end;
        }
        pieces.push(HtmlPiece::Plain(text.get(done..).unwrap_or_default()));
        Self { pieces }
    }
}

/// A text in both languages if they differ. The second has a language tag for screen readers.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ own }}{% if let Some((tag, words)) = beside %} <span lang="{{ tag }}" class="beside">{{ words }}</span>{% endif %}"#
)]
pub(super) struct HtmlText<'t> {
    own: Chips<'t>,
    beside: Option<(&'static str, Chips<'t>)>,
}

impl<'t> HtmlText<'t> {
    pub(super) fn of(text: &'t SheetText, beside: Option<Lang>) -> Self {
        let other = text.beside.as_deref().zip(beside);
        Self { own: Chips::of(&text.words), beside: other.map(|(words, lang)| (lang.tag(), Chips::of(words))) }
    }
}

/// Both templates have escaped their texts already.
impl HtmlSafe for Chips<'_> {}
impl HtmlSafe for HtmlText<'_> {}
