//! The frame of every screen: the header, the notices, and the footer's buttons.
//!
//! A notice that exists at the start is drawn from a screen reader's second frame on: a screen reader announces
//! changes, but not what its first frame already contains.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Frame, Id, Layout, Margin, Panel, Rect, ScrollArea, Sense, Stroke, Theme as EguiTheme, Ui, WidgetInfo,
    accesskit_root_id, vec2,
};

use super::super::drafts::Drafts;
use super::super::icons::{self, Icon};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, Notice, NoticeAction, Saving, Screen, Theme, View};
use super::super::widgets::{self, Button, Tone, icon_button, segmented};
use super::Split;
use crate::lang::{Lang, fill};

/// Below this width, the header leaves the name out.
const NARROW: f32 = 520.0;
/// The height of the header's contents, in points.
const HEADER_ROW: f32 = 34.0;

/// Below this width, the header has no help button.
pub(super) const ROOM_FOR_HELP: f32 = 360.0;

/// Below this width, the header has small margins.
const TIGHT: f32 = 300.0;
/// The height of the header and a footer, in points; notices never cover them.
const CHROME: f32 = 160.0;
/// The least height of the notices, in points.
const LEAST_NOTICE: f32 = 40.0;

/// The logo, the language, the appearance and the settings.
pub(crate) fn header(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let palette = Palette::of(ui.ctx());
    // Large text in a small window leaves little width, and the home button must not wrap below the controls.
    let margin = if ui.available_width() < TIGHT { space::XS } else { space::L };
    let frame = Frame::new().fill(palette.card).inner_margin(Margin::symmetric(margin as i8, 10));
    let panel = Panel::top("header").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        // The row has a fixed height: a growing row would centre its first widget on a smaller height than its last.
        let row = vec2(ui.available_width(), HEADER_ROW);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            brand(ui, view, out);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // One box, so that its contents run from left to right, like the focus order.
                let width = controls_width(ui);
                ui.allocate_ui_with_layout(vec2(width, HEADER_ROW), Layout::left_to_right(Align::Center), |ui| {
                    controls(ui, view, out);
                });
            });
        });
    });
    let rect = panel.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
}

fn brand(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let palette = Palette::of(ui.ctx());
    let name = view.pack.map_or("OKPay Wizard", |pack| pack.name.get(view.lang));
    let words = (ui.available_width() > NARROW).then_some(name);
    let galley = words.map(|words| ui.painter().layout_no_wrap(words.to_owned(), Type::Card.font(), palette.ink));
    let text_width = galley.as_ref().map_or(0.0, |galley| galley.size().x + space::M);
    let (rect, response) = ui.allocate_exact_size(vec2(30.0 + text_width, HEADER_ROW), Sense::click());
    let spoken = format!("{name}: {}", view.strings.common.home);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.clone()));
    let mark = Rect::from_min_size(rect.min + vec2(0.0, 2.0), vec2(30.0, 30.0));
    icons::brand(ui.painter(), mark, palette.accent, palette.on_accent);
    if let Some(galley) = galley {
        let place = rect.min + vec2(30.0 + space::M, (rect.height() - galley.size().y) / 2.0);
        ui.painter().galley(place, galley, palette.ink);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect.expand(3.0),
            8.0,
            Stroke::new(2.0, palette.accent),
            eframe::egui::StrokeKind::Middle,
        );
    }
    widgets::copyable(ui, &response, name);
    if response.clicked() {
        out.push(Intent::Show(Screen::Home));
    }
}

fn controls_width(ui: &Ui) -> f32 {
    let languages: f32 = Lang::ALL.iter().map(|lang| widgets::segment_width(ui, lang.name())).sum();
    let icons = if has_room_for_help(ui.ctx().content_rect().width()) { 3.0 } else { 2.0 };
    languages + icons * (HEADER_ROW + space::S)
}

/// Whether the header has a help button. In the smallest windows it is on the settings screen instead.
pub(crate) fn has_room_for_help(width: f32) -> bool {
    width >= ROOM_FOR_HELP
}

/// Shows a button's shortcut as a tooltip and passes it to screen readers.
pub(crate) fn with_key(response: &eframe::egui::Response, key: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
    response.clone().on_hover_text(key);
}

