//! The output as one JSON document.

use serde_json::{Map, Value, json};

use crate::browser::{
    Amount, Backup, BrowserSurvey, CacheSurvey, ClearOutcome, Count, DataKind, Holder, HolderRole, Mode, Packaging,
    PartitionChoice, ProfileSurvey, RestoreResult, Running, RunningUnknown, Scope, SkipReason, Skipped, StepCounts,
    StepOutcome, Survey, UndoStatus,
};

/// A survey.
pub(super) fn survey(survey: &Survey) -> Value {
    let sites: Vec<&str> = survey.sites.iter().map(crate::browser::Site::host).collect();
    json!({ "sites": sites, "browsers": survey.browsers.iter().map(browser).collect::<Vec<_>>() })
}

/// The outcome of a plan.
pub(super) fn outcome(outcome: &ClearOutcome, scope: &Scope) -> Value {
    let totals = outcome.totals();
    json!({
        "dry_run": outcome.mode == Mode::DryRun,
        "cancelled": outcome.cancelled,
        "took_ms": u64::try_from(outcome.took.as_millis()).unwrap_or(u64::MAX),
        "undo": outcome.undo == UndoStatus::Kept,
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
pub(super) fn backups(all: &[Backup]) -> Value {
    json!({ "kept": all.iter().map(|backup| Value::Object(store(backup))).collect::<Vec<_>>() })
}

/// Which stores were put back.
pub(super) fn put_back(all: &[RestoreResult]) -> Value {
    let restored = |one: &RestoreResult| {
        let mut fields = store(&one.backup);
        fields.insert("refused".to_owned(), one.result.as_ref().err().map_or(Value::Null, reason));
        Value::Object(fields)
    };
    json!({ "put_back": all.iter().map(restored).collect::<Vec<_>>() })
}

/// The reason why the command failed.
pub(super) fn error(why: &str) -> Value {
    json!({ "error": why })
}

fn store(backup: &Backup) -> Map<String, Value> {
    let fields = [
        ("browser", backup.browser.clone()),
        ("browser_name", backup.browser_name.clone()),
        ("profile", backup.profile.clone()),
        ("store", backup.store.display().to_string()),
        ("edited_at", backup.edited_at.to_string()),
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
            Err(why) => json!({ "refused": reason(why) }),
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
        Running::Unclear(RunningUnknown::LockOfAnotherHost(host)) => json!({ "state": "unclear", "lock_of": host }),
        Running::Unclear(RunningUnknown::StoreLocked(store)) => {
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
                PartitionChoice::Goes => "goes",
                PartitionChoice::Stays => "stays",
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
            DataKind::Cache => "cache",
            DataKind::Cookies => "cookies",
            DataKind::SiteData => "site-data",
        },
        "shown": shown(step.shown),
        "cleared": shown(step.cleared),
        "vanished": step.vanished,
        "came": step.came,
        "entries_vanished": step.entries_vanished,
        "entries_came": step.entries_came,
        "skipped": step.skipped.iter().map(skipped).collect::<Vec<_>>(),
        "refused": step.refused.as_ref().map(reason),
    })
}

fn shown(shown: StepCounts) -> Value {
    json!({
        "files": shown.amount.files,
        "bytes": shown.amount.bytes,
        "entries": shown.entries,
        "kept_for_sites": shown.kept_for_sites,
        "untouched": shown.untouched,
    })
}

fn skipped(skipped: &Skipped) -> Value {
    json!({ "path": skipped.path.display().to_string(), "files": skipped.files, "why": reason(&skipped.why) })
}

fn reason(why: &SkipReason) -> Value {
    let (code, detail) = match why {
        SkipReason::Running => ("running", None),
        SkipReason::MayBeRunning => ("may-be-running", None),
        SkipReason::Locked => ("locked", None),
        SkipReason::Denied => ("denied", None),
        SkipReason::DiskFull => ("disk-full", None),
        SkipReason::ReadOnly => ("read-only", None),
        SkipReason::LinkedAway(target) => ("linked-away", Some(target.display().to_string())),
        SkipReason::OtherDisk => ("other-disk", None),
        SkipReason::NotACache => ("not-a-cache", None),
        SkipReason::OtherUser => ("other-user", None),
        SkipReason::UnknownVersion(version) => ("unknown-version", Some(version.clone())),
        SkipReason::UnknownKind => ("unknown-kind", None),
        SkipReason::Damaged => ("damaged", None),
        SkipReason::SecondName => ("second-name", None),
        SkipReason::SetAside(name) => ("set-aside", Some(name.clone())),
        SkipReason::StartedSince => ("started-since", None),
        SkipReason::NotAsExpected => ("not-as-expected", None),
        SkipReason::NoCopy => ("no-copy", None),
        SkipReason::SharedStore => ("shared-store", None),
        SkipReason::Cancelled => ("cancelled", None),
        SkipReason::Other(text) => ("other", Some(text.clone())),
    };
    json!({ "code": code, "detail": detail })
}
