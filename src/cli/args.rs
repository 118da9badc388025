//! The arguments.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::app::{RequestedDrawing, SimulatedFailure};
use crate::browser::Site;
use crate::desktop::Renderer;
use crate::lang::Lang;

/// Step-by-step help for customers who are stuck. Without a command, it opens the window.
#[derive(Debug, Parser)]
#[command(name = "okpay-wizard", version)]
pub struct Args {
    /// Use this pack (a folder or an .okpack file) instead of the built-in one
    #[arg(long, value_name = "PATH")]
    pub pack: Option<PathBuf>,
    /// A pack to open, as passed by a double-click; the same as --pack
    #[arg(value_name = "FILE", conflicts_with = "pack", value_parser = OsStringValueParser::new().try_map(file))]
    pub file: Option<PathBuf>,
    /// Use this language: zh-CN or en
    #[arg(long, value_name = "TAG", global = true, value_parser = language)]
    pub lang: Option<Lang>,
    /// The window
    #[command(flatten)]
    pub window: WindowArgs,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// The arguments, with the pack in one field, whether it is named before or after the command. A pack or a renderer
    /// that the command would ignore is an error: results for a different pack than the named one would mislead.
    pub fn checked(mut self) -> Result<Self, clap::Error> {
        let Some(command) = &mut self.command else { return Ok(self) };
        let (name, own) = match command {
            Command::Check { .. } => ("check", None),
            Command::Walk { .. } => ("walk", None),
            Command::Pack { .. } => ("pack", None),
            Command::Report(_) => ("report", None),
            Command::Redact { .. } => ("redact", None),
            Command::Clear(clear) => ("clear", Some(clear.pack.take())),
            Command::Terminal { pack, .. } => ("terminal", Some(pack.take())),
            Command::Guide { pack, .. } => ("guide", Some(pack.take())),
        };
        let conflict = |why: String| Err(Self::command().error(ErrorKind::ArgumentConflict, why));
        if self.window.renderer.is_some() {
            return conflict(format!("--renderer is for the window; `{name}` does not open one"));
        }
        let before = self.pack.take().or(self.file.take());
        self.pack = match (before, own) {
            (Some(_), None) => return conflict(format!("`{name}` uses no other pack than the one named after it")),
            (Some(_), Some(Some(_))) => return conflict("the pack is named twice".to_owned()),
            (before, own) => before.or(own.flatten()),
        };
        Ok(self)
    }
}

/// How the window is opened.
#[derive(Debug, clap::Args)]
pub struct WindowArgs {
    /// How to draw the window: auto, opengl, software, on Windows directx, or none for no window
    #[arg(long, value_name = "NAME", value_parser = drawing)]
    pub renderer: Option<RequestedDrawing>,
    /// What has already failed in this start; the program passes this to itself
    #[arg(long, hide = true, value_delimiter = ',', value_parser = renderer)]
    pub without: Vec<Renderer>,
    /// Wait until another start has succeeded or failed; the program passes this to itself
    #[arg(long, hide = true)]
    pub stand_by: bool,
    /// Simulate a failure: opengl=hang
    #[arg(long, hide = true)]
    pub rehearse: Vec<SimulatedFailure>,
    /// How many seconds the window may take to open
    #[arg(long, hide = true, value_name = "SECONDS")]
    pub patience: Option<u64>,
}

