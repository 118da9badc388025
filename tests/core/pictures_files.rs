//! Pictures as customers have them: photos with the place where they were taken, screenshots, broken files, and files
//! that are not pictures. The output holds pixels and nothing else, and the blacked-out part is black.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use okpay_wizard::picture::{Area, Canvas, LONG_SIDE, MOST_BYTES_READ, PictureError, finish, open, open_pixels};
use proptest::prelude::*;

/// A secret in every hidden place of a test's files.
const MARK: &[u8] = b"SHENZHEN-22.5431N-114.0579E";

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Red in the left half, blue in the right one.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) })
}

/// Noise, as in photos: the same in every run, and hard to compress.
fn photo(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [noise, ..] = state.to_be_bytes();
        Rgb([noise / 4 + (x % 190) as u8, noise / 4 + (y % 190) as u8, noise])
    })
}

/// EXIF as a telephone writes it: the orientation, a place, a maker, and a thumbnail.
fn exif(orientation: u16, thumbnail: &[u8]) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_be_bytes().to_vec();
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value.to_be_bytes());
        bytes
    };
    let mark = MARK.len() as u32;
    let text_at = 8 + 2 + 3 * 12 + 4;
    let gps_at = text_at + mark;
    let second_at = gps_at + 2 + 12 + 4;
    let thumbnail_at = second_at + 2 + 2 * 12 + 4;
    tiff.extend(3_u16.to_be_bytes());
    tiff.extend(entry(0x010f, 2, mark, text_at));
    tiff.extend(entry(0x0112, 3, 1, u32::from(orientation) << 16));
    tiff.extend(entry(0x8825, 4, 1, gps_at));
    tiff.extend(second_at.to_be_bytes());
    tiff.extend(MARK);
    tiff.extend(1_u16.to_be_bytes());
    tiff.extend(entry(0x0002, 2, mark, text_at));
    tiff.extend([0; 4]);
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0201, 4, 1, thumbnail_at));
    tiff.extend(entry(0x0202, 4, 1, thumbnail.len() as u32));
    tiff.extend([0; 4]);
    tiff.extend(thumbnail);
    tiff
}

/// A segment of a JPEG.
fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap();
    [&[0xff, marker], &length.to_be_bytes()[..], contents].concat()
}

/// A photo as telephones write it: EXIF with a thumbnail, a comment, a colour profile, and XMP.
fn telephone_photo(image: &RgbImage, orientation: u16) -> Vec<u8> {
    let mut thumbnail = written(&halves(16, 16).into(), ImageFormat::Jpeg);
    thumbnail.extend(MARK);
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 90).encode_image(image).unwrap();
    let mut bytes = plain[..2].to_vec();
    bytes.extend(segment(0xe1, &[b"Exif\0\0", &exif(orientation, &thumbnail)[..]].concat()));
    bytes.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", MARK].concat()));
    bytes.extend(segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", MARK].concat()));
    bytes.extend(segment(0xed, &[b"Photoshop 3.0\0", MARK].concat()));
    bytes.extend(segment(0xfe, MARK));
    bytes.extend(&plain[2..]);
    // Some telephones append a film after the end.
    bytes.extend(MARK);
    bytes
}

