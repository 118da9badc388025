//! What the program saves, where, for how long, how to delete it, and what it never sends.

use eframe::egui::{Key, Sense, Ui, vec2};

use super::super::drafts::Drafts;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets;
use super::scrolling;
use crate::lang::{ProseBlock, fill, privacy};

/// The distance that an arrow key scrolls, in points.
const LINE: f32 = 40.0;

/// The share of the window that the page keys scroll.
const PAGE: f32 = 0.8;

/// A distance longer than any page, in points.
const TO_THE_END: f32 = 1e6;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, _drafts: &mut Drafts, _out: &mut Vec<Intent>) {
    scrolling(ui, "privacy", 664.0, |ui| {
        scroll_by_keys(ui);
        for block in privacy(view.lang) {
            match block {
                ProseBlock::Title(words) => {
                    widgets::heading(ui, Type::Title, words);
                    ui.add_space(space::S);
                    on_this_computer(ui, view);
                    ui.add_space(space::S);
                }
                ProseBlock::Heading(words) => {
                    ui.add_space(space::L);
                    widgets::heading(ui, Type::Card, words);
                    ui.add_space(space::XS);
                }
                ProseBlock::Paragraph(runs) => {
                    widgets::prose(ui, Type::Body, runs);
                    ui.add_space(space::XS);
                }
                ProseBlock::Point(runs) => {
                    ui.horizontal_top(|ui| {
                        let colour = Palette::of(ui.ctx()).dim;
                        let size = vec2(16.0, Type::Body.line_height());
                        let (mark, _) = ui.allocate_exact_size(size, Sense::hover());
                        ui.painter().circle_filled(mark.center(), 2.5, colour);
                        ui.vertical(|ui| widgets::prose(ui, Type::Body, runs));
                    });
                }
            }
        }
    });
}

/// The folders in use on this computer; the text above names the usual folders of every system.
fn on_this_computer(ui: &mut Ui, view: &View<'_>) {
    let words = &view.strings.privacy;
    widgets::card(ui, |ui| {
        widgets::text(ui, Type::Card, words.here);
        widgets::text(ui, Type::Body, &fill(words.data, &[("folder", view.settings.folder)]));
        widgets::text(ui, Type::Body, &fill(words.log, &[("folder", view.settings.log_folder)]));
    });
}

/// Scrolls with the keyboard. The screen has no controls, so the Tab key cannot scroll it.
fn scroll_by_keys(ui: &Ui) {
    let page = ui.clip_rect().height() * PAGE;
    let keys = [
        (Key::ArrowDown, LINE),
        (Key::ArrowUp, -LINE),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::End, TO_THE_END),
        (Key::Home, -TO_THE_END),
    ];
    for (key, down) in keys {
        if ui.input(|input| input.key_pressed(key)) {
            ui.scroll_with_delta(vec2(0.0, -down));
        }
    }
}