/// What can be done instead of opening the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find everything wrong with packs; prints nothing when all is well
    Check {
        /// Packs: folders or .okpack files
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Play the walks written in a pack's guides
    Walk {
        /// The pack: a folder or an .okpack file
        path: PathBuf,
        /// Play only the walk with this name
        #[arg(conflicts_with = "all")]
        name: Option<String>,
        /// Play all walks; the same as naming none
        #[arg(long)]
        all: bool,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Clear caches, cookies and site data of browsers; shows what would be cleared and asks first
    Clear(ClearArgs),
    /// Use the guides in a terminal, for computers without a display
    Terminal {
        /// The guide to start with, by its id
        wizard: Option<String>,
        /// Use this pack (a folder or an .okpack file) instead of the built-in one
        #[arg(long, value_name = "PATH")]
        pack: Option<PathBuf>,
    },
    /// Turn a pack into one file that can be passed on
    Pack {
        /// What to do
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Write the guides as one web page that works without the program
    Guide {
        /// Write to this file instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Use this pack (a folder or an .okpack file) instead of the built-in one
        #[arg(long, value_name = "PATH")]
        pack: Option<PathBuf>,
    },
    /// Read a saved report, summarise a folder of reports, or find a report by its code
    Report(ReportArgs),
    /// Hide card numbers, codes, passwords and other secrets in a text; the rest stays as it is
    Redact {
        /// The text file; standard input if left out
        file: Option<PathBuf>,
    },
}

/// What can be done with a pack.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Check a pack and zip it into an .okpack file; the same pack always makes the same file
    Build {
        /// The pack's folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Write to this file instead of the pack's id with .okpack in the current folder
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// What to clear, where, and how.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that is typed")]
#[derive(Debug, clap::Args)]
pub struct ClearArgs {
    /// List browsers, profiles, what could be cleared, and which browsers are open
    #[arg(long, conflicts_with_all = ["what", "undo", "yes", "wait", "dry_run", "browser", "profile"])]
    pub list: bool,
    /// Put cookies and local storage back as they were before the last clearing
    #[arg(long, conflicts_with_all = ["what", "site", "everything", "yes", "wait", "browser", "profile"])]
    pub undo: bool,
    /// What to clear; can be given several times
    #[arg(long, value_name = "PART", required_unless_present_any = ["list", "undo"])]
    pub what: Vec<DataKindArg>,
    /// Clear cookies and site data of this site and its subdomains; the pack's sites if left out
    #[arg(long, value_name = "HOST", value_parser = site)]
    pub site: Vec<Site>,
    /// Clear cookies and site data of all sites
    #[arg(long, conflicts_with_all = ["site", "kept_for_site"])]
    pub everything: bool,
    /// What to do with other sites' cookies that were saved for use inside this site
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = KeptForSite::Go)]
    pub kept_for_site: KeptForSite,
    /// Clear only this browser, by its id in --list; can be given several times
    #[arg(long, value_name = "ID")]
    pub browser: Vec<String>,
    /// Clear only this profile, by its name or folder; can be given several times
    #[arg(long, value_name = "NAME")]
    pub profile: Vec<String>,
    /// Show what would be done, and change nothing
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Clear without asking
    #[arg(long)]
    pub yes: bool,
    /// Wait until open browsers are closed instead of leaving them out
    #[arg(long)]
    pub wait: bool,
    /// Print JSON instead of text
    #[arg(long)]
    pub json: bool,
    /// Use this pack (a folder or an .okpack file) instead of the built-in one
    #[arg(long, value_name = "PATH")]
    pub pack: Option<PathBuf>,
}

/// Which reports, and what of them.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// A saved report (HTML, JSON or ZIP), or a folder of reports
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Summarise all reports in the folder: outcomes, where customers stop, what solved it, how long it took
    #[arg(long, conflicts_with = "code")]
    pub summary: bool,
    /// Find the reports in the folder that have this code, newest first
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// Output format; html for a single report only, csv for a summary only
    #[arg(long, value_name = "FORM", value_enum, conflicts_with = "json")]
    pub format: Option<PrintFormat>,
    /// Print JSON; for a single report, also whether it was changed after saving
    #[arg(long)]
    pub json: bool,
}

/// How reports are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// For reading
    Text,
    /// For a browser
    Html,
    /// For a machine
    Json,
    /// For a spreadsheet
    Csv,
}

/// One of the three things to clear.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum DataKindArg {
    /// Copies of pages and pictures; you stay signed in
    Cache,
    /// Cookies, which keep you signed in
    Cookies,
    /// What sites save besides cookies: databases, offline copies, local storage
    SiteData,
}

/// What to do with what other sites have saved inside the site's partition.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KeptForSite {
    /// Clear them, as a browser does when it deletes a site's data
    Go,
    /// Leave them
    Stay,
}

