//! The same for machines: one document.

use serde_json::{Map, Value, json};

use crate::browser::{
    Amount, BrowserSurvey, CacheSurvey, Count, Hand, Holder, HolderRole, Kept, KeptForThem, Outcome, Packaging, Part,
    ProfileSurvey, PutBack, Running, Scope, Shown, Skipped, StepOutcome, Survey, Trouble, Unclear, Undo,
};

/// What was found.
pub(super) fn survey(survey: &Survey) -> Value {
    let sites: Vec<&str> = survey.sites.iter().map(crate::browser::Site::host).collect();
    json!({ "sites": sites, "browsers": survey.browsers.iter().map(browser).collect::<Vec<_>>() })
}

/// What came of a plan.
pub(super) fn outcome(outcome: &Outcome, scope: &Scope) -> Value {
    let totals = outcome.totals();
    json!({
        "dry_run": outcome.hand == Hand::DryRun,
        "cancelled": outcome.cancelled,
        "took_ms": u64::try_from(outcome.took.as_millis()).unwrap_or(u64::MAX),
        "undo": outcome.undo == Undo::Kept,
        "scope": scope_of(scope),
        "totals": {
            "cache": amount(totals.cache),
            "cookies": {
                "removed": totals.cookies,
                "kept_for_sites": totals.cookies_kept_for_sites,
                "untouched": totals.cookies_untouched,
            },
            "site_data": amount(totals.site_data),
            "local_storage": { "removed": totals.keys, "untouched": totals.keys_untouched },
        },
        "steps": outcome.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

/// Stores that can be put back.
pub(super) fn kept(all: &[Kept]) -> Value {
    json!({ "kept": all.iter().map(|kept| Value::Object(store(kept))).collect::<Vec<_>>() })
}

/// Stores that were put back, or not.
pub(super) fn put_back(all: &[PutBack]) -> Value {
    let told = |one: &PutBack| {
        let mut fields = store(&one.kept);
        fields.insert("refused".to_owned(), one.result.as_ref().err().map_or(Value::Null, trouble));
        Value::Object(fields)
    };
    json!({ "put_back": all.iter().map(told).collect::<Vec<_>>() })
}

/// Why nothing could be done.
pub(super) fn error(why: &str) -> Value {
    json!({ "error": why })
}

fn store(kept: &Kept) -> Map<String, Value> {
    let fields = [
        ("browser", kept.browser.clone()),
        ("browser_name", kept.browser_name.clone()),
        ("profile", kept.profile.clone()),
        ("store", kept.store.display().to_string()),
        ("edited_at", kept.edited_at.to_string()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect()
}

fn browser(survey: &BrowserSurvey) -> Value {
    let browser = &survey.browser;
    json!({
        "id": browser.id,
        "name": browser.name,
        "version": browser.version,
        "packaging": match browser.packaging {
            Packaging::System => "system",
            Packaging::Snap => "snap",
            Packaging::Flatpak => "flatpak",
            Packaging::Store => "store",
            Packaging::Custom => "custom",
        },
        "data": browser.data.display().to_string(),
        "running": running(&survey.running),
        "shared_cache": cache(&survey.shared_cache),
        "profiles": survey.profiles.iter().map(profile).collect::<Vec<_>>(),
    })
}

fn profile(survey: &ProfileSurvey) -> Value {
    let mut files = Amount::default();
    survey.site_data.folders.iter().for_each(|folder| files += folder.amount);
    json!({
        "folder": survey.profile.folder,
        "name": survey.profile.name,
        "dir": survey.profile.dir.display().to_string(),
        "last_used": survey.profile.last_used.map(|time| time.to_string()),
        "cache": cache(&survey.cache),
        "cookies": match &survey.cookies {
            Ok(found) => count(*found),
            Err(why) => json!({ "refused": trouble(why) }),
        },
        "site_data": {
            "origins": survey.site_data.folders.len(),
            "files": files.files,
            "bytes": files.bytes,
            "local_storage": count(survey.site_data.keys),
            "skipped": survey.site_data.skipped.iter().map(skipped).collect::<Vec<_>>(),
        },
    })
}

fn running(running: &Running) -> Value {
    match running {
        Running::No => json!({ "state": "no" }),
        Running::Yes(holders) => json!({ "state": "yes", "processes": holders.iter().map(holder).collect::<Vec<_>>() }),
        Running::Unclear(Unclear::LockOfAnotherHost(host)) => json!({ "state": "unclear", "lock_of": host }),
        Running::Unclear(Unclear::StoreLocked(store)) => {
            json!({ "state": "unclear", "locked": store.display().to_string() })
        }
    }
}

fn holder(holder: &Holder) -> Value {
    let role = match holder.role {
        HolderRole::Browser => "browser",
        HolderRole::Helper => "helper",
        HolderRole::Background => "background",
    };
    json!({ "pid": holder.pid, "program": holder.program, "role": role })
}

fn cache(cache: &CacheSurvey) -> Value {
    let left = cache.skipped.iter().map(skipped).collect::<Vec<_>>();
    json!({ "files": cache.amount.files, "bytes": cache.amount.bytes, "skipped": left })
}

fn count(count: Count) -> Value {
    json!({ "of_sites": count.of_sites, "kept_for_sites": count.kept_for_sites, "others": count.others })
}

fn amount(amount: Amount) -> Value {
    json!({ "files": amount.files, "bytes": amount.bytes })
}

fn scope_of(scope: &Scope) -> Value {
    match scope {
        Scope::Everything => json!("everything"),
        Scope::Sites { sites, kept_for_them } => json!({
            "sites": sites.iter().map(crate::browser::Site::host).collect::<Vec<_>>(),
            "kept_for_them": match kept_for_them {
                KeptForThem::Goes => "goes",
                KeptForThem::Stays => "stays",
            },
        }),
    }
}

fn step(step: &StepOutcome) -> Value {
    json!({
        "browser": step.browser,
        "browser_name": step.browser_name,
        "profile": step.profile.as_ref().map(|(folder, name)| json!({ "folder": folder, "name": name })),
        "part": match step.part {
            Part::Cache => "cache",
            Part::Cookies => "cookies",
            Part::SiteData => "site-data",
        },
        "shown": shown(step.shown),
        "cleared": shown(step.cleared),
        "vanished": step.vanished,
        "came": step.came,
        "entries_vanished": step.entries_vanished,
        "entries_came": step.entries_came,
        "skipped": step.skipped.iter().map(skipped).collect::<Vec<_>>(),
        "refused": step.refused.as_ref().map(trouble),
    })
}

fn shown(shown: Shown) -> Value {
    json!({
        "files": shown.amount.files,
        "bytes": shown.amount.bytes,
        "entries": shown.entries,
        "kept_for_sites": shown.kept_for_sites,
        "untouched": shown.untouched,
    })
}

fn skipped(skipped: &Skipped) -> Value {
    json!({ "path": skipped.path.display().to_string(), "files": skipped.files, "why": trouble(&skipped.why) })
}

fn trouble(why: &Trouble) -> Value {
    let (code, detail) = match why {
        Trouble::Running => ("running", None),
        Trouble::MayBeRunning => ("may-be-running", None),
        Trouble::Locked => ("locked", None),
        Trouble::Denied => ("denied", None),
        Trouble::DiskFull => ("disk-full", None),
        Trouble::ReadOnly => ("read-only", None),
        Trouble::LinkedAway(target) => ("linked-away", Some(target.display().to_string())),
        Trouble::OtherDisk => ("other-disk", None),
        Trouble::NotACache => ("not-a-cache", None),
        Trouble::OtherUser => ("other-user", None),
        Trouble::UnknownVersion(version) => ("unknown-version", Some(version.clone())),
        Trouble::UnknownKind => ("unknown-kind", None),
        Trouble::Damaged => ("damaged", None),
        Trouble::SecondName => ("second-name", None),
        Trouble::SetAside(name) => ("set-aside", Some(name.clone())),
        Trouble::StartedSince => ("started-since", None),
        Trouble::NotAsExpected => ("not-as-expected", None),
        Trouble::NoCopy => ("no-copy", None),
        Trouble::SharedStore => ("shared-store", None),
        Trouble::Cancelled => ("cancelled", None),
        Trouble::Other(text) => ("other", Some(text.clone())),
    };
    json!({ "code": code, "detail": detail })
}
