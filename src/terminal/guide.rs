//! The loop: show, read a line, decide with the session, keep the event, show what came of it.

use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use super::command::Command;
use super::paper::Paper;
use super::screens::{self, Reader};
use super::words::Words;
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
enum Place {
    Home,
    /// A page of the session, or its end.
    Session,
    /// The way to a person, asked for from the list of problems.
    SupportFromHome,
    /// The same, asked for in the middle of a session.
    SupportFromSession,
}

/// Whether what was done has been stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Yes,
    No,
}

/// Where the session in hand comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// It was worked on by this run of the program.
    ThisRun,
    /// It was left by an earlier one and is not opened again yet.
    EarlierRun,
}

pub(super) struct GuideRun<'s, R, W> {
    pub(super) setup: &'s TerminalSetup<'s>,
    pub(super) reader: Reader,
    pub(super) paper: Paper<W>,
    pub(super) effects: &'s mut dyn TerminalEffects,
    pub(super) session: Option<Session>,
    /// What the clocks told when something was last stored.
    pub(super) clocks: Clocks,
    input: R,
    origin: Origin,
    place: Place,
    /// Whether the screen is to be shown (again) before the next line is read.
    show_next: bool,
}

impl<'s, R: BufRead, W: Write> GuideRun<'s, R, W> {
    pub(super) fn new(setup: &'s TerminalSetup<'s>, input: R, output: W, effects: &'s mut dyn TerminalEffects) -> Self {
        let clocks = effects.clocks();
        Self {
            setup,
            reader: Reader { lang: setup.lang, words: Words::of(setup.lang), os: setup.os },
            paper: Paper::new(output, setup.width),
            effects,
            session: None,
            clocks,
            input,
            origin: Origin::EarlierRun,
            place: Place::Home,
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
            if self.obey(&Command::parse(&line))?.is_break() {
                break;
            }
        }
        self.paper.gap()?;
        let unfinished = self.session.as_ref().is_some_and(|session| session.state().outcome.is_none());
        let words = self.words();
        self.paper.say(match (unfinished, self.effects.keeping()) {
            (true, SavingMode::Stored) => words.bye_kept,
            (true, SavingMode::Nowhere) => words.bye_not_kept,
            (false, _) => words.bye,
        })?;
        self.paper.flush()
    }

