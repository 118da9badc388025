//! Copying: the customer can copy every text in the window, also the text on buttons and rows.

use std::sync::Arc;

use eframe::egui::accesskit::Action;
use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{Button, Color32, Context, Event, Galley, Id, Popup, Pos2, Response, Sense, Stroke, Ui};

/// The labels of the context menu, in the customer's language.
#[derive(Clone, Copy)]
struct CopyLabels {
    text: &'static str,
    address: &'static str,
}

fn labels_id() -> Id {
    Id::unique("copying-words")
}

/// Sets the labels for "Copy the text" and "Copy the address".
pub(crate) fn name_copying(ctx: &Context, text: &'static str, address: &'static str) {
    ctx.data_mut(|data| data.insert_temp(labels_id(), CopyLabels { text, address }));
}

/// Lets the customer copy the text of a clickable widget: with the context menu, or with the shortcut while it has the
/// focus.
pub(crate) fn copyable(ui: &Ui, response: &Response, words: &str) {
    offer(ui, response, words, None);
}

/// The same for plain text, which senses the pointer as [`selecting`] does and cannot be pressed.
pub(crate) fn copyable_text(ui: &Ui, response: &Response, words: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.remove_action(Action::Click));
    offer(ui, response, words, None);
}

/// The same for a link; its menu copies the address, too.
pub(crate) fn copyable_link(ui: &Ui, response: &Response, words: &str, address: &str) {
    offer(ui, response, words, Some(address));
}

fn offer(ui: &Ui, response: &Response, words: &str, address: Option<&str>) {
    if response.has_focus() && ui.input(|input| input.events.contains(&Event::Copy)) {
        let selected = ui.ctx().plugin::<LabelSelectionState>().lock().has_selection();
        // A selection takes precedence over the focused widget.
        if !selected {
            ui.copy_text(words.to_owned());
        }
    }
    // This check is cheap, and a screen has many such widgets.
    if !response.secondary_clicked() && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return;
    }
    let Some(labels) = ui.data(|data| data.get_temp::<CopyLabels>(labels_id())) else { return };
    response.context_menu(|ui| {
        let lines = [(labels.text, Some(words)), (labels.address, address)];
        for (name, copied) in lines {
            let Some(copied) = copied else { continue };
            if ui.add(Button::new(name)).clicked() {
                ui.copy_text(copied.to_owned());
                ui.close();
            }
        }
    });
}

/// The sense of text that the mouse can select and the keyboard does not stop at.
pub(crate) fn selecting() -> Sense {
    let mut sense = Sense::click_and_drag();
    sense -= Sense::FOCUSABLE;
    sense
}

/// Paints text that the caller laid out, so that it can be selected like any other text.
pub(crate) fn selectable(ui: &Ui, response: &Response, place: Pos2, galley: Arc<Galley>, colour: Color32) {
    LabelSelectionState::label_text_selection(ui, response, place, galley, colour, Stroke::NONE);
}
