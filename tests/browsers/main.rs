//! Stories of browsers and their data, in one program: found, surveyed, cleared, in files made for the test.

#![expect(clippy::unwrap_used, reason = "a story that cannot be set up fails")]

mod clear_arguments;
mod clear_command;
mod find;
mod plan;
mod real_processes;
mod running;
mod support;
mod table;
mod walk;
