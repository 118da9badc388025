//! How far the work is, and what came of it.

use std::time::Duration;

use super::{Amount, DataKind, Holder, RunningUnknown, SkipReason, Skipped, StepCounts};

/// Whether a plan is tried or carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything is looked at as it would be cleared, and nothing is.
    DryRun,
    /// It is cleared.
    Clear,
}

/// What to do about a browser that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenRunning {
    /// Wait until it is closed.
    Wait,
    /// Leave it out and say so.
    Skip,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: WorkStage,
    /// Files done so far.
    pub done: Amount,
    /// Files to do, where that is known.
    pub total: Option<Amount>,
    /// How long it will take from here, once that can be told.
    pub remaining: Option<Duration>,
}

impl Progress {
    /// How much of the work is done, as a share of one; `None` where nobody knows how much there is.
    pub fn share(&self) -> Option<f32> {
        // Many small files take longer than their bytes say, and a few large ones shorter than their number.
        let of = |done: u64, total: u64| if total == 0 { 1.0 } else { done as f32 / total as f32 };
        self.total.map(|total| f32::midpoint(of(self.done.bytes, total.bytes), of(self.done.files, total.files)))
    }
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkStage {
    /// Looking what there is, in this browser.
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
        /// Who holds it.
        holders: Vec<Holder>,
        /// Why it is not clear, where no holder is known.
        unclear: Option<RunningUnknown>,
    },
    /// Clearing this part of this browser.
    Clearing {
        /// Its name.
        browser: String,
        /// What of it.
        part: DataKind,
    },
}

/// What came of a plan.
#[derive(Clone, Debug)]
pub struct ClearOutcome {
    /// Whether it was tried or carried out.
    pub hand: Mode,
    /// What came of each step, in the plan's order.
    pub steps: Vec<StepOutcome>,
    /// Whether the customer stopped it.
    pub cancelled: bool,
    /// How long it took, waiting aside.
    pub took: Duration,
    /// Whether copies are kept with which the stores can be put back.
    pub undo: UndoStatus,
}

/// Whether stores can be put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoStatus {
    /// They can, until the browser was started again or seven days have passed.
    Kept,
    /// Nothing was edited.
    Nothing,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub struct StepOutcome {
    /// The browser's id.
    pub browser: String,
    /// The browser's name.
    pub browser_name: String,
    /// The profile's folder and name; `None` for what the profiles share.
    pub profile: Option<(String, String)>,
    /// What of it.
    pub part: DataKind,
    /// What was shown.
    pub shown: StepCounts,
    /// What was cleared; in a dry run, what would have been.
    pub cleared: StepCounts,
    /// Files that were shown and had vanished by themselves.
    pub vanished: u64,
    /// Files that had come since they were shown, and went with their cache: half a cache is a broken one.
    pub came: u64,
    /// Entries (cookies, keys of local storage) that were shown and had vanished by themselves. Told, as the next, only
    /// of stores that were counted when they were shown and were done to their end; 0 otherwise.
    pub entries_vanished: u64,
    /// Entries that had come since they were shown, or that the browser had kept to itself until it was closed. They
    /// went too.
    pub entries_came: u64,
    /// What was left alone, and why. [`Trouble::Running`] is among it where the browser was started when a part had gone
    /// already.
    pub skipped: Vec<Skipped>,
    /// Why nothing of it was done; `None` when it was done as far as `skipped` lets it.
    pub refused: Option<SkipReason>,
}
