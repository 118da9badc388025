//! From the double-click to the first frame, and what happens when a renderer fails.
//!
//! After a renderer has failed, a new process tries the next one, because a broken driver may have left anything
//! behind. [`fallback`] has the order; [`watch`] notices renderers that crash or hang; [`no_window`] helps when all
//! have failed.
//!
//! A start is never silent. A mark on the disk names the renderer that is being tried, a thread watches the time, and a
//! second process waits while the renderer is untested. If a renderer fails, the next one follows; after the last one
//! come the browser and a message box of the system.
//!
//! Each renderer has its own process, because a second window in the same process fails after a driver has hung or a
//! panic has passed through the window's library. On Unix the program replaces itself; on Windows it starts the next
//! process and ends. An environment variable selects Mesa's software renderer, and it can be set only for a new
//! process.

mod fallback;
mod no_window;
mod options;
mod simulated_failure;
mod watch;
mod window;
#[cfg(windows)]
mod windows_renderer;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub use self::no_window::help_without_window;
pub use self::simulated_failure::{FailureKind, FailurePoint, SimulatedFailure};

use self::fallback::{DisplayLocation, Platform, StartEnv, fallback_order};
use self::watch::{DEFAULT_TIMEOUT, StartResources, WatchedStart};
use self::window::WindowSetup;
use crate::desktop::{Folders, Instance, Renderer, Settings, StartRecord, clock, start_again};
use crate::lang::Lang;

/// What the command line asks for.
#[derive(Debug)]
pub struct WindowOptions {
    /// The pack's path; `None` for the built-in one.
    pub pack: Option<PathBuf>,
    /// The language, if the command line names one.
    pub lang: Option<Lang>,
    /// The folders for everything that the program saves.
    pub folders: Folders,
    /// The lock that makes this copy the only one on the data folder; `None` if that folder cannot be used.
    pub instance: Option<Instance>,
    /// Why the data folder cannot be used, in the system's words.
    pub no_data: Option<String>,
    /// How the window is drawn.
    pub drawing: DrawingMethod,
}

/// How the window is drawn.
#[derive(Clone, Debug, Default)]
pub struct DrawingMethod {
    /// The renderer from the command line. It takes precedence over the settings.
    pub requested: RequestedDrawing,
    /// Renderers that failed during this start, in earlier processes.
    pub failed: Vec<Renderer>,
    /// Failures to simulate.
    pub simulated_failures: Vec<SimulatedFailure>,
    /// How long the window may take to appear; `None` for the usual time.
    pub timeout: Option<Duration>,
}

/// The renderer that the command line asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestedDrawing {
    /// As the settings say.
    #[default]
    AsSet,
    /// Any that works, even if the settings name one.
    Any,
    /// This one first.
    First(Renderer),
    /// None: no window opens, and the guide opens in the browser at once.
    Nothing,
}

/// How a window ended.
#[derive(Debug)]
pub enum WindowExit {
    /// The customer closed it.
    Closed,
    /// The program failed while the window was open.
    Crashed,
    /// No window opened.
    NoWindow(WindowError),
}

/// No window could be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no window can be opened here: {why}")]
pub struct WindowError {
    /// Why, in the system's words.
    pub why: String,
    /// Whether another renderer could have helped.
    pub display: Display,
}

/// Whether there is a display at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// There is a display, but no renderer works on it.
    Present,
    /// There is no display.
    Missing,
}

