//! What a report holds, with its words already chosen. This is the JSON report, field for field; its JSON Schema is
//! `assets/report/report.schema.json`.
//!
//! Every string in it has been through [`super::clean`] and, but for ids, through the redactor.

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::choices::ReportPart;
use crate::lang::Lang;
use crate::pack::{Outcome, ToolName};
use crate::session::Cleared;

/// What was tried, what came of it, and what the machine looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this format. A reader that knows 1 may ignore fields it does not know.
    pub format: u32,
    /// What kind of document this is.
    pub kind: DocumentKind,
    /// The code to read out on the phone, the same for all reports on one session.
    pub code: String,
    /// The language of all words in it.
    pub lang: Lang,
    /// The heading.
    pub title: String,
    /// The product's name, as it stands in file names.
    pub product: String,
    /// When the report was made.
    pub made: LocalTime,
    /// The problem: the wizard's id and title.
    pub problem: NamedItem,
    /// Said when the pack no longer has the wizard, so that ids stand where words should.
    pub note: Option<String>,
    /// How it ended.
    pub ended: SessionEnd,
    /// When the session began.
    pub began: LocalTime,
    /// When something last happened in it.
    pub touched: LocalTime,
    /// How long the pages were on screen altogether, breaks left out.
    pub took: Elapsed,
    /// Where the computer's clock was set while the session was open, in order. Times before are those of the clock of
    /// before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clock_set: Vec<ClockSet>,
    /// The parts that the customer left out.
    #[serde(default)]
    pub left_out: Vec<ReportPart>,
    /// The answers as they stand, in the order of the pages.
    pub answers: Vec<AnsweredQuestion>,
    /// The pages the customer has been to, in the order in which they first came to them.
    pub tried: Vec<TriedPage>,
    /// Tools used on screens outside the pages, in order.
    pub elsewhere: Vec<UsedTool>,
    /// The machine on which the report was made; null when the customer left it out.
    pub machine: Option<MachineInfo>,
    /// The zone of all times in words.
    pub zone: ZoneInfo,
    /// The program and the pack.
    pub program: ProgramInfo,
    /// Everything that happened, in order.
    pub timeline: Vec<TimelineEntry>,
    /// The pictures that the customer added.
    #[serde(default)]
    pub pictures: Vec<PictureNote>,
    /// The end of the program's own log, where it has failed and the customer wants it known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogNote>,
    /// What was hidden in all of this, the gravest first.
    #[serde(default)]
    pub hidden: Vec<HiddenCount>,
    /// The same report in the other language, where the customer chose both.
    #[serde(default, deserialize_with = "beside", skip_serializing_if = "Option::is_none")]
    pub beside: Option<Box<Self>>,
}

/// A report beside a report has none beside itself: a file with hundreds of them inside each other would take more stack
/// than the program has on Windows.
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
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
}

/// A line of the program's own log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogNote {
    /// When; null for what goes on from the line before.
    pub when: Option<LocalTime>,
    /// What it says.
    pub words: String,
}

/// How often one kind of thing was hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenCount {
    /// The kind's name for machines: `card`, `one-time code`.
    pub id: String,
    /// The same in words.
    pub words: String,
    /// How many hidden things of it there are; what the timeline says once more is counted once.
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
    /// The words; the id again where the pack no longer knows it.
    pub words: String,
}

/// A moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTime {
    /// RFC 3339, in UTC.
    pub at: Timestamp,
    /// The time on the customer's clock: `2026-11-23 18:42:05`.
    pub words: String,
}

/// A stretch of time, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elapsed {
    /// Whole seconds.
    pub seconds: i64,
    /// "3 min".
    pub words: String,
}

/// The computer's clock was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockSet {
    /// When it was noticed, on the clock as it was set.
    pub when: LocalTime,
    /// How far ahead of before it was from then on; less than nothing where it was set back.
    pub by_seconds: i64,
    /// In words.
    pub words: String,
}

