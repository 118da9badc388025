//! The guides as one page for a browser, for machines on which no window can open.
//!
//! Owns the page: every guide of a pack in each of its languages, with boxes to tick, and exits as links within the page.
//! It has no script, loads nothing from a network, and links only to the pack's own addresses.
//! Must not know why a window could not open, where the page is saved, or who opens it.

mod article;
mod next_steps;
mod page;
mod rich;
mod step;

use askama::Template as _;

use self::article::Article;
use self::page::GuidesDocument;
use crate::lang::Lang;
use crate::pack::Pack;

/// Why the page is written. Its first lines say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageReason {
    /// The program's window could not open.
    NoWindow,
    /// A command asked for the guides as a page.
    Asked,
}

/// The page could not be written. No pack is known for which that happens.
#[derive(Debug, thiserror::Error)]
#[error("the guides could not be written as a page: {0}")]
pub struct PageError(#[from] askama::Error);

/// The pack's guides as one HTML document, with this language first if the pack has it. The template escapes everything
/// that comes from the pack.
pub fn guide_page(pack: &Pack, lang: Lang, reason: PageReason) -> Result<String, PageError> {
    let first = pack.languages.iter().copied().find(|known| *known == lang).or(pack.languages.first().copied());
    let first = first.unwrap_or(lang);
    let others = pack.languages.iter().copied().filter(|other| *other != first);
    let articles = std::iter::once(first).chain(others).map(|lang| Article::of(pack, lang, first, reason)).collect();
    let page = GuidesDocument {
        lang: first,
        title: pack.name.get(first),
        style: include_str!("../../assets/guide/guide.css"),
        articles,
    };
    Ok(page.render()?)
}

/// The anchor of a guide or one of its pages in one language. Ids have no dots, so no two anchors are the same.
fn anchor(lang: Lang, names: &[&str]) -> String {
    let mut anchor = lang.tag().to_owned();
    for name in names {
        anchor.push('.');
        anchor.push_str(name);
    }
    anchor
}

/// The anchor of a part that exists once in each language.
fn section_anchor(lang: Lang, name: &str) -> String {
    format!("{}-{name}", lang.tag())
}
