//! The home screen: what went wrong?

use eframe::egui::accesskit::Role;
use eframe::egui::{
    CornerRadius, CursorIcon, Id, Margin, Rect, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::super::drafts::Drafts;
use super::super::icons::{self, Icon};
use super::super::theme::{BUTTON_CORNER, CARD_CORNER, LINE_LENGTH, Palette, Type, space};
use super::super::view::{Intent, Screen, StoredSession, View, wizard_of};
use super::super::widgets::{self, Button, Tone};
use super::{guest, scrolling};
use crate::lang::{Lang, fill};
use crate::pack::{Guide, Outcome, Pack};
use crate::search::Hit;

const WIDTH: f32 = 896.0;

/// The least height of a row of cards, and the assumed height of rows that were never visible.
const ROW_HEIGHT: f32 = 104.0;

/// The gap between two cards.
const GAP: f32 = 14.0;

/// Up to this many rows are always drawn, visible or not, so that screen readers can list them. Ordinary packs have
/// fewer; of a larger pack only the visible rows are drawn, so that it costs no more.
const ALL_ROWS: usize = 12;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.home;
    scrolling(ui, "home", WIDTH, |ui| {
        let Some(pack) = view.pack else {
            unreadable(ui, view);
            return;
        };
        guest::draw(ui, view, out);
        widgets::heading(ui, Type::Hero, words.question);
        ui.add_space(space::XS);
        search_field(ui, view, drafts);
        ui.add_space(space::S);
        continue_banner(ui, view, drafts, out);
        broken_guides(ui, view);
        cards(ui, view, pack, drafts, out);
        ui.add_space(space::S);
        if Button::Plain.show(ui, words.my_sessions).clicked() {
            out.push(Intent::Show(Screen::Sessions));
        }
        ui.add_space(space::S);
        widgets::dim(ui, Type::Small, words.promise);
    });
}

/// Shown if no pack could be read: what is wrong, in which file, and whom to ask.
fn unreadable(ui: &mut Ui, view: &View<'_>) {
    widgets::heading(ui, Type::Title, view.strings.home.broken_pack);
    ui.add_space(space::S);
    widgets::banner(ui, Tone::Danger, view.strings.common.problem, |ui| {
        widgets::text(ui, Type::Body, view.strings.home.broken_pack_help);
    });
    ui.add_space(space::M);
    widgets::card(ui, |ui| broken_places(ui, view));
}

fn broken_guides(ui: &mut Ui, view: &View<'_>) {
    if view.broken.is_empty() {
        return;
    }
    widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
        widgets::text(ui, Type::Body, &view.strings.home.broken_guides.of(view.broken.len()));
        broken_places(ui, view);
    });
    ui.add_space(space::S);
}

fn broken_places(ui: &mut Ui, view: &View<'_>) {
    for problem in view.broken {
        let place = fill(
            view.strings.home.broken_guides_help,
            &[
                ("file", &problem.place.file),
                ("line", &problem.place.line.to_string()),
                ("column", &problem.place.column.to_string()),
                ("message", problem.message.get(view.lang)),
            ],
        );
        widgets::dim(ui, Type::Small, &place);
    }
}

fn search_field(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts) {
    let palette = Palette::of(ui.ctx());
    let words = &view.strings.home;
    let id = Id::unique("search");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let edge = if focused { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.edge) };
    eframe::egui::Frame::new()
        .fill(palette.card)
        .stroke(edge)
        .corner_radius(CornerRadius::same(CARD_CORNER))
        .inner_margin(Margin::symmetric(space::L as i8, 6))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let (icon, _) = ui.allocate_exact_size(vec2(20.0, 34.0), Sense::hover());
                icons::paint(ui.painter(), Icon::Search, icon, palette.dim);
                let clear = if drafts.search.is_empty() { 0.0 } else { 34.0 + space::S };
                let field = TextEdit::singleline(&mut drafts.search)
                    .id(id)
                    // The results are already on screen, so Enter must not take the focus away.
                    .return_key(None)
                    .frame(eframe::egui::Frame::NONE)
                    .hint_text(eframe::egui::RichText::new(words.search_hint).color(palette.dim))
                    .desired_width(ui.available_width() - clear)
                    .align(eframe::egui::Align2::LEFT_CENTER)
                    .min_size(vec2(0.0, 34.0));
                let response = ui.add(field).accessible_name(words.search);
                if drafts.take_search_wish() {
                    response.request_focus();
                }
                if newest(view).is_none_or(|stored| !unfinished(stored)) {
                    drafts.first(&response);
                }
                if clear > 0.0 && widgets::icon_button(ui, Icon::Close, words.clear_search).clicked() {
                    drafts.search.clear();
                    response.request_focus();
                }
            });
        });
}

/// The session of this pack that was changed last.
fn newest<'a>(view: &View<'a>) -> Option<&'a StoredSession> {
    let pack = view.pack?;
    view.stored.iter().find(|stored| stored.session.state().made_with.pack == pack.id)
}

fn unfinished(stored: &StoredSession) -> bool {
    stored.session.state().outcome.is_none() && !stored.session.state().left
}

