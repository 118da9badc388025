//! The command line: what authors and support staff ask for, answered as text.
//!
//! Owns the words on standard output and the exit status. Must not draw a window.

pub mod check;
