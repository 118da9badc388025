//! What a person reads.

use std::fmt::Write as _;

use super::whose;
use super::words::{Words, trouble};
use crate::browser::{
    Amount, Backup, BrowserSurvey, ClearOutcome, ClearPlan, ClearStep, Count, DataKind, Holder, Mode, ProfileSurvey,
    RestoreResult, Running, RunningUnknown, Scope, Site, SkipReason, Skipped, StepCounts, StepOutcome, Survey,
    UndoStatus,
};
use crate::lang::{Lang, fill, number, size};
use crate::report::clean_line;

/// Browsers, profiles, what could be cleared, whether they run.
pub(super) fn survey(survey: &Survey, lang: Lang) -> String {
    let words = Words::of(lang);
    if survey.browsers.is_empty() {
        return format!("{}\n", words.no_browsers);
    }
    let sites = survey.sites.iter().map(Site::host).collect::<Vec<_>>().join(words.comma);
    let mut told = String::new();
    for found in &survey.browsers {
        let state = state(&found.running, words);
        writeln!(told, "{} ({}){}{state}", clean_line(&found.browser.name), found.browser.id, words.colon).ok();
        if found.profiles.is_empty() {
            writeln!(told, "  {}", words.by_hand).ok();
        }
        if found.shared_cache.amount.files > 0 {
            writeln!(told, "  {}", words.shared).ok();
            writeln!(told, "    {}{}{}", words.cache, words.colon, files(found.shared_cache.amount, words)).ok();
        }
        left_alone(&mut told, &found.shared_cache.skipped, lang);
        for profile in &found.profiles {
            profile_lines(&mut told, profile, &sites, lang);
        }
    }
    told
}

fn profile_lines(told: &mut String, found: &ProfileSurvey, sites: &str, lang: Lang) {
    let words = Words::of(lang);
    writeln!(told, "  {} ({})", clean_line(&found.profile.name), clean_line(&found.profile.folder)).ok();
    writeln!(told, "    {}{}{}", words.cache, words.colon, files(found.cache.amount, words)).ok();
    left_alone(told, &found.cache.skipped, lang);
    match &found.cookies {
        Ok(count) => {
            let cookies = entries(words.entries, *count, sites, words);
            writeln!(told, "    {}{}{cookies}", words.cookies, words.colon).ok()
        }
        Err(why) => {
            let why = fill(words.refused, &[("why", &trouble(why, lang))]);
            writeln!(told, "    {}{}{why}", words.cookies, words.colon).ok()
        }
    };
    let mut amount = Amount::default();
    found.site_data.folders.iter().for_each(|folder| amount += folder.amount);
    let keys = entries(words.keys, found.site_data.keys, sites, words);
    writeln!(told, "    {}{}{}{}{keys}", words.site_data, words.colon, files(amount, words), words.comma).ok();
    left_alone(told, &found.site_data.skipped, lang);
}

fn entries(template: &str, count: Count, whose: &str, words: &Words) -> String {
    counts(template, count.of_sites, count.others, whose, words) + &kept_for_sites(count.kept_for_sites, words)
}

/// How many cookies, or entries of Local Storage, are the sites' own, and how many are others'.
fn counts(template: &str, own: u64, others: u64, whose: &str, words: &Words) -> String {
    let (entries, keys) = (number(own), words.shared_with_window().keys.of_many(own));
    let values = [("entries", entries.as_str()), ("keys", &keys), ("whose", whose), ("untouched", &number(others))];
    fill(template, &values)
}

/// The plan, who will be signed out where, and the question.
pub(super) fn question(plan: &ClearPlan, lang: Lang) -> String {
    let words = Words::of(lang);
    let mut told = String::new();
    for step in &plan.steps {
        let place = place(&step.browser.name, step.profile.as_ref().map(|profile| profile.name.as_str()), words);
        writeln!(told, "{place}{}{}", words.colon, as_planned(step, plan, words)).ok();
        left_alone(&mut told, &step.skipped, lang);
    }
    told + &signs_out(plan, words) + words.ask
}

