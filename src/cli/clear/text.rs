//! The output as text.

use std::fmt::Write as _;

use super::sentences::{ClearSentences, reason};
use super::sites_text;
use crate::browser::{
    Amount, Backup, BrowserSurvey, ClearOutcome, ClearPlan, ClearStep, Count, DataKind, Holder, Mode, ProfileSurvey,
    RestoreResult, Running, RunningUnknown, Scope, Site, SkipReason, Skipped, StepCounts, StepOutcome, Survey,
    UndoStatus,
};
use crate::lang::{Lang, fill, number, size};
use crate::report::clean_line;

/// The browsers, whether they are running, their profiles, and the data that could be cleared.
pub(super) fn survey(survey: &Survey, lang: Lang) -> String {
    let words = ClearSentences::of(lang);
    if survey.browsers.is_empty() {
        return format!("{}\n", words.no_browsers);
    }
    let sites = survey.sites.iter().map(Site::host).collect::<Vec<_>>().join(words.comma);
    let mut output = String::new();
    for found in &survey.browsers {
        let state = state(&found.running, words);
        writeln!(output, "{} ({}){}{state}", clean_line(&found.browser.name), found.browser.id, words.colon).ok();
        if found.profiles.is_empty() {
            writeln!(output, "  {}", words.by_hand).ok();
        }
        if found.shared_cache.amount.files > 0 {
            writeln!(output, "  {}", words.shared).ok();
            writeln!(output, "    {}{}{}", words.cache, words.colon, files(found.shared_cache.amount, words)).ok();
        }
        skipped_lines(&mut output, &found.shared_cache.skipped, lang);
        for profile in &found.profiles {
            profile_lines(&mut output, profile, &sites, lang);
        }
    }
    output
}

fn profile_lines(output: &mut String, found: &ProfileSurvey, sites: &str, lang: Lang) {
    let words = ClearSentences::of(lang);
    writeln!(output, "  {} ({})", clean_line(&found.profile.name), clean_line(&found.profile.folder)).ok();
    writeln!(output, "    {}{}{}", words.cache, words.colon, files(found.cache.amount, words)).ok();
    skipped_lines(output, &found.cache.skipped, lang);
    match &found.cookies {
        Ok(count) => {
            let cookies = entries(words.entries, *count, sites, words);
            writeln!(output, "    {}{}{cookies}", words.cookies, words.colon).ok()
        }
        Err(why) => {
            let why = fill(words.refused, &[("why", &reason(why, lang))]);
            writeln!(output, "    {}{}{why}", words.cookies, words.colon).ok()
        }
    };
    let mut amount = Amount::default();
    found.site_data.folders.iter().for_each(|folder| amount += folder.amount);
    let keys = entries(words.keys, found.site_data.keys, sites, words);
    writeln!(output, "    {}{}{}{}{keys}", words.site_data, words.colon, files(amount, words), words.comma).ok();
    skipped_lines(output, &found.site_data.skipped, lang);
}

fn entries(template: &str, count: Count, whose: &str, words: &ClearSentences) -> String {
    counts(template, count.of_sites, count.others, whose, words) + &kept_for_sites(count.kept_for_sites, words)
}

/// The numbers of cookies or keys that belong to the sites and to other sites.
fn counts(template: &str, own: u64, others: u64, whose: &str, words: &ClearSentences) -> String {
    let (entries, keys) = (number(own), words.shared_with_window().keys.of_many(own));
    let values = [("entries", entries.as_str()), ("keys", &keys), ("whose", whose), ("untouched", &number(others))];
    fill(template, &values)
}

/// The plan, the sites where the customer will be signed out, and the question.
pub(super) fn question(plan: &ClearPlan, lang: Lang) -> String {
    let words = ClearSentences::of(lang);
    let mut output = String::new();
    for step in &plan.steps {
        let place = place(&step.browser.name, step.profile.as_ref().map(|profile| profile.name.as_str()), words);
        writeln!(output, "{place}{}{}", words.colon, as_planned(step, plan, words)).ok();
        skipped_lines(&mut output, &step.skipped, lang);
    }
    output + &signs_out(plan, words) + words.ask
}

