//! Everything that is drawn is visible. The tests measure the contrast of every letter with its real background, and of
//! every control's edge with its surroundings, on every screen, in every theme.
//!
//! Unit tests in `ui::theme` measure the colour tables; these tests show that the screens use the colours as intended.

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::{CircleShape, RectShape, TextShape};
use eframe::egui::{Color32, Pos2, Rect, Shape, vec2};
use okpay_wizard::desktop::{Settings, ThemeChoice};
use okpay_wizard::lang::Lang;
use okpay_wizard::ui::contrast;

use super::customer::Customer;
use super::machine::Machine;
use super::sight::Use;
use super::stand_in;
use super::steps::{at_browser_page, begins_login};

/// A theme, with the contrast that it promises for text and for controls.
const PROMISES: [(ThemeChoice, f32, f32); 4] = [
    (ThemeChoice::Light, 4.5, 3.0),
    (ThemeChoice::Dark, 4.5, 3.0),
    (ThemeChoice::LightContrast, 7.0, 4.5),
    (ThemeChoice::DarkContrast, 7.0, 4.5),
];

/// A filled area, in the order of drawing.
struct Area {
    rect: Rect,
    fill: Color32,
}

/// Everything that was drawn in a frame, by kind.
#[derive(Default)]
struct Drawn {
    areas: Vec<Area>,
    wrong: Vec<String>,
    letters: usize,
    edges: usize,
    marks: Vec<Rect>,
}

impl Drawn {
    /// The topmost fill at a place so far.
    fn ground(&self, at: Pos2) -> Option<Color32> {
        self.areas.iter().rev().find(|area| area.rect.contains(at)).map(|area| area.fill)
    }

    fn fill(&mut self, rect: Rect, fill: Color32, control: f32) {
        if fill.a() != 255 {
            return;
        }
        if self.ground(rect.center()).is_some_and(|ground| contrast(fill, ground) >= control) {
            self.marks.push(rect);
        }
        self.areas.push(Area { rect, fill });
    }

    fn text(&mut self, text: &TextShape, clip: Rect, least: f32) {
        for row in &text.galley.rows {
            for glyph in &row.glyphs {
                let Some(vertex) = row.visuals.mesh.vertices.get(glyph.first_vertex as usize) else { continue };
                let middle = glyph.pos + vec2(glyph.advance_width / 2.0, -glyph.font_ascent / 3.0);
                let at = text.pos + row.pos.to_vec2() + middle.to_vec2();
                // The brackets around hidden parts are there for copied text; on the screen the chip says the same.
                if glyph.chr.is_whitespace() || "[]".contains(glyph.chr) || !clip.contains(at) {
                    continue;
                }
                let own = if vertex.color == Color32::PLACEHOLDER { text.fallback_color } else { vertex.color };
                let ink = text.override_text_color.unwrap_or(own);
                // Controls that cannot be used now may have less contrast (WCAG 2.2, 1.4.3: inactive components).
                let Some(ground) = self.ground(at).filter(|_| ink.a() == 255 && text.opacity_factor >= 1.0) else {
                    continue;
                };
                let ratio = contrast(ink, ground);
                self.letters += 1;
                if ratio < least {
                    let words = text.galley.text();
                    self.wrong.push(format!("{ratio:.2}:1 {ink:?} on {ground:?}: {:?} of {words:?}", glyph.chr));
                }
            }
        }
    }

    fn rect(&mut self, drawn: &RectShape, controls: &[Rect], least: f32) {
        let edge = (drawn.stroke.width > 0.0 && drawn.stroke.color.a() == 255).then_some(drawn.stroke.color);
        if let Some(colour) = edge {
            let outside = self.ground(drawn.rect.left_center() - vec2(3.0, 0.0));
            let ratio = outside.map(|ground| contrast(colour, ground));
            let of_control = controls.iter().any(|place| {
                (place.min - drawn.rect.min).length() < 1.0 && (place.max - drawn.rect.max).length() < 1.0
            });
            match ratio {
                Some(ratio) if ratio >= least => self.marks.push(drawn.rect),
                Some(ratio) if of_control => {
                    self.wrong.push(format!("{ratio:.2}:1 {colour:?} on {outside:?}: the edge at {:?}", drawn.rect));
                }
                _ => {}
            }
            self.edges += usize::from(of_control);
        }
        self.fill(drawn.rect, drawn.fill, least);
    }

