//! Reading a picture: by its first bytes alone, within limits, turned upright, made smaller, on white.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView as _, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, Rgb,
    RgbImage, RgbaImage,
};

use super::{Canvas, LONG_SIDE, MOST_BYTES_READ};

/// The longest side that is read, in pixels.
const LONGEST_SIDE: u32 = 12_000;
/// The most memory that the pixels of a file may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// What the containers of HEIC photos say they hold.
const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];

/// Why a file or what was pasted cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file has too many bytes.
    #[error("more than {MOST_BYTES_READ} bytes")]
    TooLarge,
    /// It has too many pixels.
    #[error("too many pixels")]
    TooManyPixels,
    /// It is a photo in HEIC, the format of iPhones.
    #[error("a photo in HEIC")]
    Heic,
    /// It is something else, or in a format that is not read.
    #[error("no picture in a known format")]
    Unknown,
    /// It begins as a picture and cannot be read to its end.
    #[error("a damaged picture")]
    Damaged,
}

impl From<ImageError> for PictureError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooManyPixels,
            ImageError::Unsupported(_) => Self::Unknown,
            ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) | ImageError::IoError(_) => {
                Self::Damaged
            }
        }
    }
}

/// Reads a picture from a file's bytes.
pub fn open(bytes: &[u8]) -> Result<Canvas, PictureError> {
    if bytes.len() as u64 > MOST_BYTES_READ {
        return Err(PictureError::TooLarge);
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Bmp)) => format,
        _ if is_heic(bytes) => return Err(PictureError::Heic),
        _ => return Err(PictureError::Unknown),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // Not every decoder counts the pixels themselves.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(PictureError::TooManyPixels);
    }
    // A picture whose details are damaged is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // Made smaller first, turned afterwards: that takes the least memory.
    let mut small = smaller(flat(DynamicImage::from_decoder(decoder)?));
    small.apply_orientation(orientation);
    Ok(Canvas::new(small.into_rgba8()))
}

/// A picture from bare pixels, four bytes each, with transparency: what was pasted.
pub fn open_pixels(width: u32, height: u32, rgba: Vec<u8>) -> Result<Canvas, PictureError> {
    if width > LONGEST_SIDE || height > LONGEST_SIDE || rgba.len() as u64 > MOST_MEMORY {
        return Err(PictureError::TooManyPixels);
    }
    if width == 0 || height == 0 {
        return Err(PictureError::Unknown);
    }
    let image = RgbaImage::from_raw(width, height, rgba).ok_or(PictureError::Damaged)?;
    Ok(Canvas::new(smaller(flat(image.into())).into_rgba8()))
}

fn is_heic(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| HEIC_BRANDS.contains(&brand))
}

/// The picture on white, where something shines through.
fn flat(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let (width, height) = image.dimensions();
    let mut on_white = RgbImage::new(width, height);
    for ((_, _, from), to) in image.pixels().zip(on_white.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        let mix = |colour: u8| {
            let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        *to = Rgb([mix(red), mix(green), mix(blue)]);
    }
    on_white.into()
}

fn smaller(image: DynamicImage) -> DynamicImage {
    let (width, height) = image.dimensions();
    if width.max(height) <= LONG_SIDE { image } else { image.resize(LONG_SIDE, LONG_SIDE, FilterType::Lanczos3) }
}
