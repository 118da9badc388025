//! Draws a report's contents: its texts can be selected, and hidden values are highlighted.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Id, Sense, Ui, WidgetInfo, vec2};

use super::super::drafts::Drafts;
use super::super::picture_view::AddedPicture;
use super::super::report_view::ReportView;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Quoted, Tone, hairline};
use super::picture_texture::{self, Slot};
use crate::report::{Mood, SectionBody, SectionName, SheetFact, SheetSection, SheetStep, SheetText, TaskLine};

/// The width of the label column, in points.
const LABELS: f32 = 150.0;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let sheet = report.sheet;
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        widgets::heading(ui, Type::Title, &sheet.title.words);
        let (mood, words) = &sheet.outcome;
        widgets::chip(ui, tone(*mood), &one_line(words));
    });
    beside(ui, &sheet.title);
    dim(ui, &joined(&sheet.lead));
    dim(ui, &format!("{}  {}", one_line(&sheet.code.label), sheet.code.value.words));
    if let Some(note) = &sheet.note {
        widgets::banner(ui, Tone::Warning, view.strings.common.note, |ui| {
            widgets::text(ui, Type::Body, &note.words);
            beside(ui, note);
        });
    }
    for section in &sheet.sections {
        ui.add_space(space::M);
        widgets::heading(ui, Type::Card, &one_line(&section.heading));
        SectionRenderer { section, pictures: view.pictures.added, own: report.own, row: 0, drafts, out }.body(ui);
    }
    ui.add_space(space::M);
    hairline(ui);
    dim(ui, &sheet.foot.words);
    beside(ui, &sheet.foot);
    ui.add_space(space::S);
}

/// Draws the parts of a section in order.
struct SectionRenderer<'r> {
    section: &'r SheetSection,
    pictures: &'r [AddedPicture],
    /// The customer's words.
    own: &'r [String],
    /// The index of the section's next text.
    row: usize,
    drafts: &'r mut Drafts,
    out: &'r mut Vec<Intent>,
}

