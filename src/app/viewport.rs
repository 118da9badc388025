//! The window's size: how large it opens, whether it fits the screen, and which size is saved.
//!
//! Sizes are in the system's points, so that larger texts do not change the meaning of a size. This file must not know
//! what the window shows.

use eframe::egui::{self, Vec2, ViewportBuilder, ViewportCommand, ViewportInfo, vec2};

use crate::desktop::{WindowMode, WindowSize};

/// The window's size at the first start.
const DEFAULT_SIZE: Vec2 = vec2(1024.0, 700.0);

/// The smallest window in which everything can be reached.
const MIN_SIZE: Vec2 = vec2(480.0, 400.0);

/// A window that keeps its size for this long, in seconds, has the size that the customer wants. While the customer
/// drags an edge, nothing is saved.
const SETTLE_SECONDS: f64 = 1.0;

/// For this long, in seconds, a new window is checked against its screen: the system adds the title bar some frames
/// after the first.
const FIT_SECONDS: f64 = 2.0;

/// The least that the system adds around a window: a title bar, a panel. The system does not always report it.
const MIN_DECORATION: Vec2 = vec2(0.0, 40.0);

/// The window as it opens: in its last size, in the middle of the screen. eframe limits it to the largest screen;
/// [`WindowSizeTracker`] limits it to the screen on which it appeared.
pub(super) fn builder(remembered: Option<WindowSize>) -> ViewportBuilder {
    let size = remembered.map_or(DEFAULT_SIZE, |size| vec2(f32::from(size.width), f32::from(size.height)));
    // macOS does not report at run time whether a window is maximised, so there only its size is used.
    let maximised = !cfg!(target_os = "macos") && remembered.is_some_and(|size| size.mode == WindowMode::Maximised);
    ViewportBuilder::default()
        .with_inner_size(size.max(MIN_SIZE))
        .with_min_inner_size(MIN_SIZE)
        .with_maximized(maximised)
        .with_clamp_size_to_monitor_size(true)
}

/// Follows the window's size.
#[derive(Debug, Default)]
pub(super) struct WindowSizeTracker {
    /// The size in the settings when the window opened.
    remembered: Option<WindowSize>,
    /// The size in which it opened.
    opened: Option<WindowSize>,
    /// The size that made it fit its screen.
    fitted_to: Option<WindowSize>,
    /// The size that was last returned for saving.
    reported: Option<WindowSize>,
    /// The size now, and since when, in seconds of the window's time.
    current: Option<(WindowSize, f64)>,
    /// When the first frame was, in the same time.
    first_frame: Option<f64>,
}

impl WindowSizeTracker {
    /// Starts with the size in the settings.
    pub(super) fn new(remembered: Option<WindowSize>) -> Self {
        Self { remembered, ..Self::default() }
    }

