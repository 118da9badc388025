//! Table rows with tick boxes, and a progress bar.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    CornerRadius, Galley, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::super::icons::{self, Icon};
use super::super::theme::{BUTTON_CORNER, Palette, ROW_HEIGHT, TICK_CORNER, Type, space};
use super::copying::{copyable, copyable_text, selecting};
use super::text::job;
use super::tone::Tone;
use super::{Mark, focus_ring};

const MARK: f32 = 20.0;
const TEXT_LEFT: f32 = space::XS + MARK + space::M;
/// Below this width, the cells are stacked instead of set in columns.
const LEAST_WIDTH_FOR_COLUMNS: f32 = 560.0;
/// Where the columns begin, as shares of the width: the title and two cells. The chip is at the right edge.
const COLUMNS: [f32; 3] = [0.0, 0.38, 0.53];

/// A row of a table.
pub(crate) struct TableRow<'a> {
    /// Whether it is ticked; `None` for a row that is a button.
    pub(crate) mark: Option<Mark>,
    /// Its title.
    pub(crate) title: &'a str,
    /// A detail that distinguishes rows with the same title.
    pub(crate) hint: &'a str,
    /// The two cells after the title.
    pub(crate) cells: [&'a str; 2],
    /// Its state.
    pub(crate) chip: (Tone, &'a str),
    /// The whole row as a sentence, for screen readers.
    pub(crate) spoken: &'a str,
}

/// The titles of the columns, if there are columns. Screen readers say them with `listed` between them.
pub(crate) fn table_head(ui: &mut Ui, titles: [&str; 3], listed: &str) {
    let width = ui.available_width();
    if width < LEAST_WIDTH_FOR_COLUMNS {
        return;
    }
    let palette = Palette::of(ui.ctx());
    let lay = |ui: &Ui, words: &str, wrap: f32| lay(ui, words, Type::Small, palette.dim, wrap);
    let starts = [TEXT_LEFT, width * COLUMNS[1], width * COLUMNS[2]];
    let [name, first, second] = titles;
    let galleys = [
        lay(ui, name, starts[1] - starts[0] - space::S),
        lay(ui, first, starts[2] - starts[1] - space::S),
        lay(ui, second, width - starts[2]),
    ];
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height + space::XS), selecting());
    let spoken = titles.join(listed);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    copyable_text(ui, &response, &spoken);
    for (galley, start) in galleys.into_iter().zip(starts) {
        ui.painter().galley(rect.min + vec2(start, 0.0), galley, palette.dim);
    }
}

