//! Clearing a browser by hand, with its own steps and menu names.

use eframe::egui::{Frame, Margin, Ui, vec2};

use super::super::clear_view::{ClearIntent, ClearView, ManualClearView};
use super::super::drafts::Drafts;
use super::super::theme::{BUTTON_CORNER, LINE_LENGTH, Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button};
use super::chrome::{FootButton, footer, notices};
use super::{Split, clear_words, scrolling};
use crate::lang::{Text, fill};

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(clear) = &view.clear else { return };
    let Some(manual) = &clear.by_hand else { return };
    let words = &view.strings.clear.hand;
    let split = Split::of(ui, "clear-by-hand");
    split.main(ui, |ui| scrolling(ui, "clear-by-hand", 680.0, |ui| main(ui, view, clear, manual, drafts, out)));
    split.foot(ui, |ui| {
        notices(ui, view, out);
        let left = [FootButton { kind: Button::Plain, words: view.strings.common.back }];
        let right = [FootButton { kind: Button::Primary, words: words.did_it }];
        let pressed = footer(ui, &left, &right, |place, response| {
            if place == 1 {
                drafts.first(response);
            }
        });
        match pressed {
            Some(0) => out.push(Intent::Back),
            Some(_) => out.push(Intent::Clear(ClearIntent::ByHandDone)),
            None => {}
        }
    });
}

fn main(
    ui: &mut Ui,
    view: &View<'_>,
    clear: &ClearView<'_>,
    manual: &ManualClearView<'_>,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    let palette = Palette::of(ui.ctx());
    let sites = clear_words::sites(words, clear.sites);
    let values = [("browser", manual.browser), ("sites", sites.as_str()), ("site", sites.as_str())];
    widgets::heading(ui, Type::Title, &fill(words.hand.title, &values));
    let why = manual.steps.and_then(|steps| steps.why.as_ref()).map(|why| why.get(view.lang));
    widgets::emphasis(ui, Type::Body, palette.dim, why.unwrap_or(words.hand.lead));
    ui.add_space(space::S);
    widgets::card(ui, |ui| {
        widgets::heading(ui, Type::Card, words.hand.steps);
        match manual.steps {
            Some(steps) => {
                for (number, step) in (1..).zip(&steps.steps) {
                    self::step(ui, view, number, step, &values);
                }
            }
            None => {
                widgets::text(ui, Type::Body, &fill(words.hand.no_steps, &values));
            }
        }
    });
    // The steps refer to the address below.
    if let Some(page) = manual.steps.and_then(|steps| steps.page.as_deref()) {
        let address = fill(page, &[("site", clear.sites.first().map_or("", |site| site.host()))]);
        ui.add_space(space::XS);
        widgets::card(ui, |ui| {
            widgets::text(ui, Type::Card, words.hand.page);
            widgets::dim(ui, Type::Small, &fill(words.hand.page_hint, &values));
            let frame = Frame::new()
                .fill(palette.quiet)
                .corner_radius(BUTTON_CORNER)
                .inner_margin(Margin::symmetric(space::M as i8, space::S as i8));
            frame.show(ui, |ui| widgets::text(ui, Type::Body, &address));
            let copy = Button::Plain.show(ui, words.hand.copy_page);
            drafts.first(&copy);
            if copy.clicked() {
                out.push(Intent::Clear(ClearIntent::CopyPage(address.clone())));
            }
        });
    }
}

fn step(ui: &mut Ui, view: &View<'_>, number: usize, step: &Text, values: &[(&str, &str)]) {
    let palette = Palette::of(ui.ctx());
    ui.horizontal_top(|ui| {
        let mark = format!("{number}.");
        ui.allocate_ui(vec2(24.0, Type::Body.line_height()), |ui| widgets::dim(ui, Type::Body, &mark));
        ui.vertical(|ui| {
            ui.set_max_width((LINE_LENGTH - 24.0).min(ui.available_width()));
            widgets::emphasis(ui, Type::Body, palette.ink, &fill(step.get(view.lang), values));
        });
    });
}
