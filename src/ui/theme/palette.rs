//! The colour tables: light and dark, each with normal and with more contrast.

use eframe::egui::{Color32, Context, Id, Stroke, Theme};

use super::contrast::{Contrast, contrast, mix, rgb};

/// Colours by role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Palette {
    /// How much contrast the table guarantees.
    pub contrast: Contrast,
    /// Behind everything.
    pub background: Color32,
    /// The rail and other quiet areas.
    pub quiet: Color32,
    /// Cards, header, footer.
    pub card: Color32,
    /// A card under the pointer.
    pub hover: Color32,
    /// Text.
    pub ink: Color32,
    /// Hints.
    pub dim: Color32,
    /// Hairlines. They are decoration: spacing separates the same things.
    pub line: Color32,
    /// The edge of buttons, tick boxes, fields and other controls: visible on every background they appear on.
    pub edge: Color32,
    /// The pack's colour, shifted until text on it, and text in it, is readable.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// A tint of the accent.
    pub accent_tint: Color32,
    /// Behind selected text; the text itself has the accent's colour.
    pub selection: Color32,
    /// Done, solved.
    pub good: Color32,
    /// A tint of it.
    pub good_tint: Color32,
    /// Be careful.
    pub warning: Color32,
    /// A tint of it.
    pub warning_tint: Color32,
    /// Went wrong.
    pub danger: Color32,
    /// A tint of it.
    pub danger_tint: Color32,
}

/// The key of a colour table in egui's data.
fn palette_id(theme: Theme) -> Id {
    Id::unique(("okpay-palette", theme == Theme::Dark))
}

impl Palette {
    /// The current table.
    pub(crate) fn of(ctx: &Context) -> Self {
        let theme = ctx.theme();
        let kept = ctx.data(|data| data.get_temp(palette_id(theme)));
        kept.unwrap_or_else(|| Self::new(theme, Contrast::Usual, [0x16, 0x64, 0xd9]))
    }

    /// Stores this as the table of a theme.
    pub(super) fn keep(self, ctx: &Context, theme: Theme) {
        ctx.data_mut(|data| data.insert_temp(palette_id(theme), self));
    }

    /// The table for a theme and a pack's accent.
    pub(crate) fn new(theme: Theme, contrast: Contrast, accent: [u8; 3]) -> Self {
        let [red, green, blue] = accent;
        let accent = rgb(red, green, blue);
        match (theme, contrast) {
            (Theme::Light, Contrast::Usual) => LIGHT.with_accent(accent, BLACK, (0.10, 0.16)),
            (Theme::Dark, Contrast::Usual) => DARK.with_accent(accent, WHITE, (0.18, 0.22)),
            (Theme::Light, Contrast::More) => LIGHT_MORE.with_accent(accent, BLACK, (0.06, 0.12)),
            (Theme::Dark, Contrast::More) => DARK_MORE.with_accent(accent, WHITE, (0.12, 0.18)),
        }
    }

    /// The edge of a coloured area. With more contrast it is visible, because tints alone are too similar.
    pub(crate) fn rim(&self, colour: Color32) -> Stroke {
        match self.contrast {
            Contrast::Usual => Stroke::NONE,
            Contrast::More => Stroke::new(1.5, colour),
        }
    }

    /// The table with the wanted accent, shifted towards `pole` only until it is readable wherever it is used.
    fn with_accent(self, wanted: Color32, pole: Color32, tints: (f32, f32)) -> Self {
        let with = |accent: Color32, strength: f32| Self {
            accent,
            accent_hover: mix(accent, self.ink, 0.12),
            accent_tint: mix(self.card, accent, strength * tints.0),
            selection: mix(self.card, accent, strength * tints.1),
            ..self
        };
        // Text on a tint of a very light colour is hard to read, so the tint is then weaker.
        let strengths = [1.0, 0.75, 0.5, 0.25];
        let moved = |strength: f32| {
            (0..=STEPS).map(move |step| with(mix(wanted, pole, f32::from(step) / f32::from(STEPS)), strength))
        };
        strengths.into_iter().flat_map(moved).find(Self::accent_is_read).unwrap_or_else(|| with(pole, 0.0))
    }

    fn accent_is_read(&self) -> bool {
        let least = self.contrast.of_text();
        let under = [self.background, self.quiet, self.card, self.hover, self.accent_tint, self.selection];
        let tints = [self.accent_tint, self.selection];
        under.into_iter().all(|ground| contrast(self.accent, ground) >= least)
            && [self.accent, self.accent_hover].into_iter().all(|ground| contrast(self.on_accent, ground) >= least)
            && tints.into_iter().all(|ground| contrast(self.ink, ground) >= least)
            && contrast(self.dim, self.accent_tint) >= least
            && contrast(self.edge, self.accent_tint) >= self.contrast.of_controls()
    }
}

