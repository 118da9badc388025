//! The picture, on which the customer blacks out parts with the mouse or the keyboard.

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{
    Color32, CursorIcon, EventFilter, Key, Modifiers, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::super::drafts::{Drafts, PictureDraft};
use super::super::picture_view::PictureIntent;
use super::super::theme::Palette;
use super::super::view::{Intent, View};
use super::super::widgets::focus_ring;
use super::picture_texture::{self, Slot};
use crate::lang::fill;
use crate::picture::{Area, Canvas};

/// The largest scale of a small picture; beyond it, the pixels would look like tiles.
const LARGEST_SCALE: f32 = 3.0;
/// A shorter drag, in points, counts as a click, because hands may be unsteady or slow.
const LEAST_DRAG: f32 = 4.0;
/// The frame moves by this share of the longer side.
const STEPS: u32 = 50;

/// The picture on screen.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) canvas: &'a Canvas,
    pub(super) version: u64,
}

/// Draws the picture as large as the available space allows.
pub(super) fn draw(
    ui: &mut Ui,
    view: &View<'_>,
    shown: Shown<'_>,
    available: Vec2,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let (width, height) = shown.canvas.size();
    let natural = vec2(width as f32, height as f32);
    let scale = (available.x / natural.x).min(available.y / natural.y).clamp(f32::EPSILON, LARGEST_SCALE);
    let size = (natural * scale).max(Vec2::splat(1.0));
    // Equal space on both sides centres it.
    let (place, _) = ui.allocate_exact_size(vec2(available.x, size.y), Sense::hover());
    let rect = Rect::from_center_size(place.center(), size);
    let response = ui.interact(rect, ui.scope_id().with("picture"), Sense::click_and_drag());
    drafts.first(&response);
    let scene = Scene { rect, size: (width, height) };
    let draft = &mut drafts.picture;
    let frame = draft.frame.unwrap_or_else(|| scene.first_frame());
    let frame = if response.has_focus() { scene.keys(ui, &response, frame) } else { frame };
    draft.frame = Some(scene.mouse(&response, frame, draft, out));
    // A press without the mouse: Enter, Space, or a screen reader.
    if response.clicked() && !response.clicked_by(eframe::egui::PointerButton::Primary) {
        out.push(Intent::Picture(PictureIntent::BlackOut(frame)));
    }
    name(ui, view, &response, &scene.description(view, frame));
    if ui.is_rect_visible(rect) {
        picture_texture::paint(ui, Slot::Open, shown.version, shown.canvas, rect);
        scene.paint(ui, &response, *draft);
    }
    focus_ring(ui, &response, rect, 0);
    response.on_hover_cursor(CursorIcon::Crosshair);
}

fn name(ui: &Ui, view: &View<'_>, response: &Response, description: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, view.strings.picture.picture));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(description));
    if response.has_focus() {
        // Not every screen reader says the new value of a picture, so the frame's position is also announced.
        let place = Rect::from_min_size(response.rect.min, Vec2::ZERO);
        let spoken = ui.interact(place, response.id.with("told"), Sense::hover());
        spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, description));
        ui.ctx().accesskit_node_builder(spoken.id, |node| node.set_live(Live::Polite));
    }
}

/// The picture's rectangle on screen and its size in pixels.
#[derive(Clone, Copy)]
struct Scene {
    rect: Rect,
    size: (u32, u32),
}

impl Scene {
    /// Points per pixel.
    fn scale(&self) -> f32 {
        (self.rect.width() / self.size.0.max(1) as f32).max(f32::EPSILON)
    }

    fn step(&self) -> u32 {
        (self.size.0.max(self.size.1) / STEPS).max(1)
    }

    /// A frame in the middle, about the size of a line of text.
    fn first_frame(&self) -> Area {
        let (width, height) = self.size;
        let frame = (((width / 3).max(1)), (height / 10).max(self.step()).min(height));
        Area { x: (width - frame.0) / 2, y: (height - frame.1) / 2, width: frame.0, height: frame.1 }
    }

    /// The frame after this frame's arrow keys.
    fn keys(&self, ui: &Ui, response: &Response, frame: Area) -> Area {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let mut frame = frame;
        for (key, across, down) in
            [(Key::ArrowLeft, -1, 0), (Key::ArrowRight, 1, 0), (Key::ArrowUp, 0, -1), (Key::ArrowDown, 0, 1)]
        {
            let sized = ui.input_mut(|input| input.count_and_consume_key(Modifiers::SHIFT, key));
            for _ in 0..sized {
                frame.width = self.stepped(frame.width, across, 1, self.size.0 - frame.x);
                frame.height = self.stepped(frame.height, down, 1, self.size.1 - frame.y);
            }
            let moved = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
            for _ in 0..moved {
                frame.x = self.stepped(frame.x, across, 0, self.size.0 - frame.width);
                frame.y = self.stepped(frame.y, down, 0, self.size.1 - frame.height);
            }
        }
        frame
    }

