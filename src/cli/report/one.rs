//! Prints one saved report.

use serde_json::json;

use super::super::args::{PrintFormat, ReportArgs};
use super::super::common::{CommandError, Status, print, print_error};
use super::sentences::SummarySentences;
use super::{document, formats, open, shown};
use crate::lang::{Lang, fill};
use crate::report::{ReadBack, Seal};

pub(super) fn run(args: &ReportArgs, requested_lang: Option<Lang>, lang: Lang) -> Result<Status, CommandError> {
    let words = SummarySentences::of(lang);
    let format = args.format.unwrap_or(PrintFormat::Text);
    if format == PrintFormat::Csv {
        return Err(words.no_such_format.to_owned());
    }
    let read = open::named(&args.path).map_err(|why| why.sentence(&args.path, lang))?;
    let message = |error: serde_json::Error| error.to_string();
    let printed = match format {
        _ if args.json => with_seal(args, &read).map_err(message)?,
        PrintFormat::Html => formats::html(&read, requested_lang, lang)?,
        PrintFormat::Json => formats::json(&read).map_err(message)?,
        PrintFormat::Text | PrintFormat::Csv => formats::text(&read, requested_lang, lang),
    };
    print(&printed)?;
    if let Some(missing) = requested_lang.filter(|requested_lang| !has_language(&read, *requested_lang)) {
        print_error(&fill(words.not_in_language, &[("wished", missing.name()), ("there", read.report.lang.name())]));
    }
    if read.seal == Seal::Whole {
        return Ok(Status::Fine);
    }
    print_error(words.damaged);
    Ok(Status::Found)
}

/// The report, and whether it was changed after it was saved.
fn with_seal(args: &ReportArgs, read: &ReadBack) -> serde_json::Result<String> {
    let seal = seal_name(read.seal);
    let report = serde_json::to_value(&read.report)?;
    Ok(document(&json!({
        "format": 1,
        "kind": "okpay-wizard-report-read-back",
        "path": shown(&args.path),
        "seal": seal,
        "report": report,
    })))
}

/// The name of a seal's state in JSON.
pub(super) fn seal_name(seal: Seal) -> &'static str {
    match seal {
        Seal::Whole => "whole",
        Seal::Broken => "broken",
        Seal::Missing => "missing",
    }
}

fn has_language(read: &ReadBack, lang: Lang) -> bool {
    read.report.lang == lang || read.report.beside.as_ref().is_some_and(|beside| beside.lang == lang)
}
