//! Many reports, added up one by one: a folder of 100,000 takes no more memory than one of a thousand.
//!
//! What a report says is not trusted: how many wizards and pages are told apart, and how long their names may be, is
//! limited. All that comes beyond counts as `(other)`.

mod model;
mod tally;
mod times;

pub use self::model::{
    Counted, PageSummary, Period, Summary, SummaryKind, ToolSummary, Unreadable, UnreadableFile, WizardSummary,
};
pub use self::tally::Tally;
