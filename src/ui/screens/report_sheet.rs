//! A report's sheet on the screen: what it says can be selected, and what is hidden in it stands out.

use eframe::egui::{Id, Ui, vec2};

use super::super::drafts::Drafts;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Quoted, Tone, hairline};
use crate::report::{Body, Fact, Line, Mood, Section, Sheet};

/// Labels of two-column tables are this wide, in points.
const LABELS: f32 = 150.0;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, sheet: &Sheet, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        widgets::heading(ui, Type::Title, &sheet.title);
        let (mood, words) = &sheet.outcome;
        widgets::chip(ui, tone(*mood), words);
    });
    widgets::dim(ui, Type::Small, &sheet.lead);
    if let Some(note) = &sheet.note {
        widgets::banner(ui, Tone::Warning, view.strings.common.note, |ui| {
            widgets::text(ui, Type::Body, note);
        });
    }
    for section in &sheet.sections {
        ui.add_space(space::M);
        widgets::heading(ui, Type::Card, &section.heading);
        Reader { section, row: 0, drafts, out }.body(ui);
    }
    ui.add_space(space::S);
}

/// Goes down a section.
struct Reader<'r> {
    section: &'r Section,
    /// Which text of the section comes next, counted from 0.
    row: usize,
    drafts: &'r mut Drafts,
    out: &'r mut Vec<Intent>,
}

impl Reader<'_> {
    fn body(&mut self, ui: &mut Ui) {
        match &self.section.body {
            Body::Facts(facts) => facts.iter().for_each(|row| self.fact(ui, row)),
            Body::Lines(lines) => lines.iter().for_each(|row| self.line(ui, row)),
            Body::Steps(steps) => {
                for (number, step) in (1..).zip(steps) {
                    if number > 1 {
                        hairline(ui);
                    }
                    widgets::text(ui, Type::Body, &format!("{number}. {}", step.title));
                    widgets::dim(ui, Type::Small, &step.aside);
                    step.lines.iter().for_each(|row| self.line(ui, row));
                }
            }
            Body::Moments { heads, rows } => {
                label(ui, &heads.label, &heads.value);
                hairline(ui);
                for row in rows {
                    self.fact(ui, row);
                }
            }
        }
    }

    fn fact(&mut self, ui: &mut Ui, fact: &Fact) {
        if ui.available_width() > 3.0 * LABELS {
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(LABELS, Type::Small.line_height()), |ui| {
                    ui.set_width(LABELS);
                    widgets::dim(ui, Type::Small, &fact.label);
                });
                ui.vertical(|ui| self.quoted(ui, &fact.label, &fact.value));
            });
        } else {
            widgets::dim(ui, Type::Small, &fact.label);
            self.quoted(ui, &fact.label, &fact.value);
        }
    }

    fn line(&mut self, ui: &mut Ui, line: &Line) {
        ui.horizontal_top(|ui| {
            widgets::chip(ui, tone(line.mood), &line.mark);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.quoted(ui, &line.mark, &line.words);
                if let Some(aside) = &line.aside {
                    widgets::dim(ui, Type::Small, aside);
                }
            });
        });
    }

    /// Words that the customer may want to hide.
    fn quoted(&mut self, ui: &mut Ui, name: &str, words: &str) {
        let id = Id::unique(("report", self.section.name.id(), self.row));
        self.row += 1;
        let colour = Palette::of(ui.ctx()).ink;
        let looked = Quoted { id, name, words, size: Type::Small, colour }.show(ui);
        self.drafts.look(&looked, self.out);
    }
}

/// The headings of a table's columns.
fn label(ui: &mut Ui, first: &str, second: &str) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(LABELS, Type::Small.line_height()), |ui| {
            ui.set_width(LABELS);
            widgets::dim(ui, Type::Small, first);
        });
        widgets::dim(ui, Type::Small, second);
    });
}

fn tone(mood: Mood) -> Tone {
    match mood {
        Mood::Good => Tone::Good,
        Mood::Bad => Tone::Danger,
        Mood::Calm => Tone::Neutral,
    }
}
