//! The layout of a report: headings, tables, lines with a mark each.
//!
//! The window's preview, HTML and text are all made from this. What an agent asks first comes first: the problem, the
//! outcome, since when, the error message, amounts and order numbers. Then comes what was tried, and so on down to the
//! timeline, which repeats everything.

mod glance;
pub(super) mod layout;
mod machine;
mod sheet_text;

use super::choices::ReportPart;
use crate::lang::Lang;

pub use self::sheet_text::SheetText;

/// The layout of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSheet {
    /// The language of its words.
    pub lang: Lang,
    /// The second language, if there are two.
    pub beside: Option<Lang>,
    /// The heading.
    pub title: SheetText,
    /// The report's code, in large letters for reading it out.
    pub code: SheetFact,
    /// The parts of a small line below the heading: when, time zone, and how long.
    pub lead: Vec<SheetText>,
    /// The outcome, as a mark.
    pub outcome: (Mood, SheetText),
    /// A note to read before the rest.
    pub note: Option<SheetText>,
    /// The sections from top to bottom; none is empty.
    pub sections: Vec<SheetSection>,
    /// The footer: what the checksum shows and what it does not.
    pub foot: SheetText,
}

/// A section of the report with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSection {
    /// Which section it is.
    pub name: SectionName,
    /// The part of the report that it belongs to, which the customer can leave out; `None` if it is always in.
    pub part: Option<ReportPart>,
    /// Its heading.
    pub heading: SheetText,
    /// Its content.
    pub body: SectionBody,
}

/// The sections of a report, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionName {
    /// What an agent asks first.
    Summary,
    /// What was tried, page by page.
    Tried,
    /// The tools used, in order, with their results.
    Tools,
    /// The answers that are in no other section above.
    Answers,
    /// The computer.
    Machine,
    /// Versions.
    Program,
    /// Everything that happened.
    Timeline,
    /// The pictures.
    Pictures,
    /// The program's own log.
    Log,
    /// What was hidden and left out.
    Hidden,
}

impl SectionName {
    /// A stable name for anchors.
    pub fn id(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Tried => "tried",
            Self::Tools => "tools",
            Self::Answers => "answers",
            Self::Machine => "machine",
            Self::Program => "program",
            Self::Timeline => "timeline",
            Self::Pictures => "pictures",
            Self::Log => "log",
            Self::Hidden => "not-in-here",
        }
    }

    /// The part of the report that it belongs to; `None` if it is always in.
    pub fn part(self) -> Option<ReportPart> {
        match self {
            Self::Summary | Self::Program | Self::Hidden => None,
            Self::Tried | Self::Tools => Some(ReportPart::Tried),
            Self::Answers => Some(ReportPart::Answers),
            Self::Machine => Some(ReportPart::Machine),
            Self::Timeline => Some(ReportPart::Timeline),
            Self::Pictures => Some(ReportPart::Pictures),
            Self::Log => Some(ReportPart::Log),
        }
    }
}

/// The content of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionBody {
    /// A table of two columns.
    Facts(Vec<SheetFact>),
    /// Numbered pages.
    Steps(Vec<SheetStep>),
    /// Lines with marks.
    Lines(Vec<TaskLine>),
    /// A long table of two columns with headings.
    Moments {
        /// The columns' headings.
        heads: SheetFact,
        /// The rows.
        rows: Vec<SheetFact>,
    },
    /// Pictures, in the order of the report: the label is a name for people, the value has file and size.
    Pictures(Vec<SheetFact>),
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFact {
    /// The label.
    pub label: SheetText,
    /// The value; it may have several lines.
    pub value: SheetText,
}

/// A page that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetStep {
    /// The page's title.
    pub title: SheetText,
    /// The answer to "did this solve it?", as a mark.
    pub result: Option<(Mood, SheetText)>,
    /// When, how long, and whether it still belongs to the way through the guide.
    pub aside: Vec<SheetText>,
    /// What was done there.
    pub lines: Vec<TaskLine>,
}

/// Something that was done or not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// Good or bad; the mark says the same in words.
    pub mood: Mood,
    /// One or two words.
    pub mark: SheetText,
    /// The task, the question or the tool.
    pub words: SheetText,
    /// The answer, or the details of the result.
    pub value: Option<SheetText>,
    /// Small print: the time, the page.
    pub aside: Vec<SheetText>,
}

/// Whether something is good or bad news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Good.
    Good,
    /// Bad.
    Bad,
    /// Neither.
    Calm,
}

impl Mood {
    /// A stable name for style sheets.
    pub fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Calm => "calm",
        }
    }
}
