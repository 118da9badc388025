//! A saved report, read back: JSON, HTML or a zip.
//!
//! Whoever sends a report may be anybody: nothing in one is trusted, nothing is run, nothing is unpacked onto a disk,
//! and no name in it is taken for a path. Its texts come out without characters that act on a terminal.

mod no_report;
mod strict;
mod zip;

use serde_json::{Map, Value};

pub use self::no_report::ReadReportError;

use self::strict::Strict;
use super::build::FORMAT;
use super::clean::clean;
use super::html::JSON_ELEMENT;
use super::model::Report;
use super::page_seal;
use super::seal::{self, Seal};

/// The largest file that is looked at, in bytes. A report with all its pictures stays far below.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;

/// The longest JSON that is parsed, in bytes. That of a report with thousands of events is a tenth of it.
const LONGEST_JSON: usize = 8 * 1024 * 1024;

/// The most values that a document may have: in memory each takes many times its letters in the file.
const MOST_VALUES: usize = 400_000;

/// What a document of ours says it is.
const KIND: &str = "okpay-wizard-report";

/// A report that was read back, and whether it is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// The report.
    pub report: Report,
    /// What its hashes say. Where a form has several (the JSON, the page, the pictures), one that is wrong breaks it.
    pub seal: Seal,
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

/// Our own page has a fixed shape, so it needs no reader of HTML: the element stands in it once, as texts are escaped.
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
    // Each value but the first comes after one of these; those inside texts make it too many, never too few.
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

/// The document with every text cleaned: the program writes only clean ones, but others can write reports, too.
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
    // The beginning of a page has the one, its end the other: what was cut off in a download has at least one.
    [KIND, page_seal::NAME].iter().any(|mark| bytes.windows(mark.len()).any(|window| window == mark.as_bytes()))
}
