//! Keeping what happens: an event counts once it is stored, and what the clocks tell comes before it.

use std::io::{self, BufRead, Write};

use super::guide::{GuideRun, Kept};
use crate::lang::fill;
use crate::report::clean_line;
use crate::session::{Event, EventKind};

impl<R: BufRead, W: Write> GuideRun<'_, R, W> {
    /// Stores an event, and only then counts it.
    pub(super) fn record(&mut self, what: EventKind) -> io::Result<Kept> {
        if matches!(what, EventKind::Resumed { .. }) {
            // The time before a session is opened again counts nowhere.
            self.clocks = self.effects.clocks();
        } else if self.record_clocks()? == Kept::No {
            return Ok(Kept::No);
        }
        self.keep(Event { at: self.effects.now(), what })
    }

    /// Stores what the clocks tell since something was last stored.
    pub(super) fn record_clocks(&mut self) -> io::Result<Kept> {
        let now = self.effects.clocks();
        let told = now.events_since(&self.clocks);
        self.clocks = now;
        for what in told {
            if self.keep(Event { at: now.at, what })? == Kept::No {
                return Ok(Kept::No);
            }
        }
        Ok(Kept::Yes)
    }

    fn keep(&mut self, event: Event) -> io::Result<Kept> {
        let Some(session) = &mut self.session else { return Ok(Kept::No) };
        if let Err(failure) = self.effects.keep(&event) {
            let why = clean_line(&failure.to_string());
            self.paper.say(&fill(self.reader.words.not_kept, &[("why", &why)]))?;
            return Ok(Kept::No);
        }
        session.push(event);
        Ok(Kept::Yes)
    }
}