/// "Continue where you were?", for the newest session if it is unfinished.
fn continue_banner(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(stored) = newest(view).filter(|stored| unfinished(stored)) else { return };
    let state = stored.session.state();
    let Some(guide) = wizard_of(view.pack, &stored.session) else { return };
    let page = guide.page(state.page().as_str()).map_or("", |page| page.title.get(view.lang));
    let palette = Palette::of(ui.ctx());
    let words = &view.strings.home;
    let guide = guide.title.get(view.lang);
    let place = fill(words.continue_place, &[("wizard", guide), ("page", page), ("when", &stored.when)]);
    eframe::egui::Frame::new()
        .fill(palette.accent_tint)
        .stroke(palette.rim(palette.accent))
        .corner_radius(CornerRadius::same(CARD_CORNER))
        .inner_margin(Margin::symmetric(space::L as i8, space::M as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let beside = ui.available_width() > 560.0;
            let buttons = |ui: &mut Ui, drafts: &mut Drafts, out: &mut Vec<Intent>| {
                if Button::Quiet.show(ui, words.give_up).clicked() {
                    out.push(Intent::GiveUp(stored.key.clone()));
                    drafts.wish_first();
                }
                let go_on = Button::Primary.show(ui, words.go_on);
                drafts.first(&go_on);
                if go_on.clicked() {
                    out.push(Intent::Open(stored.key.clone()));
                }
            };
            let texts = |ui: &mut Ui| {
                widgets::text(ui, Type::Card, words.continue_question);
                widgets::dim(ui, Type::Small, &place);
            };
            if beside {
                let for_buttons = Button::width(ui, words.give_up) + Button::width(ui, words.go_on) + space::S;
                ui.horizontal(|ui| {
                    let width = ui.available_width() - for_buttons - space::S;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.y = 0.0;
                        texts(ui);
                    });
                    buttons(ui, drafts, out);
                });
            } else {
                texts(ui);
                ui.horizontal_wrapped(|ui| buttons(ui, drafts, out));
            }
        });
    ui.add_space(space::S);
}

/// The card of one problem.
struct Card<'a> {
    title: &'a str,
    summary: &'a str,
    chip: Option<(Tone, String)>,
    intent: Intent,
    /// An explicit id: an automatic one would depend on how many cards before it are visible.
    id: Id,
}

fn cards(ui: &mut Ui, view: &View<'_>, pack: &Pack, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.home;
    let hits = drafts.found(view.index);
    let searching = !drafts.search.trim().is_empty();
    if searching {
        let count = if hits.is_empty() { words.found_nothing.to_owned() } else { words.found.of(hits.len()) };
        let response = widgets::dim(ui, Type::Small, &count);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
    }
    let columns = match ui.available_width() {
        wide if wide >= 760.0 => 3,
        middle if middle >= 480.0 => 2,
        _ => 1,
    };
    grid(ui, view, ShownProblems { pack, hits: &hits }, columns, out);
}

/// The problems on screen: the search results, or else all. A pack may have thousands, so nothing here loops over all.
#[derive(Clone, Copy)]
struct ShownProblems<'a> {
    pack: &'a Pack,
    hits: &'a [Hit],
}

impl<'a> ShownProblems<'a> {
    fn len(self) -> usize {
        if self.hits.is_empty() { self.pack.wizards.len() } else { self.hits.len() }
    }

    fn get(self, place: usize) -> Option<&'a Guide> {
        let place = if self.hits.is_empty() { place } else { self.hits.get(place)?.guide };
        self.pack.wizards.get(place)
    }
}

/// The card for customers who do not find their problem.
fn last_card<'a>(view: &View<'a>) -> Card<'a> {
    let words = &view.strings.home;
    let (title, summary) = (words.none_of_these, words.none_of_these_hint);
    Card { title, summary, chip: None, intent: Intent::Show(Screen::Support), id: Id::unique("card of none") }
}

fn problem_card<'a>(view: &View<'a>, guide: &'a Guide) -> Card<'a> {
    let words = &view.strings.home;
    let last = view.stored.iter().find(|stored| {
        let state = stored.session.state();
        state.wizard == guide.id && view.pack.is_some_and(|pack| pack.id == state.made_with.pack)
    });
    let chip = last.and_then(|stored| match stored.session.state().outcome {
        Some(Outcome::Solved) => Some((Tone::Good, words.solved.to_owned())),
        Some(Outcome::NotSolved) => Some((Tone::Warning, view.strings.sessions.outcome_not_solved.to_owned())),
        None if stored.done > 0 => Some((Tone::Good, words.steps_done.of(stored.done))),
        None => None,
    });
    Card {
        title: guide.title.get(view.lang),
        summary: summary(guide, view.lang),
        chip,
        intent: Intent::Start(guide.id.clone()),
        id: Id::unique(("card", &guide.id)),
    }
}

/// The text below the card's title; empty if it would only repeat the title.
fn summary(guide: &Guide, lang: Lang) -> &str {
    let summary = guide.summary.get(lang);
    if summary == guide.title.get(lang) { "" } else { summary }
}

