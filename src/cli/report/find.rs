//! Finds the reports with the code that a customer reads out.

use std::fmt::Write as _;
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::args::{PrintFormat, ReportArgs};
use super::super::common::{CommandError, Status, print, print_error};
use super::folder::{DuplicateForms, VisitedFile, walk};
use super::one::seal_name;
use super::sentences::SummarySentences;
use super::{cannot_open, document, format_of, shown};
use crate::lang::{Lang, fill};
use crate::report::{ReportCode, Seal, clean_line};

/// How many reports are listed. A customer saves a report only a few times; a thousand copies may be meant to hide one.
const MOST_LISTED: usize = 100;

/// A report that has the code.
struct MatchingReport {
    made: Timestamp,
    made_words: String,
    path: String,
    seal: Seal,
}

pub(super) fn run(args: &ReportArgs, code: &ReportCode, lang: Lang) -> Result<Status, CommandError> {
    let words = SummarySentences::of(lang);
    let format = format_of(args);
    if matches!(format, PrintFormat::Html | PrintFormat::Csv) {
        return Err(words.no_such_format.to_owned());
    }
    let (mut found, mut all, mut unreadable) = (Vec::new(), 0_u64, 0_u64);
    walk(&args.path, DuplicateForms::All, &mut |path, file| match file {
        // The code in the report counts, not the one in the file's name.
        VisitedFile::Report(read) if ReportCode::parse(&read.report.code).as_ref() == Ok(code) => {
            all += 1;
            let made_words = clean_line(&read.report.made.words).chars().take(40).collect();
            found.push(MatchingReport {
                made: read.report.made.at,
                made_words,
                path: full_path(&args.path, path),
                seal: read.seal,
            });
            keep_newest(&mut found);
        }
        VisitedFile::Report(_) => {}
        VisitedFile::Unreadable(_) => unreadable += 1,
    })
    .map_err(|error| cannot_open(&args.path, &error, lang))?;
    let output = match format {
        PrintFormat::Json => as_json(code, &found, all, unreadable),
        PrintFormat::Text | PrintFormat::Html | PrintFormat::Csv => as_text(&found, all, words),
    };
    print(&output)?;
    if unreadable > 0 {
        print_error(&fill(words.some_unreadable, &[("n", &unreadable.to_string())]));
    }
    if found.is_empty() {
        let path = shown(&args.path);
        print_error(&fill(words.nothing_found, &[("code", &code.to_string()), ("path", &path)]));
        return Ok(Status::Found);
    }
    Ok(Status::Fine)
}

/// Sorts the reports by time, the newest first, and keeps the newest.
fn keep_newest(found: &mut Vec<MatchingReport>) {
    found.sort_by(|one, other| other.made.cmp(&one.made).then_with(|| one.path.cmp(&other.path)));
    found.truncate(MOST_LISTED);
}

fn full_path(top: &Path, below: &Path) -> String {
    shown(&top.join(below))
}

fn as_text(found: &[MatchingReport], all: u64, words: &SummarySentences) -> String {
    let mut text = String::new();
    for one in found {
        let damaged = if one.seal == Seal::Whole { "" } else { words.is_damaged };
        // Writing to a string cannot fail.
        writeln!(text, "{}  {}{damaged}", one.made_words, one.path).ok();
    }
    let more = all.saturating_sub(found.len() as u64);
    if more > 0 {
        writeln!(text, "{}", fill(words.more, &[("n", &more.to_string())])).ok();
    }
    text
}

fn as_json(code: &ReportCode, found: &[MatchingReport], all: u64, unreadable: u64) -> String {
    let one = |one: &MatchingReport| json!({ "path": one.path, "made": one.made, "seal": seal_name(one.seal) });
    let reports: Vec<Value> = found.iter().map(one).collect();
    document(&json!({
        "format": 1,
        "kind": "okpay-wizard-reports-of-a-code",
        "code": code.to_string(),
        "found": all,
        "unreadable": unreadable,
        "newest": reports,
    }))
}