fn controls(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let common = &view.strings.common;
    let languages = Lang::ALL.map(|lang| (lang, lang.name()));
    if let Some(lang) = segmented(ui, common.language, &languages, view.lang) {
        out.push(Intent::Language(lang));
    }
    let (name, other) = match ui.ctx().theme() {
        EguiTheme::Light => (common.theme_to_dark, with_its_contrast(view, Theme::Dark)),
        EguiTheme::Dark => (common.theme_to_light, with_its_contrast(view, Theme::Light)),
    };
    if icon_button(ui, Icon::Theme, name).clicked() {
        out.push(Intent::Theme(other));
    }
    if has_room_for_help(ui.ctx().content_rect().width()) {
        let words = &view.strings.help;
        let name = fill(words.with_key, &[("name", words.open), ("key", "F1")]);
        let help = icon_button(ui, Icon::Help, &name).accessible_name(words.open);
        ui.ctx().accesskit_node_builder(help.id, |node| node.set_keyboard_shortcut("F1"));
        if help.clicked() {
            out.push(Intent::Show(Screen::Help));
        }
    }
    if icon_button(ui, Icon::Settings, common.settings).clicked() {
        out.push(Intent::Show(Screen::Settings));
    }
}

/// Keeps the chosen contrast when the customer changes between light and dark.
fn with_its_contrast(view: &View<'_>, theme: Theme) -> Theme {
    match (view.settings.theme, theme) {
        (Theme::LightContrast | Theme::DarkContrast, Theme::Light) => Theme::LightContrast,
        (Theme::LightContrast | Theme::DarkContrast, Theme::Dark) => Theme::DarkContrast,
        (_, theme) => theme,
    }
}

/// A screen without a footer of its own.
pub(crate) fn plain(
    ui: &mut Ui,
    view: &View<'_>,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
    contents: impl FnOnce(&mut Ui, &View<'_>, &mut Drafts, &mut Vec<Intent>),
) {
    let split = Split::of(ui, "plain");
    split.main(ui, |ui| contents(ui, view, drafts, out));
    split.foot(ui, |ui| {
        notices(ui, view, out);
        plain_footer(ui, view, drafts, out);
    });
}

/// The footer of a screen that is not a page of a guide.
fn plain_footer(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let back = FootButton { kind: Button::Plain, words: view.strings.common.back };
    let (left, right) = match view.screen {
        Screen::Home => return,
        Screen::Solved => {
            let words = &view.strings.solved;
            let report = FootButton { kind: Button::Plain, words: words.report };
            let done = FootButton { kind: Button::Primary, words: words.done };
            (FootButton { kind: Button::Plain, words: words.not_after_all }, vec![report, done])
        }
        Screen::Support
        | Screen::Sessions
        | Screen::Settings
        | Screen::Help
        | Screen::Privacy
        | Screen::Page
        | Screen::Clear
        | Screen::ClearByHand
        | Screen::Picture
        | Screen::Report => (back, Vec::new()),
    };
    let last = right.len();
    let pressed = footer(ui, &[left], &right, |place, response| {
        // If nothing above took the focus, the last button gets it.
        if place == last {
            drafts.first(response);
        }
        if place == 0 {
            with_key(response, "Esc");
        }
    });
    match pressed {
        Some(0) => out.push(Intent::Back),
        Some(1) => out.push(Intent::Show(Screen::Report)),
        Some(_) => out.push(Intent::Show(Screen::Home)),
        None => {}
    }
}

/// The notices, above the footer, so that a new one does not move the text that the customer is reading.
pub(crate) fn notices(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Intent>) {
    let unsaved =
        view.session.as_ref().is_some_and(|open| open.saving == Saving::Unsaved) && view.screen != Screen::Home;
    if !is_listened_to(ui) || (view.notices.is_empty() && !unsaved) {
        return;
    }
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new().fill(palette.background).inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let height = ui.ctx().content_rect().height();
        let most = (height * 0.4).min(height - CHROME).max(LEAST_NOTICE);
        let area = ScrollArea::vertical().id_salt("notices").max_height(most).min_scrolled_height(LEAST_NOTICE);
        area.auto_shrink([false, true]).show(ui, |ui| {
            if unsaved {
                widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
                    widgets::text(ui, Type::Body, view.strings.notice.unsaved);
                });
            }
            for (place, notice) in view.notices.iter().enumerate() {
                widgets::banner(ui, notice.tone, tone_word(view, notice.tone), |ui| {
                    notice_row(ui, view, place, notice, out);
                });
            }
        });
    });
}

/// Whether a screen reader, if there is one, announces a text that appears now. It announces changes, but not what its
/// first frame contains, so notices wait for the frame after that.
fn is_listened_to(ui: &Ui) -> bool {
    let listens = ui.ctx().accesskit_node_builder(accesskit_root_id(), |_| ()).is_some();
    // A frame may be drawn twice before it is shown or announced.
    let now = ui.ctx().cumulative_frame_nr();
    let id = Id::unique("since when a screen reader listens");
    let since = ui.data_mut(|data| {
        let since: &mut Option<u64> = data.get_temp_mut_or_default(id);
        *since = listens.then(|| since.unwrap_or(now));
        *since
    });
    if since == Some(now) {
        ui.ctx().request_repaint();
    }
    since != Some(now)
}

