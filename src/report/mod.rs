//! Reports: a pack, a session and the facts of the machine in, one [`Report`] out; drawn as HTML, text and JSON.
//!
//! Owns what a report says and how it reads on paper. JSON is the [`Report`] itself; everything made for eyes (the
//! window's preview, HTML, text) is drawn from its [`Sheet`], so no two of them can disagree.
//! Pure: it is handed the time, the zone and the facts. Must not know files, windows or how facts are found out.

mod build;
mod clean;
mod clearing;
mod file_stem;
mod html;
mod json;
mod model;
mod names;
mod replay;
mod sheet;
mod text;
mod time;
mod timeline;
mod words;

pub(crate) use self::clean::{clean, clean_line, plain};
pub use self::file_stem::file_stem;
pub use self::html::to_html;
pub use self::json::to_json;
pub use self::model::{
    Answered, Elapsed, Ended, Ending, Given, Kind, Machine, Moment, Named, Program, Report, Said, Standing, TaskDone,
    Tried, Used, UsedResult, When, Zone,
};
pub use self::sheet::{Body, Fact, Line, Mood, Section, SectionName, Sheet, Step};
pub use self::text::to_text;

/// What the shell knows and a report needs: the program, the machine, the time.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The program's version.
    pub program_version: String,
    /// The system with its version, as people say it: "Windows 11 23H2".
    pub os: String,
    /// Which of the systems that a pack can tell apart this is.
    pub os_kind: crate::pack::Os,
    /// The processor's architecture: "x86-64".
    pub architecture: String,
    /// The locale of the system: "zh-CN".
    pub locale: String,
    /// The zone in which times are told.
    pub zone: jiff::tz::TimeZone,
    /// When the report is made.
    pub made_at: jiff::Timestamp,
}
