//! What all commands share: how they end, what they print, how they read a pack.

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
    /// It is fine.
    Fine,
    /// It found problems.
    Found,
    /// It could not be done.
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

/// Why a command could not be carried out, for whoever typed it.
pub(super) type Trouble = String;

pub(super) fn files_of(path: Option<&Path>, lang: Lang) -> Result<Vec<SourceFile>, Trouble> {
    path.map_or_else(|| Ok(packs::built_in()), |path| read(path, lang))
}

pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<SourceFile>, Trouble> {
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

/// Prints on standard output. A reader that has seen enough (`| head`) is no error.
pub(super) fn say(text: &str) -> Result<(), Trouble> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Says something on standard error. Where even that is closed, nobody is there to be told.
pub(super) fn complain(why: &str) {
    writeln!(io::stderr(), "okpay-wizard: {why}").ok();
}