/// In how many steps an accent is shifted.
const STEPS: u8 = 40;

const WHITE: Color32 = Color32::WHITE;
const BLACK: Color32 = Color32::BLACK;
/// Replaced by a colour derived from the accent.
const UNSET: Color32 = Color32::TRANSPARENT;

const LIGHT: Palette = Palette {
    contrast: Contrast::Usual,
    background: rgb(0xf5, 0xf6, 0xf8),
    quiet: rgb(0xec, 0xee, 0xf2),
    card: WHITE,
    hover: rgb(0xf3, 0xf6, 0xfb),
    ink: rgb(0x1a, 0x1d, 0x23),
    dim: rgb(0x55, 0x5d, 0x6b),
    line: rgb(0xde, 0xe2, 0xe8),
    edge: rgb(0x73, 0x7c, 0x8a),
    accent: UNSET,
    accent_hover: UNSET,
    on_accent: WHITE,
    accent_tint: UNSET,
    selection: UNSET,
    good: rgb(0x17, 0x72, 0x43),
    good_tint: rgb(0xe1, 0xf3, 0xe8),
    warning: rgb(0x85, 0x53, 0x00),
    warning_tint: rgb(0xff, 0xf2, 0xdc),
    danger: rgb(0xb4, 0x26, 0x26),
    danger_tint: rgb(0xfd, 0xe8, 0xe7),
};

const DARK: Palette = Palette {
    contrast: Contrast::Usual,
    background: rgb(0x15, 0x18, 0x1d),
    quiet: rgb(0x1a, 0x1d, 0x24),
    card: rgb(0x1f, 0x23, 0x2a),
    hover: rgb(0x27, 0x2c, 0x35),
    ink: rgb(0xea, 0xed, 0xf2),
    dim: rgb(0xa5, 0xae, 0xbc),
    line: rgb(0x34, 0x3a, 0x45),
    edge: rgb(0x7e, 0x88, 0x98),
    accent: UNSET,
    accent_hover: UNSET,
    on_accent: rgb(0x0e, 0x14, 0x1f),
    accent_tint: UNSET,
    selection: UNSET,
    good: rgb(0x62, 0xcf, 0x92),
    good_tint: rgb(0x1b, 0x36, 0x29),
    warning: rgb(0xf0, 0xb9, 0x5a),
    warning_tint: rgb(0x3a, 0x2f, 0x1b),
    danger: rgb(0xf5, 0x8d, 0x88),
    danger_tint: rgb(0x40, 0x23, 0x25),
};

const LIGHT_MORE: Palette = Palette {
    contrast: Contrast::More,
    background: WHITE,
    quiet: rgb(0xf4, 0xf4, 0xf4),
    card: WHITE,
    hover: rgb(0xe6, 0xef, 0xfc),
    ink: BLACK,
    dim: rgb(0x33, 0x33, 0x33),
    line: rgb(0x59, 0x59, 0x59),
    edge: BLACK,
    accent: UNSET,
    accent_hover: UNSET,
    on_accent: WHITE,
    accent_tint: UNSET,
    selection: UNSET,
    good: rgb(0x00, 0x51, 0x2a),
    good_tint: rgb(0xee, 0xf7, 0xf1),
    warning: rgb(0x5c, 0x3a, 0x00),
    warning_tint: rgb(0xff, 0xf6, 0xe6),
    danger: rgb(0x8a, 0x0f, 0x0f),
    danger_tint: rgb(0xfd, 0xf0, 0xef),
};

