//! Work on pictures outside the window's thread: reads files, makes pictures smaller and encodes them.
//!
//! Each piece of work has its own thread: a file may be on a network that hangs, and the disk's thread must not wait
//! for it.

use std::io::Read as _;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::picture::{self, Canvas, Finished, MOST_BYTES_READ, PictureError};

/// The most that a thumbnail is wide and high, in pixels.
const THUMBNAIL_PIXELS: u32 = 96;

/// Where a picture comes from.
pub(super) enum PictureSource {
    /// A file of the customer's.
    File(PathBuf),
    /// A picture from the clipboard.
    Pasted(Arc<ColorImage>),
}

/// The result of work on a picture.
#[derive(Debug)]
pub(super) enum PictureUpdate {
    /// The picture was read.
    Opened(Result<Canvas, PictureJobError>),
    /// The picture was encoded for the report, with a thumbnail.
    Written(Result<(Finished, Canvas), PictureJobError>),
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub(super) enum PictureJobError {
    #[error(transparent)]
    NotAPicture(#[from] PictureError),
    #[error(transparent)]
    Unreadable(#[from] std::io::Error),
}

/// Reads the picture.
pub(super) fn open(source: &PictureSource) -> Result<Canvas, PictureJobError> {
    match source {
        PictureSource::File(path) => {
            let bytes = read(path)?;
            guarded(move || picture::open(&bytes))
        }
        PictureSource::Pasted(image) => {
            let [width, height] = image.size;
            let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            let rgba = image.pixels.iter().flat_map(eframe::egui::Color32::to_srgba_unmultiplied).collect();
            guarded(move || picture::open_pixels(side(width), side(height), rgba))
        }
    }
}

/// Encodes the picture for the report, and makes a thumbnail for the list.
pub(super) fn write(canvas: &Arc<Canvas>) -> Result<(Finished, Canvas), PictureJobError> {
    let canvas = Arc::clone(canvas);
    guarded(move || Ok((picture::finish(&canvas)?, canvas.small(THUMBNAIL_PIXELS))))
}

/// Pictures come from anywhere, and a decoder may panic on one. Such a picture counts as damaged, so that the customer
/// does not wait.
fn guarded<T>(work: impl FnOnce() -> Result<T, PictureError> + std::panic::UnwindSafe) -> Result<T, PictureJobError> {
    Ok(catch_unwind(work).unwrap_or(Err(PictureError::Damaged))?)
}

/// Reads the file, as far as it can be a picture.
fn read(path: &Path) -> Result<Vec<u8>, PictureJobError> {
    let facts = std::fs::metadata(path)?;
    // Folders and pipes are not opened: reading from a pipe might wait for ever.
    if !facts.is_file() {
        return Err(PictureError::Unknown.into());
    }
    if facts.len() > MOST_BYTES_READ {
        return Err(PictureError::TooLarge.into());
    }
    let mut bytes = Vec::new();
    // The file may have grown meanwhile. One byte more than the limit shows that.
    std::fs::File::open(path)?.take(MOST_BYTES_READ + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
