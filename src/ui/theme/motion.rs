//! Less movement, for whoever is made unwell by it: everything is at once where it goes, and nothing blinks.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Context, Event, MouseWheelUnit, Plugin, RawInput, Style};

/// How much may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Motion {
    /// What moves elsewhere.
    #[default]
    Usual,
    /// Nothing moves by itself.
    Less,
}

/// What a style says about movement.
pub(super) fn set(style: &mut Style, motion: Motion) {
    let usual = Style::default();
    let still = motion == Motion::Less;
    style.animation_time = if still { 0.0 } else { usual.animation_time };
    style.scroll_animation = if still { ScrollAnimation::none() } else { usual.scroll_animation };
    // The cursor asks for a frame twice a second only while it blinks.
    style.visuals.text_cursor.blink = !still;
}

/// What the wheel does: the toolkit lets a turn of it glide over several frames.
pub(super) fn scroll(ctx: &Context, motion: Motion) {
    ctx.add_plugin(Wheel::default());
    ctx.with_plugin(|wheel: &mut Wheel| wheel.motion = motion);
}

/// Breaks turns of the wheel into pieces so small that the toolkit does not make them glide.
#[derive(Default)]
struct Wheel {
    motion: Motion,
}

/// Points that the toolkit takes at once, and a little less.
const PIECE: f32 = 7.0;
/// No turn of a wheel is longer, in points.
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
