//! Text that can be taken along: every text in the window can be copied, also what is painted on something to press.

use std::sync::Arc;

use eframe::egui::accesskit::Action;
use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{Button, Color32, Context, Event, Galley, Id, Popup, Pos2, Response, Sense, Stroke, Ui};

/// What the menu's lines are called, in the customer's language.
#[derive(Clone, Copy)]
struct Words {
    text: &'static str,
    address: &'static str,
}

fn words_id() -> Id {
    Id::unique("copying-words")
}

/// Says what "Copy the text" and "Copy the address" are called from here on.
pub(crate) fn name_copying(ctx: &Context, text: &'static str, address: &'static str) {
    ctx.data_mut(|data| data.insert_temp(words_id(), Words { text, address }));
}

/// Lets what is pressed be copied: by the menu of the other mouse button, and by the key while it has the focus.
pub(crate) fn copyable(ui: &Ui, response: &Response, words: &str) {
    offer(ui, response, words, None);
}

/// The same for words that are no more than read, and sense the pointer as [`selecting`] does: there is nothing to press.
pub(crate) fn copyable_text(ui: &Ui, response: &Response, words: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.remove_action(Action::Click));
    offer(ui, response, words, None);
}

/// The same for what opens an address: the menu copies that, too.
pub(crate) fn copyable_link(ui: &Ui, response: &Response, words: &str, address: &str) {
    offer(ui, response, words, Some(address));
}

fn offer(ui: &Ui, response: &Response, words: &str, address: Option<&str>) {
    if response.has_focus() && ui.input(|input| input.events.contains(&Event::Copy)) {
        let selected = ui.ctx().plugin::<LabelSelectionState>().lock().has_selection();
        // What is selected was meant more than what has the focus.
        if !selected {
            ui.copy_text(words.to_owned());
        }
    }
    // Asking first is cheap, and there are many such things on a screen.
    if !response.secondary_clicked() && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return;
    }
    let Some(names) = ui.data(|data| data.get_temp::<Words>(words_id())) else { return };
    response.context_menu(|ui| {
        let lines = [(names.text, Some(words)), (names.address, address)];
        for (name, copied) in lines {
            let Some(copied) = copied else { continue };
            if ui.add(Button::new(name)).clicked() {
                ui.copy_text(copied.to_owned());
                ui.close();
            }
        }
    });
}

/// How text senses the pointer that can be selected and is no place for the keyboard.
pub(crate) fn selecting() -> Sense {
    let mut sense = Sense::click_and_drag();
    sense -= Sense::FOCUSABLE;
    sense
}

/// Paints text that was laid out by hand, so that it can be selected as any other.
pub(crate) fn selectable(ui: &Ui, response: &Response, place: Pos2, galley: Arc<Galley>, colour: Color32) {
    LabelSelectionState::label_text_selection(ui, response, place, galley, colour, Stroke::NONE);
}
