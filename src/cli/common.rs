//! The exit status, the printing and the reading of packs, which all commands share.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::check::Findings;
use crate::desktop::packs;
use crate::lang::Lang;
use crate::pack::SourceFile;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It succeeded and found no problem.
    Fine,
    /// It found problems.
    Found,
    /// It failed.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => Self::SUCCESS,
            Status::Found => Self::from(1),
            Status::Failed => Self::from(2),
        }
    }
}

/// The reason why a command failed, as a sentence for the person who typed it.
pub(super) type CommandError = String;

pub(super) fn files_of(path: Option<&Path>, lang: Lang) -> Result<Vec<SourceFile>, CommandError> {
    path.map_or_else(|| Ok(packs::built_in()), |path| read(path, lang))
}

pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<SourceFile>, CommandError> {
    packs::read(path).map_err(|why| {
        let is_missing = matches!(&why, packs::PackFileError::Io(error) if error.kind() == io::ErrorKind::NotFound);
        match lang {
            Lang::Chinese if is_missing => format!("找不到 {}", path.display()),
            Lang::Chinese => format!("无法读取 {}：{}", path.display(), why.message(lang)),
            Lang::English => format!("cannot read {}: {}", path.display(), why.message(lang)),
        }
    })
}

pub(super) fn status(findings: &Findings) -> Status {
    match findings {
        Findings::None => Status::Fine,
        Findings::Some => Status::Found,
    }
}

/// Prints on standard output. A reader that stops reading (`| head`) is not an error.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Prints a message on standard error. If standard error is closed, too, the message is lost.
pub(super) fn print_error(message: &str) {
    writeln!(io::stderr(), "okpay-wizard: {message}").ok();
}
