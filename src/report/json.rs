//! The report for machines: [`Report`] field for field.
//!
//! `format` is 1. Times are RFC 3339 in UTC under `at` with the customer's clock under `words` beside it; whatever the
//! pack names has its `id` and its `words`. Readers ignore fields they do not know; a field that changes its meaning
//! raises `format`.

use super::model::Report;

/// The report as one JSON document, indented, with a line end.
pub fn to_json(report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(report).map(|json| json + "\n")
}
