//! A pack's text with its emphasis.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::pack::{Run, Strength, inline};

/// A text in runs. One line, because white space between runs would be seen.
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r"{% for run in runs %}{% match run.strength %}{% when Strength::Plain %}{{ run.words }}{% when Strength::Strong %}<strong>{{ run.words }}</strong>{% endmatch %}{% endfor %}"
)]
pub(super) struct Rich {
    runs: Vec<Run>,
}

impl Rich {
    pub(super) fn of(text: &str) -> Self {
        Self { runs: inline(text) }
    }
}

/// It has escaped its own words already.
impl HtmlSafe for Rich {}