/// The grid of cards; all cards of a row have the same height. If there are many rows, it reserves space for those far
/// out of sight instead of drawing them.
fn grid(ui: &mut Ui, view: &View<'_>, shown: ShownProblems<'_>, columns: usize, out: &mut Vec<Intent>) {
    let width = (ui.available_width() - GAP * (columns as f32 - 1.0)) / columns as f32;
    let problems = shown.len();
    let rows = (problems + 1).div_ceil(columns);
    let heights_id = Id::unique("heights of cards");
    let mut heights: Heights = ui.data(|data| data.get_temp(heights_id)).unwrap_or_default();
    heights.fit((rows, width.to_bits(), view.lang, view.stored.len(), shown.get(0).map(|guide| guide.id.clone())));
    let near = ui.clip_rect().expand2(vec2(0.0, 2.0 * ROW_HEIGHT)).y_range();
    let mut space = 0.0;
    for row in 0..rows {
        let height = heights.rows.get(row).copied().flatten();
        let top = ui.cursor().top() + space;
        let bottom = top + height.unwrap_or(ROW_HEIGHT);
        if rows > ALL_ROWS && (bottom < near.min || top > near.max) {
            space += bottom - top + GAP;
            continue;
        }
        ui.add_space(std::mem::take(&mut space));
        let cards: Vec<Card<'_>> = (row * columns..(problems + 1).min((row + 1) * columns))
            .map(|number| shown.get(number).map_or_else(|| last_card(view), |guide| problem_card(view, guide)))
            .collect();
        let laid: Vec<CardLayout> = cards.iter().map(|card| lay_out(ui, card, width)).collect();
        let height = laid.iter().map(|card| card.height).fold(ROW_HEIGHT, f32::max);
        if let Some(known) = heights.rows.get_mut(row) {
            *known = Some(height);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (card, layout) in cards.iter().zip(laid) {
                if draw_card(ui, card, layout, vec2(width, height)) {
                    out.push(card.intent.clone());
                }
            }
        });
        ui.add_space(GAP - ui.spacing().item_spacing.y);
    }
    ui.add_space(space);
    ui.data_mut(|data| data.insert_temp(heights_id, heights));
}

/// The height of each row of cards that has been visible.
#[derive(Clone, Default)]
struct Heights {
    of: Option<(usize, u32, Lang, usize, Option<crate::pack::Id>)>,
    rows: Vec<Option<f32>>,
}

impl Heights {
    /// Forgets the heights if the cards have changed.
    fn fit(&mut self, of: (usize, u32, Lang, usize, Option<crate::pack::Id>)) {
        if self.of.as_ref() != Some(&of) {
            self.rows = vec![None; of.0];
            self.of = Some(of);
        }
    }
}

struct CardLayout {
    title: std::sync::Arc<eframe::egui::Galley>,
    summary: std::sync::Arc<eframe::egui::Galley>,
    height: f32,
}

fn lay_out(ui: &Ui, card: &Card<'_>, width: f32) -> CardLayout {
    let palette = Palette::of(ui.ctx());
    let wrap = (width - 2.0 * space::L).min(LINE_LENGTH);
    let galley = |words: &str, size: Type, colour| ui.painter().layout(words.to_owned(), size.font(), colour, wrap);
    let title = galley(card.title, Type::Card, palette.ink);
    let summary = galley(card.summary, Type::Small, palette.dim);
    let chip = if card.chip.is_some() { 24.0 + space::S } else { 0.0 };
    let height = 2.0 * space::L + title.size().y + space::XS + summary.size().y + chip;
    CardLayout { title, summary, height }
}

fn draw_card(ui: &mut Ui, card: &Card<'_>, layout: CardLayout, size: eframe::egui::Vec2) -> bool {
    let palette = Palette::of(ui.ctx());
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, card.id, Sense::click());
    let chip_words = card.chip.as_ref().map(|(_, words)| words.as_str());
    let parts = [Some(card.summary).filter(|summary| !summary.is_empty()), chip_words];
    let described = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, card.title));
    if !described.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(described.as_str()));
    }
    let (fill, edge) = if response.hovered() { (palette.hover, palette.accent) } else { (palette.card, palette.edge) };
    ui.painter().rect(rect, CornerRadius::same(CARD_CORNER), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let left = rect.left() + space::L;
    let mut top = rect.top() + space::L;
    let title_height = layout.title.size().y;
    ui.painter().galley(pos2(left, top), layout.title, palette.ink);
    top += title_height + space::XS;
    let summary_height = layout.summary.size().y;
    ui.painter().galley(pos2(left, top), layout.summary, palette.dim);
    top += summary_height + space::S;
    if let Some((tone, words)) = &card.chip {
        let area = Rect::from_min_size(pos2(left, top), vec2(size.x - 2.0 * space::L, 24.0));
        let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(area));
        widgets::painted_chip(&mut child, *tone, words);
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, palette.accent);
        ui.painter().rect_stroke(rect.expand(2.0), f32::from(BUTTON_CORNER) + 4.0, ring, StrokeKind::Middle);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    widgets::copyable(ui, &response, format!("{}\n{}", card.title, card.summary).trim_end());
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
