//! Reports: a pack, a session and the facts of the machine in, one [`Report`] out; drawn as HTML, text and JSON.
//!
//! Owns what a report says and how it reads on paper. JSON is the [`Report`] itself; everything made for eyes (the
//! window's preview, HTML, text) is drawn from its [`Sheet`], so no two of them can disagree.
//! Pure: it is handed the time, the zone and the facts. Must not know files, windows or how facts are found out.
//!
//! What the customer sees before saving is what is saved: the preview is drawn from the same sheet, and the window
//! shows text and JSON exactly as they will be written.

mod build;
mod choices;
mod clean;
mod clearing;
mod code;
mod file_stem;
mod html;
mod json;
mod mail;
mod model;
mod names;
mod page_seal;
mod picture;
mod read;
mod replay;
mod seal;
mod sheet;
mod summary;
mod sweep;
mod text;
mod time;
mod timeline;
mod unwritten;
mod words;
mod zip;

pub use self::choices::{Choices, ReportPart, RevealedValue};
pub(crate) use self::clean::{acts, clean, clean_line, plain};
pub use self::code::{ReportCode, ReportCodeError};
pub use self::file_stem::file_stem;
pub use self::html::to_html;
pub use self::json::to_json;
pub use self::mail::{Attachment, LONGEST_MAIL, MailDraft, mail};
pub use self::model::{
    AnswerKind, AnsweredQuestion, BrowserFact, DocumentKind, Elapsed, GivenAnswer, HiddenCount, LocalTime, LogNote,
    MachineInfo, NamedItem, PageStanding, PictureNote, ProgramInfo, Report, SessionEnd, SessionEndKind, SolvedReply,
    TaskDone, TimelineEntry, TriedPage, UsedTool, UsedToolResult, ZoneInfo,
};
pub use self::picture::Picture;
pub use self::read::{LARGEST_FILE, ReadBack, ReadReportError, read};
pub use self::seal::Seal;
pub use self::sheet::{
    Mood, ReportSheet, SectionBody, SectionName, SheetFact, SheetSection, SheetStep, SheetText, TaskLine,
};
pub use self::summary::{
    PageSummary, Period, ShareOfAll, Summary, SummaryKind, Tally, ToolSummary, UnreadableFile, UnreadableFiles,
    WizardSummary,
};
pub use self::text::{to_short_text, to_text};
pub use self::unwritten::WriteReportError;
pub use self::zip::to_zip;

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
    /// The browsers found on it; none when nobody looked.
    pub browsers: Vec<BrowserFact>,
    /// Whether connections are to go through a proxy, where the system says so.
    pub proxy: Option<bool>,
    /// How far its clock was ahead of the right time, in seconds, where somebody compared them.
    pub clock_ahead_seconds: Option<i64>,
    /// The free space where the program keeps its sessions, in bytes.
    pub free_disk_bytes: Option<u64>,
    /// The pictures that go with the report.
    pub pictures: Vec<PictureNote>,
    /// The end of the program's own log, where it is wanted: when, and what it says.
    pub log: Vec<(Option<jiff::Timestamp>, String)>,
    /// The zone in which times are told.
    pub zone: jiff::tz::TimeZone,
    /// When the report is made.
    pub made_at: jiff::Timestamp,
}
