//! Every readable text can be copied: running text by selecting it, buttons by the menu of the secondary mouse button,
//! on every screen.

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event};
use okpay_wizard::lang::Lang;

use super::customer::Customer;
use super::machine::Machine;
use super::sight::{Thing, Use};
use super::stand_in;
use super::steps::{at_browser_page, begins_login};

/// The words, without line breaks.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an element has readable words, and is completely visible.
fn is_read(customer: &Customer, thing: &Thing) -> bool {
    let read = [
        Role::Label,
        Role::Heading,
        Role::Button,
        Role::Link,
        Role::CheckBox,
        Role::RadioButton,
        Role::MultilineTextInput,
    ];
    read.contains(&thing.role)
        && thing.use_now == Use::Can
        && thing.place.area() > 0.0
        && customer.window().contains_rect(thing.place)
}

/// Selects it with the mouse and presses the copy key.
fn selected(customer: &mut Customer, thing: &Thing) -> Option<String> {
    let inside = egui::vec2(1.0, 3.0);
    customer.clipboard.clear();
    customer.drags(thing.place.left_top() + inside, thing.place.right_bottom() - inside);
    customer.happens(Event::Copy);
    customer.clipboard.last().cloned()
}

/// Opens its menu.
fn by_menu(customer: &mut Customer, thing: &Thing) -> Option<String> {
    let copy = customer.strings().help.copy_text;
    customer.clipboard.clear();
    customer.clicks_with_the_other_button(thing.place.center());
    if customer.finds(copy) {
        customer.presses(copy);
    }
    customer.clipboard.last().cloned()
}

/// Copies every text of the screen.
#[track_caller]
fn takes_all_along(customer: &mut Customer, screen: &str) {
    // High enough for the longest screen, the privacy page.
    customer.looks_at((1024.0, 3200.0), 100);
    let things: Vec<Thing> = customer.looks().into_iter().filter(|thing| is_read(customer, thing)).collect();
    assert!(things.len() > 8, "{screen} has more to read\n{}", customer.screen_text());
    let mut left = Vec::new();
    for thing in things {
        let is_text = [Role::Label, Role::Heading, Role::MultilineTextInput].contains(&thing.role);
        let copied = if is_text { selected(customer, &thing) } else { None };
        let copied = copied.or_else(|| by_menu(customer, &thing)).map(|copied| plain(&copied)).unwrap_or_default();
        let (words, value) = (plain(&thing.words), plain(&thing.value));
        let is_it = [&words, &value].into_iter().any(|said| said.contains(&copied) || copied.contains(said.as_str()));
        if copied.is_empty() || !is_it {
            left.push(format!("{:?} “{words}” {:?}: “{copied}”", thing.role, thing.place));
        }
    }
    assert!(left.is_empty(), "{screen}: cannot be taken along:\n{}\n{}", left.join("\n"), customer.screen_text());
}

#[test]
fn on_the_first_screens_and_a_page() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::English);
    takes_all_along(&mut customer, "home");
    customer.presses(customer.strings().common.settings);
    takes_all_along(&mut customer, "settings");
    customer.key(egui::Key::F1);
    takes_all_along(&mut customer, "help");
    customer.presses(customer.strings().privacy.open);
    takes_all_along(&mut customer, "privacy");
    customer.key(egui::Key::Escape);
    // First the help disappears, and then the settings.
    customer.key(egui::Key::F1);
    customer.key(egui::Key::Escape);
    begins_login(&mut customer);
    takes_all_along(&mut customer, "a page");
}

#[test]
fn notices_chips_and_the_reports_preview() {
    let machine = Machine::new();
    let mut customer = machine.start(Lang::Chinese);
    begins_login(&mut customer);
    customer.presses(customer.strings().common.contact_support);
    customer.presses(customer.strings().support.copy_address);
    customer.sees(customer.strings().notice.copied);
    takes_all_along(&mut customer, "support with a notice");
    customer.presses(customer.strings().support.make_report);
    takes_all_along(&mut customer, "report");
    customer.presses(customer.strings().common.back);
    customer.presses(customer.strings().common.back);
    customer.presses(customer.strings().page.yes_solved);
    takes_all_along(&mut customer, "solved");
    customer.presses(customer.strings().solved.done);
    customer.presses(customer.strings().home.my_sessions);
    takes_all_along(&mut customer, "sessions");
}

#[test]
fn the_table_of_browsers_and_what_was_cleared() {
    let mut machine = Machine::new();
    machine.stand_in = Some(stand_in::busy());
    let mut customer = at_browser_page(&machine, Lang::English);
    let words = &customer.strings().clear;
    customer.presses(words.tool_button);
    customer.waits_for(words.lead);
    takes_all_along(&mut customer, "choosing");
    customer.presses(&words.go.of(1));
    customer.waits_for("220 MB");
    customer.presses(words.stop);
    customer.waits_for(words.done_stopped);
    takes_all_along(&mut customer, "what was cleared");
}
