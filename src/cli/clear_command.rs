//! Runs `okpay-wizard clear` with this machine's folders, processes and terminal.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::args::{ClearArgs, DataKindArg, KeptForSite};
use super::clear::{
    ClearRequest, ClearTarget, ClearTask, OutputFormat, Prompt, RunMode, clear, error_document, waiting,
};
use super::common::{CommandError, Status, files_of, print, status};
use crate::browser::{
    BrowserTable, Cleaner, DataKind, Mode, PartitionChoice, Progress, Scope, Site, Watch, WhenRunning, WorkStage,
};
use crate::desktop::{self, Folders, SystemProcesses, clock};
use crate::lang::Lang;
use crate::pack::load;

/// Runs the command. With `--json`, an error is also printed as a document.
pub(super) fn run(args: &ClearArgs, pack: Option<&Path>, lang: Lang) -> Result<Status, CommandError> {
    let result = try_run(args, pack, lang);
    if let (Err(why), true) = (&result, args.json) {
        print(&error_document(why))?;
    }
    result
}

fn try_run(args: &ClearArgs, pack: Option<&Path>, lang: Lang) -> Result<Status, CommandError> {
    let request = ClearRequest {
        task: task(args, pack, lang)?,
        lang,
        format: if args.json { OutputFormat::Json } else { OutputFormat::Text },
    };
    let roots = desktop::roots().map_err(|why| why.to_string())?;
    let folders = Folders::of_this_user().map_err(|why| why.to_string())?;
    let table = BrowserTable::built_in().map_err(|why| why.to_string())?;
    let cleaner = Cleaner::new(roots, table, Arc::new(SystemProcesses), folders.data.join("undo"));
    let output = clear(&cleaner, &request, clock::now(), &WaitingMessages::new(lang), &mut TerminalPrompt)?;
    print(&output.text)?;
    Ok(status(&output.findings))
}

fn task(args: &ClearArgs, pack: Option<&Path>, lang: Lang) -> Result<ClearTask, CommandError> {
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
fn hosts(pack: Option<&Path>, lang: Lang) -> Result<Vec<Site>, CommandError> {
    let loaded = load(&files_of(pack, lang)?);
    let hosts = loaded.pack.map(|pack| pack.hosts).unwrap_or_default();
    let sites: Result<Vec<Site>, CommandError> =
        hosts.iter().map(|host| Site::parse(host).map_err(|why| why.to_string())).collect();
    sites.and_then(|sites| match (sites.is_empty(), lang) {
        (false, _) => Ok(sites),
        (true, Lang::Chinese) => Err("内容包没有写明网站，请用 --site 指定".to_owned()),
        (true, Lang::English) => Err("the pack names no site; choose one with --site".to_owned()),
    })
}

/// Asks the person at the terminal.
struct TerminalPrompt;

impl Prompt for TerminalPrompt {
    fn agrees(&mut self, question: &str) -> Option<bool> {
        // Standard output is only for the result, which a script may be reading.
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

/// Prints on standard error which browser the program is waiting for.
struct WaitingMessages {
    lang: Lang,
    last: Mutex<String>,
}

impl WaitingMessages {
    fn new(lang: Lang) -> Self {
        Self { lang, last: Mutex::new(String::new()) }
    }
}

impl Watch for WaitingMessages {
    fn progress(&self, progress: &Progress) {
        let WorkStage::Waiting { browser, holders, .. } = &progress.stage else { return };
        let line = waiting(browser, holders, self.lang);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != line {
            writeln!(io::stderr(), "{line}").ok();
            *last = line;
        }
    }

    fn is_cancelled(&self) -> bool {
        // Ctrl+C ends the program. Stores stay intact because each edit is one transaction.
        false
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}
