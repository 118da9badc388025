//! What the rest of the program learns about browsers, and what it may ask for.
//!
//! Plain values without a thread or an open file: screens and the command line are built from them.

mod browser;
mod count;
mod plan;
mod skip_reason;
mod survey;
mod work;

pub use self::browser::{Browser, CacheFolder, Family, KnownBy, Packaging, Profile, ProfileKey, Programs};
pub use self::count::{Amount, Count};
pub use self::plan::{
    ClearChoice, ClearPlan, ClearStep, DataKind, PartitionChoice, RunningWhenSeen, Scope, StepCounts,
};
pub use self::skip_reason::{SkipReason, Skipped};
pub use self::survey::{
    BrowserSurvey, CacheSurvey, Holder, HolderRole, OriginFolder, ProfileSurvey, Running, RunningUnknown,
    SiteDataSurvey, Survey,
};
pub use self::work::{ClearOutcome, Mode, Progress, StepOutcome, UndoStatus, WhenRunning, WorkStage};
