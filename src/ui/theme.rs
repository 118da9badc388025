//! Colours by role, sizes and spacing. The only place that knows numbers of this kind.

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Theme, ThemePreference, vec2,
};

use super::fonts::MEDIUM;

/// Spacing in points: small steps inside a widget, large ones between groups.
pub(crate) mod space {
    /// Between a title and its hint.
    pub(crate) const XS: f32 = 4.0;
    /// Between neighbours.
    pub(crate) const S: f32 = 8.0;
    /// Between rows.
    pub(crate) const M: f32 = 12.0;
    /// Inside cards, between cards.
    pub(crate) const L: f32 = 16.0;
    /// Between groups.
    pub(crate) const XL: f32 = 24.0;
    /// Around a page.
    pub(crate) const XXL: f32 = 40.0;
}

/// Corner radius of cards, in points.
pub(crate) const CARD_CORNER: u8 = 12;
/// Corner radius of buttons and fields, in points.
pub(crate) const BUTTON_CORNER: u8 = 10;
/// Corner radius of ticks, in points.
pub(crate) const TICK_CORNER: u8 = 6;
/// Height of buttons and fields, in points.
pub(crate) const CONTROL_HEIGHT: f32 = 40.0;
/// Least height of a row that can be ticked, in points.
pub(crate) const ROW_HEIGHT: f32 = 44.0;
/// The longest line of running text, in points: about 40 Chinese or 80 Latin characters.
pub(crate) const LINE_LENGTH: f32 = 620.0;
/// Line height over font size.
const LINE_HEIGHT: f32 = 1.5;
/// Least contrast of text against its ground, WCAG 2.2, 1.4.3 (level AA).
const TEXT_CONTRAST: f32 = 4.5;

/// The sizes of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Hints, chips.
    Small,
    /// Running text.
    Body,
    /// Titles of cards, questions.
    Card,
    /// Titles of pages.
    Title,
    /// The home screen's question, the support host.
    Hero,
}

impl Type {
    /// Font size in points.
    pub(crate) fn size(self) -> f32 {
        match self {
            Self::Small => 13.0,
            Self::Body => 15.0,
            Self::Card => 16.0,
            Self::Title => 22.0,
            Self::Hero => 28.0,
        }
    }

    /// Height of a line in points.
    pub(crate) fn line_height(self) -> f32 {
        (self.size() * if self.size() > 20.0 { 1.3 } else { LINE_HEIGHT }).round()
    }

    /// The face: titles are set in Medium, the rest in Regular.
    pub(crate) fn font(self) -> FontId {
        match self {
            Self::Small | Self::Body => FontId::proportional(self.size()),
            Self::Card | Self::Title | Self::Hero => Self::medium(self),
        }
    }

    /// The second weight in this size, for emphasis.
    pub(crate) fn medium(self) -> FontId {
        FontId::new(self.size(), FontFamily::Name(MEDIUM.into()))
    }
}

/// Colours by role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Palette {
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
    /// Hairlines.
    pub line: Color32,
    /// The edge of ticks, fields and other controls; at least 3:1 against cards.
    pub edge: Color32,
    /// The pack's colour, moved as far as text on it and it as text need.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// A tint of the accent.
    pub accent_tint: Color32,
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

/// A colour table's place among egui's own data.
fn palette_id(theme: Theme) -> egui::Id {
    egui::Id::unique(("okpay-palette", theme == Theme::Dark))
}

impl Palette {
    /// The table in force.
    pub(crate) fn of(ctx: &Context) -> Self {
        let theme = ctx.theme();
        ctx.data(|data| data.get_temp(palette_id(theme))).unwrap_or_else(|| Self::new(theme, [0x16, 0x64, 0xd9]))
    }

