//! The last moment of a window that nobody has asked whether it may close.
//!
//! On a Mac, Cmd+Q, the Dock and signing out end the program at once: the window's library says that all is over, and
//! what comes after the window's loop is never reached.

use std::time::{Duration, Instant};

use eframe::egui;

use super::{App, Closing};
use crate::session;
use crate::ui::{self, SubmitDrafts};

/// How long the end is held up for the disk and for browsers.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often is looked whether all is well.
const PAUSE: Duration = Duration::from_millis(5);

impl App {
    /// Hands in what is being typed, stops clearing, and waits for a moment until all of it is on the disk and every
    /// browser is whole. Does nothing where the window was held open for that already.
    pub fn part(&mut self) {
        if self.closing == Closing::WhenAtRest {
            return;
        }
        // There is no frame any more in which anything could be shown.
        let nowhere = egui::Context::default();
        let mut drafts = std::mem::take(&mut self.drafts);
        let path = self.open_wizard().map(|(open, wizard)| session::path(wizard, &open.session, self.facts.os_kind));
        let mut last = Vec::new();
        ui::last_words(&self.view(path.as_ref(), SubmitDrafts::Now), &mut drafts, &mut last);
        for intent in last {
            self.handle(intent, &nowhere);
        }
        self.clearing.stop();
        let begun = Instant::now();
        while !self.may_close() && begun.elapsed() < PATIENCE {
            std::thread::sleep(PAUSE);
            for done in self.threads.answers() {
                self.arrive(done, &nowhere);
            }
        }
    }
}
