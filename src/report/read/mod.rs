//! Reads a saved report: JSON, HTML or a zip.
//!
//! Anyone can send a report, so nothing in one is trusted: nothing is run, nothing is unpacked onto a disk, and no name in
//! it is used as a path. Unsafe characters are removed from its texts.

mod strict;
mod zip;

use serde_json::{Map, Value};

use self::strict::Strict;
use super::build::FORMAT;
use super::clean::clean;
use super::html::JSON_ELEMENT;
use super::model::Report;
use super::page_seal;
use super::seal::{self, Seal};

/// The most bytes of a file. A report with all its pictures is far smaller.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;

/// The most bytes of JSON. A report with thousands of events has a tenth of it.
const LONGEST_JSON: usize = 8 * 1024 * 1024;

/// The most values in a document: each takes far more memory than its letters in the file.
const MOST_VALUES: usize = 400_000;

/// The `kind` of our documents.
const KIND: &str = "okpay-wizard-report";

/// A report from a file, and whether it is as the program wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// The report.
    pub report: Report,
    /// What its hashes say. A form may have several (of the JSON, the page, the pictures); one wrong hash is enough for
    /// [`Seal::Broken`].
    pub seal: Seal,
}

/// Why a file cannot be read as a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadReportError {
    /// It is no report of this program.
    #[error("it is not a report of this program")]
    Other,
    /// A newer version of the program wrote it.
    #[error("a newer version of the program saved this report (format {0})")]
    Newer(u64),
    /// It is a report, but something in it is wrong.
    #[error("the report is damaged: {0}")]
    Damaged(String),
    /// It is larger than any report.
    #[error("it is larger than any report can be")]
    TooLarge,
}

/// Reads a report in any of its forms.
pub fn read(bytes: &[u8]) -> Result<ReadBack, ReadReportError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ReadReportError::TooLarge);
    }
    if bytes.starts_with(b"PK") { zip::read(bytes) } else { read_text(bytes) }
}

/// Reads JSON or HTML.
fn read_text(bytes: &[u8]) -> Result<ReadBack, ReadReportError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let Ok(text) = str::from_utf8(bytes) else {
        return Err(if looks_like_ours(bytes) {
            ReadReportError::Damaged("it is not UTF-8".to_owned())
        } else {
            ReadReportError::Other
        });
    };
    if text.trim_start().starts_with('{') { read_json(text) } else { read_html(text) }
}

/// Our page has a fixed shape, so no HTML parser is needed: texts are escaped, so the element occurs once.
fn read_html(page: &str) -> Result<ReadBack, ReadReportError> {
    let [before, after] = JSON_ELEMENT;
    let Some((_, rest)) = page.split_once(before) else {
        return Err(if looks_like_ours(page.as_bytes()) {
            ReadReportError::Damaged("there is no report inside the page".to_owned())
        } else {
            ReadReportError::Other
        });
    };
    let json = rest.split_once(after).map_or(rest, |(json, _)| json);
    let mut read = read_json(json)?;
    read.seal = read.seal.and(page_seal::check(page));
    Ok(read)
}

fn read_json(text: &str) -> Result<ReadBack, ReadReportError> {
    // Each value except the first follows one of these. Those inside texts make the count too high, never too low.
    let values = text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
    if text.len() > LONGEST_JSON || values > MOST_VALUES {
        return Err(ReadReportError::TooLarge);
    }
    let document = match serde_json::from_str::<Strict>(text).map(|Strict(value)| value) {
        Ok(Value::Object(document)) => document,
        Err(error) if text.contains(KIND) => return Err(ReadReportError::Damaged(error.to_string())),
        Ok(_) | Err(_) => return Err(ReadReportError::Other),
    };
    if document.get("kind").and_then(Value::as_str) != Some(KIND) {
        return Err(ReadReportError::Other);
    }
    match document.get("format").and_then(Value::as_u64) {
        Some(newer) if newer > u64::from(FORMAT) => return Err(ReadReportError::Newer(newer)),
        Some(_) => {}
        None => return Err(ReadReportError::Damaged("it does not say in which format it is".to_owned())),
    }
    let seal = seal::check(&document);
    let report =
        serde_json::from_value(harmless(document)).map_err(|error| ReadReportError::Damaged(error.to_string()))?;
    Ok(ReadBack { report, seal })
}

/// The document with every text cleaned: the program writes only clean texts, but others can write reports too.
fn harmless(document: Map<String, Value>) -> Value {
    fn cleaned(value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(clean(&text)),
            Value::Array(items) => Value::Array(items.into_iter().map(cleaned).collect()),
            Value::Object(fields) => {
                Value::Object(fields.into_iter().map(|(name, value)| (name, cleaned(value))).collect())
            }
            plain @ (Value::Null | Value::Bool(_) | Value::Number(_)) => plain,
        }
    }
    cleaned(Value::Object(document))
}

fn looks_like_ours(bytes: &[u8]) -> bool {
    // The beginning of a page has one mark and its end the other, so an incomplete download has at least one.
    [KIND, page_seal::NAME].iter().any(|mark| bytes.windows(mark.len()).any(|window| window == mark.as_bytes()))
}
