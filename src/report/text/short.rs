//! The report in fewer than 1,500 characters, for forms that take no more.

use super::super::model::{AnswerKind, Report, TriedPage, UsedToolResult};
use super::super::sheet::SheetText;
use super::super::sheet::lay::minute;
use super::super::words::{Words, labelled};
use super::cut::{cut, weight};
use crate::lang::{fill, number};

/// The most it weighs. A form's limit of 1,500 takes it, however the form counts.
const MOST: usize = 1_480;

/// What each part may weigh. Together they leave a good third for what was tried.
const TITLE: usize = 110;
const OUTCOME: usize = 130;
const SINCE: usize = 100;
const ERROR: usize = 300;
const AMOUNTS: usize = 200;
const TOLD: usize = 200;
const MACHINE: usize = 180;
const HIDDEN: usize = 90;

/// The most that one page weighs.
const STEP: usize = 130;

/// What "+ 3 more" weighs at most.
const MORE: usize = 20;

/// The report in fewer than 1,500 characters that make sense by themselves: its code, the problem, how it ended, since
/// when, what the page said, amounts and orders, what was tried, the machine, what was hidden. What is too long is cut
/// with an ellipsis, what is too much is counted.
pub fn to_short_text(report: &Report) -> String {
    let words = Words::of(report.lang);
    let label = |label: &str, value: &str| labelled(words, label, value);
    let mut top = vec![
        cut(&label(words.code, &report.code), TITLE),
        cut(&label(words.problem, &both(report, |report| &report.problem.words)), TITLE),
    ];
    let ended = both(report, |report| &report.ended.words);
    let ended = report.ended.because.iter().fold(ended, |ended, because| format!("{ended} · {because}"));
    top.push(cut(&label(words.outcome, &ended), OUTCOME));
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

    top.extend(fit(&answers(&[AnswerKind::ShortText]), TOLD, TOLD, words));

    let mut end = Vec::new();
    end.extend(report.machine_line(words).map(|machine| cut(&label(words.machine, &machine), MACHINE)));
    if !report.hidden.is_empty() {
        let counts = report.hidden.iter().map(|hidden| format!("{} {}", hidden.words, number(hidden.count as u64)));
        end.push(cut(&label(words.hidden, &counts.collect::<Vec<_>>().join(" · ")), HIDDEN));
    }

    let heading = cut(&label(words.tried, &report.took.words), TITLE);
    let used: usize = top.iter().chain(&end).chain([&heading]).map(|line| weight(line) + LINE_END).sum();
    let steps: Vec<String> = (1..).zip(&report.tried).map(|(place, tried)| step(place, tried, words)).collect();
    let tried = fit(&steps, MOST.saturating_sub(used), STEP, words);
    if !tried.is_empty() {
        top.push(heading);
    }
    top.into_iter().chain(tried).chain(end).map(|line| line + "\n").collect()
}

/// What a line end weighs.
const LINE_END: usize = 2;

/// The first of these lines that fit, and how many more there are. Each is cut to `each`.
fn fit(lines: &[String], room: usize, each: usize, words: &Words) -> Vec<String> {
    let mut fitting: Vec<String> = Vec::new();
    let mut used = 0;
    for (place, line) in lines.iter().enumerate() {
        let left = lines.len() - place - 1;
        let more = if left > 0 { MORE } else { 0 };
        let line = cut(line, each.min(room.saturating_sub(more + LINE_END)));
        let weighs = weight(&line) + LINE_END;
        if used + weighs + more > room || line.is_empty() {
            fitting.push(fill(words.more, &[("n", &number((left + 1) as u64))]));
            break;
        }
        used += weighs;
        fitting.push(line);
    }
    fitting
}

/// `2. Reset the password · 3 min · 3 of 4 done · Clear browser data: Worked · Not solved yet`.
fn step(place: usize, tried: &TriedPage, words: &Words) -> String {
    let mut told = vec![format!("{place}. {}", cut(&tried.page.words, STEP / 2)), tried.took.words.clone()];
    let choices = tried.answers.iter().filter(|answered| answered.answer.id.is_some());
    told.extend(choices.map(|answered| answered.answer.words.clone()));
    let ticked = tried.tasks.iter().filter(|task| task.ticked.is_some()).count();
    if !tried.tasks.is_empty() {
        let (done, all) = (ticked.to_string(), tried.tasks.len().to_string());
        told.push(fill(words.tasks_done, &[("done", &done), ("all", &all)]));
    }
    let failed = |result| matches!(result, UsedToolResult::Failed);
    told.extend(tried.tools.iter().map(|used| {
        let result = if failed(used.result) { words.failed } else { words.worked };
        labelled(words, &used.words, result)
    }));
    told.extend(tried.said.as_ref().map(|said| said.words.clone()));
    told.dedup();
    told.join(" · ")
}

/// Words of the report, and the same in the other language where it has one and they differ.
fn both(report: &Report, of: impl Fn(&Report) -> &String) -> String {
    let told =
        SheetText { words: of(report).clone(), beside: report.beside.as_deref().map(|beside| of(beside).clone()) };
    match told.beside {
        Some(beside) if beside != told.words => format!("{} / {beside}", told.words),
        _ => told.words,
    }
}
