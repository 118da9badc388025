//! The pictures of the report, and the button that adds one.

use eframe::egui::{Align, Layout, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::super::icons::Icon;
use super::super::picture_view::{AddedPicture, FileDialog, PASTE_KEY, PictureIntent};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, hairline, icon_button};
use super::picture_texture::{self, Slot};
use crate::lang::{PictureWords, fill, size};
use crate::picture::{MOST_BYTES_TOGETHER, MOST_PICTURES};

/// The width and height of a thumbnail, in points.
const SMALL: f32 = 48.0;

/// The introduction, the pictures and the button.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.picture;
    let pictures = &view.pictures;
    widgets::heading(ui, Type::Card, words.title);
    widgets::dim(ui, Type::Small, &limits(words));
    for (place, added) in pictures.added.iter().enumerate() {
        if place > 0 {
            hairline(ui);
        }
        row(ui, words, place, added, out);
    }
    if !pictures.added.is_empty() {
        let values = [("size", size(pictures.together)), ("total", size(MOST_BYTES_TOGETHER))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        widgets::dim(ui, Type::Small, &fill(words.together, &values));
    }
    if !pictures.takes_more() {
        widgets::dim(ui, Type::Small, &fill(words.full, &[("count", &MOST_PICTURES.to_string())]));
        return;
    }
    match pictures.dialog {
        FileDialog::Closed => {
            if Button::Plain.show(ui, words.add).clicked() {
                out.push(Intent::Picture(PictureIntent::Ask));
            }
        }
        FileDialog::Open => {
            // The button keeps its place, so that nothing moves.
            ui.add_enabled_ui(false, |ui| Button::Plain.show(ui, words.asking));
        }
    }
    widgets::dim(ui, Type::Small, &fill(words.how, &[("key", PASTE_KEY)]));
}

fn limits(words: &PictureWords) -> String {
    fill(words.limits, &[("count", &MOST_PICTURES.to_string()), ("total", &size(MOST_BYTES_TOGETHER))])
}

fn row(ui: &mut Ui, words: &PictureWords, place: usize, added: &AddedPicture, out: &mut Vec<Intent>) {
    let number = (place + 1).to_string();
    let name = fill(words.nth, &[("n", &number)]);
    let values = [
        ("width", added.note.width.to_string()),
        ("height", added.note.height.to_string()),
        ("size", size(added.note.bytes)),
    ];
    let facts = fill(words.facts, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    let row = vec2(ui.available_width(), SMALL);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        small(ui, place, added);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space((SMALL - Type::Body.line_height() - Type::Small.line_height()).max(0.0) / 2.0);
            // Leaves space for the button beside it.
            ui.set_width((ui.available_width() - 34.0 - space::M).max(60.0));
            widgets::text(ui, Type::Body, &name);
            widgets::dim(ui, Type::Small, &facts);
        });
        if icon_button(ui, Icon::Close, &fill(words.remove, &[("n", &number)])).clicked() {
            out.push(Intent::Picture(PictureIntent::Remove(added.key)));
        }
    });
}

fn small(ui: &mut Ui, place: usize, added: &AddedPicture) {
    let palette = Palette::of(ui.ctx());
    // Its number is beside it, so screen readers need not say it here, too.
    let (rect, _) = ui.allocate_exact_size(vec2(SMALL, SMALL), Sense::hover());
    ui.painter().rect(rect, 6.0, palette.quiet, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let (width, height) = added.small.size();
    let (width, height) = (width as f32, height as f32);
    let scale = ((SMALL - 4.0) / width.max(height).max(1.0)).min(1.0);
    let place_of = Rect::from_center_size(rect.center(), vec2((width * scale).max(1.0), (height * scale).max(1.0)));
    picture_texture::paint(ui, Slot::Small(place), added.key, &added.small, place_of);
}
