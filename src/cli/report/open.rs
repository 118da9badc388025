//! The content of one file, if it is one that may be read.

use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

use super::words::Words;
use crate::lang::{Lang, fill};
use crate::report::{LARGEST_FILE, ReadBack, ReadReportError, clean_line, read};

/// The most bytes of a file: a report with all the pictures it may have is smaller.
const MOST_BYTES: u64 = LARGEST_FILE as u64;

/// The most characters of what is said to be wrong in a report: it may quote the report.
const LONGEST_REASON: usize = 200;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// The system does not let it be read.
    Io(ErrorKind),
    /// A link, a pipe, a device.
    NoFile,
    /// It is larger than a report can be.
    TooLarge,
    /// Folders in folders in folders.
    TooDeep,
    /// Its content is no report.
    NoReport(ReadReportError),
}

/// Reads a report that somebody named, through links if it is one.
pub(super) fn named(path: &Path) -> Result<ReadBack, Unread> {
    opened(File::open_ambient_with(path, &options(FollowSymlinks::Yes), ambient_authority()))
}

/// Reads a report that lies in a folder; a link is none.
pub(super) fn in_folder(dir: &Dir, name: &Path) -> Result<ReadBack, Unread> {
    opened(dir.open_with(name, &options(FollowSymlinks::No)))
}

fn options(follow: FollowSymlinks) -> OpenOptions {
    let mut options = OpenOptions::new();
    // A pipe that took the place of a file would make the program wait for ever.
    options.read(true).follow(follow).nonblock(true);
    options
}

fn opened(file: io::Result<File>) -> Result<ReadBack, Unread> {
    let failed = |error: io::Error| Unread::Io(error.kind());
    let file = file.map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(Unread::NoFile);
    }
    if metadata.len() > MOST_BYTES {
        return Err(Unread::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // It may grow while it is read.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unread::TooLarge);
    }
    read(&bytes).map_err(Unread::NoReport)
}

impl Unread {
    /// Why, in a few words.
    pub(super) fn words(&self, lang: Lang) -> String {
        let words = Words::of(lang);
        match self {
            Self::Io(ErrorKind::NotFound) => words.not_found.to_owned(),
            Self::Io(ErrorKind::PermissionDenied) => words.denied.to_owned(),
            Self::Io(kind) => fill(words.system_says, &[("why", &kind.to_string())]),
            Self::NoFile => words.no_file.to_owned(),
            Self::TooLarge => words.too_large.to_owned(),
            Self::TooDeep => words.too_deep.to_owned(),
            Self::NoReport(why) => no_report(why, lang),
        }
    }

    /// What could not be read, why, and what to do.
    pub(super) fn sentence(&self, path: &Path, lang: Lang) -> String {
        let words = Words::of(lang);
        let todo = match self {
            Self::Io(ErrorKind::NotFound) => words.look_at_name,
            Self::Io(ErrorKind::PermissionDenied) => words.ask_for_rights,
            Self::NoReport(ReadReportError::Newer(_)) => words.take_newer,
            Self::Io(_) | Self::NoFile | Self::TooLarge | Self::TooDeep | Self::NoReport(_) => words.ask_again,
        };
        fill(words.cannot_read, &[("path", &super::shown(path)), ("why", &self.words(lang)), ("todo", todo)])
    }
}

fn no_report(why: &ReadReportError, lang: Lang) -> String {
    if lang == Lang::English {
        return short(&why.to_string());
    }
    match why {
        ReadReportError::Other => "它不是这个程序的报告".to_owned(),
        ReadReportError::Newer(format) => format!("这份报告由更新版本的程序保存（格式 {format}）"),
        ReadReportError::Damaged(detail) => format!("报告已损坏（{}）", short(detail)),
        ReadReportError::TooLarge => Words::of(lang).too_large.to_owned(),
    }
}

fn short(text: &str) -> String {
    let kept: String = text.chars().take(LONGEST_REASON).collect();
    clean_line(&kept)
}
