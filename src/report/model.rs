//! The content of a report, with its words already chosen. The JSON report has exactly these fields; its JSON Schema is
//! `assets/report/report.schema.json`.
//!
//! Every string went through [`super::clean`] and, except ids, through the redactor.

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::choices::ReportPart;
use crate::lang::Lang;
use crate::pack::{Outcome, ToolName};
use crate::session::Cleared;

/// What the customer tried, with the results, and what their computer is like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this format. A reader of 1 may ignore fields that it does not know.
    pub format: u32,
    /// What kind of document this is.
    pub kind: DocumentKind,
    /// The code to read out on the phone, the same for all reports on one session.
    pub code: String,
    /// The language of all words in it.
    pub lang: Lang,
    /// The heading.
    pub title: String,
    /// The product's name, as used in file names.
    pub product: String,
    /// When the report was made.
    pub made: LocalTime,
    /// The problem: the guide's id and title.
    pub problem: NamedItem,
    /// A note for when the pack no longer has the guide, so that ids are shown instead of words.
    pub note: Option<String>,
    /// How it ended.
    pub ended: SessionEnd,
    /// When the session began.
    pub began: LocalTime,
    /// When something last happened in it.
    pub touched: LocalTime,
    /// How long all pages were on screen together, without breaks.
    pub took: Elapsed,
    /// The changes of the computer's clock while the session was open, in order. Times before such a change are as the clock
    /// showed them before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clock_set: Vec<ClockSet>,
    /// The parts that the customer left out.
    #[serde(default)]
    pub left_out: Vec<ReportPart>,
    /// The current answers, in the order of the pages.
    pub answers: Vec<AnsweredQuestion>,
    /// The pages that the customer visited, in the order of the first visits.
    pub tried: Vec<TriedPage>,
    /// Tools used on screens outside the pages, in order.
    pub elsewhere: Vec<UsedTool>,
    /// The computer on which the report was made; null if the customer left it out.
    pub machine: Option<MachineInfo>,
    /// The time zone of all times in words.
    pub zone: ZoneInfo,
    /// The program and the pack.
    pub program: ProgramInfo,
    /// Everything that happened, in order.
    pub timeline: Vec<TimelineEntry>,
    /// The pictures that the customer added.
    #[serde(default)]
    pub pictures: Vec<PictureNote>,
    /// The end of the program's own log, if the program failed and the customer includes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogNote>,
    /// What was hidden in this report, the most serious kinds first.
    #[serde(default)]
    pub hidden: Vec<HiddenCount>,
    /// The same report in the other language, if the customer chose both.
    #[serde(default, deserialize_with = "beside", skip_serializing_if = "Option::is_none")]
    pub beside: Option<Box<Self>>,
}

/// The report in the other language has no further one inside: a file with hundreds of nested reports would need more
/// stack than the program has on Windows.
fn beside<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Box<Report>>, D::Error> {
    let Some(value) = Option::<serde_json::Value>::deserialize(from)? else { return Ok(None) };
    if value.get("beside").is_some() {
        return Err(D::Error::custom("there is a report beside the report beside the report"));
    }
    serde_json::from_value(value).map(Some).map_err(D::Error::custom)
}

/// A picture that goes with the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureNote {
    /// Its file's name in a zip: `picture-1.png`, never the name it had on the customer's disk.
    pub id: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// SHA-256 of its file, in hexadecimal.
    pub sha256: String,
}

/// A line of the program's own log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogNote {
    /// When; null if it continues the line before.
    pub when: Option<LocalTime>,
    /// What it says.
    pub words: String,
}

/// How often one kind of thing was hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenCount {
    /// The kind's name for programs: `card`, `one-time code`.
    pub id: String,
    /// The same in words.
    pub words: String,
    /// How many values of this kind were hidden; what the timeline repeats is counted once.
    pub count: usize,
}

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A report of this program.
    #[serde(rename = "okpay-wizard-report")]
    Report,
}

/// Something of the pack: its id, and its words in the report's language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedItem {
    /// The id in the pack.
    pub id: String,
    /// The words; the id again if the pack no longer knows it.
    pub words: String,
}

/// A moment, with the time on the customer's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTime {
    /// RFC 3339, in UTC.
    pub at: Timestamp,
    /// The time on the customer's clock: `2026-11-23 18:42:05`.
    pub words: String,
}

/// A duration, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elapsed {
    /// Whole seconds.
    pub seconds: i64,
    /// "3 min".
    pub words: String,
}

/// A change of the computer's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockSet {
    /// When the program noticed it, on the new clock.
    pub when: LocalTime,
    /// By how many seconds the clock was set forward; negative if it was set back.
    pub by_seconds: i64,
    /// In words.
    pub words: String,
}

/// How the session ended, if it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnd {
    /// How.
    pub id: SessionEndKind,
    /// In words.
    pub words: String,
    /// The cause, if the problem is solved.
    pub because: Option<String>,
}

