//! The screen that clears browser data: the survey, the choice, the progress and the result.

use eframe::egui::Ui;

use super::super::clear_view::{ClearIntent, ClearStage, ClearView, Stopping};
use super::super::drafts::Drafts;
use super::super::theme::{Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone, progress_bar};
use super::chrome::{FootButton, footer_saying, notices};
use super::clear_meaning::Meaning;
use super::{Split, clear_choose, clear_result, clear_work, scrolling};
use crate::lang::fill;

/// As wide as two columns of text with cards around them.
pub(super) const WIDTH: f32 = 896.0;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(clear) = &view.clear else { return };
    let split = Split::of(ui, "clear");
    let meaning = match &clear.stage {
        // This is slow with many browsers, so it is computed once and not in every frame.
        ClearStage::Choosing { survey, choice, plan, version } => Some(
            drafts.meaning(view.lang, *version, || Meaning::of(&view.strings.clear, clear.sites, survey, choice, plan)),
        ),
        ClearStage::Looking { .. }
        | ClearStage::Working { .. }
        | ClearStage::Over { .. }
        | ClearStage::AnotherUser
        | ClearStage::Unusable { .. } => None,
    };
    split.main(ui, |ui| {
        scrolling(ui, clear.stage.name(), WIDTH, |ui| main(ui, view, clear, meaning.as_deref(), drafts, out));
    });
    split.foot(ui, |ui| {
        notices(ui, view, out);
        foot(ui, view, clear, meaning.as_deref(), drafts, out);
    });
}

fn main(
    ui: &mut Ui,
    view: &View<'_>,
    clear: &ClearView<'_>,
    meaning: Option<&Meaning>,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    match &clear.stage {
        ClearStage::Looking { browser } => {
            widgets::heading(ui, Type::Title, words.looking);
            widgets::dim(ui, Type::Body, words.looking_hint);
            ui.add_space(space::S);
            widgets::card(ui, |ui| {
                let now = browser.map_or_else(
                    || words.looking_first.to_owned(),
                    |name| fill(words.looking_at, &[("browser", name)]),
                );
                widgets::text(ui, Type::Body, &now);
                progress_bar(ui, None, words.looking);
            });
        }
        ClearStage::Choosing { survey, .. } if survey.browsers.is_empty() => {
            let title = if survey.cancelled { words.look_stopped } else { words.no_browser };
            widgets::heading(ui, Type::Title, title);
            widgets::text(ui, Type::Body, words.no_browser_help);
        }
        ClearStage::Choosing { survey, choice, .. } => {
            widgets::heading(ui, Type::Title, words.title);
            widgets::dim(ui, Type::Body, words.lead);
            ui.add_space(space::XS);
            if let Some(meaning) = meaning {
                clear_choose::draw(ui, view, clear, (survey, choice), meaning, drafts, out);
            }
        }
        ClearStage::Working { progress, stopping } => clear_work::draw(ui, view, *progress, *stopping, drafts, out),
        ClearStage::Over { outcome } => clear_result::draw(ui, view, clear, outcome, out),
        ClearStage::AnotherUser => {
            widgets::heading(ui, Type::Title, words.another_user);
            widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
                widgets::text(ui, Type::Body, words.another_user_help);
            });
        }
        ClearStage::Unusable { why } => {
            widgets::heading(ui, Type::Title, words.no_table);
            widgets::text(ui, Type::Body, &fill(words.no_table_help, &[("why", why)]));
        }
    }
}

fn foot(
    ui: &mut Ui,
    view: &View<'_>,
    clear: &ClearView<'_>,
    meaning: Option<&Meaning>,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    let back = FootButton { kind: Button::Plain, words: view.strings.common.back };
    let again = FootButton { kind: Button::Plain, words: words.look_again };
    let page = FootButton { kind: Button::Primary, words: words.to_page };
    let go = meaning.map(Meaning::button).unwrap_or_default();
    let (left, right, does): (Vec<_>, Vec<_>, Vec<Intent>) = match &clear.stage {
        ClearStage::Looking { .. } => {
            (vec![FootButton { kind: Button::Plain, words: words.stop }], Vec::new(), vec![Intent::Back])
        }
        ClearStage::Choosing { survey, .. } if survey.browsers.is_empty() => {
            (vec![again], vec![page], vec![Intent::Clear(ClearIntent::LookAgain), Intent::Back])
        }
        ClearStage::Choosing { .. } => {
            let kind = if meaning.is_some_and(Meaning::is_something) { Button::Primary } else { Button::Plain };
            let start = FootButton { kind, words: &go };
            (vec![back], vec![start], vec![Intent::Back, Intent::Clear(ClearIntent::Start)])
        }
        ClearStage::Working { stopping, .. } => {
            let stop = match stopping {
                Stopping::No => words.stop,
                Stopping::Soon => words.stopping,
            };
            (vec![FootButton { kind: Button::Plain, words: stop }], Vec::new(), vec![Intent::Clear(ClearIntent::Stop)])
        }
        ClearStage::Over { .. } => (vec![again], vec![page], vec![Intent::Clear(ClearIntent::LookAgain), Intent::Back]),
        ClearStage::AnotherUser | ClearStage::Unusable { .. } => (vec![back], Vec::new(), vec![Intent::Back]),
    };
    let last = left.len() + right.len() - 1;
    let total = meaning.map_or("", |meaning| meaning.total.as_str());
    let pressed = footer_saying(ui, &left, total, &right, |place, response| {
        if place == last {
            drafts.first(response);
        }
    });
    if let Some(intent) = pressed.and_then(|place| does.into_iter().nth(place)) {
        let nothing = intent == Intent::Clear(ClearIntent::Start) && !meaning.is_some_and(Meaning::is_something);
        if !nothing {
            out.push(intent);
        }
    }
}
