//! Marks a pack that is not the built-in one, with its path and the hosts of its links: customers must not mistake a
//! stranger's pack for ours.

use eframe::egui::Ui;

use super::super::theme::{Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone};
use crate::lang::fill;

/// Draws the warning, unless the pack is the built-in one.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let (Some(guest), Some(pack)) = (view.guest, view.pack) else { return };
    let words = &view.strings.packs;
    widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
        widgets::text(ui, Type::Card, &fill(words.foreign, &[("pack", pack.name.get(view.lang))]));
        widgets::text(ui, Type::Body, &fill(words.foreign_file, &[("file", guest.file)]));
        let hosts = guest.hosts.join(view.strings.page.listed);
        widgets::text(ui, Type::Body, &fill(words.foreign_hosts, &[("hosts", &hosts)]));
        widgets::text(ui, Type::Body, words.foreign_careful);
        ui.add_space(space::XS);
        if Button::Plain.show(ui, words.to_built_in).clicked() {
            out.push(Intent::OpenPack(None));
        }
    });
    ui.add_space(space::S);
}
