//! The command line: what authors and support staff ask for, answered as text.
//!
//! Owns the arguments, the words on standard output and the exit status. Must not draw a window.

mod args;
pub mod check;
pub mod clear;
mod clear_shell;
mod commands;
mod guide;
pub mod redact;
mod report;
mod terminal;
mod walk;
mod window;

pub use self::args::{Args, ClearArgs, Command, KeptForSite, ReportArgs, ReportFormat, What};
pub use self::commands::{Status, parse, run};
