//! Browsers: which are installed, whether they run and what can be cleared; a plan (pure), and carrying it out.
//!
//! This module owns everything that touches a browser's files. It deletes nothing that is not in a [`ClearPlan`],
//! follows no link out of a cache, and edits no store while its browser runs. It must not know screens, sessions, or
//! how a result is shown.
//!
//! A dry run and a real run take the same steps up to the call that deletes. One rule, in `site`, decides whether a
//! cookie, a folder, a bucket or a key belongs to a site.

mod cleaner;
mod cookies;
mod execution;
mod find;
mod fingerprint;
mod folder;
mod io;
#[cfg(test)]
mod jar_test_support;
mod metadata;
mod meter;
mod model;
mod nofollow;
mod plan;
mod roots;
mod running;
mod site;
mod site_data;
mod sqlite;
mod step;
#[cfg(test)]
mod stopping_tests;
mod swap;
mod table;
mod undo;
mod watch;

pub use self::cleaner::{AnotherUser, Cleaner};
pub use self::find::find;
pub use self::model::{
    Amount, Browser, BrowserSurvey, CacheFolder, CacheSurvey, ClearChoice, ClearOutcome, ClearPlan, ClearStep, Count,
    DataKind, Family, Holder, HolderRole, KnownBy, Mode, OriginFolder, Packaging, PartitionChoice, Profile, ProfileKey,
    ProfileSurvey, Programs, Progress, Running, RunningUnknown, RunningWhenSeen, Scope, SiteDataSurvey, SkipReason,
    Skipped, StepCounts, StepOutcome, Survey, UndoStatus, WhenRunning, WorkStage,
};
pub use self::plan::{Totals, offer, plan};
pub use self::roots::{Process, ProcessOwner, Processes, Roots, User};
pub use self::running::running;
pub use self::site::{Owner, Site, SiteError};
pub use self::table::{BrowserTable, BrowserTableError, ByHand};
pub use self::undo::{Backup, KEPT_FOR_DAYS, RestoreResult};
pub use self::watch::{Unwatched, Watch};
