//! The data that the report's screen draws, and the customer's intents about it.

use std::collections::BTreeSet;

use super::picture_view::FileDialog;
use crate::lang::Lang;
use crate::redact::SecretKind;
use crate::report::{HiddenCount, ReportPart, ReportSheet, RevealedValue};

/// The report on screen.
#[derive(Clone, Copy, Debug)]
pub struct ReportView<'a> {
    /// Its contents.
    pub sheet: &'a ReportSheet,
    /// The exact text of the file, if the format is a text and not a web page.
    pub exact: Option<&'a str>,
    /// Its code.
    pub code: &'a str,
    /// The customer's choices for it.
    pub wanted: &'a ReportSelection,
    /// How many secrets of each kind are hidden in it.
    pub hidden: &'a [HiddenCount],
    /// The hidden values that can be shown again.
    pub can_show: &'a [RevealableText],
    /// The texts in it that come from the customer, their choices and their computer.
    pub own: &'a [String],
    /// Whether the program's own log can be included.
    pub has_log: bool,
    /// The path where it was last saved.
    pub saved: Option<&'a str>,
    /// Whether it is being saved right now.
    pub saving: bool,
    /// Whether the system's file dialog is open.
    pub dialog: FileDialog,
}

/// The customer's choices for the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSelection {
    /// The format to save it in.
    pub format: SaveFormat,
    /// Its languages.
    pub tongues: ReportLanguages,
    /// The parts that are left out.
    pub left_out: BTreeSet<ReportPart>,
    /// The hidden values that the customer chose to show.
    pub shown: Vec<RevealedValue>,
    /// The texts that the customer chose to hide.
    pub chosen: Vec<String>,
}

impl Default for ReportSelection {
    /// Everything, as a web page, in both languages, so that the customer and the support agent can both read it.
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
    /// This one only.
    One(Lang),
    /// The interface's language, with the other one beside it.
    Both,
}

/// A hidden value that can be shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealableText {
    /// Its kind.
    pub kind: SecretKind,
    /// The placeholder that replaces it in the session.
    pub placeholder: String,
    /// The value itself.
    pub original: String,
    /// Whether the report shows it now.
    pub now: Now,
}

/// Whether a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// It is hidden.
    Hidden,
    /// It is shown.
    Readable,
}

/// The formats of a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveFormat {
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// A text short enough for a form.
    Short,
    /// JSON.
    Json,
    /// Web page, text, JSON and pictures in one file.
    Zip,
}

impl SaveFormat {
    /// All formats, in the order in which the screen offers them.
    pub const ALL: [Self; 5] = [Self::Html, Self::Text, Self::Short, Self::Json, Self::Zip];

    /// The file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text | Self::Short => "txt",
            Self::Json => "json",
            Self::Zip => "zip",
        }
    }
}

/// The customer's intents about the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportIntent {
    /// Leave this part out, or include it again.
    Toggle(ReportPart),
    /// Write it in these languages.
    Tongues(ReportLanguages),
    /// Save it in this format.
    Format(SaveFormat),
    /// Hide this text wherever it occurs.
    Hide(String),
    /// Stop hiding this chosen text.
    HideNoMore(String),
    /// Show the value behind this placeholder. The window asks twice first.
    Show(String),
    /// Hide it again.
    HideAgain(String),
    /// Copy it to the clipboard, as text.
    Copy,
    /// Save it in the Documents folder.
    Save,
    /// Save it in a place that the customer chooses.
    SaveAs,
    /// Show the folder of the saved file.
    OpenFolder,
}
