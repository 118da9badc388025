//! The double-click: parse, run, exit code.

use std::process::ExitCode;

use okpay_wizard::cli;

fn main() -> ExitCode {
    cli::parse(std::env::args_os()).map_or_else(|status| status, cli::run).into()
}
