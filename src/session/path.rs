//! The way so far and what is left, for the rail: honest where the way depends on answers still to come.

use std::collections::BTreeSet;

use super::act::known_way;
use super::event::EventKind;
use super::state::{Session, SessionState};
use crate::lang::{Lang, Strings, fill};
use crate::pack::{Condition, ExitTarget, Guide, Id, Os, Outcome, Page, plain};

/// Longest searches stop here and fall back to the number of pages: a pack may be a thicket.
const MOST_PAGES_LOOKED_AT: usize = 2_000;

/// The way through a wizard, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidePath<'w> {
    /// The pages gone through, the one on screen, and those that follow as things stand.
    pub steps: Vec<PathStep<'w>>,
    /// Whether the way after the last step depends on an answer that is not given yet.
    pub open_ended: OpenEnded,
    /// The fewest and the most pages after this one, should nothing on them help.
    pub left: (usize, usize),
    /// Why the way looks other than before.
    pub note: Option<PathNote>,
}

impl GuidePath<'_> {
    /// How many pages are behind the customer.
    pub fn done(&self) -> usize {
        self.steps.iter().take_while(|step| step.stage == PathStage::Done).count()
    }
}

/// Whether a way is known to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenEnded {
    /// All steps are shown; the way to a person comes after them.
    No,
    /// More may follow; which depends on an answer.
    Yes,
}

/// One page of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep<'w> {
    /// Which.
    pub id: &'w Id,
    /// What it is about.
    pub title: &'w crate::lang::Text,
    /// Where it stands on the way.
    pub stage: PathStage,
}

/// Where a page stands on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStage {
    /// Behind the customer.
    Done,
    /// On screen.
    Here,
    /// The customer has been there and came back from it.
    Seen,
    /// Still to come.
    Ahead,
}

/// Why the way looks other than before the customer's last act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathNote {
    /// The customer went back; everything is kept.
    WentBack,
    /// The wizard led back to a page to try it again.
    Again(Id),
    /// An answer leads another way than the one before it.
    OtherWay,
    /// There is more to check than was expected.
    Longer,
    /// Something was undone.
    Undone,
    /// The pack is newer than the session, and the page it was left on is gone.
    PackChanged,
}

impl PathNote {
    /// What it says to a reader of `lang`.
    pub fn words(&self, wizard: &Guide, lang: Lang) -> String {
        let words = &Strings::of(lang).rail;
        match self {
            Self::WentBack => words.went_back.to_owned(),
            Self::Again(page) => {
                let title = wizard.page(page.as_str()).map_or(page.as_str(), |page| page.title.get(lang));
                fill(words.again, &[("page", &plain(title))])
            }
            Self::OtherWay => words.other_way.to_owned(),
            Self::Longer => words.longer.to_owned(),
            Self::Undone => words.undone.to_owned(),
            Self::PackChanged => words.pack_changed.to_owned(),
        }
    }
}

/// The way of this session.
pub fn path<'w>(wizard: &'w Guide, session: &Session, os: Os) -> GuidePath<'w> {
    let now = session.state();
    let mut steps = known_steps(wizard, now, os);
    let open_ended = expect_steps(wizard, now, os, &mut steps);
    GuidePath { steps, open_ended, left: pages_left(wizard, now, os), note: note(wizard, session, os) }
}

fn known_steps<'w>(wizard: &'w Guide, state: &SessionState, os: Os) -> Vec<PathStep<'w>> {
    let stage_of = |place: usize| match place.cmp(&state.here) {
        std::cmp::Ordering::Less => PathStage::Done,
        std::cmp::Ordering::Equal if state.outcome.is_some() => PathStage::Done,
        std::cmp::Ordering::Equal => PathStage::Here,
        std::cmp::Ordering::Greater => PathStage::Seen,
    };
    known_way(wizard, state, os)
        .enumerate()
        .filter_map(|(place, id)| Some(step(wizard.page(id.as_str())?, stage_of(place))))
        .collect()
}

