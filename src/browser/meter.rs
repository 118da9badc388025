//! Counts and reports the progress of the work, and says when the work must stop.

use std::time::{Duration, Instant};

use super::{Amount, Progress, SkipReason, Watch, WorkStage};

/// The shortest time between two reports. A screen shows no more.
const REPORT_INTERVAL: Duration = Duration::from_millis(50);

/// How long the work runs before the time left is estimated. An earlier estimate would jump.
const ESTIMATE_AFTER: Duration = Duration::from_secs(1);

/// The shortest time between two checks of whether the browser runs. A check takes as long as deleting a thousand
/// files.
const CHECK_INTERVAL: Duration = Duration::from_millis(500);

/// Lists the processes again: `Ok` if the browser does not run.
pub(super) type CheckClosed<'w> = dyn Fn() -> Result<(), SkipReason> + 'w;

/// Counts what is done, reports it to a [`Watch`], and asks whether to stop.
pub(super) struct Meter<'w> {
    watch: &'w dyn Watch,
    stage: WorkStage,
    done: Amount,
    total: Option<Amount>,
    began: Instant,
    /// Time spent waiting for browsers to be closed.
    waited: Duration,
    last_report: Option<Instant>,
    /// Checks the browser whose files are being deleted.
    guard: Option<RunningGuard<'w>>,
}

/// Notices when a browser starts while its files are being deleted.
struct RunningGuard<'w> {
    check: Box<CheckClosed<'w>>,
    last_check: Instant,
    /// Why the work had to stop, once the browser was found running.
    found_running: Option<SkipReason>,
}

impl RunningGuard<'_> {
    fn check_closed(&mut self) -> Result<(), SkipReason> {
        let result = (self.check)();
        self.last_check = Instant::now();
        self.found_running = result.clone().err();
        result
    }

    /// Whether the browser was started. Quick enough to be called before every file. Once the browser was found
    /// running, this stays true: half a second later the browser may be gone, but it has seen half of its files.
    fn was_started(&mut self) -> bool {
        if self.found_running.is_none() && self.last_check.elapsed() >= CHECK_INTERVAL {
            self.check_closed().ok();
        }
        self.found_running.is_some()
    }
}

impl<'w> Meter<'w> {
    pub(super) fn new(watch: &'w dyn Watch, stage: WorkStage, total: Option<Amount>) -> Self {
        Self {
            watch,
            stage,
            done: Amount::default(),
            total,
            began: Instant::now(),
            waited: Duration::ZERO,
            last_report: None,
            guard: None,
        }
    }

    /// The receiver of the progress.
    pub(super) fn watch(&self) -> &'w dyn Watch {
        self.watch
    }

    /// Begins another stage and reports it at once.
    pub(super) fn stage(&mut self, stage: WorkStage) {
        if self.stage != stage || self.last_report.is_none() {
            self.stage = stage;
            self.report(Instant::now());
        }
    }

    /// Counts one more file, cleared or left alone.
    pub(super) fn file(&mut self, bytes: u64) {
        self.done += Amount { files: 1, bytes };
        let now = Instant::now();
        if self.last_report.is_none_or(|last| now.duration_since(last) >= REPORT_INTERVAL) {
            self.report(now);
        }
    }

    /// Whether the customer wants the work to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.watch.is_cancelled()
    }

    /// From here on, files of a closed browser are deleted. `check` says whether it is still closed.
    pub(super) fn guard(&mut self, check: Box<CheckClosed<'w>>) {
        self.guard = Some(RunningGuard { check, last_check: Instant::now(), found_running: None });
    }

    /// Checks again that this browser does not run.
    pub(super) fn check_closed(&mut self) -> Result<(), SkipReason> {
        self.guard.as_mut().map_or(Ok(()), RunningGuard::check_closed)
    }

    /// Whether this browser stayed closed while its files were deleted. Checks once more if it was not found running
    /// yet.
    pub(super) fn stayed_closed(&mut self) -> Result<(), SkipReason> {
        match self.guard.as_ref().and_then(|guard| guard.found_running.clone()) {
            Some(why) => Err(why),
            None => self.check_closed(),
        }
    }

    /// Whether no more files may be deleted: the customer wants to stop, or the browser was started.
    pub(super) fn must_stop(&mut self) -> bool {
        let was_started = self.guard.as_mut().is_some_and(RunningGuard::was_started);
        was_started || self.is_cancelled()
    }

    /// Sleeps, or less if the customer wants to stop. This time does not count as work.
    pub(super) fn pause(&mut self, time: Duration) {
        let from = Instant::now();
        self.watch.pause(time);
        self.waited += from.elapsed();
    }

    /// How long the work took so far, without waiting.
    pub(super) fn worked(&self) -> Duration {
        self.began.elapsed().saturating_sub(self.waited)
    }

    fn report(&mut self, now: Instant) {
        self.last_report = Some(now);
        let remaining = self.remaining();
        self.watch.progress(&Progress { stage: self.stage.clone(), done: self.done, total: self.total, remaining });
    }

    fn remaining(&self) -> Option<Duration> {
        let worked = self.worked();
        // Files of every size take about the same time: most of it goes into removing the file from its folder.
        let (done, total) = (self.done.files, self.total?.files);
        if worked < ESTIMATE_AFTER || done == 0 || matches!(self.stage, WorkStage::Waiting { .. }) {
            return None;
        }
        Some(worked.mul_f64(total.saturating_sub(done) as f64 / done as f64))
    }
}
