//! `okpay-wizard clear`: lists and clears browsers, for support staff and scripts.
//!
//! Gets the cleaner, the time and a prompt. Must not know where browsers keep their data or what a terminal is.

mod json;
mod sentences;
mod text;

use std::collections::BTreeSet;

use jiff::Timestamp;

use self::sentences::ClearSentences;
use super::check::Findings;
use crate::browser::{
    Cleaner, ClearChoice, ClearPlan, DataKind, Holder, Mode, ProfileKey, Scope, Site, Survey, UndoStatus, Watch,
    WhenRunning, plan,
};
use crate::lang::{Lang, fill};
use crate::report::clean_line;

/// A request to list, clear or restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearRequest {
    /// What to do.
    pub task: ClearTask,
    /// The language of the output.
    pub lang: Lang,
    /// The form of the output.
    pub format: OutputFormat,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearTask {
    /// List browsers, profiles, and the data of these sites that could be cleared.
    List(Vec<Site>),
    /// Clear data, or try it.
    Clear(ClearTarget),
    /// Put stores back, or list those that can be put back.
    Undo(Mode),
}

/// What to clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearTarget {
    /// These parts.
    pub parts: BTreeSet<DataKind>,
    /// Whose cookies and site data.
    pub scope: Scope,
    /// These browsers, by id. If empty, all browsers.
    pub browsers: Vec<String>,
    /// These profiles, by name or folder. If empty, all profiles.
    pub profiles: Vec<String>,
    /// What to do if a browser is running.
    pub patience: WhenRunning,
    /// Whether to try, do, or ask.
    pub go: RunMode,
}

/// Whether to try, do, or ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunMode {
    /// Only try it.
    Try,
    /// Do it.
    Do,
    /// Show the plan and ask.
    Ask,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// For a person.
    Text,
    /// For a machine, one document.
    Json,
}

/// The output of the command, and whether anything was left uncleared.
#[derive(Clone, Debug)]
pub struct CommandOutput {
    /// For standard output.
    pub text: String,
    /// Whether something could not be cleared, or a browser was running.
    pub findings: Findings,
}

/// Asks for confirmation.
pub trait Prompt {
    /// Shows the question and returns the answer; `None` if there is no terminal.
    fn agrees(&mut self, question: &str) -> Option<bool>;
}

/// Carries out a request. The error is a sentence.
pub fn clear(
    cleaner: &Cleaner,
    request: &ClearRequest,
    now: Timestamp,
    watch: &dyn Watch,
    prompt: &mut dyn Prompt,
) -> Result<CommandOutput, String> {
    let another_user_error = |why: crate::browser::AnotherUser| {
        fill(ClearSentences::of(request.lang).another_user, &[("because", &why.because)])
    };
    match &request.task {
        ClearTask::List(sites) => {
            let survey = cleaner.look(sites, now, watch).map_err(another_user_error)?;
            let text = match request.format {
                OutputFormat::Text => text::survey(&survey, request.lang),
                OutputFormat::Json => document(&json::survey(&survey)),
            };
            Ok(CommandOutput { text, findings: Findings::None })
        }
        ClearTask::Clear(target) => {
            let sites = match &target.scope {
                Scope::Sites { sites, .. } => sites.as_slice(),
                Scope::Everything => &[],
            };
            let survey = cleaner.look(sites, now, watch).map_err(another_user_error)?;
            let plan = plan(&survey, &choice(&survey, target, request.lang)?);
            let mode = match target.go {
                RunMode::Try => Mode::DryRun,
                RunMode::Do => Mode::Clear,
                // There is nothing to confirm in a plan without steps.
                RunMode::Ask if plan.steps.is_empty() => Mode::Clear,
                RunMode::Ask => match prompt.agrees(&text::question(&plan, request.lang)) {
                    Some(true) => Mode::Clear,
                    Some(false) => return Ok(declined(request, &plan.scope)),
                    None => return Err(ClearSentences::of(request.lang).no_terminal.to_owned()),
                },
            };
            let outcome = cleaner.carry_out(&plan, mode, target.patience, now, watch).map_err(another_user_error)?;
            let text = match request.format {
                OutputFormat::Text => text::outcome(&outcome, &plan, &survey, request.lang),
                OutputFormat::Json => document(&json::outcome(&outcome, &plan.scope)),
            };
            Ok(CommandOutput { text, findings: if outcome.is_whole() { Findings::None } else { Findings::Some } })
        }
        ClearTask::Undo(Mode::DryRun) => {
            let backups = cleaner.backups(now);
            let text = match request.format {
                OutputFormat::Text => text::backups(&backups, request.lang),
                OutputFormat::Json => document(&json::backups(&backups)),
            };
            Ok(CommandOutput { text, findings: Findings::None })
        }
        ClearTask::Undo(Mode::Clear) => {
            let all = cleaner.put_back(now).map_err(another_user_error)?;
            let text = match request.format {
                OutputFormat::Text => text::put_back(&all, request.lang),
                OutputFormat::Json => document(&json::put_back(&all)),
            };
            let all_restored = all.iter().all(|restored| restored.result.is_ok());
            Ok(CommandOutput { text, findings: if all_restored { Findings::None } else { Findings::Some } })
        }
    }
}

