//! Replays a session to find which pages were on screen, since when, and for how long.

use jiff::{SignedDuration, Timestamp};

use super::model::Elapsed;
use super::time::away;
use super::words::ReportWords;
use crate::pack::Id;
use crate::session::{Event, EventKind, Session};

/// A page that was on screen.
pub(super) struct ShownPage {
    pub(super) page: Id,
    /// When it was first shown.
    pub(super) first: Timestamp,
    /// How long it was on screen, all visits together.
    pub(super) shown: SignedDuration,
    /// How many seconds the computer slept meanwhile.
    pub(super) asleep: u64,
    /// How many seconds nothing happened, on systems that do not report sleep.
    pub(super) idle: u64,
}

impl ShownPage {
    /// The time that does not count as time on screen, in a sentence.
    pub(super) fn away(&self, words: &ReportWords) -> Option<Elapsed> {
        match (self.asleep, self.idle) {
            (0, 0) => None,
            (0, idle) => Some(away(idle, words.idle, words)),
            (asleep, _) => Some(away(asleep, words.slept, words)),
        }
    }

    /// Adds the time up to this event.
    fn add_time(&mut self, event: &Event, since: Timestamp) {
        let passed = event.at.duration_since(since);
        let not_counted = match event.what {
            EventKind::Slept { seconds } => add(&mut self.asleep, seconds),
            EventKind::Idle { seconds } => add(&mut self.idle, seconds),
            EventKind::ClockSet { by_seconds } => SignedDuration::from_secs(by_seconds),
            // The clock may have been set back unnoticed; then the time that passed is negative and does not count.
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

/// Adds to a count of seconds, and returns the seconds as a duration.
fn add(count: &mut u64, seconds: u64) -> SignedDuration {
    *count = count.saturating_add(seconds);
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// The pages that were on screen, in the order of their first visits.
///
/// The time before the session is opened again belongs to no page, because it is unknown when the window was closed. The
/// time that the computer slept and the seconds by which its clock was set do not count either.
pub(super) fn shown_pages(session: &Session) -> Vec<ShownPage> {
    let Some((first, rest)) = session.events().split_first() else { return Vec::new() };
    let Some(mut replayed) = Session::from_events(vec![first.clone()]) else { return Vec::new() };
    let mut pages = Vec::new();
    let mut on_screen = Some(page_place(&mut pages, replayed.state().page(), first.at));
    let mut since = first.at;
    for event in rest {
        let reopened = matches!(event.what, EventKind::Resumed { .. });
        if let Some(page) = on_screen.filter(|_| !reopened).and_then(|place| pages.get_mut(place)) {
            page.add_time(event, since);
        }
        replayed.push(event.clone());
        since = event.at;
        let state = replayed.state();
        let at_a_page = state.outcome.is_none() && !state.left;
        on_screen = at_a_page.then(|| page_place(&mut pages, state.page(), event.at));
    }
    pages
}

/// The place of this page in the list. A new page is added at the end.
fn page_place(pages: &mut Vec<ShownPage>, page: &Id, at: Timestamp) -> usize {
    pages.iter().position(|shown| shown.page == *page).unwrap_or_else(|| {
        pages.push(ShownPage { page: page.clone(), first: at, shown: SignedDuration::ZERO, asleep: 0, idle: 0 });
        pages.len() - 1
    })
}
