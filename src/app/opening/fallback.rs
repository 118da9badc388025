//! The renderers that are tried, and in which order.
//!
//! OpenGL (glow) comes first: it makes a smaller program that needs less memory and runs on older machines. Direct3D 12
//! (wgpu) follows on Windows only: over remote desktops and without a driver, Windows has OpenGL 1.1, which is not
//! enough.

use crate::desktop::{OS, Renderer};
use crate::pack::Os;

/// What the order depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StartEnv<'a> {
    pub(super) platform: Platform,
    pub(super) location: DisplayLocation,
    /// The renderer that the customer or the command line asks for.
    pub(super) requested: Option<Renderer>,
    /// Renderers that failed during this start.
    pub(super) failed: &'a [Renderer],
    /// Renderers that recently crashed or hung.
    pub(super) died: &'a [Renderer],
}

/// The operating systems, as far as they differ in drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Platform {
    Windows,
    #[default]
    Other,
}

impl Platform {
    pub(super) fn current() -> Self {
        if OS == Os::Windows { Self::Windows } else { Self::Other }
    }
}

/// Where the window is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DisplayLocation {
    #[default]
    Local,
    /// On another computer, over Windows' remote desktop.
    Remote,
}

impl DisplayLocation {
    /// Reads the name that Windows gives a session: `RDP-Tcp#3`.
    pub(super) fn from_session_name(name: Option<&str>) -> Self {
        if name.is_some_and(|name| name.to_ascii_uppercase().starts_with("RDP-")) { Self::Remote } else { Self::Local }
    }
}

/// The renderers to try, in order. An empty list leaves only the guide in the browser.
///
/// OpenGL comes first: it makes a smaller program with less memory, and every Mac and every Mesa has it. Over a remote
/// desktop Windows offers OpenGL 1.1, so Direct3D comes first there. A renderer that recently crashed or hung is left
/// out, unless it is requested.
pub(super) fn fallback_order(env: StartEnv<'_>) -> Vec<Renderer> {
    let usual: &[Renderer] = match (env.platform, env.location) {
        (Platform::Windows, DisplayLocation::Local) => &[Renderer::OpenGl, Renderer::DirectX, Renderer::Software],
        (Platform::Windows, DisplayLocation::Remote) => &[Renderer::DirectX, Renderer::Software, Renderer::OpenGl],
        (Platform::Other, _) => &[Renderer::OpenGl, Renderer::Software],
    };
    let requested = env.requested.filter(|requested| usual.contains(requested));
    let rest = usual.iter().copied().filter(|renderer| Some(*renderer) != requested && !env.died.contains(renderer));
    requested.into_iter().chain(rest).filter(|renderer| !env.failed.contains(renderer)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Renderer::{DirectX, OpenGl, Software};

    #[test]
    fn each_system_has_its_order() {
        let other = StartEnv::default();
        assert_eq!(fallback_order(other), [OpenGl, Software]);
        let windows = StartEnv { platform: Platform::Windows, ..other };
        assert_eq!(fallback_order(windows), [OpenGl, DirectX, Software]);
        assert_eq!(
            fallback_order(StartEnv { location: DisplayLocation::Remote, ..windows }),
            [DirectX, Software, OpenGl]
        );
    }

    #[test]
    fn a_renderer_that_failed_or_recently_crashed_is_left_out() {
        let windows = StartEnv { platform: Platform::Windows, ..StartEnv::default() };
        assert_eq!(fallback_order(StartEnv { died: &[OpenGl], ..windows }), [DirectX, Software]);
        assert_eq!(fallback_order(StartEnv { died: &[OpenGl], failed: &[DirectX], ..windows }), [Software]);
        assert_eq!(fallback_order(StartEnv { died: &[OpenGl, DirectX, Software], ..windows }), []);
    }

    #[test]
    fn the_requested_renderer_comes_first_even_after_a_crash_but_only_once_per_start() {
        let env = StartEnv { requested: Some(Software), ..StartEnv::default() };
        assert_eq!(fallback_order(env), [Software, OpenGl]);
        assert_eq!(fallback_order(StartEnv { died: &[Software], ..env }), [Software, OpenGl]);
        assert_eq!(fallback_order(StartEnv { failed: &[Software], ..env }), [OpenGl]);
    }

    #[test]
    fn a_requested_renderer_that_the_system_lacks_changes_nothing() {
        assert_eq!(fallback_order(StartEnv { requested: Some(DirectX), ..StartEnv::default() }), [OpenGl, Software]);
    }

    #[test]
    fn a_remote_desktop_is_known_by_its_session() {
        assert_eq!(DisplayLocation::from_session_name(Some("RDP-Tcp#3")), DisplayLocation::Remote);
        assert_eq!(DisplayLocation::from_session_name(Some("rdp-tcp#55")), DisplayLocation::Remote);
        assert_eq!(DisplayLocation::from_session_name(Some("Console")), DisplayLocation::Local);
        assert_eq!(DisplayLocation::from_session_name(None), DisplayLocation::Local);
    }
}