fn signs_out(plan: &ClearPlan, words: &Words) -> String {
    let (certain, possible, elsewhere) = match plan.scope {
        Scope::Everything => (words.signs_out_everywhere, words.may_sign_out_everywhere, ""),
        Scope::Sites { .. } => (words.signs_out, words.may_sign_out, words.nowhere_else),
    };
    let mut told = String::new();
    for (template, places) in [(certain, plan.signs_out()), (possible, plan.may_sign_out())] {
        let places: Vec<String> =
            places.into_iter().map(|(browser, profile)| place(browser, Some(profile), words)).collect();
        if !places.is_empty() {
            told += &fill(template, &[("sites", &whose(plan, words)), ("where", &places.join(words.comma))]);
        }
    }
    if told.is_empty() { told } else { format!("{}\n", (told + elsewhere).trim_end()) }
}

/// What came of it.
pub(super) fn outcome(outcome: &ClearOutcome, plan: &ClearPlan, survey: &Survey, lang: Lang) -> String {
    let words = Words::of(lang);
    if plan.steps.is_empty() {
        return format!("{}\n", words.nothing_to_clear);
    }
    let mut told = String::new();
    let mut to_close: Vec<&BrowserSurvey> = Vec::new();
    for (step, planned) in outcome.steps.iter().zip(&plan.steps) {
        step_lines(&mut told, step, planned, outcome.mode, plan, lang);
        let mut troubles = step.refused.iter().chain(step.skipped.iter().map(|skipped| &skipped.why));
        let runs = troubles.any(|why| matches!(why, SkipReason::Running | SkipReason::MayBeRunning));
        let found = survey.browsers.iter().find(|found| found.browser.id == step.browser);
        to_close.extend(found.filter(|_| runs));
    }
    to_close.dedup_by_key(|found| found.browser.id.as_str());
    for found in to_close {
        // One that was started meanwhile did not run when it was looked at.
        let who =
            if found.running == Running::No { words.was_started.to_owned() } else { state(&found.running, words) };
        writeln!(told, "{}", fill(words.close_it, &[("browser", &clean_line(&found.browser.name)), ("who", &who)]))
            .ok();
    }
    match outcome.mode {
        Mode::DryRun => told.push_str(&signs_out(plan, words)),
        Mode::Clear if outcome.undo == UndoStatus::Kept => {
            writeln!(told, "{}", words.can_undo).ok();
        }
        Mode::Clear => {}
    }
    if outcome.cancelled {
        writeln!(told, "{}", words.stopped).ok();
    }
    told
}

fn step_lines(told: &mut String, step: &StepOutcome, planned: &ClearStep, hand: Mode, plan: &ClearPlan, lang: Lang) {
    let words = Words::of(lang);
    let place = place(&step.browser_name, step.profile.as_ref().map(|(_, name)| name.as_str()), words);
    if let Some(why) = &step.refused {
        let shown = as_planned(planned, plan, words);
        let (colon, refused) = (words.colon, fill(words.refused, &[("why", &trouble(why, lang))]));
        writeln!(told, "{place}{colon}{shown}{colon}{refused}").ok();
        return;
    }
    let verb = match hand {
        Mode::DryRun => words.would,
        Mode::Clear => words.cleared,
    };
    let mut more = String::new();
    let entries_shown = step.shown.entries;
    for (template, count) in [
        (words.vanished, step.vanished),
        (words.came, step.came),
        (words.entries_vanished, step.entries_vanished),
        (words.entries_came, step.entries_came),
    ] {
        if count > 0 {
            let told = fill(template, &[("files", &number(count)), ("shown", &number(entries_shown))]);
            write!(more, "{}{told}", words.comma).ok();
        }
    }
    let (colon, shown) = (words.colon, shown(step.part, &step.cleared, plan, words));
    writeln!(told, "{place}{colon}{shown}{colon}{verb}{more}").ok();
    left_alone(told, &step.skipped, lang);
}

/// What a step was shown as, and whether that is all there is to it.
fn as_planned(step: &ClearStep, plan: &ClearPlan, words: &Words) -> String {
    let later = if step.is_counted() { "" } else { words.counted_later };
    shown(step.part, &step.shown, plan, words) + later
}

/// What a step is about, with its counts.
fn shown(part: DataKind, shown: &StepCounts, plan: &ClearPlan, words: &Words) -> String {
    let entries = |template: &str| {
        let own = shown.entries - shown.kept_for_sites;
        counts(template, own, shown.untouched, &whose(plan, words), words)
            + &kept_for_sites(shown.kept_for_sites, words)
    };
    let counts = match part {
        DataKind::Cache => files(shown.amount, words),
        DataKind::Cookies => entries(words.entries),
        DataKind::SiteData if shown.entries == 0 => files(shown.amount, words),
        DataKind::SiteData => format!("{}{}{}", files(shown.amount, words), words.comma, entries(words.keys)),
    };
    format!("{}{}{counts}", words.part(part), words.colon)
}

