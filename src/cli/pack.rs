//! `okpay-wizard pack`: makes a pack into one file.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::args::PackCommand;
use super::check::{CheckFormat, check};
use super::common::{CommandError, Status, print, print_error, read};
use crate::desktop::{packs, whole_file};
use crate::lang::Lang;
use crate::pack::{Severity, Styled, load};

pub(super) fn run(command: &PackCommand, lang: Lang) -> Result<Status, CommandError> {
    match command {
        PackCommand::Build { folder, output } => build(folder, output.as_deref(), lang),
    }
}

/// Checks the pack and writes it into one file. A pack with errors is not written. Warnings are printed.
fn build(folder: &Path, output: Option<&Path>, lang: Lang) -> Result<Status, CommandError> {
    let files = read(folder, lang)?;
    let loaded = load(&files);
    if !loaded.problems.is_empty() {
        let style = if io::stdout().is_terminal() { Styled::Coloured } else { Styled::Plain };
        let set = (folder.display().to_string(), files.clone());
        print(&check(&[set], lang, CheckFormat::Text(style)).text)?;
    }
    let is_error = |severity| severity == Severity::Error;
    let Some(pack) = loaded.pack.filter(|_| !loaded.problems.iter().any(|problem| is_error(problem.severity))) else {
        print_error(match lang {
            Lang::Chinese => "有错误，没有生成文件",
            Lang::English => "there are errors, so no file was made",
        });
        return Ok(Status::Found);
    };
    let bytes = packs::to_zip(&files).map_err(|why| why.message(lang))?;
    let file = output.map_or_else(|| PathBuf::from(format!("{}.{}", pack.id, packs::EXTENSION)), Path::to_owned);
    whole_file::replace(&file, &bytes).map_err(|error| match lang {
        Lang::Chinese => format!("无法写入 {}：{error}", file.display()),
        Lang::English => format!("cannot write {}: {error}", file.display()),
    })?;
    print(&format!("{}\n", file.display()))?;
    Ok(Status::Fine)
}
