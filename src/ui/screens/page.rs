//! A page of a guide: what to do, and whether it helped.

use eframe::egui::{Frame, Margin, Panel, ScrollArea, Stroke, Ui};

use super::super::drafts::Drafts;
use super::super::keys;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, OpenSession, View};
use super::super::widgets::{self, Button, Tone, column};
use super::chrome::{FootButton, footer, notices, with_key};
use super::{Split, page_parts, rail};
use crate::lang::fill;
use crate::pack::{Outcome, Page};
use crate::session::{self, Action};

const WIDTH: f32 = 680.0;
const RAIL: f32 = 264.0;
/// Below this width, the rail becomes one line above the page.
const LEAST_WIDTH_FOR_RAIL: f32 = 780.0;

/// The rail, the page, the footer.
pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(open) = &view.session else { return };
    let Some(page) = session::current(open.wizard, open.session.state()) else { return };
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new().fill(palette.quiet).inner_margin(Margin::same(space::L as i8));
    if ui.available_width() >= LEAST_WIDTH_FOR_RAIL {
        let panel = Panel::left("rail").exact_size(RAIL).frame(frame).show_separator_line(false).resizable(false);
        let panel = panel.show(ui, |ui| rail::draw(ui, view, open, out));
        let rect = panel.response.rect;
        ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, palette.line));
    } else {
        let frame = frame.inner_margin(Margin::symmetric(space::L as i8, space::XS as i8));
        Panel::top("rail-line")
            .frame(frame)
            .show_separator_line(false)
            .resizable(false)
            .show(ui, |ui| rail::line(ui, view, open, out));
    }
    let split = Split::of(ui, "page");
    split.main(ui, |ui| contents(ui, view, open, page, drafts, out));
    split.foot(ui, |ui| {
        notices(ui, view, out);
        page_footer(ui, view, open, page, drafts, out);
    });
}

/// The action of a footer button.
enum FootAction {
    Back,
    Undo,
    Say(Outcome),
    Next,
}

fn page_footer(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    page: &Page,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.page;
    let mut left = vec![FootButton { kind: Button::Plain, words: view.strings.common.back }];
    let mut does = vec![FootAction::Back];
    if session::can_undo(open.session) {
        left.push(FootButton { kind: Button::Quiet, words: words.undo });
        does.push(FootAction::Undo);
    }
    let right = if page.asks_if_solved() {
        does.extend([FootAction::Say(Outcome::Solved), FootAction::Say(Outcome::NotSolved)]);
        vec![
            FootButton { kind: Button::Plain, words: words.yes_solved },
            FootButton { kind: Button::Primary, words: words.not_yet },
        ]
    } else {
        does.push(FootAction::Next);
        vec![FootButton { kind: Button::Primary, words: words.next }]
    };
    let last = does.len() - 1;
    let (keys_of, undo) = (&does, format!("{}+Z", keys::COMMAND));
    let pressed = footer(ui, &left, &right, |place, response| {
        // If nothing on the page took the focus, the last button gets it.
        if place == last {
            drafts.first(response);
        }
        match keys_of.get(place) {
            Some(FootAction::Back) => with_key(response, "Esc"),
            Some(FootAction::Undo) => with_key(response, &undo),
            Some(FootAction::Say(_) | FootAction::Next) | None => {}
        }
    });
    let Some(does) = pressed.and_then(|place| does.get(place)) else { return };
    drafts.hand_in_page(page, out);
    match does {
        FootAction::Back => out.push(Intent::Back),
        FootAction::Undo => out.push(Intent::Session(Action::Undo)),
        FootAction::Say(outcome) => go_on(open, page, drafts, Action::Say(*outcome), out),
        FootAction::Next => go_on(open, page, drafts, Action::Next, out),
    }
}

/// Goes on, or marks the missing answers.
fn go_on(open: &OpenSession<'_>, page: &Page, drafts: &mut Drafts, action: Action, out: &mut Vec<Intent>) {
    let missing = session::missing_answers(page, open.session.state());
    if missing.iter().all(|ask| drafts.has_words(&page.id, &ask.id)) {
        out.push(Intent::Session(action));
    } else {
        drafts.nagging = Some(page.id.clone());
        drafts.wish_first();
    }
}

/// The contents of the page.
fn contents(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    page: &Page,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    ScrollArea::vertical().id_salt(("page", page.id.as_str())).auto_shrink(false).show(ui, |ui| {
        ui.add_space(if ui.ctx().content_rect().height() < 480.0 { space::M } else { space::XL });
        column(ui, WIDTH, |ui| {
            title(ui, view, page);
            page_parts::blocks(ui, view, page, out);
            missing_answer(ui, view, open, page, drafts);
            // The customer often learns the answers from the tasks, so the questions come after them.
            page_parts::tasks(ui, view, open, page, drafts, out);
            page_parts::asks(ui, view, open, page, drafts, out);
            page_parts::tools(ui, view, open, page, drafts, out);
            if page.asks_if_solved() {
                ui.add_space(space::S);
                let question =
                    page.check.as_ref().map_or(view.strings.page.solved_question, |check| check.get(view.lang));
                widgets::text(ui, Type::Card, question);
            }
        });
        ui.add_space(space::XL);
    });
}

fn title(ui: &mut Ui, view: &View<'_>, page: &Page) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        widgets::heading(ui, Type::Title, page.title.get(view.lang));
        if let Some(minutes) = page.minutes {
            widgets::chip(ui, Tone::Neutral, &view.strings.page.about_minutes.of(usize::from(minutes)));
        }
    });
    if let Some(why) = &page.why {
        let dim = Palette::of(ui.ctx()).dim;
        widgets::emphasis(ui, Type::Body, dim, why.get(view.lang));
    }
    ui.add_space(space::XS);
}

/// Names the first missing answer, after the customer tried to go on without it.
fn missing_answer(ui: &mut Ui, view: &View<'_>, open: &OpenSession<'_>, page: &Page, drafts: &Drafts) {
    if drafts.nagging.as_ref() != Some(&page.id) {
        return;
    }
    let missing = session::missing_answers(page, open.session.state());
    if let Some(first) = missing.first() {
        let words = fill(view.strings.page.answer_first, &[("question", first.text.get(view.lang))]);
        widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
            widgets::text(ui, Type::Body, &words);
        });
    }
}
