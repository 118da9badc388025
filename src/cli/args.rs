//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::lang::Lang;

/// Guided steps for customers who are stuck. Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "okpay-wizard", version)]
pub struct Args {
    /// A folder with another pack than the built-in one
    #[arg(long, value_name = "DIR", global = true)]
    pub pack: Option<PathBuf>,
    /// The language: zh-CN or en
    #[arg(long, value_name = "TAG", global = true, value_parser = language)]
    pub lang: Option<Lang>,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done instead of opening the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find everything wrong with packs; prints nothing when all is well
    Check {
        /// Folders of packs
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// One JSON document instead of pictures
        #[arg(long)]
        json: bool,
    },
    /// Play the walks written in a pack's wizards
    Walk {
        /// The folder of the pack
        path: PathBuf,
        /// Only the walk of this name
        #[arg(conflicts_with = "all")]
        name: Option<String>,
        /// All walks; the same as naming none
        #[arg(long)]
        all: bool,
        /// One JSON document instead of lines
        #[arg(long)]
        json: bool,
    },
    /// The same wizard in a terminal, for machines without a display
    Terminal {
        /// The wizard to begin with
        wizard: Option<String>,
    },
    /// Hide card numbers, codes, passwords and the like in a text; the rest stays as it is
    Redact {
        /// The text; without it, standard input
        file: Option<PathBuf>,
    },
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| {
        let known: Vec<&str> = Lang::ALL.into_iter().map(Lang::tag).collect();
        format!("there is no language `{tag}`; there are {}", known.join(" and "))
    })
}
