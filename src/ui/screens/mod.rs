//! The screens, one file for each.
//!
//! A footer is drawn after the content above it: egui takes the focus order from the drawing order, so a bottom panel,
//! which is drawn first, would come before the page.

pub(super) mod chrome;
pub(super) mod clear;
mod clear_choose;
pub(super) mod clear_hand;
mod clear_meaning;
mod clear_result;
mod clear_tool;
mod clear_undo;
mod clear_words;
mod clear_work;
mod guest;
pub(super) mod help;
pub(super) mod home;
pub(super) mod page;
mod page_parts;
pub(super) mod picture;
mod picture_board;
pub(super) mod picture_drop;
mod picture_list;
pub(super) mod picture_texture;
pub(super) mod privacy;
mod rail;
pub(super) mod report;
mod report_sheet;
mod report_side;
pub(super) mod sessions;
pub(super) mod settings;
pub(super) mod solved;
pub(super) mod support;
mod tool_card;

pub(super) use self::clear_meaning::Meaning;

use eframe::egui::{Align, Context, Id, Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::theme::space;
use super::widgets::column;

/// Records that this pass is the first one to show another screen.
pub(super) fn arrive(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(Id::unique("arrived"), pass));
}

/// A screen whose contents scroll in a centred column. It opens at its top, also the second time.
fn scrolling(ui: &mut Ui, name: &str, width: f32, contents: impl FnOnce(&mut Ui)) {
    let arrived: Option<u64> = ui.data(|data| data.get_temp(Id::unique("arrived")));
    let mut area = ScrollArea::vertical().id_salt(name).auto_shrink(false);
    if arrived == Some(ui.ctx().cumulative_pass_nr()) {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        ui.add_space(if ui.ctx().content_rect().height() < 480.0 { space::M } else { space::XL });
        column(ui, width, contents);
        ui.add_space(space::XL);
    });
}

/// An area with a footer. The main part is drawn first, so that the keyboard and screen readers reach it first; the
/// footer stays at the bottom.
struct Split {
    height_id: Id,
    /// The footer's height when it was last drawn; it may exceed the height of the smallest windows.
    height: f32,
    main: Rect,
    foot: Rect,
}

impl Split {
    /// Splits the rest of `ui`, with the footer's height of the previous frame.
    fn of(ui: &Ui, name: &'static str) -> Self {
        let area = ui.available_rect_before_wrap();
        let height_id = Id::unique(("foot", name));
        let height: f32 = ui.data(|data| data.get_temp(height_id)).unwrap_or_default();
        let edge = (area.bottom() - height).max(area.top());
        let (mut main, mut foot) = (area, area);
        main.max.y = edge;
        foot.min.y = edge;
        Self { height_id, height, main, foot }
    }

    /// Draws the main part.
    fn main(&self, ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
        let mut child = ui.new_child(UiBuilder::new().max_rect(self.main).layout(Layout::top_down(Align::Min)));
        child.shrink_clip_rect(self.main);
        contents(&mut child);
    }

    /// Draws the footer. If its height has changed, the frame is drawn again before it is shown.
    fn foot(&self, ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
        // It may become as high as it needs: a scroll area in it would never grow within the previous height.
        let area = Rect::from_min_size(self.foot.min, vec2(self.foot.width(), self.foot.bottom() - self.main.top()));
        let mut child = ui.new_child(UiBuilder::new().max_rect(area).layout(Layout::top_down(Align::Min)));
        child.spacing_mut().item_spacing.y = 0.0;
        contents(&mut child);
        let used = child.min_rect().height();
        if (used - self.height).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(self.height_id, used));
            ui.ctx().request_discard("the foot has another height");
            // egui limits how often a frame is drawn again; the next frame corrects the rest.
            ui.ctx().request_repaint();
        }
    }
}