    /// Reads a line; `None` at the end of the input. Bytes that are no UTF-8 cannot stop the customer.
    pub(super) fn ask(&mut self) -> io::Result<Option<String>> {
        self.paper.prompt()?;
        let mut line = Vec::new();
        let read = self.input.read_until(b'\n', &mut line)?;
        Ok((read > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    pub(super) fn words(&self) -> &'static Words {
        self.reader.words
    }

    /// Carries an action out; `None` when it leads to nothing.
    pub(super) fn act(&mut self, action: &Action) -> io::Result<Option<Kept>> {
        let redactor = self.redactor();
        let what = self.in_hand().and_then(|(wizard, session)| act(wizard, session, action, self.setup.os, &redactor));
        what.map(|what| self.record(what)).transpose()
    }

    /// What everything goes through before it becomes part of the session.
    pub(super) fn redactor(&self) -> Redactor {
        let salt = self.session.as_ref().map(|session| session.state().salt).unwrap_or_default();
        Redactor::new(&self.setup.known, salt)
    }

    /// The session in hand and its wizard, if the pack has it.
    pub(super) fn in_hand(&self) -> Option<(&'s Guide, &Session)> {
        in_hand(self.setup.pack, self.session.as_ref())
    }

    /// The page on screen, if a page is.
    pub(super) fn page(&self) -> Option<&'s Page> {
        let (wizard, session) = self.in_hand()?;
        current(wizard, session.state()).filter(|_| session.state().outcome.is_none())
    }

    /// The session that the list of problems offers to continue.
    fn offered(&self) -> Option<(&'s Guide, &Session)> {
        self.in_hand().filter(|(_, session)| session.state().outcome.is_none())
    }

    fn show(&mut self) -> io::Result<()> {
        let reader = self.reader;
        let pack = self.setup.pack;
        let in_hand = in_hand(pack, self.session.as_ref());
        let paper = &mut self.paper;
        match (self.place, in_hand) {
            (Place::SupportFromHome | Place::SupportFromSession, _) => {
                screens::support(paper, reader, &pack.contact, None)
            }
            (Place::Session, Some((wizard, session))) => match session.state().outcome {
                Some(Outcome::Solved) => screens::solved(paper, reader, cause(wizard, session.state(), reader.os)),
                Some(Outcome::NotSolved) => {
                    screens::support(paper, reader, &pack.contact, Some(reader.words.handed_over))
                }
                None => match current(wizard, session.state()) {
                    Some(page) => screens::page(paper, reader, wizard, page, session),
                    None => screens::home(paper, reader, pack, None),
                },
            },
            (Place::Home | Place::Session, in_hand) => {
                let offered = in_hand.filter(|(_, session)| session.state().outcome.is_none());
                screens::home(paper, reader, pack, offered)
            }
        }
    }

    fn obey(&mut self, command: &Command) -> io::Result<ControlFlow<()>> {
        match (command, self.place) {
            (Command::Quit, _) => return Ok(ControlFlow::Break(())),
            (Command::Help, _) => screens::help(&mut self.paper, self.reader.words)?,
            (Command::Again, _) => self.show_next = true,
            (Command::Language, _) => self.switch_language()?,
            (Command::Save, _) => self.save_report()?,
            (Command::Home, _) => self.go(Place::Home),
            (Command::Contact, _) => self.contact_support(),
            (_, Place::Home) => self.at_home(command)?,
            (_, Place::SupportFromHome) => self.at_support(command, Place::Home)?,
            (_, Place::SupportFromSession) => self.at_support(command, Place::Session)?,
            (_, Place::Session) => self.in_session(command)?,
        }
        Ok(ControlFlow::Continue(()))
    }

    fn go(&mut self, place: Place) {
        self.place = place;
        self.show_next = true;
    }

    fn at_home(&mut self, command: &Command) -> io::Result<()> {
        if let Command::Number(number) = command {
            return match number.checked_sub(1).and_then(|at| self.setup.pack.wizards.get(at)) {
                Some(wizard) => self.begin(wizard),
                None => self.paper.say(self.words().no_such_number),
            };
        }
        if matches!(command, Command::Next | Command::Yes) && self.offered().is_some() {
            return self.go_on();
        }
        self.paper.say(self.words().not_understood)
    }

    /// The wizard named on the command line: continued where it was left, begun otherwise.
    fn start_named(&mut self, named: &Id) -> io::Result<()> {
        let Some(wizard) = self.setup.pack.wizard(named.as_str()) else {
            return self.paper.say(&fill(self.words().unknown_wizard, &[("name", &clean_line(named.as_str()))]));
        };
        match self.offered() {
            // Home asks whether to continue.
            Some((unfinished, _)) if unfinished.id == wizard.id => Ok(()),
            _ => self.begin(wizard),
        }
    }

    fn begin(&mut self, wizard: &Guide) -> io::Result<()> {
        let Some(page) = wizard.pages.first() else { return Ok(()) };
        let what = EventKind::Started {
            wizard: wizard.id.clone(),
            page: page.id.clone(),
            made_with: self.made_with(),
            lang: self.reader.lang,
            salt: self.effects.salt(),
        };
        self.clocks = self.effects.clocks();
        let first = Event { at: self.effects.now(), what };
        if let Err(failure) = self.effects.begin(&first) {
            return self.paper.say(&fill(self.words().not_kept, &[("why", &clean_line(&failure.to_string()))]));
        }
        self.session = Session::from_events(vec![first]);
        self.origin = Origin::ThisRun;
        self.go(Place::Session);
        Ok(())
    }

    fn go_on(&mut self) -> io::Result<()> {
        if self.origin == Origin::EarlierRun {
            let made_with = self.made_with();
            let Some(what) = self.in_hand().map(|(wizard, session)| resume(wizard, session.state(), made_with)) else {
                return Ok(());
            };
            if self.record(what)? == Kept::No {
                return Ok(());
            }
            self.origin = Origin::ThisRun;
            self.tell_session_the_language()?;
        }
        self.go(Place::Session);
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
        let place = Lang::ALL.iter().position(|lang| *lang == self.reader.lang).unwrap_or_default();
        let lang = Lang::ALL.into_iter().cycle().nth(place + 1).unwrap_or(self.reader.lang);
        self.reader = Reader { lang, words: Words::of(lang), ..self.reader };
        self.effects.remember(lang);
        if self.origin == Origin::ThisRun {
            self.tell_session_the_language()?;
        }
        self.paper.say(self.words().language)?;
        self.show_next = true;
        Ok(())
    }

    /// Exits may depend on the language, so the session has to know it.
    fn tell_session_the_language(&mut self) -> io::Result<()> {
        let lang = self.reader.lang;
        if self.session.as_ref().is_some_and(|session| session.state().lang != lang) {
            self.record(EventKind::Switched { lang })?;
        }
        Ok(())
    }

    pub(super) fn contact_support(&mut self) {
        self.go(match self.place {
            Place::Home | Place::SupportFromHome => Place::SupportFromHome,
            // The end of an unsolved session is the same screen.
            Place::Session | Place::SupportFromSession => match self.session.as_ref().map(|s| s.state().outcome) {
                Some(Some(Outcome::NotSolved)) => Place::Session,
                _ => Place::SupportFromSession,
            },
        });
    }

    /// Notes the use of a tool on the session, if one is under way.
    pub(super) fn record_use(&mut self, tool: ToolName, result: ToolResult) -> io::Result<()> {
        if self.origin == Origin::ThisRun && self.place != Place::Home && self.place != Place::SupportFromHome {
            let page = if self.place == Place::Session { self.page().map(|page| page.id.clone()) } else { None };
            self.record(EventKind::Used { page, tool, result })?;
        }
        Ok(())
    }

    fn at_support(&mut self, command: &Command, back_to: Place) -> io::Result<()> {
        if *command == Command::Open {
            return self.open_contact();
        }
        if matches!(command, Command::Back | Command::Next) {
            self.go(back_to);
            return Ok(());
        }
        self.paper.say(self.words().not_understood)
    }

    fn in_session(&mut self, command: &Command) -> io::Result<()> {
        let outcome = self.session.as_ref().and_then(|session| session.state().outcome);
        match (command, outcome) {
            (Command::Back, _) => self.move_by(&Action::Back, self.words().first_page),
            (Command::Undo, _) => {
                if self.act(&Action::Undo)? == Some(Kept::Yes) {
                    self.paper.say(self.words().undone)?;
                    self.show_next = true;
                    return Ok(());
                }
                self.paper.say(self.words().nothing_to_undo)
            }
            (Command::Open, Some(Outcome::NotSolved)) => self.open_contact(),
            (Command::Open, _) => self.paper.say(self.words().nothing_to_open),
            (Command::Number(number), None) => self.use_item(*number),
            (Command::Next, None) => self.leave_page(Outcome::NotSolved),
            (Command::Yes, None) => match self.page() {
                Some(page) if !page.asks_if_solved() => self.paper.say(self.words().not_asked),
                _ => self.leave_page(Outcome::Solved),
            },
            _ => self.paper.say(self.words().not_understood),
        }
    }

    fn leave_page(&mut self, said: Outcome) -> io::Result<()> {
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
            self.paper.say(self.words().answer_first)?;
            for (number, ask) in asks.filter(|(number, _)| missing.contains(number)) {
                self.paper.hang(&format!("{number}. "), &self.reader.read(&ask.text))?;
            }
            return Ok(());
        }
        let action = if page.asks_if_solved() { Action::Say(said) } else { Action::Next };
        self.move_by(&action, self.words().not_understood)
    }

    /// Goes where the action leads, or says why it leads nowhere.
    fn move_by(&mut self, action: &Action, otherwise: &str) -> io::Result<()> {
        match self.act(action)? {
            Some(Kept::Yes) => self.show_next = true,
            // Why it was not kept has been said.
            Some(Kept::No) => {}
            None => self.paper.say(otherwise)?,
        }
        Ok(())
    }
}

/// The session and its wizard. A wizard of the same name in another pack is another wizard.
fn in_hand<'p, 's>(pack: &'p Pack, session: Option<&'s Session>) -> Option<(&'p Guide, &'s Session)> {
    let session = session?;
    let wizard = pack.wizard(session.state().wizard.as_str())?;
    (session.state().made_with.pack == pack.id).then_some((wizard, session))
}
