//! While an input method composes a word, the keys belong to it: Enter chooses a word and must not press a button,
//! Escape discards letters and must not leave the screen.
//!
//! Most systems do not pass such keys on. Some deliver them to the input method and to the window, so the window has to
//! ignore them.

use eframe::egui::output::IMEOutput;
use eframe::egui::{Context, Event, Id, ImeEvent, Memory, Plugin, RawInput, ViewportCommand};

/// Removes keys that belong to the input method.
#[derive(Default)]
pub(super) struct Composing {
    /// Whether a field contains letters that are not a finished word yet.
    under_way: bool,
}

impl Composing {
    /// Whether an event is for the window.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most events are of no interest here")]
    fn lets_through(&mut self, event: &Event) -> bool {
        match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => self.under_way = !text.is_empty(),
            // Every other event of an input method ends the word, and so does leaving the field.
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

/// Keeps the input method attached to the focused field. Called after everything is drawn.
///
/// Without it the first letters of a word would bypass the input method, for two reasons. While the focus moves from
/// one field to the next, the toolkit reports for one frame that there is no field, and the input method is shut down.
/// And on X11 the window learns about a new one only with the next event, which would be the first letter; setting the
/// title again is such an event.
pub(super) fn keep_in_step(ctx: &Context, title: &str) {
    let focused = ctx.memory(Memory::focused).filter(|_| ctx.text_edit_focused());
    let id = Id::unique("input-method");
    let (before, sent): (Option<Id>, Option<IMEOutput>) = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    let now = ctx.output_mut(|output| {
        if focused.is_some() && output.ime.is_none() {
            output.ime = sent;
        }
        output.ime
    });
    ctx.data_mut(|data| data.insert_temp(id, (focused, now)));
    if cfg!(target_os = "linux") && focused.is_some() && (focused != before || sent.is_none() && now.is_some()) {
        ctx.send_viewport_cmd(ViewportCommand::Title(title.to_owned()));
        ctx.request_repaint();
    }
}
