//! While an input method puts a word together, the keys are the input method's: Enter chooses a word there and presses no
//! button here, Escape throws letters away there and leads nowhere here.
//!
//! Most systems keep such keys to themselves; some tell them twice, and then they must not count twice.

use eframe::egui::{Context, Event, ImeEvent, Plugin, RawInput};

/// Leaves out keys that belong to the input method.
#[derive(Default)]
pub(super) struct Composing {
    /// Whether letters stand in a field that are no words yet.
    under_way: bool,
}

impl Composing {
    /// Whether an event is for the window.
    fn lets_through(&mut self, event: &Event) -> bool {
        match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => self.under_way = !text.is_empty(),
            // Whatever else an input method says ends the word, and so does going elsewhere.
            Event::Ime(_) | Event::WindowFocused(_) | Event::PointerButton { .. } => self.under_way = false,
            Event::Key { pressed: true, .. } => return !self.under_way,
            _ => {}
        }
        true
    }
}

impl Plugin for Composing {
    fn debug_name(&self) -> &'static str {
        "composing"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.under_way &= ctx.text_edit_focused();
        input.events.retain(|event| self.lets_through(event));
    }
}
