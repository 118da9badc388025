//! The pages so far and those that are left.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::icons::{self, Icon};
use super::super::theme::{BUTTON_CORNER, Palette, Type, space};
use super::super::view::{Intent, OpenSession, Screen, View};
use super::super::widgets::{self, Button, Mark, Tone, mark_here};
use super::Split;
use crate::lang::fill;
use crate::session::{Action, GuidePath, OpenEnded, PathStage, PathStep};

const MARK: f32 = 18.0;

/// The rail beside the pages.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, open: &OpenSession<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.rail;
    let split = Split::of(ui, "rail");
    split.main(ui, |ui| {
        eframe::egui::ScrollArea::vertical().id_salt("rail").auto_shrink(false).show(ui, |ui| {
            widgets::heading(ui, Type::Card, open.wizard.title.get(view.lang));
            widgets::dim(ui, Type::Small, &progress(view, open.path));
            ui.add_space(space::S);
            if let Some(note) = &open.path.note {
                widgets::banner(ui, Tone::Accent, view.strings.common.note, |ui| {
                    widgets::text(ui, Type::Small, &note.words(open.wizard, view.lang));
                });
                ui.add_space(space::XS);
            }
            ui.spacing_mut().item_spacing.y = 2.0;
            for step in &open.path.steps {
                draw_step(ui, view, step, out);
            }
            if open.path.open_ended == OpenEnded::Yes {
                ui.add_space(space::XS);
                widgets::dim(ui, Type::Small, words.depends);
            }
        });
    });
    split.foot(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.add_space(space::S);
        if open.path.done() > 0 && Button::Quiet.show_wide(ui, words.start_over).clicked() {
            out.push(Intent::StartOver);
        }
        if Button::Plain.show_wide(ui, view.strings.common.contact_support).clicked() {
            out.push(Intent::Show(Screen::Support));
        }
    });
}

/// The same in one line, for windows too narrow for the rail.
pub(crate) fn line(ui: &mut Ui, view: &View<'_>, open: &OpenSession<'_>, out: &mut Vec<Intent>) {
    let button = view.strings.common.contact_support;
    ui.horizontal(|ui| {
        let for_words = (ui.available_width() - Button::width(ui, button) - space::S).max(120.0);
        ui.vertical(|ui| {
            ui.set_width(for_words);
            ui.spacing_mut().item_spacing.y = 0.0;
            widgets::text(ui, Type::Small, open.wizard.title.get(view.lang));
            widgets::dim(ui, Type::Small, &progress(view, open.path));
        });
        if Button::Plain.show(ui, button).clicked() {
            out.push(Intent::Show(Screen::Support));
        }
    });
    if let Some(note) = &open.path.note {
        widgets::dim(ui, Type::Small, &note.words(open.wizard, view.lang));
    }
}

fn progress(view: &View<'_>, path: &GuidePath<'_>) -> String {
    let words = &view.strings.rail;
    let done = path.done().to_string();
    match path.left {
        (_, 0) => fill(words.last_page, &[("done", &done)]),
        (fewest, most) if fewest == most => fill(&words.left_exactly.of(most), &[("done", &done)]),
        (fewest, most) => {
            fill(words.left_between, &[("done", &done), ("fewest", &fewest.to_string()), ("most", &most.to_string())])
        }
    }
}

fn draw_step(ui: &mut Ui, view: &View<'_>, step: &PathStep<'_>, out: &mut Vec<Intent>) {
    let palette = Palette::of(ui.ctx());
    let title = step.title.get(view.lang);
    let left = space::S + MARK + space::S + 2.0;
    let ink = if step.stage == PathStage::Ahead { palette.dim } else { palette.ink };
    let size = if step.stage == PathStage::Here { Type::Body.medium() } else { Type::Body.font() };
    let wrap = (ui.available_width() - left - space::S).max(60.0);
    let galley = ui.painter().layout(title.to_owned(), eframe::egui::FontId { size: 14.0, ..size }, ink, wrap);
    let height = (galley.size().y + 2.0 * space::S).max(38.0);
    let reachable = matches!(step.stage, PathStage::Done | PathStage::Seen);
    let sense = if reachable { Sense::click() } else { widgets::selecting() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    let words = &view.strings.rail;
    let stage = match step.stage {
        PathStage::Done => words.stage_done,
        PathStage::Here => words.stage_here,
        PathStage::Seen => words.stage_seen,
        PathStage::Ahead => words.stage_ahead,
    };
    let role = if reachable { Role::Button } else { Role::Label };
    let spoken = format!("{stage}: {title}");
    response.widget_info(|| WidgetInfo::labeled(role, true, spoken.clone()));
    if step.stage == PathStage::Here {
        let corner = CornerRadius::same(BUTTON_CORNER);
        ui.painter().rect(rect, corner, palette.card, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    } else if response.hovered() && reachable {
        ui.painter().rect_filled(rect, CornerRadius::same(BUTTON_CORNER), palette.hover);
    }
    let centre = pos2(rect.left() + space::S + MARK / 2.0, rect.center().y);
    match step.stage {
        PathStage::Done => {
            ui.painter().circle_filled(centre, MARK / 2.0, palette.good);
            let mark = Rect::from_center_size(centre, vec2(MARK - 4.0, MARK - 4.0));
            icons::paint(ui.painter(), Icon::Tick, mark, palette.card);
        }
        PathStage::Here => mark_here(ui, centre, Mark::Set, &palette),
        PathStage::Seen => {
            ui.painter().circle_stroke(centre, MARK / 2.0 - 0.75, Stroke::new(1.5, palette.good));
            let mark = Rect::from_center_size(centre, vec2(MARK - 5.0, MARK - 5.0));
            icons::paint(ui.painter(), Icon::Tick, mark, palette.good);
        }
        PathStage::Ahead => {
            ui.painter().circle_stroke(centre, MARK / 2.0 - 0.75, Stroke::new(1.5, palette.edge));
        }
    }
    ui.painter().galley(pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0), galley, ink);
    if response.has_focus() {
        let ring = Stroke::new(2.0, palette.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), f32::from(BUTTON_CORNER), ring, StrokeKind::Middle);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if reachable {
        widgets::copyable(ui, &response, title);
    } else {
        widgets::copyable_text(ui, &response, title);
    }
    if reachable && response.clicked() {
        out.push(Intent::Session(Action::Visit(step.id.clone())));
    }
}
