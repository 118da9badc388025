//! Plays the walks that the authors of a guide promise.

use jiff::Timestamp;

use super::act::{Action, RawAnswer, act, current};
use super::event::{Event, EventKind, MadeWith};
use super::state::Session;
use crate::lang::Lang;
use crate::pack::{ExitTarget, Guide, Id, Os, Pack, Walk, WalkStep};
use crate::redact::{Redactor, Salt};

/// How a walk differs from what its authors promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkError {
    /// A step cannot be made.
    Step {
        /// Its number, from 1.
        number: usize,
        /// The page that was on screen.
        page: Id,
    },
    /// All steps work, but the walk ends elsewhere.
    Ended {
        /// Where it ends.
        at: ExitTarget,
    },
}

/// Plays one walk; `Ok` if it ends where it must.
pub fn play(pack: &Pack, guide: &Guide, walk: &Walk, os: Os) -> Result<(), WalkError> {
    // Walks have no times, so any time will do.
    let at = Timestamp::UNIX_EPOCH;
    let Some(first) = guide.pages.first() else { return Ok(()) };
    let started = EventKind::Started {
        wizard: guide.id.clone(),
        page: first.id.clone(),
        made_with: MadeWith {
            pack: pack.id.clone(),
            pack_version: pack.version.clone(),
            program_version: String::new(),
        },
        lang: pack.languages.first().copied().unwrap_or(Lang::English),
        salt: Salt::default(),
    };
    let Some(mut session) = Session::from_events(vec![Event { at, what: started }]) else { return Ok(()) };
    let redactor = Redactor::default();
    for (number, step) in (1..).zip(&walk.steps) {
        let page = session.state().page().clone();
        let error = || WalkError::Step { number, page: page.clone() };
        if let WalkStep::Tick { page: on, .. } | WalkStep::Choose { page: on, .. } | WalkStep::Type { page: on, .. } =
            step
            && (*on != page || session.state().outcome.is_some())
        {
            return Err(error());
        }
        let what = act(guide, &session, &action(step), os, &redactor).ok_or_else(error)?;
        session.push(Event { at, what });
    }
    let state = session.state();
    let at = match state.outcome {
        Some(outcome) => ExitTarget::End(outcome),
        None => ExitTarget::Page(current(guide, state).map_or_else(|| state.page().clone(), |page| page.id.clone())),
    };
    if at == walk.ends { Ok(()) } else { Err(WalkError::Ended { at }) }
}

fn action(step: &WalkStep) -> Action {
    match step.clone() {
        WalkStep::Tick { page, task } => Action::Toggle { page, task },
        WalkStep::Choose { page, ask, choice } => Action::Answer { page, ask, answer: RawAnswer::Choice(choice) },
        WalkStep::Type { page, ask, words } => Action::Answer { page, ask, answer: RawAnswer::Words(words) },
        WalkStep::Say(outcome) => Action::Say(outcome),
        WalkStep::Next => Action::Next,
        WalkStep::Back => Action::Back,
    }
}
