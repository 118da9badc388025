//! A session played back: which pages were on screen, since when, and for how long.

use jiff::{SignedDuration, Timestamp};

use super::model::Elapsed;
use super::time::away;
use super::words::Words;
use crate::pack::Id;
use crate::session::{Event, EventKind, Session};

/// A page that was on screen.
pub(super) struct Visit {
    pub(super) page: Id,
    /// When it first was.
    pub(super) first: Timestamp,
    /// How long, all times together.
    pub(super) shown: SignedDuration,
    /// How long the computer slept meanwhile, in seconds.
    pub(super) asleep: u64,
    /// How long nothing happened where sleep is not told apart, in seconds.
    pub(super) idle: u64,
}

impl Visit {
    /// The time that does not count, in a sentence.
    pub(super) fn away(&self, words: &Words) -> Option<Elapsed> {
        match (self.asleep, self.idle) {
            (0, 0) => None,
            (0, idle) => Some(away(idle, words.idle, words)),
            (asleep, _) => Some(away(asleep, words.slept, words)),
        }
    }

    /// Counts the time up to this event.
    fn pass(&mut self, event: &Event, since: Timestamp) {
        let passed = event.at.duration_since(since);
        let not_counted = match event.what {
            EventKind::Slept { seconds } => add(&mut self.asleep, seconds),
            EventKind::Idle { seconds } => add(&mut self.idle, seconds),
            EventKind::ClockSet { by_seconds } => SignedDuration::from_secs(by_seconds),
            // The clock may have been set back, and nobody noticed.
            EventKind::Started { .. }
            | EventKind::Resumed { .. }
            | EventKind::Ticked { .. }
            | EventKind::Unticked { .. }
            | EventKind::Answered { .. }
            | EventKind::Cleared { .. }
            | EventKind::Went { .. }
            | EventKind::Returned { .. }
            | EventKind::Used { .. }
            | EventKind::Switched { .. }
            | EventKind::Undone { .. }
            | EventKind::Left => passed.min(SignedDuration::ZERO),
        };
        let shown = self.shown.saturating_add(passed).saturating_sub(not_counted);
        self.shown = shown.max(SignedDuration::ZERO);
    }
}

/// Adds to a count of seconds, and says how long they are.
fn add(count: &mut u64, seconds: u64) -> SignedDuration {
    *count = count.saturating_add(seconds);
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// The pages that were on screen, in the order in which they first were.
///
/// The time before the session is opened again belongs to no page: nobody knows when the window was closed. Nor does the
/// time for which the computer slept, or by which its clock was set.
pub(super) fn visits(session: &Session) -> Vec<Visit> {
    let Some((first, rest)) = session.events().split_first() else { return Vec::new() };
    let Some(mut replayed) = Session::from_events(vec![first.clone()]) else { return Vec::new() };
    let mut visits = Vec::new();
    let mut on_screen = Some(come_to(&mut visits, replayed.state().page(), first.at));
    let mut since = first.at;
    for event in rest {
        let reopened = matches!(event.what, EventKind::Resumed { .. });
        if let Some(visit) = on_screen.filter(|_| !reopened).and_then(|place| visits.get_mut(place)) {
            visit.pass(event, since);
        }
        replayed.push(event.clone());
        since = event.at;
        let state = replayed.state();
        let at_a_page = state.outcome.is_none() && !state.left;
        on_screen = at_a_page.then(|| come_to(&mut visits, state.page(), event.at));
    }
    visits
}

/// The place of the page among the visits, as a new last one if need be.
fn come_to(visits: &mut Vec<Visit>, page: &Id, at: Timestamp) -> usize {
    visits.iter().position(|visit| visit.page == *page).unwrap_or_else(|| {
        visits.push(Visit { page: page.clone(), first: at, shown: SignedDuration::ZERO, asleep: 0, idle: 0 });
        visits.len() - 1
    })
}
