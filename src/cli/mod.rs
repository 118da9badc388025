//! The command line: what authors and support staff ask for, answered as text.
//!
//! Owns the arguments, the words on standard output and the exit status. Must not draw a window.

mod args;
pub mod check;
pub mod clear;
mod clear_shell;
mod commands;
mod common;
mod guide;
mod pack;
pub mod redact;
mod report;
mod second;
mod terminal;
mod walk;
mod window;

pub use self::args::{Args, ClearArgs, Command, DataKindArg, KeptForSite, PackCommand, PrintFormat, ReportArgs};
pub use self::commands::{parse, run};
pub use self::common::Status;
