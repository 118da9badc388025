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
    Cleaner, ClearChoice, ClearPlan, DataKind, Holder, Mode, ProfileKey, Scope, Site, Survey, Undo, Watch, WhenRunning,
    plan,
};
use crate::lang::{Lang, fill};
use crate::report::clean_line;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What to do.
    pub task: Task,
    /// In which language it is told.
    pub lang: Lang,
    /// For whom it is printed.
    pub format: Format,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Show browsers, profiles and what could be cleared of these sites.
    List(Vec<Site>),
    /// Clear, or try it.
    Clear(Wish),
    /// Put stores back, or show which could be.
    Undo(Mode),
}

/// What to clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
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
    pub go: Go,
}

/// Whether to try, do, or ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Only try it.
    Try,
    /// Do it.
    Do,
    /// Show what would be done, and ask.
    Ask,
}

/// For whom it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    Text,
    /// For a machine, one document.
    Json,
}

/// What to print on standard output, and whether anything was left over.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What belongs on standard output.
    pub text: String,
    /// Whether something could not be cleared, or ran.
    pub findings: Findings,
}

/// Somebody at a terminal.
pub trait Asked {
    /// Shows what would be done and asks whether to do it; `None` when nobody is there.
    fn agrees(&mut self, question: &str) -> Option<bool>;
}

/// Does what is asked for. The error is a sentence.
pub fn clear(
    cleaner: &Cleaner,
    request: &Request,
    now: Timestamp,
    watch: &dyn Watch,
    asked: &mut dyn Asked,
) -> Result<Answer, String> {
    let refused =
        |why: crate::browser::AnotherUser| fill(Words::of(request.lang).another_user, &[("because", &why.because)]);
    match &request.task {
        Task::List(sites) => {
            let survey = cleaner.look(sites, now, watch).map_err(refused)?;
            let text = match request.format {
                Format::Text => text::survey(&survey, request.lang),
                Format::Json => document(&json::survey(&survey)),
            };
            Ok(Answer { text, findings: Findings::None })
        }
        Task::Clear(wish) => {
            let sites = match &wish.scope {
                Scope::Sites { sites, .. } => sites.as_slice(),
                Scope::Everything => &[],
            };
            let survey = cleaner.look(sites, now, watch).map_err(refused)?;
            let plan = plan(&survey, &choice(&survey, wish, request.lang)?);
            let hand = match wish.go {
                Go::Try => Mode::DryRun,
                Go::Do => Mode::Clear,
                // A plan without steps is its own answer: there is nothing to agree to.
                Go::Ask if plan.steps.is_empty() => Mode::Clear,
                Go::Ask => match asked.agrees(&text::question(&plan, request.lang)) {
                    Some(true) => Mode::Clear,
                    Some(false) => return Ok(left_as_it_was(request, &plan.scope)),
                    None => return Err(Words::of(request.lang).nobody_to_ask.to_owned()),
                },
            };
            let outcome = cleaner.carry_out(&plan, hand, wish.patience, now, watch).map_err(refused)?;
            let text = match request.format {
                Format::Text => text::outcome(&outcome, &plan, &survey, request.lang),
                Format::Json => document(&json::outcome(&outcome, &plan.scope)),
            };
            Ok(Answer { text, findings: if outcome.is_whole() { Findings::None } else { Findings::Some } })
        }
        Task::Undo(Mode::DryRun) => {
            let kept = cleaner.kept(now);
            let text = match request.format {
                Format::Text => text::kept(&kept, request.lang),
                Format::Json => document(&json::kept(&kept)),
            };
            Ok(Answer { text, findings: Findings::None })
        }
        Task::Undo(Mode::Clear) => {
            let all = cleaner.put_back(now).map_err(refused)?;
            let text = match request.format {
                Format::Text => text::put_back(&all, request.lang),
                Format::Json => document(&json::put_back(&all)),
            };
            let whole = all.iter().all(|one| one.result.is_ok());
            Ok(Answer { text, findings: if whole { Findings::None } else { Findings::Some } })
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

fn left_as_it_was(request: &Request, scope: &Scope) -> Answer {
    let text = match request.format {
        Format::Text => format!("{}\n", Words::of(request.lang).left_as_it_was),
        Format::Json => document(&json::outcome(&nothing(), scope)),
    };
    Answer { text, findings: Findings::None }
}

fn nothing() -> crate::browser::Outcome {
    let took = std::time::Duration::ZERO;
    crate::browser::Outcome { hand: Mode::DryRun, steps: Vec::new(), cancelled: true, took, undo: Undo::Nothing }
}

/// The profiles that are meant. A name that is nobody's is an error: a script with a typing mistake must not think that
/// it cleared something.
fn choice(survey: &Survey, wish: &Wish, lang: Lang) -> Result<ClearChoice, String> {
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
