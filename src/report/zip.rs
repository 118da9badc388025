//! The report with its pictures in one file.

use std::io::{Cursor, Write as _};

use data_encoding::HEXLOWER;
use jiff::tz::Offset;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::html::to_html;
use super::json::to_json;
use super::model::Report;
use super::picture::Picture;
use super::text::to_text;
use super::write_error::WriteReportError;

/// The entries with the report.
pub(super) const PAGE_NAME: &str = "report.html";
pub(super) const JSON_NAME: &str = "report.json";
pub(super) const TEXT_NAME: &str = "report.txt";
/// The hashes of the other entries, in the format of `sha256sum --check`.
pub(super) const SUMS_NAME: &str = "SHA256SUMS";

/// The report as page, JSON and text, with its pictures. The same report gives the same bytes: the entries have the
/// report's time, and nothing depends on the computer.
pub fn to_zip(report: &Report, pictures: &[Picture]) -> Result<Vec<u8>, WriteReportError> {
    let made = made(report);
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(made)
        .unix_permissions(0o644);
    // Pictures are compressed already.
    let stored = packed.compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let texts = [(PAGE_NAME, to_html(report, pictures)?), (JSON_NAME, to_json(report)?), (TEXT_NAME, to_text(report))];
    let mut sums = String::new();
    for (name, text) in texts {
        zip.start_file(name, packed)?;
        zip.write_all(text.as_bytes()).map_err(zip::result::ZipError::Io)?;
        sums.push_str(&sum(name, text.as_bytes()));
        sums.push('\n');
    }
    zip.start_file(SUMS_NAME, packed)?;
    zip.write_all(sums.as_bytes()).map_err(zip::result::ZipError::Io)?;
    for note in &report.pictures {
        let Some(picture) = pictures.iter().find(|picture| picture.note == *note) else { continue };
        if note.media_type().is_none() {
            return Err(WriteReportError::PictureName(note.id.clone()));
        }
        zip.start_file(note.id.as_str(), stored)?;
        zip.write_all(&picture.bytes).map_err(zip::result::ZipError::Io)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A line of the file with the hashes.
pub(super) fn sum(name: &str, bytes: &[u8]) -> String {
    format!("{}  {name}", HEXLOWER.encode(&Sha256::digest(bytes)))
}

/// When the report was made, on the customer's clock, as zip files write times.
fn made(report: &Report) -> DateTime {
    let offset = Offset::from_seconds(report.zone.offset_seconds).unwrap_or(Offset::UTC);
    let at = offset.to_datetime(report.made.at);
    let number = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let (month, day) = (number(at.month()), number(at.day()));
    let (hour, minute, second) = (number(at.hour()), number(at.minute()), number(at.second()));
    DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}
