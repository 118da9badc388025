//! `okpay-wizard clear`: browsers looked at and cleared, for support staff and scripts.
//!
//! Is handed the cleaner, the time and somebody to ask. Must not know where browsers lie, nor what a terminal is.

mod json;
mod text;
mod words;

use std::collections::BTreeSet;

use jiff::Timestamp;

use self::words::Words;
use super::check::Findings;
use crate::browser::{
    Cleaner, ClearChoice, ClearPlan, DataKind, Holder, Mode, ProfileKey, Scope, Site, Survey, UndoStatus, Watch,
    WhenRunning, plan,
};
use crate::lang::{Lang, fill};
use crate::report::clean_line;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearRequest {
    /// What to do.
    pub task: ClearTask,
    /// In which language it is told.
    pub lang: Lang,
    /// For whom it is printed.
    pub format: OutputFormat,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearTask {
    /// Show browsers, profiles and what could be cleared of these sites.
    List(Vec<Site>),
    /// Clear, or try it.
    Clear(ClearTarget),
    /// Put stores back, or show which could be.
    Undo(Mode),
}

/// What to clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearTarget {
    /// These parts.
    pub parts: BTreeSet<DataKind>,
    /// Whose cookies and site data.
    pub scope: Scope,
    /// Of these browsers, by id; of all where none is named.
    pub browsers: Vec<String>,
    /// Of these profiles, by name or folder; of all where none is named.
    pub profiles: Vec<String>,
    /// What to do about a browser that runs.
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
    /// Show what would be done, and ask.
    Ask,
}

/// For whom it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// For a person.
    Text,
    /// For a machine, one document.
    Json,
}

/// What to print on standard output, and whether anything was left over.
#[derive(Clone, Debug)]
pub struct CommandOutput {
    /// What belongs on standard output.
    pub text: String,
    /// Whether something could not be cleared, or ran.
    pub findings: Findings,
}

/// Somebody at a terminal.
pub trait Prompt {
    /// Shows what would be done and asks whether to do it; `None` when nobody is there.
    fn agrees(&mut self, question: &str) -> Option<bool>;
}

/// Does what is asked for. The error is a sentence.
pub fn clear(
    cleaner: &Cleaner,
    request: &ClearRequest,
    now: Timestamp,
    watch: &dyn Watch,
    asked: &mut dyn Prompt,
) -> Result<CommandOutput, String> {
    let refused =
        |why: crate::browser::AnotherUser| fill(Words::of(request.lang).another_user, &[("because", &why.because)]);
    match &request.task {
        ClearTask::List(sites) => {
            let survey = cleaner.look(sites, now, watch).map_err(refused)?;
            let text = match request.format {
                OutputFormat::Text => text::survey(&survey, request.lang),
                OutputFormat::Json => document(&json::survey(&survey)),
            };
            Ok(CommandOutput { text, findings: Findings::None })
        }
        ClearTask::Clear(wish) => {
            let sites = match &wish.scope {
                Scope::Sites { sites, .. } => sites.as_slice(),
                Scope::Everything => &[],
            };
            let survey = cleaner.look(sites, now, watch).map_err(refused)?;
            let plan = plan(&survey, &choice(&survey, wish, request.lang)?);
            let hand = match wish.go {
                RunMode::Try => Mode::DryRun,
                RunMode::Do => Mode::Clear,
                // A plan without steps is its own answer: there is nothing to agree to.
                RunMode::Ask if plan.steps.is_empty() => Mode::Clear,
                RunMode::Ask => match asked.agrees(&text::question(&plan, request.lang)) {
                    Some(true) => Mode::Clear,
                    Some(false) => return Ok(left_as_it_was(request, &plan.scope)),
                    None => return Err(Words::of(request.lang).nobody_to_ask.to_owned()),
                },
            };
            let outcome = cleaner.carry_out(&plan, hand, wish.patience, now, watch).map_err(refused)?;
            let text = match request.format {
                OutputFormat::Text => text::outcome(&outcome, &plan, &survey, request.lang),
                OutputFormat::Json => document(&json::outcome(&outcome, &plan.scope)),
            };
            Ok(CommandOutput { text, findings: if outcome.is_whole() { Findings::None } else { Findings::Some } })
        }
        ClearTask::Undo(Mode::DryRun) => {
            let kept = cleaner.backups(now);
            let text = match request.format {
                OutputFormat::Text => text::kept(&kept, request.lang),
                OutputFormat::Json => document(&json::kept(&kept)),
            };
            Ok(CommandOutput { text, findings: Findings::None })
        }
        ClearTask::Undo(Mode::Clear) => {
            let all = cleaner.put_back(now).map_err(refused)?;
            let text = match request.format {
                OutputFormat::Text => text::put_back(&all, request.lang),
                OutputFormat::Json => document(&json::put_back(&all)),
            };
            let whole = all.iter().all(|one| one.result.is_ok());
            Ok(CommandOutput { text, findings: if whole { Findings::None } else { Findings::Some } })
        }
    }
}

