//! Reduced motion, for people whom movement makes unwell: nothing is animated, and nothing blinks.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Context, Event, MouseWheelUnit, Plugin, RawInput, Style};

/// How much may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Motion {
    /// The usual animations.
    #[default]
    Usual,
    /// Nothing moves by itself.
    Less,
}

/// Sets the animations of a style.
pub(super) fn set(style: &mut Style, motion: Motion) {
    let usual = Style::default();
    let still = motion == Motion::Less;
    style.animation_time = if still { 0.0 } else { usual.animation_time };
    style.scroll_animation = if still { ScrollAnimation::none() } else { usual.scroll_animation };
    // The cursor asks for a frame twice a second only while it blinks.
    style.visuals.text_cursor.blink = !still;
}

/// Sets how the wheel scrolls: by default, the toolkit spreads one turn over several frames.
pub(super) fn scroll(ctx: &Context, motion: Motion) {
    ctx.add_plugin(Wheel::default());
    ctx.with_plugin(|wheel: &mut Wheel| wheel.motion = motion);
}

/// Splits turns of the wheel into pieces so small that the toolkit applies them at once.
#[derive(Default)]
struct Wheel {
    motion: Motion,
}

/// The size of a piece in points: a little less than the toolkit's limit for scrolling at once.
const PIECE: f32 = 7.0;
/// The longest turn of a wheel, in points.
const LONGEST: f32 = 4000.0;

impl Plugin for Wheel {
    fn debug_name(&self) -> &'static str {
        "wheel"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let turned = |event: &Event| matches!(event, Event::MouseWheel { .. });
        if self.motion == Motion::Usual || !input.events.iter().any(turned) {
            return;
        }
        let line = ctx.options(|options| options.input_options.line_scroll_speed);
        let page = ctx.content_rect().height();
        input.events =
            std::mem::take(&mut input.events).into_iter().flat_map(|event| at_once(event, line, page)).collect();
    }
}

fn at_once(event: Event, line: f32, page: f32) -> Vec<Event> {
    let Event::MouseWheel { unit, delta, phase, source, modifiers } = event else { return vec![event] };
    let points = delta
        * match unit {
            MouseWheelUnit::Point => 1.0,
            MouseWheelUnit::Line => line,
            MouseWheelUnit::Page => page,
        };
    let pieces = (points.length().min(LONGEST) / PIECE).ceil().max(1.0);
    let piece = Event::MouseWheel { unit: MouseWheelUnit::Point, delta: points / pieces, phase, source, modifiers };
    vec![piece; pieces as usize]
}
