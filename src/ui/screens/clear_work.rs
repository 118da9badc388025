//! The progress of clearing, and what it waits for.

use std::time::Duration;

use eframe::egui::{Ui, vec2};

use super::super::clear_view::{ClearIntent, Stopping};
use super::super::drafts::Drafts;
use super::super::theme::{Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone, progress_bar};
use super::clear_words;
use crate::browser::{DataKind, Holder, HolderRole, Progress, RunningUnknown, WorkStage};
use crate::lang::{ClearWords, fill, number, size};

/// How many lines of space the changing text has, so that nothing below it moves.
const LINES: f32 = 3.0;

pub(super) fn draw(
    ui: &mut Ui,
    view: &View<'_>,
    progress: Option<&Progress>,
    stopping: Stopping,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    let title = match stopping {
        Stopping::No => words.working,
        Stopping::Soon => words.stopping,
    };
    widgets::heading(ui, Type::Title, title);
    widgets::dim(ui, Type::Body, words.stores_stay_whole);
    ui.add_space(space::S);
    widgets::card(ui, |ui| {
        let before = ui.cursor().top();
        progress_lines(ui, words, progress);
        let least = LINES * Type::Body.line_height();
        let used = ui.cursor().top() - before;
        ui.allocate_space(vec2(0.0, (least - used).max(0.0)));
    });
    if let Some(WorkStage::Waiting { id, browser, holders, unclear }) = progress.map(|progress| &progress.stage) {
        ui.add_space(space::XS);
        let who = AwaitedBrowser { id, browser, holders, unclear: unclear.as_ref() };
        waiting(ui, view, &who, drafts, out);
    }
}

/// The progress so far.
fn progress_lines(ui: &mut Ui, words: &ClearWords, progress: Option<&Progress>) {
    let Some(progress) = progress else {
        widgets::text(ui, Type::Body, words.preparing);
        progress_bar(ui, None, words.working);
        return;
    };
    let now = match &progress.stage {
        WorkStage::Looking { .. } => words.preparing.to_owned(),
        WorkStage::Waiting { browser, .. } => fill(words.close_it, &[("browser", browser)]),
        WorkStage::Clearing { browser, part } => {
            let sentence = match part {
                DataKind::Cache => words.clearing_cache,
                DataKind::Cookies => words.clearing_cookies,
                DataKind::SiteData => words.clearing_site_data,
            };
            fill(sentence, &[("browser", browser)])
        }
    };
    widgets::announced(ui, |ui| widgets::text(ui, Type::Body, &now));
    let done = progress.done;
    let (share, amount) = match progress.total {
        Some(total) => {
            let values = [
                ("done", size(done.bytes)),
                ("total", size(total.bytes)),
                ("files", number(done.files)),
                ("all", number(total.files)),
            ];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            (progress.share(), fill(words.progress, &values))
        }
        None => (None, fill(words.progress_open, &[("done", &size(done.bytes)), ("files", &number(done.files))])),
    };
    progress_bar(ui, share, words.working);
    let left = match (&progress.stage, progress.remaining) {
        (WorkStage::Waiting { .. }, _) => words.waits.to_owned(),
        (_, Some(time)) => remaining(words, time),
        (_, None) => words.time_unknown.to_owned(),
    };
    widgets::dim(ui, Type::Small, &format!("{amount} · {left}"));
}

/// "about 2 minutes left".
fn remaining(words: &ClearWords, time: Duration) -> String {
    let seconds = time.as_secs().max(1);
    if seconds < 90 { words.seconds_left.of_many(seconds) } else { words.minutes_left.of_many((seconds + 30) / 60) }
}

/// A browser that the customer has to close first.
struct AwaitedBrowser<'a> {
    id: &'a str,
    browser: &'a str,
    holders: &'a [Holder],
    unclear: Option<&'a RunningUnknown>,
}

fn waiting(ui: &mut Ui, view: &View<'_>, who: &AwaitedBrowser<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.clear;
    widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
        widgets::text(ui, Type::Card, &fill(words.close_it, &[("browser", who.browser)]));
        if let Some(unclear) = who.unclear {
            widgets::text(ui, Type::Body, &clear_words::unclear(words, unclear));
        } else {
            let holders = clear_words::holders(words, who.holders);
            widgets::text(ui, Type::Body, &fill(words.still_hold, &[("holders", &holders)]));
            let hides = who.holders.iter().any(|holder| holder.role == HolderRole::Background)
                || who.holders.iter().all(|holder| holder.role != HolderRole::Helper);
            if hides {
                widgets::dim(ui, Type::Small, clear_words::hiding(view));
            }
        }
        let leave_out = Button::Plain.show(ui, &fill(words.leave_out, &[("browser", who.browser)]));
        drafts.first(&leave_out);
        if leave_out.clicked() {
            out.push(Intent::Clear(ClearIntent::LeaveOut(who.id.to_owned())));
        }
    });
}
