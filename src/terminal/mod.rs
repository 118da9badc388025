//! The same session in a terminal: for machines without a display, and for people who like lines better than windows.
//!
//! Owns its screens and commands: plain lines without colours or cursor tricks, which a screen reader reads as they
//! come. Decisions are the session's, sentences about the product the pack's. Must not know files, clocks, browsers
//! or whether there is a real terminal: it reads lines, writes lines and asks [`TerminalEffects`] for the rest.

mod command;
mod doing;
mod guide;
mod keeping;
mod paper;
mod saving;
mod screens;
mod words;

use std::io::{self, BufRead, Write};

use jiff::Timestamp;

use crate::lang::Lang;
use crate::pack::{Id, Link, Os, Pack};
use crate::redact::{KnownSecrets, Salt};
use crate::report::{Facts, Report};
use crate::session::{Clocks, Event, Session};

/// The width that is assumed where nobody knows better, in columns.
pub const USUAL_WIDTH: usize = 80;

/// What the terminal is started with.
#[derive(Clone, Debug)]
pub struct TerminalSetup<'p> {
    /// The wizards.
    pub pack: &'p Pack,
    /// The language to begin in.
    pub lang: Lang,
    /// The system the program runs on, for conditions in packs.
    pub os: Os,
    /// The wizard to start with, as named on the command line; the list of all without it.
    pub wizard: Option<Id>,
    /// What of the machine and its user is hidden wherever it is typed.
    pub known: KnownSecrets,
    /// The program's version, which sessions record.
    pub program_version: String,
    /// How many columns a line may take.
    pub width: usize,
}

/// What the terminal cannot do by itself.
pub trait TerminalEffects {
    /// The present time.
    fn now(&self) -> Timestamp;

    /// All clocks: they tell whether the computer slept, and whether its clock was set.
    fn clocks(&self) -> Clocks;

    /// Random bytes for a new session.
    fn salt(&self) -> Salt;

    /// The program and the machine, for a report that is made now.
    fn facts(&self) -> Facts;

    /// The session that was touched last and has not ended, if there is one.
    /// Until [`Self::begin`] is called, [`Self::keep`] goes on with this one.
    fn unfinished(&mut self) -> Option<Session>;

    /// Stores the first event of a new session. [`Self::keep`] goes on with it.
    fn begin(&mut self, first: &Event) -> Result<(), SystemFailure>;

    /// Stores a further event. When this returns, a power cut cannot take the event back.
    fn keep(&mut self, event: &Event) -> Result<(), SystemFailure>;

    /// Whether anything is stored at all. Where it is not, the customer has been told and must not hear otherwise.
    fn keeping(&self) -> SavingMode {
        SavingMode::Stored
    }

    /// Saves the report, and says where.
    fn save_report(&mut self, report: &Report) -> Result<String, SystemFailure>;

    /// Opens an address of the pack in the customer's browser.
    fn open(&mut self, link: &Link) -> Result<(), SystemFailure>;

    /// Remembers the language for the next start. That it could not is no news for the customer.
    fn remember(&mut self, lang: Lang);
}

/// Whether what a customer does in the terminal is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingMode {
    /// It is, event by event.
    Stored,
    /// It is not: there is no place for it.
    Nowhere,
}

/// Why something could not be done, as the system put it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SystemFailure(pub String);

/// Leads a customer through the pack's wizards until they quit or the input ends. Either way everything is kept.
///
/// Fails only when the input cannot be read or the output cannot be written.
pub fn run<R: BufRead, W: Write>(
    setup: &TerminalSetup<'_>,
    input: R,
    output: W,
    effects: &mut dyn TerminalEffects,
) -> io::Result<()> {
    guide::GuideRun::new(setup, input, output, effects).run()
}
