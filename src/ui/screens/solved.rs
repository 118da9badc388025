//! The end of a session that solved the problem.

use eframe::egui::{Sense, Ui, vec2};

use super::super::drafts::Drafts;
use super::super::icons::{self, Icon};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets;
use super::scrolling;
use crate::session::{self, PathStage};

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, _drafts: &mut Drafts, _out: &mut Vec<Intent>) {
    let Some(open) = &view.session else { return };
    let words = &view.strings.solved;
    let palette = Palette::of(ui.ctx());
    scrolling(ui, "solved", 600.0, |ui| {
        ui.horizontal(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
            ui.painter().circle_filled(mark.center(), 22.0, palette.good_tint);
            icons::paint(ui.painter(), Icon::Tick, mark.shrink(9.0), palette.good);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::heading(ui, Type::Title, words.title);
                widgets::dim(ui, Type::Small, open.wizard.title.get(view.lang));
            });
        });
        ui.add_space(space::M);
        if let Some(cause) = session::cause(open.wizard, open.session.state(), open.os) {
            widgets::card(ui, |ui| {
                widgets::dim(ui, Type::Small, words.it_was);
                widgets::text(ui, Type::Title, &crate::pack::plain(cause.get(view.lang)));
                widgets::dim(ui, Type::Body, words.keep);
            });
            ui.add_space(space::S);
        }
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.what_you_did);
            for step in open.path.steps.iter().filter(|step| step.stage == PathStage::Done) {
                ui.horizontal(|ui| {
                    let (mark, _) = ui.allocate_exact_size(vec2(18.0, Type::Body.line_height()), Sense::hover());
                    icons::paint(ui.painter(), Icon::Tick, mark.shrink(1.0), palette.good);
                    widgets::text(ui, Type::Body, step.title.get(view.lang));
                });
            }
        });
    });
}
