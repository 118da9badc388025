//! The page in one language.

use super::rich::RichText;
use super::step::PageSection;
use super::{PageReason, anchor, section_anchor};
use crate::browser::BrowserTable;
use crate::lang::{Lang, Strings, Text, fill};
use crate::pack::{Contact, Guide, Link, MailAddress, Pack, Tool, plain};

/// The page in one language.
#[derive(Debug)]
pub(super) struct Article<'p> {
    pub(super) lang: Lang,
    pub(super) words: &'static Strings,
    /// Whether it is visible before the reader follows a link to another language.
    pub(super) rank: &'static str,
    pub(super) others: Vec<Lang>,
    pub(super) name: RichText,
    pub(super) lead: &'static str,
    pub(super) guides: Vec<GuideSection<'p>>,
    /// The anchor of the contents.
    pub(super) contents: String,
    /// The anchor of the section about support.
    pub(super) support: String,
    /// How to clear browsers by hand; `None` if no guide needs it.
    pub(super) clear: Option<ClearSection>,
    pub(super) contact: ContactSection<'p>,
}

/// One guide.
#[derive(Debug)]
pub(super) struct GuideSection<'p> {
    pub(super) anchor: String,
    pub(super) title: RichText,
    pub(super) summary: RichText,
    pub(super) steps: Vec<PageSection<'p>>,
}

/// How to clear browsers by hand.
#[derive(Debug)]
pub(super) struct ClearSection {
    pub(super) anchor: String,
    pub(super) browsers: Vec<ManualClearing>,
    /// The words for any other browser.
    pub(super) other: String,
}

/// How to clear one browser, or several similar ones, by hand.
#[derive(Debug)]
pub(super) struct ManualClearing {
    pub(super) names: String,
    pub(super) why: Option<RichText>,
    pub(super) steps: Vec<RichText>,
    /// The browser's own page for it, to paste into its address bar.
    pub(super) page: Option<String>,
}

/// How to reach support.
#[derive(Debug)]
pub(super) struct ContactSection<'p> {
    pub(super) page: &'p Link,
    /// Whether the address is confirmed, in words.
    pub(super) confirmation: String,
    /// Whether the address's owner has confirmed it.
    pub(super) checked: bool,
    pub(super) mail: Option<&'p MailAddress>,
    pub(super) bring: Vec<RichText>,
    pub(super) never: Vec<RichText>,
}

impl<'p> Article<'p> {
    pub(super) fn of(pack: &'p Pack, lang: Lang, first: Lang, reason: PageReason) -> Self {
        let words = Strings::of(lang);
        let clears = |guide: &Guide| {
            guide.pages.iter().flat_map(|page| &page.tools).any(|tool| matches!(tool, Tool::ClearBrowserData))
        };
        Self {
            lang,
            words,
            rank: if lang == first { "first" } else { "other" },
            others: pack.languages.iter().copied().filter(|other| *other != lang).collect(),
            name: RichText::of(pack.name.get(lang)),
            lead: match reason {
                PageReason::NoWindow => words.guide.no_window,
                PageReason::Asked => words.guide.asked,
            },
            guides: pack.wizards.iter().map(|guide| guide_section(lang, guide)).collect(),
            contents: section_anchor(lang, "contents"),
            support: section_anchor(lang, "support"),
            clear: pack.wizards.iter().any(clears).then(|| clear_section(pack, lang)),
            contact: contact_section(pack, lang),
        }
    }
}

fn guide_section(lang: Lang, guide: &Guide) -> GuideSection<'_> {
    GuideSection {
        anchor: anchor(lang, &[guide.id.as_str()]),
        title: RichText::of(guide.title.get(lang)),
        summary: RichText::of(guide.summary.get(lang)),
        steps: (1..).zip(&guide.pages).map(|(number, page)| PageSection::of(lang, guide, page, number)).collect(),
    }
}

fn clear_section(pack: &Pack, lang: Lang) -> ClearSection {
    let words = Strings::of(lang);
    let sites = pack.hosts.join(words.page.listed);
    let site = pack.hosts.first().map_or("", String::as_str);
    let mut browsers = Vec::new();
    // The table is built in, and a test reads it. Without it, only the words for other browsers remain.
    if let Ok(table) = BrowserTable::built_in() {
        for (names, hand) in table.by_hand_groups() {
            let names = names.join(words.page.listed);
            let values = [("browser", names.as_str()), ("sites", sites.as_str()), ("site", site)];
            let rich = |text: &Text| RichText::of(&fill(text.get(lang), &values));
            browsers.push(ManualClearing {
                why: hand.why.as_ref().map(rich),
                steps: hand.steps.iter().map(rich).collect(),
                page: hand.page.as_ref().map(|page| fill(page, &values)),
                names,
            });
        }
    }
    let browser = words.guide.your_browser;
    ClearSection {
        anchor: section_anchor(lang, "clear"),
        browsers,
        other: fill(words.clear.hand.no_steps, &[("browser", browser), ("sites", &sites)]),
    }
}

fn contact_section(pack: &Pack, lang: Lang) -> ContactSection<'_> {
    let words = &Strings::of(lang).support;
    let Contact { page, mail, checked, source, bring, never } = &pack.contact;
    let confirmation = if let Some(date) = checked {
        fill(words.checked, &[("date", &date.to_string())])
    } else {
        let source = source.as_ref().map(|source| plain(source.get(lang))).unwrap_or_default();
        let hosts = pack.hosts.join(Strings::of(lang).page.listed);
        let otherwise = fill(words.otherwise, &[("host", &hosts)]);
        let gap = if lang == Lang::English { " " } else { "" };
        let sentences = [words.unchecked, &source, &otherwise].into_iter().filter(|part| !part.is_empty());
        sentences.collect::<Vec<_>>().join(gap)
    };
    ContactSection {
        page,
        confirmation,
        checked: checked.is_some(),
        mail: mail.as_ref(),
        bring: bring.iter().map(|text| RichText::of(text.get(lang))).collect(),
        never: never.iter().map(|text| RichText::of(text.get(lang))).collect(),
    }
}
