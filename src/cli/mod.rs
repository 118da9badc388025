//! The command line: what authors and support staff ask for, answered as text.
//!
//! Owns the arguments, the words on standard output and the exit status. Must not draw a window.

mod args;
pub mod check;
mod commands;
pub mod redact;
mod terminal;
mod walk;

pub use self::args::{Args, Command};
pub use self::commands::{Status, run};
