//! Problems of a pack.

use serde::Serialize;

use crate::lang::Lang;

/// A problem of a pack: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of this kind of problem, for scripts and for the handbook: `unknown-page`.
    pub code: &'static str,
    /// Where it is.
    pub place: Location,
    /// What is wrong, in one sentence.
    pub message: BilingualText,
    /// What to do about it.
    pub help: Option<BilingualText>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but customers may have trouble with it.
    Warning,
}

/// A place in a file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Location {
    /// The file's path inside the pack.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The range of bytes in the decoded text, for drawing the line.
    #[serde(skip)]
    pub span: std::ops::Range<usize>,
}

/// A sentence in both languages of the support team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BilingualText {
    /// In Chinese.
    #[serde(rename = "zh-CN")]
    pub chinese: String,
    /// In English.
    #[serde(rename = "en")]
    pub english: String,
}

impl BilingualText {
    /// The sentence for a reader of `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Chinese => &self.chinese,
            Lang::English => &self.english,
        }
    }
}
