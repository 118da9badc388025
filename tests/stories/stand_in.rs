//! A stand-in for the cleaner, for cases that a test's machine cannot have: Safari, endless names, slow work.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use okpay_wizard::app::{BrowserCleaner, CleanerFactory};
use okpay_wizard::browser::{
    Amount, AnotherUser, Backup, Browser, BrowserSurvey, BrowserTable, CacheSurvey, ClearOutcome, ClearPlan, Count,
    DataKind, Family, Holder, HolderRole, Mode, Packaging, Profile, ProfileSurvey, Programs, Progress, RestoreResult,
    Running, Site, SiteDataSurvey, SkipReason, Skipped, StepCounts, StepOutcome, Survey, UndoStatus, Watch, WorkStage,
};

/// A cleaner that finds what the test gives it, and works until it is stopped.
pub(crate) struct StandIn {
    table: BrowserTable,
    /// The progress that it reports while it works.
    says: WorkStage,
    /// The content of its browser's store.
    cookies: Result<Count, SkipReason>,
}

/// Works on Chrome's cache.
pub(crate) fn busy() -> CleanerFactory {
    finding(Ok(Count { of_sites: 1_014, kept_for_sites: 1, others: 2_311 }))
}

/// The same, with this content in the open browser's store.
pub(crate) fn finding(cookies: Result<Count, SkipReason>) -> CleanerFactory {
    stand_in(WorkStage::Clearing { browser: LONG.to_owned(), part: DataKind::Cache }, cookies)
}

/// Waits for Chrome, which runs in the background.
pub(crate) fn waiting() -> CleanerFactory {
    let holder = |pid, role| Holder { pid, program: "chrome".to_owned(), role };
    let holders = vec![holder(4312, HolderRole::Browser), holder(4400, HolderRole::Background)];
    stand_in(
        WorkStage::Waiting { id: "long".to_owned(), browser: LONG.to_owned(), holders, unclear: None },
        Err(SkipReason::Locked),
    )
}

fn stand_in(says: WorkStage, cookies: Result<Count, SkipReason>) -> CleanerFactory {
    Arc::new(move || {
        let (says, cookies) = (says.clone(), cookies.clone());
        Ok(Box::new(StandIn { table: BrowserTable::built_in().unwrap(), says, cookies }))
    })
}

/// A name as long as a small window is wide.
pub(crate) const LONG: &str = "Microsoft Edge Canary (Flatpak) 很长很长的浏览器名字 in another data folder";

impl BrowserCleaner for StandIn {
    fn table(&self) -> &BrowserTable {
        &self.table
    }

    fn survey(&self, sites: &[Site], now: Timestamp, _watch: &dyn Watch) -> Result<Survey, AnotherUser> {
        let browsers = vec![
            survey(
                "long",
                LONG,
                Running::Yes(vec![holder()]),
                vec![profile("一个名字特别特别长的个人资料 with words", self.cookies.clone())],
            ),
            survey("safari", "Safari", Running::No, Vec::new()),
        ];
        Ok(Survey { at: now, sites: sites.to_vec(), browsers, cancelled: false })
    }

    fn clear(&self, plan: &ClearPlan, _now: Timestamp, watch: &dyn Watch) -> Result<ClearOutcome, AnotherUser> {
        watch.progress(&Progress {
            stage: self.says.clone(),
            done: Amount { files: 12_034, bytes: 220_000_000 },
            total: Some(Amount { files: 18_220, bytes: 12_312_000_000 }),
            remaining: Some(Duration::from_secs(200)),
        });
        while !watch.is_cancelled() {
            watch.pause(Duration::from_millis(5));
        }
        let steps = plan.steps.iter().map(|step| StepOutcome {
            browser: step.browser.id.clone(),
            browser_name: step.browser.name.clone(),
            profile: step.profile.as_ref().map(|profile| (profile.folder.clone(), profile.name.clone())),
            part: step.part,
            shown: step.shown,
            cleared: StepCounts {
                amount: Amount { files: 18_000, bytes: 312_000_000 },
                entries: 14,
                kept_for_sites: 0,
                untouched: 2_311,
            },
            vanished: 3,
            came: 2,
            entries_vanished: 0,
            entries_came: 0,
            skipped: vec![Skipped { path: linked(), why: SkipReason::LinkedAway(linked()), files: 12 }],
            refused: (step.part == DataKind::Cookies).then(|| SkipReason::UnknownVersion("99".to_owned())),
        });
        let steps = steps.collect();
        Ok(ClearOutcome {
            mode: Mode::Clear,
            steps,
            cancelled: true,
            took: Duration::from_secs(1),
            undo: UndoStatus::Kept,
        })
    }

    fn remove_expired_backups(&self, _now: Timestamp) {}

    fn backups(&self, _now: Timestamp) -> Vec<Backup> {
        Vec::new()
    }

    fn restore(&self, _now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser> {
        Ok(Vec::new())
    }
}

fn linked() -> PathBuf {
    PathBuf::from("/mnt/a-second-disk/with-a-long-name-and-no-place-to-break/Cache/Cache_Data")
}

fn holder() -> Holder {
    Holder { pid: 4312, program: "msedge".to_owned(), role: HolderRole::Browser }
}

fn survey(id: &str, name: &str, running: Running, profiles: Vec<ProfileSurvey>) -> BrowserSurvey {
    let browser = Browser {
        id: id.to_owned(),
        name: name.to_owned(),
        family: if profiles.is_empty() { Family::Safari } else { Family::Chromium },
        packaging: Packaging::System,
        version: None,
        data: PathBuf::new(),
        caches: Vec::new(),
        profiles: profiles.iter().map(|profile| profile.profile.clone()).collect(),
        programs: Programs::default(),
        by_hand: if profiles.is_empty() { "safari".to_owned() } else { "chromium".to_owned() },
    };
    BrowserSurvey { browser, running, shared_cache: CacheSurvey::default(), profiles }
}

fn profile(name: &str, cookies: Result<Count, SkipReason>) -> ProfileSurvey {
    let amount = Amount { files: 18_220, bytes: 12_312_000_000 };
    let skipped = vec![Skipped { path: linked(), why: SkipReason::LinkedAway(linked()), files: 0 }];
    ProfileSurvey {
        profile: Profile {
            folder: "Default".to_owned(),
            name: name.to_owned(),
            dir: PathBuf::new(),
            caches: Vec::new(),
            cookies: vec![PathBuf::from("Cookies")],
            last_used: None,
        },
        cache: CacheSurvey { amount, skipped },
        cookies,
        site_data: SiteDataSurvey::default(),
    }
}
