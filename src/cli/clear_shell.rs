//! `okpay-wizard clear` on this machine: its folders, its processes, the terminal it was started from.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::args::{ClearArgs, DataKindArg, KeptForSite};
use super::clear::{
    ClearRequest, ClearTarget, ClearTask, OutputFormat, Prompt, RunMode, clear, error_document, waiting,
};
use super::common::{Status, Trouble, files_of, say, status};
use crate::browser::{
    BrowserTable, Cleaner, DataKind, Mode, PartitionChoice, Progress, Scope, Site, Watch, WhenRunning, WorkStage,
};
use crate::desktop::{self, Folders, SystemProcesses, clock};
use crate::lang::Lang;
use crate::pack::load;

/// Carries the command out.
pub(super) fn run(args: &ClearArgs, pack: Option<&Path>, lang: Lang) -> Result<Status, Trouble> {
    let done = try_to(args, pack, lang);
    if let (Err(why), true) = (&done, args.json) {
        say(&error_document(why))?;
    }
    done
}

fn try_to(args: &ClearArgs, pack: Option<&Path>, lang: Lang) -> Result<Status, Trouble> {
    let request = ClearRequest {
        task: task(args, pack, lang)?,
        lang,
        format: if args.json { OutputFormat::Json } else { OutputFormat::Text },
    };
    let roots = desktop::roots().map_err(|why| why.to_string())?;
    let folders = Folders::of_this_user().map_err(|why| why.to_string())?;
    let table = BrowserTable::built_in().map_err(|why| why.to_string())?;
    let cleaner = Cleaner::new(roots, table, Arc::new(SystemProcesses), folders.data.join("undo"));
    let answer = clear(&cleaner, &request, clock::now(), &Onlooker::new(lang), &mut Terminal)?;
    say(&answer.text)?;
    Ok(status(&answer.findings))
}

fn task(args: &ClearArgs, pack: Option<&Path>, lang: Lang) -> Result<ClearTask, Trouble> {
    if args.undo {
        return Ok(ClearTask::Undo(if args.dry_run { Mode::DryRun } else { Mode::Clear }));
    }
    let sites = || if args.site.is_empty() { hosts(pack, lang) } else { Ok(args.site.clone()) };
    if args.list {
        return Ok(ClearTask::List(sites()?));
    }
    let kept_for_them = match args.kept_for_site {
        KeptForSite::Go => PartitionChoice::Goes,
        KeptForSite::Stay => PartitionChoice::Stays,
    };
    let part = |what: &DataKindArg| match what {
        DataKindArg::Cache => DataKind::Cache,
        DataKindArg::Cookies => DataKind::Cookies,
        DataKindArg::SiteData => DataKind::SiteData,
    };
    Ok(ClearTask::Clear(ClearTarget {
        parts: args.what.iter().map(part).collect(),
        scope: if args.everything { Scope::Everything } else { Scope::Sites { sites: sites()?, kept_for_them } },
        browsers: args.browser.clone(),
        profiles: args.profile.clone(),
        patience: if args.wait { WhenRunning::Wait } else { WhenRunning::Skip },
        go: match (args.dry_run, args.yes) {
            (true, _) => RunMode::Try,
            (false, true) => RunMode::Do,
            (false, false) => RunMode::Ask,
        },
    }))
}

/// The hosts of the pack.
fn hosts(pack: Option<&Path>, lang: Lang) -> Result<Vec<Site>, Trouble> {
    let loaded = load(&files_of(pack, lang)?);
    let hosts = loaded.pack.map(|pack| pack.hosts).unwrap_or_default();
    let sites: Result<Vec<Site>, Trouble> =
        hosts.iter().map(|host| Site::parse(host).map_err(|why| why.to_string())).collect();
    sites.and_then(|sites| match (sites.is_empty(), lang) {
        (false, _) => Ok(sites),
        (true, Lang::Chinese) => Err("内容包没有写明网站，请用 --site 指定".to_owned()),
        (true, Lang::English) => Err("the pack names no site; choose one with --site".to_owned()),
    })
}

/// Whoever sits at the terminal.
struct Terminal;

impl Prompt for Terminal {
    fn agrees(&mut self, question: &str) -> Option<bool> {
        // Standard output is for the answer alone; a script may be reading it.
        if !io::stdin().is_terminal() {
            return None;
        }
        let mut error = io::stderr();
        error.write_all(question.as_bytes()).and_then(|()| error.flush()).ok()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok()?;
        Some(matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
    }
}

/// Says on standard error which browser is being waited for.
struct Onlooker {
    lang: Lang,
    said: Mutex<String>,
}

impl Onlooker {
    fn new(lang: Lang) -> Self {
        Self { lang, said: Mutex::new(String::new()) }
    }
}

impl Watch for Onlooker {
    fn progress(&self, progress: &Progress) {
        let WorkStage::Waiting { browser, holders, .. } = &progress.stage else { return };
        let line = waiting(browser, holders, self.lang);
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if *said != line {
            writeln!(io::stderr(), "{line}").ok();
            *said = line;
        }
    }

    fn is_cancelled(&self) -> bool {
        // Ctrl+C ends the program; stores are edited in one transaction and stay whole.
        false
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}