    /// The table for a theme and a pack's accent.
    pub(crate) fn new(theme: Theme, accent: [u8; 3]) -> Self {
        let [red, green, blue] = accent;
        let wanted = rgb(red, green, blue);
        match theme {
            Theme::Light => {
                let card = rgb(255, 255, 255);
                let accent = until_contrast(wanted, card, rgb(0, 0, 0));
                Self {
                    background: rgb(0xf5, 0xf6, 0xf8),
                    quiet: rgb(0xec, 0xee, 0xf2),
                    card,
                    hover: rgb(0xf3, 0xf6, 0xfb),
                    ink: rgb(0x1a, 0x1d, 0x23),
                    dim: rgb(0x55, 0x5d, 0x6b),
                    line: rgb(0xde, 0xe2, 0xe8),
                    edge: rgb(0x7d, 0x86, 0x94),
                    accent,
                    on_accent: card,
                    accent_tint: mix(card, accent, 0.10),
                    good: rgb(0x17, 0x72, 0x43),
                    good_tint: rgb(0xe1, 0xf3, 0xe8),
                    warning: rgb(0x85, 0x53, 0x00),
                    warning_tint: rgb(0xff, 0xf2, 0xdc),
                    danger: rgb(0xb4, 0x26, 0x26),
                    danger_tint: rgb(0xfd, 0xe8, 0xe7),
                }
            }
            Theme::Dark => {
                let card = rgb(0x1f, 0x23, 0x2a);
                let accent = until_contrast(wanted, card, rgb(255, 255, 255));
                Self {
                    background: rgb(0x15, 0x18, 0x1d),
                    quiet: rgb(0x1a, 0x1d, 0x24),
                    card,
                    hover: rgb(0x27, 0x2c, 0x35),
                    ink: rgb(0xea, 0xed, 0xf2),
                    dim: rgb(0xa5, 0xae, 0xbc),
                    line: rgb(0x34, 0x3a, 0x45),
                    edge: rgb(0x7e, 0x88, 0x98),
                    accent,
                    on_accent: rgb(0x0e, 0x14, 0x1f),
                    accent_tint: mix(card, accent, 0.18),
                    good: rgb(0x62, 0xcf, 0x92),
                    good_tint: rgb(0x1b, 0x36, 0x29),
                    warning: rgb(0xf0, 0xb9, 0x5a),
                    warning_tint: rgb(0x3a, 0x2f, 0x1b),
                    danger: rgb(0xf5, 0x8d, 0x88),
                    danger_tint: rgb(0x40, 0x23, 0x25),
                }
            }
        }
    }
}

