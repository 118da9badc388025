//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::app::{DrawingWish, Rehearsal};
use crate::browser::Site;
use crate::desktop::Renderer;
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
    /// How the window is drawn: auto, opengl, software, on Windows directx, or none
    #[arg(long, value_name = "NAME", value_parser = drawing)]
    pub renderer: Option<DrawingWish>,
    /// What has failed in this start already; the program says so to itself
    #[arg(long, hide = true, value_delimiter = ',', value_parser = renderer)]
    pub without: Vec<Renderer>,
    /// Waits whether another start goes well; the program says so to itself
    #[arg(long, hide = true)]
    pub stand_by: bool,
    /// A failure to be played: opengl=hang
    #[arg(long, hide = true)]
    pub rehearse: Vec<Rehearsal>,
    /// How many seconds the window may take to come
    #[arg(long, hide = true, value_name = "SECONDS")]
    pub patience: Option<u64>,
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
    /// Clear browsers' caches, cookies and site data; shows first what would be cleared, and asks
    Clear(ClearArgs),
    /// The same wizard in a terminal, for machines without a display
    Terminal {
        /// The wizard to begin with
        wizard: Option<String>,
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
    pub what: Vec<What>,
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
    pub format: Option<ReportFormat>,
    /// One JSON document; for one report with the word whether it is as it was saved
    #[arg(long)]
    pub json: bool,
}

/// How reports are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
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
pub enum What {
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

fn drawing(name: &str) -> Result<DrawingWish, String> {
    match name {
        "auto" => Ok(DrawingWish::Any),
        "none" => Ok(DrawingWish::Nothing),
        name => renderer(name).map(DrawingWish::First),
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

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| {
        let known: Vec<&str> = Lang::ALL.into_iter().map(Lang::tag).collect();
        format!("there is no language `{tag}`; there are {}", known.join(" and "))
    })
}
