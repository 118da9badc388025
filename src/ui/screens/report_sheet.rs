//! A report's sheet on the screen.

use eframe::egui::{Ui, vec2};

use super::super::theme::{Palette, Type, space};
use super::super::view::View;
use super::super::widgets::{self, Tone, hairline};
use crate::report::{Body, Fact, Line, Mood, Section, Sheet, Told};

/// Labels of two-column tables are this wide, in points.
const LABELS: f32 = 150.0;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, sheet: &Sheet) {
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        widgets::heading(ui, Type::Title, &sheet.title.words);
        let (mood, words) = &sheet.outcome;
        widgets::chip(ui, tone(*mood), &words.words);
    });
    widgets::dim(ui, Type::Small, &joined(&sheet.lead));
    if let Some(note) = &sheet.note {
        widgets::banner(ui, Tone::Warning, view.strings.common.note, |ui| {
            widgets::text(ui, Type::Body, &note.words);
        });
    }
    for section in &sheet.sections {
        ui.add_space(space::M);
        widgets::heading(ui, Type::Card, &section.heading.words);
        body(ui, section);
    }
    ui.add_space(space::S);
}

fn body(ui: &mut Ui, section: &Section) {
    match &section.body {
        Body::Facts(facts) | Body::Pictures(facts) => facts.iter().for_each(|row| fact(ui, row)),
        Body::Lines(lines) => lines.iter().for_each(|row| line(ui, row)),
        Body::Steps(steps) => {
            for (number, step) in (1..).zip(steps) {
                if number > 1 {
                    hairline(ui);
                }
                widgets::text(ui, Type::Body, &format!("{number}. {}", step.title.words));
                widgets::dim(ui, Type::Small, &joined(&step.aside));
                step.lines.iter().for_each(|row| line(ui, row));
            }
        }
        Body::Moments { heads, rows } => {
            fact(ui, heads);
            hairline(ui);
            for row in rows {
                fact(ui, row);
            }
        }
    }
}

fn fact(ui: &mut Ui, fact: &Fact) {
    let beside = ui.available_width() > 3.0 * LABELS;
    if beside {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(LABELS, Type::Small.line_height()), |ui| {
                ui.set_width(LABELS);
                widgets::dim(ui, Type::Small, &fact.label.words);
            });
            ui.vertical(|ui| widgets::text(ui, Type::Small, &fact.value.words));
        });
    } else {
        widgets::dim(ui, Type::Small, &fact.label.words);
        widgets::text(ui, Type::Small, &fact.value.words);
    }
}

fn line(ui: &mut Ui, line: &Line) {
    let ink = Palette::of(ui.ctx()).ink;
    ui.horizontal_top(|ui| {
        widgets::chip(ui, tone(line.mood), &line.mark.words);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            widgets::emphasis(ui, Type::Small, ink, &line.words.words);
            if let Some(value) = &line.value {
                widgets::text(ui, Type::Small, &value.words);
            }
            widgets::dim(ui, Type::Small, &joined(&line.aside));
        });
    });
}

fn joined(told: &[Told]) -> String {
    told.iter().map(|told| told.words.as_str()).collect::<Vec<_>>().join(" · ")
}

fn tone(mood: Mood) -> Tone {
    match mood {
        Mood::Good => Tone::Good,
        Mood::Bad => Tone::Danger,
        Mood::Calm => Tone::Neutral,
    }
}
