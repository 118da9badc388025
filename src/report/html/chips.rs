//! Words on the page: what is hidden in them as chips, the other language's beside them.

use askama::Template;
use askama::filters::HtmlSafe;

use super::super::sheet::SheetText;
use crate::lang::Lang;
use crate::redact::placeholders;

/// A piece of a text.
enum Piece<'t> {
    Plain(&'t str),
    Hidden(&'t str),
}

/// A text with what is hidden in it as chips. One line, because white space between pieces would be seen.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% for piece in pieces %}{% match piece %}{% when Piece::Plain(words) %}{{ words }}{% when Piece::Hidden(words) %}<span class="hidden">{{ words }}</span>{% endmatch %}{% endfor %}"#
)]
struct Chips<'t> {
    pieces: Vec<Piece<'t>>,
}

impl<'t> Chips<'t> {
    fn of(text: &'t str) -> Self {
        let mut pieces = Vec::new();
        let mut done = 0;
        // Most texts have no bracket in them at all.
        let hidden = if text.contains(['[', '［']) { placeholders(text) } else { Vec::new() };
        for hidden in hidden {
            pieces.push(Piece::Plain(text.get(done..hidden.range.start).unwrap_or_default()));
            pieces.push(Piece::Hidden(text.get(hidden.range.clone()).unwrap_or_default()));
            done = hidden.range.end;
        }
        pieces.push(Piece::Plain(text.get(done..).unwrap_or_default()));
        Self { pieces }
    }
}

/// Words in both languages where they differ; what stands beside says in which language it is, for screen readers.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ own }}{% if let Some((tag, words)) = beside %} <span lang="{{ tag }}" class="beside">{{ words }}</span>{% endif %}"#
)]
pub(super) struct Words<'t> {
    own: Chips<'t>,
    beside: Option<(&'static str, Chips<'t>)>,
}

impl<'t> Words<'t> {
    pub(super) fn of(told: &'t SheetText, beside: Option<Lang>) -> Self {
        let words = told.beside.as_deref().zip(beside);
        Self { own: Chips::of(&told.words), beside: words.map(|(words, lang)| (lang.tag(), Chips::of(words))) }
    }
}

/// Both have escaped their own words already.
impl HtmlSafe for Chips<'_> {}
impl HtmlSafe for Words<'_> {}
