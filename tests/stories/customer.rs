//! A customer in front of the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, ImeEvent, Key, Modifiers, OutputCommand, PointerButton, Pos2, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use okpay_wizard::app::App;
use okpay_wizard::desktop::{InstanceRequest, PendingAck};
use okpay_wizard::lang::{Lang, Strings};
use okpay_wizard::session::Session;
use okpay_wizard::ui::AddedPicture;

use super::sight::{Focus, State, Thing, everything};

/// The longest time to wait: everything that the program does in a test is faster, even on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A customer in front of the window.
pub(crate) struct Customer {
    harness: Harness<'static, App>,
    /// The language they read.
    pub(crate) lang: Lang,
    /// The texts that they copied, oldest first.
    pub(crate) clipboard: Vec<String>,
}

impl Customer {
    /// A customer who waits until the window is open.
    pub(crate) fn before(harness: Harness<'static, App>, lang: Lang) -> Self {
        let mut customer = Self { harness, lang, clipboard: Vec::new() };
        customer.settles();
        customer
    }

    /// The program's sentences in the customer's language.
    pub(crate) fn strings(&self) -> &'static Strings {
        Strings::of(self.lang)
    }

    /// The session on screen.
    pub(crate) fn session(&self) -> Option<&Session> {
        self.harness.state().session()
    }

    /// The pictures that belong to the report on screen.
    pub(crate) fn pictures(&self) -> &[AddedPicture] {
        self.harness.state().pictures()
    }

    /// Sets the window's size, in pixels of an ordinary screen, and the text size.
    pub(crate) fn looks_at(&mut self, (width, height): (f32, f32), percent: u16) -> Vec<Thing> {
        let zoom = f32::from(percent) / 100.0;
        self.harness.ctx.set_zoom_factor(zoom);
        self.harness.set_size(egui::vec2(width / zoom, height / zoom));
        self.settles();
        // The harness scales a size again if it was set before a new zoom.
        self.harness.set_size(egui::vec2(width / zoom, height / zoom));
        self.settles();
        self.looks()
    }

    /// The window's content area, in points.
    pub(crate) fn window(&self) -> egui::Rect {
        self.harness.ctx.content_rect()
    }

    /// The window's style.
    pub(crate) fn style(&self) -> Arc<egui::Style> {
        self.harness.ctx.global_style()
    }

    /// The drawn shapes, in the order of drawing.
    pub(crate) fn drawn(&self) -> &[egui::epaint::ClippedShape] {
        &self.harness.output().shapes
    }

    /// Whether the window will draw another frame without any input.
    pub(crate) fn will_be_drawn_again(&self) -> bool {
        let viewport = self.harness.output().viewport_output.get(&ViewportId::ROOT);
        viewport.is_some_and(|viewport| viewport.repaint_delay < Duration::from_mins(1))
    }

    /// Turns the wheel by this many lines over the middle of the window, and counts the frames in which anything moves.
    pub(crate) fn frames_until_the_wheel_rests(&mut self, lines: egui::Vec2) -> usize {
        self.event(Event::PointerMoved(self.window().center()));
        self.harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: lines,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        let places =
            |customer: &Self| -> Vec<egui::Rect> { customer.looks().iter().map(|thing| thing.place).collect() };
        let (mut before, mut frames, mut quiet) = (places(self), 0, 0);
        while quiet < 4 {
            self.step();
            let now = places(self);
            quiet = if now == before { quiet + 1 } else { 0 };
            frames += 1;
            before = now;
        }
        self.event(Event::PointerGone);
        frames - quiet
    }

    /// How far down the last button of the page is.
    pub(crate) fn place_of_the_last_button(&self) -> f32 {
        let button = self.looks().into_iter().rev().find(|thing| thing.role == Role::Button);
        button.map_or(0.0, |button| button.place.top())
    }

    // ---- looking

    /// Everything in the window, in reading order.
    pub(crate) fn looks(&self) -> Vec<Thing> {
        everything(&self.harness.root())
    }

    /// Whether these words are in the window, alone or in a sentence.
    pub(crate) fn finds(&self, words: &str) -> bool {
        self.looks().iter().any(|thing| thing.words.contains(words) || thing.value.contains(words))
    }

    /// Asserts that the words are in the window.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) {
        assert!(self.finds(words), "“{words}” is not there\n{}", self.screen_text());
    }

    /// Asserts that the words are not in the window.
    #[track_caller]
    pub(crate) fn sees_no(&self, words: &str) {
        assert!(!self.finds(words), "“{words}” is there\n{}", self.screen_text());
    }

    /// The only element with this role and these words.
    #[track_caller]
    pub(crate) fn one(&self, role: Role, words: &str) -> Thing {
        let mut found: Vec<Thing> =
            self.looks().into_iter().filter(|thing| thing.role == role && thing.words == words).collect();
        assert_eq!(found.len(), 1, "{role:?} “{words}”\n{}", self.screen_text());
        found.remove(0)
    }

    /// Whether the task with these words is ticked, or the choice chosen.
    #[track_caller]
    pub(crate) fn is_on(&self, role: Role, words: &str) -> bool {
        self.one(role, words).state == State::On
    }

    /// The control that has the keyboard focus.
    pub(crate) fn focus(&self) -> Option<Thing> {
        self.looks().into_iter().find(|thing| thing.focus == Focus::Here && thing.is_control())
    }

    /// Everything in the window, one element per line, for the message of a failed test.
    pub(crate) fn screen_text(&self) -> String {
        let line = |thing: &Thing| {
            let mark = if thing.focus == Focus::Here { ">" } else { " " };
            format!("{mark} {:?} {:?} {:?} {}\n", thing.role, thing.state, thing.place, thing.words)
        };
        self.looks().iter().filter(|thing| !thing.words.is_empty()).map(line).collect()
    }

    /// Waits until these words are in the window, because other threads need time.
    #[track_caller]
    pub(crate) fn waits_for(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.finds(words) {
            assert!(begun.elapsed() < PATIENCE, "“{words}” never comes\n{}", self.screen_text());
            std::thread::sleep(Duration::from_millis(2));
            self.step();
        }
        self.settles();
    }

    // ---- acting

    /// Presses the button with these words, and waits until everything that follows has happened.
    #[track_caller]
    pub(crate) fn presses(&mut self, words: &str) {
        self.clicks(Role::Button, words);
    }

    /// Presses the only button whose name begins with these words.
    #[track_caller]
    pub(crate) fn presses_first_words(&mut self, words: &str) {
        let is_it = |thing: &Thing| thing.role == Role::Button && thing.words.starts_with(words);
        let found: Vec<String> = self.looks().into_iter().filter(is_it).map(|thing| thing.words).collect();
        assert_eq!(found.len(), 1, "“{words}…”\n{}", self.screen_text());
        self.presses(&found[0]);
    }

    /// Changes the language with the switch that is on every screen.
    #[track_caller]
    pub(crate) fn switches_to(&mut self, lang: Lang) {
        let switch = format!("{}: {}", self.strings().common.language, lang.name());
        self.chooses(&switch);
        self.lang = lang;
    }

    /// Ticks the task with these words, or takes the tick back.
    #[track_caller]
    pub(crate) fn ticks(&mut self, words: &str) {
        self.clicks(Role::CheckBox, words);
    }

    /// Chooses the answer with these words.
    #[track_caller]
    pub(crate) fn chooses(&mut self, words: &str) {
        self.clicks(Role::RadioButton, words);
    }

    /// Types words into the field with this name, and replaces its text.
    #[track_caller]
    pub(crate) fn types(&mut self, field: &str, words: &str) {
        self.goes_to_field(field);
        self.holds(Modifiers::COMMAND, Key::A);
        self.event(Event::Text(words.to_owned()));
        // A second passes for the window. Even then the text must be in its field alone.
        for _ in 0..4 {
            self.step();
        }
        self.settles();
    }

    /// Types words with a long pause after every letter.
    #[track_caller]
    pub(crate) fn types_letter_by_letter(&mut self, field: &str, words: &str) {
        self.types(field, "");
        for letter in words.chars() {
            self.event(Event::Text(letter.to_string()));
            for _ in 0..3 {
                self.step();
            }
        }
        self.settles();
    }

    /// Selects the word in the middle of the text with this name.
    #[track_caller]
    pub(crate) fn double_clicks(&mut self, field: &str) {
        let role = Role::MultilineTextInput;
        self.harness.get_all_by_role_and_label(role, field).next().unwrap().scroll_to_me();
        self.settles();
        let is_field = |thing: &Thing| thing.role == role && thing.words == field;
        let place = self.looks().into_iter().find(is_field).unwrap().place;
        let pos = place.left_center() + egui::vec2(12.0, 0.0);
        self.event(Event::PointerMoved(pos));
        let modifiers = Modifiers::NONE;
        for pressed in [true, false, true, false] {
            self.harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        }
        self.step();
        self.event(Event::PointerGone);
        self.settles();
    }

    /// Goes back with Shift+Tab until the control with these words has the focus.
    #[track_caller]
    pub(crate) fn tabs_back_to(&mut self, words: &str) {
        for _ in 0..120 {
            if self.focus().is_some_and(|focus| focus.words == words) {
                return;
            }
            self.holds(Modifiers::SHIFT, Key::Tab);
        }
        panic!("Tab never comes back to “{words}”\n{}", self.screen_text());
    }

    /// Types words and closes the window at once, before the program saves them. Returns when the window agrees to
    /// close.
    #[track_caller]
    pub(crate) fn types_and_closes(&mut self, field: &str, words: &str) {
        let place =
            self.looks().into_iter().find(|thing| thing.words == field && thing.role == Role::MultilineTextInput);
        self.click_at(place.unwrap_or_else(|| panic!("no field “{field}”\n{}", self.screen_text())).place.center());
        self.event(Event::Text(words.to_owned()));
        self.closes();
    }

    /// Closes the window while the program still has work to finish. Returns when the window agrees to close.
    #[track_caller]
    pub(crate) fn closes(&mut self) {
        let root = self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        root.events.push(egui::ViewportEvent::Close);
        self.step();
        assert!(self.commands(&egui::ViewportCommand::CancelClose), "the window does not wait");
        let begun = Instant::now();
        while !self.commands(&egui::ViewportCommand::Close) {
            assert!(begun.elapsed() < PATIENCE, "the window never closes");
            std::thread::sleep(Duration::from_millis(1));
            self.step();
        }
    }

    /// Types words and ends the program at once, as Cmd+Q does on a Mac: the program does not ask the window.
    #[track_caller]
    pub(crate) fn types_and_quits(&mut self, field: &str, words: &str) {
        self.goes_to_field(field);
        self.event(Event::Text(words.to_owned()));
        self.quits();
    }

    /// Ends the program without asking the window.
    pub(crate) fn quits(&mut self) {
        self.harness.state_mut().shut_down();
    }

    /// Goes to another window.
    pub(crate) fn looks_at_another_window(&mut self) {
        self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().focused = Some(false);
    }

    /// Waits until the window asks for attention.
    #[track_caller]
    pub(crate) fn is_called(&mut self) {
        let call = egui::ViewportCommand::RequestUserAttention(egui::UserAttentionType::Informational);
        let begun = Instant::now();
        while !self.commands(&call) {
            assert!(begun.elapsed() < PATIENCE, "the window never asks for attention");
            std::thread::sleep(Duration::from_millis(1));
            self.step();
        }
    }

    /// Whether the program has just sent this command to the window.
    fn commands(&self, wanted: &egui::ViewportCommand) -> bool {
        let viewport = self.harness.output().viewport_output.get(&ViewportId::ROOT);
        viewport.is_some_and(|viewport| viewport.commands.contains(wanted))
    }

    /// Presses a button and ticks a box right after it.
    #[track_caller]
    pub(crate) fn presses_both(&mut self, button: &str, tick: &str) {
        let places = [self.one(Role::Button, button).place.center(), self.one(Role::CheckBox, tick).place.center()];
        let modifiers = Modifiers::NONE;
        for pos in places {
            self.harness.event(Event::PointerMoved(pos));
            for pressed in [true, false] {
                self.harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
                self.harness.step();
            }
        }
        self.settles();
    }

    /// Types words at the focus and presses a button right after it.
    #[track_caller]
    pub(crate) fn types_and_leaves(&mut self, words: &str, button: &str) {
        let place = self.one(Role::Button, button).place.center();
        self.harness.event(Event::Text(words.to_owned()));
        self.click_at(place);
    }

    /// An input method composes a word at the focus; these are its letters so far.
    pub(crate) fn composes(&mut self, letters: &str) {
        let count = letters.chars().count();
        let active_range_chars = (count > 0).then_some(count..count);
        self.event(Event::Ime(ImeEvent::Preedit { text: letters.to_owned(), active_range_chars }));
        self.settles();
    }

    /// An input method commits a word.
    pub(crate) fn commits(&mut self, words: &str) {
        self.event(Event::Ime(ImeEvent::Commit(words.to_owned())));
        self.settles();
    }

    /// Switches an input method on or off.
    #[expect(deprecated, reason = "the toolkit no longer needs these events, but systems still send them")]
    pub(crate) fn switches_input_method(&mut self) {
        self.event(Event::Ime(ImeEvent::Enabled));
        self.event(Event::Ime(ImeEvent::Disabled));
        self.event(Event::Ime(ImeEvent::Enabled));
    }

    /// Moves the focus to the field with this name, and returns its role.
    #[track_caller]
    pub(crate) fn goes_to_field(&mut self, field: &str) -> Role {
        let is_field =
            |thing: &Thing| matches!(thing.role, Role::TextInput | Role::MultilineTextInput) && thing.words == field;
        let role = self.looks().into_iter().find(is_field).map(|thing| thing.role);
        let role = role.unwrap_or_else(|| panic!("no field “{field}”\n{}", self.screen_text()));
        self.clicks(role, field);
        role
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: Key) {
        self.holds(Modifiers::NONE, key);
    }

    /// Presses a key with modifiers.
    pub(crate) fn holds(&mut self, modifiers: Modifiers, key: Key) {
        for pressed in [true, false] {
            self.event(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
        self.settles();
    }

    /// The same, but takes only one step, because some words appear only for a moment.
    pub(crate) fn strikes(&mut self, modifiers: Modifiers, key: Key) {
        for pressed in [true, false] {
            self.event(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
    }

    /// Sends an event of the system, such as a key of its own.
    pub(crate) fn happens(&mut self, event: Event) {
        self.event(event);
        self.settles();
    }

    /// Turns the mouse's wheel by one notch, which the system reports as this many lines.
    pub(crate) fn turns_the_wheel(&mut self, modifiers: Modifiers, lines: f32) {
        self.happens(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, lines),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers,
        });
    }

    /// Moves the pointer to a place and leaves it there.
    pub(crate) fn rests_on(&mut self, pos: Pos2) {
        self.happens(Event::PointerMoved(pos));
    }

    /// Presses the secondary mouse button.
    pub(crate) fn clicks_with_the_other_button(&mut self, pos: Pos2) {
        let modifiers = Modifiers::NONE;
        self.event(Event::PointerMoved(pos));
        for pressed in [true, false] {
            self.event(Event::PointerButton { pos, button: PointerButton::Secondary, pressed, modifiers });
        }
        self.settles();
    }

    /// Goes on with the Tab key until the control with these words has the focus.
    #[track_caller]
    pub(crate) fn tabs_to(&mut self, words: &str) {
        for _ in 0..80 {
            if self.focus().is_some_and(|focus| focus.words == words) {
                return;
            }
            self.key(Key::Tab);
        }
        panic!("Tab never comes to “{words}”\n{}", self.screen_text());
    }

    /// Clicks the only element with this role and these words, and scrolls to it if necessary.
    #[track_caller]
    pub(crate) fn clicks(&mut self, role: Role, words: &str) {
        self.one(role, words);
        self.harness.get_by_role_and_label(role, words).scroll_to_me();
        self.settles();
        let place = self.one(role, words).place;
        let window = self.harness.ctx.content_rect();
        assert!(window.contains(place.center()), "“{words}” cannot be reached at {place:?}\n{}", self.screen_text());
        self.click_at(place.center());
    }

    fn click_at(&mut self, pos: Pos2) {
        let modifiers = Modifiers::NONE;
        self.event(Event::PointerMoved(pos));
        for pressed in [true, false] {
            self.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        }
        self.event(Event::PointerGone);
        self.settles();
    }

    /// Drags from one place to another with the mouse, through the places between, as people do.
    pub(crate) fn drags(&mut self, from: Pos2, to: Pos2) {
        let modifiers = Modifiers::NONE;
        let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        self.event(Event::PointerMoved(from));
        self.event(button(from, true));
        for share in [0.3, 0.6, 1.0] {
            self.event(Event::PointerMoved(from.lerp(to, share)));
        }
        self.event(button(to, false));
        self.event(Event::PointerGone);
        self.settles();
    }

    /// Drags files over the window without dropping them.
    pub(crate) fn holds_over(&mut self, paths: &[PathBuf]) {
        let held = paths.iter().map(|path| egui::HoveredFile { path: Some(path.clone()), ..Default::default() });
        self.harness.input_mut().hovered_files = held.collect();
        // The toolkit keeps drawing while they hover.
        self.step();
        self.step();
    }

    /// Drops files on the window.
    pub(crate) fn drops(&mut self, paths: &[PathBuf]) {
        self.harness.input_mut().hovered_files.clear();
        let dropped = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle);
        self.harness.input_mut().dropped_files = dropped.collect();
        self.step();
        self.settles();
    }

    /// The window's handler for the requests of a second start of the program.
    pub(crate) fn request_handler(&self) -> impl Fn(InstanceRequest) -> PendingAck + Send + use<> {
        self.harness.state().instance_request_handler()
    }

    /// Pastes a picture.
    pub(crate) fn pastes(&mut self, picture: egui::ColorImage) {
        self.event(Event::PasteImage(Arc::new(picture)));
        self.settles();
    }

    fn event(&mut self, event: Event) {
        self.harness.event(event);
        self.step();
    }

    fn step(&mut self) {
        self.harness.step();
        for command in &self.harness.output().platform_output.commands {
            if let OutputCommand::CopyText(words) = command {
                self.clipboard.push(words.clone());
            }
        }
    }

    /// Waits until nothing moves any more: every thread has answered, and the answers are on screen.
    pub(crate) fn settles(&mut self) {
        let begun = Instant::now();
        let mut quiet = 0;
        // The frame that receives an answer may request more; the next frame shows whether it did.
        while quiet < 2 {
            self.step();
            if self.is_still() {
                quiet += 1;
            } else {
                quiet = 0;
                std::thread::sleep(Duration::from_millis(1));
            }
            assert!(begun.elapsed() < PATIENCE, "the window does not come to rest\n{}", self.screen_text());
        }
        // Also checks that every control has a name.
        self.harness.run_ok();
    }

    fn is_still(&self) -> bool {
        let viewport = self.harness.output().viewport_output.get(&ViewportId::ROOT);
        let wants_frame = viewport.is_some_and(|viewport| viewport.repaint_delay.is_zero());
        self.harness.state().is_idle() && !wants_frame
    }
}

/// A file that was dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
