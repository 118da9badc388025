//! The command line, for pack authors and support staff.
//!
//! Owns the arguments, the text on standard output and the exit status. Must not draw a window.

mod args;
pub mod check;
pub mod clear;
mod clear_command;
mod commands;
mod common;
mod guide;
mod pack;
pub mod redact;
mod report;
mod second_copy;
mod terminal;
mod walk;
mod window;

pub use self::args::{Args, ClearArgs, Command, DataKindArg, KeptForSite, PackCommand, PrintFormat, ReportArgs};
pub use self::commands::{parse, run};
pub use self::common::Status;
