//! The window itself: how large it opens, that all of it is on the screen, and what of that is remembered.
//!
//! Sizes are in the system's points, so that larger texts do not change what a size means. Must not know what is drawn.

use eframe::egui::{self, Vec2, ViewportBuilder, ViewportCommand, ViewportInfo, vec2};

use crate::desktop::{WindowMode, WindowSize};

/// The window's size at the first start.
const USUAL: Vec2 = vec2(1024.0, 700.0);

/// The smallest window in which everything can be reached.
const LEAST: Vec2 = vec2(480.0, 400.0);

/// A window at rest for this long, in seconds, is as large as the customer wants it. While an edge is being dragged,
/// nothing is written.
const AT_REST: f64 = 1.0;

/// For this long, in seconds, it is looked at whether all of a new window is on its screen: the system puts its title bar
/// around it some frames after the first.
const COMING_UP: f64 = 2.0;

/// The least that the system puts around a window and beside it: a title bar, a panel. It does not always tell.
const AROUND: Vec2 = vec2(0.0, 40.0);

/// The window as it opens: as large as it was, in the middle of the screen. eframe makes it no larger than the largest
/// screen there is; [`Watched`] sees to the screen that it came up on.
pub(super) fn builder(remembered: Option<WindowSize>) -> ViewportBuilder {
    let size = remembered.map_or(USUAL, |size| vec2(f32::from(size.width), f32::from(size.height)));
    // macOS does not say at run time whether a window fills the screen, so there it has its size and no more.
    let maximised = !cfg!(target_os = "macos") && remembered.is_some_and(|size| size.mode == WindowMode::Maximised);
    ViewportBuilder::default()
        .with_inner_size(size.max(LEAST))
        .with_min_inner_size(LEAST)
        .with_maximized(maximised)
        .with_clamp_size_to_monitor_size(true)
}

/// How large the window has been since it opened.
#[derive(Debug, Default)]
pub(super) struct Watched {
    /// What the settings said when it opened.
    remembered: Option<WindowSize>,
    /// How large it opened.
    opened: Option<WindowSize>,
    /// What it was made so that it fits its screen.
    fitted_to: Option<WindowSize>,
    /// What was last remembered since.
    known: Option<WindowSize>,
    /// How large it is, and since when, in seconds of the window's time.
    seen: Option<(WindowSize, f64)>,
    /// When the first frame was, in the same time.
    first_frame: Option<f64>,
}

impl Watched {
    /// A window that opens as the settings say.
    pub(super) fn remembering(remembered: Option<WindowSize>) -> Self {
        Self { remembered, ..Self::default() }
    }

