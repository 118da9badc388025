//! The report for machines: [`Report`] field for field, and a hash of it all.
//!
//! `format` is 1. Times are RFC 3339 in UTC under `at` with the customer's clock under `words` beside it; whatever the
//! pack names has its `id` and its `words`. Readers ignore fields they do not know; a field that changes its meaning
//! raises `format`.

use super::model::Report;
use super::seal;

/// The report as one JSON document, indented, with a line end.
pub fn to_json(report: &Report) -> Result<String, serde_json::Error> {
    let mut document = serde_json::to_value(report)?;
    if let Some(fields) = document.as_object_mut() {
        seal::seal(fields);
    }
    serde_json::to_string_pretty(&document).map(|json| json + "\n")
}