    fn circle(&mut self, drawn: &CircleShape, least: f32) {
        let rect = Rect::from_center_size(drawn.center, vec2(2.0, 2.0) * drawn.radius);
        let stroke = drawn.stroke.color;
        let ground = self.ground(rect.left_center() - vec2(3.0, 0.0));
        if drawn.stroke.width > 0.0 && ground.is_some_and(|ground| contrast(stroke, ground) >= least) {
            self.marks.push(rect);
        }
        self.fill(rect, drawn.fill, least);
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "no other shape that is drawn here needs a case of its own")]
    fn shape(&mut self, shape: &Shape, clip: Rect, controls: &[Rect], (text, control): (f32, f32)) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(shape, clip, controls, (text, control))),
            Shape::Text(words) => self.text(words, clip, text),
            Shape::Rect(rect) if clip.intersects(rect.rect) => self.rect(rect, controls, control),
            Shape::Circle(circle) if clip.contains(circle.center) => self.circle(circle, control),
            _ => {}
        }
    }
}

/// Asserts that everything in the window is visible; returns how many things there were.
#[track_caller]
fn is_seen(customer: &Customer, name: &str, (theme, text, control): (ThemeChoice, f32, f32)) -> (usize, usize) {
    let things = customer.looks();
    let controls: Vec<Rect> = things.iter().filter(|thing| thing.is_control()).map(|thing| thing.place).collect();
    let mut drawn = Drawn::default();
    for clipped in customer.drawn() {
        drawn.shape(&clipped.shape, clipped.clip_rect, &controls, (text, control));
    }
    assert!(drawn.wrong.is_empty(), "{name}, {theme:?}:\n{}", drawn.wrong.join("\n"));
    let window = customer.window();
    for thing in things.iter().filter(|thing| [Role::CheckBox, Role::RadioButton].contains(&thing.role)) {
        // Those in the header are words; the chosen one is underlined.
        let is_row = window.contains_rect(thing.place) && thing.place.top() > 64.0 && thing.use_now == Use::Can;
        let marked = drawn.marks.iter().any(|mark| thing.place.contains_rect(*mark));
        assert!(!is_row || marked, "{name}, {theme:?}: nothing shows the state of {thing:?}");
    }
    (drawn.letters, drawn.edges)
}

#[test]
fn every_letter_and_every_edge_is_seen_on_every_screen_in_every_theme() {
    for lang in Lang::ALL {
        for promise in PROMISES {
            let mut machine = Machine::new();
            machine.stand_in = Some(stand_in::busy());
            let chosen = Settings { theme: promise.0, ..Settings::default() };
            chosen.save(&machine.folders.settings_file()).unwrap();
            let mut seen = vec![see_home(&machine, lang, promise)];
            seen.extend(see_pages(&machine, lang, promise));
            seen.extend(see_clearing(&machine, lang, promise));
            let (letters, edges) = seen.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            assert!(letters > 1_500 && edges > 40, "too little was looked at: {letters} letters, {edges} edges");
        }
    }
}

fn see_home(machine: &Machine, lang: Lang, promise: (ThemeChoice, f32, f32)) -> (usize, usize) {
    let mut customer = machine.start(lang);
    is_seen(&customer, "home", promise);
    let search = customer.strings().home.search;
    customer.types(search, "OK");
    customer.holds(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::A);
    is_seen(&customer, "home, selected words", promise);
    customer.presses(customer.strings().common.settings);
    is_seen(&customer, "settings", promise);
    customer.presses(customer.strings().privacy.open);
    is_seen(&customer, "privacy", promise)
}

fn see_pages(machine: &Machine, lang: Lang, promise: (ThemeChoice, f32, f32)) -> Vec<(usize, usize)> {
    let mut customer = machine.start(lang);
    begins_login(&mut customer);
    let mut seen = vec![is_seen(&customer, "a page", promise)];
    customer.presses(customer.strings().common.contact_support);
    seen.push(is_seen(&customer, "support", promise));
    customer.presses(customer.strings().support.make_report);
    customer.presses(customer.strings().report.save);
    seen.push(is_seen(&customer, "report with a notice", promise));
    customer.presses(customer.strings().common.back);
    customer.presses(customer.strings().common.back);
    customer.presses(customer.strings().page.yes_solved);
    seen.push(is_seen(&customer, "solved", promise));
    customer.presses(customer.strings().solved.done);
    seen.push(is_seen(&customer, "home with a chip", promise));
    customer.presses(customer.strings().home.my_sessions);
    seen.push(is_seen(&customer, "sessions", promise));
    seen
}

fn see_clearing(machine: &Machine, lang: Lang, promise: (ThemeChoice, f32, f32)) -> Vec<(usize, usize)> {
    let mut customer = at_browser_page(machine, lang);
    let words = &customer.strings().clear;
    customer.presses(words.tool_button);
    customer.waits_for(words.lead);
    let mut seen = vec![is_seen(&customer, "choosing", promise)];
    customer.presses(&words.go.of(1));
    customer.waits_for("220 MB");
    seen.push(is_seen(&customer, "working", promise));
    customer.presses(words.stop);
    customer.waits_for(words.done_stopped);
    seen.push(is_seen(&customer, "over", promise));
    seen
}
