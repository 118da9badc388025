//! Settings: language, appearance, text size.

use eframe::egui::Ui;

use super::super::drafts::Drafts;
use super::super::keys;
use super::super::theme::{Type, space};
use super::super::view::{DrawingSetting, Intent, Screen, Theme, View};
use super::super::widgets::{self, Button, choice_row};
use super::{chrome, scrolling};
use crate::lang::{Lang, fill};

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.settings;
    scrolling(ui, "settings", 560.0, |ui| {
        widgets::heading(ui, Type::Title, words.title);
        ui.add_space(space::S);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.language);
            widgets::choices(ui, words.language, |ui| languages(ui, view, drafts, out));
        });
        ui.add_space(space::XS);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.theme);
            widgets::choices(ui, words.theme, |ui| themes(ui, view, out));
        });
        ui.add_space(space::XS);
        text_size(ui, view, out);
        ui.add_space(space::XS);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, view.strings.start.drawing);
            widgets::dim(ui, Type::Small, view.strings.start.drawing_hint);
            widgets::choices(ui, view.strings.start.drawing, |ui| drawings(ui, view, out));
        });
        ui.add_space(space::XS);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.kept_in);
            widgets::dim(ui, Type::Small, view.settings.folder);
            if Button::Plain.show(ui, words.open_folder).clicked() {
                out.push(Intent::OpenDataFolder);
            }
            if Button::Plain.show(ui, view.strings.privacy.open).clicked() {
                out.push(Intent::Show(Screen::Privacy));
            }
            let versions = [("program", view.settings.program_version), ("pack", view.settings.pack_version)];
            widgets::dim(ui, Type::Small, &fill(words.version, &versions));
            // If the header has this button, a second one of the same name would be confusing.
            let is_above = ui.ctx().content_rect().width() >= chrome::ROOM_FOR_HELP;
            if !is_above && Button::Plain.show(ui, view.strings.help.open).clicked() {
                out.push(Intent::Show(Screen::Help));
            }
        });
    });
}

fn languages(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    for lang in Lang::ALL {
        let id = eframe::egui::Id::unique(("language", lang.tag()));
        let chosen = lang == view.lang;
        let response = choice_row(ui, id, chosen.into(), lang.name(), None);
        if chosen {
            drafts.first(&response);
        }
        if response.clicked() {
            out.push(Intent::Language(lang));
        }
    }
}

fn drawings(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.start;
    for &drawing in view.settings.drawings {
        let name = match drawing {
            DrawingSetting::Any => words.drawing_any,
            DrawingSetting::OpenGl => words.drawing_opengl,
            DrawingSetting::DirectX => words.drawing_directx,
            DrawingSetting::Software => words.drawing_software,
        };
        let id = eframe::egui::Id::unique(("drawing", name));
        if choice_row(ui, id, (drawing == view.settings.drawing).into(), name, None).clicked() {
            out.push(Intent::Drawing(drawing));
        }
    }
}

fn themes(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.settings;
    for (theme, name) in [
        (Theme::System, words.system),
        (Theme::Light, words.light),
        (Theme::Dark, words.dark),
        (Theme::LightContrast, words.light_contrast),
        (Theme::DarkContrast, words.dark_contrast),
    ] {
        let id = eframe::egui::Id::unique(("theme", name));
        if choice_row(ui, id, (theme == view.settings.theme).into(), name, None).clicked() {
            out.push(Intent::Theme(theme));
        }
    }
}

fn text_size(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.settings;
    let size = view.settings.text_size;
    widgets::card(ui, |ui| {
        widgets::text(ui, Type::Card, words.text_size);
        ui.horizontal(|ui| {
            let smaller = Button::Plain.show(ui, "A-").accessible_name(words.smaller);
            let smaller = smaller.on_hover_text(format!("{} + −", keys::COMMAND));
            if smaller.clicked() && keys::smaller(size) != size {
                out.push(Intent::TextSize(keys::smaller(size)));
            }
            let now = widgets::text(ui, Type::Body, &format!("{size}%"));
            ui.ctx().accesskit_node_builder(now.id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
            let larger = Button::Plain.show(ui, "A+").accessible_name(words.larger);
            let larger = larger.on_hover_text(format!("{} + +", keys::COMMAND));
            if larger.clicked() && keys::larger(size) != size {
                out.push(Intent::TextSize(keys::larger(size)));
            }
        });
    });
}
