//! From the found browsers to the offered choices, and from the choices to the plan.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use okpay_wizard::browser::{
    Amount, Browser, BrowserSurvey, CacheFolder, CacheSurvey, ClearChoice, Count, DataKind, Family, Holder, HolderRole,
    KnownBy, OriginFolder, Owner, Packaging, PartitionChoice, Profile, ProfileKey, ProfileSurvey, Programs, Running,
    RunningWhenSeen, Scope, Site, SiteDataSurvey, SkipReason, Skipped, StepCounts, Survey, offer, plan,
};

fn profile(folder: &str, last_used: &str, count: Count) -> ProfileSurvey {
    ProfileSurvey {
        profile: Profile {
            folder: folder.to_owned(),
            name: format!("Name of {folder}"),
            dir: PathBuf::from("/home/wang").join(folder),
            caches: Vec::new(),
            cookies: vec![PathBuf::from("/home/wang").join(folder).join("Cookies")],
            last_used: Some(last_used.parse::<Timestamp>().unwrap()),
        },
        cache: CacheSurvey { amount: Amount { files: 10, bytes: 1000 }, skipped: Vec::new() },
        cookies: Ok(count),
        site_data: SiteDataSurvey::default(),
    }
}

fn browser(id: &str, profiles: Vec<ProfileSurvey>) -> BrowserSurvey {
    BrowserSurvey {
        browser: Browser {
            id: id.to_owned(),
            name: id.to_uppercase(),
            family: Family::Chromium,
            packaging: Packaging::System,
            version: None,
            data: PathBuf::from("/home/wang"),
            caches: Vec::new(),
            profiles: profiles.iter().map(|survey| survey.profile.clone()).collect(),
            programs: Programs::default(),
            by_hand: "chromium".to_owned(),
        },
        running: Running::No,
        shared_cache: CacheSurvey::default(),
        profiles,
    }
}

fn survey(browsers: Vec<BrowserSurvey>) -> Survey {
    Survey {
        at: "2026-01-01T00:00:00Z".parse().unwrap(),
        sites: vec![Site::parse("okpay.com").unwrap()],
        browsers,
        cancelled: false,
    }
}

const NONE: Count = Count { of_sites: 0, kept_for_sites: 0, others: 100 };
const SOME: Count = Count { of_sites: 12, kept_for_sites: 2, others: 2311 };

fn keys(choice: &ClearChoice) -> Vec<String> {
    choice.profiles.iter().map(|key| format!("{}/{}", key.browser, key.profile)).collect()
}

fn folder(owner: Owner, files: u64) -> OriginFolder {
    let folder = CacheFolder {
        base: PathBuf::from("/home/wang"),
        below: PathBuf::from(format!("{owner:?}")),
        known_by: KnownBy::Place,
    };
    OriginFolder { folder, origin: String::new(), owner, amount: Amount { files, bytes: files * 100 } }
}

#[test]
fn the_browser_in_use_and_every_profile_that_knows_the_site_are_offered() {
    let mut by_data = profile("Data", "2024-01-01T00:00:00Z", NONE);
    by_data.site_data.folders.push(folder(Owner::Site, 1));
    let mut stranger = profile("Stranger", "2024-01-01T00:00:00Z", NONE);
    stranger.site_data.folders.push(folder(Owner::Other, 5));
    let safari = browser("safari", Vec::new());
    let chrome = vec![
        profile("Old", "2025-01-01T00:00:00Z", NONE),
        profile("New", "2026-01-01T00:00:00Z", NONE),
        profile("Customer", "2025-06-01T00:00:00Z", SOME),
    ];
    let found = survey(vec![safari, browser("chrome", chrome), browser("edge", vec![by_data, stranger])]);
    let offered = offer(&found);
    assert_eq!(keys(&offered), ["chrome/Customer", "chrome/New", "edge/Data"]);
    assert_eq!(offered.parts, BTreeSet::from([DataKind::Cache, DataKind::Cookies, DataKind::SiteData]));
    let sites = found.sites.clone();
    assert_eq!(offered.scope, Scope::Sites { sites, kept_for_them: PartitionChoice::Goes });
    assert_eq!(keys(&offer(&survey(Vec::new()))), Vec::<String>::new());
}

fn choose(profiles: &[&str], parts: &[DataKind], scope: Scope) -> ClearChoice {
    let key = |name: &&str| ProfileKey { browser: "chrome".to_owned(), profile: (*name).to_owned() };
    ClearChoice { profiles: profiles.iter().map(key).collect(), parts: parts.iter().copied().collect(), scope }
}

fn okpay(kept_for_them: PartitionChoice) -> Scope {
    Scope::Sites { sites: vec![Site::parse("okpay.com").unwrap()], kept_for_them }
}

#[test]
fn counts_follow_the_scope() {
    let found = survey(vec![browser("chrome", vec![profile("Default", "2026-01-01T00:00:00Z", SOME)])]);
    let shown = |scope: Scope| plan(&found, &choose(&["Default"], &[DataKind::Cookies], scope)).steps[0].shown;
    let both = StepCounts { entries: 14, kept_for_sites: 2, untouched: 2311, ..StepCounts::default() };
    assert_eq!(shown(okpay(PartitionChoice::Goes)), both);
    assert_eq!(
        shown(okpay(PartitionChoice::Stays)),
        StepCounts { entries: 12, untouched: 2313, ..StepCounts::default() }
    );
    assert_eq!(shown(Scope::Everything), StepCounts { entries: 2325, untouched: 0, ..StepCounts::default() });
}

