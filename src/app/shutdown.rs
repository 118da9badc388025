//! The end of a window that was not asked whether it may close.
//!
//! On a Mac, Cmd+Q, the Dock and signing out end the program at once: the window's library announces the end, and code
//! after the window's loop never runs.

use std::time::{Duration, Instant};

use eframe::egui;

use super::{App, Closing};
use crate::session;
use crate::ui::{self, SubmitDrafts};

/// How long the end waits for the disk and for browsers.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How often the threads' results are checked.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

impl App {
    /// Submits the drafts, stops clearing, and waits for a moment until everything is on the disk and every browser is
    /// whole. Does nothing if closing the window was already delayed for that.
    pub fn shut_down(&mut self) {
        if self.closing == Closing::WhenIdle {
            return;
        }
        // No frame follows that could show anything.
        let no_window = egui::Context::default();
        let mut drafts = std::mem::take(&mut self.drafts);
        let path = self.active_guide().map(|(active, guide)| session::path(guide, &active.session, self.facts.os_kind));
        let mut intents = Vec::new();
        ui::last_words(&self.view(path.as_ref(), SubmitDrafts::Now), &mut drafts, &mut intents);
        for intent in intents {
            self.handle(intent, &no_window);
        }
        self.clearing.stop();
        let started = Instant::now();
        while !self.may_close() && started.elapsed() < TIMEOUT {
            std::thread::sleep(POLL_INTERVAL);
            for result in self.workers.results() {
                self.handle_result(result, &no_window);
            }
        }
    }
}