    /// Looks at the window. Returns its size once it was changed and has come to rest, or at once when it closes.
    pub(super) fn look(&mut self, ctx: &egui::Context) -> Option<WindowSize> {
        let zoom = ctx.zoom_factor();
        let (now, closing, commands, size) = ctx.input(|input| {
            let info = input.viewport();
            let native = info.native_pixels_per_point.unwrap_or(input.pixels_per_point / zoom);
            let scale = input.pixels_per_point / native;
            let inner = input.content_rect().size() * scale;
            let since = input.time - *self.first_frame.get_or_insert(input.time);
            let commands = if since < COMING_UP { self.fit(info, inner, scale) } else { Vec::new() };
            (input.time, info.close_requested(), commands, self.size(info, inner))
        });
        for command in commands {
            ctx.send_viewport_cmd(command);
        }
        if self.opened.is_none() {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(COMING_UP / 4.0));
        }
        let size = size?;
        self.opened.get_or_insert(size);
        if self.seen.is_none_or(|(seen, _)| seen != size) {
            self.seen = Some((size, now));
        }
        if !self.is_news(size) {
            return None;
        }
        let since = self.seen.map_or(now, |(_, since)| since);
        if closing || now - since >= AT_REST {
            self.known = Some(size);
            return Some(size);
        }
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(AT_REST));
        None
    }

    /// Whether somebody made it this size: how it opens is nobody's choice, and a small screen is none either.
    fn is_news(&self, size: WindowSize) -> bool {
        match self.known {
            Some(known) => known != size,
            None => ![self.remembered, self.opened, self.fitted_to].contains(&Some(size)),
        }
    }

    /// How large it is; while it fills the screen, what it was before. `None` while that cannot be told.
    fn size(&self, info: &ViewportInfo, inner: Vec2) -> Option<WindowSize> {
        if info.minimized == Some(true) || info.fullscreen == Some(true) {
            return None;
        }
        if info.maximized == Some(true) {
            let usual = WindowSize { width: USUAL.x as u16, height: USUAL.y as u16, mode: WindowMode::Normal };
            let before = self.known.or(self.remembered).unwrap_or(usual);
            return Some(WindowSize { mode: WindowMode::Maximised, ..before });
        }
        WindowSize::of(f64::from(inner.x), f64::from(inner.y), WindowMode::Normal)
    }

    /// What has to be done so that the whole window is on the screen that it came up on.
    fn fit(&mut self, info: &ViewportInfo, inner: Vec2, scale: f32) -> Vec<ViewportCommand> {
        // Some systems say where a window is only after its first frame, or never.
        let Some(monitor) = info.monitor_size.filter(|size| size.min_elem() > 1.0) else { return Vec::new() };
        if info.maximized == Some(true) || info.fullscreen == Some(true) {
            return Vec::new();
        }
        let monitor = monitor * scale;
        let around = match (info.outer_rect, info.inner_rect) {
            (Some(outer), Some(inner)) => ((outer.size() - inner.size()) * scale).max(AROUND),
            _ => AROUND,
        };
        let room = (monitor - around).max(vec2(1.0, 1.0));
        if inner.x <= room.x && inner.y <= room.y {
            return Vec::new();
        }
        // Commands are in the window's own points.
        let size = inner.min(room).floor();
        self.fitted_to = WindowSize::of(f64::from(size.x), f64::from(size.y), WindowMode::Normal);
        let place = ((monitor - size - around) / 2.0).max(Vec2::ZERO);
        // A screen smaller than the least size has the last word.
        vec![
            ViewportCommand::MinInnerSize(LEAST.min(size) / scale),
            ViewportCommand::InnerSize(size / scale),
            ViewportCommand::OuterPosition((place / scale).to_pos2()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{self, Pos2, RawInput, Rect, Vec2, ViewportCommand, ViewportEvent, ViewportId, vec2};

    use super::{Watched, builder};
    use crate::desktop::{WindowMode, WindowSize};

    const fn size(width: u16, height: u16, mode: WindowMode) -> WindowSize {
        WindowSize { width, height, mode }
    }

    /// A screen and a window on it, in the system's points, with texts of any size.
    struct Desk {
        ctx: egui::Context,
        watched: Watched,
        time: f64,
        monitor: Vec2,
        zoom: f32,
    }

    /// What the window is like in a frame.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Now {
        Normal,
        Maximised,
        Minimised,
        Closing,
    }

    impl Desk {
        fn new(monitor: Vec2, remembered: Option<WindowSize>) -> Self {
            let watched = Watched::remembering(remembered);
            Self { ctx: egui::Context::default(), watched, time: 0.0, monitor, zoom: 1.0 }
        }

        /// A frame of a window of this size, `later` seconds after the last: what is remembered and what is asked for.
        fn frame(&mut self, inner: Vec2, now: Now, later: f64) -> (Option<WindowSize>, Vec<ViewportCommand>) {
            const NATIVE: f32 = 2.0;
            self.time += later;
            self.ctx.set_zoom_factor(self.zoom);
            let mut input = RawInput { time: Some(self.time), ..RawInput::default() };
            input.screen_rect = Some(Rect::from_min_size(Pos2::ZERO, inner / self.zoom));
            let root = input.viewports.entry(ViewportId::ROOT).or_default();
            root.native_pixels_per_point = Some(NATIVE);
            root.monitor_size = Some(self.monitor / self.zoom);
            root.inner_rect = Some(Rect::from_min_size(Pos2::ZERO, inner / self.zoom));
            root.outer_rect = Some(Rect::from_min_size(Pos2::ZERO, (inner + vec2(2.0, 30.0)) / self.zoom));
            root.maximized = Some(now == Now::Maximised);
            root.minimized = Some(now == Now::Minimised);
            if now == Now::Closing {
                root.events.push(ViewportEvent::Close);
            }
            let mut said = None;
            let mut output = self.ctx.run_ui(input, |ui| said = self.watched.look(ui.ctx()).or(said));
            // Nothing is drawn here.
            output.textures_delta.clear();
            let commands = output.viewport_output.get(&ViewportId::ROOT).map(|root| root.commands.clone());
            (said, commands.unwrap_or_default())
        }
    }

    #[test]
    fn a_window_opens_as_it_was_left_and_at_least_so_large_that_everything_can_be_reached() {
        assert_eq!(builder(None).inner_size, Some(vec2(1024.0, 700.0)));
        let remembered = builder(Some(size(1300, 820, WindowMode::Maximised)));
        assert_eq!((remembered.inner_size, remembered.maximized), (Some(vec2(1300.0, 820.0)), Some(true)));
        assert_eq!(builder(Some(size(3, 5, WindowMode::Normal))).inner_size, Some(vec2(480.0, 400.0)));
        assert_eq!(builder(None).clamp_size_to_monitor_size, Some(true));
    }

    #[test]
    fn a_size_is_remembered_once_the_window_rests_and_not_while_its_edge_is_dragged() {
        let mut desk = Desk::new(vec2(1920.0, 1080.0), None);
        assert_eq!(desk.frame(vec2(1024.0, 700.0), Now::Normal, 0.0).0, None);
        assert_eq!(desk.frame(vec2(1024.0, 700.0), Now::Normal, 9.0).0, None, "how it opens is nobody's choice");
        for width in [1040.0, 1100.0, 1180.0] {
            assert_eq!(desk.frame(vec2(width, 760.0), Now::Normal, 0.4).0, None);
        }
        let chosen = size(1180, 760, WindowMode::Normal);
        assert_eq!(desk.frame(vec2(1180.0, 760.0), Now::Normal, 1.1).0, Some(chosen));
        assert_eq!(desk.frame(vec2(1180.0, 760.0), Now::Normal, 5.0).0, None, "once is enough");
        // Larger texts make no other window.
        desk.zoom = 2.0;
        assert_eq!(desk.frame(vec2(1180.0, 760.0), Now::Normal, 5.0).0, None);
        assert_eq!(desk.frame(vec2(1180.0, 760.0), Now::Normal, 5.0).0, None);
        // Whoever closes it at once is remembered too.
        assert_eq!(desk.frame(vec2(900.0, 600.0), Now::Normal, 0.1).0, None);
        assert_eq!(desk.frame(vec2(900.0, 600.0), Now::Closing, 0.1).0, Some(size(900, 600, WindowMode::Normal)));
    }

    #[test]
    fn a_window_that_fills_the_screen_remembers_what_it_was_before() {
        let remembered = size(1200, 800, WindowMode::Normal);
        let mut desk = Desk::new(vec2(1920.0, 1080.0), Some(remembered));
        desk.frame(vec2(1200.0, 800.0), Now::Normal, 0.0);
        desk.frame(vec2(1920.0, 1050.0), Now::Maximised, 1.0);
        let filled = WindowSize { mode: WindowMode::Maximised, ..remembered };
        assert_eq!(desk.frame(vec2(1920.0, 1050.0), Now::Maximised, 1.1).0, Some(filled));
        assert_eq!(desk.frame(vec2(0.0, 0.0), Now::Minimised, 9.0).0, None, "what lies in the taskbar has no size");
        desk.frame(vec2(1200.0, 800.0), Now::Normal, 1.0);
        assert_eq!(desk.frame(vec2(1200.0, 800.0), Now::Normal, 1.1).0, Some(remembered));
    }

    #[test]
    fn a_window_larger_than_its_screen_is_made_to_fit_and_the_larger_size_is_kept_for_the_larger_screen() {
        for zoom in [1.0, 2.0] {
            let mut desk = Desk::new(vec2(800.0, 600.0), Some(size(1300, 820, WindowMode::Normal)));
            desk.zoom = zoom;
            // A zoom holds from the frame after it.
            let mut commands = desk.frame(vec2(1300.0, 820.0), Now::Normal, 0.0).1;
            commands.extend(desk.frame(vec2(1300.0, 820.0), Now::Normal, 0.1).1);
            let fits = commands.iter().find_map(|command| {
                if let ViewportCommand::InnerSize(size) = command { Some(*size * zoom) } else { None }
            });
            // Its title bar is on the screen too, and a panel.
            let fits = fits.unwrap_or_else(|| panic!("at {zoom}: {commands:?}"));
            assert!((fits - vec2(798.0, 560.0)).length() < 2.0, "{fits:?}");
            assert_eq!(desk.frame(fits, Now::Normal, 0.1).0, None);
            let (said, commands) = desk.frame(fits, Now::Normal, 9.0);
            assert_eq!((said, commands.len()), (None, 0), "a small screen is nobody's choice");
        }
    }
}
