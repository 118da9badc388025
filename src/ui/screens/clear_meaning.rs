//! Explains a choice in sentences. They come from the plan, because the program does exactly what the plan contains.

use super::super::widgets::Tone;
use super::clear_words::{self, listed};
use crate::browser::{
    BrowserSurvey, ClearChoice, ClearPlan, ClearStep, DataKind, ProfileKey, ProfileSurvey, Running, RunningWhenSeen,
    Scope, Site, SkipReason, Survey,
};
use crate::lang::{ClearWords, fill, size};

/// The explanation of a plan.
#[derive(Debug)]
pub(in super::super) struct Meaning {
    /// What will happen.
    pub(super) will: Vec<(Tone, String)>,
    /// What stays unchanged.
    pub(super) stays: Vec<String>,
    /// What the customer has to do about open browsers: one sentence for each.
    pub(super) open: Vec<String>,
    /// The sum of all that will be cleared.
    pub(super) total: String,
    button: String,
    something: bool,
}

impl Meaning {
    /// Explains this choice.
    pub(super) fn of(
        words: &ClearWords,
        sites: &[Site],
        survey: &Survey,
        choice: &ClearChoice,
        plan: &ClearPlan,
    ) -> Self {
        let totals = plan.totals();
        let sites = clear_words::sites(words, sites);
        let something = !totals.is_empty() || plan.steps.iter().any(|step| step.part == DataKind::Cookies);
        let is_chosen = !choice.profiles.is_empty() && !choice.parts.is_empty();
        let total = match (something, is_chosen) {
            (true, _) => total(words, &sites, plan),
            (false, true) => words.total_none.to_owned(),
            (false, false) => words.total_nothing.to_owned(),
        };
        Self {
            will: will(words, &sites, survey, choice, plan),
            stays: stays(words, survey, choice),
            open: open(words, survey, choice),
            total,
            button: words.go.of(choice.profiles.len()),
            something,
        }
    }

    /// Whether anything would be cleared.
    pub(super) fn is_something(&self) -> bool {
        self.something
    }

    /// The button's label.
    pub(super) fn button(&self) -> String {
        self.button.clone()
    }
}

fn of_part(plan: &ClearPlan, part: DataKind) -> impl Iterator<Item = &ClearStep> {
    plan.steps.iter().filter(move |step| step.part == part)
}

/// The sum of all that will be cleared, and where the customer is signed out by it.
fn total(words: &ClearWords, sites: &str, plan: &ClearPlan) -> String {
    let totals = plan.totals();
    let known = known(plan);
    let size = size(totals.files().bytes);
    let values = |cookies: &str| fill(words.total, &[("size", &size), ("cookies", cookies)]);
    let total = match (known, totals.cookies) {
        (CountCertainty::All, cookies) => values(&words.cookies_named.of_many(cookies)),
        (CountCertainty::AtLeast, 0) => fill(words.total_uncounted, &[("size", &size)]),
        (CountCertainty::AtLeast, cookies) => values(&words.cookies_named_at_least.of_many(cookies)),
    };
    let sentence = match (totals.cookies, known, &plan.scope) {
        // The program skips a data store that it cannot read and shows the reason; the sum makes no promise about it.
        (0, CountCertainty::All, _) if of_part(plan, DataKind::Cookies).next().is_some() => return total,
        (0, CountCertainty::All, _) => words.total_signs_nobody_out,
        (0, CountCertainty::AtLeast, Scope::Everything) => words.total_perhaps_everywhere,
        (0, CountCertainty::AtLeast, Scope::Sites { .. }) => words.total_perhaps,
        (_, _, Scope::Everything) => words.total_signs_out_everywhere,
        (_, _, Scope::Sites { .. }) => words.total_signs_out,
    };
    fill(sentence, &[("total", &total), ("sites", sites)])
}

/// Whether the number of cookies to delete is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountCertainty {
    /// It is complete.
    All,
    /// There may be more, in browsers that are open.
    AtLeast,
}

