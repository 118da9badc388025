//! `okpay-wizard report`: one saved report read back, a folder of them added up, or one found by its code.
//!
//! Whoever sends a report may be anybody: nothing in one is trusted, and what is printed cannot steer a terminal.

mod csv;
mod find;
mod folder;
mod one;
mod open;
mod paper;
mod table;
mod text;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use self::folder::{Met, Twins};
use self::words::Words;
use super::args::{PrintFormat, ReportArgs};
use super::clear::error_document;
use super::common::{Status, Trouble, complain, say};
use crate::lang::{Lang, fill};
use crate::report::{ReportCode, Tally, clean_line};

/// Carries the command out. Only a language that was asked for changes in which one a report is shown.
pub(super) fn run(args: &ReportArgs, wished: Option<Lang>, lang: Lang) -> Result<Status, Trouble> {
    let done = try_to(args, wished, lang);
    if let (Err(why), true) = (&done, args.json) {
        say(&error_document(why))?;
    }
    done
}

fn try_to(args: &ReportArgs, wished: Option<Lang>, lang: Lang) -> Result<Status, Trouble> {
    let words = Words::of(lang);
    // A code that was misheard is told before a single file is opened.
    let code = args.code.as_deref().map(ReportCode::parse).transpose().map_err(|wrong| {
        let why = clean_line(&wrong.words(lang));
        fill(words.wrong_code, &[("why", &why)])
    })?;
    let metadata = fs::metadata(&args.path).map_err(|error| cannot_open(&args.path, &error, lang))?;
    let path = shown(&args.path);
    match (metadata.is_dir(), args.summary, code) {
        (true, true, _) => summary(args, lang),
        (true, false, Some(code)) => find::run(args, &code, lang),
        (true, false, None) => Err(fill(words.a_folder, &[("path", &path)])),
        (false, false, None) => one::run(args, wished, lang),
        (false, _, _) => Err(fill(words.no_folder, &[("path", &path)])),
    }
}

fn summary(args: &ReportArgs, lang: Lang) -> Result<Status, Trouble> {
    let format = format_of(args);
    if format == PrintFormat::Html {
        return Err(Words::of(lang).no_such_format.to_owned());
    }
    let mut tally = Tally::default();
    folder::walk(&args.path, Twins::CountOnce, &mut |path, met| match met {
        Met::Report(read) => tally.add(&read),
        Met::Unreadable(why) => tally.add_unreadable(&path.to_string_lossy(), &why.words(lang)),
    })
    .map_err(|error| cannot_open(&args.path, &error, lang))?;
    let summary = tally.finish();
    say(&match format {
        // Strings and numbers cannot fail to serialize.
        PrintFormat::Json => document(&serde_json::to_value(&summary).unwrap_or_default()),
        PrintFormat::Csv => csv::summary(&summary),
        PrintFormat::Text | PrintFormat::Html => text::summary(&summary, lang),
    })?;
    Ok(Status::Fine)
}

/// `--json` is what every command understands.
fn format_of(args: &ReportArgs) -> PrintFormat {
    if args.json { PrintFormat::Json } else { args.format.unwrap_or(PrintFormat::Text) }
}

/// One JSON document. What acts instead of being seen is written as its number, which means the same to a machine.
fn document(value: &Value) -> String {
    // A value cannot fail to serialize.
    paper::escaped(&serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// A path, harmless and on one line.
fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy())
}

fn cannot_open(path: &Path, error: &io::Error, lang: Lang) -> Trouble {
    open::Unread::Io(error.kind()).sentence(path, lang)
}

/// Says something that keeps nobody from reading on.
fn note(words: &str) {
    complain(words);
}
