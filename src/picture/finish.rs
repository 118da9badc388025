//! Writes a picture for a report from its pixels alone.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder as _, ImageError, RgbImage};
use sha2::{Digest as _, Sha256};

use super::{Canvas, PictureError};

/// PNG is exact and good for screenshots. Above this many bytes, JPEG is used if it is smaller.
const LARGE_PNG: usize = 400_000;
/// Text stays sharp, and photos become a tenth of their size.
const JPEG_QUALITY: u8 = 85;

/// A picture's file.
#[derive(Clone, PartialEq, Eq)]
pub struct Finished {
    /// The ending of its name: `png` or `jpg`.
    pub extension: &'static str,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256 in hexadecimal digits.
    pub sha256: String,
}

impl std::fmt::Debug for Finished {
    /// Leaves out the picture itself.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Finished({}, {} × {}, {} bytes)", self.extension, self.width, self.height, self.bytes.len())
    }
}

/// Writes the picture as it is now. The canvas has only pixels, so no hidden details of the customer's file remain.
pub fn finish(canvas: &Canvas) -> Result<Finished, PictureError> {
    let pixels = DynamicImage::ImageRgba8(canvas.pixels().clone()).into_rgb8();
    let png = png(&pixels)?;
    let (extension, bytes) = match if png.len() > LARGE_PNG { Some(jpeg(&pixels)?) } else { None } {
        Some(jpeg) if jpeg.len() < png.len() => ("jpg", jpeg),
        _ => ("png", png),
    };
    let (width, height) = canvas.size();
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    Ok(Finished { extension, width, height, bytes, sha256 })
}

fn png(pixels: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive).write_image(
        pixels.as_raw(),
        pixels.width(),
        pixels.height(),
        image::ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

fn jpeg(pixels: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(pixels)?;
    Ok(bytes)
}