    /// `from` after one step in the direction of `side`, kept between `least` and `most`.
    fn stepped(&self, from: u32, side: i32, least: u32, most: u32) -> u32 {
        let step = self.step();
        let stepped = match side {
            0 => return from,
            1.. => from.saturating_add(step),
            _ => from.saturating_sub(step),
        };
        stepped.min(most).max(least)
    }

    /// Handles the mouse: a drag blacks out an area, a click moves the frame there. This does not use the toolkit's
    /// clicks and drags, because they ignore a button that is held for long without moving.
    fn mouse(&self, response: &Response, frame: Area, draft: &mut PictureDraft, out: &mut Vec<Intent>) -> Area {
        let (origin, latest, primary) = response
            .ctx
            .input(|input| (input.pointer.press_origin(), input.pointer.latest_pos(), input.pointer.primary_down()));
        if response.is_pointer_button_down_on() && primary {
            let begun = draft.drag.map(|(begun, _)| begun).or(origin);
            draft.drag = begun.zip(latest);
            return frame;
        }
        let Some((begun, before)) = draft.drag.take() else { return frame };
        let ended = latest.unwrap_or(before);
        if begun.distance(ended) < LEAST_DRAG {
            response.request_focus();
            return self.centred(frame, begun);
        }
        let area = self.area(Rect::from_two_pos(begun, ended));
        if !area.is_empty() {
            out.push(Intent::Picture(PictureIntent::BlackOut(area)));
        }
        frame
    }

    /// Every pixel that a rectangle on the screen touches.
    fn area(&self, on_screen: Rect) -> Area {
        let inside = on_screen.intersect(self.rect);
        if inside.is_negative() {
            return Area { x: 0, y: 0, width: 0, height: 0 };
        }
        let from = (inside.min - self.rect.min) / self.scale();
        let to = (inside.max - self.rect.min) / self.scale();
        let (x, y) = (from.x.floor() as u32, from.y.floor() as u32);
        let (right, bottom) = (to.x.ceil() as u32, to.y.ceil() as u32);
        // A line covers pixels, too.
        let (width, height) = (right.saturating_sub(x).max(1), bottom.saturating_sub(y).max(1));
        Area { x, y, width, height }.within(self.size)
    }

    /// The frame centred at this position, but inside the picture.
    fn centred(&self, frame: Area, at: Pos2) -> Area {
        let middle = (at - self.rect.min) / self.scale();
        let begins = |middle: f32, length: u32, most: u32| {
            (middle.max(0.0) as u32).saturating_sub(length / 2).min(most.saturating_sub(length))
        };
        let x = begins(middle.x, frame.width, self.size.0);
        let y = begins(middle.y, frame.height, self.size.1);
        Area { x, y, ..frame }
    }

    fn on_screen(&self, area: Area) -> Rect {
        let scale = self.scale();
        let begins = self.rect.min + vec2(area.x as f32, area.y as f32) * scale;
        Rect::from_min_size(pos2(begins.x, begins.y), vec2(area.width as f32, area.height as f32) * scale)
    }

    /// The frame's position, for screen readers.
    fn description(&self, view: &View<'_>, frame: Area) -> String {
        let percent = |part: u32, of: u32| (u64::from(part) * 100 / u64::from(of.max(1))).to_string();
        let (width, height) = self.size;
        let values = [
            ("x", percent(frame.x, width)),
            ("y", percent(frame.y, height)),
            ("width", percent(frame.width, width)),
            ("height", percent(frame.height, height)),
        ];
        fill(view.strings.picture.frame_at, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// Draws the frame while the picture has the focus, or the area that the mouse is about to black out.
    fn paint(&self, ui: &Ui, response: &Response, draft: PictureDraft) {
        let palette = Palette::of(ui.ctx());
        let painter = ui.painter().with_clip_rect(self.rect.expand(2.0).intersect(ui.clip_rect()));
        painter.rect_stroke(self.rect, 0.0, Stroke::new(1.0, palette.line), StrokeKind::Outside);
        let (rect, fill) = match (draft.drag, draft.frame) {
            (Some((begun, now)), _) if begun.distance(now) >= LEAST_DRAG => {
                (Rect::from_two_pos(begun, now).intersect(self.rect), Color32::BLACK)
            }
            (_, Some(frame)) if response.has_focus() => (self.on_screen(frame), Color32::TRANSPARENT),
            (_, _) => return,
        };
        // A white edge under a coloured one is visible on every picture.
        painter.rect(rect, 0.0, fill, Stroke::new(5.0, Color32::WHITE), StrokeKind::Middle);
        painter.rect_stroke(rect, 0.0, Stroke::new(2.5, palette.accent), StrokeKind::Middle);
    }
}
