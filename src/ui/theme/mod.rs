//! Colours by role, sizes and spacing. Only this module contains such numbers.
//!
//! The palette guarantees a contrast for each pair of colours, and its tests compute it. `tests/stories/contrast.rs`
//! measures the drawn window.

mod contrast;
mod motion;
mod palette;

pub use self::contrast::{Contrast, contrast};
pub use self::motion::Motion;
pub(crate) use self::palette::Palette;

use eframe::egui::{self, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Theme, ThemePreference, vec2};

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
/// Corner radius of tick boxes, in points.
pub(crate) const TICK_CORNER: u8 = 6;
/// Height of buttons and text fields, in points.
pub(crate) const CONTROL_HEIGHT: f32 = 40.0;
/// Least height of a row with a tick box, in points.
pub(crate) const ROW_HEIGHT: f32 = 44.0;
/// The longest line of running text, in points: about 40 Chinese or 80 Latin characters.
pub(crate) const LINE_LENGTH: f32 = 620.0;
/// Line height over font size.
const LINE_HEIGHT: f32 = 1.5;

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

    /// The font: Medium for titles, Regular for the rest.
    pub(crate) fn font(self) -> FontId {
        match self {
            Self::Small | Self::Body => FontId::proportional(self.size()),
            Self::Card | Self::Title | Self::Hero => Self::medium(self),
        }
    }

    /// The medium weight in this size, for emphasis.
    pub(crate) fn medium(self) -> FontId {
        FontId::new(self.size(), FontFamily::Name(MEDIUM.into()))
    }
}

/// How the window looks, from the pack, the customer's settings and the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The pack's colour.
    pub accent: [u8; 3],
    /// Light, dark, or the system's choice.
    pub preference: ThemePreference,
    /// The system's theme, for systems that do not report it to the window.
    pub system: Theme,
    /// How much contrast.
    pub contrast: Contrast,
    /// How much movement.
    pub motion: Motion,
}

impl Default for Appearance {
    /// Light, because most other programs are light when nothing is set.
    fn default() -> Self {
        Self {
            accent: [0x16, 0x64, 0xd9],
            preference: ThemePreference::System,
            system: Theme::Light,
            contrast: Contrast::Usual,
            motion: Motion::Usual,
        }
    }
}

/// Applies the appearance to the window, if it has changed.
pub fn dress(ctx: &Context, look: Appearance) {
    let id = egui::Id::unique("okpay-look");
    let applied: Option<Appearance> = ctx.data(|data| data.get_temp(id));
    ctx.set_theme(look.preference);
    if applied == Some(look) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(id, look));
    ctx.options_mut(|options| options.fallback_theme = look.system);
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::new(theme, look.contrast, look.accent);
        palette.keep(ctx, theme);
        ctx.style_mut_of(theme, |style| {
            colour(style, palette);
            motion::set(style, look.motion);
        });
    }
    motion::scroll(ctx, look.motion);
    // A change between two frames must show in the next one.
    ctx.request_repaint();
}

fn colour(style: &mut egui::Style, palette: Palette) {
    style.interaction.selectable_labels = true;
    style.spacing.item_spacing = vec2(space::S, space::S);
    style.spacing.button_padding = vec2(space::L, space::S);
    // Rows are as high as their contents; our controls set their own height.
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
    visuals.selection.bg_fill = palette.selection;
    // The toolkit also draws the edge of the focused field with it.
    visuals.selection.stroke = Stroke::new(2.0, palette.accent);
    visuals.window_stroke = Stroke::new(1.0, palette.edge);
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
