//! The data that the window draws about clearing browser data, and the customer's intents about it.

use crate::browser::{
    Backup, ByHand, ClearChoice, ClearOutcome, ClearPlan, DataKind, ProfileKey, Progress, RestoreResult, Site, Survey,
};

/// The clearing of browser data, from the survey to the result.
#[derive(Debug)]
pub struct ClearView<'a> {
    /// The pack's sites; at least one.
    pub sites: &'a [Site],
    /// Whose cookies and site data the choice covers.
    pub whose: SiteScope,
    /// The current stage.
    pub stage: ClearStage<'a>,
    /// The backups of earlier runs that can be restored.
    pub kept: &'a [Backup],
    /// Whether it can be restored, and the result of doing so.
    pub undo: &'a UndoView,
    /// The browser that the customer is clearing by hand.
    pub by_hand: Option<ManualClearView<'a>>,
}

/// The stage of the clearing.
#[derive(Debug)]
pub enum ClearStage<'a> {
    /// The program looks for browser data.
    Looking {
        /// The browser being examined.
        browser: Option<&'a str>,
    },
    /// The customer chooses, and sees what the choice would do.
    Choosing {
        /// The data that was found.
        survey: &'a Survey,
        /// The customer's choice.
        choice: &'a ClearChoice,
        /// What the program would do.
        plan: &'a ClearPlan,
        /// Changes whenever the survey, the choice or the plan changes.
        version: u64,
    },
    /// The program clears data, or waits until the customer closes a browser.
    Working {
        /// How far it is.
        progress: Option<&'a Progress>,
        /// Whether the customer has asked it to stop.
        stopping: Stopping,
    },
    /// It has finished.
    Over {
        /// The result.
        outcome: &'a ClearOutcome,
    },
    /// The program runs as another user.
    AnotherUser,
    /// The program cannot look for browser data.
    Unusable {
        /// The reason, as the system states it.
        why: &'a str,
    },
}

impl ClearStage<'_> {
    /// A name for each stage, so that a new stage is scrolled to its top and focuses its first control.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Looking { .. } => "clear-looking",
            Self::Choosing { .. } => "clear-choosing",
            Self::Working { .. } => "clear-working",
            Self::Over { .. } => "clear-over",
            Self::AnotherUser => "clear-another-user",
            Self::Unusable { .. } => "clear-unusable",
        }
    }
}

/// Whether the customer has asked it to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopping {
    /// No.
    No,
    /// Yes; it stops as soon as every data store is consistent.
    Soon,
}

/// Whether the cleared data can be restored.
#[derive(Clone, Debug)]
pub enum UndoView {
    /// There is nothing to restore.
    Nothing,
    /// The customer can restore it.
    Offered,
    /// It is being restored.
    Running,
    /// It was restored as far as possible.
    Over(Vec<RestoreResult>),
}

/// A browser that the customer clears by hand.
#[derive(Debug)]
pub struct ManualClearView<'a> {
    /// Its name.
    pub browser: &'a str,
    /// Its own steps, if they are known.
    pub steps: Option<&'a ByHand>,
}

/// The customer's intents about clearing browser data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearIntent {
    /// Show the screen: the current stage, or else begin to look for data.
    Open,
    /// Look for data again.
    LookAgain,
    /// Select or deselect this profile.
    Profile(ProfileKey),
    /// Select or deselect this kind of data.
    Part(DataKind),
    /// Choose whose cookies and site data.
    Whose(SiteScope),
    /// Select or deselect the data that other sites keep for the pack's sites.
    KeptForThem,
    /// Clear the shown selection.
    Start,
    /// Stop waiting for the browser with this id, and go on without it.
    LeaveOut(String),
    /// Stop.
    Stop,
    /// Restore the cleared data.
    PutBack,
    /// Show the steps for this browser.
    ByHand(String),
    /// The customer has finished the steps for that browser.
    ByHandDone,
    /// Copy the address of the browser's own page.
    CopyPage(String),
}

/// Whose cookies and site data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteScope {
    /// Those of the pack's sites.
    Sites,
    /// Those of all sites.
    Everybody,
}
