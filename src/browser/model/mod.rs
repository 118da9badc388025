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
pub use self::plan::{Choice, KeptForThem, Part, Plan, Scope, Seen, Shown, Step};
pub use self::survey::{
    BrowserSurvey, CacheSurvey, Holder, HolderRole, OriginFolder, ProfileSurvey, Running, SiteDataSurvey, Survey,
    Unclear,
};
pub use self::trouble::{Skipped, Trouble};
pub use self::work::{Hand, Outcome, Patience, Progress, Stage, StepOutcome, Undo};
