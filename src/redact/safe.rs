//! The type of redacted text. With it, the compiler keeps other text out of sessions.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::Redactor;

/// A text without its secrets. Only a redactor makes it. The one exception is reading a session's file: its texts were
/// redacted when they were written, and are redacted again on their way into a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeText(String);

impl Redactor {
    /// The redacted text, ready to be saved.
    pub fn safe(&self, text: &str) -> SafeText {
        SafeText(self.redact(text).text)
    }
}

impl SafeText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for SafeText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
