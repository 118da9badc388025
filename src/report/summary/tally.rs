//! Adds up reports.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{
    GuideSummary, PageSummary, Period, ShareOfAll, Summary, SummaryKind, ToolSummary, UnreadableFile, UnreadableFiles,
};
use super::times::Times;
use crate::lang::Lang;
use crate::pack::{Outcome, ToolName};
use crate::report::clean::clean_line;
use crate::report::model::{NamedItem, PageStanding, Report, SessionEndKind, TriedPage, UsedTool, UsedToolResult};
use crate::report::{ReadBack, Seal};

/// The version of the summary's JSON.
const FORMAT: u32 = 1;

/// The most guides that are counted separately.
const MOST_GUIDES: usize = 500;

/// The most pages of one guide that are counted separately.
const MOST_PAGES: usize = 200;

/// The most pages of all guides that are counted separately. A page takes at most 20 kB for its times. That is 50 MB at
/// worst, including the `(other)` page of every guide.
const MOST_PAGES_IN_ALL: usize = 2_000;

/// The most characters of an id or a title.
const LONGEST_NAME: usize = 80;

/// The most characters of a file's name and of a reason.
const LONGEST_FILE: usize = 300;

/// The most unreadable files that are listed.
const NAMED_FILES: usize = 10;

/// The id of everything beyond the limits.
const OTHER: &str = "(other)";

/// Reports, added up.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    reports: u64,
    damaged: u64,
    unreadable: UnreadableFiles,
    period: Option<Period>,
    guides: BTreeMap<(String, String), GuideTally>,
    pages: usize,
    tools: BTreeMap<ToolName, ToolTally>,
}

/// The counts of one guide.
#[derive(Clone, Debug, Default)]
struct GuideTally {
    words: BTreeMap<Lang, String>,
    reports: u64,
    solved: u64,
    not_solved: u64,
    left: u64,
    open: u64,
    without_pages: u64,
    pages: BTreeMap<String, PageTally>,
}

/// The counts of one page.
#[derive(Clone, Debug, Default)]
struct PageTally {
    words: BTreeMap<Lang, String>,
    seen: u64,
    times: Times,
    gave_up: u64,
    solved: u64,
}

/// The counts of one tool.
#[derive(Clone, Copy, Debug, Default)]
struct ToolTally {
    worked: u64,
    failed: u64,
}

impl Tally {
    /// Adds a report.
    pub fn add(&mut self, back: &ReadBack) {
        let report = &back.report;
        self.reports += 1;
        self.damaged += u64::from(back.seal != Seal::Whole);
        let made = report.made.at;
        let period = self.period.get_or_insert(Period { from: made, to: made });
        (period.from, period.to) = (period.from.min(made), period.to.max(made));
        for used in report.tried.iter().flat_map(|tried| &tried.tools).chain(&report.elsewhere) {
            self.add_tool(used);
        }
        self.add_to_guide(report);
    }

    /// Adds a file that could not be read.
    pub fn add_unreadable(&mut self, file: &str, why: &str) {
        self.unreadable.count += 1;
        if self.unreadable.first.len() < NAMED_FILES {
            let (file, why) = (short(file, LONGEST_FILE), short(why, LONGEST_FILE));
            self.unreadable.first.push(UnreadableFile { file, why });
        }
    }

    fn add_tool(&mut self, used: &UsedTool) {
        let counts = self.tools.entry(used.tool).or_default();
        match used.result {
            UsedToolResult::Done => counts.worked += 1,
            UsedToolResult::Failed => counts.failed += 1,
        }
    }

    fn add_to_guide(&mut self, report: &Report) {
        let name = (short(&report.program.session_pack, LONGEST_NAME), short(&report.problem.id, LONGEST_NAME));
        let is_new = !self.guides.contains_key(&name);
        let name = if is_new && self.guides.len() >= MOST_GUIDES { (String::new(), OTHER.to_owned()) } else { name };
        let guide = self.guides.entry(name).or_default();
        remember_title(&mut guide.words, report.lang, &report.problem);
        guide.reports += 1;
        match report.ended.id {
            SessionEndKind::Solved => guide.solved += 1,
            SessionEndKind::NotSolved => guide.not_solved += 1,
            SessionEndKind::Left => guide.left += 1,
            SessionEndKind::Open => guide.open += 1,
        }
        guide.without_pages += u64::from(report.tried.is_empty());
        // Our reports name each page once. In a forged report, further mentions do not count.
        let mut seen = BTreeSet::new();
        for tried in report.tried.iter().filter(|tried| seen.insert(&tried.page.id)) {
            let page = guide.page(&tried.page, report.lang, &mut self.pages);
            page.seen += 1;
            page.times.add(tried.took.seconds);
        }
        if let Some(last) = deciding(report) {
            let page = guide.page(&last.page, report.lang, &mut self.pages);
            if report.ended.id == SessionEndKind::Solved { page.solved += 1 } else { page.gave_up += 1 }
        }
    }

