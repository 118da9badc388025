//! Adding reports up.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{
    PageSummary, Period, ShareOfAll, Summary, SummaryKind, ToolSummary, UnreadableFile, UnreadableFiles, WizardSummary,
};
use super::times::Times;
use crate::lang::Lang;
use crate::pack::{Outcome, ToolName};
use crate::report::clean::clean_line;
use crate::report::model::{NamedItem, PageStanding, Report, SessionEndKind, TriedPage, UsedTool, UsedToolResult};
use crate::report::{ReadBack, Seal};

/// The version of the summary's JSON.
const FORMAT: u32 = 1;

/// How many wizards are told apart.
const MOST_WIZARDS: usize = 500;

/// How many pages of one wizard are told apart.
const MOST_PAGES: usize = 200;

/// How many pages of all wizards are told apart. A page takes at most 20 kB for its times, so that is 50 MB at worst
/// with the `(other)` page of every wizard.
const MOST_PAGES_IN_ALL: usize = 2_000;

/// The most characters of an id or a title that are kept.
const LONGEST_NAME: usize = 80;

/// The most characters of a file's name and of a reason that are kept.
const LONGEST_FILE: usize = 300;

/// How many unreadable files are named.
const NAMED_FILES: usize = 10;

/// Stands for all beyond the limits.
const OTHER: &str = "(other)";

/// Reports, added up.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    reports: u64,
    damaged: u64,
    unreadable: UnreadableFiles,
    period: Option<Period>,
    wizards: BTreeMap<(String, String), Wizard>,
    pages: usize,
    tools: BTreeMap<ToolName, Uses>,
}

/// The reports on one wizard.
#[derive(Clone, Debug, Default)]
struct Wizard {
    words: BTreeMap<Lang, String>,
    reports: u64,
    solved: u64,
    not_solved: u64,
    left: u64,
    open: u64,
    without_pages: u64,
    pages: BTreeMap<String, Page>,
}

/// What they tell about one page.
#[derive(Clone, Debug, Default)]
struct Page {
    words: BTreeMap<Lang, String>,
    seen: u64,
    times: Times,
    gave_up: u64,
    solved: u64,
}

/// The uses of one tool.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    worked: u64,
    failed: u64,
}

impl Tally {
    /// One more report.
    pub fn add(&mut self, back: &ReadBack) {
        let report = &back.report;
        self.reports += 1;
        self.damaged += u64::from(back.seal != Seal::Whole);
        let made = report.made.at;
        let period = self.period.get_or_insert(Period { from: made, to: made });
        (period.from, period.to) = (period.from.min(made), period.to.max(made));
        for used in report.tried.iter().flat_map(|tried| &tried.tools).chain(&report.elsewhere) {
            self.on_tool(used);
        }
        self.on_wizard(report);
    }

    /// One more file that is no report that can be read.
    pub fn add_unreadable(&mut self, file: &str, why: &str) {
        self.unreadable.count += 1;
        if self.unreadable.first.len() < NAMED_FILES {
            let (file, why) = (short(file, LONGEST_FILE), short(why, LONGEST_FILE));
            self.unreadable.first.push(UnreadableFile { file, why });
        }
    }

    fn on_tool(&mut self, used: &UsedTool) {
        let counts = self.tools.entry(used.tool).or_default();
        match used.result {
            UsedToolResult::Done => counts.worked += 1,
            UsedToolResult::Failed => counts.failed += 1,
        }
    }

    fn on_wizard(&mut self, report: &Report) {
        let name = (short(&report.program.session_pack, LONGEST_NAME), short(&report.problem.id, LONGEST_NAME));
        let is_new = !self.wizards.contains_key(&name);
        let name = if is_new && self.wizards.len() >= MOST_WIZARDS { (String::new(), OTHER.to_owned()) } else { name };
        let wizard = self.wizards.entry(name).or_default();
        call(&mut wizard.words, report.lang, &report.problem);
        wizard.reports += 1;
        match report.ended.id {
            SessionEndKind::Solved => wizard.solved += 1,
            SessionEndKind::NotSolved => wizard.not_solved += 1,
            SessionEndKind::Left => wizard.left += 1,
            SessionEndKind::Open => wizard.open += 1,
        }
        wizard.without_pages += u64::from(report.tried.is_empty());
        // A report names each page once; one that does not is no more worth for it.
        let mut met = BTreeSet::new();
        for tried in report.tried.iter().filter(|tried| met.insert(&tried.page.id)) {
            let page = wizard.page(&tried.page, report.lang, &mut self.pages);
            page.seen += 1;
            page.times.add(tried.took.seconds);
        }
        if let Some(last) = deciding(report) {
            let page = wizard.page(&last.page, report.lang, &mut self.pages);
            if report.ended.id == SessionEndKind::Solved { page.solved += 1 } else { page.gave_up += 1 }
        }
    }

