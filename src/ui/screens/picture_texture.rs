//! Pictures on the graphics card: loaded when they are first shown or look different, and gone when their place is.

use eframe::egui::{Color32, ColorImage, Context, Id, Rect, TextureHandle, TextureOptions, Ui, pos2};

use crate::picture::{Canvas, MOST_PICTURES};

/// A place for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// The one that is looked at.
    Open,
    /// A small one in the list.
    Small(usize),
    /// One in the report's preview.
    Whole(usize),
}

impl Slot {
    fn id(self) -> Id {
        Id::unique(("picture", self))
    }
}

/// What a place holds, and which version of it.
#[derive(Clone)]
struct Held(u64, TextureHandle);

/// Paints the picture over `rect`.
pub(super) fn paint(ui: &Ui, slot: Slot, version: u64, canvas: &Canvas, rect: Rect) {
    let known: Option<Held> = ui.data(|data| data.get_temp(slot.id()));
    let texture = match known {
        Some(Held(known, texture)) if known == version => texture,
        _ => {
            let (width, height) = canvas.size();
            let image = ColorImage::from_rgba_premultiplied([width as usize, height as usize], canvas.rgba());
            let texture = ui.ctx().load_texture("picture", image, TextureOptions::LINEAR);
            ui.data_mut(|data| data.insert_temp(slot.id(), Held(version, texture.clone())));
            texture
        }
    };
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
}

/// Forgets the picture that was looked at.
pub(crate) fn forget_open(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Held>(Slot::Open.id()));
}

/// Forgets the small ones behind the first `left`.
pub(crate) fn forget_small(ctx: &Context, left: usize) {
    ctx.data_mut(|data| {
        for place in left..MOST_PICTURES {
            data.remove::<Held>(Slot::Small(place).id());
            data.remove::<Held>(Slot::Whole(place).id());
        }
    });
}
