//! Decisions: what an action of the customer leads to. One action makes at most one event.

use super::event::{Answer, EventKind};
use super::state::{Session, SessionState};
use crate::pack::{Condition, Exit, ExitTarget, Guide, Id, Os, Outcome, Page, Question, QuestionKind};
use crate::redact::Redactor;

/// Something the customer does on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ticks a task, or takes its tick back.
    Toggle {
        /// Its page.
        page: Id,
        /// The task.
        task: Id,
    },
    /// Answers a question; words that are all spaces take the answer back.
    Answer {
        /// Its page.
        page: Id,
        /// The question.
        ask: Id,
        /// The answer.
        answer: RawAnswer,
    },
    /// Goes on from a page that does not ask whether it is solved.
    Next,
    /// Answers "did this solve it?", and goes on.
    Say(Outcome),
    /// Goes back one page, or from the end to the last page.
    Back,
    /// Goes to a page of the way.
    Visit(Id),
    /// Takes the last tick, answer or step back.
    Undo,
    /// Gives the session up.
    Leave,
}

/// An answer as the customer gave it. Its secrets are hidden before it becomes an [`Answer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawAnswer {
    /// One of several.
    Choice(Id),
    /// Words, as typed.
    Words(String),
}

/// What the action leads to; `None` when it leads to nothing: a required answer is missing, there is no way back.
pub fn act(guide: &Guide, session: &Session, action: &Action, os: Os, redactor: &Redactor) -> Option<EventKind> {
    let state = session.state();
    match action {
        Action::Toggle { page, task } => {
            guide.page(page.as_str())?.task(task.as_str())?;
            let (page, task) = (page.clone(), task.clone());
            Some(if state.ticks.contains_key(&(page.clone(), task.clone())) {
                EventKind::Unticked { page, task }
            } else {
                EventKind::Ticked { page, task }
            })
        }
        Action::Answer { page, ask, answer } => {
            let question = guide.page(page.as_str())?.ask(ask.as_str())?;
            answered(state, page, question, answer, redactor)
        }
        Action::Next => {
            let page = current(guide, state)?;
            if page.asks_if_solved() { None } else { leave_page(page, state, None, os) }
        }
        Action::Say(outcome) => {
            let page = current(guide, state)?;
            if page.asks_if_solved() { leave_page(page, state, Some(*outcome), os) } else { None }
        }
        Action::Back => match state.outcome {
            Some(_) => Some(EventKind::Returned { to: state.page().clone() }),
            None => state.way.before().last().map(returned),
        },
        Action::Visit(page) => {
            let on_the_way = known_way(guide, state, os).any(|known| known == page);
            (on_the_way && (state.page() != page || state.outcome.is_some())).then(|| returned(page))
        }
        Action::Undo => last_undoable(session).map(|event| EventKind::Undone { event }),
        Action::Leave => (!state.left && state.outcome.is_none()).then_some(EventKind::Left),
    }
}

/// Whether [`Action::Undo`] would lead to anything.
pub fn can_undo(session: &Session) -> bool {
    last_undoable(session).is_some()
}

/// The page's questions that must be answered before going on and are not.
pub fn missing_answers<'p>(page: &'p Page, state: &SessionState) -> Vec<&'p Question> {
    page.asks
        .iter()
        .filter(|ask| !ask.optional && !state.answers.contains_key(&(page.id.clone(), ask.id.clone())))
        .collect()
}

/// The exit from this page if the reply to "did this solve it?" is `said`.
pub fn exit_taken<'p>(page: &'p Page, state: &SessionState, said: Option<Outcome>, os: Os) -> Option<&'p Exit> {
    page.exits.iter().find(|exit| exit.when.as_ref().is_none_or(|when| holds(when, state, said, os)))
}

/// What solved the problem, in the author's words, or else the page's title.
pub fn cause<'g>(guide: &'g Guide, state: &SessionState, os: Os) -> Option<&'g crate::lang::Text> {
    if state.outcome != Some(Outcome::Solved) {
        return None;
    }
    let page = current(guide, state)?;
    let said = state.said.get(&page.id).map(|(said, _)| *said);
    exit_taken(page, state, said, os).and_then(|exit| exit.because.as_ref()).or(Some(&page.title))
}

/// The pages of the way that still follow from each other: all up to the one on screen, and those remembered after it
/// for as long as the answers still lead there.
pub(super) fn known_way<'s>(guide: &'s Guide, state: &'s SessionState, os: Os) -> impl Iterator<Item = &'s Id> {
    let way = &state.way;
    let remembered = std::iter::once(way.here()).chain(way.after()).zip(way.after()).take_while(move |(from, to)| {
        let said = state.said.get(*from).map(|(said, _)| *said);
        let exit = guide.page(from.as_str()).and_then(|page| exit_taken(page, state, said, os));
        exit.is_some_and(|exit| matches!(&exit.go, ExitTarget::Page(page) if page == *to))
    });
    way.so_far().chain(remembered.map(|(_, to)| to))
}