fn site(name: &str) -> Result<Site, String> {
    Site::parse(name).map_err(|error| error.to_string())
}

fn drawing(name: &str) -> Result<RequestedDrawing, String> {
    match name {
        "auto" => Ok(RequestedDrawing::Any),
        "none" => Ok(RequestedDrawing::Nothing),
        name => renderer(name).map(RequestedDrawing::First),
    }
}

fn renderer(name: &str) -> Result<Renderer, String> {
    let here = |renderer: &Renderer| cfg!(windows) || *renderer != Renderer::DirectX;
    let known = Renderer::ALL.into_iter().filter(here);
    known.clone().find(|renderer| renderer.name() == name).ok_or_else(|| {
        let names: Vec<&str> = known.map(Renderer::name).collect();
        format!("there is no renderer `{name}` here; choose auto, {} or none", names.join(", "))
    })
}

/// A pack's path. A bare word that is not the name of a file is a mistyped command. If a file has the name of a
/// command, the command wins, and the file is written as `./name`.
fn file(path: OsString) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    let bare = path.components().count() == 1 && path.extension().is_none() && path.parent() == Some(Path::new(""));
    if bare && !path.exists() {
        return Err("there is no such command and no such file".to_owned());
    }
    Ok(path)
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| {
        let known: Vec<&str> = Lang::ALL.into_iter().map(Lang::tag).collect();
        format!("there is no language `{tag}`; choose {}", known.join(" or "))
    })
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use clap::{CommandFactory as _, Parser as _};

    use super::Args;

    fn parsed(arguments: &[&str]) -> Result<Option<PathBuf>, clap::Error> {
        let program = ["okpay-wizard"].into_iter();
        Args::try_parse_from(program.chain(arguments.iter().copied())).and_then(Args::checked).map(|args| args.pack)
    }

    #[test]
    fn the_window_and_the_commands_that_use_a_pack_take_it_before_and_after_their_name() {
        let pack = Path::new("lumopay");
        for arguments in [
            &["--pack", "lumopay"][..],
            &["--pack", "lumopay", "guide"],
            &["guide", "--pack", "lumopay"],
            &["terminal", "login", "--pack", "lumopay"],
            &["clear", "--list", "--pack", "lumopay"],
        ] {
            assert_eq!(parsed(arguments).unwrap().as_deref(), Some(pack), "{arguments:?}");
        }
        assert_eq!(parsed(&["guide"]).unwrap(), None);
    }

    #[test]
    fn a_pack_that_the_command_would_ignore_is_refused() {
        for arguments in [
            &["check", "--pack", "bad", "good"][..],
            &["--pack", "bad", "check", "good"],
            &["walk", "--pack", "bad", "good"],
            &["--pack", "bad", "walk", "good"],
            &["pack", "build", "--pack", "bad", "good"],
            &["--pack", "bad", "pack", "build", "good"],
            &["report", "--pack", "bad", "report.html"],
            &["--pack", "bad", "report", "report.html"],
            &["redact", "--pack", "bad"],
            &["./bad.okpack", "check", "good"],
            &["--pack", "one", "guide", "--pack", "other"],
            &["--renderer", "opengl", "check", "good"],
        ] {
            assert!(parsed(arguments).is_err(), "{arguments:?}");
        }
    }

    #[test]
    fn help_lists_a_pack_only_where_it_is_used() {
        let help = |names: &[&str]| {
            let mut command = names.iter().fold(Args::command(), |command, name| {
                command.find_subcommand(name).unwrap_or_else(|| panic!("there is no {name}")).clone()
            });
            command.render_long_help().to_string()
        };
        for used in [&[][..], &["clear"], &["terminal"], &["guide"]] {
            assert!(help(used).contains("--pack"), "{used:?}");
        }
        for ignored in [&["check"][..], &["walk"], &["pack", "build"], &["report"], &["redact"]] {
            assert!(!help(ignored).contains("--pack"), "{ignored:?}");
        }
    }
}
