//! What there is to draw of clearing browser data, and what the customer may want of it.

use crate::browser::{
    Backup, ByHand, ClearChoice, ClearOutcome, ClearPlan, DataKind, ProfileKey, Progress, RestoreResult, Site, Survey,
};

/// Clearing browser data, from the look to the result.
#[derive(Debug)]
pub struct ClearView<'a> {
    /// The pack's sites; at least one.
    pub sites: &'a [Site],
    /// Whose cookies and site data are, or were, meant.
    pub whose: SiteScope,
    /// How far it is.
    pub stage: ClearStage<'a>,
    /// What can be put back from before.
    pub kept: &'a [Backup],
    /// Whether it can be put back, and what came of that.
    pub undo: &'a UndoView,
    /// The browser that is being cleared by hand.
    pub by_hand: Option<ManualClearView<'a>>,
}

/// How far it is.
#[derive(Debug)]
pub enum ClearStage<'a> {
    /// It is being looked what there is.
    Looking {
        /// In this browser.
        browser: Option<&'a str>,
    },
    /// The customer chooses, and sees what comes of it.
    Choosing {
        /// What there is.
        survey: &'a Survey,
        /// What is chosen.
        choice: &'a ClearChoice,
        /// What would be done.
        plan: &'a ClearPlan,
        /// Another number whenever one of these is another.
        version: u64,
    },
    /// It is being cleared, or waited for a browser to be closed.
    Working {
        /// How far.
        progress: Option<&'a Progress>,
        /// Whether the customer wants it to stop.
        stopping: Stopping,
    },
    /// It is over.
    Over {
        /// What came of it.
        outcome: &'a ClearOutcome,
    },
    /// The program runs as another user.
    AnotherUser,
    /// There is nothing to look with.
    Unusable {
        /// Why, in the system's words.
        why: &'a str,
    },
}

impl ClearStage<'_> {
    /// A name of its own, so that a new stage begins at its top and with its first control.
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

/// Whether the customer wants it to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopping {
    /// No.
    No,
    /// As soon as every store is whole.
    Soon,
}

/// Whether what was cleared can be put back.
#[derive(Clone, Debug)]
pub enum UndoView {
    /// There is nothing to put back.
    Nothing,
    /// The customer may put it back.
    Offered,
    /// It is being put back.
    Running,
    /// It was put back as far as it could be.
    Over(Vec<RestoreResult>),
}

/// A browser that is cleared by hand.
#[derive(Debug)]
pub struct ManualClearView<'a> {
    /// Its name.
    pub browser: &'a str,
    /// Its own steps, where they are known.
    pub steps: Option<&'a ByHand>,
}

/// What the customer wants of clearing browser data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearIntent {
    /// See the screen: how far it is, or else look what there is.
    Open,
    /// Look anew.
    LookAgain,
    /// Choose this profile, or no longer.
    Profile(ProfileKey),
    /// Choose this part, or no longer.
    Part(DataKind),
    /// Choose whose cookies and site data.
    Whose(SiteScope),
    /// Choose what other sites keep for the pack's, or no longer.
    KeptForThem,
    /// Clear what is shown.
    Start,
    /// Go on without the browser of this id, which is being waited for.
    LeaveOut(String),
    /// Stop.
    Stop,
    /// Put back what was cleared.
    PutBack,
    /// See the steps for this browser.
    ByHand(String),
    /// The steps for that browser are done.
    ByHandDone,
    /// Copy the address of the browser's own page.
    CopyPage(String),
}

/// Whose cookies and site data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteScope {
    /// The pack's sites'.
    Sites,
    /// Everybody's.
    Everybody,
}
