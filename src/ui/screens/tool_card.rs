//! The card of a tool on a page.

use eframe::egui::Ui;

use super::super::drafts::Drafts;
use super::super::theme::{Palette, Type, space};
use super::super::view::Intent;
use super::super::widgets::{self, Button, Tone};

/// The texts of a tool's card.
pub(super) struct ToolSaid<'a> {
    /// What the tool does.
    pub(super) title: &'a str,
    /// A longer description.
    pub(super) hint: &'a str,
    /// Its last result.
    pub(super) chip: Option<(Tone, &'a str)>,
}

impl<'a> ToolSaid<'a> {
    pub(super) fn plain(title: &'a str, hint: &'a str) -> Self {
        Self { title, hint, chip: None }
    }

    fn show(&self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 0.0;
        widgets::text(ui, Type::Card, self.title);
        widgets::dim(ui, Type::Small, self.hint);
        if let Some((tone, words)) = self.chip {
            ui.add_space(space::XS);
            widgets::chip(ui, tone, words);
        }
    }
}

/// A tool with its button beside it, or below it if it does not fit.
pub(super) fn tool_card(
    ui: &mut Ui,
    said: &ToolSaid<'_>,
    button: &str,
    intent: &Intent,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    widgets::card(ui, |ui| {
        let mut press = |ui: &mut Ui| {
            let response = Button::Plain.show(ui, button);
            drafts.first(&response);
            if response.clicked() {
                out.push(intent.clone());
            }
        };
        let font = Type::Body.font();
        let colour = Palette::of(ui.ctx()).ink;
        let for_button = ui.painter().layout_no_wrap(button.to_owned(), font, colour).size().x + 2.0 * space::L;
        let beside = ui.available_width() - for_button - space::L;
        if beside > 240.0 {
            ui.horizontal(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(beside);
                    said.show(ui);
                });
                press(ui);
            });
        } else {
            ui.scope(|ui| said.show(ui));
            press(ui);
        }
    });
}
