//! A saved report, read back.
//!
//! Whoever sends a report may be anybody: nothing in one is trusted, nothing is run, nothing is unpacked onto a disk.

use serde_json::Value;

use super::model::Report;
use super::seal::{self, Seal};

/// A report that was read back, and whether it is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// The report.
    pub report: Report,
    /// What its hash says.
    pub seal: Seal,
}

/// Why something is no report that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
    /// It is no report of this program.
    #[error("this is no report of this program")]
    Other,
    /// A newer program wrote it.
    #[error("a newer program wrote this report, in format {0}; this program reads format 1")]
    Newer(u64),
    /// It is one, but something in it is not as it must be.
    #[error("the report is damaged: {0}")]
    Damaged(String),
}

/// Reads a report in any of its forms.
pub fn read(bytes: &[u8]) -> Result<ReadBack, NoReport> {
    let Ok(Value::Object(document)) = serde_json::from_slice::<Value>(bytes) else { return Err(NoReport::Other) };
    let seal = seal::check(&document);
    let report =
        serde_json::from_value(Value::Object(document)).map_err(|error| NoReport::Damaged(error.to_string()))?;
    Ok(ReadBack { report, seal })
}
