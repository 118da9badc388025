//! The report: what will be saved, what is left out and hidden, and the ways to save it.

use eframe::egui::{Frame, Id, Margin, Panel, ScrollArea, Stroke, Ui};

use super::super::drafts::Drafts;
use super::super::report_view::{ReportIntent, ReportView};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, Screen, View};
use super::super::widgets::{self, Button, Quoted};
use super::chrome::{FootButton, footer, notices};
use super::{Split, report_sheet, report_side, scrolling};

const SIDE: f32 = 280.0;
const LEAST_WIDTH_FOR_SIDE: f32 = 780.0;

/// The choices, the preview, the footer.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(report) = &view.report else { return };
    let palette = Palette::of(ui.ctx());
    let wide = ui.available_width() >= LEAST_WIDTH_FOR_SIDE;
    if wide {
        let frame = Frame::new().fill(palette.quiet).inner_margin(Margin::same(space::L as i8));
        let panel = Panel::left("report-side").exact_size(SIDE).frame(frame).show_separator_line(false);
        let panel = panel.resizable(false).show(ui, |ui| {
            let split = Split::of(ui, "report-side");
            split.main(ui, |ui| {
                ScrollArea::vertical().id_salt("report-side").auto_shrink(false).show(ui, |ui| {
                    report_side::draw(ui, view, report, drafts, out);
                });
            });
            split.foot(ui, |ui| report_side::code(ui, view, report));
        });
        let rect = panel.response.rect;
        ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, palette.line));
    }
    let split = Split::of(ui, "report");
    split.main(ui, |ui| {
        scrolling(ui, "report", 720.0, |ui| {
            if !wide {
                report_side::draw(ui, view, report, drafts, out);
                report_side::code(ui, view, report);
                ui.add_space(space::M);
            }
            widgets::card(ui, |ui| preview(ui, view, report, drafts, out));
        });
    });
    split.foot(ui, |ui| {
        notices(ui, view, out);
        foot(ui, view, report, drafts, out);
    });
}

/// The web page as it will look, or the exact text.
fn preview(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    match report.exact {
        None => report_sheet::draw(ui, view, report, drafts, out),
        Some(words) => {
            let colour = Palette::of(ui.ctx()).ink;
            let name = view.strings.report.exact;
            let quoted = Quoted { id: Id::unique("report-exact"), name, words, size: Type::Small, colour };
            drafts.look(&quoted.show(ui), out);
        }
    }
}

fn foot(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
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
    let pressed = footer(ui, &left, &right, |place, response| {
        if place == 3 {
            drafts.first(response);
        }
    });
    match pressed {
        Some(0) => out.push(Intent::Back),
        Some(1) => out.push(Intent::Report(ReportIntent::Copy)),
        Some(2) => out.push(Intent::Report(ReportIntent::SaveAs)),
        Some(3) => out.push(Intent::Report(ReportIntent::Save)),
        Some(_) => out.push(Intent::Show(Screen::Support)),
        None => {}
    }
}