/// Contrast of two opaque colours, from 1 to 21: WCAG 2.2, definition of "contrast ratio".
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance: WCAG 2.2.
fn luminance(colour: Color32) -> f32 {
    let linear = |channel: u8| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// The wanted colour, moved towards `pole` only as far as it needs to be read on `ground`.
fn until_contrast(wanted: Color32, ground: Color32, pole: Color32) -> Color32 {
    (0..=20_u8)
        .map(|step| mix(wanted, pole, f32::from(step) / 20.0))
        .find(|colour| contrast(*colour, ground) >= TEXT_CONTRAST)
        .unwrap_or(pole)
}

fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    rgb(channel(from.r(), to.r()), channel(from.g(), to.g()), channel(from.b(), to.b()))
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where colours are made")]
fn rgb(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Hands both tables and all sizes to egui, once.
pub fn install(ctx: &Context, accent: [u8; 3]) {
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::new(theme, accent);
        ctx.data_mut(|data| data.insert_temp(palette_id(theme), palette));
        ctx.style_mut_of(theme, |style| dress(style, palette));
    }
    // Where the system does not tell, light is what most programs around will be.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
}

/// Which of the tables to use.
pub fn choose(ctx: &Context, preference: ThemePreference) {
    ctx.set_theme(preference);
}

fn dress(style: &mut egui::Style, palette: Palette) {
    style.interaction.selectable_labels = true;
    style.spacing.item_spacing = vec2(space::S, space::S);
    style.spacing.button_padding = vec2(space::L, space::S);
    // Rows are as high as what is in them; our controls bring their own height.
    style.spacing.interact_size.y = 18.0;
    style.spacing.scroll.bar_width = 8.0;
    for (text_style, size) in [
        (egui::TextStyle::Small, Type::Small.size()),
        (egui::TextStyle::Body, Type::Body.size()),
        (egui::TextStyle::Button, Type::Body.size()),
        (egui::TextStyle::Heading, Type::Title.size()),
    ] {
        style.text_styles.insert(text_style, FontId::proportional(size));
    }
    let visuals = &mut style.visuals;
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.card;
    visuals.extreme_bg_color = palette.card;
    visuals.text_edit_bg_color = Some(palette.card);
    visuals.faint_bg_color = palette.quiet;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.dim);
    visuals.hyperlink_color = palette.accent;
    visuals.selection.bg_fill = palette.accent.gamma_multiply(0.35);
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    let corner = CornerRadius::same(BUTTON_CORNER);
    for widget in [
        &mut visuals.widgets.noninteractive,
        &mut visuals.widgets.inactive,
        &mut visuals.widgets.hovered,
        &mut visuals.widgets.active,
        &mut visuals.widgets.open,
    ] {
        widget.corner_radius = corner;
        widget.fg_stroke = Stroke::new(1.0, palette.ink);
        widget.bg_stroke = Stroke::new(1.0, palette.edge);
        widget.bg_fill = palette.card;
        widget.weak_bg_fill = palette.card;
        widget.expansion = 0.0;
    }
    visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    visuals.widgets.inactive.bg_fill = palette.edge;
    visuals.widgets.hovered.bg_fill = palette.accent;
    visuals.widgets.active.bg_fill = palette.accent;
}

/// The frame of a card.
pub(crate) fn card_frame(palette: &Palette) -> egui::Frame {
    egui::Frame::new()
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(CARD_CORNER))
        .inner_margin(Margin::same(space::L as i8))
}

#[cfg(test)]
mod tests {
    use super::{Palette, Theme, contrast, rgb};

    /// Every colour that text is set in, with every ground it is set on.
    fn text_pairs(palette: &Palette) -> Vec<(egui::Color32, egui::Color32)> {
        let mut pairs = vec![
            (palette.on_accent, palette.accent),
            (palette.accent, palette.card),
            (palette.good, palette.good_tint),
            (palette.warning, palette.warning_tint),
            (palette.danger, palette.danger_tint),
            (palette.good, palette.card),
            (palette.danger, palette.card),
        ];
        for ground in [palette.background, palette.quiet, palette.card, palette.hover] {
            pairs.push((palette.ink, ground));
            pairs.push((palette.dim, ground));
        }
        for tint in [palette.accent_tint, palette.good_tint, palette.warning_tint, palette.danger_tint] {
            pairs.push((palette.ink, tint));
        }
        pairs
    }
    use eframe::egui;

    #[test]
    fn text_can_be_read_in_both_themes_whatever_colour_the_pack_wants() {
        for accent in [[0x16, 0x64, 0xd9], [255, 255, 0], [0, 0, 0], [255, 255, 255], [0x80, 0x80, 0x80]] {
            for theme in [Theme::Light, Theme::Dark] {
                let palette = Palette::new(theme, accent);
                for (ink, ground) in text_pairs(&palette) {
                    let ratio = contrast(ink, ground);
                    assert!(ratio >= 4.5, "{theme:?} {accent:?}: {ink:?} on {ground:?} is {ratio:.2}");
                }
                assert!(contrast(palette.edge, palette.card) >= 3.0, "{theme:?}: the edge of controls");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(rgb(0, 0, 0), rgb(255, 255, 255)) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x77, 0x77, 0x77), rgb(255, 255, 255)) - 4.48).abs() < 0.01);
    }
}
