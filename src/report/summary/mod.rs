//! Summaries of many reports. The program adds reports up and does not collect them, so a folder of 100,000 takes no more
//! memory than one of a thousand.
//!
//! Reports are not trusted, so there are limits: 500 guides, 200 pages of each, 2,000 pages in all, and 80 characters for a
//! name. Everything beyond them counts as `(other)`. Each page has one row of counters for its times: exact to the second
//! below an hour, to the minute up to a day.

mod model;
mod tally;
mod times;

pub use self::model::{
    GuideSummary, PageSummary, Period, ShareOfAll, Summary, SummaryKind, ToolSummary, UnreadableFile, UnreadableFiles,
};
pub use self::tally::Tally;
