//! What many reports tell together. This is the JSON of `okpay-wizard report DIR --summary --json`, field for field.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::lang::Lang;
use crate::pack::ToolName;

/// What many reports tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The version of this format: 1. Readers ignore fields they do not know.
    pub format: u32,
    /// What kind of document this is.
    pub kind: SummaryKind,
    /// How many reports there are; changed and damaged ones are counted, unreadable files are not.
    pub reports: u64,
    /// How many of them were changed or damaged after they were saved. They count in all figures.
    pub damaged: u64,
    /// The files that are no report that can be read.
    pub unreadable: UnreadableFiles,
    /// When the first and the last were made; null when there are none.
    pub period: Option<Period>,
    /// The wizards, the one with the most reports first.
    pub wizards: Vec<WizardSummary>,
    /// The tools, the one used most first.
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
    /// Where it lies in the folder.
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

/// A count, and its part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ShareOfAll {
    /// How many.
    pub count: u64,
    /// That in percent, with one decimal.
    pub percent: f64,
}

impl ShareOfAll {
    /// So many of so many.
    pub(super) fn of(count: u64, all: u64) -> Self {
        let percent = if all == 0 { 0.0 } else { (count as f64 * 1000.0 / all as f64).round() / 10.0 };
        Self { count, percent }
    }
}

/// What the reports on one wizard tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WizardSummary {
    /// The pack's id.
    pub pack: String,
    /// The wizard's id; `(other)` stands for all beyond the first 500.
    pub id: String,
    /// Its title, as the first report in each language has it.
    pub words: BTreeMap<Lang, String>,
    /// How many reports.
    pub reports: u64,
    /// Ended as solved, of all reports.
    pub solved: ShareOfAll,
    /// Ended as not solved, of all reports.
    pub not_solved: ShareOfAll,
    /// Given up, of all reports.
    pub left: ShareOfAll,
    /// Not ended, of all reports.
    pub open: ShareOfAll,
    /// Reports that do not tell which pages the customer has been to: they chose to leave it out.
    pub without_pages: u64,
    /// The pages, the one at which most gave up first.
    pub pages: Vec<PageSummary>,
}

/// What the reports tell about one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageSummary {
    /// The page's id; `(other)` stands for all beyond the limits.
    pub id: String,
    /// Its title, as the first report in each language has it.
    pub words: BTreeMap<Lang, String>,
    /// In how many reports the customer has been to it.
    pub seen: u64,
    /// The time on it in the middle of all, in seconds: exact below an hour, to the minute above, at most a day.
    pub median_seconds: Option<u64>,
    /// The last page of a way that did not solve it, of all reports that are not solved, were left or are open.
    pub gave_up: ShareOfAll,
    /// The page that solved it, of all solved reports.
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
