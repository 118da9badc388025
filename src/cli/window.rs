//! Opens the window from the command line. If no window can open, continues in the terminal or with a page in the
//! browser.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::time::{Duration, Instant};

use super::args::WindowArgs;
use super::common::{CommandError, Status, files_of, print_error};
use super::second_copy;
use crate::app::{self, DrawingMethod, WindowError, WindowExit, WindowOptions, help_without_window};
use crate::desktop::{Folders, Instance, InstanceRole, console, crash, log, message_box, supervise};
use crate::lang::{Lang, Strings, fill};
use crate::pack::load;

/// How long a process that continues after a failed one waits for that one to end.
const PREDECESSOR_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the window and runs it.
pub(super) fn run(
    args: &WindowArgs,
    pack: Option<&Path>,
    requested_lang: Option<Lang>,
    lang: Lang,
) -> Result<Status, CommandError> {
    if args.stand_by && supervise(io::stdin().lock()).is_ok() {
        return Ok(Status::Fine);
    }
    let has_predecessor = args.stand_by || !args.without.is_empty();
    let (folders, instance, no_data) =
        match claim(lang, pack, if has_predecessor { PREDECESSOR_TIMEOUT } else { Duration::ZERO })? {
            ClaimResult::First { folders, instance, no_data } => (folders, instance, no_data),
            ClaimResult::Second(status) => return Ok(status),
        };
    let drawing = DrawingMethod {
        requested: args.renderer.unwrap_or_default(),
        failed: args.without.clone(),
        simulated_failures: args.rehearse.clone(),
        timeout: args.patience.map(Duration::from_secs),
    };
    let window = WindowOptions {
        pack: pack.map(Path::to_owned),
        lang: requested_lang,
        folders: folders.clone(),
        instance,
        no_data,
        drawing,
    };
    console::detach();
    match app::open_window(window) {
        WindowExit::Closed => Ok(Status::Fine),
        WindowExit::Crashed => {
            report_crash(lang, &folders);
            Ok(Status::Failed)
        }
        WindowExit::NoWindow(error) => without_window(pack, requested_lang, lang, &folders, &error),
    }
}

/// Tells the customer about a crash, after the window is gone and the log has recorded the crash. This runs on the main
/// thread without any window that could fail again.
fn report_crash(lang: Lang, folders: &Folders) {
    let words = &Strings::of(lang).start;
    let log = fill(words.log_is_in, &[("logs", &folders.logs.display().to_string())]);
    let message = [words.crashed, words.crashed_what_to_do, &log].join("\n\n");
    print_error(&message);
    if let Err(error) = message_box::show("OKPay Wizard", &message) {
        tracing::warn!(%error, "the message about the crash could not be shown");
    }
}

/// Helps without a window: in the terminal if there is one, otherwise in the browser.
fn without_window(
    pack: Option<&Path>,
    requested_lang: Option<Lang>,
    lang: Lang,
    folders: &Folders,
    error: &WindowError,
) -> Result<Status, CommandError> {
    // Only the log gets the system's message: it names files of the machine that built the program.
    tracing::error!(%error, "no window");
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        print_error(match lang {
            Lang::Chinese => "这里打不开窗口，改在终端里继续，步骤完全一样。",
            Lang::English => "No window can open here, so the program continues in this terminal, with the same steps.",
        });
        return run_terminal(pack, None, requested_lang);
    }
    let loaded = load(&files_of(pack, lang)?);
    print_error(&help_without_window(loaded.pack.as_ref(), lang, folders, error));
    Ok(Status::Failed)
}

/// Runs the guides in the terminal.
pub(super) fn run_terminal(
    pack: Option<&Path>,
    wizard: Option<&str>,
    requested_lang: Option<Lang>,
) -> Result<Status, CommandError> {
    let lang = requested_lang.unwrap_or_else(|| Lang::for_locale(&sys_locale::get_locale().unwrap_or_default()));
    let (folders, instance, no_data) = match claim(lang, None, Duration::ZERO)? {
        ClaimResult::First { folders, instance, no_data } => (folders, instance, no_data),
        ClaimResult::Second(status) => return Ok(status),
    };
    let loaded = load(&files_of(pack, lang)?);
    let result = super::terminal::run(&loaded, folders, no_data, wizard, requested_lang);
    drop(instance);
    result
}

/// Whether this copy may work on the data folder.
#[expect(clippy::large_enum_variant, reason = "there is only one, and only briefly, at the start")]
enum ClaimResult {
    First { folders: Folders, instance: Option<Instance>, no_data: Option<String> },
    Second(Status),
}

/// Claims the data folder for this copy. If this process continues after a failed one, that one may need a moment to
/// end.
fn claim(lang: Lang, pack: Option<&Path>, patience: Duration) -> Result<ClaimResult, CommandError> {
    let folders = Folders::of_this_user().map_err(|why| why.to_string())?;
    if let Err(why) = log::start(&folders.logs) {
        print_error(&why.to_string());
    }
    let data = folders.data.clone();
    log::install_panic_hook(move |message| crash::on_panic(&data, message));
    let began = Instant::now();
    loop {
        match Instance::claim(&folders.data) {
            Ok(InstanceRole::First(instance)) => {
                return Ok(ClaimResult::First { folders, instance: Some(instance), no_data: None });
            }
            Ok(InstanceRole::Second(_)) if began.elapsed() < patience => std::thread::sleep(Duration::from_millis(50)),
            Ok(InstanceRole::Second(first)) => return Ok(ClaimResult::Second(second_copy::notify(&first, pack, lang))),
            // The program must help the customer even if it cannot write to the data folder.
            Err(error) => {
                tracing::warn!(%error, "the data folder cannot be used");
                return Ok(ClaimResult::First { folders, instance: None, no_data: Some(error.to_string()) });
            }
        }
    }
}
