//! Rows that are clickable as a whole: tick boxes and choices.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::icons::{self, Icon};
use super::super::theme::{BUTTON_CORNER, Palette, ROW_HEIGHT, TICK_CORNER, Type, space};
use super::copying::copyable;
use super::text::job;
use super::{Mark, focus_ring};

const MARK: f32 = 20.0;

/// A task with a tick box.
pub(crate) fn tick_row(ui: &mut Ui, id: Id, mark: Mark, words: &str, hint: Option<&str>) -> Response {
    row(ui, id, Role::CheckBox, mark, words, hint, |ui, centre, palette| {
        let square = Rect::from_center_size(centre, vec2(MARK, MARK));
        let corner = CornerRadius::same(TICK_CORNER);
        if mark == Mark::Set {
            ui.painter().rect_filled(square, corner, palette.accent);
            icons::paint(ui.painter(), Icon::Tick, square.shrink(1.0), palette.on_accent);
        } else {
            ui.painter().rect(square, corner, palette.card, Stroke::new(1.5, palette.edge), StrokeKind::Inside);
        }
    })
}

/// One of several answers.
pub(crate) fn choice_row(ui: &mut Ui, id: Id, mark: Mark, words: &str, hint: Option<&str>) -> Response {
    row(ui, id, Role::RadioButton, mark, words, hint, |ui, centre, palette| {
        mark_here(ui, centre, mark, palette);
    })
}

/// A ring, with a dot in it if it is set.
pub(crate) fn mark_here(ui: &Ui, centre: Pos2, mark: Mark, palette: &Palette) {
    if mark == Mark::Set {
        ui.painter().circle_filled(centre, MARK / 2.0, palette.accent);
        ui.painter().circle_filled(centre, MARK / 5.0, palette.on_accent);
    } else {
        ui.painter().circle(centre, MARK / 2.0 - 0.75, palette.card, Stroke::new(1.5, palette.edge));
    }
}

fn row(
    ui: &mut Ui,
    id: Id,
    role: Role,
    mark: Mark,
    words: &str,
    hint: Option<&str>,
    paint_mark: impl FnOnce(&Ui, Pos2, &Palette),
) -> Response {
    let palette = Palette::of(ui.ctx());
    let text_left = space::XS + MARK + space::M;
    let width = ui.available_width();
    let wrap = (width - text_left - space::S).max(80.0);
    let (words, hint) = (crate::pack::plain(words), hint.map(crate::pack::plain));
    let mut title = job(&words, Type::Body, palette.ink);
    title.wrap.max_width = wrap;
    let title = ui.painter().layout_job(title);
    let hint_galley = hint.as_ref().map(|hint| {
        let mut layout = job(hint, Type::Small, palette.dim);
        layout.wrap.max_width = wrap;
        ui.painter().layout_job(layout)
    });
    let text_height = title.size().y + hint_galley.as_ref().map_or(0.0, |hint| hint.size().y);
    let height = (text_height + 2.0 * space::S + 2.0).max(ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), mark == Mark::Set, words.clone()));
    if let Some(hint) = &hint {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(hint.as_str()));
    }
    if ui.is_rect_visible(rect) {
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(BUTTON_CORNER), palette.hover);
        }
        let top = rect.center().y - text_height / 2.0;
        let first_line = top + Type::Body.line_height() / 2.0;
        paint_mark(ui, pos2(rect.left() + space::XS + MARK / 2.0, first_line), &palette);
        let title_height = title.size().y;
        ui.painter().galley(pos2(rect.left() + text_left, top), title, palette.ink);
        if let Some(hint) = hint_galley {
            ui.painter().galley(pos2(rect.left() + text_left, top + title_height), hint, palette.dim);
        }
    }
    focus_ring(ui, &response, rect, BUTTON_CORNER - 3);
    copyable(ui, &response, &with_hint(&words, hint.as_deref()));
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}

/// The text of a row, with its hint.
fn with_hint(words: &str, hint: Option<&str>) -> String {
    hint.map_or_else(|| words.to_owned(), |hint| format!("{words}\n{hint}"))
}
