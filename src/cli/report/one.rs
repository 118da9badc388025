//! One saved report, printed.

use serde_json::json;

use super::super::args::{PrintFormat, ReportArgs};
use super::super::common::{Status, Trouble, say};
use super::words::Words;
use super::{document, note, open, paper, shown};
use crate::lang::{Lang, fill};
use crate::report::{ReadBack, Seal};

pub(super) fn run(args: &ReportArgs, wished: Option<Lang>, lang: Lang) -> Result<Status, Trouble> {
    let words = Words::of(lang);
    let format = args.format.unwrap_or(PrintFormat::Text);
    if format == PrintFormat::Csv {
        return Err(words.no_such_format.to_owned());
    }
    let read = open::named(&args.path).map_err(|why| why.sentence(&args.path, lang))?;
    let words_of = |error: serde_json::Error| error.to_string();
    let printed = match format {
        _ if args.json => with_seal(args, &read).map_err(words_of)?,
        PrintFormat::Html => paper::html(&read, wished, lang)?,
        PrintFormat::Json => paper::json(&read).map_err(words_of)?,
        PrintFormat::Text | PrintFormat::Csv => paper::text(&read, wished, lang),
    };
    say(&printed)?;
    if let Some(missing) = wished.filter(|wished| !has(&read, *wished)) {
        note(&fill(words.not_in_language, &[("wished", missing.name()), ("there", read.report.lang.name())]));
    }
    if read.seal == Seal::Whole {
        return Ok(Status::Fine);
    }
    note(words.damaged);
    Ok(Status::Found)
}

/// The report and whether it is as it was saved.
fn with_seal(args: &ReportArgs, read: &ReadBack) -> serde_json::Result<String> {
    let seal = word(read.seal);
    let report = serde_json::to_value(&read.report)?;
    Ok(document(&json!({
        "format": 1,
        "kind": "okpay-wizard-report-read-back",
        "path": shown(&args.path),
        "seal": seal,
        "report": report,
    })))
}

/// A seal's state, for machines.
pub(super) fn word(seal: Seal) -> &'static str {
    match seal {
        Seal::Whole => "whole",
        Seal::Broken => "broken",
        Seal::Missing => "missing",
    }
}

fn has(read: &ReadBack, lang: Lang) -> bool {
    read.report.lang == lang || read.report.beside.as_ref().is_some_and(|beside| beside.lang == lang)
}
