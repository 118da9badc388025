//! The main loop: shows a screen, reads a line, asks the session for the resulting event, saves the event, and repeats.

use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use super::command::TypedCommand;
use super::screens::{self, ScreenContext};
use super::sentences::TerminalWords;
use super::wrapped_output::WrappedOutput;
use super::{SavingMode, TerminalEffects, TerminalSetup};
use crate::lang::{Lang, fill};
use crate::pack::{Guide, Id, Outcome, Pack, Page, ToolName};
use crate::redact::Redactor;
use crate::report::clean_line;
use crate::session::{
    Action, Clocks, Event, EventKind, MadeWith, Session, ToolResult, act, cause, current, missing_answers, resume,
};

/// Which screen the customer is on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TerminalScreen {
    Home,
    /// A page of the session, or its end.
    Session,
    /// How to contact support, opened from the list of problems.
    SupportFromHome,
    /// The same, opened from a session.
    SupportFromSession,
}

/// Whether an event was saved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EventSaved {
    Yes,
    No,
}

/// Which run of the program the current session is from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SessionOrigin {
    /// This run started or resumed it.
    ThisRun,
    /// An earlier run left it, and it is not resumed yet.
    EarlierRun,
}

pub(super) struct GuideRun<'s, R, W> {
    pub(super) setup: &'s TerminalSetup<'s>,
    pub(super) context: ScreenContext,
    pub(super) output: WrappedOutput<W>,
    pub(super) effects: &'s mut dyn TerminalEffects,
    pub(super) session: Option<Session>,
    /// The clocks when an event was last saved.
    pub(super) clocks: Clocks,
    input: R,
    origin: SessionOrigin,
    screen: TerminalScreen,
    /// Whether to show the screen before reading the next line.
    show_next: bool,
}

impl<'s, R: BufRead, W: Write> GuideRun<'s, R, W> {
    pub(super) fn new(setup: &'s TerminalSetup<'s>, input: R, output: W, effects: &'s mut dyn TerminalEffects) -> Self {
        let clocks = effects.clocks();
        Self {
            setup,
            context: ScreenContext { lang: setup.lang, words: TerminalWords::of(setup.lang), os: setup.os },
            output: WrappedOutput::new(output, setup.width),
            effects,
            session: None,
            clocks,
            input,
            origin: SessionOrigin::EarlierRun,
            screen: TerminalScreen::Home,
            show_next: true,
        }
    }

    pub(super) fn run(mut self) -> io::Result<()> {
        self.session = self.effects.unfinished();
        if let Some(named) = &self.setup.wizard {
            self.start_named(named)?;
        }
        loop {
            if std::mem::take(&mut self.show_next) {
                self.show()?;
            }
            let Some(line) = self.ask()? else { break };
            if self.execute(&TypedCommand::parse(&line))?.is_break() {
                break;
            }
        }
        self.output.blank_line()?;
        let unfinished = self.session.as_ref().is_some_and(|session| session.state().outcome.is_none());
        let words = self.words();
        self.output.paragraph(match (unfinished, self.effects.keeping()) {
            (true, SavingMode::Stored) => words.bye_kept,
            (true, SavingMode::Nowhere) => words.bye_not_kept,
            (false, _) => words.bye,
        })?;
        self.output.flush()
    }

