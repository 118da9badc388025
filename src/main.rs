//! Parses the command line, runs it, and returns the exit code.

// A release has no console window; a debug build keeps it to show panics.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

use okpay_wizard::{cli, desktop};

fn main() -> ExitCode {
    desktop::console::attach();
    cli::parse(std::env::args_os()).map_or_else(|status| status, cli::run).into()
}