/// A row that is clickable as a whole.
pub(crate) fn table_row(ui: &mut Ui, id: Id, row: &TableRow<'_>) -> Response {
    let palette = Palette::of(ui.ctx());
    let width = ui.available_width();
    let wide = width >= LEAST_WIDTH_FOR_COLUMNS;
    let (tint, ink) = row.chip.0.colours(&palette);
    let hint_ink = if row.mark.is_some() { palette.dim } else { palette.accent };
    let chip = lay(ui, row.chip.1, Type::Small, ink, (width * 0.3).max(80.0));
    let name_wrap = if wide { width * COLUMNS[1] - TEXT_LEFT - space::S } else { width - TEXT_LEFT - space::S };
    let title = lay(ui, row.title, Type::Body, palette.ink, name_wrap);
    let hint = lay(ui, row.hint, Type::Small, hint_ink, name_wrap);
    let cells = if wide {
        let second = width - width * COLUMNS[2] - chip.size().x - 2.0 * space::L;
        let first = width * (COLUMNS[2] - COLUMNS[1]) - space::S;
        vec![
            lay(ui, row.cells[0], Type::Body, palette.ink, first),
            lay(ui, row.cells[1], Type::Body, palette.ink, second),
        ]
    } else {
        let together = row.cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" · ");
        vec![lay(ui, &together, Type::Small, palette.ink, name_wrap)]
    };
    let text_height = title.size().y + hint.size().y;
    let cells_height = cells.iter().map(|cell| cell.size().y).fold(0.0, f32::max);
    let chip_size = chip.size() + vec2(2.0 * space::S, space::XS);
    let inner = if wide {
        text_height.max(cells_height).max(chip_size.y)
    } else {
        text_height + cells_height + space::XS + chip_size.y
    };
    let height = (inner + 2.0 * space::XS).max(ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| match row.mark {
        Some(mark) => WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), mark == Mark::Set, row.spoken),
        None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), row.spoken),
    });
    if ui.is_rect_visible(rect) {
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(BUTTON_CORNER), palette.hover);
        }
        let top = rect.center().y - inner / 2.0;
        if let Some(mark) = row.mark {
            let middle = if wide { rect.center().y } else { top + Type::Body.line_height() / 2.0 };
            tick(ui, pos2(rect.left() + space::XS + MARK / 2.0, middle), mark, &palette);
        }
        let text_top = if wide { rect.center().y - text_height / 2.0 } else { top };
        let below_title = text_top + title.size().y;
        let below_hint = below_title + hint.size().y;
        ui.painter().galley(pos2(rect.left() + TEXT_LEFT, text_top), title, palette.ink);
        ui.painter().galley(pos2(rect.left() + TEXT_LEFT, below_title), hint, hint_ink);
        for (place, cell) in cells.into_iter().enumerate() {
            let at = match (wide, place) {
                (true, 0) => pos2(rect.left() + width * COLUMNS[1], rect.center().y - cell.size().y / 2.0),
                (true, _) => pos2(rect.left() + width * COLUMNS[2], rect.center().y - cell.size().y / 2.0),
                (false, _) => pos2(rect.left() + TEXT_LEFT, below_hint),
            };
            ui.painter().galley(at, cell, palette.ink);
        }
        let chip_at = if wide {
            pos2(rect.right() - chip_size.x - space::XS, rect.center().y - chip_size.y / 2.0)
        } else {
            pos2(rect.left() + TEXT_LEFT, below_hint + cells_height + space::XS)
        };
        let chip_place = Rect::from_min_size(chip_at, chip_size);
        let corner = CornerRadius::same(BUTTON_CORNER);
        ui.painter().rect(chip_place, corner, tint, palette.rim(ink), StrokeKind::Inside);
        ui.painter().galley(chip_at + vec2(space::S, space::XS / 2.0), chip, ink);
    }
    focus_ring(ui, &response, rect, BUTTON_CORNER - 3);
    copyable(ui, &response, row.spoken);
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}

fn tick(ui: &Ui, centre: Pos2, mark: Mark, palette: &Palette) {
    let square = Rect::from_center_size(centre, vec2(MARK, MARK));
    let corner = CornerRadius::same(TICK_CORNER);
    if mark == Mark::Set {
        ui.painter().rect_filled(square, corner, palette.accent);
        icons::paint(ui.painter(), Icon::Tick, square.shrink(1.0), palette.on_accent);
    } else {
        ui.painter().rect(square, corner, palette.card, Stroke::new(1.5, palette.edge), StrokeKind::Inside);
    }
}

fn lay(ui: &Ui, words: &str, size: Type, colour: eframe::egui::Color32, wrap: f32) -> Arc<Galley> {
    let mut layout = job(words, size, colour);
    layout.wrap.max_width = wrap.max(60.0);
    ui.painter().layout_job(layout)
}

/// A progress bar over the whole width. Without a share it is empty. Screen readers say `name`.
pub(crate) fn progress_bar(ui: &mut Ui, share: Option<f32>, name: &str) {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let share = share.map(|share| share.clamp(0.0, 1.0));
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    if let Some(share) = share {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_numeric_value(f64::from((share * 100.0).round()));
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
    }
    let corner = CornerRadius::same(BAR_CORNER);
    ui.painter().rect(rect, corner, palette.quiet, Stroke::new(1.0, palette.edge), StrokeKind::Inside);
    if let Some(share) = share.filter(|share| *share > 0.0) {
        let filled = Rect::from_min_size(rect.min, vec2((rect.width() * share).max(BAR), BAR));
        ui.painter().rect_filled(filled, corner, palette.accent);
    }
}

const BAR: f32 = 10.0;
const BAR_CORNER: u8 = 5;
