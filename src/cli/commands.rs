//! Parses the arguments and runs the commands.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use clap::Parser as _;

use super::args::{Args, Command};
use super::check::{CheckFormat, check};
use super::common::{CommandError, Status, print, print_error, read, status};
use super::redact::redact;
use super::walk::walk;
use crate::desktop::{self, SystemFacts};
use crate::lang::Lang;
use crate::pack::{Styled, load};

/// The arguments, or the exit status if there is nothing to run: help goes to standard output, an error to standard
/// error. With `--json`, the error also goes to standard output as a document.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Args, Status> {
    let arguments: Vec<OsString> = arguments.collect();
    Args::try_parse_from(&arguments).and_then(Args::checked).map_err(|error| {
        // Printing fails only if the terminal is gone.
        error.print().ok();
        if !error.use_stderr() {
            return Status::Fine;
        }
        if arguments.iter().any(|argument| argument == "--json") {
            print(&super::clear::error_document(error.to_string().trim())).ok();
        }
        Status::Failed
    })
}

/// Runs the command. If it fails, prints the reason on standard error.
pub fn run(args: Args) -> Status {
    let pack = args.pack.or(args.file);
    let pack = pack.as_deref();
    let lang = args.lang.unwrap_or_else(|| Lang::for_locale(&sys_locale::get_locale().unwrap_or_default()));
    let result = match args.command {
        Some(Command::Check { paths, json }) => run_check(&paths, json.then_some(CheckFormat::Json), lang),
        Some(Command::Walk { path, name, json, .. }) => {
            run_walk(&path, name.as_deref(), json.then_some(&JsonFlag), lang)
        }
        Some(Command::Pack { command }) => super::pack::run(&command, lang),
        Some(Command::Guide { output, .. }) => super::guide::run(pack, output.as_deref(), lang),
        Some(Command::Report(report)) => super::report::run(&report, args.lang, lang),
        Some(Command::Redact { file }) => run_redact(file.as_deref(), lang),
        Some(Command::Clear(clear)) => super::clear_command::run(&clear, pack, lang),
        Some(Command::Terminal { wizard, .. }) => super::window::run_terminal(pack, wizard.as_deref(), args.lang),
        None => super::window::run(&args.window, pack, args.lang, lang),
    };
    desktop::log::flush();
    result.unwrap_or_else(|why| {
        print_error(&why);
        Status::Failed
    })
}

/// Asks for JSON instead of text.
struct JsonFlag;

fn run_check(paths: &[PathBuf], format: Option<CheckFormat>, lang: Lang) -> Result<Status, CommandError> {
    let format = format.unwrap_or_else(|| {
        CheckFormat::Text(if io::stdout().is_terminal() { Styled::Coloured } else { Styled::Plain })
    });
    let sets: Result<Vec<_>, CommandError> =
        paths.iter().map(|path| Ok((path.display().to_string(), read(path, lang)?))).collect();
    let outcome = check(&sets?, lang, format);
    print(&outcome.text)?;
    Ok(status(&outcome.findings))
}

fn run_walk(path: &Path, name: Option<&str>, json: Option<&JsonFlag>, lang: Lang) -> Result<Status, CommandError> {
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
    print(if json.is_some() { &walks.json } else { &walks.text })?;
    Ok(status(&walks.findings))
}

fn run_redact(file: Option<&Path>, lang: Lang) -> Result<Status, CommandError> {
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
    let redacted = redact(&bytes, &desktop::known(), lang);
    print(&redacted.text)?;
    if !redacted.counts.is_empty() {
        print_error(&redacted.counts);
    }
    Ok(Status::Fine)
}
