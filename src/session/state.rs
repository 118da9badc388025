//! The state of a session: a pure fold over its events.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::event::{Answer, Event, EventKind, MadeWith, ToolResult};
use crate::lang::Lang;
use crate::pack::{ExitTarget, Id, Outcome, ToolName};
use crate::redact::Salt;

/// One customer's way through one wizard: its events, and the state they add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    events: Vec<Event>,
    state: SessionState,
}

impl Session {
    /// The session that these events tell of; `None` unless they begin with [`What::Started`].
    pub fn from_events(events: Vec<Event>) -> Option<Self> {
        let state = SessionState::fold(&events)?;
        Some(Self { events, state })
    }

    /// Adds what happened. The state is what the events add up to, at every moment.
    pub fn push(&mut self, event: Event) {
        if let EventKind::Undone { .. } = event.what {
            self.events.push(event);
            if let Some(state) = SessionState::fold(&self.events) {
                self.state = state;
            }
        } else {
            self.state.apply(&event);
            self.events.push(event);
        }
    }

    /// All that happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What it adds up to.
    pub fn state(&self) -> &SessionState {
        &self.state
    }
}

/// What a session's events add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionState {
    /// The wizard.
    pub wizard: Id,
    /// Which pack and program it was last worked on with.
    pub made_with: MadeWith,
    /// The language it is read in.
    pub lang: Lang,
    /// What tells its hidden values apart; it stays on this computer.
    pub salt: Salt,
    /// When it began.
    pub started: Timestamp,
    /// When something last happened.
    pub touched: Timestamp,
    /// The pages gone through, in order, each at most once; those after `here` are remembered from before going
    /// back. Never empty.
    pub way: Vec<Id>,
    /// Which page of the way is on screen, counted from 0.
    pub here: usize,
    /// Ticked tasks by page and task, with the time of the tick.
    pub ticks: BTreeMap<(Id, Id), Timestamp>,
    /// Answers by page and question, with the time of the answer.
    pub answers: BTreeMap<(Id, Id), (Answer, Timestamp)>,
    /// What was said to "did this solve it?", by page, with the time.
    pub said: BTreeMap<Id, (Outcome, Timestamp)>,
    /// The tools used, in order.
    pub tools: Vec<ToolUse>,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// Whether the customer gave it up.
    pub left: bool,
}

/// One use of a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolUse {
    /// On this page; `None` on a screen outside the pages.
    pub page: Option<Id>,
    /// The tool.
    pub tool: ToolName,
    /// What came of it.
    pub result: ToolResult,
    /// When.
    pub at: Timestamp,
}

impl SessionState {
    /// What these events add up to, undone ones left out; `None` unless they begin with [`What::Started`].
    pub fn fold(events: &[Event]) -> Option<Self> {
        let (first, rest) = events.split_first()?;
        let EventKind::Started { wizard, page, made_with, lang, salt } = &first.what else { return None };
        let mut state = Self {
            wizard: wizard.clone(),
            made_with: made_with.clone(),
            lang: *lang,
            salt: *salt,
            started: first.at,
            touched: first.at,
            way: vec![page.clone()],
            here: 0,
            ticks: BTreeMap::new(),
            answers: BTreeMap::new(),
            said: BTreeMap::new(),
            tools: Vec::new(),
            outcome: None,
            left: false,
        };
        let undone = undone_events(events);
        for (index, event) in (1..).zip(rest) {
            if !undone.contains(&index) {
                state.apply(event);
            }
            state.touch(event);
        }
        Some(state)
    }

    /// The page on screen.
    pub fn page(&self) -> &Id {
        // `way` is never empty and `here` never past its end: `fold` and `apply` see to it.
        self.way.get(self.here).unwrap_or(&self.wizard)
    }

    /// Something has happened. Sleeping is nothing that the customer did.
    fn touch(&mut self, event: &Event) {
        if !matches!(event.what, EventKind::Slept { .. } | EventKind::Idle { .. }) {
            self.touched = event.at;
        }
    }

    fn apply(&mut self, event: &Event) {
        self.touch(event);
        match &event.what {
            EventKind::Started { .. }
            | EventKind::Undone { .. }
            | EventKind::Slept { .. }
            | EventKind::Idle { .. }
            | EventKind::ClockSet { .. } => {}
            EventKind::Resumed { made_with, moved_to } => {
                self.made_with = made_with.clone();
                self.left = false;
                if let Some(page) = moved_to {
                    self.outcome = None;
                    self.stand_on(page);
                }
            }
            EventKind::Ticked { page, task } => {
                self.ticks.insert((page.clone(), task.clone()), event.at);
            }
            EventKind::Unticked { page, task } => {
                self.ticks.remove(&(page.clone(), task.clone()));
            }
            EventKind::Answered { page, ask, answer } => {
                self.answers.insert((page.clone(), ask.clone()), (answer.clone(), event.at));
            }
            EventKind::Cleared { page, ask } => {
                self.answers.remove(&(page.clone(), ask.clone()));
            }
            EventKind::Went { from, said, to } => self.go(from, *said, to, event.at),
            EventKind::Returned { to } => {
                self.outcome = None;
                self.stand_on(to);
            }
            EventKind::Used { page, tool, result } => {
                self.tools.push(ToolUse { page: page.clone(), tool: *tool, result: result.clone(), at: event.at });
            }
            EventKind::Switched { lang } => self.lang = *lang,
            EventKind::Left => self.left = true,
        }
    }

    fn go(&mut self, from: &Id, said: Option<Outcome>, to: &ExitTarget, at: Timestamp) {
        if let Some(said) = said {
            self.said.insert(from.clone(), (said, at));
        }
        match to {
            ExitTarget::End(outcome) => {
                self.way.truncate(self.here + 1);
                self.outcome = Some(*outcome);
            }
            ExitTarget::Page(page) => match self.way.iter().position(|known| known == page) {
                Some(next) if next == self.here + 1 => self.here = next,
                Some(earlier) if earlier <= self.here => {
                    // The wizard leads back to try again: what was said from there on is asked anew.
                    for again in self.way.drain(earlier + 1..) {
                        self.said.remove(&again);
                    }
                    self.said.remove(page);
                    self.here = earlier;
                }
                _ => {
                    self.way.truncate(self.here + 1);
                    self.way.push(page.clone());
                    self.here += 1;
                }
            },
        }
    }

    /// Puts a page on screen: one of the way, or else a new last one.
    fn stand_on(&mut self, page: &Id) {
        if let Some(place) = self.way.iter().position(|known| known == page) {
            self.here = place;
        } else {
            self.way.truncate(self.here + 1);
            self.way.push(page.clone());
            self.here += 1;
        }
    }
}

/// The places of the events that a later one undid.
fn undone_events(events: &[Event]) -> std::collections::BTreeSet<usize> {
    events
        .iter()
        .filter_map(|event| if let EventKind::Undone { event } = event.what { Some(event) } else { None })
        .collect()
}
