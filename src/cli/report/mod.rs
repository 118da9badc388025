//! `okpay-wizard report`: prints one saved report, summarises a folder of reports, or finds one by its code.
//!
//! A report can come from an attacker. Nothing in it is trusted, and the output cannot control a terminal.

mod csv;
mod find;
mod folder;
mod formats;
mod one;
mod open;
mod sentences;
mod table;
mod text;

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use self::folder::{DuplicateForms, VisitedFile};
use self::sentences::SummarySentences;
use super::args::{PrintFormat, ReportArgs};
use super::clear::error_document;
use super::common::{CommandError, Status, print};
use crate::lang::{Lang, fill};
use crate::report::{ReportCode, Tally, clean_line};

/// Runs the command. A report is shown in its own language unless the command line names one.
pub(super) fn run(args: &ReportArgs, requested_lang: Option<Lang>, lang: Lang) -> Result<Status, CommandError> {
    let result = try_run(args, requested_lang, lang);
    if let (Err(why), true) = (&result, args.json) {
        print(&error_document(why))?;
    }
    result
}

fn try_run(args: &ReportArgs, requested_lang: Option<Lang>, lang: Lang) -> Result<Status, CommandError> {
    let words = SummarySentences::of(lang);
    // A mistyped code is an error before any file is opened.
    let code = args.code.as_deref().map(ReportCode::parse).transpose().map_err(|error| {
        let why = clean_line(&error.words(lang));
        fill(words.wrong_code, &[("why", &why)])
    })?;
    let metadata = fs::metadata(&args.path).map_err(|error| cannot_open(&args.path, &error, lang))?;
    let path = shown(&args.path);
    match (metadata.is_dir(), args.summary, code) {
        (true, true, _) => summary(args, lang),
        (true, false, Some(code)) => find::run(args, &code, lang),
        (true, false, None) => Err(fill(words.a_folder, &[("path", &path)])),
        (false, false, None) => one::run(args, requested_lang, lang),
        (false, _, _) => Err(fill(words.not_a_folder, &[("path", &path)])),
    }
}

fn summary(args: &ReportArgs, lang: Lang) -> Result<Status, CommandError> {
    let format = format_of(args);
    if format == PrintFormat::Html {
        return Err(SummarySentences::of(lang).no_such_format.to_owned());
    }
    let mut tally = Tally::default();
    folder::walk(&args.path, DuplicateForms::FirstOnly, &mut |path, file| match file {
        VisitedFile::Report(read) => tally.add(&read),
        VisitedFile::Unreadable(why) => tally.add_unreadable(&path.to_string_lossy(), &why.words(lang)),
    })
    .map_err(|error| cannot_open(&args.path, &error, lang))?;
    let summary = tally.finish();
    print(&match format {
        // Strings and numbers cannot fail to serialize.
        PrintFormat::Json => document(&serde_json::to_value(&summary).unwrap_or_default()),
        PrintFormat::Csv => csv::summary(&summary),
        PrintFormat::Text | PrintFormat::Html => text::summary(&summary, lang),
    })?;
    Ok(Status::Fine)
}

/// The requested format; `--json` works as in every command.
fn format_of(args: &ReportArgs) -> PrintFormat {
    if args.json { PrintFormat::Json } else { args.format.unwrap_or(PrintFormat::Text) }
}

/// One JSON document. Control characters are escaped, which means the same to a machine.
fn document(value: &Value) -> String {
    // A value cannot fail to serialize.
    formats::escaped(&serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// A path on one line, without control characters.
fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy())
}

fn cannot_open(path: &Path, error: &io::Error, lang: Lang) -> CommandError {
    open::ReportReadFailure::Io(error.kind()).sentence(path, lang)
}
