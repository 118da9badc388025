//! The report as it is laid out for eyes: headings, tables, lines with a mark each.
//!
//! The window's preview, HTML and text are all drawn from this. What an agent asks first stands first: which problem,
//! how it ended, since when, what the page said, which amount and order; then what was tried, and so on down to the
//! timeline, which has everything once more.

mod glance;
pub(super) mod lay;
mod machine;
mod told;

use super::choices::ReportPart;
use crate::lang::Lang;

pub use self::told::SheetText;

/// A report laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSheet {
    /// The language of its words.
    pub lang: Lang,
    /// The language that stands beside, where there are two.
    pub beside: Option<Lang>,
    /// The heading.
    pub title: SheetText,
    /// The report's code, large enough to be read out.
    pub code: SheetFact,
    /// One small line below the heading, in parts: when, in which zone, and how long.
    pub lead: Vec<SheetText>,
    /// How it ended, as a mark.
    pub outcome: (Mood, SheetText),
    /// Something to know before reading on.
    pub note: Option<SheetText>,
    /// The rest, top to bottom; none is empty.
    pub sections: Vec<SheetSection>,
    /// The last words: what the hash inside shows, and what it does not.
    pub foot: SheetText,
}

/// A part of the report under its own heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSection {
    /// Which.
    pub name: SectionName,
    /// The part that the customer can leave out, to which it belongs; `None` when it is always in.
    pub part: Option<ReportPart>,
    /// Its heading.
    pub heading: SheetText,
    /// What is in it.
    pub body: SectionBody,
}

/// The sections of a report, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionName {
    /// What an agent asks first.
    Summary,
    /// What was tried, page by page.
    Tried,
    /// The tools used, in order, with what came of them.
    Tools,
    /// The answers that stand nowhere above.
    Answers,
    /// The machine.
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
    /// A stable name, for anchors.
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

    /// The part of the report to which it belongs; `None` when it is always in.
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

/// What is in a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionBody {
    /// A table of two columns.
    Facts(Vec<SheetFact>),
    /// Numbered pages.
    Steps(Vec<SheetStep>),
    /// Lines with marks.
    Lines(Vec<TaskLine>),
    /// A long table of two columns with a heading each.
    Moments {
        /// The columns' headings.
        heads: SheetFact,
        /// The rows.
        rows: Vec<SheetFact>,
    },
    /// Pictures, in the order of the report's own: the label is a name for people, the value tells file and size.
    Pictures(Vec<SheetFact>),
}

/// A label and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFact {
    /// The label.
    pub label: SheetText,
    /// The value; several lines where the customer wrote several.
    pub value: SheetText,
}

/// One page that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetStep {
    /// The page's title.
    pub title: SheetText,
    /// What was said to "did this solve it?", as a mark.
    pub result: Option<(Mood, SheetText)>,
    /// When, how long, and whether it still belongs to the way.
    pub aside: Vec<SheetText>,
    /// What was done there.
    pub lines: Vec<TaskLine>,
}

/// One thing that was or was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// How it is to be taken; the mark says the same in words.
    pub mood: Mood,
    /// One or two words.
    pub mark: SheetText,
    /// What it is about: a task, a question, a tool.
    pub words: SheetText,
    /// What was answered, or what exactly came of it.
    pub value: Option<SheetText>,
    /// Small print: the time, the page.
    pub aside: Vec<SheetText>,
}

/// How something is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It is well.
    Good,
    /// It is not well.
    Bad,
    /// Neither.
    Calm,
}

impl Mood {
    /// A stable name, for style sheets.
    pub fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Calm => "calm",
        }
    }
}
