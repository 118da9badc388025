//! The commands, carried out.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;

use super::args::{Args, Command};
use super::check::{CheckFormat, Findings, check};
use super::redact::redact;
use super::walk::walk;
use crate::app::{self, Wishes};
use crate::desktop::{self, Claim, Folders, Instance, Knock, SystemFacts, log, packs};
use crate::lang::Lang;
use crate::pack::{SourceFile, Styled, load};

/// How long a second copy waits for the first to answer.
const PATIENCE: Duration = Duration::from_secs(2);

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
    Args::try_parse_from(&arguments).map_err(|wrong| {
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
    let lang = args.lang.unwrap_or_else(|| Lang::for_locale(&sys_locale::get_locale().unwrap_or_default()));
    let done = match args.command {
        Some(Command::Check { paths, json }) => run_check(&paths, json.then_some(CheckFormat::Json), lang),
        Some(Command::Walk { path, name, json, .. }) => run_walk(&path, name.as_deref(), json.then_some(&Json), lang),
        Some(Command::Report(report)) => super::report::run(&report, args.lang, lang),
        Some(Command::Redact { file }) => run_redact(file.as_deref(), lang),
        Some(Command::Clear(clear)) => super::clear_shell::run(&clear, args.pack.as_deref(), lang),
        Some(Command::Terminal { wizard }) => run_terminal(args.pack.as_deref(), wizard.as_deref(), args.lang),
        None => run_window(args.pack.as_deref(), args.lang, lang),
    };
    log::settle();
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
            Lang::Chinese => format!("没有名为 `{name}` 的走法"),
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
            Lang::Chinese => format!("读不了{name}：{error}"),
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

fn run_window(from: Option<&Path>, wished: Option<Lang>, lang: Lang) -> Result<Status, Trouble> {
    let (folders, instance, no_data) = match claim(lang)? {
        Claimed::First { folders, instance, no_data } => (folders, instance, no_data),
        Claimed::Second(status) => return Ok(status),
    };
    let window = Wishes { files: files_of(from, lang)?, lang: wished, folders, instance, no_data };
    match app::open_window(window) {
        Ok(()) => Ok(Status::Fine),
        Err(why) => {
            // The system's words are for the log; they name files of the machine that built the program.
            tracing::error!(%why, "no window");
            if io::stdin().is_terminal() && io::stdout().is_terminal() {
                complain(match lang {
                    Lang::Chinese => "这里打不开窗口，改在终端里继续，步骤完全一样。",
                    Lang::English => {
                        "No window can be opened here, so it goes on in the terminal, with the same steps."
                    }
                });
                run_terminal(from, None, wished)
            } else {
                Err(match lang {
                    Lang::Chinese => "这里打不开窗口。请在终端里运行：okpay-wizard terminal".to_owned(),
                    Lang::English => {
                        "no window can be opened here. In a terminal, run: okpay-wizard terminal".to_owned()
                    }
                })
            }
        }
    }
}

fn run_terminal(pack: Option<&Path>, wizard: Option<&str>, wished: Option<Lang>) -> Result<Status, Trouble> {
    let lang = wished.unwrap_or_else(|| Lang::for_locale(&sys_locale::get_locale().unwrap_or_default()));
    let (folders, instance, no_data) = match claim(lang)? {
        Claimed::First { folders, instance, no_data } => (folders, instance, no_data),
        Claimed::Second(status) => return Ok(status),
    };
    let loaded = load(&files_of(pack, lang)?);
    let done = super::terminal::run(&loaded, folders, no_data, wizard, wished);
    drop(instance);
    done
}

/// Whether this copy may work on the data folder.
#[expect(clippy::large_enum_variant, reason = "there is one, for a moment, at the start")]
enum Claimed {
    First { folders: Folders, instance: Option<Instance>, no_data: Option<String> },
    Second(Status),
}

fn claim(lang: Lang) -> Result<Claimed, Trouble> {
    let folders = Folders::of_this_user().map_err(|why| why.to_string())?;
    if let Err(why) = log::start(&folders.logs) {
        complain(&why.to_string());
    }
    log::install_panic_hook(|_| {});
    match Instance::claim(&folders.data) {
        Ok(Claim::First(instance)) => Ok(Claimed::First { folders, instance: Some(instance), no_data: None }),
        Ok(Claim::Second(second)) => {
            let knock = second.knock(PATIENCE);
            complain(match (lang, knock) {
                (Lang::Chinese, Knock::Answered) => "程序已经开着，窗口已调到最前面。",
                (Lang::Chinese, Knock::Silent) => "程序已经开着，请在任务栏里找到它的窗口。",
                (Lang::English, Knock::Answered) => "The program is open already; its window was brought to the front.",
                (Lang::English, Knock::Silent) => "The program is open already; look for its window in the task bar.",
            });
            Ok(Claimed::Second(if knock == Knock::Answered { Status::Fine } else { Status::Failed }))
        }
        // A data folder that cannot be written must not keep anybody from being helped.
        Err(error) => {
            tracing::warn!(%error, "the data folder cannot be used");
            Ok(Claimed::First { folders, instance: None, no_data: Some(error.to_string()) })
        }
    }
}

pub(super) fn files_of(path: Option<&Path>, lang: Lang) -> Result<Vec<SourceFile>, Trouble> {
    path.map_or_else(|| Ok(packs::built_in()), |path| read(path, lang))
}

fn read(path: &Path, lang: Lang) -> Result<Vec<SourceFile>, Trouble> {
    packs::in_folder(path).map_err(|error| match lang {
        Lang::Chinese => format!("读不了 {}：{error}", path.display()),
        Lang::English => format!("cannot read {}: {error}", path.display()),
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
