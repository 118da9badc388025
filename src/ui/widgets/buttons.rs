//! Buttons.

use eframe::egui::accesskit::{Node, Role};
use eframe::egui::{CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::super::icons::{self, Icon};
use super::super::status;
use super::super::theme::{BUTTON_CORNER, CONTROL_HEIGHT, Palette, Type, space};
use super::copying::{copyable, copyable_link};
use super::text::job;
use super::{Mark, focus_ring};
use crate::pack::Link;

/// A button with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Button {
    /// The main action; one on each screen.
    Primary,
    /// Any other action.
    Plain,
    /// Without an edge, for actions that should not attract attention.
    Quiet,
    /// An action that cannot be undone.
    Danger,
}

impl Button {
    /// Draws it, as wide as its text.
    pub(crate) fn show(self, ui: &mut Ui, words: &str) -> Response {
        self.draw(ui, words, 0.0)
    }

    /// Draws it over the whole width.
    pub(crate) fn show_wide(self, ui: &mut Ui, words: &str) -> Response {
        let width = ui.available_width();
        self.draw(ui, words, width)
    }

    /// Its width with this text on one line.
    pub(crate) fn width(ui: &Ui, words: &str) -> f32 {
        let ink = Palette::of(ui.ctx()).ink;
        ui.painter().layout_no_wrap(words.to_owned(), Type::Body.font(), ink).size().x + 2.0 * space::L
    }

    fn draw(self, ui: &mut Ui, words: &str, least_width: f32) -> Response {
        let palette = Palette::of(ui.ctx());
        let (fill, edge, ink) = match self {
            Self::Primary => (palette.accent, palette.accent, palette.on_accent),
            Self::Plain => (palette.card, palette.edge, palette.ink),
            Self::Quiet => (eframe::egui::Color32::TRANSPARENT, eframe::egui::Color32::TRANSPARENT, palette.ink),
            Self::Danger => (palette.card, palette.danger, palette.danger),
        };
        let mut layout = job(words, Type::Body, ink);
        layout.wrap.max_width = (ui.available_width() - 2.0 * space::L).max(80.0);
        layout.halign = eframe::egui::Align::Center;
        let galley = ui.painter().layout_job(layout);
        let size = vec2(
            (galley.size().x + 2.0 * space::L).max(least_width),
            (galley.size().y + 2.0 * space::S).max(CONTROL_HEIGHT),
        );
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
        if ui.is_rect_visible(rect) {
            let fill = match self {
                _ if !(response.hovered() || response.is_pointer_button_down_on()) => fill,
                Self::Primary => palette.accent_hover,
                Self::Plain | Self::Quiet | Self::Danger => palette.hover,
            };
            ui.painter().rect(
                rect,
                CornerRadius::same(BUTTON_CORNER),
                fill,
                Stroke::new(1.0, edge),
                StrokeKind::Inside,
            );
            let place = eframe::egui::pos2(rect.center().x, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(place, galley, ink);
        }
        copyable(ui, &response, words);
        // Also when it is out of sight, because then the window has to scroll to it.
        focus_ring(ui, &response, rect, BUTTON_CORNER);
        response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
    }
}

/// A square button with an icon. `name` is its tooltip, and screen readers say it.
pub(crate) fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let palette = Palette::of(ui.ctx());
    let side = 34.0;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let fill = if response.hovered() { palette.hover } else { palette.card };
    ui.painter().rect(
        rect,
        CornerRadius::same(BUTTON_CORNER),
        fill,
        Stroke::new(1.0, palette.edge),
        StrokeKind::Inside,
    );
    icons::paint(ui.painter(), icon, Rect::from_center_size(rect.center(), vec2(18.0, 18.0)), palette.ink);
    focus_ring(ui, &response, rect, BUTTON_CORNER);
    copyable(ui, &response, name);
    let response = response.on_hover_text(name);
    // The tooltip is the name; screen readers must not say it twice.
    ui.ctx().accesskit_node_builder(response.id, Node::clear_description);
    response
}

