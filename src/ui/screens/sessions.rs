//! Earlier sessions: go on with one, see its report, delete it.

use eframe::egui::Ui;

use super::super::drafts::Drafts;
use super::super::theme::{Type, space};
use super::super::view::{Intent, StoredSession, View, wizard_of};
use super::super::widgets::{self, Button, Tone};
use super::scrolling;
use crate::lang::fill;
use crate::pack::Outcome;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.sessions;
    scrolling(ui, "sessions", 760.0, |ui| {
        widgets::heading(ui, Type::Title, words.title);
        widgets::dim(ui, Type::Body, words.lead);
        ui.add_space(space::S);
        if view.stored.is_empty() {
            widgets::text(ui, Type::Body, words.none);
        }
        for stored in view.stored {
            widgets::card(ui, |ui| session(ui, view, stored, drafts, out));
            ui.add_space(space::XS);
        }
    });
}

fn session(ui: &mut Ui, view: &View<'_>, stored: &StoredSession, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.sessions;
    let state = stored.session.state();
    let guide = wizard_of(view.pack, &stored.session);
    let is_of_another = view.pack.is_some_and(|pack| pack.id != state.made_with.pack);
    let title = guide.map_or_else(
        || {
            if is_of_another {
                fill(view.strings.packs.other_pack, &[("pack", state.made_with.pack.as_str())])
            } else {
                fill(words.unknown_guide, &[("id", state.wizard.as_str())])
            }
        },
        |guide| guide.title.get(view.lang).to_owned(),
    );
    let page = guide.and_then(|guide| guide.page(state.page().as_str()));
    let page = page.map_or("", |page| page.title.get(view.lang));
    let (tone, outcome) = match state.outcome {
        Some(Outcome::Solved) => (Tone::Good, words.outcome_solved),
        Some(Outcome::NotSolved) => (Tone::Warning, words.outcome_not_solved),
        None if state.left => (Tone::Neutral, words.outcome_left),
        None => (Tone::Accent, words.outcome_open),
    };
    ui.horizontal_wrapped(|ui| {
        widgets::text(ui, Type::Card, &title);
        widgets::chip(ui, tone, outcome);
    });
    widgets::dim(ui, Type::Small, &fill(words.on_page, &[("when", &stored.when), ("page", page)]));
    if drafts.deleting.as_ref() == Some(&stored.key) {
        widgets::text(ui, Type::Body, words.delete_sure);
        ui.horizontal_wrapped(|ui| {
            let cancel = Button::Plain.show(ui, view.strings.common.cancel);
            drafts.first(&cancel);
            if cancel.clicked() {
                drafts.deleting = None;
                drafts.wish_first();
            }
            if Button::Danger.show(ui, words.delete_yes).clicked() {
                drafts.deleting = None;
                drafts.wish_first();
                out.push(Intent::Delete(stored.key.clone()));
            }
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        // Every row has three buttons with the same labels, so screen readers also say the row.
        let of_this = |response: eframe::egui::Response, verb: &str| {
            response.accessible_name(format!("{verb}: {title}, {}", stored.when))
        };
        if guide.is_some() {
            let open = of_this(Button::Plain.show(ui, words.open), words.open);
            drafts.first(&open);
            if open.clicked() {
                out.push(Intent::Open(stored.key.clone()));
            }
        }
        if of_this(Button::Plain.show(ui, words.report), words.report).clicked() {
            out.push(Intent::ReportOf(stored.key.clone()));
        }
        if of_this(Button::Quiet.show(ui, words.delete), words.delete).clicked() {
            drafts.deleting = Some(stored.key.clone());
            drafts.wish_first();
        }
    });
}
