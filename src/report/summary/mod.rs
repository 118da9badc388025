//! Many reports, added up one by one: a folder of 100,000 takes no more memory than one of a thousand.
//!
//! What a report says is not trusted: how many wizards and pages are told apart, and how long their names may be, is
//! limited. All that comes beyond counts as `(other)`.
//!
//! The program adds reports up and does not collect them. Each page has one row of counters for its times: exact to the
//! second below an hour, to the minute up to a day. The limits are 500 guides, 200 pages of each and 2,000 pages in
//! all, and 80 characters for a name.

mod model;
mod tally;
mod times;

pub use self::model::{
    PageSummary, Period, ShareOfAll, Summary, SummaryKind, ToolSummary, UnreadableFile, UnreadableFiles, WizardSummary,
};
pub use self::tally::Tally;