/// Adds the pages that follow for certain if nothing helps, up to the first answer that is still missing.
fn expect_steps<'w>(wizard: &'w Guide, state: &SessionState, os: Os, steps: &mut Vec<PathStep<'w>>) -> OpenEnded {
    if state.outcome.is_some() {
        return OpenEnded::No;
    }
    while let Some(page) = steps.last().and_then(|last| wizard.page(last.id.as_str())) {
        let exits = possible_targets(page, state, os);
        let [only] = exits.as_slice() else { return OpenEnded::Yes };
        match only {
            ExitTarget::End(_) => return OpenEnded::No,
            ExitTarget::Page(id) => match wizard.page(id.as_str()) {
                Some(next) if steps.iter().all(|known| known.id != id) => steps.push(step(next, PathStage::Ahead)),
                _ => return OpenEnded::No,
            },
        }
    }
    OpenEnded::No
}

fn step(page: &Page, stage: PathStage) -> PathStep<'_> {
    PathStep { id: &page.id, title: &page.title, stage }
}

/// The fewest and the most pages after the one on screen, should nothing on them help.
fn pages_left(wizard: &Guide, state: &SessionState, os: Os) -> (usize, usize) {
    if state.outcome.is_some() {
        return (0, 0);
    }
    let mut search = Search { wizard, state, os, looked_at: 0 };
    let mut behind: BTreeSet<&Id> = state.way.iter().take(state.here).collect();
    let Some(page) = wizard.page(state.page().as_str()) else { return (0, 0) };
    let (fewest, most) = search.left(page, &mut behind).unwrap_or((0, 0));
    // Where the search gave up, no way is longer than all the pages there are.
    (fewest, most.min(wizard.pages.len().saturating_sub(state.here + 1)))
}

struct Search<'w> {
    wizard: &'w Guide,
    state: &'w SessionState,
    os: Os,
    looked_at: usize,
}

impl<'w> Search<'w> {
    /// `None` when every way from here leads back to a page already gone through.
    fn left(&mut self, page: &'w Page, behind: &mut BTreeSet<&'w Id>) -> Option<(usize, usize)> {
        self.looked_at += 1;
        if self.looked_at > MOST_PAGES_LOOKED_AT {
            return Some((0, self.wizard.pages.len().saturating_sub(behind.len())));
        }
        if !behind.insert(&page.id) {
            return None;
        }
        let mut bounds: Option<(usize, usize)> = None;
        for target in possible_targets(page, self.state, self.os) {
            let found = match target {
                ExitTarget::End(_) => Some((0, 0)),
                ExitTarget::Page(id) => self
                    .wizard
                    .page(id.as_str())
                    .and_then(|next| self.left(next, behind))
                    .map(|(fewest, most)| (fewest + 1, most + 1)),
            };
            bounds = match (bounds, found) {
                (Some((fewest, most)), Some((other_fewest, other_most))) => {
                    Some((fewest.min(other_fewest), most.max(other_most)))
                }
                (known, found) => known.or(found),
            };
        }
        behind.remove(&page.id);
        bounds
    }
}

/// Where this page may lead if it does not solve the problem, as far as the answers so far decide it.
fn possible_targets(page: &Page, state: &SessionState, os: Os) -> Vec<ExitTarget> {
    let mut targets: Vec<ExitTarget> = Vec::new();
    for exit in &page.exits {
        let holds = exit.when.as_ref().map_or(Some(true), |when| may_hold(when, state, os));
        if holds != Some(false) && !targets.contains(&exit.go) {
            targets.push(exit.go.clone());
        }
        if holds == Some(true) {
            break;
        }
    }
    targets
}

