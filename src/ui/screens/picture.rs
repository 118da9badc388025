//! A picture before it is added to the report: the customer checks it and blacks out private parts.

use eframe::egui::accesskit::Live;
use eframe::egui::{Frame, Margin, Panel, ScrollArea, Stroke, Ui, vec2};

use super::super::drafts::Drafts;
use super::super::picture_view::{PictureIntent, PictureStage};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone, progress_bar};
use super::chrome::{FootButton, footer, notices};
use super::picture_board::{self, Shown};
use super::{Split, scrolling};
use crate::picture::Canvas;

const SIDE: f32 = 280.0;
const LEAST_WIDTH_FOR_SIDE: f32 = 780.0;
/// The least height of the picture, in points.
const LEAST_HEIGHT: f32 = 220.0;

/// The instructions on the left, the picture on the right, and the footer; stacked in a narrow window.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(stage) = view.pictures.stage else { return };
    let wide = ui.available_width() >= LEAST_WIDTH_FOR_SIDE;
    if wide && let PictureStage::Open { canvas, .. } = stage {
        let palette = Palette::of(ui.ctx());
        let frame = Frame::new().fill(palette.quiet).inner_margin(Margin::same(space::L as i8));
        let panel = Panel::left("picture-side").exact_size(SIDE).frame(frame).show_separator_line(false);
        let panel = panel.resizable(false).show(ui, |ui| {
            ScrollArea::vertical().id_salt("picture-side").auto_shrink(false).show(ui, |ui| {
                warning(ui, view);
                instructions(ui, view, canvas, drafts, out);
            });
        });
        let rect = panel.response.rect;
        ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, palette.line));
    }
    let split = Split::of(ui, "picture");
    split.main(ui, |ui| match stage {
        PictureStage::Reading => in_progress(ui, view.strings.picture.reading, view.strings.picture.reading_hint),
        PictureStage::Adding => in_progress(ui, view.strings.picture.adding, view.strings.picture.adding_hint),
        PictureStage::Open { canvas, version } => {
            let available = ui.available_size();
            let shown = Shown { canvas, version };
            if wide {
                let frame = Frame::new().inner_margin(Margin::same(space::XL as i8));
                frame.show(ui, |ui| picture_board::draw(ui, view, shown, ui.available_size(), drafts, out));
            } else {
                scrolling(ui, "picture", 720.0, |ui| {
                    let top = ui.cursor().top();
                    warning(ui, view);
                    // The warning and the picture are visible together.
                    let left = available.y - (ui.cursor().top() - top) - 2.0 * space::XL;
                    let most = vec2(ui.available_width(), left.max(LEAST_HEIGHT));
                    picture_board::draw(ui, view, shown, most, drafts, out);
                    instructions(ui, view, canvas, drafts, out);
                });
            }
        }
    });
    split.foot(ui, |ui| {
        notices(ui, view, out);
        foot(ui, view, stage, drafts, out);
    });
}

/// The screen while the program works on the picture.
fn in_progress(ui: &mut Ui, title: &'static str, hint: &str) {
    scrolling(ui, title, 664.0, |ui| {
        widgets::heading(ui, Type::Title, title);
        ui.add_space(space::S);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Body, hint);
            progress_bar(ui, None, title);
        });
    });
}

/// Why to check the picture, and what the program does not do.
fn warning(ui: &mut Ui, view: &View<'_>) {
    let words = &view.strings.picture;
    widgets::heading(ui, Type::Card, words.black_out);
    widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
        widgets::text(ui, Type::Small, words.not_searched);
    });
}

/// How to black out parts, and how many are blacked out so far.
fn instructions(ui: &mut Ui, view: &View<'_>, canvas: &Canvas, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.picture;
    widgets::text(ui, Type::Small, words.black_out_how);
    widgets::dim(ui, Type::Small, words.black_out_keys);
    ui.add_space(space::S);
    let hidden = canvas.hidden();
    let label = if hidden == 0 { words.nothing_hidden.to_owned() } else { words.hidden.of(hidden) };
    let label = widgets::text(ui, Type::Body, &label);
    // Screen readers announce that a part was blacked out.
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
    let undo = ui.add_enabled_ui(hidden > 0, |ui| Button::Plain.show(ui, words.undo)).inner;
    if undo.clicked() {
        out.push(Intent::Picture(PictureIntent::Undo));
        if hidden == 1 {
            // There is nothing left to undo, so the focus goes back to the picture.
            drafts.wish_first();
        }
    }
    if view.pictures.waiting > 0 {
        ui.add_space(space::S);
        widgets::dim(ui, Type::Small, &words.waiting.of(view.pictures.waiting));
    }
}

fn foot(ui: &mut Ui, view: &View<'_>, stage: PictureStage<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.picture;
    let left = [FootButton { kind: Button::Plain, words: words.leave_out }];
    let right: &[FootButton<'_>] = match stage {
        PictureStage::Open { .. } => &[FootButton { kind: Button::Primary, words: words.add_it }],
        PictureStage::Reading | PictureStage::Adding => &[],
    };
    let pressed = footer(ui, &left, right, |place, response| {
        if place == right.len() {
            drafts.first(response);
        }
    });
    match pressed {
        Some(0) => out.push(Intent::Picture(PictureIntent::LeaveOut)),
        Some(_) => out.push(Intent::Picture(PictureIntent::Add)),
        None => {}
    }
}