/// What others keep in the sites' partition, where there is any.
fn kept_for_sites(entries: u64, words: &Words) -> String {
    if entries == 0 { String::new() } else { fill(words.kept_for_sites, &[("entries", &number(entries))]) }
}

/// Stores that can be put back.
pub(super) fn kept(all: &[Backup], lang: Lang) -> String {
    let words = Words::of(lang);
    let lines = all.iter().map(|kept| format!("{}{}{}\n", store(kept, words), words.colon, words.can_be_put_back));
    or_nothing(lines.collect(), words)
}

/// Stores that were put back, or not.
pub(super) fn put_back(all: &[RestoreResult], lang: Lang) -> String {
    let words = Words::of(lang);
    let line = |one: &RestoreResult| {
        let result = match &one.result {
            Ok(()) => words.put_back.to_owned(),
            Err(why) => fill(words.not_put_back, &[("why", &trouble(why, lang))]),
        };
        format!("{}{}{result}\n", store(&one.backup, words), words.colon)
    };
    or_nothing(all.iter().map(line).collect(), words)
}

fn store(kept: &Backup, words: &Words) -> String {
    let name = clean_line(&kept.store.file_name().unwrap_or_default().to_string_lossy());
    format!("{}{}{name}", place(&kept.browser_name, Some(&kept.profile), words), words.colon)
}

fn or_nothing(text: String, words: &Words) -> String {
    if text.is_empty() { format!("{}\n", words.nothing_kept) } else { text }
}

/// Who holds a browser open.
pub(super) fn holders(holders: &[Holder], words: &Words) -> String {
    let told: Vec<String> = holders.iter().map(|holder| format!("{} {}", holder.program, holder.pid)).collect();
    told.join(words.comma)
}

fn state(running: &Running, words: &Words) -> String {
    match running {
        Running::No => words.rests.to_owned(),
        Running::Yes(found) => fill(words.runs, &[("who", &holders(found, words))]),
        Running::Unclear(RunningUnknown::LockOfAnotherHost(host)) => {
            fill(words.may_run_at, &[("host", &clean_line(host))])
        }
        Running::Unclear(RunningUnknown::StoreLocked(path)) => {
            fill(words.may_run_store, &[("path", &clean_line(&path.to_string_lossy()))])
        }
    }
}

fn place(browser: &str, profile: Option<&str>, words: &Words) -> String {
    // Names come from files of the browser's: none may steer the terminal.
    format!("{}{}{}", clean_line(browser), words.comma, clean_line(profile.unwrap_or(words.shared)))
}

fn files(amount: Amount, words: &Words) -> String {
    let files = words.shared_with_window().files.of_many(amount.files);
    fill(words.files, &[("files", &files), ("size", &size(amount.bytes))])
}

fn left_alone(told: &mut String, skipped: &[Skipped], lang: Lang) {
    for one in skipped {
        let (path, why) = (clean_line(&one.path.to_string_lossy()), trouble(&one.why, lang));
        let line = fill(Words::of(lang).skipped, &[("path", &path), ("why", &why)]);
        let count = if one.files > 1 { format!(" ({})", number(one.files)) } else { String::new() };
        writeln!(told, "    {line}{count}").ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_on_the_disk_steers_the_terminal_or_adds_a_line() {
        let words = Words::of(Lang::English);
        let told = place("Chromium", Some("Evil\u{1b}[2J\u{1b}]0;pwned\u{7}\nFAKE: everything cleared\u{202e}"), words);
        assert_eq!(told, "Chromium, Evil\u{fffd}[2J\u{fffd}]0;pwned\u{fffd} FAKE: everything cleared\u{fffd}");
        let mut lines = String::new();
        let why = SkipReason::LinkedAway("/tmp/\u{1b}[31mred\nnewline".into());
        left_alone(&mut lines, &[Skipped { path: "/home/a\nb\u{1b}".into(), why, files: 1 }], Lang::English);
        assert!(!lines.contains('\u{1b}') && lines.lines().count() == 1, "{lines:?}");
    }
}
