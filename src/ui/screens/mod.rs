//! One file a screen.

pub(super) mod chrome;
pub(super) mod home;
pub(super) mod page;
mod page_parts;
mod rail;
pub(super) mod report;
mod report_sheet;
pub(super) mod sessions;
pub(super) mod settings;
pub(super) mod solved;
pub(super) mod support;

use eframe::egui::{ScrollArea, Ui};

use super::theme::space;
use super::widgets::column;

/// A screen whose contents scroll in a centred column.
fn scrolling(ui: &mut Ui, name: &str, width: f32, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        ui.add_space(if ui.ctx().content_rect().height() < 480.0 { space::M } else { space::XL });
        column(ui, width, contents);
        ui.add_space(space::XL);
    });
}
