//! While an input method puts a word together, the keys are the input method's: Enter chooses a word there and presses no
//! button here, Escape throws letters away there and leads nowhere here.
//!
//! Most systems keep such keys to themselves; some tell them twice, and then they must not count twice.

use eframe::egui::output::IMEOutput;
use eframe::egui::{Context, Event, Id, ImeEvent, Memory, Plugin, RawInput, ViewportCommand};

/// Leaves out keys that belong to the input method.
#[derive(Default)]
pub(super) struct Composing {
    /// Whether letters stand in a field that are no words yet.
    under_way: bool,
}

impl Composing {
    /// Whether an event is for the window.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most events are of no interest here")]
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

/// Tells the input method of the field that has the focus, at once and without a gap; called when all is drawn.
///
/// Two things come in the way otherwise, and the first letters of a word are typed as they are. While the focus goes from
/// one field to the next, the toolkit reports for a frame that there is no field, and the input method is thrown away. And
/// on X11 the window hears of a new one only with the next event, which is the first letter; a title that is set once more
/// is such an event.
pub(super) fn keep_in_step(ctx: &Context, title: &str) {
    let focused = ctx.memory(Memory::focused).filter(|_| ctx.text_edit_focused());
    let id = Id::unique("input-method");
    let (before, told): (Option<Id>, Option<IMEOutput>) = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    let now = ctx.output_mut(|output| {
        if focused.is_some() && output.ime.is_none() {
            output.ime = told;
        }
        output.ime
    });
    ctx.data_mut(|data| data.insert_temp(id, (focused, now)));
    if cfg!(target_os = "linux") && focused.is_some() && (focused != before || told.is_none() && now.is_some()) {
        ctx.send_viewport_cmd(ViewportCommand::Title(title.to_owned()));
        ctx.request_repaint();
    }
}