/// The page on screen, if the pack still has it.
pub fn current<'g>(guide: &'g Guide, state: &SessionState) -> Option<&'g Page> {
    guide.page(state.page().as_str())
}

/// Whether a condition holds, if the reply to "did this solve it?" is `said`.
fn holds(condition: &Condition, state: &SessionState, said: Option<Outcome>, os: Os) -> bool {
    match condition {
        Condition::Solved => said == Some(Outcome::Solved),
        Condition::Ticked { page, task } => state.ticks.contains_key(&(page.clone(), task.clone())),
        Condition::Answered { page, ask } => state.answers.contains_key(&(page.clone(), ask.clone())),
        Condition::Chose { page, ask, choice } => state
            .answers
            .get(&(page.clone(), ask.clone()))
            .is_some_and(|(answer, _)| matches!(answer, Answer::Choice(chosen) if chosen == choice)),
        Condition::Language(lang) => state.lang == *lang,
        Condition::Os(wanted) => os == *wanted,
        Condition::Not(inner) => !holds(inner, state, said, os),
        Condition::All(inner) => inner.iter().all(|one| holds(one, state, said, os)),
        Condition::Any(inner) => inner.iter().any(|one| holds(one, state, said, os)),
    }
}

/// Everything that customers type comes through here, so no event has their words before the redactor has seen them.
fn answered(
    state: &SessionState,
    page: &Id,
    question: &Question,
    answer: &RawAnswer,
    redactor: &Redactor,
) -> Option<EventKind> {
    let answer = match (&question.kind, answer) {
        (QuestionKind::Choice(choices), RawAnswer::Choice(chosen)) => {
            choices.iter().find(|choice| choice.id == *chosen)?;
            Answer::Choice(chosen.clone())
        }
        (QuestionKind::Choice(_), RawAnswer::Words(_)) | (_, RawAnswer::Choice(_)) => return None,
        (_, RawAnswer::Words(words)) => Answer::Words(redactor.safe(words.trim())),
    };
    let (page, ask) = (page.clone(), question.id.clone());
    let before = state.answers.get(&(page.clone(), ask.clone())).map(|(before, _)| before);
    if matches!(&answer, Answer::Words(words) if words.is_empty()) {
        return before.is_some().then_some(EventKind::Cleared { page, ask });
    }
    (before != Some(&answer)).then_some(EventKind::Answered { page, ask, answer })
}

fn leave_page(page: &Page, state: &SessionState, said: Option<Outcome>, os: Os) -> Option<EventKind> {
    if state.outcome.is_some() || !missing_answers(page, state).is_empty() {
        return None;
    }
    let exit = exit_taken(page, state, said, os)?;
    Some(EventKind::Went { from: page.id.clone(), said, to: exit.go.clone() })
}

fn returned(page: &Id) -> EventKind {
    EventKind::Returned { to: page.clone() }
}

/// The index of the last event that can be undone and is not undone yet. Tools and new packs cannot be undone.
fn last_undoable(session: &Session) -> Option<usize> {
    let undone: Vec<usize> = session
        .events()
        .iter()
        .filter_map(|event| if let EventKind::Undone { event } = event.what { Some(event) } else { None })
        .collect();
    for (index, event) in session.events().iter().enumerate().rev() {
        match &event.what {
            EventKind::Ticked { .. }
            | EventKind::Unticked { .. }
            | EventKind::Answered { .. }
            | EventKind::Cleared { .. }
            | EventKind::Went { .. }
            | EventKind::Returned { .. } => {
                if !undone.contains(&index) {
                    return Some(index);
                }
            }
            // The pack has changed, and earlier events may lead to pages that are gone.
            EventKind::Resumed { moved_to: Some(_), .. } | EventKind::Started { .. } => return None,
            EventKind::Resumed { .. }
            | EventKind::Used { .. }
            | EventKind::Switched { .. }
            | EventKind::Undone { .. }
            | EventKind::Left
            | EventKind::Slept { .. }
            | EventKind::Idle { .. }
            | EventKind::ClockSet { .. } => {}
        }
    }
    None
}

/// The event that opens a saved session again: on the page on which it was left, or, if that page is gone from the pack,
/// on the last page before it that is still there.
pub fn resume(guide: &Guide, state: &SessionState, made_with: super::MadeWith) -> EventKind {
    let moved_to = if current(guide, state).is_some() {
        None
    } else {
        let kept = state.way.before().iter().rev().find(|page| guide.page(page.as_str()).is_some());
        kept.cloned().or_else(|| guide.pages.first().map(|page| page.id.clone()))
    };
    EventKind::Resumed { made_with, moved_to }
}
