//! What the rest of the program learns about browsers, and what it may ask for.
//!
//! Plain values without a thread or a file behind them: screens and the command line are drawn from these.

mod count;
mod found;
mod plan;
mod survey;
mod trouble;
mod work;

pub use self::count::{Amount, Count};
pub use self::found::{Browser, CacheFolder, Family, KnownBy, Packaging, Profile, ProfileKey, Programs};
pub use self::plan::{
    ClearChoice, ClearPlan, ClearStep, DataKind, PartitionChoice, RunningWhenSeen, Scope, StepCounts,
};
pub use self::survey::{
    BrowserSurvey, CacheSurvey, Holder, HolderRole, OriginFolder, ProfileSurvey, Running, RunningUnknown,
    SiteDataSurvey, Survey,
};
pub use self::trouble::{SkipReason, Skipped};
pub use self::work::{ClearOutcome, Mode, Progress, StepOutcome, UndoStatus, WhenRunning, WorkStage};
