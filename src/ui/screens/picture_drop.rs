//! Files dropped onto the window. While a report is on screen they are pictures, which can also be pasted; otherwise
//! the file is a pack.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Align2, Area, Event, Frame, Id, Margin, Order, Stroke, StrokeKind, Ui};

use super::super::picture_view::{PASTE_KEY, PictureIntent};
use super::super::theme::{CARD_CORNER, Palette, Type, space};
use super::super::view::{Intent, Screen, View};
use super::super::widgets;
use crate::lang::fill;
use crate::picture::MOST_PICTURES;

/// Whether the screen accepts a picture now.
fn accepts_pictures(view: &View<'_>) -> bool {
    view.report.is_some() && matches!(view.screen, Screen::Report | Screen::Picture)
}

/// Handles dropped files and pasted pictures.
pub(crate) fn receive(ui: &Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    if !accepts_pictures(view) {
        let pack = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        out.extend(pack.map(|pack| Intent::OpenPack(Some(pack))));
        return;
    }
    let (dropped, pasted) = ui.input(|input| {
        let dropped: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        let pasted: Vec<_> = input
            .raw
            .events
            .iter()
            .filter_map(|event| if let Event::PasteImage(image) = event { Some(Arc::clone(image)) } else { None })
            .collect();
        (dropped, pasted)
    });
    if !dropped.is_empty() {
        out.push(Intent::Picture(PictureIntent::Dropped(dropped)));
    }
    out.extend(pasted.into_iter().map(|image| Intent::Picture(PictureIntent::Pasted(image))));
}

/// Shows that files can be dropped, while they hover over the window.
pub(crate) fn hint(ui: &Ui, view: &View<'_>) {
    // A folder, or a file with a pack's extension. Any other file is refused when it is dropped.
    let is_pack = |path: &Path| path.extension().is_none_or(|end| end == "okpack" || end == "ron");
    let (hovers, pack_hovers) = ui.input(|input| {
        let hovered = &input.raw.hovered_files;
        (!hovered.is_empty(), hovered.iter().filter_map(|file| file.path.as_deref()).any(is_pack))
    });
    let accepts = if accepts_pictures(view) { hovers } else { pack_hovers };
    if !accepts {
        return;
    }
    let palette = Palette::of(ui.ctx());
    let words = &view.strings.picture;
    let sentence = match (accepts_pictures(view), view.pictures.takes_more()) {
        (false, _) => view.strings.packs.let_go.to_owned(),
        (true, true) => words.let_go.to_owned(),
        (true, false) => fill(words.let_go_full, &[("count", &MOST_PICTURES.to_string()), ("key", PASTE_KEY)]),
    };
    let window = ui.ctx().content_rect();
    let area = Area::new(Id::unique("picture-drop")).order(Order::Foreground).interactable(false);
    area.anchor(Align2::CENTER_CENTER, [0.0, 0.0]).show(ui.ctx(), |ui| {
        let edge = window.shrink(space::S);
        let painter = ui.painter().with_clip_rect(window);
        let corner = f32::from(CARD_CORNER);
        painter.rect_filled(window, 0.0, palette.background.gamma_multiply(0.7));
        painter.rect_stroke(edge, corner, Stroke::new(3.0, palette.accent), StrokeKind::Inside);
        let frame = Frame::new()
            .fill(palette.card)
            .stroke(Stroke::new(1.0, palette.accent))
            .corner_radius(CARD_CORNER)
            .inner_margin(Margin::symmetric(space::XL as i8, space::L as i8));
        frame.show(ui, |ui| widgets::text(ui, Type::Card, &sentence));
    });
}
