//! Text that has been through the redactor, as a type: the compiler keeps everything else out of sessions.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::Redactor;

/// A text without its secrets. A redactor makes it and nothing else does, but for a session's own file: what lies
/// there went through a redactor when it was written, and goes through another one on its way into a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeText(String);

impl Redactor {
    /// The text, fit to be stored.
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
