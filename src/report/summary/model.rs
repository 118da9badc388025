//! The summary of many reports. `okpay-wizard report DIR --summary --json` prints exactly these fields.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::lang::Lang;
use crate::pack::ToolName;

/// The summary of many reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The version of this format: 1. Readers ignore fields that they do not know.
    pub format: u32,
    /// What kind of document this is.
    pub kind: SummaryKind,
    /// How many reports there are, including changed and damaged ones, without unreadable files.
    pub reports: u64,
    /// How many of them were changed or damaged after they were saved. All figures include them.
    pub damaged: u64,
    /// The files that could not be read as reports.
    pub unreadable: UnreadableFiles,
    /// When the first and the last were made; null if there are none.
    pub period: Option<Period>,
    /// The guides, the one with the most reports first.
    pub wizards: Vec<GuideSummary>,
    /// The tools, the most used one first.
    pub tools: Vec<ToolSummary>,
}

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum SummaryKind {
    /// A summary of reports of this program.
    #[serde(rename = "okpay-wizard-report-summary")]
    Summary,
}

/// Files that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnreadableFiles {
    /// How many.
    pub count: u64,
    /// The first ten of them.
    pub first: Vec<UnreadableFile>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnreadableFile {
    /// Its path in the folder.
    pub file: String,
    /// Why it could not be read.
    pub why: String,
}

/// From when to when the reports were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// When the first was made.
    pub from: Timestamp,
    /// When the last was made.
    pub to: Timestamp,
}

/// A count, and its share of a total.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ShareOfAll {
    /// How many.
    pub count: u64,
    /// The share in percent, with one decimal.
    pub percent: f64,
}

impl ShareOfAll {
    /// A count out of a total.
    pub(super) fn of(count: u64, all: u64) -> Self {
        let percent = if all == 0 { 0.0 } else { (count as f64 * 1000.0 / all as f64).round() / 10.0 };
        Self { count, percent }
    }
}

/// The summary of the reports on one guide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideSummary {
    /// The pack's id.
    pub pack: String,
    /// The guide's id; `(other)` is for all beyond the first 500.
    pub id: String,
    /// Its title, from the first report in each language.
    pub words: BTreeMap<Lang, String>,
    /// How many reports.
    pub reports: u64,
    /// Solved, of all reports.
    pub solved: ShareOfAll,
    /// Not solved, of all reports.
    pub not_solved: ShareOfAll,
    /// Given up, of all reports.
    pub left: ShareOfAll,
    /// Not finished, of all reports.
    pub open: ShareOfAll,
    /// Reports without pages, because the customer left them out.
    pub without_pages: u64,
    /// The pages, the one where most customers gave up first.
    pub pages: Vec<PageSummary>,
}

/// The summary of one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageSummary {
    /// The page's id; `(other)` is for all beyond the limits.
    pub id: String,
    /// Its title, from the first report in each language.
    pub words: BTreeMap<Lang, String>,
    /// In how many reports the customer visited it.
    pub seen: u64,
    /// The median time on it in seconds: exact below an hour, to the minute above, at most a day.
    pub median_seconds: Option<u64>,
    /// How often it was the last page of reports that are not solved, given up or not finished, and the share of those.
    pub gave_up: ShareOfAll,
    /// How often it solved the problem, of all solved reports.
    pub solved: ShareOfAll,
}

/// How often a tool was used.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ToolSummary {
    /// The tool.
    pub tool: ToolName,
    /// How often it was used.
    pub used: u64,
    /// How often it worked.
    pub worked: ShareOfAll,
    /// How often it did not.
    pub failed: ShareOfAll,
}
