//! The meaning of a colour.

use eframe::egui::Color32;

use super::super::icons::Icon;
use super::super::theme::Palette;

/// What the colour of a widget means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Neutral,
    /// Good to know.
    Accent,
    /// It worked.
    Good,
    /// Be careful.
    Warning,
    /// It did not work.
    Danger,
}

impl Tone {
    pub(super) fn colours(self, palette: &Palette) -> (Color32, Color32) {
        match self {
            Self::Neutral => (palette.quiet, palette.dim),
            Self::Accent => (palette.accent_tint, palette.accent),
            Self::Good => (palette.good_tint, palette.good),
            Self::Warning => (palette.warning_tint, palette.warning),
            Self::Danger => (palette.danger_tint, palette.danger),
        }
    }

    pub(super) fn icon(self) -> Icon {
        match self {
            Self::Neutral | Self::Accent => Icon::Info,
            Self::Good => Icon::Tick,
            Self::Warning | Self::Danger => Icon::Warning,
        }
    }
}
