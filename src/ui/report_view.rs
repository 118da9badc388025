//! What the report's screen shows, and what the customer may want of it.

use std::collections::BTreeSet;

use super::picture_view::FileDialog;
use crate::lang::Lang;
use crate::redact::SecretKind;
use crate::report::{HiddenCount, ReportPart, ReportSheet, RevealedValue};

/// The report on screen.
#[derive(Clone, Copy, Debug)]
pub struct ReportView<'a> {
    /// What it says.
    pub sheet: &'a ReportSheet,
    /// What will be saved, letter by letter, where that is a text and no page.
    pub exact: Option<&'a str>,
    /// Its code.
    pub code: &'a str,
    /// What the customer decided about it.
    pub wanted: &'a ReportSelection,
    /// What is hidden in it.
    pub hidden: &'a [HiddenCount],
    /// What of that can be shown again.
    pub can_show: &'a [RevealableText],
    /// What in it are the customer's words, their choices and what their computer said.
    pub own: &'a [String],
    /// Whether the program's own log can go in.
    pub has_log: bool,
    /// Where it was last saved.
    pub saved: Option<&'a str>,
    /// Whether it is being saved right now.
    pub saving: bool,
    /// Whether the system's file dialog is open.
    pub dialog: FileDialog,
}

/// What the customer decided about the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSelection {
    /// How it is saved.
    pub format: SaveFormat,
    /// In which languages.
    pub tongues: ReportLanguages,
    /// The parts that stay out.
    pub left_out: BTreeSet<ReportPart>,
    /// Hidden values that are to be read after all.
    pub shown: Vec<RevealedValue>,
    /// What the customer chose to hide.
    pub chosen: Vec<String>,
}

impl Default for ReportSelection {
    /// Everything, as a page, in both languages: the customer can read it, and whoever answers.
    fn default() -> Self {
        Self {
            format: SaveFormat::Html,
            tongues: ReportLanguages::Both,
            left_out: BTreeSet::new(),
            shown: Vec::new(),
            chosen: Vec::new(),
        }
    }
}

/// The languages of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportLanguages {
    /// This one.
    One(Lang),
    /// That of the interface, with the other one beside it.
    Both,
}

/// A hidden value that can be shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealableText {
    /// What it is.
    pub kind: SecretKind,
    /// What stands for it in the session.
    pub placeholder: String,
    /// What it was.
    pub original: String,
    /// Whether it is to be read in the report as it stands.
    pub now: Now,
}

/// Whether something can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// It is hidden.
    Hidden,
    /// It can be read.
    Readable,
}

/// The formats of a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveFormat {
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// A text that fits into a form.
    Short,
    /// JSON.
    Json,
    /// Page, text, JSON and pictures in one file.
    Zip,
}

impl SaveFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Html, Self::Text, Self::Short, Self::Json, Self::Zip];

    /// The ending of its files' names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text | Self::Short => "txt",
            Self::Json => "json",
            Self::Zip => "zip",
        }
    }
}

/// What the customer wants of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportIntent {
    /// Leave this part out, or take it in again.
    Toggle(ReportPart),
    /// Write it in these languages.
    Tongues(ReportLanguages),
    /// Save it in this format.
    Format(SaveFormat),
    /// Hide this text wherever it stands.
    Hide(String),
    /// Hide this chosen text no longer.
    HideNoMore(String),
    /// Show what this placeholder stands for; asked twice before.
    Show(String),
    /// Hide it again.
    HideAgain(String),
    /// Put it into the clipboard, as text.
    Copy,
    /// Save it into Documents.
    Save,
    /// Save it where the customer says.
    SaveAs,
    /// Show the folder of the saved file.
    OpenFolder,
}
