//! The reports with a code that a customer reads out.

use std::fmt::Write as _;
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::args::{PrintFormat, ReportArgs};
use super::super::common::{Status, Trouble, say};
use super::folder::{Met, Twins, walk};
use super::one::word;
use super::words::Words;
use super::{cannot_open, document, format_of, note, shown};
use crate::lang::{Lang, fill};
use crate::report::{ReportCode, Seal, clean_line};

/// How many are told: a customer saves a report a few times, and whoever made a thousand of them wants to hide one.
const MOST: usize = 100;

/// A report with the code.
struct Found {
    made: Timestamp,
    made_words: String,
    path: String,
    seal: Seal,
}

pub(super) fn run(args: &ReportArgs, code: &ReportCode, lang: Lang) -> Result<Status, Trouble> {
    let words = Words::of(lang);
    let format = format_of(args);
    if matches!(format, PrintFormat::Html | PrintFormat::Csv) {
        return Err(words.no_such_format.to_owned());
    }
    let (mut found, mut all, mut unreadable) = (Vec::new(), 0_u64, 0_u64);
    walk(&args.path, Twins::All, &mut |path, met| match met {
        // The file's name may say what it likes.
        Met::Report(read) if ReportCode::parse(&read.report.code).as_ref() == Ok(code) => {
            all += 1;
            let made_words = clean_line(&read.report.made.words).chars().take(40).collect();
            found.push(Found { made: read.report.made.at, made_words, path: place(&args.path, path), seal: read.seal });
            newest(&mut found);
        }
        Met::Report(_) => {}
        Met::Unreadable(_) => unreadable += 1,
    })
    .map_err(|error| cannot_open(&args.path, &error, lang))?;
    let told = match format {
        PrintFormat::Json => as_json(code, &found, all, unreadable),
        PrintFormat::Text | PrintFormat::Html | PrintFormat::Csv => as_text(&found, all, words),
    };
    say(&told)?;
    if unreadable > 0 {
        note(&fill(words.some_unreadable, &[("n", &unreadable.to_string())]));
    }
    if found.is_empty() {
        let path = shown(&args.path);
        note(&fill(words.nothing_found, &[("code", &code.to_string()), ("path", &path)]));
        return Ok(Status::Found);
    }
    Ok(Status::Fine)
}

/// Keeps the newest ones, the newest first.
fn newest(found: &mut Vec<Found>) {
    found.sort_by(|one, other| other.made.cmp(&one.made).then_with(|| one.path.cmp(&other.path)));
    found.truncate(MOST);
}

fn place(top: &Path, below: &Path) -> String {
    shown(&top.join(below))
}

fn as_text(found: &[Found], all: u64, words: &Words) -> String {
    let mut told = String::new();
    for one in found {
        let damaged = if one.seal == Seal::Whole { "" } else { words.is_damaged };
        // Writing to a string cannot fail.
        writeln!(told, "{}  {}{damaged}", one.made_words, one.path).ok();
    }
    let more = all.saturating_sub(found.len() as u64);
    if more > 0 {
        writeln!(told, "{}", fill(words.more, &[("n", &more.to_string())])).ok();
    }
    told
}

fn as_json(code: &ReportCode, found: &[Found], all: u64, unreadable: u64) -> String {
    let one = |one: &Found| json!({ "path": one.path, "made": one.made, "seal": word(one.seal) });
    let told: Vec<Value> = found.iter().map(one).collect();
    document(&json!({
        "format": 1,
        "kind": "okpay-wizard-reports-of-a-code",
        "code": code.to_string(),
        "found": all,
        "unreadable": unreadable,
        "newest": told,
    }))
}
