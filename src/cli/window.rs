//! The window from the command line, and what is done where it does not come: the terminal, or a page in the browser.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::time::{Duration, Instant};

use super::args::WindowArgs;
use super::common::{Status, Trouble, complain, files_of};
use super::second;
use crate::app::{self, DrawingMethod, WindowError, WindowExit, WindowOptions, help_without_window};
use crate::desktop::{Folders, Instance, InstanceRole, console, crash, log, message_box, supervise};
use crate::lang::{Lang, Strings, fill};
use crate::pack::load;

/// How long the process that goes on after a failure waits for the one before it to be gone.
const HANDING_OVER: Duration = Duration::from_secs(5);

/// Opens the window and runs it.
pub(super) fn run(args: &WindowArgs, pack: Option<&Path>, wished: Option<Lang>, lang: Lang) -> Result<Status, Trouble> {
    if args.stand_by && supervise(io::stdin().lock()).is_ok() {
        return Ok(Status::Fine);
    }
    let comes_after_another = args.stand_by || !args.without.is_empty();
    let (folders, instance, no_data) =
        match claim(lang, pack, if comes_after_another { HANDING_OVER } else { Duration::ZERO })? {
            Claimed::First { folders, instance, no_data } => (folders, instance, no_data),
            Claimed::Second(status) => return Ok(status),
        };
    let drawing = DrawingMethod {
        requested: args.renderer.unwrap_or_default(),
        failed: args.without.clone(),
        simulated_failures: args.rehearse.clone(),
        timeout: args.patience.map(Duration::from_secs),
    };
    let window = WindowOptions {
        pack: pack.map(Path::to_owned),
        lang: wished,
        folders: folders.clone(),
        instance,
        no_data,
        drawing,
    };
    console::detach();
    match app::open_window(window) {
        WindowExit::Closed => Ok(Status::Fine),
        WindowExit::Crashed => {
            tell_of_crash(lang, &folders);
            Ok(Status::Failed)
        }
        WindowExit::NoWindow(trouble) => without_window(pack, wished, lang, &folders, &trouble),
    }
}

/// After the window is gone: first the log has it, then the customer is told, on the main thread and with no window
/// under way that could fail once more.
fn tell_of_crash(lang: Lang, folders: &Folders) {
    let words = &Strings::of(lang).start;
    let log = fill(words.log_is_in, &[("logs", &folders.logs.display().to_string())]);
    let said = [words.crashed, words.crashed_what_to_do, &log].join("\n\n");
    complain(&said);
    if let Err(error) = message_box::show("OKPay Wizard", &said) {
        tracing::warn!(%error, "the customer could not be told of the crash");
    }
}

/// Helps without a window: in the terminal, where there is one, and else in the browser.
fn without_window(
    pack: Option<&Path>,
    wished: Option<Lang>,
    lang: Lang,
    folders: &Folders,
    trouble: &WindowError,
) -> Result<Status, Trouble> {
    // The system's words are for the log; they name files of the machine that built the program.
    tracing::error!(%trouble, "no window");
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        complain(match lang {
            Lang::Chinese => "这里打不开窗口，改在终端里继续，步骤完全一样。",
            Lang::English => "No window can open here, so the program continues in this terminal, with the same steps.",
        });
        return run_terminal(pack, None, wished);
    }
    let loaded = load(&files_of(pack, lang)?);
    complain(&help_without_window(loaded.pack.as_ref(), lang, folders, trouble));
    Ok(Status::Failed)
}

/// Leads the customer in the terminal.
pub(super) fn run_terminal(pack: Option<&Path>, wizard: Option<&str>, wished: Option<Lang>) -> Result<Status, Trouble> {
    let lang = wished.unwrap_or_else(|| Lang::for_locale(&sys_locale::get_locale().unwrap_or_default()));
    let (folders, instance, no_data) = match claim(lang, None, Duration::ZERO)? {
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

/// Claims the place of the one copy. Where another process has just failed and this one goes on after it, that one may
/// need a moment to be gone.
fn claim(lang: Lang, pack: Option<&Path>, patience: Duration) -> Result<Claimed, Trouble> {
    let folders = Folders::of_this_user().map_err(|why| why.to_string())?;
    if let Err(why) = log::start(&folders.logs) {
        complain(&why.to_string());
    }
    let data = folders.data.clone();
    log::install_panic_hook(move |words| crash::on_panic(&data, words));
    let began = Instant::now();
    loop {
        match Instance::claim(&folders.data) {
            Ok(InstanceRole::First(instance)) => {
                return Ok(Claimed::First { folders, instance: Some(instance), no_data: None });
            }
            Ok(InstanceRole::Second(_)) if began.elapsed() < patience => std::thread::sleep(Duration::from_millis(50)),
            Ok(InstanceRole::Second(first)) => return Ok(Claimed::Second(second::visit(&first, pack, lang))),
            // A data folder that cannot be written must not keep anybody from being helped.
            Err(error) => {
                tracing::warn!(%error, "the data folder cannot be used");
                return Ok(Claimed::First { folders, instance: None, no_data: Some(error.to_string()) });
            }
        }
    }
}