fn signs_out(plan: &ClearPlan, words: &ClearSentences) -> String {
    let (certain, possible, elsewhere) = match plan.scope {
        Scope::Everything => (words.signs_out_everywhere, words.may_sign_out_everywhere, ""),
        Scope::Sites { .. } => (words.signs_out, words.may_sign_out, words.nowhere_else),
    };
    let mut output = String::new();
    for (template, places) in [(certain, plan.signs_out()), (possible, plan.may_sign_out())] {
        let places: Vec<String> =
            places.into_iter().map(|(browser, profile)| place(browser, Some(profile), words)).collect();
        if !places.is_empty() {
            output += &fill(template, &[("sites", &sites_text(plan, words)), ("where", &places.join(words.comma))]);
        }
    }
    if output.is_empty() { output } else { format!("{}\n", (output + elsewhere).trim_end()) }
}

/// The result of a clearing.
pub(super) fn outcome(outcome: &ClearOutcome, plan: &ClearPlan, survey: &Survey, lang: Lang) -> String {
    let words = ClearSentences::of(lang);
    if plan.steps.is_empty() {
        return format!("{}\n", words.nothing_to_clear);
    }
    let mut output = String::new();
    let mut still_open: Vec<&BrowserSurvey> = Vec::new();
    for (step, planned) in outcome.steps.iter().zip(&plan.steps) {
        step_lines(&mut output, step, planned, outcome.mode, plan, lang);
        let mut reasons = step.refused.iter().chain(step.skipped.iter().map(|skipped| &skipped.why));
        let runs = reasons.any(|why| matches!(why, SkipReason::Running | SkipReason::MayBeRunning));
        let found = survey.browsers.iter().find(|found| found.browser.id == step.browser);
        still_open.extend(found.filter(|_| runs));
    }
    still_open.dedup_by_key(|found| found.browser.id.as_str());
    for found in still_open {
        // The browser was started after the survey.
        let who =
            if found.running == Running::No { words.was_started.to_owned() } else { state(&found.running, words) };
        writeln!(output, "{}", fill(words.close_it, &[("browser", &clean_line(&found.browser.name)), ("who", &who)]))
            .ok();
    }
    match outcome.mode {
        Mode::DryRun => output.push_str(&signs_out(plan, words)),
        Mode::Clear if outcome.undo == UndoStatus::Kept => {
            writeln!(output, "{}", words.can_undo).ok();
        }
        Mode::Clear => {}
    }
    if outcome.cancelled {
        writeln!(output, "{}", words.stopped).ok();
    }
    output
}

fn step_lines(output: &mut String, step: &StepOutcome, planned: &ClearStep, mode: Mode, plan: &ClearPlan, lang: Lang) {
    let words = ClearSentences::of(lang);
    let place = place(&step.browser_name, step.profile.as_ref().map(|(_, name)| name.as_str()), words);
    if let Some(why) = &step.refused {
        let shown = as_planned(planned, plan, words);
        let (colon, refused) = (words.colon, fill(words.refused, &[("why", &reason(why, lang))]));
        writeln!(output, "{place}{colon}{shown}{colon}{refused}").ok();
        return;
    }
    let verb = match mode {
        Mode::DryRun => words.would,
        Mode::Clear => words.cleared,
    };
    let mut notes = String::new();
    let entries_shown = step.shown.entries;
    for (template, count) in [
        (words.vanished, step.vanished),
        (words.came, step.came),
        (words.entries_vanished, step.entries_vanished),
        (words.entries_came, step.entries_came),
    ] {
        if count > 0 {
            let note = fill(template, &[("files", &number(count)), ("shown", &number(entries_shown))]);
            write!(notes, "{}{note}", words.comma).ok();
        }
    }
    let (colon, shown) = (words.colon, shown(step.part, &step.cleared, plan, words));
    writeln!(output, "{place}{colon}{shown}{colon}{verb}{notes}").ok();
    skipped_lines(output, &step.skipped, lang);
}

/// A step as the plan showed it, and whether its count is complete.
fn as_planned(step: &ClearStep, plan: &ClearPlan, words: &ClearSentences) -> String {
    let later = if step.is_counted() { "" } else { words.counted_later };
    shown(step.part, &step.shown, plan, words) + later
}