/// The sentence, with its buttons beside it, or below it if they do not fit.
fn notice_row(ui: &mut Ui, view: &View<'_>, place: usize, notice: &Notice, out: &mut Vec<Intent>) {
    let buttons = |ui: &mut Ui, out: &mut Vec<Intent>| {
        for &action in &notice.actions {
            if Button::Plain.show(ui, action_words(view, action)).clicked() {
                out.push(Intent::Notice(place, action));
            }
        }
    };
    let widths = notice.actions.iter().map(|action| Button::width(ui, action_words(view, *action)) + space::S);
    let for_buttons: f32 = widths.sum();
    let for_words = ui.available_width() - for_buttons;
    if for_words > 320.0 {
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(for_words - space::S);
                widgets::text(ui, Type::Body, &notice.words);
            });
            buttons(ui, out);
        });
    } else {
        widgets::text(ui, Type::Body, &notice.words);
        ui.horizontal_wrapped(|ui| buttons(ui, out));
    }
}

fn tone_word(view: &View<'_>, tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral | Tone::Accent | Tone::Good => view.strings.common.note,
        Tone::Warning => view.strings.common.careful,
        Tone::Danger => view.strings.common.problem,
    }
}

fn action_words(view: &View<'_>, action: NoticeAction) -> &'static str {
    match action {
        NoticeAction::TryAgain => view.strings.notice.try_again,
        NoticeAction::GoOnUnsaved => view.strings.notice.go_on_unsaved,
        NoticeAction::AddLog => view.strings.start.add_log,
        NoticeAction::Close => view.strings.common.close,
    }
}

/// A footer button.
pub(crate) struct FootButton<'a> {
    /// How it looks.
    pub(crate) kind: Button,
    /// Its label.
    pub(crate) words: &'a str,
}

/// The footer: buttons that go back on the left, buttons that go on at the right, stacked if they do not fit. Returns
/// the index of the pressed button, counted from the left, and calls `each` with every button.
pub(crate) fn footer(
    ui: &mut Ui,
    left: &[FootButton<'_>],
    right: &[FootButton<'_>],
    each: impl FnMut(usize, &eframe::egui::Response),
) -> Option<usize> {
    footer_saying(ui, left, "", right, each)
}

/// The footer with a short text before the right buttons, which says what they will do.
pub(crate) fn footer_saying(
    ui: &mut Ui,
    left: &[FootButton<'_>],
    note: &str,
    right: &[FootButton<'_>],
    mut each: impl FnMut(usize, &eframe::egui::Response),
) -> Option<usize> {
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new().fill(palette.card).inner_margin(Margin::symmetric(space::XL as i8, space::M as i8));
    let mut pressed = None;
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        let width = |ui: &Ui, button: &FootButton<'_>| Button::width(ui, button.words) + space::S;
        let buttons: f32 = left.iter().chain(right).map(|button| width(ui, button)).sum();
        let note_width = if note.is_empty() { 0.0 } else { widgets::small_width(ui, note) + space::L };
        // A text that does not fit beside the buttons goes above them.
        let beside = buttons + note_width <= ui.available_width();
        if !beside && !note.is_empty() {
            widgets::dim(ui, Type::Small, note);
        }
        let (note, note_width) = if beside { (note, note_width) } else { ("", 0.0) };
        let right_width: f32 = right.iter().map(|button| width(ui, button)).sum::<f32>() + note_width;
        let mut draw = |ui: &mut Ui, first: usize, buttons: &[FootButton<'_>]| {
            for (place, button) in (first..).zip(buttons) {
                let response = button.kind.show(ui, button.words);
                each(place, &response);
                if response.clicked() {
                    pressed = Some(place);
                }
            }
        };
        if buttons + note_width <= ui.available_width() {
            ui.horizontal(|ui| {
                draw(ui, 0, left);
                ui.add_space((ui.available_width() - right_width + space::S).max(0.0));
                if !note.is_empty() {
                    widgets::dim(ui, Type::Small, note);
                }
                draw(ui, left.len(), right);
            });
        } else {
            ui.horizontal_wrapped(|ui| draw(ui, left.len(), right));
            ui.horizontal_wrapped(|ui| draw(ui, 0, left));
        }
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line));
    pressed
}
