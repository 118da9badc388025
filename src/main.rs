//! The double-click: parse, run, exit code.

// In a release, no black console flashes up; while developing, it is where the log of a panic is read.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

use okpay_wizard::{cli, desktop};

fn main() -> ExitCode {
    desktop::console::attach();
    cli::parse(std::env::args_os()).map_or_else(|status| status, cli::run).into()
}
