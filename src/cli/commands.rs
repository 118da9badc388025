//! The commands, carried out.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;

use super::args::{Args, Command};
use super::check::{CheckFormat, Findings, check};
use super::redact::redact;
use super::walk::walk;
use crate::desktop::{self, SystemFacts, packs};
use crate::lang::Lang;
use crate::pack::{SourceFile, Styled, load};

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

/// The arguments, or how to end without them: help goes to standard output, what is wrong to standard error, and also
/// as a document to standard output where `--json` asks for one.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Args, Status> {
    let arguments: Vec<OsString> = arguments.collect();
    Args::try_parse_from(&arguments).and_then(Args::checked).map_err(|wrong| {
        // A terminal that is gone reads nothing.
        wrong.print().ok();
        if !wrong.use_stderr() {
            return Status::Fine;
        }
        if arguments.iter().any(|argument| argument == "--json") {
            say(&super::clear::error_document(wrong.to_string().trim())).ok();
        }
        Status::Failed
    })
}

/// Carries the command out; says on standard error why it could not.
pub fn run(args: Args) -> Status {
    let pack = args.pack.or(args.file);
    let pack = pack.as_deref();
    let lang = args.lang.unwrap_or_else(|| Lang::for_locale(&sys_locale::get_locale().unwrap_or_default()));
    let done = match args.command {
        Some(Command::Check { paths, json }) => run_check(&paths, json.then_some(CheckFormat::Json), lang),
        Some(Command::Walk { path, name, json, .. }) => run_walk(&path, name.as_deref(), json.then_some(&Json), lang),
        Some(Command::Pack { command }) => super::pack::run(&command, lang),
        Some(Command::Guide { output, .. }) => super::guide::run(pack, output.as_deref(), lang),
        Some(Command::Report(report)) => super::report::run(&report, args.lang, lang),
        Some(Command::Redact { file }) => run_redact(file.as_deref(), lang),
        Some(Command::Clear(clear)) => super::clear_shell::run(&clear, pack, lang),
        Some(Command::Terminal { wizard, .. }) => super::window::run_terminal(pack, wizard.as_deref(), args.lang),
        None => super::window::run(&args.window, pack, args.lang, lang),
    };
    desktop::log::settle();
    done.unwrap_or_else(|why| {
        complain(&why);
        Status::Failed
    })
}

/// Asks for JSON instead of text.
struct Json;

/// Why a command could not be carried out, for whoever typed it.
pub(super) type Trouble = String;

fn run_check(paths: &[PathBuf], format: Option<CheckFormat>, lang: Lang) -> Result<Status, Trouble> {
    let format = format.unwrap_or_else(|| {
        CheckFormat::Text(if io::stdout().is_terminal() { Styled::Coloured } else { Styled::Plain })
    });
    let sets: Result<Vec<_>, Trouble> =
        paths.iter().map(|path| Ok((path.display().to_string(), read(path, lang)?))).collect();
    let outcome = check(&sets?, lang, format);
    say(&outcome.text)?;
    Ok(status(&outcome.findings))
}

fn run_walk(path: &Path, name: Option<&str>, json: Option<&Json>, lang: Lang) -> Result<Status, Trouble> {
    let loaded = load(&read(path, lang)?);
    let Some(pack) = loaded.pack.filter(|_| loaded.broken.is_empty()) else {
        return Err(match lang {
            Lang::Chinese => format!("{} 里有错误，请先运行 okpay-wizard check", path.display()),
            Lang::English => format!("{} has errors; run okpay-wizard check first", path.display()),
        });
    };
    let walks = walk(&pack, name, SystemFacts::gather().os_kind, lang);
    if let (0, Some(name)) = (walks.played, name) {
        return Err(match lang {
            Lang::Chinese => format!("没有名为 `{name}` 的走查"),
            Lang::English => format!("there is no walk named `{name}`"),
        });
    }
    say(if json.is_some() { &walks.json } else { &walks.text })?;
    Ok(status(&walks.findings))
}

fn run_redact(file: Option<&Path>, lang: Lang) -> Result<Status, Trouble> {
    let read = if let Some(path) = file {
        std::fs::read(path)
    } else {
        let mut typed = Vec::new();
        io::stdin().lock().read_to_end(&mut typed).map(|_| typed)
    };
    let bytes = read.map_err(|error| {
        let name = file.map_or_else(String::new, |path| format!(" {}", path.display()));
        match lang {
            Lang::Chinese => format!("无法读取{name}：{error}"),
            Lang::English => format!("cannot read{name}: {error}"),
        }
    })?;
    let without = redact(&bytes, &desktop::known(), lang);
    say(&without.text)?;
    if !without.counts.is_empty() {
        complain(&without.counts);
    }
    Ok(Status::Fine)
}

pub(super) fn files_of(path: Option<&Path>, lang: Lang) -> Result<Vec<SourceFile>, Trouble> {
    path.map_or_else(|| Ok(packs::built_in()), |path| read(path, lang))
}

pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<SourceFile>, Trouble> {
    packs::read(path).map_err(|why| {
        let is_missing = matches!(&why, packs::BadPack::Io(error) if error.kind() == io::ErrorKind::NotFound);
        match lang {
            Lang::Chinese if is_missing => format!("找不到 {}", path.display()),
            Lang::Chinese => format!("无法读取 {}：{}", path.display(), why.told(lang)),
            Lang::English => format!("cannot read {}: {}", path.display(), why.told(lang)),
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
