//! The report: all that will be saved, and the ways to save it.

use eframe::egui::{Frame, Margin, Panel, ScrollArea, Stroke, Ui};

use super::super::drafts::Drafts;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Format, Intent, OpenReport, Screen, View};
use super::super::widgets::{self, Button, Tone, choice_row};
use super::chrome::{FootButton, footer, notices};
use super::{Split, picture_list, report_sheet, scrolling};

const SIDE: f32 = 280.0;
const ROOM_FOR_SIDE: f32 = 780.0;

/// The choices, the preview, the footer.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(report) = &view.report else { return };
    let palette = Palette::of(ui.ctx());
    let wide = ui.available_width() >= ROOM_FOR_SIDE;
    if wide {
        let frame = Frame::new().fill(palette.quiet).inner_margin(Margin::same(space::L as i8));
        let panel = Panel::left("report-side").exact_size(SIDE).frame(frame).show_separator_line(false);
        let panel = panel.resizable(false).show(ui, |ui| {
            ScrollArea::vertical().id_salt("report-side").auto_shrink(false).show(ui, |ui| {
                side(ui, view, report, drafts, out);
            });
        });
        let rect = panel.response.rect;
        ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, palette.line));
    }
    let split = Split::of(ui, "report");
    split.main(ui, |ui| {
        scrolling(ui, "report", 720.0, |ui| {
            if !wide {
                side(ui, view, report, drafts, out);
                ui.add_space(space::M);
            }
            widgets::card(ui, |ui| report_sheet::draw(ui, view, report.sheet));
        });
    });
    split.foot(ui, |ui| {
        notices(ui, view, out);
        foot(ui, view, report, drafts, out);
    });
}

fn foot(ui: &mut Ui, view: &View<'_>, report: &OpenReport<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    let left = [
        FootButton { kind: Button::Plain, words: view.strings.common.back },
        FootButton { kind: Button::Plain, words: words.copy_text },
    ];
    let save = if report.saving { words.saving } else { words.save };
    let saved = report.saved.is_some();
    let mut right = vec![FootButton { kind: Button::Plain, words: words.save_as }];
    right.push(FootButton { kind: if saved { Button::Plain } else { Button::Primary }, words: save });
    if saved {
        right.push(FootButton { kind: Button::Primary, words: words.to_support });
    }
    let format = drafts.format.unwrap_or(Format::Html);
    let pressed = footer(ui, &left, &right, |place, response| {
        if place == 3 {
            drafts.first(response);
        }
    });
    match pressed {
        Some(0) => out.push(Intent::Back),
        Some(1) => out.push(Intent::CopyReport),
        Some(2) => out.push(Intent::SaveReportAs(format)),
        Some(3) => out.push(Intent::SaveReport(format)),
        Some(_) => out.push(Intent::Show(Screen::Support)),
        None => {}
    }
}

/// What the report is, its format, and where it went.
fn side(ui: &mut Ui, view: &View<'_>, report: &OpenReport<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    widgets::heading(ui, Type::Card, words.title);
    widgets::dim(ui, Type::Small, words.all_of_it);
    widgets::dim(ui, Type::Small, words.nothing_sent);
    ui.add_space(space::M);
    widgets::text(ui, Type::Card, words.format);
    let formats = [
        (Format::Html, words.html, words.html_hint),
        (Format::Text, words.text, words.text_hint),
        (Format::Json, words.json, words.json_hint),
    ];
    for (format, name, hint) in formats {
        let chosen = drafts.format.unwrap_or(Format::Html) == format;
        let id = eframe::egui::Id::unique(("format", format.extension()));
        if choice_row(ui, id, chosen.into(), name, Some(hint)).clicked() {
            drafts.format = Some(format);
        }
    }
    if let Some(path) = report.saved {
        ui.add_space(space::M);
        widgets::chip(ui, Tone::Good, words.saved_at);
        widgets::dim(ui, Type::Small, path);
        if Button::Plain.show(ui, words.open_folder).clicked() {
            out.push(Intent::OpenReportFolder);
        }
    }
    ui.add_space(space::M);
    picture_list::draw(ui, view, out);
}
