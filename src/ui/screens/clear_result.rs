//! The result, counted by browser and profile, with the next steps and how to undo it.

use eframe::egui::Ui;

use super::super::clear_view::{ClearIntent, ClearView, SiteScope, UndoView};
use super::super::theme::{Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone};
use super::clear_choose::{beside, line};
use super::{clear_undo, clear_words};
use crate::browser::{ClearOutcome, DataKind, SkipReason, Skipped, StepOutcome};
use crate::lang::{ClearWords, fill, number, size};

pub(super) fn draw(ui: &mut Ui, view: &View<'_>, clear: &ClearView<'_>, outcome: &ClearOutcome, out: &mut Vec<Intent>) {
    let words = &view.strings.clear;
    widgets::announced(ui, |ui| widgets::heading(ui, Type::Title, title(words, outcome)));
    ui.add_space(space::XS);
    let sites = match clear.whose {
        SiteScope::Everybody => String::new(),
        SiteScope::Sites => clear_words::sites(words, clear.sites),
    };
    widgets::announced(ui, |ui| widgets::card(ui, |ui| summary(ui, words, outcome, &sites)));
    ui.add_space(space::XS);
    let next = |ui: &mut Ui| {
        widgets::card(ui, |ui| {
            widgets::heading(ui, Type::Card, words.next);
            for sentence in [words.next_restart, words.next_again] {
                line(ui, Tone::Neutral, sentence);
            }
        });
    };
    if matches!(clear.undo, UndoView::Nothing) {
        next(ui);
    } else {
        beside(ui, next, |ui| clear_undo::draw(ui, view, clear.undo, words.undo_hint, out));
    }
    ui.add_space(space::M);
    widgets::heading(ui, Type::Card, words.details);
    for steps in outcome.steps.chunk_by(|one, next| one.browser == next.browser && one.profile == next.profile) {
        widgets::card(ui, |ui| profile(ui, view, steps, &sites, out));
        ui.add_space(space::XS);
    }
}

/// The whole result in a few lines, with counts as proof.
fn summary(ui: &mut Ui, words: &ClearWords, outcome: &ClearOutcome, sites: &str) {
    let totals = outcome.totals();
    let asked = |part: DataKind| outcome.steps.iter().any(|step| step.part == part && step.refused.is_none());
    if totals.cache.files > 0 {
        let values = [("size", size(totals.cache.bytes)), ("files", words.files.of_many(totals.cache.files))];
        line(ui, Tone::Good, &fill(words.did_cache, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    if asked(DataKind::Cookies) {
        cookies(ui, words, sites, totals.cookies, totals.cookies_kept_for_sites, totals.cookies_untouched);
    }
    if totals.site_data.files > 0 {
        let (bytes, files) = (size(totals.site_data.bytes), words.files.of_many(totals.site_data.files));
        let sentence = if sites.is_empty() { words.did_site_data_all } else { words.did_site_data };
        line(ui, Tone::Good, &fill(sentence, &[("size", &bytes), ("files", &files), ("sites", sites)]));
    }
    if totals.is_empty() {
        line(ui, Tone::Neutral, words.done_nothing);
    }
    if !outcome.is_whole() {
        line(ui, Tone::Warning, words.exceptions);
    }
}

/// The counts of cookies: the sites' own, those that other sites kept for them, and those that stayed.
fn cookies(ui: &mut Ui, words: &ClearWords, sites: &str, removed: u64, kept_for_sites: u64, untouched: u64) {
    let sentence = if sites.is_empty() { words.did_cookies_all } else { words.did_cookies };
    let (own, untouched) = (words.cookies_named.of_many(removed - kept_for_sites), number(untouched));
    let values = [("removed", own.as_str()), ("untouched", untouched.as_str()), ("sites", sites)];
    line(ui, Tone::Good, &fill(sentence, &values));
    if kept_for_sites > 0 {
        let kept = words.cookies_named.of_many(kept_for_sites);
        line(ui, Tone::Good, &fill(words.did_kept_for_them, &[("removed", &kept), ("sites", sites)]));
    }
}

/// The heading: everything, something or nothing was cleared.
fn title(words: &ClearWords, outcome: &ClearOutcome) -> &'static str {
    let something = outcome.steps.iter().any(|step| step.cleared.amount.files + step.cleared.entries > 0);
    let troubled = outcome.steps.iter().any(|step| step.refused.is_some() || !step.skipped.is_empty());
    match (outcome.cancelled, something, troubled) {
        (true, _, _) => words.done_stopped,
        (false, false, _) => words.done_nothing,
        (false, true, true) => words.done_partly,
        (false, true, false) => words.done,
    }
}

/// The result for one profile, or for the data that all profiles of a browser share.
fn profile(ui: &mut Ui, view: &View<'_>, steps: &[StepOutcome], sites: &str, out: &mut Vec<Intent>) {
    let words = &view.strings.clear;
    let Some(first) = steps.first() else { return };
    let name = first.profile.as_ref().map_or(words.shared, |(_, name)| name.as_str());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        widgets::text(ui, Type::Card, &first.browser_name);
        widgets::dim(ui, Type::Small, name);
    });
    for step in steps {
        match &step.refused {
            Some(trouble) => {
                let values = [("part", clear_words::part(words, step.part)), ("why", &trouble.words(&words.trouble))];
                line(ui, Tone::Warning, fill(words.not_done, &values).trim());
            }
            None => step_result(ui, words, step, sites),
        }
        skipped(ui, words, step);
    }
    let troubles = steps.iter().flat_map(|step| step.refused.iter().chain(step.skipped.iter().map(|one| &one.why)));
    if troubles.into_iter().any(clear_words::helps_by_hand) {
        let show_how = Button::Plain.show(ui, words.show_how);
        let spoken = format!("{}{}{}", words.show_how, words.colon, first.browser_name);
        if show_how.accessible_name(spoken).clicked() {
            out.push(Intent::Clear(ClearIntent::ByHand(first.browser.clone())));
        }
    }
}

