//! One file a screen.
//!
//! A footer is drawn after the content above it. egui takes the keyboard's order from the order of drawing, so a panel
//! at the bottom, drawn first, would come before the page.

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

/// Remembers that another screen is shown from this pass on.
pub(super) fn arrive(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(Id::unique("arrived"), pass));
}

/// A screen whose contents scroll in a centred column. Whoever comes to it begins at its top, also the second time.
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

/// An area with a foot: the main part is drawn first, so that the keyboard and screen readers come to it first,
/// and the foot stays at the bottom all the same.
struct Split {
    height_id: Id,
    /// The foot's height when it was last drawn; more than there is room for in the smallest windows.
    height: f32,
    main: Rect,
    foot: Rect,
}

impl Split {
    /// Splits what is left of `ui`, with the foot's height of the frame before.
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

    /// Draws the foot. Where it grew or shrank, the frame is drawn once more before anybody sees it.
    fn foot(&self, ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
        // It may become as high as it needs: what scrolls in it would never grow in the room that it had before.
        let room = Rect::from_min_size(self.foot.min, vec2(self.foot.width(), self.foot.bottom() - self.main.top()));
        let mut child = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min)));
        child.spacing_mut().item_spacing.y = 0.0;
        contents(&mut child);
        let used = child.min_rect().height();
        if (used - self.height).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(self.height_id, used));
            ui.ctx().request_discard("the foot has another height");
            // A frame is drawn again only so often; what is still unsettled then is settled by the next one.
            ui.ctx().request_repaint();
        }
    }
}