/// Whether a condition holds if nothing helps; `None` when that depends on what the customer has yet to do.
fn may_hold(condition: &Condition, state: &SessionState, os: Os) -> Option<bool> {
    let behind = |page: &Id| state.way.iter().take(state.here).any(|known| known == page);
    match condition {
        Condition::Solved => Some(false),
        Condition::Ticked { page, task } => {
            let ticked = state.ticks.contains_key(&(page.clone(), task.clone()));
            if ticked || behind(page) { Some(ticked) } else { None }
        }
        Condition::Answered { page, ask } => {
            let answered = state.answers.contains_key(&(page.clone(), ask.clone()));
            if answered || behind(page) { Some(answered) } else { None }
        }
        Condition::Chose { page, ask, choice } => match state.answers.get(&(page.clone(), ask.clone())) {
            Some((super::Answer::Choice(chosen), _)) => Some(chosen == choice),
            Some(_) => Some(false),
            None => (behind(page)).then_some(false),
        },
        Condition::Language(lang) => Some(state.lang == *lang),
        Condition::Os(wanted) => Some(os == *wanted),
        Condition::Not(inner) => may_hold(inner, state, os).map(|holds| !holds),
        Condition::All(inner) => fold_all(inner.iter().map(|one| may_hold(one, state, os))),
        Condition::Any(inner) => fold_all(inner.iter().map(|one| may_hold(one, state, os).map(|h| !h))).map(|h| !h),
    }
}

/// Three-valued "and".
fn fold_all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

/// Why the way looks other than before the customer's last act, ticks left aside.
fn note(wizard: &Guide, session: &Session, os: Os) -> Option<PathNote> {
    let events = session.events();
    let (place, last) = events.iter().enumerate().rev().find(|(_, event)| {
        !matches!(
            event.what,
            EventKind::Ticked { .. }
                | EventKind::Unticked { .. }
                | EventKind::Used { .. }
                | EventKind::Switched { .. }
                | EventKind::Left
        )
    })?;
    let now = session.state();
    let before = SessionState::fold(events.get(..place)?)?;
    match &last.what {
        EventKind::Undone { .. } => Some(PathNote::Undone),
        EventKind::Returned { to } => {
            let was = before.way.iter().position(|page| page == to);
            (before.outcome.is_some() || was.is_some_and(|was| was < before.here)).then_some(PathNote::WentBack)
        }
        EventKind::Resumed { moved_to: Some(_), .. } => Some(PathNote::PackChanged),
        EventKind::Went { to: ExitTarget::Page(page), .. } if now.here <= before.here => {
            Some(PathNote::Again(page.clone()))
        }
        EventKind::Went { to: ExitTarget::Page(page), said, .. } => {
            let remembered = known_way(wizard, &before, os).nth(before.here + 1);
            if remembered.is_some_and(|next| next != page) {
                return Some(PathNote::OtherWay);
            }
            let longer = most_pages(wizard, now, os) > most_pages(wizard, &before, os);
            (longer && *said != Some(Outcome::Solved)).then_some(PathNote::Longer)
        }
        EventKind::Answered { .. } | EventKind::Cleared { .. } => {
            if known_way(wizard, &before, os).count() > known_way(wizard, now, os).count() {
                return Some(PathNote::OtherWay);
            }
            (most_pages(wizard, now, os) > most_pages(wizard, &before, os)).then_some(PathNote::Longer)
        }
        EventKind::Started { .. }
        | EventKind::Resumed { .. }
        | EventKind::Went { .. }
        | EventKind::Ticked { .. }
        | EventKind::Unticked { .. }
        | EventKind::Used { .. }
        | EventKind::Switched { .. }
        | EventKind::Left
        | EventKind::Slept { .. }
        | EventKind::Idle { .. }
        | EventKind::ClockSet { .. } => None,
    }
}

/// How many pages the whole way may come to, those behind included.
fn most_pages(wizard: &Guide, state: &SessionState, os: Os) -> usize {
    state.here + 1 + pages_left(wizard, state, os).1
}
