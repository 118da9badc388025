//! The guides in a terminal: for machines without a display, and for people who prefer text to windows.
//!
//! Owns its screens and commands. The output is plain lines without colours or cursor movement, so that a screen reader
//! reads them in order. The session makes the decisions; the pack has the sentences about the product. Must not know
//! files, clocks, browsers or whether there is a real terminal: it reads lines, writes lines and calls
//! [`TerminalEffects`] for everything else.

mod command;
mod guide_run;
mod page_items;
mod recording;
mod save_report;
mod screens;
mod sentences;
mod wrapped_output;

use std::io::{self, BufRead, Write};

use jiff::Timestamp;

use crate::lang::Lang;
use crate::pack::{Id, Link, Os, Pack};
use crate::redact::{KnownSecrets, Salt};
use crate::report::{Facts, Report};
use crate::session::{Clocks, Event, Session};

/// The width in columns if the terminal does not report one.
pub const USUAL_WIDTH: usize = 80;

/// The settings that the terminal starts with.
#[derive(Clone, Debug)]
pub struct TerminalSetup<'p> {
    /// The pack with the guides.
    pub pack: &'p Pack,
    /// The language to begin in.
    pub lang: Lang,
    /// The system the program runs on, for conditions in packs.
    pub os: Os,
    /// The guide to start with, if the command line names one; otherwise the list of problems.
    pub wizard: Option<Id>,
    /// Secrets of the machine and its user, which are hidden in everything the customer types.
    pub known: KnownSecrets,
    /// The program's version, which sessions record.
    pub program_version: String,
    /// How many columns a line may take.
    pub width: usize,
}

/// The effects outside of the terminal.
pub trait TerminalEffects {
    /// The present time.
    fn now(&self) -> Timestamp;

    /// All clocks. Comparing two readings shows whether the computer slept or its clock was set.
    fn clocks(&self) -> Clocks;

    /// Random bytes for a new session.
    fn salt(&self) -> Salt;

    /// Facts about the program and the machine for a report.
    fn facts(&self) -> Facts;

    /// The latest session that has not ended, if there is one. Until [`Self::begin`] is called, [`Self::keep`] appends
    /// to this session.
    fn unfinished(&mut self) -> Option<Session>;

    /// Saves the first event of a new session. After that, [`Self::keep`] appends to the new session.
    fn begin(&mut self, first: &Event) -> Result<(), SystemFailure>;

    /// Saves one more event. When this returns, the event survives a power cut.
    fn keep(&mut self, event: &Event) -> Result<(), SystemFailure>;

    /// Whether events are saved at all. If not, the customer has seen a message about it, and no text may claim
    /// otherwise.
    fn keeping(&self) -> SavingMode {
        SavingMode::Stored
    }

    /// Saves the report and returns its path.
    fn save_report(&mut self, report: &Report) -> Result<String, SystemFailure>;

    /// Opens an address of the pack in the customer's browser.
    fn open(&mut self, link: &Link) -> Result<(), SystemFailure>;

    /// Saves the language for the next start. The customer gets no message if that fails.
    fn remember(&mut self, lang: Lang);
}

/// Whether the session's events are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingMode {
    /// Each event is saved.
    Stored,
    /// Nothing is saved because the store cannot be used.
    Nowhere,
}

/// The system's message about a failure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SystemFailure(pub String);

/// Runs the pack's guides until the customer quits or the input ends. Either way, everything stays saved.
///
/// Fails only if the input cannot be read or the output cannot be written.
pub fn run<R: BufRead, W: Write>(
    setup: &TerminalSetup<'_>,
    input: R,
    output: W,
    effects: &mut dyn TerminalEffects,
) -> io::Result<()> {
    guide_run::GuideRun::new(setup, input, output, effects).run()
}
