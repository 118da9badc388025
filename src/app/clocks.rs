//! Compares the clocks whenever the program is active. No timer wakes the program for it.
//!
//! What the clocks show is recorded in the open session before the customer's next action. Thus a night's sleep does
//! not count as time on a page, and support knows which clock a time comes from.

use jiff::{SignedDuration, Timestamp};

use super::relative_time::relative_time;
use super::{App, Writing};
use crate::session::{Clocks, Event, EventKind, SessionState};

/// How often a text such as "5 minutes ago" is brought up to date; a customer does not notice half a minute.
const TEXT_UPDATE_INTERVAL: SignedDuration = SignedDuration::from_secs(30);

/// The clocks as they were last read.
pub(super) struct ClockState {
    /// The last reading.
    clocks: Clocks,
    /// The moment for which the relative times of the saved sessions were written.
    shown_at: Timestamp,
}

impl ClockState {
    pub(super) fn at(clocks: Clocks) -> Self {
        Self { clocks, shown_at: clocks.at }
    }
}

impl App {
    /// Compares the clocks with the last reading and records what changed.
    pub(super) fn read_clocks(&mut self) {
        let now = self.services.clocks();
        let changes = now.events_since(&self.clock_state.clocks);
        self.clock_state.clocks = now;
        // A session that is being opened gets an event of its own, and time before that event does not count.
        if !matches!(self.writing, Writing::Opening) {
            for what in changes {
                self.record_clock_event(Event { at: now.at, what });
            }
        }
        if now.at.duration_since(self.clock_state.shown_at).abs() >= TEXT_UPDATE_INTERVAL {
            self.clock_state.shown_at = now.at;
            self.update_relative_times();
        }
    }

    fn record_clock_event(&mut self, event: Event) {
        tracing::info!(what = ?event.what, "the clocks changed");
        if self.active.as_ref().is_some_and(|active| concerns(&event.what, active.session.state())) {
            self.queue_event(event);
        }
    }

    /// Brings "5 minutes ago" up to date, also after a change of time zone.
    fn update_relative_times(&mut self) {
        self.zone = self.services.zone();
        let (strings, zone, now) = (self.strings(), &self.zone, self.clock_state.shown_at);
        for stored in &mut self.stored {
            stored.when = relative_time(strings, stored.session.state().touched, now, zone);
        }
    }
}

/// Whether a session has to record the event. A session that is over or given up has no page on which time could pass.
fn concerns(what: &EventKind, state: &SessionState) -> bool {
    matches!(what, EventKind::ClockSet { .. }) || (state.outcome.is_none() && !state.left)
}
