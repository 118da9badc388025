//! The report for programs: the fields of [`Report`] and a hash over all of them. `assets/report/report.schema.json`
//! describes it.
//!
//! `format` is 1. A time has `at`, which is RFC 3339 in UTC, and `words`, the time on the customer's clock. Everything that
//! the pack names has an `id` and `words`. Readers ignore fields that they do not know. If a field changes its meaning,
//! `format` is raised.

use serde_json::Value;

use super::model::Report;
use super::seal;

/// The report as one indented JSON document that ends with a line break.
pub fn to_json(report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&sealed(report)?).map(|json| json + "\n")
}

/// The same on one line, safe inside an HTML page: characters that could end the element, begin another one or a
/// comment, or end a line of a script are escaped.
pub(super) fn to_json_for_html(report: &Report) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(&sealed(report)?)?;
    let mut safe = String::with_capacity(json.len() + json.len() / 8);
    // These characters occur only in strings, where the escape means the same.
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
