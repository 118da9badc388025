//! Saves events. An event counts once it is saved, and events of the clocks come before it.

use std::io::{self, BufRead, Write};

use super::guide_run::{EventSaved, GuideRun};
use crate::lang::fill;
use crate::report::clean_line;
use crate::session::{Event, EventKind};

impl<R: BufRead, W: Write> GuideRun<'_, R, W> {
    /// Saves an event and then adds it to the session.
    pub(super) fn record(&mut self, what: EventKind) -> io::Result<EventSaved> {
        if matches!(what, EventKind::Resumed { .. }) {
            // The time between two runs does not count.
            self.clocks = self.effects.clocks();
        } else if self.record_clocks()? == EventSaved::No {
            return Ok(EventSaved::No);
        }
        self.save_event(Event { at: self.effects.now(), what })
    }

    /// Saves what happened to the clocks since an event was last saved.
    pub(super) fn record_clocks(&mut self) -> io::Result<EventSaved> {
        let now = self.effects.clocks();
        let changes = now.events_since(&self.clocks);
        self.clocks = now;
        for what in changes {
            if self.save_event(Event { at: now.at, what })? == EventSaved::No {
                return Ok(EventSaved::No);
            }
        }
        Ok(EventSaved::Yes)
    }

    fn save_event(&mut self, event: Event) -> io::Result<EventSaved> {
        let Some(session) = &mut self.session else { return Ok(EventSaved::No) };
        if let Err(failure) = self.effects.keep(&event) {
            let why = clean_line(&failure.to_string());
            self.output.paragraph(&fill(self.context.words.not_kept, &[("why", &why)]))?;
            return Ok(EventSaved::No);
        }
        session.push(event);
        Ok(EventSaved::Yes)
    }
}
