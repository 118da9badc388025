//! What is visible in the window, as a screen reader gets it.

use eframe::egui::Rect;
use eframe::egui::accesskit::{Role, Toggled};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;

/// One thing in the window.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    pub(crate) role: Role,
    pub(crate) words: String,
    pub(crate) description: String,
    /// The text in it that the customer typed.
    pub(crate) value: String,
    /// Its place, in points.
    pub(crate) place: Rect,
    pub(crate) state: State,
    pub(crate) focus: Focus,
    /// Whether it can be used now.
    pub(crate) use_now: Use,
}

/// Whether something is ticked or chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    On,
    Off,
    Neither,
}

/// Whether something can be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Can,
    Cannot,
}

/// Whether it has the keyboard focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Focus {
    Here,
    Elsewhere,
}

impl Thing {
    /// Whether it can be pressed, ticked, chosen or typed into.
    pub(crate) fn is_control(&self) -> bool {
        matches!(
            self.role,
            Role::Button
                | Role::Canvas
                | Role::CheckBox
                | Role::RadioButton
                | Role::Link
                | Role::TextInput
                | Role::MultilineTextInput
        )
    }
}

/// Everything below `root`, in reading order.
pub(crate) fn everything(root: &Node<'_>) -> Vec<Thing> {
    let mut seen = Vec::new();
    look(root, &mut seen);
    seen
}

fn look(node: &Node<'_>, seen: &mut Vec<Thing>) {
    let accessible = node.accesskit_node();
    // The single letters of a text are skipped, because the text itself is listed already.
    if accessible.role() == Role::TextRun {
        return;
    }
    if accessible.bounding_box().is_some() {
        let value = accessible.value().unwrap_or_default();
        seen.push(Thing {
            role: accessible.role(),
            // The words of a text are its value; every other element has a label.
            words: if accessible.role() == Role::Label {
                value.clone()
            } else {
                accessible.label().unwrap_or_default()
            },
            description: accessible.description().unwrap_or_default(),
            value,
            place: node.rect(),
            state: match accessible.toggled() {
                Some(Toggled::True) => State::On,
                Some(Toggled::False | Toggled::Mixed) => State::Off,
                None => State::Neither,
            },
            focus: if accessible.is_focused() { Focus::Here } else { Focus::Elsewhere },
            use_now: if accessible.is_disabled() { Use::Cannot } else { Use::Can },
        });
    }
    for child in node.children() {
        look(&child, seen);
    }
}
