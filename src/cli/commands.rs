//! The commands, carried out.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use clap::Parser as _;

use super::args::{Args, Command};
use super::check::{CheckFormat, check};
use super::common::{Status, Trouble, complain, read, say, status};
use super::redact::redact;
use super::walk::walk;
use crate::desktop::{self, SystemFacts};
use crate::lang::Lang;
use crate::pack::{Styled, load};

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
    desktop::log::flush();
    done.unwrap_or_else(|why| {
        complain(&why);
        Status::Failed
    })
}

/// Asks for JSON instead of text.
struct Json;

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
