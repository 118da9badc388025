//! Text in the type scale.

use eframe::egui::accesskit::Action;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Label, Response, Sense, Ui, vec2};

use super::super::icons::{self, Icon};
use super::super::theme::{LINE_LENGTH, Palette, Type};
use crate::lang::{ProseRun, ProseStyle};
use crate::pack;

/// The format of one text style, with our line height.
pub(super) fn format(size: Type, colour: Color32) -> TextFormat {
    TextFormat { font_id: size.font(), color: colour, line_height: Some(size.line_height()), ..TextFormat::default() }
}

pub(super) fn job(words: &str, size: Type, colour: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.append(words, 0.0, format(size, colour));
    job
}

/// Text in the theme's text colour.
pub(crate) fn text(ui: &mut Ui, size: Type, words: &str) -> Response {
    let ink = Palette::of(ui.ctx()).ink;
    label(ui, job(words, size, ink))
}

/// Dim text.
pub(crate) fn dim(ui: &mut Ui, size: Type, words: &str) -> Response {
    let dim = Palette::of(ui.ctx()).dim;
    label(ui, job(words, size, dim))
}

/// Running text in which `**words**` have the medium weight.
pub(crate) fn emphasis(ui: &mut Ui, size: Type, colour: Color32, words: &str) -> Response {
    let mut job = LayoutJob::default();
    for run in pack::inline(words) {
        let mut format = format(size, colour);
        if run.strength == pack::Strength::Strong {
            format.font_id = size.medium();
        }
        job.append(&run.words, 0.0, format);
    }
    label(ui, job)
}

/// A paragraph of prose: strong words have the medium weight, file names are dim.
pub(crate) fn prose(ui: &mut Ui, size: Type, runs: &[ProseRun]) -> Response {
    let palette = Palette::of(ui.ctx());
    let mut job = LayoutJob::default();
    for run in runs {
        let mut format = format(size, palette.ink);
        match run.style {
            ProseStyle::Plain => {}
            ProseStyle::Strong => format.font_id = size.medium(),
            ProseStyle::Code => format.color = palette.dim,
        }
        job.append(&run.words, 0.0, format);
    }
    label(ui, job)
}

/// The width of small text on one line.
pub(crate) fn small_width(ui: &Ui, words: &str) -> f32 {
    let ink = Palette::of(ui.ctx()).ink;
    ui.painter().layout_no_wrap(words.to_owned(), Type::Small.font(), ink).size().x
}

/// A title, which screen readers can jump to.
pub(crate) fn heading(ui: &mut Ui, size: Type, words: &str) -> Response {
    let response = text(ui, size, words);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(eframe::egui::accesskit::Role::Heading);
        node.set_label(words);
    });
    response
}

fn label(ui: &mut Ui, mut job: LayoutJob) -> Response {
    let width = ui.available_width().min(LINE_LENGTH);
    job.wrap.max_width = width;
    ui.scope(|ui| {
        ui.set_max_width(width);
        let label = ui.add(Label::new(job).wrap());
        // The mouse can select it; for screen readers it is not something to press.
        ui.ctx().accesskit_node_builder(label.id, |node| node.remove_action(Action::Click));
        label
    })
    .inner
}

/// Small dim text, as a layout job for places outside the text column.
pub(crate) fn job_dim(words: &str, palette: &Palette) -> LayoutJob {
    let mut job = job(words, Type::Small, palette.dim);
    job.halign = eframe::egui::Align::Center;
    job
}

/// A list item with an icon: a tick for what to do, a cross for what never happens.
pub(crate) fn point(ui: &mut Ui, tone: super::Tone, words: &str) {
    let palette = Palette::of(ui.ctx());
    let (icon, colour) = match tone {
        super::Tone::Danger => (Icon::Close, palette.danger),
        super::Tone::Neutral | super::Tone::Accent | super::Tone::Good | super::Tone::Warning => {
            (Icon::Tick, palette.good)
        }
    };
    ui.horizontal_top(|ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(18.0, Type::Body.line_height()), Sense::hover());
        icons::paint(ui.painter(), icon, mark.shrink(1.0), colour);
        ui.vertical(|ui| text(ui, Type::Body, words));
    });
}

/// A small sentence with an icon: a tick if nothing is lost, a triangle for something to consider.
pub(crate) fn marked(ui: &mut Ui, tone: super::Tone, words: &str) {
    let palette = Palette::of(ui.ctx());
    let (_, colour) = tone.colours(&palette);
    ui.horizontal_top(|ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(16.0, Type::Small.line_height()), Sense::hover());
        match tone {
            super::Tone::Accent | super::Tone::Neutral => {
                ui.painter().circle_filled(mark.center(), 2.5, colour);
            }
            super::Tone::Good | super::Tone::Warning | super::Tone::Danger => {
                icons::paint(ui.painter(), tone.icon(), mark.shrink(1.0), colour);
            }
        }
        ui.vertical(|ui| text(ui, Type::Small, words));
    });
}