    /// The summary of all reports.
    pub fn finish(self) -> Summary {
        let mut guides: Vec<GuideSummary> =
            self.guides.into_iter().map(|((pack, id), guide)| guide.finish(pack, id)).collect();
        // Sorting is stable: guides with equally many reports stay in the order of their ids.
        guides.sort_by_key(|guide| Reverse(guide.reports));
        let summary = |(tool, tally): (ToolName, ToolTally)| {
            let used = tally.worked + tally.failed;
            ToolSummary {
                tool,
                used,
                worked: ShareOfAll::of(tally.worked, used),
                failed: ShareOfAll::of(tally.failed, used),
            }
        };
        let mut tools: Vec<ToolSummary> = self.tools.into_iter().map(summary).collect();
        tools.sort_by_key(|tool| Reverse(tool.used));
        Summary {
            format: FORMAT,
            kind: SummaryKind::Summary,
            reports: self.reports,
            damaged: self.damaged,
            unreadable: self.unreadable,
            period: self.period,
            wizards: guides,
            tools,
        }
    }
}

impl GuideTally {
    /// The page with this id, or the one for all further pages.
    fn page(&mut self, named: &NamedItem, lang: Lang, in_all: &mut usize) -> &mut PageTally {
        let id = short(&named.id, LONGEST_NAME);
        let is_new = !self.pages.contains_key(&id);
        let is_full = self.pages.len() >= MOST_PAGES || *in_all >= MOST_PAGES_IN_ALL;
        let id = if is_new && is_full { OTHER.to_owned() } else { id };
        *in_all += usize::from(is_new && !is_full);
        let page = self.pages.entry(id).or_default();
        remember_title(&mut page.words, lang, named);
        page
    }

    fn finish(self, pack: String, id: String) -> GuideSummary {
        let gave_up = self.not_solved + self.left + self.open;
        let summary = |(id, page): (String, PageTally)| PageSummary {
            words: if id == OTHER { BTreeMap::new() } else { page.words },
            id,
            seen: page.seen,
            median_seconds: page.times.median(),
            gave_up: ShareOfAll::of(page.gave_up, gave_up),
            solved: ShareOfAll::of(page.solved, self.solved),
        };
        let mut pages: Vec<PageSummary> = self.pages.into_iter().map(summary).collect();
        pages.sort_by_key(|page| (Reverse(page.gave_up.count), Reverse(page.seen)));
        GuideSummary {
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

/// The page that decided the outcome: the one where the customer said that it is solved, or else the last one on the way.
/// Reports name pages in the order of the first visits. If the customer came back to an earlier page, this is the last page
/// that was new to them.
fn deciding(report: &Report) -> Option<&TriedPage> {
    let on_the_way = || report.tried.iter().rev().filter(|tried| tried.standing == PageStanding::OnTheWay);
    let is_solved = |tried: &&TriedPage| tried.said.as_ref().is_some_and(|said| said.id == Outcome::Solved);
    let solved = on_the_way().find(is_solved).filter(|_| report.ended.id == SessionEndKind::Solved);
    solved.or_else(|| on_the_way().next())
}

/// Remembers a title in a language, unless it is known already.
fn remember_title(words: &mut BTreeMap<Lang, String>, lang: Lang, named: &NamedItem) {
    words.entry(lang).or_insert_with(|| short(&named.words, LONGEST_NAME));
}

/// An untrusted text, cleaned, on one line and not too long.
fn short(text: &str, longest: usize) -> String {
    // The rest of a very long text is not even read.
    let end = text.char_indices().nth(longest * 2).map_or(text.len(), |(end, _)| end);
    let cleaned = clean_line(text.get(..end).unwrap_or_default());
    let mut characters = cleaned.chars();
    let kept: String = characters.by_ref().take(longest).collect();
    if characters.next().is_some() { kept + "…" } else { kept }
}
