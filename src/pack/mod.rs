//! Packs: files in, a checked [`Pack`] and every [`Problem`] out.
//!
//! Pure: its callers pass in the files' bytes. Must not know where they come from, what a session is, or how a problem
//! is shown.
//!
//! The reader for RON is our own, and `ron` checks its result. `ron` stops at the first error and knows positions for
//! syntax errors only. `syntax` continues after an error and keeps the position of every value, so one run shows an
//! author every mistake. `ron` must then accept each file in which our reader found no mistake, so the program accepts
//! no file that RON refuses.
//!
//! The contact page is part of the pack, with `source` and `checked`: the program claims nothing about an address that
//! its owner has not confirmed.

mod build;
mod decode;
mod diagnostics;
mod inline;
mod link;
mod lint;
mod load;
mod mail;
mod model;
mod node;
mod problem;
mod raw;
mod render;
mod source;
mod suggest;
mod syntax;
mod token;

pub use self::inline::{Run, Strength, inline, plain};
pub use self::link::{Link, allows};
pub use self::load::load;
pub use self::mail::{AddressedMail, MailAddress, allows_mail, encoded};

pub use self::model::{
    Block, Choice, Condition, Contact, Exit, ExitTarget, Guide, Id, Os, Outcome, Pack, Page, Question, QuestionKind,
    Task, Tool, ToolName, Walk, WalkStep,
};
pub use self::problem::{BilingualText, Location, Problem, Severity};
pub use self::render::{Styled, render};
pub use self::source::text_of;

/// One file of a pack, as it is on the disk.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path inside the pack, with `/` between folders: `pack.ron`, `login.ron`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The result of loading a pack.
#[derive(Clone, Debug)]
pub struct LoadedPack {
    /// The pack with its usable guides; `None` if `pack.ron` is unusable or no guide is usable.
    pub pack: Option<Pack>,
    /// All problems, by file in the pack's order, then by line.
    pub problems: Vec<Problem>,
    /// The files that are left out because they have errors, as named in the problems.
    pub broken: Vec<String>,
}