    /// Reads the window's size. Returns it once it was changed and has settled, or at once when the window closes.
    pub(super) fn update(&mut self, ctx: &egui::Context) -> Option<WindowSize> {
        let zoom = ctx.zoom_factor();
        let (now, closing, commands, size) = ctx.input(|input| {
            let info = input.viewport();
            let native = info.native_pixels_per_point.unwrap_or(input.pixels_per_point / zoom);
            let scale = input.pixels_per_point / native;
            let inner = input.content_rect().size() * scale;
            let since = input.time - *self.first_frame.get_or_insert(input.time);
            let commands = if since < FIT_SECONDS { self.fit(info, inner, scale) } else { Vec::new() };
            (input.time, info.close_requested(), commands, self.size(info, inner))
        });
        for command in commands {
            ctx.send_viewport_cmd(command);
        }
        if self.opened.is_none() {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(FIT_SECONDS / 4.0));
        }
        let size = size?;
        self.opened.get_or_insert(size);
        if self.current.is_none_or(|(current, _)| current != size) {
            self.current = Some((size, now));
        }
        if !self.was_chosen(size) {
            return None;
        }
        let since = self.current.map_or(now, |(_, since)| since);
        if closing || now - since >= SETTLE_SECONDS {
            self.reported = Some(size);
            return Some(size);
        }
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(SETTLE_SECONDS));
        None
    }

    /// Whether the customer chose this size. The size at the start is not a choice, nor is one that a small screen
    /// forces.
    fn was_chosen(&self, size: WindowSize) -> bool {
        match self.reported {
            Some(known) => known != size,
            None => ![self.remembered, self.opened, self.fitted_to].contains(&Some(size)),
        }
    }

    /// The size to save; for a maximised window, the size before. `None` while the size is unknown.
    fn size(&self, info: &ViewportInfo, inner: Vec2) -> Option<WindowSize> {
        if info.minimized == Some(true) || info.fullscreen == Some(true) {
            return None;
        }
        if info.maximized == Some(true) {
            let default =
                WindowSize { width: DEFAULT_SIZE.x as u16, height: DEFAULT_SIZE.y as u16, mode: WindowMode::Normal };
            let before = self.reported.or(self.remembered).unwrap_or(default);
            return Some(WindowSize { mode: WindowMode::Maximised, ..before });
        }
        WindowSize::of(f64::from(inner.x), f64::from(inner.y), WindowMode::Normal)
    }

    /// Commands that bring the whole window onto the screen on which it appeared.
    fn fit(&mut self, info: &ViewportInfo, inner: Vec2, scale: f32) -> Vec<ViewportCommand> {
        // Some systems report a window's place only after its first frame, or never.
        let Some(monitor) = info.monitor_size.filter(|size| size.min_elem() > 1.0) else { return Vec::new() };
        if info.maximized == Some(true) || info.fullscreen == Some(true) {
            return Vec::new();
        }
        let monitor = monitor * scale;
        let around = match (info.outer_rect, info.inner_rect) {
            (Some(outer), Some(inner)) => ((outer.size() - inner.size()) * scale).max(MIN_DECORATION),
            _ => MIN_DECORATION,
        };
        let available = (monitor - around).max(vec2(1.0, 1.0));
        if inner.x <= available.x && inner.y <= available.y {
            return Vec::new();
        }
        // Commands use the window's own points.
        let size = inner.min(available).floor();
        self.fitted_to = WindowSize::of(f64::from(size.x), f64::from(size.y), WindowMode::Normal);
        let place = ((monitor - size - around) / 2.0).max(Vec2::ZERO);
        // A screen below the minimum size takes precedence.
        vec![
            ViewportCommand::MinInnerSize(MIN_SIZE.min(size) / scale),
            ViewportCommand::InnerSize(size / scale),
            ViewportCommand::OuterPosition((place / scale).to_pos2()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{self, Pos2, RawInput, Rect, Vec2, ViewportCommand, ViewportEvent, ViewportId, vec2};

    use super::{WindowSizeTracker, builder};
    use crate::desktop::{WindowMode, WindowSize};

    const fn size(width: u16, height: u16, mode: WindowMode) -> WindowSize {
        WindowSize { width, height, mode }
    }

    /// A screen and a window on it, in the system's points, with texts of any size.
    struct TestScreen {
        ctx: egui::Context,
        tracker: WindowSizeTracker,
        time: f64,
        monitor: Vec2,
        zoom: f32,
    }

    /// The window's state in a frame.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum FrameState {
        Normal,
        Maximised,
        Minimised,
        Closing,
    }

    impl TestScreen {
        fn new(monitor: Vec2, remembered: Option<WindowSize>) -> Self {
            let tracker = WindowSizeTracker::new(remembered);
            Self { ctx: egui::Context::default(), tracker, time: 0.0, monitor, zoom: 1.0 }
        }

        /// Runs a frame of a window of this size, `later` seconds after the last. Returns the size to save and the
        /// window's commands.
        fn frame(&mut self, inner: Vec2, now: FrameState, later: f64) -> (Option<WindowSize>, Vec<ViewportCommand>) {
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
            root.maximized = Some(now == FrameState::Maximised);
            root.minimized = Some(now == FrameState::Minimised);
            if now == FrameState::Closing {
                root.events.push(ViewportEvent::Close);
            }
            let mut reported = None;
            let mut output = self.ctx.run_ui(input, |ui| reported = self.tracker.update(ui.ctx()).or(reported));
            // The test draws nothing.
            output.textures_delta.clear();
            let commands = output.viewport_output.get(&ViewportId::ROOT).map(|root| root.commands.clone());
            (reported, commands.unwrap_or_default())
        }
    }

    #[test]
    fn a_window_opens_in_its_last_size_and_large_enough_to_reach_everything() {
        assert_eq!(builder(None).inner_size, Some(vec2(1024.0, 700.0)));
        let remembered = builder(Some(size(1300, 820, WindowMode::Maximised)));
        assert_eq!((remembered.inner_size, remembered.maximized), (Some(vec2(1300.0, 820.0)), Some(true)));
        assert_eq!(builder(Some(size(3, 5, WindowMode::Normal))).inner_size, Some(vec2(480.0, 400.0)));
        assert_eq!(builder(None).clamp_size_to_monitor_size, Some(true));
    }

    #[test]
    fn a_size_is_saved_once_the_window_settles_and_not_while_its_edge_is_dragged() {
        let mut screen = TestScreen::new(vec2(1920.0, 1080.0), None);
        assert_eq!(screen.frame(vec2(1024.0, 700.0), FrameState::Normal, 0.0).0, None);
        assert_eq!(
            screen.frame(vec2(1024.0, 700.0), FrameState::Normal, 9.0).0,
            None,
            "the size at the start is not a choice"
        );
        for width in [1040.0, 1100.0, 1180.0] {
            assert_eq!(screen.frame(vec2(width, 760.0), FrameState::Normal, 0.4).0, None);
        }
        let chosen = size(1180, 760, WindowMode::Normal);
        assert_eq!(screen.frame(vec2(1180.0, 760.0), FrameState::Normal, 1.1).0, Some(chosen));
        assert_eq!(screen.frame(vec2(1180.0, 760.0), FrameState::Normal, 5.0).0, None, "once is enough");
        // Larger texts do not change the window's size.
        screen.zoom = 2.0;
        assert_eq!(screen.frame(vec2(1180.0, 760.0), FrameState::Normal, 5.0).0, None);
        assert_eq!(screen.frame(vec2(1180.0, 760.0), FrameState::Normal, 5.0).0, None);
        // A window that is closed at once has its size saved too.
        assert_eq!(screen.frame(vec2(900.0, 600.0), FrameState::Normal, 0.1).0, None);
        assert_eq!(
            screen.frame(vec2(900.0, 600.0), FrameState::Closing, 0.1).0,
            Some(size(900, 600, WindowMode::Normal))
        );
    }

    #[test]
    fn a_maximised_window_keeps_its_size_before() {
        let remembered = size(1200, 800, WindowMode::Normal);
        let mut screen = TestScreen::new(vec2(1920.0, 1080.0), Some(remembered));
        screen.frame(vec2(1200.0, 800.0), FrameState::Normal, 0.0);
        screen.frame(vec2(1920.0, 1050.0), FrameState::Maximised, 1.0);
        let filled = WindowSize { mode: WindowMode::Maximised, ..remembered };
        assert_eq!(screen.frame(vec2(1920.0, 1050.0), FrameState::Maximised, 1.1).0, Some(filled));
        assert_eq!(screen.frame(vec2(0.0, 0.0), FrameState::Minimised, 9.0).0, None, "a minimised window has no size");
        screen.frame(vec2(1200.0, 800.0), FrameState::Normal, 1.0);
        assert_eq!(screen.frame(vec2(1200.0, 800.0), FrameState::Normal, 1.1).0, Some(remembered));
    }

    #[test]
    fn a_window_larger_than_its_screen_is_made_to_fit_and_the_larger_size_is_kept_for_the_larger_screen() {
        for zoom in [1.0, 2.0] {
            let mut screen = TestScreen::new(vec2(800.0, 600.0), Some(size(1300, 820, WindowMode::Normal)));
            screen.zoom = zoom;
            // A zoom takes effect in the next frame.
            let mut commands = screen.frame(vec2(1300.0, 820.0), FrameState::Normal, 0.0).1;
            commands.extend(screen.frame(vec2(1300.0, 820.0), FrameState::Normal, 0.1).1);
            let fits = commands.iter().find_map(|command| {
                if let ViewportCommand::InnerSize(size) = command { Some(*size * zoom) } else { None }
            });
            // The title bar and a panel are on the screen too.
            let fits = fits.unwrap_or_else(|| panic!("at {zoom}: {commands:?}"));
            assert!((fits - vec2(798.0, 560.0)).length() < 2.0, "{fits:?}");
            assert_eq!(screen.frame(fits, FrameState::Normal, 0.1).0, None);
            let (reported, commands) = screen.frame(fits, FrameState::Normal, 9.0);
            assert_eq!((reported, commands.len()), (None, 0), "a size forced by the screen is not a choice");
        }
    }
}
