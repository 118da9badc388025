//! The way so far and what is left, for the rail: honest where the way depends on answers still to come.

use std::collections::BTreeSet;

use super::act::known_way;
use super::event::EventKind;
use super::state::{Session, SessionState};
use crate::lang::{Lang, Strings, fill};
use crate::pack::{Condition, ExitTarget, Guide, Id, Os, Outcome, Page, plain};

/// A search stops after this many pages and falls back to the number of pages: a guide may have too many ways for it.
const MOST_PAGES_LOOKED_AT: usize = 2_000;

/// The way through a guide, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidePath<'g> {
    /// The pages gone through, the one on screen, and those that follow as things stand.
    pub steps: Vec<PathStep<'g>>,
    /// Whether the way after the last step depends on an answer that is not given yet.
    pub open_ended: OpenEnded,
    /// The fewest and the most pages after this one if nothing on them helps.
    pub left: (usize, usize),
    /// Why the way has changed.
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
    /// All steps are shown, and support comes after them.
    No,
    /// More may follow, depending on an answer.
    Yes,
}

/// One page of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep<'g> {
    /// The page.
    pub id: &'g Id,
    /// Its title.
    pub title: &'g crate::lang::Text,
    /// Where it is on the way.
    pub stage: PathStage,
}

/// Where a page is on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStage {
    /// Behind the customer.
    Done,
    /// On screen.
    Here,
    /// The customer has been there and has come back from it.
    Seen,
    /// Still to come.
    Ahead,
}

/// Why the way has changed with the customer's last action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathNote {
    /// The customer went back; everything is kept.
    WentBack,
    /// The guide led back to a page to try it again.
    Again(Id),
    /// An answer leads another way than before.
    OtherWay,
    /// There is more to check than was expected.
    Longer,
    /// Something was undone.
    Undone,
    /// The pack is newer than the session, and the page on which it was left is gone.
    PackChanged,
}

impl PathNote {
    /// The sentence for a reader of `lang`.
    pub fn words(&self, guide: &Guide, lang: Lang) -> String {
        let words = &Strings::of(lang).rail;
        match self {
            Self::WentBack => words.went_back.to_owned(),
            Self::Again(page) => {
                let title = guide.page(page.as_str()).map_or(page.as_str(), |page| page.title.get(lang));
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
pub fn path<'g>(guide: &'g Guide, session: &Session, os: Os) -> GuidePath<'g> {
    let now = session.state();
    let mut steps = known_steps(guide, now, os);
    let open_ended = expect_steps(guide, now, os, &mut steps);
    GuidePath { steps, open_ended, left: pages_left(guide, now, os), note: note(guide, session, os) }
}

fn known_steps<'g>(guide: &'g Guide, state: &SessionState, os: Os) -> Vec<PathStep<'g>> {
    let stage_of = |index: usize| match index.cmp(&state.way.before().len()) {
        std::cmp::Ordering::Less => PathStage::Done,
        std::cmp::Ordering::Equal if state.outcome.is_some() => PathStage::Done,
        std::cmp::Ordering::Equal => PathStage::Here,
        std::cmp::Ordering::Greater => PathStage::Seen,
    };
    known_way(guide, state, os)
        .enumerate()
        .filter_map(|(index, id)| Some(step(guide.page(id.as_str())?, stage_of(index))))
        .collect()
}

/// Adds the pages that are certain to follow if nothing helps, up to the first answer that is still missing.
fn expect_steps<'g>(guide: &'g Guide, state: &SessionState, os: Os, steps: &mut Vec<PathStep<'g>>) -> OpenEnded {
    if state.outcome.is_some() {
        return OpenEnded::No;
    }
    while let Some(page) = steps.last().and_then(|last| guide.page(last.id.as_str())) {
        let exits = possible_targets(page, state, os);
        let [only] = exits.as_slice() else { return OpenEnded::Yes };
        match only {
            ExitTarget::End(_) => return OpenEnded::No,
            ExitTarget::Page(id) => match guide.page(id.as_str()) {
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

/// The fewest and the most pages after the one on screen if nothing on them helps.
fn pages_left(guide: &Guide, state: &SessionState, os: Os) -> (usize, usize) {
    if state.outcome.is_some() {
        return (0, 0);
    }
    let mut search = PageSearch { guide, state, os, looked_at: 0 };
    let mut behind: BTreeSet<&Id> = state.way.before().iter().collect();
    let Some(page) = guide.page(state.page().as_str()) else { return (0, 0) };
    let (fewest, most) = search.left(page, &mut behind).unwrap_or((0, 0));
    // Where the search gave up: no way is longer than the number of pages.
    (fewest, most.min(guide.pages.len().saturating_sub(state.way.before().len() + 1)))
}

struct PageSearch<'g> {
    guide: &'g Guide,
    state: &'g SessionState,
    os: Os,
    looked_at: usize,
}

impl<'g> PageSearch<'g> {
    /// `None` when every way from here leads back to a page already gone through.
    fn left(&mut self, page: &'g Page, behind: &mut BTreeSet<&'g Id>) -> Option<(usize, usize)> {
        self.looked_at += 1;
        if self.looked_at > MOST_PAGES_LOOKED_AT {
            return Some((0, self.guide.pages.len().saturating_sub(behind.len())));
        }
        if !behind.insert(&page.id) {
            return None;
        }
        let mut bounds: Option<(usize, usize)> = None;
        for target in possible_targets(page, self.state, self.os) {
            let found = match target {
                ExitTarget::End(_) => Some((0, 0)),
                ExitTarget::Page(id) => self
                    .guide
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

/// Whether a condition holds if nothing helps; `None` when that depends on what the customer still has to do.
fn may_hold(condition: &Condition, state: &SessionState, os: Os) -> Option<bool> {
    let behind = |page: &Id| state.way.before().contains(page);
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

/// Why the way has changed with the customer's last action. Ticks do not count.
fn note(guide: &Guide, session: &Session, os: Os) -> Option<PathNote> {
    let events = session.events();
    let (index, last) = events.iter().enumerate().rev().find(|(_, event)| {
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
    let before = SessionState::fold(events.get(..index)?)?;
    match &last.what {
        EventKind::Undone { .. } => Some(PathNote::Undone),
        EventKind::Returned { to } => {
            (before.outcome.is_some() || before.way.before().contains(to)).then_some(PathNote::WentBack)
        }
        EventKind::Resumed { moved_to: Some(_), .. } => Some(PathNote::PackChanged),
        EventKind::Went { to: ExitTarget::Page(page), .. } if now.way.before().len() <= before.way.before().len() => {
            Some(PathNote::Again(page.clone()))
        }
        EventKind::Went { to: ExitTarget::Page(page), said, .. } => {
            let remembered = known_way(guide, &before, os).nth(before.way.before().len() + 1);
            if remembered.is_some_and(|next| next != page) {
                return Some(PathNote::OtherWay);
            }
            let longer = most_pages(guide, now, os) > most_pages(guide, &before, os);
            (longer && *said != Some(Outcome::Solved)).then_some(PathNote::Longer)
        }
        EventKind::Answered { .. } | EventKind::Cleared { .. } => {
            if known_way(guide, &before, os).count() > known_way(guide, now, os).count() {
                return Some(PathNote::OtherWay);
            }
            (most_pages(guide, now, os) > most_pages(guide, &before, os)).then_some(PathNote::Longer)
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

/// The most pages that the whole way may have, with those behind the customer.
fn most_pages(guide: &Guide, state: &SessionState, os: Os) -> usize {
    state.way.before().len() + 1 + pages_left(guide, state, os).1
}
