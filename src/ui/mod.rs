//! The window's contents: draws a [`View`] and returns [`Intent`]s.
//!
//! Owns colours, fonts, widgets and screens, and the text that is still being typed in [`Drafts`]. Decides nothing: it
//! must not touch files, networks, threads or clocks, nor change a session.

mod clear_view;
mod composing;
mod drafts;
mod fonts;
mod icons;
mod keys;
mod picture_view;
mod report_view;
mod screens;
mod status;
mod theme;
mod view;
mod widgets;

pub use self::clear_view::{ClearIntent, ClearStage, ClearView, ManualClearView, SiteScope, Stopping, UndoView};
pub use self::drafts::Drafts;
pub use self::fonts::install as install_fonts;
pub use self::picture_view::{AddedPicture, FileDialog, PASTE_KEY, PictureIntent, PictureStage, PictureView};
pub use self::report_view::{
    Now, ReportIntent, ReportLanguages, ReportSelection, ReportView, RevealableText, SaveFormat,
};
pub use self::theme::{Appearance, Contrast, Motion, contrast, dress};
pub use self::view::{
    DrawingSetting, GuestView, Intent, Notice, NoticeAction, OpenSession, Saving, Screen, SettingsView, StoredSession,
    SubmitDrafts, Theme, View, wizard_of,
};
pub use self::widgets::Tone;

use eframe::egui::{CentralPanel, Frame, Ui, UiBuilder, accesskit_root_id};

use self::composing::Composing;
use self::screens::{
    chrome, clear, clear_hand, help, home, page, picture, picture_drop, picture_texture, privacy, report, sessions,
    settings, solved, support,
};
use self::theme::Palette;

/// Draws everything and adds the customer's intents to `out`.
pub fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    drafts.arrive_at(ui.ctx(), view);
    ui.ctx().add_plugin(Composing::default());
    // Screen readers say the window's name when they reach it.
    let name = view.pack.map_or("OKPay Wizard", |pack| pack.name.get(view.lang));
    ui.ctx().accesskit_node_builder(accesskit_root_id(), |window| window.set_label(name));
    let palette = Palette::of(ui.ctx());
    keys::read(ui, view, drafts, out);
    picture_drop::receive(ui, view, out);
    widgets::name_copying(ui.ctx(), view.strings.help.copy_text, view.strings.help.copy_address);
    let line = status::Line::of(ui);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(line.above));
    chrome::header(&mut inside, view, out);
    CentralPanel::default().frame(Frame::new().fill(palette.background)).show(&mut inside, |ui| match view.screen {
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
        Screen::Help => chrome::plain(ui, view, drafts, out, help::draw),
        Screen::Privacy => chrome::plain(ui, view, drafts, out, privacy::draw),
    });
    line.draw(ui, view, drafts);
    drafts.remember_typing(ui.ctx());
    if view.hand_in == SubmitDrafts::Now || leaves(out) || ui.input(|input| input.viewport().close_requested()) {
        // A screen reader presses a button without moving the focus, so the field is still focused as the page is left.
        let mut first = Vec::new();
        drafts.hand_in(view, &mut first);
        out.splice(0..0, first);
    }
    composing::keep_in_step(ui.ctx(), name);
    picture_drop::hint(ui, view);
    if view.pictures.stage.is_none() {
        picture_texture::forget_open(ui.ctx());
    }
    picture_texture::forget_small(ui.ctx(), view.pictures.added.len());
}

/// Submits the answers that are still being typed on the page, when no other frame will follow.
pub fn last_words(view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    drafts.hand_in(view, out);
}

/// Whether one of the intents leaves the page on screen.
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
