//! Help: how the program works, its keys, how to contact support, and the version.

use eframe::egui::{Ui, vec2};

use super::super::drafts::Drafts;
use super::super::keys;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, Screen, View};
use super::super::widgets::{self, Button};
use super::scrolling;
use crate::lang::fill;

/// The width of the longest shortcut, in points.
const KEYS: f32 = 170.0;
/// Below this width, a shortcut's description is below it.
const LEAST_WIDTH_FOR_COLUMNS: f32 = 380.0;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.help;
    scrolling(ui, "help", 664.0, |ui| {
        widgets::heading(ui, Type::Title, words.title);
        ui.add_space(space::S);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.how);
            for (number, step) in (1..).zip(words.steps) {
                numbered(ui, number, step);
            }
        });
        ui.add_space(space::XS);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.keys);
            for (keys, does) in words.key_rows {
                let keys = fill(keys, &[("command", keys::COMMAND), ("back", keys::BACK)]);
                key(ui, &keys, does);
            }
        });
        ui.add_space(space::XS);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.person);
            widgets::dim(ui, Type::Small, words.person_hint);
            let support = Button::Plain.show(ui, view.strings.common.contact_support);
            drafts.first(&support);
            if support.clicked() {
                out.push(Intent::Show(Screen::Support));
            }
        });
        ui.add_space(space::XS);
        about(ui, view, out);
    });
}

fn about(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.help;
    widgets::card(ui, |ui| {
        widgets::text(ui, Type::Card, words.about);
        let versions = [("program", view.settings.program_version), ("pack", view.settings.pack_version)];
        widgets::text(ui, Type::Body, &fill(view.strings.settings.version, &versions));
        widgets::dim(ui, Type::Small, words.log);
        widgets::dim(ui, Type::Small, view.settings.log_folder);
        if Button::Plain.show(ui, view.strings.settings.open_folder).clicked() {
            out.push(Intent::OpenLogFolder);
        }
        if Button::Plain.show(ui, view.strings.privacy.open).clicked() {
            out.push(Intent::Show(Screen::Privacy));
        }
    });
}

fn numbered(ui: &mut Ui, number: usize, step: &str) {
    ui.horizontal_top(|ui| {
        let mark = format!("{number}.");
        ui.allocate_ui(vec2(24.0, Type::Body.line_height()), |ui| widgets::dim(ui, Type::Body, &mark));
        ui.vertical(|ui| widgets::text(ui, Type::Body, step));
    });
}

/// A shortcut and its description; screen readers read both together.
fn key(ui: &mut Ui, keys: &str, does: &str) {
    let palette = Palette::of(ui.ctx());
    if ui.available_width() < LEAST_WIDTH_FOR_COLUMNS {
        widgets::emphasis(ui, Type::Body, palette.ink, &format!("**{keys}**"));
        widgets::dim(ui, Type::Small, does);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(KEYS, Type::Body.line_height()), |ui| {
            ui.set_min_width(KEYS);
            widgets::emphasis(ui, Type::Body, palette.ink, &format!("**{keys}**"));
        });
        ui.vertical(|ui| widgets::text(ui, Type::Body, does));
    });
}