/// A chunk of a PNG.
fn chunk(name: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(contents.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(name);
    bytes.extend(contents);
    let checksum = crc32fast::hash(&bytes[4..]);
    bytes.extend(checksum.to_be_bytes());
    bytes
}

/// A screenshot into which a program has written when, where and by whom it was taken.
fn talkative_png(image: &RgbImage) -> Vec<u8> {
    let plain = written(&image.clone().into(), ImageFormat::Png);
    // The signature and the header.
    let mut bytes = plain[..33].to_vec();
    bytes.extend(chunk(*b"eXIf", &exif(1, MARK)));
    bytes.extend(chunk(*b"tEXt", &[b"Author\0", MARK].concat()));
    bytes.extend(chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", MARK].concat()));
    bytes.extend(chunk(*b"tIME", &[7, 0xea, 11, 25, 12, 0, 0]));
    bytes.extend(&plain[33..]);
    bytes.extend(MARK);
    bytes
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// The chunks of a PNG, or the segments of a JPEG before its pixels. Panics if it cannot account for every byte.
fn parts(bytes: &[u8], extension: &str) -> Vec<String> {
    let mut names = Vec::new();
    if extension == "png" {
        let mut at = 8;
        while at < bytes.len() {
            let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            names.push(String::from_utf8(bytes[at + 4..at + 8].to_vec()).unwrap());
            at += 12 + length;
        }
        assert_eq!(at, bytes.len());
        return names;
    }
    let mut at = 2;
    loop {
        assert_eq!(bytes[at], 0xff);
        let marker = bytes[at + 1];
        names.push(format!("{marker:02x}"));
        if marker == 0xda {
            assert!(bytes.ends_with(&[0xff, 0xd9]), "there is no data after the end");
            return names;
        }
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    }
}

/// The finished file holds pixels and what is needed to show them, and no other data of the customer's file.
#[track_caller]
fn finishes_clean(canvas: &Canvas, extension: &str) -> DynamicImage {
    let finished = finish(canvas).unwrap();
    assert_eq!(finished.extension, extension);
    assert_eq!((finished.width, finished.height), canvas.size());
    for secret in [MARK, b"Exif", b"ICC_PROFILE", b"adobe", b"Photoshop"] {
        assert!(!holds(&finished.bytes, secret), "{}", String::from_utf8_lossy(secret));
    }
    let allowed: &[&str] = match extension {
        "png" => &["IHDR", "IDAT", "IEND"],
        // JFIF, tables, the frame, the pixels.
        _ => &["e0", "db", "c0", "c4", "da"],
    };
    for part in parts(&finished.bytes, extension) {
        assert!(allowed.contains(&part.as_str()), "{part}");
    }
    let shown = image::load_from_memory(&finished.bytes).unwrap();
    assert_eq!(shown.dimensions(), canvas.size());
    shown
}

#[test]
fn a_photo_loses_the_place_where_it_was_taken_and_is_upright() {
    let bytes = telephone_photo(&halves(80, 40), 6);
    assert!(holds(&bytes, MARK));
    let canvas = open(&bytes).unwrap();
    assert_eq!(canvas.size(), (40, 80));
    let shown = finishes_clean(&canvas, "png").into_rgb8();
    // After a quarter turn to the right, the left half is on top.
    assert!(shown.get_pixel(20, 10).0[0] > 200 && shown.get_pixel(20, 10).0[2] < 60);
    assert!(shown.get_pixel(20, 70).0[2] > 200 && shown.get_pixel(20, 70).0[0] < 60);
}

#[test]
fn every_way_up_is_understood() {
    for orientation in 1..=8 {
        let turned = orientation >= 5;
        let canvas = open(&telephone_photo(&halves(80, 40), orientation)).unwrap();
        assert_eq!(canvas.size(), if turned { (40, 80) } else { (80, 40) }, "{orientation}");
    }
    // An orientation that makes no sense changes nothing.
    for orientation in [0, 9, 0xffff] {
        assert_eq!(open(&telephone_photo(&halves(80, 40), orientation)).unwrap().size(), (80, 40));
    }
}

#[test]
fn a_large_photo_becomes_a_small_jpeg_without_anything_hidden() {
    let canvas = open(&telephone_photo(&photo(3_000, 2_000), 1)).unwrap();
    assert_eq!(canvas.size(), (LONG_SIDE, 1_067));
    finishes_clean(&canvas, "jpg");
    let finished = finish(&canvas).unwrap();
    assert!(finished.bytes.len() < 1_500_000, "{}", finished.bytes.len());
    assert_eq!(finished.sha256.len(), 64);
}

#[test]
fn a_screenshot_loses_what_its_program_wrote_into_it() {
    let image = halves(300, 200);
    let bytes = talkative_png(&image);
    assert!(holds(&bytes, MARK));
    let shown = finishes_clean(&open(&bytes).unwrap(), "png");
    assert_eq!(shown.into_rgb8(), image, "a small screenshot keeps every pixel");
}

#[test]
fn what_is_blacked_out_is_black_in_the_file() {
    let area = Area { x: 100, y: 40, width: 60, height: 30 };
    let mut canvas = open(&talkative_png(&halves(300, 200))).unwrap();
    canvas.black_out(area);
    let shown = finishes_clean(&canvas, "png").into_rgb8();
    for (x, y, pixel) in shown.enumerate_pixels() {
        let inside = (100..160).contains(&x) && (40..70).contains(&y);
        assert_eq!(*pixel == Rgb([0, 0, 0]), inside, "{x}, {y}");
    }
    let mut canvas = open(&telephone_photo(&photo(3_000, 2_000), 1)).unwrap();
    let before = finish(&canvas).unwrap();
    canvas.black_out(Area { x: 400, y: 300, width: 240, height: 160 });
    let shown = finishes_clean(&canvas, "jpg").into_rgb8();
    // JPEG mixes a little of the neighbours into the outermost blocks of eight, but never the old content.
    for (x, y) in (408..632).flat_map(|x| (308..452).map(move |y| (x, y))) {
        assert!(shown.get_pixel(x, y).0.iter().all(|colour| *colour < 8), "{x}, {y}: {:?}", shown.get_pixel(x, y));
    }
    canvas.undo();
    assert_eq!(finish(&canvas).unwrap(), before);
}

#[test]
fn an_area_beyond_the_edge_is_cut_and_an_empty_one_is_nothing() {
    let mut canvas = open(&written(&halves(10, 10).into(), ImageFormat::Png)).unwrap();
    let before = canvas.clone();
    for (x, y, width, height) in [(10, 0, 5, 5), (0, 10, 5, 5), (3, 3, 0, 5), (u32::MAX, u32::MAX, u32::MAX, 1)] {
        canvas.black_out(Area { x, y, width, height });
    }
    assert_eq!(canvas, before);
    canvas.black_out(Area { x: 5, y: 5, width: u32::MAX, height: u32::MAX });
    canvas.black_out(Area { x: 0, y: 0, width: 7, height: 7 });
    assert_eq!(canvas.hidden(), 2);
    let black = |canvas: &Canvas| canvas.rgba().chunks(4).filter(|pixel| *pixel == [0, 0, 0, 255]).count();
    assert_eq!(black(&canvas), 25 + 49 - 4);
    canvas.undo();
    assert_eq!(black(&canvas), 25, "the area that both covered stays black");
    canvas.undo();
    canvas.undo();
    assert_eq!(canvas, before);
}

#[test]
fn every_kind_of_picture_is_read() {
    let grey = DynamicImage::ImageRgb8(halves(20, 10)).into_luma8();
    let deep = DynamicImage::ImageRgb8(halves(20, 10)).into_rgb16();
    let deep_grey = DynamicImage::ImageRgb8(halves(20, 10)).into_luma_alpha16();
    let kinds = [
        (DynamicImage::from(halves(20, 10)), ImageFormat::Bmp),
        (halves(20, 10).into(), ImageFormat::WebP),
        (halves(20, 10).into(), ImageFormat::Jpeg),
        (halves(20, 10).into(), ImageFormat::Png),
        (grey.clone().into(), ImageFormat::Png),
        (grey.into(), ImageFormat::Jpeg),
        (deep.into(), ImageFormat::Png),
        (deep_grey.into(), ImageFormat::Png),
        (halves(1, 1).into(), ImageFormat::Png),
    ];
    for (image, format) in kinds {
        let canvas = open(&written(&image, format)).unwrap();
        assert_eq!(canvas.size(), image.dimensions(), "{format:?}");
        finishes_clean(&canvas, "png");
    }
    // Two colours in a palette, one bit per pixel: eight by one.
    let mut palette = b"\x89PNG\r\n\x1a\n".to_vec();
    palette.extend(chunk(*b"IHDR", &[0, 0, 0, 8, 0, 0, 0, 1, 1, 3, 0, 0, 0]));
    palette.extend(chunk(*b"PLTE", &[200, 10, 10, 10, 10, 200]));
    let stored = [0x78, 1, 1, 2, 0, 0xfd, 0xff, 0, 0b1111_0000, 0, 0xf1 + 1, 0, 0xf1];
    let adler = {
        let (mut low, mut high) = (1_u32, 0_u32);
        for byte in [0_u32, 0b1111_0000] {
            low = (low + byte) % 65_521;
            high = (high + low) % 65_521;
        }
        (high << 16 | low).to_be_bytes()
    };
    palette.extend(chunk(*b"IDAT", &[&stored[..9], &adler].concat()));
    palette.extend(chunk(*b"IEND", &[]));
    let shown = finishes_clean(&open(&palette).unwrap(), "png").into_rgb8();
    assert_eq!((shown.get_pixel(0, 0).0, shown.get_pixel(7, 0).0), ([10, 10, 200], [200, 10, 10]));
}

#[test]
fn transparent_parts_are_drawn_on_white() {
    let image = RgbaImage::from_fn(4, 1, |x, _| Rgba([0, 0, 0, [0, 128, 255, 0][x as usize]]));
    let canvas = open(&written(&image.clone().into(), ImageFormat::Png)).unwrap();
    let seen: Vec<u8> = canvas.rgba().chunks(4).map(|pixel| pixel[0]).collect();
    assert_eq!(seen, [255, 127, 0, 255]);
    assert!(canvas.rgba().chunks(4).all(|pixel| pixel[3] == 255));
    assert_eq!(open_pixels(4, 1, image.into_raw()).unwrap(), canvas, "the pasted picture looks the same");
}

#[test]
fn a_line_of_pixels_stays_a_line() {
    let canvas = open(&written(&halves(9_000, 1).into(), ImageFormat::Png)).unwrap();
    assert_eq!(canvas.size(), (LONG_SIDE, 1));
    assert_eq!(canvas.small(96).size(), (96, 1));
}

#[test]
fn a_header_that_claims_too_much_is_not_believed() {
    for (width, height) in [(100_000_u32, 100_000_u32), (12_001, 1), (1, 12_001), (12_000, 12_000), (u32::MAX, 1)] {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        bytes.extend(chunk(*b"IHDR", &[&size[..], &[8, 2, 0, 0, 0]].concat()));
        bytes.extend(chunk(*b"IDAT", &[0x78, 1]));
        bytes.extend(chunk(*b"IEND", &[]));
        let refused = open(&bytes).unwrap_err();
        assert!(
            matches!(refused, PictureError::TooManyPixels | PictureError::Damaged),
            "{width} × {height}: {refused}"
        );
        if width <= 100_000 {
            assert_eq!(refused, PictureError::TooManyPixels, "{width} × {height}");
        }
    }
    assert_eq!(open_pixels(12_001, 1, vec![0; 4 * 12_001]).unwrap_err(), PictureError::TooManyPixels);
    assert_eq!(open_pixels(2, 2, vec![0; 4]).unwrap_err(), PictureError::Damaged);
    assert_eq!(open_pixels(0, 2, Vec::new()).unwrap_err(), PictureError::Unknown);
}

#[test]
fn files_that_are_not_pictures_are_recognised() {
    let heic = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand, b"\0\0\0\0mif1heic"].concat();
    for brand in [b"heic", b"heix", b"mif1", b"msf1"] {
        assert_eq!(open(&heic(brand)).unwrap_err(), PictureError::Heic);
    }
    let others: [&[u8]; 6] = [b"", b"%PDF-1.7", b"GIF89a\x01\0\x01\0", b"<svg/>", &heic(b"avif"), &heic(b"mp42")];
    for other in others {
        assert_eq!(open(other).unwrap_err(), PictureError::Unknown, "{}", String::from_utf8_lossy(other));
    }
    assert_eq!(open(b"\x89PNG\r\n\x1a\nand then nothing").unwrap_err(), PictureError::Damaged);
    let too_large = vec![0; usize::try_from(MOST_BYTES_READ).unwrap() + 1];
    assert_eq!(open(&too_large).unwrap_err(), PictureError::TooLarge);
}

/// The result is a picture or an error, for any bytes.
fn comes_to_an_end(bytes: &[u8]) {
    if let Ok(canvas) = open(bytes) {
        finish(&canvas).unwrap();
    }
}

#[test]
fn a_file_that_ends_early_is_an_error_or_a_picture() {
    let image = photo(90, 60);
    let files = [
        telephone_photo(&image, 6),
        talkative_png(&image),
        written(&image.clone().into(), ImageFormat::WebP),
        written(&image.into(), ImageFormat::Bmp),
    ];
    for file in files {
        for end in (0..file.len()).step_by(100) {
            comes_to_an_end(&file[..end]);
        }
        comes_to_an_end(&file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn no_bytes_bring_it_down(kind in 0..5_usize, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let starts: [&[u8]; 5] = [b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff", b"RIFF\0\x01\0\0WEBP", b"BM"];
        comes_to_an_end(&[starts[kind], &bytes].concat());
    }

    #[test]
    fn no_damage_brings_it_down(which in 0..4_usize, at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let image = photo(24, 16);
        let mut file = match which {
            0 => telephone_photo(&image, 8),
            1 => talkative_png(&image),
            2 => written(&image.into(), ImageFormat::WebP),
            _ => written(&image.into(), ImageFormat::Bmp),
        };
        let place = at.index(file.len());
        file[place] = byte;
        comes_to_an_end(&file);
    }

    #[test]
    fn black_stays_black_and_undo_brings_all_back(
        areas in proptest::collection::vec((0..40_u32, 0..30_u32, 0..40_u32, 0..30_u32), 0..6)
    ) {
        let mut canvas = open(&written(&halves(32, 24).into(), ImageFormat::Png)).unwrap();
        let before = canvas.clone();
        for &(x, y, width, height) in &areas {
            canvas.black_out(Area { x, y, width, height });
        }
        let covered = |x: u32, y: u32| areas.iter().any(|&(left, top, width, height)| {
            (left..left + width).contains(&x) && (top..top + height).contains(&y)
        });
        let shown = image::load_from_memory(&finish(&canvas).unwrap().bytes).unwrap().into_rgb8();
        for (x, y, pixel) in shown.enumerate_pixels() {
            prop_assert_eq!(pixel.0 == [0, 0, 0], covered(x, y));
        }
        for _ in 0..areas.len() {
            canvas.undo();
        }
        prop_assert_eq!(canvas, before);
    }
}