/// A step's part with its counts.
fn shown(part: DataKind, shown: &StepCounts, plan: &ClearPlan, words: &ClearSentences) -> String {
    let entries = |template: &str| {
        let own = shown.entries - shown.kept_for_sites;
        counts(template, own, shown.untouched, &sites_text(plan, words), words)
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

/// The number of entries that other sites keep in the sites' partition; empty if there are none.
fn kept_for_sites(entries: u64, words: &ClearSentences) -> String {
    if entries == 0 { String::new() } else { fill(words.kept_for_sites, &[("entries", &number(entries))]) }
}

/// Stores that can be put back.
pub(super) fn backups(all: &[Backup], lang: Lang) -> String {
    let words = ClearSentences::of(lang);
    let lines = all.iter().map(|backup| format!("{}{}{}\n", store(backup, words), words.colon, words.can_be_put_back));
    or_no_backups(lines.collect(), words)
}

/// Which stores were put back.
pub(super) fn put_back(all: &[RestoreResult], lang: Lang) -> String {
    let words = ClearSentences::of(lang);
    let line = |restored: &RestoreResult| {
        let result = match &restored.result {
            Ok(()) => words.put_back.to_owned(),
            Err(why) => fill(words.not_put_back, &[("why", &reason(why, lang))]),
        };
        format!("{}{}{result}\n", store(&restored.backup, words), words.colon)
    };
    or_no_backups(all.iter().map(line).collect(), words)
}

fn store(backup: &Backup, words: &ClearSentences) -> String {
    let name = clean_line(&backup.store.file_name().unwrap_or_default().to_string_lossy());
    format!("{}{}{name}", place(&backup.browser_name, Some(&backup.profile), words), words.colon)
}

fn or_no_backups(text: String, words: &ClearSentences) -> String {
    if text.is_empty() { format!("{}\n", words.nothing_kept) } else { text }
}

/// The processes that hold a browser open.
pub(super) fn holders(holders: &[Holder], words: &ClearSentences) -> String {
    let names: Vec<String> = holders.iter().map(|holder| format!("{} {}", holder.program, holder.pid)).collect();
    names.join(words.comma)
}

fn state(running: &Running, words: &ClearSentences) -> String {
    match running {
        Running::No => words.closed.to_owned(),
        Running::Yes(found) => fill(words.runs, &[("who", &holders(found, words))]),
        Running::Unclear(RunningUnknown::LockOfAnotherHost(host)) => {
            fill(words.may_run_at, &[("host", &clean_line(host))])
        }
        Running::Unclear(RunningUnknown::StoreLocked(path)) => {
            fill(words.may_run_store, &[("path", &clean_line(&path.to_string_lossy()))])
        }
    }
}

fn place(browser: &str, profile: Option<&str>, words: &ClearSentences) -> String {
    // Names come from the browser's files, so they must not control the terminal.
    format!("{}{}{}", clean_line(browser), words.comma, clean_line(profile.unwrap_or(words.shared)))
}

fn files(amount: Amount, words: &ClearSentences) -> String {
    let files = words.shared_with_window().files.of_many(amount.files);
    fill(words.files, &[("files", &files), ("size", &size(amount.bytes))])
}

fn skipped_lines(output: &mut String, skipped: &[Skipped], lang: Lang) {
    for one in skipped {
        let (path, why) = (clean_line(&one.path.to_string_lossy()), reason(&one.why, lang));
        let line = fill(ClearSentences::of(lang).skipped, &[("path", &path), ("why", &why)]);
        let count = if one.files > 1 { format!(" ({})", number(one.files)) } else { String::new() };
        writeln!(output, "    {line}{count}").ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_on_the_disk_steers_the_terminal_or_adds_a_line() {
        let words = ClearSentences::of(Lang::English);
        let text = place("Chromium", Some("Evil\u{1b}[2J\u{1b}]0;pwned\u{7}\nFAKE: everything cleared\u{202e}"), words);
        assert_eq!(text, "Chromium, Evil\u{fffd}[2J\u{fffd}]0;pwned\u{fffd} FAKE: everything cleared\u{fffd}");
        let mut lines = String::new();
        let why = SkipReason::LinkedAway("/tmp/\u{1b}[31mred\nnewline".into());
        skipped_lines(&mut lines, &[Skipped { path: "/home/a\nb\u{1b}".into(), why, files: 1 }], Lang::English);
        assert!(!lines.contains('\u{1b}') && lines.lines().count() == 1, "{lines:?}");
    }
}