/// A link with an arrow that opens the browser. It shows the host unless the text already names it.
pub(crate) fn link_button(ui: &mut Ui, words: &str, to: &Link) -> Response {
    let host = to.host.as_str();
    let palette = Palette::of(ui.ctx());
    let icon_width = 18.0 + space::S;
    let mut layout = job(words, Type::Body, palette.accent);
    let named = words.contains(host);
    if !named {
        layout.append("\n", 0.0, super::text::format(Type::Small, palette.dim));
        layout.append(host, 0.0, super::text::format(Type::Small, palette.dim));
    }
    layout.wrap.max_width = (ui.available_width() - icon_width - space::L).max(80.0);
    let galley = ui.painter().layout_job(layout);
    let size = vec2(galley.size().x + icon_width + space::M, (galley.size().y + space::S).max(CONTROL_HEIGHT));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let spoken = if named { words.to_owned() } else { format!("{words} {host}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), spoken.clone()));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(BUTTON_CORNER), palette.accent_tint);
    }
    let top = (rect.height() - galley.size().y) / 2.0;
    let icon = Rect::from_min_size(rect.min + vec2(space::XS, top + 3.0), vec2(18.0, 18.0));
    icons::paint(ui.painter(), Icon::Open, icon, palette.accent);
    ui.painter().galley(rect.min + vec2(icon_width + space::XS, top), galley, palette.accent);
    focus_ring(ui, &response, rect, BUTTON_CORNER);
    status::leads_to(ui, &response, &to.url);
    copyable_link(ui, &response, words, &to.url);
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}

/// A few short options side by side; returns the one that was pressed.
pub(crate) fn segmented<T: Copy + PartialEq>(ui: &mut Ui, name: &str, options: &[(T, &str)], chosen: T) -> Option<T> {
    let palette = Palette::of(ui.ctx());
    let widths: Vec<f32> = options.iter().map(|(_, words)| segment_width(ui, words)).collect();
    let size = vec2(widths.iter().sum(), SEGMENT_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let corner = CornerRadius::same(BUTTON_CORNER);
    ui.painter().rect(rect, corner, palette.card, Stroke::new(1.0, palette.edge), StrokeKind::Inside);
    let mut left = rect.left();
    let mut pressed = None;
    for ((value, words), width) in options.iter().zip(widths) {
        let place = Rect::from_min_size(eframe::egui::pos2(left, rect.top()), vec2(width, SEGMENT_HEIGHT));
        left += width;
        if segment(ui, place, name, words, (*value == chosen).into()).clicked() && *value != chosen {
            pressed = Some(*value);
        }
    }
    pressed
}

/// The height of an icon button, in points.
const SEGMENT_HEIGHT: f32 = 34.0;

/// The width of this option in [`segmented`].
pub(crate) fn segment_width(ui: &Ui, words: &str) -> f32 {
    let ink = Palette::of(ui.ctx()).ink;
    ui.painter().layout_no_wrap(words.to_owned(), Type::Small.font(), ink).size().x + 2.0 * space::M
}

fn segment(ui: &Ui, rect: Rect, group: &str, words: &str, mark: Mark) -> Response {
    let chosen = mark == Mark::Set;
    let palette = Palette::of(ui.ctx());
    let ink = if chosen { palette.accent } else { palette.dim };
    let galley = ui.painter().layout_job(job(words, Type::Small, ink));
    let response = ui.interact(rect, ui.scope_id().with((group, words)), Sense::click());
    let name = format!("{group}: {words}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name.clone()));
    if chosen {
        ui.painter().rect_filled(rect.shrink(2.0), CornerRadius::same(BUTTON_CORNER - 2), palette.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect.shrink(2.0), CornerRadius::same(BUTTON_CORNER - 2), palette.hover);
    }
    let place = rect.center() - galley.size() / 2.0;
    ui.painter().galley(place, galley, ink);
    if chosen {
        // The state shows as a shape, not only as a colour.
        let under = Rect::from_center_size(
            eframe::egui::pos2(rect.center().x, rect.bottom() - 4.0),
            vec2(rect.width() - 2.0 * space::M, 2.0),
        );
        ui.painter().rect_filled(under, 1.0, palette.accent);
    }
    focus_ring(ui, &response, rect.shrink(2.0), BUTTON_CORNER - 2);
    copyable(ui, &response, words);
    response
}