/// Opens the window and runs it until it is closed.
///
/// When a renderer fails, this process ends and another one goes on with the next renderer. The function returns only
/// when no renderer is left, or when no other process can be started.
pub fn open_window(options: WindowOptions) -> WindowExit {
    let WindowOptions { pack, lang, folders, instance, no_data, drawing } = options;
    let (settings, settings_notice) = Settings::load(&folders.settings_file());
    let data = no_data.is_none().then_some(folders.data.as_path());
    let mut record = StartRecord::load(data, env!("CARGO_PKG_VERSION"), clock::now());
    let Some(renderer) = next_renderer(&drawing, &settings, &record) else {
        // A second double-click tries every renderer again.
        record.forget();
        return WindowExit::NoWindow(WindowError {
            why: "every renderer has failed".to_owned(),
            display: Display::Present,
        });
    };
    if let Some(variables) = required_environment(renderer) {
        drop(instance);
        let Err(error) = start_again(&drawing.failed, variables);
        return WindowExit::NoWindow(WindowError { why: error.to_string(), display: Display::Present });
    }
    tracing::info!(renderer = renderer.name(), "opening the window");
    let timeout = drawing.timeout.unwrap_or(DEFAULT_TIMEOUT);
    let start = WatchedStart::begin(record, instance, renderer, &drawing.failed, timeout);
    let setup = WindowSetup {
        pack,
        lang,
        folders,
        no_data,
        settings,
        settings_notice,
        simulated_failures: drawing.simulated_failures,
        start: start.clone(),
    };
    match attempt(renderer, setup) {
        AttemptOutcome::Closed => {
            start.over();
            WindowExit::Closed
        }
        AttemptOutcome::Crashed(why) => {
            start.over();
            tracing::error!(why, "the window is gone");
            WindowExit::Crashed
        }
        AttemptOutcome::NoDisplay(why) => {
            drop(start.refused());
            WindowExit::NoWindow(WindowError { why, display: Display::Missing })
        }
        AttemptOutcome::Refused(why) => {
            tracing::warn!(why, renderer = renderer.name(), "this renderer does not work here");
            let StartResources { instance, .. } = start.refused();
            drop(instance);
            let mut failed = drawing.failed;
            failed.push(renderer);
            let Err(error) = start_again(&failed, &[]);
            tracing::error!(%error, "the program could not be started again");
            WindowExit::NoWindow(WindowError { why, display: Display::Present })
        }
    }
}

/// The renderer to try next.
fn next_renderer(drawing: &DrawingMethod, settings: &Settings, record: &StartRecord) -> Option<Renderer> {
    let requested = match drawing.requested {
        RequestedDrawing::AsSet => settings.renderer,
        RequestedDrawing::Any => None,
        RequestedDrawing::First(renderer) => Some(renderer),
        RequestedDrawing::Nothing => return None,
    };
    let location = DisplayLocation::from_session_name(std::env::var("SESSIONNAME").ok().as_deref());
    let died = record.died();
    let env = StartEnv { platform: Platform::current(), location, requested, failed: &drawing.failed, died: &died };
    fallback_order(env).first().copied()
}

/// The variables that this renderer needs and the environment lacks. Mesa reads when it is loaded whether to leave the
/// graphics card alone.
fn required_environment(renderer: Renderer) -> Option<&'static [(&'static str, &'static str)]> {
    const MESA: (&str, &str) = ("LIBGL_ALWAYS_SOFTWARE", "1");
    let is_mesa = cfg!(all(unix, not(target_os = "macos")));
    let is_set = std::env::var_os(MESA.0).is_some_and(|value| value == MESA.1);
    (is_mesa && renderer == Renderer::Software && !is_set).then_some(&[MESA])
}

/// How the attempt with one renderer ended.
enum AttemptOutcome {
    /// The window opened and was closed.
    Closed,
    /// The window opened, and then the program failed.
    Crashed(String),
    /// This renderer does not work here.
    Refused(String),
    /// There is no display.
    NoDisplay(String),
}

fn attempt(renderer: Renderer, setup: WindowSetup) -> AttemptOutcome {
    let has_opened = Arc::new(AtomicBool::new(false));
    let opened_flag = Arc::clone(&has_opened);
    let options = options::options(renderer, &setup.settings);
    let run = AssertUnwindSafe(|| window::run(options, renderer, setup, opened_flag));
    let (why, error) = match catch_unwind(run) {
        Ok(Ok(())) => return AttemptOutcome::Closed,
        Ok(Err(error)) => (error.to_string(), Some(error)),
        // The panic hook has logged the message. Here only the fact matters.
        Err(_panic) => ("it failed with a panic".to_owned(), None),
    };
    if has_opened.load(Ordering::Acquire) {
        AttemptOutcome::Crashed(why)
    } else if matches!(error, Some(eframe::Error::WinitEventLoop(_))) {
        AttemptOutcome::NoDisplay(why)
    } else {
        AttemptOutcome::Refused(why)
    }
}
