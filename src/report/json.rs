//! The report for machines: [`Report`] field for field, and a hash of it all. `assets/report/report.schema.json`
//! describes it.
//!
//! `format` is 1. Times are RFC 3339 in UTC under `at` with the customer's clock under `words` beside it; whatever the
//! pack names has its `id` and its `words`. Readers ignore fields they do not know; a field that changes its meaning
//! raises `format`.

use serde_json::Value;

use super::model::Report;
use super::seal;

/// The report as one JSON document, indented, with a line end.
pub fn to_json(report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&sealed(report)?).map(|json| json + "\n")
}

/// The same on one line, in a form that can stand inside an HTML page: whatever could end the element, begin another
/// one or a comment, or end a line of a script is written as its number.
pub(super) fn to_json_for_html(report: &Report) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(&sealed(report)?)?;
    let mut safe = String::with_capacity(json.len() + json.len() / 8);
    // These stand in strings only, and there their numbers mean the same.
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            plain => safe.push(plain),
        }
    }
    Ok(safe)
}

fn sealed(report: &Report) -> Result<Value, serde_json::Error> {
    let mut document = serde_json::to_value(report)?;
    if let Some(fields) = document.as_object_mut() {
        seal::seal(fields);
    }
    Ok(document)
}
