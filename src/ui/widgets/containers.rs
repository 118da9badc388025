//! Cards, banners, chips, columns.

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{
    Align, CornerRadius, Frame, Layout, Margin, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, vec2,
};

use super::super::icons;
use super::super::theme::{BUTTON_CORNER, CARD_CORNER, Palette, Type, card_frame, space};
use super::copying::{selectable, selecting};
use super::text::{format, job};
use super::tone::Tone;

/// A plain box of the full width.
pub(crate) fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = Palette::of(ui.ctx());
    card_frame(&palette)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// A coloured box with an icon, which screen readers announce when it appears. `word` says what the colour means.
pub(crate) fn banner<R>(ui: &mut Ui, tone: Tone, word: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = Palette::of(ui.ctx());
    let (tint, ink) = tone.colours(&palette);
    Frame::new()
        .fill(tint)
        .stroke(palette.rim(ink))
        .corner_radius(CornerRadius::same(CARD_CORNER))
        .inner_margin(Margin::symmetric(space::L as i8, space::M as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                let (rect, icon) = ui.allocate_exact_size(vec2(20.0, Type::Body.line_height()), Sense::hover());
                icons::paint(ui.painter(), tone.icon(), rect, ink);
                icon.widget_info(|| {
                    eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::Image, true, word)
                });
                ui.vertical(|ui| {
                    let inner = contents(ui);
                    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(Live::Polite));
                    inner
                })
                .inner
            })
            .inner
        })
        .inner
}

/// The choices of one question; screen readers say the question when they reach them.
pub(crate) fn choices<R>(ui: &mut Ui, question: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::RadioGroup);
            node.set_label(question);
        });
        contents(ui)
    })
    .inner
}

/// Contents that appear without being asked for; screen readers announce them.
pub(crate) fn announced<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(Live::Polite));
        contents(ui)
    })
    .inner
}

/// A short text on a rounded tint.
pub(crate) fn chip(ui: &mut Ui, tone: Tone, words: &str) -> Response {
    draw_chip(ui, tone, words, selecting())
}

/// The same inside a widget that is clickable as a whole.
pub(crate) fn painted_chip(ui: &mut Ui, tone: Tone, words: &str) -> Response {
    draw_chip(ui, tone, words, Sense::hover())
}

fn draw_chip(ui: &mut Ui, tone: Tone, words: &str, sense: Sense) -> Response {
    let palette = Palette::of(ui.ctx());
    let (tint, ink) = tone.colours(&palette);
    let mut layout = job(words, Type::Small, ink);
    layout.wrap.max_width = (ui.available_width() - 2.0 * space::S).max(60.0);
    if let Some(section) = layout.sections.first_mut() {
        section.format = format(Type::Small, ink);
    }
    let galley = ui.painter().layout_job(layout);
    let size = galley.size() + vec2(2.0 * space::S + 2.0, space::XS);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let corner = CornerRadius::same(BUTTON_CORNER);
    ui.painter().rect(rect, corner, tint, palette.rim(ink), StrokeKind::Inside);
    let place = rect.center() - galley.size() / 2.0;
    if sense.senses_drag() {
        selectable(ui, &response, place, galley, ink);
    } else {
        ui.painter().galley(place, galley, ink);
    }
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::Label, true, words));
    response
}

/// A line between rows.
pub(crate) fn hairline(ui: &mut Ui) {
    let palette = Palette::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, palette.line));
}

/// A centred column of at most `width` points, with a margin that shrinks on narrow windows.
pub(crate) fn column<R>(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let available = ui.available_width();
    let margin = if available < 640.0 { space::L } else { space::XXL };
    let inner = (available - 2.0 * margin).min(width).max(120.0);
    let left = ((available - inner) / 2.0).max(0.0);
    let mut area = ui.available_rect_before_wrap();
    area.min.x += left;
    area.max.x = area.min.x + inner;
    let mut child = ui.new_child(UiBuilder::new().max_rect(area).layout(Layout::top_down(Align::Min)));
    let result = contents(&mut child);
    let used = child.min_rect();
    ui.allocate_rect(eframe::egui::Rect::from_min_max(ui.cursor().min, used.max), Sense::hover());
    result
}
