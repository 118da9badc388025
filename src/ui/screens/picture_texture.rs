//! The textures of pictures: loaded when a picture is first shown or changes, and freed when it is no longer shown.

use eframe::egui::{Color32, ColorImage, Context, Id, Rect, TextureHandle, TextureOptions, Ui, pos2};

use crate::picture::{Canvas, MOST_PICTURES};

/// A place on screen for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// The picture being edited.
    Open,
    /// A thumbnail in the list.
    Small(usize),
    /// A picture in the report's preview.
    Whole(usize),
}

impl Slot {
    fn id(self) -> Id {
        Id::unique(("picture", self))
    }
}

/// The version and the texture of a slot.
#[derive(Clone)]
struct SlotTexture(u64, TextureHandle);

/// Paints the picture over `rect`.
pub(super) fn paint(ui: &Ui, slot: Slot, version: u64, canvas: &Canvas, rect: Rect) {
    let known: Option<SlotTexture> = ui.data(|data| data.get_temp(slot.id()));
    let texture = match known {
        Some(SlotTexture(known, texture)) if known == version => texture,
        _ => {
            let (width, height) = canvas.size();
            let image = ColorImage::from_rgba_premultiplied([width as usize, height as usize], canvas.rgba());
            let texture = ui.ctx().load_texture("picture", image, TextureOptions::LINEAR);
            ui.data_mut(|data| data.insert_temp(slot.id(), SlotTexture(version, texture.clone())));
            texture
        }
    };
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
}

/// Frees the texture of the picture being edited.
pub(crate) fn forget_open(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<SlotTexture>(Slot::Open.id()));
}

/// Frees the thumbnails after the first `left`.
pub(crate) fn forget_small(ctx: &Context, left: usize) {
    ctx.data_mut(|data| {
        for place in left..MOST_PICTURES {
            data.remove::<SlotTexture>(Slot::Small(place).id());
            data.remove::<SlotTexture>(Slot::Whole(place).id());
        }
    });
}
