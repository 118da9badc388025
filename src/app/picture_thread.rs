//! What is done with pictures off the window's thread: files are read, pictures made smaller and written anew.
//!
//! Each piece of work has a thread of its own: a file may lie on a network that hangs, and the disk's own thread must
//! not wait for it.

use std::io::Read as _;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::picture::{self, Canvas, Finished, MOST_BYTES_READ, PictureError};

/// A picture in the list is at most this wide and high, in pixels.
const SMALL: u32 = 96;

/// Where a picture comes from.
pub(super) enum Source {
    /// A file of the customer's.
    File(PathBuf),
    /// What was pasted.
    Pasted(Arc<ColorImage>),
}

/// What came of the work on a picture.
#[derive(Debug)]
pub(super) enum PictureNews {
    /// It was read.
    Opened(Result<Canvas, NoPicture>),
    /// It was written for the report, beside a small one.
    Written(Result<(Finished, Canvas), NoPicture>),
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoPicture {
    #[error(transparent)]
    NotAPicture(#[from] PictureError),
    #[error(transparent)]
    Unreadable(#[from] std::io::Error),
}

/// Reads the picture.
pub(super) fn open(source: &Source) -> Result<Canvas, NoPicture> {
    match source {
        Source::File(path) => {
            let bytes = read(path)?;
            guarded(move || picture::open(&bytes))
        }
        Source::Pasted(image) => {
            let [width, height] = image.size;
            let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            let rgba = image.pixels.iter().flat_map(eframe::egui::Color32::to_srgba_unmultiplied).collect();
            guarded(move || picture::open_pixels(side(width), side(height), rgba))
        }
    }
}

/// Writes the picture for the report, and makes a small one for the list.
pub(super) fn write(canvas: &Arc<Canvas>) -> Result<(Finished, Canvas), NoPicture> {
    let canvas = Arc::clone(canvas);
    guarded(move || Ok((picture::finish(&canvas)?, canvas.small(SMALL))))
}

/// Pictures come from anywhere, and whoever decodes them may stumble over one: that is a damaged picture, and no
/// reason to leave the customer waiting.
fn guarded<T>(work: impl FnOnce() -> Result<T, PictureError> + std::panic::UnwindSafe) -> Result<T, NoPicture> {
    Ok(catch_unwind(work).unwrap_or(Err(PictureError::Damaged))?)
}

/// What is in the file, as far as it can be a picture.
fn read(path: &Path) -> Result<Vec<u8>, NoPicture> {
    let facts = std::fs::metadata(path)?;
    // What is no file, such as a folder or a pipe, is not opened: that might wait for ever.
    if !facts.is_file() {
        return Err(PictureError::Unknown.into());
    }
    if facts.len() > MOST_BYTES_READ {
        return Err(PictureError::TooLarge.into());
    }
    let mut bytes = Vec::new();
    // It may have grown meanwhile; one byte more than may be read tells that.
    std::fs::File::open(path)?.take(MOST_BYTES_READ + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
