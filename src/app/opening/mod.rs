//! From the double-click to the first frame, and what is done where that does not go well.
//!
//! Each way of drawing that fails is followed by the next one in a process of its own, as a driver that failed may have
//! left anything behind. [`ladder`] says which comes when; [`watch`] notices those that die or never come back;
//! [`no_window`] is what is left when all have failed.
//!
//! A start is never silent. A mark on the disk says which way is being tried, a thread watches the time, and a second
//! process waits while nothing is known about that way. Whatever fails, the next way is tried; after the last one come
//! the browser and a message box of the system.
//!
//! Each way has its own process because two windows of one process work only until a driver has hung or a panic has
//! gone through the window's library. On Unix the program replaces itself; on Windows it starts the next process and
//! ends. Mesa's software renderer is chosen by an environment variable, which can only be set for a new process.

mod ladder;
mod no_window;
mod options;
mod rehearsal;
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
pub use self::rehearsal::{FailureKind, FailurePoint, SimulatedFailure};

use self::ladder::{Seat, StartEnv, System, ladder};
use self::watch::{Held, PATIENCE, Start};
use self::window::Making;
use crate::desktop::{Folders, Instance, Renderer, Settings, StartRecord, clock, start_again};
use crate::lang::Lang;

/// What the command line wishes for the window.
#[derive(Debug)]
pub struct WindowOptions {
    /// Where the pack lies; nothing for the built-in one.
    pub pack: Option<PathBuf>,
    /// The language, if it was named.
    pub lang: Option<Lang>,
    /// Where everything is kept.
    pub folders: Folders,
    /// Being the one copy that works on the data folder; `None` where that folder cannot be used.
    pub instance: Option<Instance>,
    /// Why the data folder cannot be used, in the system's words.
    pub no_data: Option<String>,
    /// How the window is drawn.
    pub drawing: DrawingMethod,
}

/// How the window is drawn.
#[derive(Clone, Debug, Default)]
pub struct DrawingMethod {
    /// What the command line names, before what the settings say.
    pub wish: RequestedDrawing,
    /// What has failed in this start already, in an earlier process.
    pub without: Vec<Renderer>,
    /// Failures to be played.
    pub rehearsals: Vec<SimulatedFailure>,
    /// How long the window may take to come; the usual time where none is named.
    pub patience: Option<Duration>,
}

/// The way of drawing that somebody names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestedDrawing {
    /// Whatever the settings say.
    #[default]
    AsSet,
    /// Whatever works, whatever the settings say.
    Any,
    /// This one first.
    First(Renderer),
    /// None at all: the last resort at once.
    Nothing,
}

/// How a window ended.
#[derive(Debug)]
pub enum WindowExit {
    /// It was closed.
    Closed,
    /// The program failed while it was open.
    Crashed,
    /// There was none.
    NoWindow(WindowError),
}

/// No window could be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no window can be opened here: {why}")]
pub struct WindowError {
    /// Why, in the system's words.
    pub why: String,
    /// Whether another way of drawing could have helped.
    pub display: Display,
}

/// Whether there is a display at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// There is, and nothing can draw on it.
    There,
    /// There is none.
    Missing,
}

