//! Opens and reads one report file.

use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

use super::sentences::SummarySentences;
use crate::lang::{Lang, fill};
use crate::report::{LARGEST_FILE, ReadBack, ReadReportError, clean_line, read};

/// The largest file that is read. A report with as many pictures as possible is smaller.
const MOST_BYTES: u64 = LARGEST_FILE as u64;

/// The longest description of an error in a report. It may quote the report.
const LONGEST_REASON: usize = 200;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReportReadFailure {
    /// The system reports an error.
    Io(ErrorKind),
    /// A link, a pipe, a device.
    NotAFile,
    /// It is larger than a report can be.
    TooLarge,
    /// The folders are nested too deeply.
    TooDeep,
    /// Its content is not a report.
    NotAReport(ReadReportError),
}

/// Reads a report that was named on the command line, which may be a link.
pub(super) fn named(path: &Path) -> Result<ReadBack, ReportReadFailure> {
    read_opened(File::open_ambient_with(path, &options(FollowSymlinks::Yes), ambient_authority()))
}

/// Reads a report in a folder, which must not be a link.
pub(super) fn in_folder(dir: &Dir, name: &Path) -> Result<ReadBack, ReportReadFailure> {
    read_opened(dir.open_with(name, &options(FollowSymlinks::No)))
}

fn options(follow: FollowSymlinks) -> OpenOptions {
    let mut options = OpenOptions::new();
    // Without this, a pipe in place of a file would make the program wait forever.
    options.read(true).follow(follow).nonblock(true);
    options
}

fn read_opened(file: io::Result<File>) -> Result<ReadBack, ReportReadFailure> {
    let failed = |error: io::Error| ReportReadFailure::Io(error.kind());
    let file = file.map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(ReportReadFailure::NotAFile);
    }
    if metadata.len() > MOST_BYTES {
        return Err(ReportReadFailure::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // The file may grow while the program reads it.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ReportReadFailure::TooLarge);
    }
    read(&bytes).map_err(ReportReadFailure::NotAReport)
}

impl ReportReadFailure {
    /// The reason in a few words.
    pub(super) fn words(&self, lang: Lang) -> String {
        let words = SummarySentences::of(lang);
        match self {
            Self::Io(ErrorKind::NotFound) => words.not_found.to_owned(),
            Self::Io(ErrorKind::PermissionDenied) => words.denied.to_owned(),
            Self::Io(kind) => fill(words.system_says, &[("why", &kind.to_string())]),
            Self::NotAFile => words.not_a_file.to_owned(),
            Self::TooLarge => words.too_large.to_owned(),
            Self::TooDeep => words.too_deep.to_owned(),
            Self::NotAReport(why) => not_a_report(why, lang),
        }
    }

    /// A sentence with the path, the reason and what to do.
    pub(super) fn sentence(&self, path: &Path, lang: Lang) -> String {
        let words = SummarySentences::of(lang);
        let todo = match self {
            Self::Io(ErrorKind::NotFound) => words.look_at_name,
            Self::Io(ErrorKind::PermissionDenied) => words.ask_for_rights,
            Self::NotAReport(ReadReportError::Newer(_)) => words.take_newer,
            Self::Io(_) | Self::NotAFile | Self::TooLarge | Self::TooDeep | Self::NotAReport(_) => words.ask_again,
        };
        fill(words.cannot_read, &[("path", &super::shown(path)), ("why", &self.words(lang)), ("todo", todo)])
    }
}

fn not_a_report(why: &ReadReportError, lang: Lang) -> String {
    if lang == Lang::English {
        return shortened(&why.to_string());
    }
    match why {
        ReadReportError::Other => "它不是这个程序的报告".to_owned(),
        ReadReportError::Newer(format) => format!("这份报告由更新版本的程序保存（格式 {format}）"),
        ReadReportError::Damaged(detail) => format!("报告已损坏（{}）", shortened(detail)),
        ReadReportError::TooLarge => SummarySentences::of(lang).too_large.to_owned(),
    }
}

fn shortened(text: &str) -> String {
    let kept: String = text.chars().take(LONGEST_REASON).collect();
    clean_line(&kept)
}