/// How the session ended, if it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnd {
    /// Which way.
    pub id: SessionEndKind,
    /// In words.
    pub words: String,
    /// What it was, where it is solved.
    pub because: Option<String>,
}

/// The ways in which a session stands when its report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionEndKind {
    /// The customer said that it works now.
    Solved,
    /// Nothing helped.
    NotSolved,
    /// The customer gave it up.
    Left,
    /// It goes on.
    Open,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// On which page it is asked.
    pub page: NamedItem,
    /// The question.
    pub ask: NamedItem,
    /// What kind of question it is; null when the pack no longer has it.
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
    /// Which of several, where there was a choice.
    pub id: Option<String>,
    /// In words; several lines where the customer wrote several.
    pub words: String,
}

/// One page the customer has been to, and what they did there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedPage {
    /// The page.
    pub page: NamedItem,
    /// Whether it belongs to the way as it stands.
    pub standing: PageStanding,
    /// The same in words, where it is worth a word.
    pub standing_words: Option<String>,
    /// When the customer first came to it.
    pub when: LocalTime,
    /// How long it was on screen, all visits together.
    pub took: Elapsed,
    /// How long the computer slept meanwhile, or nobody did anything for very long, in a sentence. It is not counted as time
    /// on screen; missing where there was no such break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Elapsed>,
    /// Its tasks, in the page's order.
    pub tasks: Vec<TaskDone>,
    /// The answers given on it, in the page's order.
    pub answers: Vec<AnsweredQuestion>,
    /// What was said to "did this solve it?".
    pub said: Option<SolvedReply>,
    /// The tools used on it, in order.
    pub tools: Vec<UsedTool>,
}

/// Whether a page belongs to the way as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageStanding {
    /// It is behind the customer, or on screen.
    OnTheWay,
    /// The customer went back from it.
    WentBack,
    /// The way leads elsewhere since an answer changed.
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

/// What was said to "did this solve it?".
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
    /// What exactly: the host opened, the file saved, or why it failed.
    pub detail: String,
    /// For cleared browser data: the same in counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Cleared>,
    /// When.
    pub when: LocalTime,
}

/// Whether a tool worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsedToolResult {
    /// It did what it says.
    Done,
    /// It could not.
    Failed,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When.
    pub when: LocalTime,
    /// What, by the name that session records use: `ticked`.
    pub what: String,
    /// In words.
    pub words: String,
    /// Whether the customer undid it later.
    pub undone: bool,
}

/// The machine on which the report was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineInfo {
    /// The system with its version.
    pub system: String,
    /// The processor's architecture.
    pub architecture: String,
    /// The locale of the system.
    pub locale: String,
    /// The browsers found on it, with their versions; none when nobody looked.
    pub browsers: Vec<BrowserFact>,
    /// Whether connections are to go through a proxy; null when the system does not say.
    pub proxy: Option<bool>,
    /// How far its clock was ahead of the right time, in seconds; null when nobody compared them.
    pub clock_ahead_seconds: Option<i64>,
    /// The free space where the program keeps its sessions, in bytes; null when the system does not say.
    pub free_disk_bytes: Option<u64>,
}

/// A browser on the machine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BrowserFact {
    /// Its name.
    pub name: String,
    /// Its version; null when its files do not say.
    pub version: Option<String>,
}

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneInfo {
    /// Its name in the time zone database, where it has one.
    pub id: Option<String>,
    /// How far ahead of UTC its clocks were when the report was made.
    pub offset_seconds: i32,
    /// In words: "Asia/Shanghai, UTC+8".
    pub words: String,
}

/// The program and the pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramInfo {
    /// The version of the program that made the report.
    pub version: String,
    /// The pack that gave the words.
    pub pack: NamedItem,
    /// Its version.
    pub pack_version: String,
    /// The program that the session was last worked on with.
    pub session_program_version: String,
    /// The pack that the session was last worked on with.
    pub session_pack: String,
    /// Its version.
    pub session_pack_version: String,
    /// The language in which the session is read: its tag, and its name in itself.
    pub session_lang: NamedItem,
}