impl SectionRenderer<'_> {
    fn body(&mut self, ui: &mut Ui) {
        match &self.section.body {
            SectionBody::Facts(facts) => facts.iter().for_each(|row| self.fact(ui, row)),
            SectionBody::Pictures(facts) => {
                for (place, row) in facts.iter().enumerate() {
                    self.fact(ui, row);
                    if let Some(added) = self.pictures.get(place) {
                        picture(ui, place, added, &row.label.words);
                    }
                }
            }
            SectionBody::Lines(lines) => lines.iter().for_each(|row| self.line(ui, row)),
            SectionBody::Steps(steps) => {
                for (number, step) in (1..).zip(steps) {
                    if number > 1 {
                        hairline(ui);
                    }
                    self.step(ui, number, step);
                }
            }
            SectionBody::Moments { heads, rows } => {
                columns(ui, |ui| dim(ui, &one_line(&heads.label)), |ui| dim(ui, &one_line(&heads.value)));
                hairline(ui);
                for row in rows {
                    self.fact(ui, row);
                }
            }
        }
    }

    fn step(&mut self, ui: &mut Ui, number: usize, step: &SheetStep) {
        ui.horizontal_wrapped(|ui| {
            widgets::text(ui, Type::Body, &format!("{number}. {}", step.title.words));
            if let Some((mood, words)) = &step.result {
                widgets::chip(ui, tone(*mood), &one_line(words));
            }
        });
        beside(ui, &step.title);
        dim(ui, &joined(&step.aside));
        step.lines.iter().for_each(|row| self.line(ui, row));
    }

    fn fact(&mut self, ui: &mut Ui, fact: &SheetFact) {
        let label = |ui: &mut Ui| {
            dim(ui, &fact.label.words);
            beside(ui, &fact.label);
        };
        if ui.available_width() > 3.0 * LABELS {
            columns(ui, label, |ui| self.quoted(ui, &fact.label.words, &fact.value));
        } else {
            label(ui);
            self.quoted(ui, &fact.label.words, &fact.value);
        }
    }

    fn line(&mut self, ui: &mut Ui, line: &TaskLine) {
        ui.horizontal_top(|ui| {
            widgets::chip(ui, tone(line.mood), &one_line(&line.mark));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.quoted(ui, &line.mark.words, &line.words);
                if let Some(value) = &line.value {
                    self.quoted(ui, &line.words.words, value);
                }
                if !line.aside.is_empty() {
                    dim(ui, &joined(&line.aside));
                }
            });
        });
    }

    /// A text that the customer may want to hide, in one language and, dimmed, in the other.
    fn quoted(&mut self, ui: &mut Ui, name: &str, text: &SheetText) {
        let palette = Palette::of(ui.ctx());
        if !self.is_customers(text) {
            // The guide's own texts never need hiding, so the Tab key does not stop at them.
            widgets::text(ui, Type::Small, &text.words);
            beside(ui, text);
            return;
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            self.one(ui, name, &text.words, palette.ink);
            if let Some(words) = &text.beside {
                self.one(ui, name, words, palette.dim);
            }
        });
    }

    /// Whether any part of the text comes from the customer or their computer.
    fn is_customers(&self, text: &SheetText) -> bool {
        let holds = |words: &str| self.own.iter().any(|own| words.contains(own.as_str()));
        let is_hidden = !crate::redact::placeholders(&text.words).is_empty();
        self.section.name == SectionName::Machine || is_hidden || holds(&text.words)
    }

    fn one(&mut self, ui: &mut Ui, name: &str, words: &str, colour: Color32) {
        // A changed text gets another id, so that it does not inherit the selection.
        let id = Id::unique(("report", self.section.name.id(), self.row, words));
        self.row += 1;
        let looked = Quoted { id, name, words, size: Type::Small, colour }.show(ui);
        self.drafts.look(&looked, self.out);
    }
}

/// A picture over the available width, but not enlarged.
fn picture(ui: &mut Ui, place: usize, added: &AddedPicture, name: &str) {
    let (width, height) = added.whole.size();
    let (width, height) = (width as f32, height as f32);
    let scale = (ui.available_width() / width.max(1.0)).min(1.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width * scale, height * scale), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if ui.is_rect_visible(rect) {
        picture_texture::paint(ui, Slot::Whole(place), added.key, &added.whole, rect);
    }
    ui.add_space(space::S);
}

/// Two columns; the first has the width of labels.
fn columns(ui: &mut Ui, first: impl FnOnce(&mut Ui), second: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(LABELS, Type::Small.line_height()), |ui| {
            ui.set_width(LABELS);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                first(ui);
            });
        });
        ui.vertical(second);
    });
}

fn dim(ui: &mut Ui, words: &str) {
    widgets::dim(ui, Type::Small, words);
}

/// The text in the other language, if there is one.
fn beside(ui: &mut Ui, text: &SheetText) {
    if let Some(words) = &text.beside {
        dim(ui, words);
    }
}

/// Both languages on one line, for texts of a word or two.
fn one_line(text: &SheetText) -> String {
    match &text.beside {
        Some(beside) => format!("{} · {beside}", text.words),
        None => text.words.clone(),
    }
}

/// Joins the parts of a small line. A part that is the same in both languages appears once.
fn joined(texts: &[SheetText]) -> String {
    let part = |text: &SheetText| match &text.beside {
        Some(beside) => format!("{} / {beside}", text.words),
        None => text.words.clone(),
    };
    texts.iter().map(part).collect::<Vec<_>>().join(" · ")
}

fn tone(mood: Mood) -> Tone {
    match mood {
        Mood::Good => Tone::Good,
        Mood::Bad => Tone::Danger,
        Mood::Calm => Tone::Neutral,
    }
}
