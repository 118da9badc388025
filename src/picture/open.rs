//! Reads a picture: recognises it by its first bytes, keeps limits, turns it upright, makes it smaller, puts it on white.

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
/// The most memory that a file's pixels may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// The brands in the containers of HEIC photos.
const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];

/// Why a file or a pasted picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file has too many bytes.
    #[error("more than {MOST_BYTES_READ} bytes")]
    TooLarge,
    /// The picture has too many pixels.
    #[error("too many pixels")]
    TooManyPixels,
    /// The photo is in HEIC, the format of iPhones.
    #[error("a photo in HEIC")]
    Heic,
    /// It is not a picture, or its format is not read.
    #[error("no picture in a known format")]
    Unknown,
    /// It begins as a picture, but cannot be read to the end.
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
    // Not every decoder counts the pixels.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(PictureError::TooManyPixels);
    }
    // A picture with damaged metadata is not turned.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // Making it smaller before turning it takes the least memory.
    let mut small = smaller(flat(DynamicImage::from_decoder(decoder)?));
    small.apply_orientation(orientation);
    Ok(Canvas::new(small.into_rgba8()))
}

/// Makes a picture of pasted pixels, four bytes each, with transparency.
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

/// Puts a transparent picture on white.
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