fn known(plan: &ClearPlan) -> CountCertainty {
    let mut cookies = of_part(plan, DataKind::Cookies);
    // A data store that was read while its browser ran, or that cannot be read yet.
    let grows = |step: &ClearStep| step.seen == RunningWhenSeen::MaybeOpen && step.skipped.is_empty();
    if cookies.any(|step| grows(step) || is_uncounted(step)) { CountCertainty::AtLeast } else { CountCertainty::All }
}

/// Whether the cookies of this step can be counted only after the browser is closed: it holds new ones in memory or
/// locks its data store.
fn is_uncounted(step: &ClearStep) -> bool {
    step.part == DataKind::Cookies
        && step.shown.entries == 0
        && match step.skipped.first() {
            Some(skipped) => is_passing(&skipped.why),
            None => step.seen == RunningWhenSeen::MaybeOpen,
        }
}

/// Whether a data store that cannot be read now can be read as soon as its browser is closed.
pub(super) fn is_passing(trouble: &SkipReason) -> bool {
    matches!(trouble, SkipReason::Locked | SkipReason::Running | SkipReason::MayBeRunning)
}

/// The names of the browsers in these steps, without duplicates.
fn browsers<'s>(steps: impl Iterator<Item = &'s ClearStep>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for step in steps {
        if !names.contains(&step.browser.name) {
            names.push(step.browser.name.clone());
        }
    }
    names
}

fn will(
    words: &ClearWords,
    sites: &str,
    survey: &Survey,
    choice: &ClearChoice,
    plan: &ClearPlan,
) -> Vec<(Tone, String)> {
    if plan.steps.is_empty() {
        let chosen = !choice.profiles.is_empty() && !choice.parts.is_empty();
        let sentence = if chosen { words.total_none } else { words.will_nothing };
        return vec![(Tone::Neutral, sentence.to_owned())];
    }
    let everywhere = plan.scope == Scope::Everything;
    let mut sentences = signs_out(words, sites, choice, plan);
    let cache: u64 = of_part(plan, DataKind::Cache).map(|step| step.shown.amount.bytes).sum();
    if cache > 0 {
        sentences.push((Tone::Accent, fill(words.will_cache, &[("size", &size(cache))])));
    }
    let holds = |step: &&ClearStep| step.shown.amount.files + step.shown.entries > 0;
    let stored = browsers(of_part(plan, DataKind::SiteData).filter(holds));
    if !stored.is_empty() {
        let bytes: u64 = of_part(plan, DataKind::SiteData).map(|step| step.shown.amount.bytes).sum();
        let values = [("sites", sites), ("browsers", &listed(words, &stored)), ("size", &size(bytes))];
        sentences.push(if everywhere {
            (Tone::Warning, fill(words.will_all_site_data, &values))
        } else {
            (Tone::Accent, fill(words.will_site_data, &values))
        });
    }
    if of_part(plan, DataKind::Cookies).any(|step| step.shown.entries > 0 || is_uncounted(step)) {
        sentences.push((Tone::Accent, words.will_undo.to_owned()));
    }
    sentences.extend(left_alone(words, survey, choice).into_iter().map(|sentence| (Tone::Warning, sentence)));
    sentences
}

