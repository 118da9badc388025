//! Holding the clocks against each other, at every sign of life: nothing wakes the program up for it.
//!
//! What they tell goes into the open session, before what the customer does next, so that a night's sleep is no time on a
//! page and support knows by which clock a time was told.

use jiff::{SignedDuration, Timestamp};

use super::{App, Writing, when};
use crate::session::{Clocks, Event, EventKind, SessionState};

/// "5 minutes ago" becomes another minute, and nobody sees less.
const A_WHILE: SignedDuration = SignedDuration::from_secs(30);

/// What is known of time.
pub(super) struct Looked {
    /// The clocks, when they were last looked at.
    clocks: Clocks,
    /// For which moment the words beside stored sessions were chosen.
    told: Timestamp,
}

impl Looked {
    pub(super) fn at(clocks: Clocks) -> Self {
        Self { clocks, told: clocks.at }
    }
}

impl App {
    /// Looks what the clocks tell since the last time.
    pub(super) fn look_at_clocks(&mut self) {
        let now = self.outside.clocks();
        let told = now.events_since(&self.looked.clocks);
        self.looked.clocks = now;
        // What is being opened comes with an event of its own, and no time before that counts.
        if !matches!(self.writing, Writing::Opening) {
            for what in told {
                self.note_of_clocks(Event { at: now.at, what });
            }
        }
        if now.at.duration_since(self.looked.told).abs() >= A_WHILE {
            self.looked.told = now.at;
            self.tell_times_anew();
        }
    }

    fn note_of_clocks(&mut self, event: Event) {
        tracing::info!(what = ?event.what, "the clocks tell");
        if self.open.as_ref().is_some_and(|open| is_news(&event.what, open.session.state())) {
            self.store_after(event);
        }
    }

    /// "5 minutes ago" is another word by now, perhaps in another time zone.
    fn tell_times_anew(&mut self) {
        self.zone = self.outside.zone();
        let (strings, zone, now) = (self.strings(), &self.zone, self.looked.told);
        for stored in &mut self.stored {
            stored.when = when::when(strings, stored.session.state().touched, now, zone);
        }
    }
}

/// Whether a session has to know: one that is over or given up has no page on which time could pass.
fn is_news(what: &EventKind, state: &SessionState) -> bool {
    matches!(what, EventKind::ClockSet { .. }) || (state.outcome.is_none() && !state.left)
}
