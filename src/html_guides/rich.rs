//! A pack's text with its emphasis.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::pack::{Run, Strength, inline};

/// A text in runs. The template is one line, because white space between runs would be visible.
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r"{% for run in runs %}{% match run.strength %}{% when Strength::Plain %}{{ run.words }}{% when Strength::Strong %}<strong>{{ run.words }}</strong>{% endmatch %}{% endfor %}"
)]
pub(super) struct RichText {
    runs: Vec<Run>,
}

impl RichText {
    pub(super) fn of(text: &str) -> Self {
        Self { runs: inline(text) }
    }
}

/// Its template has escaped the words already.
impl HtmlSafe for RichText {}
