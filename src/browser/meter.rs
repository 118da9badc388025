//! How far the work is, told at most every 50 ms; and whether it may go on.

use std::time::{Duration, Instant};

use super::{Amount, Progress, SkipReason, Watch, WorkStage};

/// How often progress is told. A screen shows no more.
const TOLD_EVERY: Duration = Duration::from_millis(50);

/// How long is worked before the remaining time is told. An earlier guess would jump.
const GUESS_AFTER: Duration = Duration::from_secs(1);

/// How often it is asked whether the browser still does not run. Asking takes as long as deleting a thousand files.
const ASKED_EVERY: Duration = Duration::from_millis(500);

/// Whether a browser does not run, looked up anew.
pub(super) type IsFree<'w> = dyn Fn() -> Result<(), SkipReason> + 'w;

/// Counts what is done, tells whoever watches, and hears whether to stop.
pub(super) struct Meter<'w> {
    watch: &'w dyn Watch,
    stage: WorkStage,
    done: Amount,
    total: Option<Amount>,
    began: Instant,
    /// Time spent waiting for browsers to be closed.
    waited: Duration,
    told: Option<Instant>,
    /// Whose files are deleted, while any are.
    guard: Option<Guard<'w>>,
}

/// Keeps an eye on a browser while its files are deleted.
struct Guard<'w> {
    is_free: Box<IsFree<'w>>,
    asked: Instant,
    /// What was met when it was not free any more.
    met: Option<SkipReason>,
}

impl Guard<'_> {
    fn ask(&mut self) -> Result<(), SkipReason> {
        let answer = (self.is_free)();
        self.asked = Instant::now();
        self.met = answer.clone().err();
        answer
    }

    /// Quick enough to be asked before every file. Whoever was met once is not asked again: half a second later it may
    /// be gone, and has seen half of its files.
    fn is_held(&mut self) -> bool {
        if self.met.is_none() && self.asked.elapsed() >= ASKED_EVERY {
            self.ask().ok();
        }
        self.met.is_some()
    }
}

impl<'w> Meter<'w> {
    /// Nothing is done yet.
    pub(super) fn new(watch: &'w dyn Watch, stage: WorkStage, total: Option<Amount>) -> Self {
        Self {
            watch,
            stage,
            done: Amount::default(),
            total,
            began: Instant::now(),
            waited: Duration::ZERO,
            told: None,
            guard: None,
        }
    }

    /// Who watches.
    pub(super) fn watch(&self) -> &'w dyn Watch {
        self.watch
    }

    /// Something else is done from here. Told at once.
    pub(super) fn stage(&mut self, stage: WorkStage) {
        if self.stage != stage || self.told.is_none() {
            self.stage = stage;
            self.tell(Instant::now());
        }
    }

    /// One more file is done, or left alone.
    pub(super) fn file(&mut self, bytes: u64) {
        self.done += Amount { files: 1, bytes };
        let now = Instant::now();
        if self.told.is_none_or(|told| now.duration_since(told) >= TOLD_EVERY) {
            self.tell(now);
        }
    }

    /// Whether the customer wants it to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.watch.is_cancelled()
    }

    /// From here on files of a browser are deleted that was found not to run.
    pub(super) fn guard(&mut self, is_free: Box<IsFree<'w>>) {
        self.guard = Some(Guard { is_free, asked: Instant::now(), met: None });
    }

    /// Whether that browser still does not run, asked anew.
    pub(super) fn ask(&mut self) -> Result<(), SkipReason> {
        self.guard.as_mut().map_or(Ok(()), Guard::ask)
    }

    /// Whether that browser did not run while its files were deleted: as it was found, or asked once more.
    pub(super) fn was_free(&mut self) -> Result<(), SkipReason> {
        match self.guard.as_ref().and_then(|guard| guard.met.clone()) {
            Some(met) => Err(met),
            None => self.ask(),
        }
    }

    /// Whether no more files may be deleted: the customer wants it to stop, or their browser was started.
    pub(super) fn must_stop(&mut self) -> bool {
        let is_held = self.guard.as_mut().is_some_and(Guard::is_held);
        is_held || self.is_cancelled()
    }

    /// Sleeps, less when the customer wants to stop. This time does not count as work.
    pub(super) fn pause(&mut self, time: Duration) {
        let from = Instant::now();
        self.watch.pause(time);
        self.waited += from.elapsed();
    }

    /// How long it worked, waiting aside.
    pub(super) fn worked(&self) -> Duration {
        self.began.elapsed().saturating_sub(self.waited)
    }

    fn tell(&mut self, now: Instant) {
        self.told = Some(now);
        let remaining = self.remaining();
        self.watch.progress(&Progress { stage: self.stage.clone(), done: self.done, total: self.total, remaining });
    }

    fn remaining(&self) -> Option<Duration> {
        let worked = self.worked();
        // A file costs about the same whatever its size: what takes time is taking it out of its folder.
        let (done, total) = (self.done.files, self.total?.files);
        if worked < GUESS_AFTER || done == 0 || matches!(self.stage, WorkStage::Waiting { .. }) {
            return None;
        }
        Some(worked.mul_f64(total.saturating_sub(done) as f64 / done as f64))
    }
}
