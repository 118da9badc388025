//! A session played back: which pages were on screen, since when, and for how long.

use jiff::{SignedDuration, Timestamp};

use crate::pack::Id;
use crate::session::{Session, What};

/// A page that was on screen.
pub(super) struct Visit {
    pub(super) page: Id,
    /// When it first was.
    pub(super) first: Timestamp,
    /// How long, all times together.
    pub(super) shown: SignedDuration,
}

/// The pages that were on screen, in the order in which they first were.
///
/// The time before the session is opened again belongs to no page: nobody knows when the window was closed.
pub(super) fn visits(session: &Session) -> Vec<Visit> {
    let Some((first, rest)) = session.events().split_first() else { return Vec::new() };
    let Some(mut replayed) = Session::from_events(vec![first.clone()]) else { return Vec::new() };
    let mut visits = Vec::new();
    let mut on_screen = Some(come_to(&mut visits, replayed.state().page(), first.at));
    let mut since = first.at;
    for event in rest {
        let reopened = matches!(event.what, What::Resumed { .. });
        if let Some(visit) = on_screen.filter(|_| !reopened).and_then(|place| visits.get_mut(place)) {
            // The clock may have been set back meanwhile.
            let shown = event.at.duration_since(since).max(SignedDuration::ZERO);
            visit.shown = visit.shown.saturating_add(shown);
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
        visits.push(Visit { page: page.clone(), first: at, shown: SignedDuration::ZERO });
        visits.len() - 1
    })
}
