//! The guides as one page for a browser, for machines on which no window can open.
//!
//! Owns the page: every wizard of a pack in each of its languages, with boxes to tick, and ways on as links within it.
//! It has no script, asks nothing of any network, and links to nothing but the pack's own addresses.
//! Must not know why a window could not open, where the page is kept, or who opens it.

mod article;
mod page;
mod rich;
mod step;
mod ways;

use askama::Template as _;

use self::article::Article;
use self::page::Page;
use crate::lang::Lang;
use crate::pack::Pack;

/// Why somebody reads the page, which its first lines say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageReason {
    /// The program's window could not open.
    NoWindow,
    /// Somebody asked for the guides as a page.
    Asked,
}

/// The page could not be written. There is no pack for which that is known to happen.
#[derive(Debug, thiserror::Error)]
#[error("the guides could not be written as a page: {0}")]
pub struct PageError(#[from] askama::Error);

/// The pack's wizards as one HTML document, this language first where the pack has it, the others behind it. Whatever
/// comes from the pack is escaped by the template.
pub fn guide_page(pack: &Pack, lang: Lang, reason: PageReason) -> Result<String, PageError> {
    let first = pack.languages.iter().copied().find(|known| *known == lang).or(pack.languages.first().copied());
    let first = first.unwrap_or(lang);
    let others = pack.languages.iter().copied().filter(|other| *other != first);
    let articles = std::iter::once(first).chain(others).map(|lang| Article::of(pack, lang, first, reason)).collect();
    let page = Page {
        lang: first,
        title: pack.name.get(first),
        style: include_str!("../../assets/guide/guide.css"),
        articles,
    };
    Ok(page.render()?)
}

/// The anchor of a wizard or one of its pages in one language. Their names hold no dots, so no two share one.
fn anchor(lang: Lang, names: &[&str]) -> String {
    let mut anchor = lang.tag().to_owned();
    for name in names {
        anchor.push('.');
        anchor.push_str(name);
    }
    anchor
}

/// The anchor of a part that is there once in each language.
fn place(lang: Lang, name: &str) -> String {
    format!("{}-{name}", lang.tag())
}
