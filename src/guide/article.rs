//! Everything in one language.

use super::rich::Rich;
use super::step::Step;
use super::{PageReason, anchor, place};
use crate::browser::BrowserTable;
use crate::lang::{Lang, Strings, Text, fill};
use crate::pack::{Contact, Guide, Link, MailAddress, Pack, Tool, plain};

/// The page in one language.
#[derive(Debug)]
pub(super) struct Article<'p> {
    pub(super) lang: Lang,
    pub(super) words: &'static Strings,
    /// Whether it is on screen before a link leads to another language.
    pub(super) rank: &'static str,
    pub(super) others: Vec<Lang>,
    pub(super) name: Rich,
    pub(super) lead: &'static str,
    pub(super) wizards: Vec<Chapter<'p>>,
    /// Anchors.
    pub(super) contents: String,
    pub(super) support: String,
    /// Clearing a browser by hand; `None` where no wizard asks for it.
    pub(super) clear: Option<Clear>,
    pub(super) contact: Way<'p>,
}

/// One wizard.
#[derive(Debug)]
pub(super) struct Chapter<'p> {
    pub(super) anchor: String,
    pub(super) title: Rich,
    pub(super) summary: Rich,
    pub(super) steps: Vec<Step<'p>>,
}

/// How browsers are cleared by hand.
#[derive(Debug)]
pub(super) struct Clear {
    pub(super) anchor: String,
    pub(super) hands: Vec<Hand>,
    /// For a browser that is not among them.
    pub(super) other: String,
}

/// How one browser, or several that are alike, are cleared by hand.
#[derive(Debug)]
pub(super) struct Hand {
    pub(super) names: String,
    pub(super) why: Option<Rich>,
    pub(super) steps: Vec<Rich>,
    /// Its own page for it, to be pasted into its address bar.
    pub(super) page: Option<String>,
}

/// The way to a person.
#[derive(Debug)]
pub(super) struct Way<'p> {
    pub(super) page: &'p Link,
    /// What is known of the address, and what is not.
    pub(super) honest: String,
    /// Whether its owner has confirmed it.
    pub(super) checked: bool,
    pub(super) mail: Option<&'p MailAddress>,
    pub(super) bring: Vec<Rich>,
    pub(super) never: Vec<Rich>,
}

impl<'p> Article<'p> {
    pub(super) fn of(pack: &'p Pack, lang: Lang, first: Lang, reason: PageReason) -> Self {
        let words = Strings::of(lang);
        let clears = |wizard: &Guide| {
            wizard.pages.iter().flat_map(|page| &page.tools).any(|tool| matches!(tool, Tool::ClearBrowserData))
        };
        Self {
            lang,
            words,
            rank: if lang == first { "first" } else { "other" },
            others: pack.languages.iter().copied().filter(|other| *other != lang).collect(),
            name: Rich::of(pack.name.get(lang)),
            lead: match reason {
                PageReason::NoWindow => words.guide.no_window,
                PageReason::Asked => words.guide.asked,
            },
            wizards: pack.wizards.iter().map(|wizard| chapter(lang, wizard)).collect(),
            contents: place(lang, "contents"),
            support: place(lang, "support"),
            clear: pack.wizards.iter().any(clears).then(|| clear(pack, lang)),
            contact: way(pack, lang),
        }
    }
}

fn chapter(lang: Lang, wizard: &Guide) -> Chapter<'_> {
    Chapter {
        anchor: anchor(lang, &[wizard.id.as_str()]),
        title: Rich::of(wizard.title.get(lang)),
        summary: Rich::of(wizard.summary.get(lang)),
        steps: (1..).zip(&wizard.pages).map(|(number, page)| Step::of(lang, wizard, page, number)).collect(),
    }
}

fn clear(pack: &Pack, lang: Lang) -> Clear {
    let words = Strings::of(lang);
    let sites = pack.hosts.join(words.page.listed);
    let site = pack.hosts.first().map_or("", String::as_str);
    let mut hands = Vec::new();
    // The table is built in and a test reads it; without it, the words for an unknown browser are left.
    if let Ok(table) = BrowserTable::built_in() {
        for (names, hand) in table.by_hand_groups() {
            let names = names.join(words.page.listed);
            let values = [("browser", names.as_str()), ("sites", sites.as_str()), ("site", site)];
            let rich = |text: &Text| Rich::of(&fill(text.get(lang), &values));
            hands.push(Hand {
                why: hand.why.as_ref().map(rich),
                steps: hand.steps.iter().map(rich).collect(),
                page: hand.page.as_ref().map(|page| fill(page, &values)),
                names,
            });
        }
    }
    let browser = words.guide.your_browser;
    Clear {
        anchor: place(lang, "clear"),
        hands,
        other: fill(words.clear.hand.no_steps, &[("browser", browser), ("sites", &sites)]),
    }
}

fn way(pack: &Pack, lang: Lang) -> Way<'_> {
    let words = &Strings::of(lang).support;
    let Contact { page, mail, checked, source, bring, never } = &pack.contact;
    let honest = if let Some(date) = checked {
        fill(words.checked, &[("date", &date.to_string())])
    } else {
        let source = source.as_ref().map(|source| plain(source.get(lang))).unwrap_or_default();
        let hosts = pack.hosts.join(Strings::of(lang).page.listed);
        let otherwise = fill(words.otherwise, &[("host", &hosts)]);
        let gap = if lang == Lang::English { " " } else { "" };
        let said = [words.unchecked, &source, &otherwise].into_iter().filter(|part| !part.is_empty());
        said.collect::<Vec<_>>().join(gap)
    };
    Way {
        page,
        honest,
        checked: checked.is_some(),
        mail: mail.as_ref(),
        bring: bring.iter().map(|text| Rich::of(text.get(lang))).collect(),
        never: never.iter().map(|text| Rich::of(text.get(lang))).collect(),
    }
}