/// Opens the window and runs it until it is closed.
///
/// Where a way of drawing fails, this process ends and another goes on with the next one; it comes back only when none
/// is left, or when no other process can be started.
pub fn open_window(wishes: WindowOptions) -> WindowExit {
    let WindowOptions { pack, lang, folders, instance, no_data, drawing } = wishes;
    let (settings, trouble) = Settings::load(&folders.settings_file());
    let data = no_data.is_none().then_some(folders.data.as_path());
    let mut record = StartRecord::load(data, env!("CARGO_PKG_VERSION"), clock::now());
    let Some(renderer) = next_way(&drawing, &settings, &record) else {
        // Whoever double-clicks again tries everything again.
        record.forget();
        return WindowExit::NoWindow(WindowError {
            why: "every way of drawing has failed".to_owned(),
            display: Display::There,
        });
    };
    if let Some(variables) = as_the_environment_has_to_be(renderer) {
        drop(instance);
        let Err(error) = start_again(&drawing.without, variables);
        return WindowExit::NoWindow(WindowError { why: error.to_string(), display: Display::There });
    }
    tracing::info!(renderer = renderer.name(), "opening the window");
    let patience = drawing.patience.unwrap_or(PATIENCE);
    let start = Start::begin(record, instance, renderer, &drawing.without, patience);
    let making = Making {
        pack,
        lang,
        folders,
        no_data,
        settings,
        trouble,
        rehearsals: drawing.rehearsals,
        start: start.clone(),
    };
    match attempt(renderer, making) {
        Attempt::Closed => {
            start.over();
            WindowExit::Closed
        }
        Attempt::Crashed(why) => {
            start.over();
            tracing::error!(why, "the window is gone");
            WindowExit::Crashed
        }
        Attempt::NoDisplay(why) => {
            drop(start.refused());
            WindowExit::NoWindow(WindowError { why, display: Display::Missing })
        }
        Attempt::Refused(why) => {
            tracing::warn!(why, renderer = renderer.name(), "this way of drawing does not work here");
            let Held { instance, .. } = start.refused();
            drop(instance);
            let mut without = drawing.without;
            without.push(renderer);
            let Err(error) = start_again(&without, &[]);
            tracing::error!(%error, "the program could not be started anew");
            WindowExit::NoWindow(WindowError { why, display: Display::There })
        }
    }
}

/// The way of drawing that is next.
fn next_way(drawing: &DrawingMethod, settings: &Settings, record: &StartRecord) -> Option<Renderer> {
    let wish = match drawing.wish {
        RequestedDrawing::AsSet => settings.renderer,
        RequestedDrawing::Any => None,
        RequestedDrawing::First(renderer) => Some(renderer),
        RequestedDrawing::Nothing => return None,
    };
    let seat = Seat::of_session(std::env::var("SESSIONNAME").ok().as_deref());
    let died = record.died();
    let env = StartEnv { system: System::this(), seat, wish, without: &drawing.without, died: &died };
    ladder(env).first().copied()
}

/// What the environment of the process has to be for this way of drawing, where it is not so already: Mesa reads
/// whether to leave the graphics card alone when it is loaded.
fn as_the_environment_has_to_be(renderer: Renderer) -> Option<&'static [(&'static str, &'static str)]> {
    const MESA: (&str, &str) = ("LIBGL_ALWAYS_SOFTWARE", "1");
    let is_mesa = cfg!(all(unix, not(target_os = "macos")));
    let is_set = std::env::var_os(MESA.0).is_some_and(|value| value == MESA.1);
    (is_mesa && renderer == Renderer::Software && !is_set).then_some(&[MESA])
}

/// What came of one way of drawing.
enum Attempt {
    /// The window was there, and was closed.
    Closed,
    /// The window was there, and the program failed.
    Crashed(String),
    /// This way does not work here.
    Refused(String),
    /// There is nothing to draw on.
    NoDisplay(String),
}

fn attempt(renderer: Renderer, making: Making) -> Attempt {
    let has_opened = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&has_opened);
    let options = options::options(renderer, &making.settings);
    let run = AssertUnwindSafe(|| window::run(options, renderer, making, seen));
    let (why, error) = match catch_unwind(run) {
        Ok(Ok(())) => return Attempt::Closed,
        Ok(Err(error)) => (error.to_string(), Some(error)),
        // The hook has the words; here it is enough that there were some.
        Err(_panic) => ("it failed with a panic".to_owned(), None),
    };
    if has_opened.load(Ordering::Acquire) {
        Attempt::Crashed(why)
    } else if matches!(error, Some(eframe::Error::WinitEventLoop(_))) {
        Attempt::NoDisplay(why)
    } else {
        Attempt::Refused(why)
    }
}
