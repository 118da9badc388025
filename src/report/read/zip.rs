//! Reads a report from a zip: the JSON, or the page if there is no JSON. The other forms and the pictures are compared with
//! it.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{ReadBack, ReadReportError, read_text};
use crate::report::seal::Seal;
use crate::report::zip::{JSON_NAME, PAGE_NAME, SUMS_NAME, TEXT_NAME, sum};

/// The most entries of a zip. Ours have four, and one for each picture.
const MOST_ENTRIES: usize = 64;

/// The most bytes that are unpacked, all entries together. It protects against zip bombs.
const MOST_UNPACKED: u64 = 16 * 1024 * 1024;

/// Reads a report out of a zip, in memory.
pub(super) fn read(bytes: &[u8]) -> Result<ReadBack, ReadReportError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ReadReportError::Other);
    }
    let mut unpacking = Unpacking { archive, left: MOST_UNPACKED };
    let file = match unpacking.entry(JSON_NAME)? {
        Some(json) => json,
        None => unpacking.entry(PAGE_NAME)?.ok_or(ReadReportError::Other)?,
    };
    let mut read = read_text(&file)?;
    // People who open the zip themselves read the page or the text, so these must agree.
    if let Some(page) = unpacking.entry(PAGE_NAME)? {
        let same = read_text(&page).is_ok_and(|page| page.seal == Seal::Whole && page.report == read.report);
        read.seal = if same { read.seal } else { Seal::Broken };
    }
    if let Some(text) = unpacking.entry(TEXT_NAME)? {
        let sums = unpacking.entry(SUMS_NAME)?.unwrap_or_default();
        let is_listed = String::from_utf8_lossy(&sums).lines().any(|line| line == sum(TEXT_NAME, &text));
        read.seal = if is_listed { read.seal } else { Seal::Broken };
    }
    for note in &read.report.pictures {
        // A missing picture may have been removed when the report was passed on; that is allowed.
        if let Some(picture) = unpacking.entry(&note.id)?
            && !note.fits(&picture)
        {
            read.seal = Seal::Broken;
        }
    }
    Ok(read)
}

struct Unpacking<'z> {
    archive: ZipArchive<Cursor<&'z [u8]>>,
    /// How many bytes may still come out.
    left: u64,
}

impl Unpacking<'_> {
    /// The content of an entry; `None` if there is no entry with exactly this name. It is read only up to the limit, because
    /// the size in its header is not trusted.
    fn entry(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadReportError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        let mut content = Vec::new();
        let read = file
            .take(self.left + 1)
            .read_to_end(&mut content)
            .map_err(|error| ReadReportError::Damaged(error.to_string()))?;
        self.left = self.left.checked_sub(read as u64).ok_or(ReadReportError::TooLarge)?;
        Ok(Some(content))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "this is what `map_err` calls")]
fn damaged(error: ZipError) -> ReadReportError {
    ReadReportError::Damaged(error.to_string())
}