    /// What they all tell.
    pub fn finish(self) -> Summary {
        let mut wizards: Vec<WizardSummary> =
            self.wizards.into_iter().map(|((pack, id), wizard)| wizard.finish(pack, id)).collect();
        // Sorting is stable: what is equal stays in the order of the ids.
        wizards.sort_by_key(|wizard| Reverse(wizard.reports));
        let told = |(tool, uses): (ToolName, Uses)| {
            let used = uses.worked + uses.failed;
            ToolSummary {
                tool,
                used,
                worked: ShareOfAll::of(uses.worked, used),
                failed: ShareOfAll::of(uses.failed, used),
            }
        };
        let mut tools: Vec<ToolSummary> = self.tools.into_iter().map(told).collect();
        tools.sort_by_key(|tool| Reverse(tool.used));
        Summary {
            format: FORMAT,
            kind: SummaryKind::Summary,
            reports: self.reports,
            damaged: self.damaged,
            unreadable: self.unreadable,
            period: self.period,
            wizards,
            tools,
        }
    }
}

impl Wizard {
    /// The page of this name, or the one that stands for all further ones.
    fn page(&mut self, named: &NamedItem, lang: Lang, in_all: &mut usize) -> &mut Page {
        let id = short(&named.id, LONGEST_NAME);
        let is_new = !self.pages.contains_key(&id);
        let is_full = self.pages.len() >= MOST_PAGES || *in_all >= MOST_PAGES_IN_ALL;
        let id = if is_new && is_full { OTHER.to_owned() } else { id };
        *in_all += usize::from(is_new && !is_full);
        let page = self.pages.entry(id).or_default();
        call(&mut page.words, lang, named);
        page
    }

    fn finish(self, pack: String, id: String) -> WizardSummary {
        let gave_up = self.not_solved + self.left + self.open;
        let told = |(id, page): (String, Page)| PageSummary {
            words: if id == OTHER { BTreeMap::new() } else { page.words },
            id,
            seen: page.seen,
            median_seconds: page.times.median(),
            gave_up: ShareOfAll::of(page.gave_up, gave_up),
            solved: ShareOfAll::of(page.solved, self.solved),
        };
        let mut pages: Vec<PageSummary> = self.pages.into_iter().map(told).collect();
        pages.sort_by_key(|page| (Reverse(page.gave_up.count), Reverse(page.seen)));
        WizardSummary {
            pack,
            words: if id == OTHER { BTreeMap::new() } else { self.words },
            id,
            reports: self.reports,
            solved: ShareOfAll::of(self.solved, self.reports),
            not_solved: ShareOfAll::of(self.not_solved, self.reports),
            left: ShareOfAll::of(self.left, self.reports),
            open: ShareOfAll::of(self.open, self.reports),
            without_pages: self.without_pages,
            pages,
        }
    }
}

/// The page at which it was decided: where it was said that it is solved, or else the last one on the way. Reports
/// name pages in the order in which they were first seen, so for a customer who came to an earlier page again by
/// another way this is the page that was new to them last.
fn deciding(report: &Report) -> Option<&TriedPage> {
    let on_the_way = || report.tried.iter().rev().filter(|tried| tried.standing == PageStanding::OnTheWay);
    let is_solved = |tried: &&TriedPage| tried.said.as_ref().is_some_and(|said| said.id == Outcome::Solved);
    let solved = on_the_way().find(is_solved).filter(|_| report.ended.id == SessionEndKind::Solved);
    solved.or_else(|| on_the_way().next())
}

/// Remembers what something is called in a language, where it is not known yet.
fn call(words: &mut BTreeMap<Lang, String>, lang: Lang, named: &NamedItem) {
    words.entry(lang).or_insert_with(|| short(&named.words, LONGEST_NAME));
}

/// A text that may be anything, harmless, on one line and not too long.
fn short(text: &str, longest: usize) -> String {
    // What is far too long is not even looked at.
    let end = text.char_indices().nth(longest * 2).map_or(text.len(), |(end, _)| end);
    let cleaned = clean_line(text.get(..end).unwrap_or_default());
    let mut characters = cleaned.chars();
    let kept: String = characters.by_ref().take(longest).collect();
    if characters.next().is_some() { kept + "…" } else { kept }
}