#[test]
fn site_data_of_others_is_not_in_the_plan() {
    let mut profile = profile("Default", "2026-01-01T00:00:00Z", NONE);
    let owners = [(Owner::Site, 1), (Owner::KeptForSite, 2), (Owner::Other, 4)];
    profile.site_data.folders = owners.into_iter().map(|(owner, files)| folder(owner, files)).collect();
    let found = survey(vec![browser("chrome", vec![profile])]);
    let files = |scope: Scope| {
        let plan = plan(&found, &choose(&["Default"], &[DataKind::SiteData], scope));
        (plan.steps[0].folders.len(), plan.totals().site_data.files)
    };
    assert_eq!(files(okpay(PartitionChoice::Stays)), (1, 1));
    assert_eq!(files(okpay(PartitionChoice::Goes)), (2, 3));
    assert_eq!(files(Scope::Everything), (3, 7));
}

#[test]
fn what_the_profiles_share_is_cleared_once_with_the_cache_of_any() {
    let profiles = ["One", "Two", "Three"].map(|name| profile(name, "2026-01-01T00:00:00Z", NONE));
    let mut chrome = browser("chrome", profiles.into());
    chrome.shared_cache.amount = Amount { files: 4, bytes: 400 };
    let found = survey(vec![chrome]);
    let steps = |profiles: &[&str], parts: &[DataKind]| {
        let steps = plan(&found, &choose(profiles, parts, Scope::Everything)).steps;
        steps.into_iter().map(|step| step.profile.map(|profile| profile.folder)).collect::<Vec<_>>()
    };
    assert_eq!(steps(&["One", "Three"], &[DataKind::Cache]), [None, Some("One".to_owned()), Some("Three".to_owned())]);
    assert_eq!(steps(&["Two"], &[DataKind::Cookies]), [Some("Two".to_owned())]);
    assert!(steps(&[], &[DataKind::Cache]).is_empty(), "the plan has no step for a browser that was not chosen");
}

#[test]
fn what_holds_nothing_is_left_out_and_what_cannot_be_cleared_is_named() {
    let mut empty = profile("Empty", "2026-01-01T00:00:00Z", NONE);
    empty.cache = CacheSurvey::default();
    let mut locked = profile("Locked", "2026-01-01T00:00:00Z", NONE);
    locked.cookies = Err(SkipReason::Locked);
    let away = PathBuf::from("/mnt/photos");
    let skipped = Skipped { path: PathBuf::from("/cache"), why: SkipReason::LinkedAway(away), files: 0 };
    locked.cache = CacheSurvey { amount: Amount::default(), skipped: vec![skipped.clone()] };
    let found = survey(vec![browser("chrome", vec![empty, locked])]);
    let all = [DataKind::Cache, DataKind::Cookies, DataKind::SiteData];
    let plan = plan(&found, &choose(&["Empty", "Locked"], &all, okpay(PartitionChoice::Goes)));
    let skips: Vec<_> = plan.steps.iter().map(|step| (step.part, step.skipped[0].why.clone())).collect();
    assert_eq!(skips, [(DataKind::Cache, skipped.why), (DataKind::Cookies, SkipReason::Locked)]);
    assert!(plan.totals().is_empty());
    assert!(plan.signs_out().is_empty());
}

#[test]
fn it_says_where_the_customer_is_signed_out_and_nowhere_else() {
    let profiles =
        vec![profile("Customer", "2026-01-01T00:00:00Z", SOME), profile("Other", "2026-01-01T00:00:00Z", NONE)];
    let found = survey(vec![browser("chrome", profiles)]);
    let all = [DataKind::Cache, DataKind::Cookies, DataKind::SiteData];
    let both = plan(&found, &choose(&["Customer", "Other"], &all, okpay(PartitionChoice::Goes)));
    assert_eq!(both.signs_out(), [("CHROME", "Name of Customer")]);
    assert_eq!((both.totals().cookies, both.totals().cookies_untouched), (14, 2311));
    assert_eq!(both.totals().cache, Amount { files: 20, bytes: 2000 });
    let cache_only = plan(&found, &choose(&["Customer"], &[DataKind::Cache], okpay(PartitionChoice::Goes)));
    assert!(cache_only.signs_out().is_empty(), "clearing a cache does not sign the customer out");
}

#[test]
fn a_browser_at_work_may_hold_more_than_its_files_say_and_is_looked_at_again_when_it_is_closed() {
    let holder = Holder { pid: 4312, program: "chromium".to_owned(), role: HolderRole::Browser };
    let mut at_work = browser("chromium", vec![profile("Default", "2026-01-01T00:00:00Z", NONE)]);
    at_work.running = Running::Yes(vec![holder]);
    let at_rest = browser("chrome", vec![profile("Default", "2025-01-01T00:00:00Z", NONE)]);
    let survey = survey(vec![at_work, at_rest]);
    let mut choice = offer(&survey);
    choice.profiles.insert(ProfileKey { browser: "chrome".to_owned(), profile: "Default".to_owned() });
    let plan = plan(&survey, &choice);
    let steps: Vec<_> = plan.steps.iter().map(|step| (step.browser.id.as_str(), step.part, step.seen)).collect();
    let wanted = [
        ("chromium", DataKind::Cache, RunningWhenSeen::MaybeOpen),
        ("chromium", DataKind::Cookies, RunningWhenSeen::MaybeOpen),
        ("chromium", DataKind::SiteData, RunningWhenSeen::MaybeOpen),
        ("chrome", DataKind::Cache, RunningWhenSeen::Closed),
    ];
    assert_eq!(steps, wanted, "a closed browser without data is left out; an open one is not");
    assert_eq!(plan.steps[1].shown, StepCounts { untouched: 100, ..StepCounts::default() });
}