/// The result of a step, with counts as proof.
fn step_result(ui: &mut Ui, words: &ClearWords, step: &StepOutcome, sites: &str) {
    let cleared = step.cleared;
    let files = cleared.amount.files;
    let (bytes, file_count) = (size(cleared.amount.bytes), words.files.of_many(files));
    let (removed, untouched) = (words.keys.of_many(cleared.entries), number(cleared.untouched));
    let values = [
        ("size", bytes.as_str()),
        ("files", file_count.as_str()),
        ("removed", removed.as_str()),
        ("untouched", untouched.as_str()),
        ("sites", sites),
    ];
    let all = sites.is_empty();
    match step.part {
        DataKind::Cache if files == 0 => line(ui, Tone::Neutral, words.did_no_cache),
        DataKind::Cache => line(ui, Tone::Good, &fill(words.did_cache, &values)),
        DataKind::Cookies => cookies(ui, words, sites, cleared.entries, cleared.kept_for_sites, cleared.untouched),
        DataKind::SiteData => {
            if files == 0 && cleared.entries == 0 {
                line(ui, Tone::Neutral, &fill(words.did_no_site_data, &values));
            } else if files > 0 {
                let sentence = if all { words.did_site_data_all } else { words.did_site_data };
                line(ui, Tone::Good, &fill(sentence, &values));
            }
            if cleared.entries > 0 {
                line(ui, Tone::Good, &fill(words.did_keys, &values));
            }
        }
    }
    if step.vanished > 0 {
        line(ui, Tone::Neutral, &words.vanished.of_many(step.vanished));
    }
    if step.came > 0 {
        line(ui, Tone::Neutral, &words.came.of_many(step.came));
    }
    differs(ui, words, step);
}

/// If other cookies or entries were deleted than the choice had shown: what it had shown, and the reason.
fn differs(ui: &mut Ui, words: &ClearWords, step: &StepOutcome) {
    let (shown, vanished, came) = match step.part {
        DataKind::Cache => return,
        DataKind::Cookies => (&words.cookies_shown, &words.cookies_vanished, &words.cookies_came),
        DataKind::SiteData => (&words.keys_shown, &words.keys_vanished, &words.keys_came),
    };
    let has_changed = step.entries_vanished + step.entries_came > 0;
    if has_changed || step.shown.entries != step.cleared.entries {
        line(ui, Tone::Neutral, &shown.of_many(step.shown.entries));
    }
    for (sentence, entries) in [(vanished, step.entries_vanished), (came, step.entries_came)] {
        if entries > 0 {
            line(ui, Tone::Neutral, &sentence.of_many(entries));
        }
    }
}

/// What was skipped, and why: each reason once, with how many more times it occurred.
fn skipped(ui: &mut Ui, words: &ClearWords, step: &StepOutcome) {
    let mut groups: Vec<(String, u64, usize, &Skipped)> = Vec::new();
    for one in &step.skipped {
        let why = one.why.words(&words.trouble);
        match groups.iter_mut().find(|group| group.0 == why) {
            Some(group) => {
                group.1 += one.files;
                group.2 += 1;
            }
            None => groups.push((why, one.files, 0, one)),
        }
    }
    for (why, files, more, first) in groups {
        let template = if files == 0 { words.skipped_folder.to_owned() } else { words.skipped.of_many(files) };
        let mut sentence = fill(&template, &[("part", clear_words::part(words, step.part)), ("why", &why)]);
        if !matches!(first.why, SkipReason::LinkedAway(_) | SkipReason::Cancelled) {
            sentence = format!("{sentence} {}", first.path.display());
        }
        line(ui, Tone::Warning, sentence.trim());
        if more > 0 {
            widgets::dim(ui, Type::Small, &words.skipped_more.of(more));
        }
    }
}
