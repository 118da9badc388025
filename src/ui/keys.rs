//! Keys that work on every screen, and their names on this system's keyboards.

use eframe::egui::{Event, ImeEvent, Key, KeyboardShortcut, Modifiers, MouseWheelUnit, PointerButton, Popup, Ui};

use super::drafts::Drafts;
use super::picture_view::{FileDialog, PictureIntent};
use super::view::{Intent, NoticeAction, Screen, SettingsView, View};
use crate::session::Action;

/// The modifier key of shortcuts.
pub(crate) const COMMAND: &str = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };

/// The shortcut that goes back, besides Escape, as in the system's browsers. On macOS, Alt and an arrow key move by
/// words instead.
pub(crate) const BACK: &str = if cfg!(target_os = "macos") { "Cmd+[" } else { "Alt+←" };

/// One step of the text size, in percent.
const STEP: u16 = 10;

/// How many points of scrolling are one step, on a touchpad that reports points.
const POINTS_A_STEP: f32 = 40.0;

/// The zoom factor of a pinch gesture that is one step.
const SPREAD_A_STEP: f32 = 1.1;

/// Handles the keys pressed in this frame.
pub(super) fn read(ui: &Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let pressed = |modifiers: Modifiers, key: Key| {
        ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)))
    };
    let composing = composing(ui, drafts);
    resize_texts(ui, view, drafts, out);
    let typing = ui.ctx().text_edit_focused();
    if !typing && view.screen == Screen::Page && pressed(Modifiers::COMMAND, Key::Z) {
        out.push(Intent::Session(Action::Undo));
    }
    if view.screen == Screen::Picture && pressed(Modifiers::COMMAND, Key::Z) {
        out.push(Intent::Picture(PictureIntent::Undo));
    }
    if pressed(Modifiers::NONE, Key::F1) {
        out.push(if view.screen == Screen::Help { Intent::Back } else { Intent::Show(Screen::Help) });
    }
    if is_busy(view) {
        return;
    }
    let back = if cfg!(target_os = "macos") {
        pressed(Modifiers::COMMAND, Key::OpenBracket)
    } else {
        pressed(Modifiers::ALT, Key::ArrowLeft)
    };
    if back || ui.input(|input| input.pointer.button_pressed(PointerButton::Extra1)) {
        out.push(Intent::Back);
    } else if !composing && !Popup::is_any_open(ui.ctx()) && pressed(Modifiers::NONE, Key::Escape) {
        escape(view, drafts, out);
    }
    if pressed(Modifiers::COMMAND, Key::F) && !would_lose_pictures(view) {
        if view.screen != Screen::Home {
            out.push(Intent::Show(Screen::Home));
        }
        drafts.wish_search();
    }
}

/// Escape undoes one thing at a time: it leaves the text field, closes a question, closes a notice, and only then goes
/// back.
fn escape(view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    if drafts.was_typing() || drafts.stop_asking() {
        return;
    }
    let can_close = |actions: &[NoticeAction]| actions.contains(&NoticeAction::Close);
    match view.notices.iter().rposition(|notice| can_close(&notice.actions)) {
        Some(place) => out.push(Intent::Notice(place, NoticeAction::Close)),
        None => out.push(Intent::Back),
    }
}

/// Whether the system's file dialog is open: what it asks about must still exist when the customer answers. Clearing
/// browser data blocks no key: it goes on after the customer leaves its screen, and the page shows its progress.
fn is_busy(view: &View<'_>) -> bool {
    view.pictures.dialog == FileDialog::Open
        || view.report.as_ref().is_some_and(|report| report.dialog == FileDialog::Open)
}

/// Whether going to the home screen would discard unsaved pictures.
fn would_lose_pictures(view: &View<'_>) -> bool {
    view.screen != Screen::Home && (view.pictures.stage.is_some() || !view.pictures.added.is_empty())
}

/// Whether an input method is composing a word; its keys are not shortcuts.
fn composing(ui: &Ui, drafts: &mut Drafts) -> bool {
    let mut composed = drafts.composing;
    ui.input(|input| {
        for event in &input.events {
            let Event::Ime(event) = event else { continue };
            drafts.composing = matches!(event, ImeEvent::Preedit { text, .. } if !text.is_empty());
            composed |= drafts.composing;
        }
    });
    composed
}

/// Makes the text larger or smaller, in the steps of the settings.
fn resize_texts(ui: &Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let pressed =
        |key: Key| ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key)));
    let now = view.settings.text_size;
    let mut wanted = now;
    if pressed(Key::Num0) {
        wanted = SettingsView::USUAL_TEXT;
    }
    for _ in 0..steps(ui, &mut drafts.spread, Direction::Larger) {
        wanted = larger(wanted);
    }
    for _ in 0..steps(ui, &mut drafts.spread, Direction::Smaller) {
        wanted = smaller(wanted);
    }
    // The plus shares its key with the equals sign on many keyboards.
    if pressed(Key::Plus) || pressed(Key::Equals) {
        wanted = larger(wanted);
    }
    if pressed(Key::Minus) {
        wanted = smaller(wanted);
    }
    if wanted != now {
        out.push(Intent::TextSize(wanted));
        drafts.text_size_changed(ui.input(|input| input.time));
    }
}

/// The next larger text size, up to the largest one.
pub(super) fn larger(percent: u16) -> u16 {
    (percent / STEP * STEP).saturating_add(STEP).clamp(SettingsView::SMALLEST_TEXT, SettingsView::LARGEST_TEXT)
}

/// The next smaller text size, down to the smallest one.
pub(super) fn smaller(percent: u16) -> u16 {
    percent
        .div_ceil(STEP)
        .saturating_sub(1)
        .saturating_mul(STEP)
        .clamp(SettingsView::SMALLEST_TEXT, SettingsView::LARGEST_TEXT)
}

/// Whether the text becomes larger or smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Larger,
    Smaller,
}

/// How many steps the wheel or a pinch gesture moved in this direction. Keeps a fraction of a step for later.
fn steps(ui: &Ui, kept: &mut f32, direction: Direction) -> u16 {
    let sign = if direction == Direction::Larger { 1.0 } else { -1.0 };
    if direction == Direction::Larger {
        *kept += ui.input(|input| input.events.iter().map(spread).sum::<f32>());
    }
    let whole = (*kept * sign).floor().max(0.0);
    *kept -= whole * sign;
    whole as u16
}

/// How many steps an event stands for.
fn spread(event: &Event) -> f32 {
    if let Event::Zoom(factor) = event {
        return if *factor > 0.0 { factor.ln() / SPREAD_A_STEP.ln() } else { 0.0 };
    }
    let Event::MouseWheel { unit, delta, modifiers, .. } = event else { return 0.0 };
    match unit {
        _ if !modifiers.command => 0.0,
        MouseWheelUnit::Line | MouseWheelUnit::Page => delta.y.clamp(-1.0, 1.0),
        MouseWheelUnit::Point => delta.y / POINTS_A_STEP,
    }
}
