//! The report in fewer than 1,500 characters, for web forms with such a limit.

use super::super::model::{AnswerKind, Report, TriedPage, UsedToolResult};
use super::super::sheet::layout::minute;
use super::super::words::{ReportWords, labelled};
use super::shorten::{shorten, weight};
use crate::lang::{fill, number};

/// The most weight of the text. It fits a limit of 1,500, however the form counts.
const MOST: usize = 1_480;

/// The most weight of each part. Together they leave more than a third for what was tried.
const TITLE: usize = 110;
const OUTCOME: usize = 130;
const SINCE: usize = 100;
const ERROR: usize = 300;
const AMOUNTS: usize = 200;
const SHORT_TEXTS: usize = 200;
const MACHINE: usize = 180;
const HIDDEN: usize = 90;

/// The most weight of one page.
const STEP: usize = 130;

/// The most weight of "+ 3 more".
const MORE: usize = 20;

/// The report in fewer than 1,500 characters that make sense on their own: code, problem, outcome, since when, error
/// message, amounts and order numbers, what was tried, the computer, what was hidden. Long texts end in an ellipsis; lines
/// that do not fit are counted.
pub fn to_short_text(report: &Report) -> String {
    let words = ReportWords::of(report.lang);
    let label = |label: &str, value: &str| labelled(words, label, value);
    let mut top = vec![
        shorten(&label(words.code, &report.code), TITLE),
        shorten(&label(words.problem, &both(report, |report| &report.problem.words)), TITLE),
    ];
    let ended = both(report, |report| &report.ended.words);
    let ended = report.ended.because.iter().fold(ended, |ended, because| format!("{ended} · {because}"));
    top.push(shorten(&label(words.outcome, &ended), OUTCOME));
    let answers = |kinds: &'static [AnswerKind]| -> Vec<String> {
        report.answers_to(kinds).map(|answered| label(&answered.ask.words, &answered.answer.words)).collect()
    };
    let mut since = answers(&[AnswerKind::Date]);
    if since.is_empty() {
        since.push(label(words.began, minute(&report.began.words)));
    }
    top.extend(fit(&since, SINCE, SINCE, words));
    top.extend(fit(&answers(&[AnswerKind::ErrorText]), ERROR, ERROR, words));
    top.extend(fit(&answers(&[AnswerKind::Amount, AnswerKind::OrderNumber]), AMOUNTS, AMOUNTS, words));

    top.extend(fit(&answers(&[AnswerKind::ShortText]), SHORT_TEXTS, SHORT_TEXTS, words));

    let mut end = Vec::new();
    end.extend(report.machine_line(words).map(|machine| shorten(&label(words.machine, &machine), MACHINE)));
    if !report.hidden.is_empty() {
        let counts = report.hidden.iter().map(|hidden| format!("{} {}", hidden.words, number(hidden.count as u64)));
        end.push(shorten(&label(words.hidden, &counts.collect::<Vec<_>>().join(" · ")), HIDDEN));
    }

    let heading = shorten(&label(words.tried, &report.took.words), TITLE);
    let used: usize = top.iter().chain(&end).chain([&heading]).map(|line| weight(line) + LINE_END).sum();
    let steps: Vec<String> = (1..).zip(&report.tried).map(|(place, tried)| step(place, tried, words)).collect();
    let tried = fit(&steps, MOST.saturating_sub(used), STEP, words);
    if !tried.is_empty() {
        top.push(heading);
    }
    top.into_iter().chain(tried).chain(end).map(|line| line + "\n").collect()
}

/// The weight of a line break.
const LINE_END: usize = 2;

/// The first of these lines that fit, and how many more there are. Each line is shortened to `each`.
fn fit(lines: &[String], limit: usize, each: usize, words: &ReportWords) -> Vec<String> {
    let mut fitting: Vec<String> = Vec::new();
    let mut used = 0;
    for (place, line) in lines.iter().enumerate() {
        let left = lines.len() - place - 1;
        let more = if left > 0 { MORE } else { 0 };
        let line = shorten(line, each.min(limit.saturating_sub(more + LINE_END)));
        let weighs = weight(&line) + LINE_END;
        if used + weighs + more > limit || line.is_empty() {
            fitting.push(fill(words.more, &[("n", &number((left + 1) as u64))]));
            break;
        }
        used += weighs;
        fitting.push(line);
    }
    fitting
}

/// `2. Reset the password · 3 min · 3 of 4 done · Clear browser data: Worked · Not solved yet`.
fn step(place: usize, tried: &TriedPage, words: &ReportWords) -> String {
    let mut parts = vec![format!("{place}. {}", shorten(&tried.page.words, STEP / 2)), tried.took.words.clone()];
    let choices = tried.answers.iter().filter(|answered| answered.answer.id.is_some());
    parts.extend(choices.map(|answered| answered.answer.words.clone()));
    let ticked = tried.tasks.iter().filter(|task| task.ticked.is_some()).count();
    if !tried.tasks.is_empty() {
        let (done, all) = (ticked.to_string(), tried.tasks.len().to_string());
        parts.push(fill(words.tasks_done, &[("done", &done), ("all", &all)]));
    }
    let failed = |result| matches!(result, UsedToolResult::Failed);
    parts.extend(tried.tools.iter().map(|used| {
        let result = if failed(used.result) { words.failed } else { words.worked };
        labelled(words, &used.words, result)
    }));
    parts.extend(tried.said.as_ref().map(|said| said.words.clone()));
    parts.dedup();
    parts.join(" · ")
}

/// A text of the report, with its translation if there is one and it differs.
fn both(report: &Report, of: impl Fn(&Report) -> &String) -> String {
    let text = of(report);
    match report.beside.as_deref().map(of) {
        Some(beside) if beside != text => format!("{text} / {beside}"),
        _ => text.clone(),
    }
}
