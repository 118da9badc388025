//! Writing a picture for a report: from its pixels, and from nothing else.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder as _, ImageError, RgbImage};
use sha2::{Digest as _, Sha256};

use super::{Canvas, PictureError};

/// PNG is exact, and good for screenshots; above this many bytes it has to show that it is the smaller one.
const LARGE_PNG: usize = 400_000;
/// Writing stays sharp, and photos become a tenth of their size.
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
    /// What is in the file.
    pub bytes: Vec<u8>,
    /// SHA-256 of that, in hexadecimal digits.
    pub sha256: String,
}

impl std::fmt::Debug for Finished {
    /// All but the picture itself.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Finished({}, {} × {}, {} bytes)", self.extension, self.width, self.height, self.bytes.len())
    }
}

/// Writes the picture as it is now. Nothing of the customer's file is there to go along: the canvas has pixels only.
pub fn finish(canvas: &Canvas) -> Result<Finished, PictureError> {
    let pixels = DynamicImage::ImageRgba8(canvas.pixels().clone()).into_rgb8();
    let png = png(&pixels)?;
    let (extension, bytes) = match if png.len() > LARGE_PNG { Some(jpeg(&pixels)?) } else { None } {
        Some(jpeg) if jpeg.len() < png.len() => ("jpg", jpeg),
        _ => ("png", png),
    };
    let (width, height) = canvas.size();
    let digits = Sha256::digest(&bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let sha256 = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
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
