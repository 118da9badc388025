//! The widgets of all screens: they look alike, work with the keyboard, and have a name and a role for screen readers.

mod buttons;
mod containers;
mod copying;
mod quoted;
mod rows;
mod table;
mod text;
mod tone;

pub(crate) use self::buttons::{Button, icon_button, link_button, segment_width, segmented};
pub(crate) use self::containers::{announced, banner, card, chip, choices, column, hairline, painted_chip};
pub(crate) use self::copying::{copyable, copyable_text, name_copying, selecting};
pub(crate) use self::quoted::{Looked, Quoted};
pub(crate) use self::rows::{choice_row, mark_here, tick_row};
pub(crate) use self::table::{TableRow, progress_bar, table_head, table_row};
pub(crate) use self::text::{dim, emphasis, heading, job_dim, marked, point, prose, small_width, text};
pub use self::tone::Tone;

use eframe::egui::{Rect, Response, Stroke, StrokeKind, Ui};

use super::theme::Palette;

/// Whether a tick box or a choice is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Not set.
    Empty,
    /// Set.
    Set,
}

impl From<bool> for Mark {
    fn from(set: bool) -> Self {
        if set { Self::Set } else { Self::Empty }
    }
}

/// The ring around the focused widget. It is drawn outside the widget, so that it shows on every background.
pub(crate) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    if response.has_focus() {
        let palette = Palette::of(ui.ctx());
        let ring = rect.expand(3.0);
        ui.painter().with_clip_rect(ui.clip_rect().expand(4.0)).rect_stroke(
            ring,
            f32::from(corner) + 3.0,
            Stroke::new(2.0, palette.accent),
            StrokeKind::Middle,
        );
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}
