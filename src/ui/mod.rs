//! The window's inside: draws a [`View`], returns [`Intent`]s.
//!
//! Owns colours, faces, widgets and screens, and the half-typed words in [`Drafts`]. Decides nothing: must not touch
//! files, networks, threads or clocks, nor change a session.

mod clear_view;
mod composing;
mod drafts;
mod fonts;
mod icons;
mod picture_view;
mod report_view;
mod screens;
mod theme;
mod view;
mod widgets;

pub use self::clear_view::{ClearIntent, ClearStage, ClearView, HandView, Stopping, UndoView, Whose};
pub use self::drafts::Drafts;
pub use self::fonts::install as install_fonts;
pub use self::picture_view::{AddedPicture, FileDialog, PASTE_KEY, PictureIntent, PictureStage, PictureView};
pub use self::report_view::{CanShow, Format, Now, ReportIntent, ReportView, Tongues, Wanted};
pub use self::theme::{Contrast, Look, Motion, contrast, dress};
pub use self::view::{
    Intent, Notice, NoticeAction, OpenSession, Saving, Screen, SettingsView, StoredSession, Theme, View,
};
pub use self::widgets::Tone;

use eframe::egui::{CentralPanel, Frame, Key, KeyboardShortcut, Modifiers, Ui, accesskit_root_id};

use self::composing::Composing;
use self::screens::{
    chrome, clear, clear_hand, home, page, picture, picture_drop, picture_texture, report, sessions, settings, solved,
    support,
};
use self::theme::Palette;

/// Draws everything; what the customer wants is added to `out`.
pub fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    drafts.arrive_at(ui.ctx(), view);
    ui.ctx().add_plugin(Composing::default());
    // Screen readers say the window's name when they come to it.
    let name = view.pack.map_or("OKPay Wizard", |pack| pack.name.get(view.lang));
    ui.ctx().accesskit_node_builder(accesskit_root_id(), |window| window.set_label(name));
    let palette = Palette::of(ui.ctx());
    shortcuts(ui, view, drafts, out);
    picture_drop::receive(ui, view, out);
    chrome::header(ui, view, out);
    CentralPanel::default().frame(Frame::new().fill(palette.background)).show(ui, |ui| match view.screen {
        Screen::Home => chrome::plain(ui, view, drafts, out, home::draw),
        Screen::Page => page::draw(ui, view, drafts, out),
        Screen::Clear => clear::draw(ui, view, drafts, out),
        Screen::ClearByHand => clear_hand::draw(ui, view, drafts, out),
        Screen::Solved => chrome::plain(ui, view, drafts, out, solved::draw),
        Screen::Support => chrome::plain(ui, view, drafts, out, support::draw),
        Screen::Report => report::draw(ui, view, drafts, out),
        Screen::Picture => picture::draw(ui, view, drafts, out),
        Screen::Sessions => chrome::plain(ui, view, drafts, out, sessions::draw),
        Screen::Settings => chrome::plain(ui, view, drafts, out, settings::draw),
    });
    if leaves(out) || ui.input(|input| input.viewport().close_requested()) {
        // Whoever presses through a screen reader leaves the page without leaving the field.
        let mut first = Vec::new();
        drafts.hand_in(view, &mut first);
        out.splice(0..0, first);
    }
    picture_drop::hint(ui, view);
    if view.pictures.stage.is_none() {
        picture_texture::forget_open(ui.ctx());
    }
    picture_texture::forget_small(ui.ctx(), view.pictures.added.len());
}

/// Whether something was pressed that leads away from the page on screen.
fn leaves(wanted: &[Intent]) -> bool {
    wanted.iter().any(|intent| {
        matches!(
            intent,
            Intent::Show(_)
                | Intent::Back
                | Intent::Start(_)
                | Intent::StartOver
                | Intent::Open(_)
                | Intent::Language(_)
        )
    })
}

/// Keys that work on every screen.
fn shortcuts(ui: &Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let pressed = |modifiers: Modifiers, key: Key| {
        ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)))
    };
    let typing = ui.ctx().text_edit_focused();
    if !typing && view.screen == Screen::Page && pressed(Modifiers::COMMAND, Key::Z) {
        out.push(Intent::Session(crate::session::Action::Undo));
    }
    if view.screen == Screen::Picture && pressed(Modifiers::COMMAND, Key::Z) {
        out.push(Intent::Picture(PictureIntent::Undo));
    }
    let escaped = !typing && pressed(Modifiers::NONE, Key::Escape);
    if escaped && drafts.stop_asking() {
        return;
    }
    if escaped || pressed(Modifiers::ALT, Key::ArrowLeft) {
        out.push(Intent::Back);
    }
    if view.screen == Screen::Home && pressed(Modifiers::COMMAND, Key::F) {
        drafts.wish_search();
    }
}
