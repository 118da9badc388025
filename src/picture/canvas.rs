//! A picture's pixels, and the areas that are blacked out.

use image::{Rgba, RgbaImage};

/// The colour of blacked-out areas.
const BLACK: Rgba<u8> = Rgba([0, 0, 0, 255]);

/// A part of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The left edge.
    pub x: u32,
    /// The upper edge.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

impl Area {
    /// The part of it within a picture of this size.
    #[must_use]
    pub fn within(self, (width, height): (u32, u32)) -> Self {
        let (x, y) = (self.x.min(width), self.y.min(height));
        let right = self.x.saturating_add(self.width).min(width);
        let bottom = self.y.saturating_add(self.height).min(height);
        Self { x, y, width: right.saturating_sub(x), height: bottom.saturating_sub(y) }
    }

    /// Whether it has no pixels.
    pub fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    fn pixels(self) -> impl Iterator<Item = (u32, u32)> {
        let columns = self.x..self.x.saturating_add(self.width);
        (self.y..self.y.saturating_add(self.height)).flat_map(move |y| columns.clone().map(move |x| (x, y)))
    }
}

/// A picture, upright, opaque and small enough for a report.
#[derive(Clone, PartialEq, Eq)]
pub struct Canvas {
    pixels: RgbaImage,
    /// The blacked-out areas, in order, with their former pixels. Only undo uses them.
    hidden: Vec<(Area, Vec<Rgba<u8>>)>,
}

impl std::fmt::Debug for Canvas {
    /// Shows its size alone, because the picture is private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.size();
        write!(f, "Canvas({width} × {height}, {} hidden)", self.hidden.len())
    }
}

impl Canvas {
    pub(super) fn new(pixels: RgbaImage) -> Self {
        Self { pixels, hidden: Vec::new() }
    }

    /// Its width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.pixels.dimensions()
    }

    /// Its pixels, row by row, four bytes each: red, green, blue, and 255.
    pub fn rgba(&self) -> &[u8] {
        self.pixels.as_raw()
    }

    pub(super) fn pixels(&self) -> &RgbaImage {
        &self.pixels
    }

    /// How many areas are blacked out.
    pub fn hidden(&self) -> usize {
        self.hidden.len()
    }

    /// Blacks out the part of the area within the picture. The pixels themselves are overwritten.
    pub fn black_out(&mut self, area: Area) {
        let area = area.within(self.size());
        if area.is_empty() {
            return;
        }
        let mut before = Vec::new();
        for (x, y) in area.pixels() {
            if let Some(pixel) = self.pixels.get_pixel_mut_checked(x, y) {
                before.push(*pixel);
                *pixel = BLACK;
            }
        }
        self.hidden.push((area, before));
    }

    /// Undoes the last blacking out.
    pub fn undo(&mut self) {
        let Some((area, before)) = self.hidden.pop() else { return };
        for ((x, y), known) in area.pixels().zip(before) {
            if let Some(pixel) = self.pixels.get_pixel_mut_checked(x, y) {
                *pixel = known;
            }
        }
    }

    /// A copy of the picture as it is now, at most this many pixels high and wide, with nothing to undo.
    #[must_use]
    pub fn small(&self, side: u32) -> Self {
        let (width, height) = self.size();
        if width.max(height) <= side {
            return Self::new(self.pixels.clone());
        }
        let scale = f64::from(side) / f64::from(width.max(height));
        let scaled = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        Self::new(image::imageops::thumbnail(&self.pixels, scaled(width), scaled(height)))
    }
}
