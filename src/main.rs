//! The double-click: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser as _;
use okpay_wizard::cli::{self, Args};

fn main() -> ExitCode {
    cli::run(Args::parse()).into()
}
