//! Browsers: which there are, what of theirs can be cleared, whether they run; a plan (pure) and its carrying out.
//!
//! Owns everything that touches a browser's files. It deletes nothing outside a [`Plan`], follows no link out of a
//! cache, and edits no store under a running browser. Must not know screens, sessions, or how a result is told.
//!
//! A dry run and a real run go the same way up to the call that deletes. One rule, in `site`, decides whether a cookie,
//! a folder, a bucket or a key belongs to a site.

mod carry;
mod cleaner;
mod cookies;
mod find;
mod folder;
#[cfg(test)]
mod hurry;
#[cfg(test)]
mod jar;
mod meter;
mod model;
mod plan;
mod print;
mod roots;
mod running;
mod site;
mod site_data;
mod sqlite;
mod step;
mod swap;
mod table;
mod undo;
mod watch;

pub use self::cleaner::{AnotherUser, Cleaner};
pub use self::find::find;
pub use self::model::{
    Amount, Browser, BrowserSurvey, CacheFolder, CacheSurvey, Choice, Count, Family, Hand, Holder, HolderRole,
    KeptForThem, KnownBy, OriginFolder, Outcome, Owner, Packaging, Part, Patience, Plan, Profile, ProfileKey,
    ProfileSurvey, Programs, Progress, Running, Scope, Seen, Shown, SiteDataSurvey, Skipped, Stage, Step, StepOutcome,
    Survey, Trouble, Unclear, Undo,
};
pub use self::plan::{Totals, offer, plan};
pub use self::roots::{Ours, Process, Processes, Roots, User};
pub use self::running::running;
pub use self::site::{NotASite, Site};
pub use self::table::{BadTable, ByHand, Table};
pub use self::undo::{KEPT_FOR_DAYS, Kept, PutBack};
pub use self::watch::{Unwatched, Watch};
