//! The progress of the work, and its outcome.

use std::time::Duration;

use super::{Amount, DataKind, Holder, RunningUnknown, SkipReason, Skipped, StepCounts};

/// Whether a plan is only tried, or carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything is read as it would be cleared, and nothing is cleared.
    DryRun,
    /// Everything in the plan is cleared.
    Clear,
}

/// What to do while a browser runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenRunning {
    /// Wait until it is closed.
    Wait,
    /// Skip the browser and report it.
    Skip,
}

/// How far the work has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The current stage.
    pub stage: WorkStage,
    /// Files done so far.
    pub done: Amount,
    /// Files in all, if that is known.
    pub total: Option<Amount>,
    /// The estimated time left, once an estimate is possible.
    pub remaining: Option<Duration>,
}

impl Progress {
    /// The part of the work that is done, from 0 to 1; `None` if the total is not known.
    pub fn share(&self) -> Option<f32> {
        // Many small files take longer than their bytes suggest, and a few large files take less time.
        let of = |done: u64, total: u64| if total == 0 { 1.0 } else { done as f32 / total as f32 };
        self.total.map(|total| f32::midpoint(of(self.done.bytes, total.bytes), of(self.done.files, total.files)))
    }
}

/// What the program is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkStage {
    /// Counting what can be cleared in this browser.
    Looking {
        /// Its name.
        browser: String,
    },
    /// Waiting until this browser is closed.
    Waiting {
        /// Its id.
        id: String,
        /// Its name.
        browser: String,
        /// The processes that hold it open.
        holders: Vec<Holder>,
        /// Why it may run, if no process is known.
        unclear: Option<RunningUnknown>,
    },
    /// Clearing this part of this browser.
    Clearing {
        /// Its name.
        browser: String,
        /// Which part.
        part: DataKind,
    },
}

/// The outcome of a plan.
#[derive(Clone, Debug)]
pub struct ClearOutcome {
    /// Whether it was only tried, or carried out.
    pub mode: Mode,
    /// The outcome of each step, in the plan's order.
    pub steps: Vec<StepOutcome>,
    /// Whether the customer stopped it.
    pub cancelled: bool,
    /// How long it took, without the time spent waiting for browsers to close.
    pub took: Duration,
    /// Whether the edited stores can be put back.
    pub undo: UndoStatus,
}

/// Whether stores can be put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoStatus {
    /// Copies are kept until the browser is started again or seven days have passed.
    Kept,
    /// Nothing was edited.
    Nothing,
}

/// The outcome of a step.
#[derive(Clone, Debug)]
pub struct StepOutcome {
    /// The browser's id.
    pub browser: String,
    /// The browser's name.
    pub browser_name: String,
    /// The profile's folder and name; `None` for the cache that all profiles share.
    pub profile: Option<(String, String)>,
    /// Which part.
    pub part: DataKind,
    /// How much was shown to the customer.
    pub shown: StepCounts,
    /// How much was cleared; in a dry run, how much would have been.
    pub cleared: StepCounts,
    /// Files that were shown and had disappeared before they were cleared.
    pub vanished: u64,
    /// Files that are newer than the survey. They were cleared with their cache, because half a cache is a broken one.
    pub came: u64,
    /// Entries (cookies, keys of local storage) that were shown and had disappeared before they were cleared. This
    /// number and the next are known only if every store was counted in the survey and then cleared to its end; 0
    /// otherwise.
    pub entries_vanished: u64,
    /// Entries that are newer than the survey, or that the browser wrote only when it was closed. They were cleared
    /// too.
    pub entries_came: u64,
    /// What was left alone, and why. If the browser was started after a part was cleared, [`SkipReason::Running`] is
    /// among the reasons.
    pub skipped: Vec<Skipped>,
    /// Why nothing of the step was done; `None` if everything was done but what `skipped` names.
    pub refused: Option<SkipReason>,
}
