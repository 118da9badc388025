//! Tests of browsers and their data: finding, inspecting and clearing browsers, in files that each test makes. One
//! binary, because each binary links the whole program.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod clear_arguments;
mod clear_command;
mod find;
mod plan;
mod real_processes;
mod running;
mod support;
mod table;
mod walk;
