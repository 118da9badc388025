//! Pictures that customers add to a report: bytes in, pixels to look at and black out, new bytes out.
//!
//! Owns which kinds of files are read, how large they may be, how they are turned upright and made smaller, and how
//! they are written again: from their pixels alone, so that nothing hidden in the customer's file goes along.
//! Must not know where bytes come from or go to, screens, sessions or reports.

mod canvas;
mod finish;
mod open;

pub use self::canvas::{Area, Canvas};
pub use self::finish::{Finished, finish};
pub use self::open::{PictureError, open, open_pixels};

/// A report takes this many pictures.
pub const MOST_PICTURES: usize = 5;
/// All pictures of a report together, after they were made smaller: what a form or a mail still takes.
pub const MOST_BYTES_TOGETHER: u64 = 4_000_000;
/// A file with more bytes is not read: photos of today's phones have at most half of that.
pub const MOST_BYTES_READ: u64 = 25_000_000;
/// The longer side of a picture in a report, in pixels: small writing in a screenshot can still be read.
pub const LONG_SIDE: u32 = 1_600;
/// The formats that can be read, by the names that customers know.
pub const FORMATS: [&str; 4] = ["PNG", "JPEG", "WebP", "BMP"];
/// The endings of such files. Those of an iPhone's photos are among them, so that they can be chosen and the
/// program can say what to do about them.
pub const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "webp", "bmp", "heic", "heif"];