/// The state of the session when its report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionEndKind {
    /// The customer said that it works now.
    Solved,
    /// Nothing helped.
    NotSolved,
    /// The customer gave up.
    Left,
    /// It is not finished.
    Open,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// The page that asks it.
    pub page: NamedItem,
    /// The question.
    pub ask: NamedItem,
    /// The kind of question; null if the pack no longer has it.
    pub asked_for: Option<AnswerKind>,
    /// The answer.
    pub answer: GivenAnswer,
    /// When it was given.
    pub when: LocalTime,
}

/// What kind of answer a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// One of several.
    Choice,
    /// A sum of money.
    Amount,
    /// A day.
    Date,
    /// The number of an order or a transaction.
    OrderNumber,
    /// An error message.
    ErrorText,
    /// A few words.
    ShortText,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// The id of the choice, if the question offers choices.
    pub id: Option<String>,
    /// In words; it may have several lines.
    pub words: String,
}

/// A page that the customer visited, and what they did there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedPage {
    /// The page.
    pub page: NamedItem,
    /// Whether it belongs to the current way through the guide.
    pub standing: PageStanding,
    /// The same in words; null if the page is on the way, because that needs no mention.
    pub standing_words: Option<String>,
    /// When the customer first visited it.
    pub when: LocalTime,
    /// How long it was on screen, all visits together.
    pub took: Elapsed,
    /// How long the computer slept or was unused meanwhile, in a sentence. This time does not count as time on screen. The
    /// field is missing if there was no such break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Elapsed>,
    /// Its tasks, in the page's order.
    pub tasks: Vec<TaskDone>,
    /// The answers given on it, in the page's order.
    pub answers: Vec<AnsweredQuestion>,
    /// The answer to "did this solve it?".
    pub said: Option<SolvedReply>,
    /// The tools used on it, in order.
    pub tools: Vec<UsedTool>,
}

/// Whether a page belongs to the current way through the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageStanding {
    /// The customer passed it, or it is on screen.
    OnTheWay,
    /// The customer went back from it.
    WentBack,
    /// An answer changed, and the way no longer leads through it.
    OffTheWay,
}

/// A task, and whether it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// The task.
    pub task: NamedItem,
    /// When it was ticked; null when it was not.
    pub ticked: Option<LocalTime>,
}

/// The answer to "did this solve it?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SolvedReply {
    /// Solved or not.
    pub id: Outcome,
    /// In words.
    pub words: String,
    /// When.
    pub when: LocalTime,
}

/// One use of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedTool {
    /// The tool.
    pub tool: ToolName,
    /// Its name in words.
    pub words: String,
    /// Whether it worked.
    pub result: UsedToolResult,
    /// The same in words.
    pub result_words: String,
    /// Details: the host that was opened, the file that was saved, or why it failed.
    pub detail: String,
    /// For cleared browser data: the result in counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Cleared>,
    /// When.
    pub when: LocalTime,
}

/// Whether a tool worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsedToolResult {
    /// It worked.
    Done,
    /// It did not work.
    Failed,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When.
    pub when: LocalTime,
    /// What happened, by its name in session records: `ticked`.
    pub what: String,
    /// In words.
    pub words: String,
    /// Whether the customer undid it later.
    pub undone: bool,
}

/// The computer on which the report was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineInfo {
    /// The system with its version.
    pub system: String,
    /// The processor's architecture.
    pub architecture: String,
    /// The locale of the system.
    pub locale: String,
    /// The browsers on it, with their versions; empty if the program did not look for them.
    pub browsers: Vec<BrowserFact>,
    /// Whether a proxy is set; null if the system does not say.
    pub proxy: Option<bool>,
    /// How many seconds its clock was ahead of the right time; null if the program did not compare them.
    pub clock_ahead_seconds: Option<i64>,
    /// The free space on the disk where the program saves its sessions, in bytes; null if the system does not say.
    pub free_disk_bytes: Option<u64>,
}

/// A browser on the computer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BrowserFact {
    /// Its name.
    pub name: String,
    /// Its version; null if its files do not say.
    pub version: Option<String>,
}

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneInfo {
    /// Its name in the time zone database, if it has one.
    pub id: Option<String>,
    /// How many seconds its clocks were ahead of UTC when the report was made.
    pub offset_seconds: i32,
    /// In words: "Asia/Shanghai, UTC+8".
    pub words: String,
}

/// The program and the pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramInfo {
    /// The version of the program that made the report.
    pub version: String,
    /// The pack that provided the words.
    pub pack: NamedItem,
    /// Its version.
    pub pack_version: String,
    /// The version of the program that last worked on the session.
    pub session_program_version: String,
    /// The pack with which the session was last worked on.
    pub session_pack: String,
    /// Its version.
    pub session_pack_version: String,
    /// The language of the session: its tag, and its own name for itself.
    pub session_lang: NamedItem,
}
