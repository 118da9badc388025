//! Reports in a zip: the JSON, or else the page; the other forms beside it and the pictures are held against it.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{ReadBack, ReadReportError, read_text};
use crate::report::seal::Seal;
use crate::report::zip::{JSON_NAME, PAGE_NAME, SUMS_NAME, TEXT_NAME, sum};

/// The most entries that a zip may have. Ours have three and one for each picture.
const MOST_ENTRIES: usize = 64;

/// How much of a zip is unpacked at most, all entries together, in bytes. A bomb goes off in there.
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
    // Whoever opens the zip by hand looks at the page or the text, so these must say the same.
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
        // One that is not there was left out when the report was passed on; that breaks nothing.
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
    /// What an entry holds; `None` where there is none of this very name. What its header says of its size is not
    /// believed: it is read up to the limit and no further.
    fn entry(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadReportError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        let mut held = Vec::new();
        let read = file
            .take(self.left + 1)
            .read_to_end(&mut held)
            .map_err(|error| ReadReportError::Damaged(error.to_string()))?;
        self.left = self.left.checked_sub(read as u64).ok_or(ReadReportError::TooLarge)?;
        Ok(Some(held))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "this is what `map_err` calls")]
fn damaged(error: ZipError) -> ReadReportError {
    ReadReportError::Damaged(error.to_string())
}
