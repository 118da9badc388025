//! The state of a session: a pure fold over its events.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::event::{Answer, Event, EventKind, MadeWith, ToolResult};
use super::way::Way;
use crate::lang::Lang;
use crate::pack::{ExitTarget, Id, Outcome, ToolName};
use crate::redact::Salt;

/// One customer's way through one guide: its events, and the state they add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    events: Vec<Event>,
    state: SessionState,
}

impl Session {
    /// The session with these events; `None` unless they begin with [`EventKind::Started`].
    pub fn from_events(events: Vec<Event>) -> Option<Self> {
        let state = SessionState::fold(&events)?;
        Some(Self { events, state })
    }

    /// Adds an event. The state always is what the events add up to.
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
    /// The guide.
    pub wizard: Id,
    /// The pack and the program with which it was last worked on.
    pub made_with: MadeWith,
    /// The customer's language.
    pub lang: Lang,
    /// The random bytes in the tags that distinguish its hidden values. They stay on this computer.
    pub salt: Salt,
    /// When it began.
    pub started: Timestamp,
    /// When something last happened.
    pub touched: Timestamp,
    /// The pages gone through, one of them on screen.
    pub way: Way,
    /// Ticked tasks by page and task, with the time of the tick.
    pub ticks: BTreeMap<(Id, Id), Timestamp>,
    /// Answers by page and question, with the time of the answer.
    pub answers: BTreeMap<(Id, Id), (Answer, Timestamp)>,
    /// The customer's replies to "did this solve it?" by page, with the time.
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
    /// The page; `None` on a screen outside the pages.
    pub page: Option<Id>,
    /// The tool.
    pub tool: ToolName,
    /// The result.
    pub result: ToolResult,
    /// When.
    pub at: Timestamp,
}

impl SessionState {
    /// What these events add up to, without the undone ones; `None` unless they begin with [`EventKind::Started`].
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
            way: Way::starting_at(page.clone()),
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
        self.way.here()
    }

    /// Notes the time of an event. Sleep is not something that the customer did.
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
                    self.way.show(page);
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
                self.way.show(to);
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
                self.way.forget_after();
                self.outcome = Some(*outcome);
            }
            ExitTarget::Page(page) => {
                if let Some(dropped) = self.way.follow(page) {
                    // The guide leads back to try again, so these pages ask again whether they solved the problem.
                    for again in dropped.iter().chain([page]) {
                        self.said.remove(again);
                    }
                }
            }
        }
    }
}

/// The indices of the events that a later one undid.
fn undone_events(events: &[Event]) -> std::collections::BTreeSet<usize> {
    events
        .iter()
        .filter_map(|event| if let EventKind::Undone { event } = event.what { Some(event) } else { None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_on_screen_is_a_page_and_never_the_guides_own_id() {
        let at = Timestamp::UNIX_EPOCH;
        let id = |name: &str| Id::from(name);
        let started = EventKind::Started {
            wizard: id("login"),
            page: id("first"),
            made_with: MadeWith { pack: id("okpay"), pack_version: String::new(), program_version: String::new() },
            lang: Lang::English,
            salt: Salt::default(),
        };
        let mut session = Session::from_events(vec![Event { at, what: started }]).unwrap();
        assert_eq!(session.state().page(), &id("first"));
        let went = |to: ExitTarget| EventKind::Went { from: id("first"), said: None, to };
        for (what, page) in [
            (went(ExitTarget::Page(id("second"))), "second"),
            (EventKind::Returned { to: id("first") }, "first"),
            (EventKind::Undone { event: 2 }, "second"),
            (EventKind::Undone { event: 1 }, "first"),
            (EventKind::Returned { to: id("unknown") }, "unknown"),
            (went(ExitTarget::Page(id("first"))), "first"),
            (went(ExitTarget::End(Outcome::Solved)), "first"),
        ] {
            session.push(Event { at, what });
            assert_eq!(session.state().page(), &id(page));
            assert_eq!(SessionState::fold(session.events()).as_ref(), Some(session.state()));
        }
    }
}