/// An error as a document, for standard output.
pub fn error_document(why: &str) -> String {
    document(&json::error(why))
}

/// What is said while a browser is waited for.
pub fn waiting(browser: &str, holders: &[Holder], lang: Lang) -> String {
    let words = Words::of(lang);
    let who = if holders.is_empty() { words.may_run.to_owned() } else { text::holders(holders, words) };
    fill(words.waiting, &[("browser", &clean_line(browser)), ("who", &who)])
}

fn document(value: &serde_json::Value) -> String {
    // Plain strings and numbers cannot fail to serialize.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn left_as_it_was(request: &ClearRequest, scope: &Scope) -> CommandOutput {
    let text = match request.format {
        OutputFormat::Text => format!("{}\n", Words::of(request.lang).left_as_it_was),
        OutputFormat::Json => document(&json::outcome(&nothing(), scope)),
    };
    CommandOutput { text, findings: Findings::None }
}

fn nothing() -> crate::browser::ClearOutcome {
    let took = std::time::Duration::ZERO;
    crate::browser::ClearOutcome {
        mode: Mode::DryRun,
        steps: Vec::new(),
        cancelled: true,
        took,
        undo: UndoStatus::Nothing,
    }
}

/// The profiles that are meant. A name that is nobody's is an error: a script with a typing mistake must not think that
/// it cleared something.
fn choice(survey: &Survey, wish: &ClearTarget, lang: Lang) -> Result<ClearChoice, String> {
    let words = Words::of(lang);
    let unknown = |template: &str, name: &str, mut known: Vec<&str>| {
        known.sort_unstable();
        known.dedup();
        fill(template, &[("name", &clean_line(name)), ("known", &clean_line(&known.join(words.comma)))])
    };
    let all = || survey.browsers.iter().flat_map(|browser| browser.profiles.iter().map(move |found| (browser, found)));
    for name in &wish.browsers {
        if !survey.browsers.iter().any(|browser| browser.browser.id == *name) {
            let known = survey.browsers.iter().map(|browser| browser.browser.id.as_str()).collect();
            return Err(unknown(words.unknown_browser, name, known));
        }
    }
    for name in &wish.profiles {
        if !all().any(|(_, found)| is_named(&found.profile, name)) {
            let known = all().map(|(_, found)| found.profile.name.as_str()).collect();
            return Err(unknown(words.unknown_profile, name, known));
        }
    }
    let is_meant = |(browser, found): &(&crate::browser::BrowserSurvey, &crate::browser::ProfileSurvey)| {
        (wish.browsers.is_empty() || wish.browsers.contains(&browser.browser.id))
            && (wish.profiles.is_empty() || wish.profiles.iter().any(|name| is_named(&found.profile, name)))
    };
    let key = |(browser, found): (&crate::browser::BrowserSurvey, &crate::browser::ProfileSurvey)| ProfileKey {
        browser: browser.browser.id.clone(),
        profile: found.profile.folder.clone(),
    };
    let profiles: BTreeSet<ProfileKey> = all().filter(is_meant).map(key).collect();
    if profiles.is_empty() && !wish.profiles.is_empty() {
        return Err(words.no_such_profile.to_owned());
    }
    Ok(ClearChoice { profiles, parts: wish.parts.clone(), scope: wish.scope.clone() })
}

fn is_named(profile: &crate::browser::Profile, name: &str) -> bool {
    profile.name == name || profile.folder == name
}

/// The sites of a scope, for a sentence.
fn whose(plan: &ClearPlan, words: &Words) -> String {
    match &plan.scope {
        Scope::Everything => words.everything.to_owned(),
        Scope::Sites { sites, .. } => sites.iter().map(Site::host).collect::<Vec<_>>().join(words.comma),
    }
}
