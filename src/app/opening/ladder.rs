//! Which ways of drawing a window are tried, and in which order.
//!
//! OpenGL (glow) comes first: it makes a smaller program that needs less memory and starts on older machines. Direct3D
//! 12 (wgpu) follows on Windows only: over remote desktops and without a driver, Windows has OpenGL 1.1, which is not
//! enough.

use crate::desktop::{OS, Renderer};
use crate::pack::Os;

/// What the order depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StartEnv<'a> {
    /// The system.
    pub(super) system: System,
    /// Where the window is shown.
    pub(super) seat: Seat,
    /// The way that the customer or the command line names.
    pub(super) wish: Option<Renderer>,
    /// Those that have failed in this start.
    pub(super) without: &'a [Renderer],
    /// Those that took the program with them lately.
    pub(super) died: &'a [Renderer],
}

/// The systems, as far as they differ in drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum System {
    Windows,
    #[default]
    Other,
}

impl System {
    pub(super) fn this() -> Self {
        if OS == Os::Windows { Self::Windows } else { Self::Other }
    }
}

/// Where the window is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Seat {
    #[default]
    Here,
    /// On another computer, over Windows' remote desktop.
    Remote,
}

impl Seat {
    /// Read from the name that Windows gives a session: `RDP-Tcp#3`.
    pub(super) fn of_session(name: Option<&str>) -> Self {
        if name.is_some_and(|name| name.to_ascii_uppercase().starts_with("RDP-")) { Self::Remote } else { Self::Here }
    }
}

/// The ways to be tried, in order; none when the last resort is all that is left.
///
/// OpenGL comes first: a smaller program with less memory, and every Mac and every Mesa has it. Over a remote desktop
/// Windows offers OpenGL 1.1, so Direct3D comes first there. A way that crashed or hung lately is left out, unless
/// somebody names it.
pub(super) fn ladder(env: StartEnv<'_>) -> Vec<Renderer> {
    let usual: &[Renderer] = match (env.system, env.seat) {
        (System::Windows, Seat::Here) => &[Renderer::OpenGl, Renderer::DirectX, Renderer::Software],
        (System::Windows, Seat::Remote) => &[Renderer::DirectX, Renderer::Software, Renderer::OpenGl],
        (System::Other, _) => &[Renderer::OpenGl, Renderer::Software],
    };
    let wish = env.wish.filter(|wish| usual.contains(wish));
    let rest = usual.iter().copied().filter(|way| Some(*way) != wish && !env.died.contains(way));
    wish.into_iter().chain(rest).filter(|way| !env.without.contains(way)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Renderer::{DirectX, OpenGl, Software};

    #[test]
    fn each_system_has_its_order() {
        let other = StartEnv::default();
        assert_eq!(ladder(other), [OpenGl, Software]);
        let windows = StartEnv { system: System::Windows, ..other };
        assert_eq!(ladder(windows), [OpenGl, DirectX, Software]);
        assert_eq!(ladder(StartEnv { seat: Seat::Remote, ..windows }), [DirectX, Software, OpenGl]);
    }

    #[test]
    fn what_failed_is_left_out_and_what_died_lately_too() {
        let windows = StartEnv { system: System::Windows, ..StartEnv::default() };
        assert_eq!(ladder(StartEnv { died: &[OpenGl], ..windows }), [DirectX, Software]);
        assert_eq!(ladder(StartEnv { died: &[OpenGl], without: &[DirectX], ..windows }), [Software]);
        assert_eq!(ladder(StartEnv { died: &[OpenGl, DirectX, Software], ..windows }), []);
    }

    #[test]
    fn a_wish_comes_first_even_if_it_died_but_not_twice_in_a_start() {
        let env = StartEnv { wish: Some(Software), ..StartEnv::default() };
        assert_eq!(ladder(env), [Software, OpenGl]);
        assert_eq!(ladder(StartEnv { died: &[Software], ..env }), [Software, OpenGl]);
        assert_eq!(ladder(StartEnv { without: &[Software], ..env }), [OpenGl]);
    }

    #[test]
    fn a_wish_that_the_system_does_not_know_changes_nothing() {
        assert_eq!(ladder(StartEnv { wish: Some(DirectX), ..StartEnv::default() }), [OpenGl, Software]);
    }

    #[test]
    fn a_remote_desktop_is_known_by_its_session() {
        assert_eq!(Seat::of_session(Some("RDP-Tcp#3")), Seat::Remote);
        assert_eq!(Seat::of_session(Some("rdp-tcp#55")), Seat::Remote);
        assert_eq!(Seat::of_session(Some("Console")), Seat::Here);
        assert_eq!(Seat::of_session(None), Seat::Here);
    }
}
