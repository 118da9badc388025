//! The contrast between two colours, as the Web Content Accessibility Guidelines measure it.

use eframe::egui::Color32;

/// How much contrast a colour table guarantees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Contrast {
    /// Text at least 4.5:1 (WCAG 2.2, 1.4.3), controls at least 3:1 (1.4.11).
    #[default]
    Usual,
    /// Text at least 7:1 (WCAG 2.2, 1.4.6), controls at least 4.5:1.
    More,
}

impl Contrast {
    /// The least contrast of text against its background.
    pub(crate) fn of_text(self) -> f32 {
        match self {
            Self::Usual => 4.5,
            Self::More => 7.0,
        }
    }

    /// The least contrast of a control's edge or state against its background.
    pub(crate) fn of_controls(self) -> f32 {
        match self {
            Self::Usual => 3.0,
            Self::More => 4.5,
        }
    }
}

/// Contrast of two opaque colours, from 1 to 21: WCAG 2.2, definition of "contrast ratio"
/// (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance: WCAG 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
fn luminance(colour: Color32) -> f32 {
    let linear = |channel: u8| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// A colour between two others, `share` of the way from the first.
pub(super) fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    rgb(channel(from.r(), to.r()), channel(from.g(), to.g()), channel(from.b(), to.b()))
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where colours are made")]
pub(super) const fn rgb(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::{contrast, rgb};

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(rgb(0, 0, 0), rgb(255, 255, 255)) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x77, 0x77, 0x77), rgb(255, 255, 255)) - 4.48).abs() < 0.01);
        assert!((contrast(rgb(0xff, 0, 0), rgb(255, 255, 255)) - 3.998).abs() < 0.01);
        assert!((contrast(rgb(0x00, 0x80, 0x00), rgb(0, 0, 0)) - 4.09).abs() < 0.01);
    }
}