    /// Reads a line; `None` at the end of the input. Bytes that are not UTF-8 are replaced.
    pub(super) fn ask(&mut self) -> io::Result<Option<String>> {
        self.output.prompt()?;
        let mut line = Vec::new();
        let read = self.input.read_until(b'\n', &mut line)?;
        Ok((read > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    pub(super) fn words(&self) -> &'static TerminalWords {
        self.context.words
    }

    /// Carries out an action; `None` if it changes nothing.
    pub(super) fn act(&mut self, action: &Action) -> io::Result<Option<EventSaved>> {
        let redactor = self.redactor();
        let what =
            self.guide_and_session().and_then(|(guide, session)| act(guide, session, action, self.setup.os, &redactor));
        what.map(|what| self.record(what)).transpose()
    }

    /// Hides secrets in everything before it becomes part of the session.
    pub(super) fn redactor(&self) -> Redactor {
        let salt = self.session.as_ref().map(|session| session.state().salt).unwrap_or_default();
        Redactor::new(&self.setup.known, salt)
    }

    /// The current session and its guide, if the pack has that guide.
    pub(super) fn guide_and_session(&self) -> Option<(&'s Guide, &Session)> {
        guide_and_session(self.setup.pack, self.session.as_ref())
    }

    /// The page on screen, if the screen is a page.
    pub(super) fn page(&self) -> Option<&'s Page> {
        let (guide, session) = self.guide_and_session()?;
        current(guide, session.state()).filter(|_| session.state().outcome.is_none())
    }

    /// The session that the list of problems offers to continue.
    fn offered(&self) -> Option<(&'s Guide, &Session)> {
        self.guide_and_session().filter(|(_, session)| session.state().outcome.is_none())
    }

    fn show(&mut self) -> io::Result<()> {
        let context = self.context;
        let pack = self.setup.pack;
        let guide_and_session = guide_and_session(pack, self.session.as_ref());
        let output = &mut self.output;
        match (self.screen, guide_and_session) {
            (TerminalScreen::SupportFromHome | TerminalScreen::SupportFromSession, _) => {
                screens::support(output, context, &pack.contact, None)
            }
            (TerminalScreen::Session, Some((guide, session))) => match session.state().outcome {
                Some(Outcome::Solved) => screens::solved(output, context, cause(guide, session.state(), context.os)),
                Some(Outcome::NotSolved) => {
                    screens::support(output, context, &pack.contact, Some(context.words.handed_over))
                }
                None => match current(guide, session.state()) {
                    Some(page) => screens::page(output, context, guide, page, session),
                    None => screens::home(output, context, pack, None),
                },
            },
            (TerminalScreen::Home | TerminalScreen::Session, guide_and_session) => {
                let offered = guide_and_session.filter(|(_, session)| session.state().outcome.is_none());
                screens::home(output, context, pack, offered)
            }
        }
    }

    fn execute(&mut self, command: &TypedCommand) -> io::Result<ControlFlow<()>> {
        match (command, self.screen) {
            (TypedCommand::Quit, _) => return Ok(ControlFlow::Break(())),
            (TypedCommand::Help, _) => screens::help(&mut self.output, self.context.words)?,
            (TypedCommand::Again, _) => self.show_next = true,
            (TypedCommand::Language, _) => self.switch_language()?,
            (TypedCommand::Save, _) => self.save_report()?,
            (TypedCommand::Home, _) => self.go_to(TerminalScreen::Home),
            (TypedCommand::Contact, _) => self.contact_support(),
            (_, TerminalScreen::Home) => self.at_home(command)?,
            (_, TerminalScreen::SupportFromHome) => self.at_support(command, TerminalScreen::Home)?,
            (_, TerminalScreen::SupportFromSession) => self.at_support(command, TerminalScreen::Session)?,
            (_, TerminalScreen::Session) => self.in_session(command)?,
        }
        Ok(ControlFlow::Continue(()))
    }

    fn go_to(&mut self, screen: TerminalScreen) {
        self.screen = screen;
        self.show_next = true;
    }

    fn at_home(&mut self, command: &TypedCommand) -> io::Result<()> {
        if let TypedCommand::Number(number) = command {
            return match number.checked_sub(1).and_then(|at| self.setup.pack.wizards.get(at)) {
                Some(guide) => self.begin(guide),
                None => self.output.paragraph(self.words().no_such_number),
            };
        }
        if matches!(command, TypedCommand::Next | TypedCommand::Yes) && self.offered().is_some() {
            return self.continue_session();
        }
        self.output.paragraph(self.words().not_understood)
    }

    /// Starts the guide named on the command line, unless the list of problems offers to continue it.
    fn start_named(&mut self, named: &Id) -> io::Result<()> {
        let Some(guide) = self.setup.pack.wizard(named.as_str()) else {
            return self.output.paragraph(&fill(self.words().unknown_wizard, &[("name", &clean_line(named.as_str()))]));
        };
        match self.offered() {
            // The list of problems asks whether to continue.
            Some((unfinished, _)) if unfinished.id == guide.id => Ok(()),
            _ => self.begin(guide),
        }
    }

    fn begin(&mut self, guide: &Guide) -> io::Result<()> {
        let Some(page) = guide.pages.first() else { return Ok(()) };
        let what = EventKind::Started {
            wizard: guide.id.clone(),
            page: page.id.clone(),
            made_with: self.made_with(),
            lang: self.context.lang,
            salt: self.effects.salt(),
        };
        self.clocks = self.effects.clocks();
        let first = Event { at: self.effects.now(), what };
        if let Err(failure) = self.effects.begin(&first) {
            return self.output.paragraph(&fill(self.words().not_kept, &[("why", &clean_line(&failure.to_string()))]));
        }
        self.session = Session::from_events(vec![first]);
        self.origin = SessionOrigin::ThisRun;
        self.go_to(TerminalScreen::Session);
        Ok(())
    }

    fn continue_session(&mut self) -> io::Result<()> {
        if self.origin == SessionOrigin::EarlierRun {
            let made_with = self.made_with();
            let Some(what) = self.guide_and_session().map(|(guide, session)| resume(guide, session.state(), made_with))
            else {
                return Ok(());
            };
            if self.record(what)? == EventSaved::No {
                return Ok(());
            }
            self.origin = SessionOrigin::ThisRun;
            self.record_language()?;
        }
        self.go_to(TerminalScreen::Session);
        Ok(())
    }

    fn made_with(&self) -> MadeWith {
        MadeWith {
            pack: self.setup.pack.id.clone(),
            pack_version: self.setup.pack.version.clone(),
            program_version: self.setup.program_version.clone(),
        }
    }

    fn switch_language(&mut self) -> io::Result<()> {
        let index = Lang::ALL.iter().position(|lang| *lang == self.context.lang).unwrap_or_default();
        let lang = Lang::ALL.into_iter().cycle().nth(index + 1).unwrap_or(self.context.lang);
        self.context = ScreenContext { lang, words: TerminalWords::of(lang), ..self.context };
        self.effects.remember(lang);
        if self.origin == SessionOrigin::ThisRun {
            self.record_language()?;
        }
        self.output.paragraph(self.words().language)?;
        self.show_next = true;
        Ok(())
    }

    /// Records the language in the session, because exits may depend on it.
    fn record_language(&mut self) -> io::Result<()> {
        let lang = self.context.lang;
        if self.session.as_ref().is_some_and(|session| session.state().lang != lang) {
            self.record(EventKind::Switched { lang })?;
        }
        Ok(())
    }

    pub(super) fn contact_support(&mut self) {
        self.go_to(match self.screen {
            TerminalScreen::Home | TerminalScreen::SupportFromHome => TerminalScreen::SupportFromHome,
            // The end of an unsolved session is the same screen.
            TerminalScreen::Session | TerminalScreen::SupportFromSession => {
                match self.session.as_ref().map(|s| s.state().outcome) {
                    Some(Some(Outcome::NotSolved)) => TerminalScreen::Session,
                    _ => TerminalScreen::SupportFromSession,
                }
            }
        });
    }

    /// Records the use of a tool in the session, if one is open.
    pub(super) fn record_use(&mut self, tool: ToolName, result: ToolResult) -> io::Result<()> {
        if self.origin == SessionOrigin::ThisRun
            && self.screen != TerminalScreen::Home
            && self.screen != TerminalScreen::SupportFromHome
        {
            let page =
                if self.screen == TerminalScreen::Session { self.page().map(|page| page.id.clone()) } else { None };
            self.record(EventKind::Used { page, tool, result })?;
        }
        Ok(())
    }

    fn at_support(&mut self, command: &TypedCommand, previous: TerminalScreen) -> io::Result<()> {
        if *command == TypedCommand::Open {
            return self.open_contact();
        }
        if matches!(command, TypedCommand::Back | TypedCommand::Next) {
            self.go_to(previous);
            return Ok(());
        }
        self.output.paragraph(self.words().not_understood)
    }

    fn in_session(&mut self, command: &TypedCommand) -> io::Result<()> {
        let outcome = self.session.as_ref().and_then(|session| session.state().outcome);
        match (command, outcome) {
            (TypedCommand::Back, _) => self.move_to(&Action::Back, self.words().first_page),
            (TypedCommand::Undo, _) => {
                if self.act(&Action::Undo)? == Some(EventSaved::Yes) {
                    self.output.paragraph(self.words().undone)?;
                    self.show_next = true;
                    return Ok(());
                }
                self.output.paragraph(self.words().nothing_to_undo)
            }
            (TypedCommand::Open, Some(Outcome::NotSolved)) => self.open_contact(),
            (TypedCommand::Open, _) => self.output.paragraph(self.words().nothing_to_open),
            (TypedCommand::Number(number), None) => self.use_item(*number),
            (TypedCommand::Next, None) => self.leave_page(Outcome::NotSolved),
            (TypedCommand::Yes, None) => match self.page() {
                Some(page) if !page.asks_if_solved() => self.output.paragraph(self.words().not_asked),
                _ => self.leave_page(Outcome::Solved),
            },
            _ => self.output.paragraph(self.words().not_understood),
        }
    }

    fn leave_page(&mut self, answer: Outcome) -> io::Result<()> {
        let Some(page) = self.page() else { return Ok(()) };
        let missing: Vec<usize> = match self.session.as_ref() {
            Some(session) => {
                let missing = missing_answers(page, session.state());
                let asks = (page.tasks.len() + 1..).zip(&page.asks);
                asks.filter(|(_, ask)| missing.iter().any(|open| open.id == ask.id)).map(|(number, _)| number).collect()
            }
            None => Vec::new(),
        };
        if !missing.is_empty() {
            let asks = (page.tasks.len() + 1..).zip(&page.asks);
            self.output.paragraph(self.words().answer_first)?;
            for (number, ask) in asks.filter(|(number, _)| missing.contains(number)) {
                self.output.marked_paragraph(&format!("{number}. "), &self.context.text(&ask.text))?;
            }
            return Ok(());
        }
        let action = if page.asks_if_solved() { Action::Say(answer) } else { Action::Next };
        self.move_to(&action, self.words().not_understood)
    }

    /// Carries out an action that moves to another page. If it changes nothing, prints `otherwise`.
    fn move_to(&mut self, action: &Action, otherwise: &str) -> io::Result<()> {
        match self.act(action)? {
            Some(EventSaved::Yes) => self.show_next = true,
            // `record` has already printed the reason.
            Some(EventSaved::No) => {}
            None => self.output.paragraph(otherwise)?,
        }
        Ok(())
    }
}

/// The session and its guide. A guide with the same id in another pack is a different guide.
fn guide_and_session<'p, 's>(pack: &'p Pack, session: Option<&'s Session>) -> Option<(&'p Guide, &'s Session)> {
    let session = session?;
    let guide = pack.wizard(session.state().wizard.as_str())?;
    (session.state().made_with.pack == pack.id).then_some((guide, session))
}