/// An error as a document, for standard output.
pub fn error_document(why: &str) -> String {
    document(&json::error(why))
}

/// The message while the program waits for a browser to close.
pub fn waiting(browser: &str, holders: &[Holder], lang: Lang) -> String {
    let words = ClearSentences::of(lang);
    let who = if holders.is_empty() { words.may_run.to_owned() } else { text::holders(holders, words) };
    fill(words.waiting, &[("browser", &clean_line(browser)), ("who", &who)])
}

fn document(value: &serde_json::Value) -> String {
    // Plain strings and numbers cannot fail to serialize.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn declined(request: &ClearRequest, scope: &Scope) -> CommandOutput {
    let text = match request.format {
        OutputFormat::Text => format!("{}\n", ClearSentences::of(request.lang).left_as_it_was),
        OutputFormat::Json => document(&json::outcome(&empty_outcome(), scope)),
    };
    CommandOutput { text, findings: Findings::None }
}

fn empty_outcome() -> crate::browser::ClearOutcome {
    let took = std::time::Duration::ZERO;
    crate::browser::ClearOutcome {
        mode: Mode::DryRun,
        steps: Vec::new(),
        cancelled: true,
        took,
        undo: UndoStatus::Nothing,
    }
}

/// Finds the browsers and profiles that the target names. An unknown name is an error: a script with a typing mistake
/// must not report success.
fn choice(survey: &Survey, target: &ClearTarget, lang: Lang) -> Result<ClearChoice, String> {
    let words = ClearSentences::of(lang);
    let unknown = |template: &str, name: &str, mut known: Vec<&str>| {
        known.sort_unstable();
        known.dedup();
        fill(template, &[("name", &clean_line(name)), ("known", &clean_line(&known.join(words.comma)))])
    };
    let all = || survey.browsers.iter().flat_map(|browser| browser.profiles.iter().map(move |found| (browser, found)));
    for name in &target.browsers {
        if !survey.browsers.iter().any(|browser| browser.browser.id == *name) {
            let known = survey.browsers.iter().map(|browser| browser.browser.id.as_str()).collect();
            return Err(unknown(words.unknown_browser, name, known));
        }
    }
    for name in &target.profiles {
        if !all().any(|(_, found)| is_named(&found.profile, name)) {
            let known = all().map(|(_, found)| found.profile.name.as_str()).collect();
            return Err(unknown(words.unknown_profile, name, known));
        }
    }
    let is_chosen = |(browser, found): &(&crate::browser::BrowserSurvey, &crate::browser::ProfileSurvey)| {
        (target.browsers.is_empty() || target.browsers.contains(&browser.browser.id))
            && (target.profiles.is_empty() || target.profiles.iter().any(|name| is_named(&found.profile, name)))
    };
    let key = |(browser, found): (&crate::browser::BrowserSurvey, &crate::browser::ProfileSurvey)| ProfileKey {
        browser: browser.browser.id.clone(),
        profile: found.profile.folder.clone(),
    };
    let profiles: BTreeSet<ProfileKey> = all().filter(is_chosen).map(key).collect();
    if profiles.is_empty() && !target.profiles.is_empty() {
        return Err(words.no_such_profile.to_owned());
    }
    Ok(ClearChoice { profiles, parts: target.parts.clone(), scope: target.scope.clone() })
}

fn is_named(profile: &crate::browser::Profile, name: &str) -> bool {
    profile.name == name || profile.folder == name
}

/// The sites of a plan's scope, as part of a sentence.
fn sites_text(plan: &ClearPlan, words: &ClearSentences) -> String {
    match &plan.scope {
        Scope::Everything => words.everything.to_owned(),
        Scope::Sites { sites, .. } => sites.iter().map(Site::host).collect::<Vec<_>>().join(words.comma),
    }
}