const DARK_MORE: Palette = Palette {
    contrast: Contrast::More,
    background: BLACK,
    quiet: rgb(0x0d, 0x0d, 0x0d),
    card: BLACK,
    hover: rgb(0x1f, 0x24, 0x2d),
    ink: WHITE,
    dim: rgb(0xdd, 0xdd, 0xdd),
    line: rgb(0xa6, 0xa6, 0xa6),
    edge: WHITE,
    accent: UNSET,
    accent_hover: UNSET,
    on_accent: BLACK,
    accent_tint: UNSET,
    selection: UNSET,
    good: rgb(0x6f, 0xe3, 0xa0),
    good_tint: rgb(0x0b, 0x1d, 0x13),
    warning: rgb(0xff, 0xcc, 0x66),
    warning_tint: rgb(0x24, 0x1b, 0x08),
    danger: rgb(0xff, 0xa8, 0xa3),
    danger_tint: rgb(0x2a, 0x13, 0x13),
};

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Color32, Contrast, Palette, Theme, contrast};

    const TABLES: [(Theme, Contrast); 4] = [
        (Theme::Light, Contrast::Usual),
        (Theme::Dark, Contrast::Usual),
        (Theme::Light, Contrast::More),
        (Theme::Dark, Contrast::More),
    ];

    type NamedColour = (&'static str, Color32);

    fn grounds(palette: &Palette) -> [NamedColour; 4] {
        [("background", palette.background), ("quiet", palette.quiet), ("card", palette.card), ("hover", palette.hover)]
    }

    fn tints(palette: &Palette) -> [NamedColour; 4] {
        [
            ("accent tint", palette.accent_tint),
            ("good tint", palette.good_tint),
            ("warning tint", palette.warning_tint),
            ("danger tint", palette.danger_tint),
        ]
    }

    /// Every colour of text and icons, with every background it appears on.
    fn texts(palette: &Palette) -> Vec<(NamedColour, NamedColour)> {
        let mut pairs = vec![
            (("on accent", palette.on_accent), ("accent", palette.accent)),
            (("on accent", palette.on_accent), ("accent under the pointer", palette.accent_hover)),
            (("accent", palette.accent), ("accent tint", palette.accent_tint)),
            // Selected text has the accent's colour; chips in it keep theirs.
            (("accent", palette.accent), ("selection", palette.selection)),
            (("ink", palette.ink), ("selection", palette.selection)),
            (("good", palette.good), ("good tint", palette.good_tint)),
            (("warning", palette.warning), ("warning tint", palette.warning_tint)),
            (("danger", palette.danger), ("danger tint", palette.danger_tint)),
        ];
        // Icons and text in these colours appear on pages, in the rail, on cards and in rows under the pointer.
        let inks = [
            ("ink", palette.ink),
            ("dim", palette.dim),
            ("accent", palette.accent),
            ("good", palette.good),
            ("warning", palette.warning),
            ("danger", palette.danger),
        ];
        for ink in inks {
            pairs.extend(grounds(palette).map(|ground| (ink, ground)));
        }
        for tint in tints(palette) {
            pairs.push((("ink", palette.ink), tint));
            pairs.push((("dim", palette.dim), tint));
        }
        pairs
    }

    /// Every colour that shows a control or its state, with every background it appears on.
    fn controls(palette: &Palette) -> Vec<(NamedColour, NamedColour)> {
        let everywhere = || grounds(palette).into_iter().chain(tints(palette));
        let shapes = [
            // Buttons, fields, tick boxes, choices, and the progress bar.
            ("edge", palette.edge),
            // A set tick or choice, the primary button, the focus ring.
            ("accent", palette.accent),
        ];
        let mut pairs: Vec<(NamedColour, NamedColour)> =
            shapes.into_iter().flat_map(|shape| everywhere().map(move |ground| (shape, ground))).collect();
        // The tick of a finished step is cut out of its disc.
        pairs.push((("card", palette.card), ("good", palette.good)));
        pairs
    }

    fn too_close(pairs: Vec<(NamedColour, NamedColour)>, least: f32) -> Vec<String> {
        let close = |((one, ink), (other, ground)): (NamedColour, NamedColour)| {
            let ratio = contrast(ink, ground);
            (ratio < least).then(|| format!("{one} on {other} is {ratio:.2}:1 and not {least}:1"))
        };
        pairs.into_iter().filter_map(close).collect()
    }

    #[track_caller]
    fn is_seen(accent: [u8; 3]) {
        for (theme, more) in TABLES {
            let palette = Palette::new(theme, more, accent);
            let (text, control) = match more {
                Contrast::Usual => (4.5, 3.0),
                Contrast::More => (7.0, 4.5),
            };
            let mut wrong = too_close(texts(&palette), text);
            wrong.extend(too_close(controls(&palette), control));
            assert!(wrong.is_empty(), "{theme:?}, {more:?}, accent {accent:?}:\n{}", wrong.join("\n"));
        }
    }

    #[test]
    fn everything_is_seen_in_every_theme_with_the_packs_own_colour() {
        is_seen([0x16, 0x64, 0xd9]);
    }

    #[test]
    fn everything_is_seen_with_colours_that_are_hard_to_see() {
        for accent in
            [[255, 255, 0], [0, 0, 0], [255, 255, 255], [0x80, 0x80, 0x80], [255, 0, 0], [0, 255, 0], [0, 0, 255]]
        {
            is_seen(accent);
        }
    }

    proptest! {
        #[test]
        fn everything_is_seen_whatever_colour_a_pack_wants(accent in any::<[u8; 3]>()) {
            is_seen(accent);
        }
    }
}
