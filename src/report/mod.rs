//! Makes a [`Report`] from a pack, a session and the facts of the computer, and writes it as HTML, text and JSON.
//!
//! Owns what a report says and how it is laid out. JSON is the [`Report`] itself. Everything that people read (the
//! window's preview, HTML, text) is made from its [`ReportSheet`], so the forms cannot contradict each other.
//! Pure: the caller passes in the time, the zone and the facts. Must not know files, windows or how facts are found.
//!
//! What the customer sees before saving is what is saved: the preview is made from the same sheet, and the window shows
//! text and JSON exactly as they will be written.

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

mod words;
mod write_error;
mod zip;

pub use self::choices::{Choices, ReportPart, RevealedValue};
pub(crate) use self::clean::{clean, clean_line, is_unsafe_character, plain};
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
    GuideSummary, PageSummary, Period, ShareOfAll, Summary, SummaryKind, Tally, ToolSummary, UnreadableFile,
    UnreadableFiles,
};
pub use self::text::{to_short_text, to_text};
pub use self::write_error::WriteReportError;
pub use self::zip::to_zip;

/// What a report needs to know about the program, the computer and the time.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The program's version.
    pub program_version: String,
    /// The system with its version, as people call it: "Windows 11 23H2".
    pub os: String,
    /// The system, as packs distinguish systems.
    pub os_kind: crate::pack::Os,
    /// The processor's architecture: "x86-64".
    pub architecture: String,
    /// The locale of the system: "zh-CN".
    pub locale: String,
    /// The browsers on the computer; empty if the program did not look for them.
    pub browsers: Vec<BrowserFact>,
    /// Whether a proxy is set; `None` if the system does not say.
    pub proxy: Option<bool>,
    /// How many seconds the computer's clock was ahead of the right time. `None` until a check compares the two; the
    /// field belongs to format 1 and stays, so that such a check needs no new format.
    pub clock_ahead_seconds: Option<i64>,
    /// The free space on the disk where the program saves its sessions, in bytes.
    pub free_disk_bytes: Option<u64>,
    /// The pictures that go with the report.
    pub pictures: Vec<PictureNote>,
    /// The end of the program's own log, if the customer wants it in the report: times and lines.
    pub log: Vec<(Option<jiff::Timestamp>, String)>,
    /// The time zone of all times in words.
    pub zone: jiff::tz::TimeZone,
    /// When the report is made.
    pub made_at: jiff::Timestamp,
}