/// Where the customer will be signed out, certainly or perhaps. It promises nothing about data stores that the program
/// could not read.
fn signs_out(words: &ClearWords, sites: &str, choice: &ClearChoice, plan: &ClearPlan) -> Vec<(Tone, String)> {
    if !choice.parts.contains(&DataKind::Cookies) {
        return vec![(Tone::Good, words.will_nobody.to_owned())];
    }
    let everywhere = plan.scope == Scope::Everything;
    let cookies = || of_part(plan, DataKind::Cookies);
    let certain = browsers(cookies().filter(|step| step.shown.entries > 0));
    let mut perhaps = browsers(cookies().filter(|step| is_uncounted(step)));
    perhaps.retain(|name| !certain.contains(name));
    let filled =
        |sentence: &str, names: &[String]| fill(sentence, &[("sites", sites), ("browsers", &listed(words, names))]);
    let mut sentences = Vec::new();
    if !certain.is_empty() {
        sentences.push(match (everywhere, perhaps.is_empty()) {
            (true, _) => (Tone::Warning, filled(words.will_sign_out_everywhere, &certain)),
            (false, true) => (Tone::Accent, filled(words.will_sign_out, &certain)),
            (false, false) => (Tone::Accent, filled(words.will_sign_out_counted, &certain)),
        });
    }
    if !perhaps.is_empty() {
        let sentence = if everywhere { words.will_perhaps_everywhere } else { words.will_perhaps };
        sentences.push((Tone::Warning, filled(sentence, &perhaps)));
    }
    if cookies().next().is_none() {
        let sentence = if everywhere { words.will_nobody } else { words.will_no_cookies };
        sentences.push((Tone::Good, filled(sentence, &[])));
    }
    sentences
}

/// The chosen profiles with their browsers.
fn chosen<'s>(
    survey: &'s Survey,
    choice: &'s ClearChoice,
) -> impl Iterator<Item = (&'s BrowserSurvey, &'s ProfileSurvey)> {
    let all = survey.browsers.iter().flat_map(|browser| browser.profiles.iter().map(move |profile| (browser, profile)));
    all.filter(|(browser, profile)| {
        let is_it = |key: &ProfileKey| key.browser == browser.browser.id && key.profile == profile.profile.folder;
        choice.profiles.iter().any(is_it)
    })
}

/// What the program already knows that it will skip, each sentence once.
fn left_alone(words: &ClearWords, survey: &Survey, choice: &ClearChoice) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for (browser, profile) in chosen(survey, choice) {
        let caches = browser.shared_cache.skipped.iter().chain(&profile.cache.skipped);
        let caches = caches.map(|skipped| (DataKind::Cache, &skipped.why));
        // Data that an open browser locks is not skipped: other sentences explain what happens to it.
        let waits = |trouble: &&SkipReason| browser.running != Running::No && is_passing(trouble);
        let cookies = profile.cookies.as_ref().err().filter(|trouble| !waits(trouble));
        let cookies = cookies.map(|trouble| (DataKind::Cookies, trouble));
        let data = profile.site_data.skipped.iter().map(|skipped| (DataKind::SiteData, &skipped.why));
        for (part, trouble) in caches.chain(cookies).chain(data).filter(|(part, _)| choice.parts.contains(part)) {
            let values = [
                ("browser", browser.browser.name.as_str()),
                ("part", clear_words::part(words, part).trim_end()),
                ("why", &trouble.words(&words.trouble)),
            ];
            let sentence = fill(words.will_leave, &values);
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    sentences
}

fn stays(words: &ClearWords, survey: &Survey, choice: &ClearChoice) -> Vec<String> {
    let mut sentences = Vec::new();
    let counts = chosen(survey, choice).map(|(_, profile)| profile.cookies.as_ref().ok());
    let untouched: Option<u64> = counts.map(|count| Some(choice.scope.split(*count?).untouched)).sum();
    if choice.parts.contains(&DataKind::Cookies) && choice.scope != Scope::Everything {
        let uncounted = || words.stay_sign_ins_uncounted.to_owned();
        sentences.push(untouched.map_or_else(uncounted, |untouched| words.stay_sign_ins.of_many(untouched)));
    }
    sentences.extend([words.stay_own, words.stay_files, words.stay_no_other].map(str::to_owned));
    sentences
}

/// The chosen browsers that are open or may be open.
fn open(words: &ClearWords, survey: &Survey, choice: &ClearChoice) -> Vec<String> {
    let chosen = |id: &str| choice.profiles.iter().any(|key| key.browser == id);
    survey
        .browsers
        .iter()
        .filter(|browser| chosen(&browser.browser.id))
        .filter_map(|browser| clear_words::running(words, &browser.browser.name, &browser.running))
        .collect()
}
