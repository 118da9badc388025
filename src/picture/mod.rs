//! Pictures that customers add to a report: reads a file's bytes, shows and blacks out pixels, writes new bytes.
//!
//! Owns which formats are read, how large pictures may be, how they are turned upright and made smaller, and how they are
//! written again: from their pixels alone, so that no hidden details of the customer's file get into the report.
//! Must not know where the bytes come from or go to, screens, sessions or reports.

mod canvas;
mod finish;
mod open;

pub use self::canvas::{Area, Canvas};
pub use self::finish::{Finished, finish};
pub use self::open::{PictureError, open, open_pixels};

/// The most pictures of a report.
pub const MOST_PICTURES: usize = 5;
/// The most bytes of all pictures of a report, after they are made smaller. Forms and mails accept this much.
pub const MOST_BYTES_TOGETHER: u64 = 4_000_000;
/// A larger file is not read. Photos of today's phones have at most half of this.
pub const MOST_BYTES_READ: u64 = 25_000_000;
/// The longer side of a picture in a report, in pixels. Small text in a screenshot can still be read.
pub const LONG_SIDE: u32 = 1_600;
/// The formats that can be read, with the names that customers know.
pub const FORMATS: [&str; 4] = ["PNG", "JPEG", "WebP", "BMP"];
/// The endings of such files. Those of an iPhone's photos are included, so that customers can choose them and the program
/// can say what to do.
pub const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "webp", "bmp", "heic", "heif"];
