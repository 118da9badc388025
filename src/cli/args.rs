//! The arguments.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Parser, Subcommand, ValueEnum};

use crate::app::{RequestedDrawing, SimulatedFailure};
use crate::browser::Site;
use crate::desktop::Renderer;
use crate::lang::Lang;

/// Guided steps for customers who are stuck. Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "okpay-wizard", version)]
pub struct Args {
    /// Another pack than the built-in one: its folder, or its .okpack file
    #[arg(long, value_name = "PATH", global = true)]
    pub pack: Option<PathBuf>,
    /// The same, as file managers say it
    #[arg(value_name = "FILE", conflicts_with = "pack", value_parser = OsStringValueParser::new().try_map(file))]
    pub file: Option<PathBuf>,
    /// The language: zh-CN or en
    #[arg(long, value_name = "TAG", global = true, value_parser = language)]
    pub lang: Option<Lang>,
    /// The window
    #[command(flatten)]
    pub window: WindowArgs,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How the window is opened.
#[derive(Debug, clap::Args)]
pub struct WindowArgs {
    /// How the window is drawn: auto, opengl, software, on Windows directx, or none
    #[arg(long, value_name = "NAME", value_parser = drawing)]
    pub renderer: Option<RequestedDrawing>,
    /// What has failed in this start already; the program says so to itself
    #[arg(long, hide = true, value_delimiter = ',', value_parser = renderer)]
    pub without: Vec<Renderer>,
    /// Waits whether another start goes well; the program says so to itself
    #[arg(long, hide = true)]
    pub stand_by: bool,
    /// A failure to be played: opengl=hang
    #[arg(long, hide = true)]
    pub rehearse: Vec<SimulatedFailure>,
    /// How many seconds the window may take to come
    #[arg(long, hide = true, value_name = "SECONDS")]
    pub patience: Option<u64>,
}

/// What can be done instead of opening the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find everything wrong with packs; prints nothing when all is well
    Check {
        /// Folders of packs, or .okpack files
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// One JSON document instead of pictures
        #[arg(long)]
        json: bool,
    },
    /// Play the walks written in a pack's wizards
    Walk {
        /// The pack: its folder, or its .okpack file
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
    /// Clear browsers' caches, cookies and site data; shows first what would be cleared, and asks
    Clear(ClearArgs),
    /// The same wizard in a terminal, for machines without a display
    Terminal {
        /// The wizard to begin with
        wizard: Option<String>,
    },
    /// Make a pack into one file, to be passed on
    Pack {
        /// What to do
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Write the guides as one page for a browser, with all steps and without the program
    Guide {
        /// The file; without it, standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Read a saved report; add a folder of them up; find one by the code that the customer reads out
    Report(ReportArgs),
    /// Hide card numbers, codes, passwords and the like in a text; the rest stays as it is
    Redact {
        /// The text; without it, standard input
        file: Option<PathBuf>,
    },
}

/// What can be done with a pack.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Check a pack and zip it into an .okpack file; the same pack always makes the same file
    Build {
        /// The folder of the pack
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The file; without it, the pack's id with the ending .okpack, here
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// What to clear, where, and how.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that is typed")]
#[derive(Debug, clap::Args)]
pub struct ClearArgs {
    /// Show browsers, profiles, what could be cleared, and whether they run
    #[arg(long, conflicts_with_all = ["what", "undo", "yes", "wait", "dry_run", "browser", "profile"])]
    pub list: bool,
    /// Put cookies and local storage back as they were before the last clearing
    #[arg(long, conflicts_with_all = ["what", "site", "everything", "yes", "wait", "browser", "profile"])]
    pub undo: bool,
    /// What to clear; can be given several times
    #[arg(long, value_name = "PART", required_unless_present_any = ["list", "undo"])]
    pub what: Vec<DataKindArg>,
    /// Whose cookies and site data, subdomains included; the pack's hosts unless named
    #[arg(long, value_name = "HOST", value_parser = site)]
    pub site: Vec<Site>,
    /// The cookies and site data of all sites
    #[arg(long, conflicts_with_all = ["site", "kept_for_site"])]
    pub everything: bool,
    /// What becomes of other hosts' cookies that are kept inside the site's partition
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = KeptForSite::Go)]
    pub kept_for_site: KeptForSite,
    /// Only in this browser, by its id in --list; can be given several times
    #[arg(long, value_name = "ID")]
    pub browser: Vec<String>,
    /// Only in this profile, by its name or folder; can be given several times
    #[arg(long, value_name = "NAME")]
    pub profile: Vec<String>,
    /// Only show what would be done
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// Wait until browsers that run are closed, instead of leaving them out
    #[arg(long)]
    pub wait: bool,
    /// One JSON document instead of lines
    #[arg(long)]
    pub json: bool,
}

/// Which reports, and what of them.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// A saved report (HTML, JSON or zip), or a folder of them
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Add up all reports in the folder: outcomes, where people stop, what solved it, how long it took
    #[arg(long, conflicts_with = "code")]
    pub summary: bool,
    /// Find the reports in the folder that have this code, the newest first
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// How to print it: html for one report only, csv for a summary only
    #[arg(long, value_name = "FORM", value_enum, conflicts_with = "json")]
    pub format: Option<PrintFormat>,
    /// One JSON document; for one report with the word whether it is as it was saved
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
    /// Copies of files from the web; nobody is signed out
    Cache,
    /// Cookies
    Cookies,
    /// What sites store besides: databases, offline copies, local storage
    SiteData,
}

/// What becomes of what others keep inside the site's partition.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KeptForSite {
    /// It goes, as when a browser deletes a site's data
    Go,
    /// It stays
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
        format!("there is no renderer `{name}` here; there are auto, {} and none", names.join(", "))
    })
}

/// A pack's path. A bare word that is no file here was meant to be a command; a command that is a file, too, is a
/// command, and the file is `./it`.
fn file(path: OsString) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    let bare = path.components().count() == 1 && path.extension().is_none() && path.parent() == Some(Path::new(""));
    if bare && !path.exists() {
        return Err("there is no such command, and no such file".to_owned());
    }
    Ok(path)
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| {
        let known: Vec<&str> = Lang::ALL.into_iter().map(Lang::tag).collect();
        format!("there is no language `{tag}`; there are {}", known.join(" and "))
    })
}
