//! Simulates failures, so that what follows a failure can be tested on any machine: `--rehearse opengl=hang`.

use std::str::FromStr;

use crate::desktop::Renderer;

/// A failure to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulatedFailure {
    /// Where.
    pub at: FailurePoint,
    /// How.
    pub how: FailureKind,
}

/// Where something fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailurePoint {
    /// While this renderer is set up.
    Renderer(Renderer),
    /// On the main thread, once the window is open.
    Window,
    /// On another thread, once the window is open.
    Thread,
}

/// How something fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// By a panic.
    Panic,
    /// By an error.
    Error,
    /// By never returning.
    Hang,
    /// By aborting the process, as a driver's crash does.
    Kill,
}

impl FromStr for SimulatedFailure {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (at, how) = text.split_once('=').ok_or("WHERE=HOW is needed: opengl=hang")?;
        let at = match at {
            "window" => FailurePoint::Window,
            "thread" => FailurePoint::Thread,
            name => FailurePoint::Renderer(
                Renderer::from_name(name).ok_or_else(|| format!("there is no renderer `{name}`"))?,
            ),
        };
        let how = match how {
            "panic" => FailureKind::Panic,
            "error" => FailureKind::Error,
            "hang" => FailureKind::Hang,
            "kill" => FailureKind::Kill,
            other => return Err(format!("`{other}` is none of panic, error, hang, kill")),
        };
        Ok(Self { at, how })
    }
}

/// Simulates the failure that was requested for this point; the error is such a failure.
pub(super) fn simulate(failures: &[SimulatedFailure], at: FailurePoint) -> Result<(), &'static str> {
    match failures.iter().find(|failure| failure.at == at).map(|failure| failure.how) {
        None => Ok(()),
        Some(FailureKind::Panic) => std::panic::panic_any("a rehearsed panic"),
        Some(FailureKind::Error) => Err("a rehearsed error"),
        Some(FailureKind::Hang) => loop {
            std::thread::park();
        },
        Some(FailureKind::Kill) => std::process::abort(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_named_by_point_and_kind() {
        let hang = SimulatedFailure { at: FailurePoint::Renderer(Renderer::OpenGl), how: FailureKind::Hang };
        assert_eq!("opengl=hang".parse(), Ok(hang));
        assert_eq!("window=panic".parse(), Ok(SimulatedFailure { at: FailurePoint::Window, how: FailureKind::Panic }));
        for wrong in ["opengl", "glow=hang", "opengl=explode"] {
            assert!(wrong.parse::<SimulatedFailure>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_the_requested_failure_happens() {
        let error = [SimulatedFailure { at: FailurePoint::Window, how: FailureKind::Error }];
        assert_eq!(simulate(&error, FailurePoint::Thread), Ok(()));
        assert_eq!(simulate(&error, FailurePoint::Window), Err("a rehearsed error"));
    }
}
