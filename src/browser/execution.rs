//! Carries out a plan, browser by browser, and none of them while it runs.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::folder::SweepOptions;
use super::meter::Meter;
use super::running::running;
use super::step::{StepAttempt, StepContext, StepProgress, refused};
use super::undo::BackupStore;
use super::{
    Amount, Browser, ClearOutcome, ClearPlan, ClearStep, DataKind, Mode, Process, Processes, Roots, Running,
    SkipReason, StepOutcome, UndoStatus, Watch, WhenRunning, WorkStage,
};

/// How often to check whether a browser still runs.
const POLL: Duration = Duration::from_millis(500);

/// How long a browser that was just closed has for writing its last files.
const GRACE: Duration = Duration::from_secs(2);

/// How old a list of processes may be for clearing a cache. For editing a store, the list is always new.
const MAX_LIST_AGE: Duration = Duration::from_millis(300);

/// A plan that is being carried out.
pub(super) struct PlanExecution<'c> {
    roots: &'c Roots,
    processes: &'c dyn Processes,
    backups: &'c BackupStore,
    plan: &'c ClearPlan,
    mode: Mode,
    when_running: WhenRunning,
    now: Timestamp,
    meter: Meter<'c>,
    listed: Option<(Instant, Vec<Process>)>,
    /// In the plan's order; `None` while a step is not done.
    outcomes: Vec<Option<StepOutcome>>,
    /// In the same order, for steps whose browser started in the middle of them. They are tried again.
    partial: Vec<Option<(StepOutcome, StepProgress)>>,
    undo: UndoStatus,
}

/// The steps of one browser, as indexes in the plan.
struct BrowserJob<'c> {
    browser: &'c Browser,
    steps: Vec<usize>,
}

/// How old the list of processes may be.
#[derive(Clone, Copy)]
enum ListAge {
    New,
    Recent,
}

impl<'c> PlanExecution<'c> {
    /// An execution that has not begun.
    #[expect(clippy::too_many_arguments, reason = "the cleaner's fields and the request meet here and nowhere else")]
    pub(super) fn new(
        roots: &'c Roots,
        processes: &'c dyn Processes,
        backups: &'c BackupStore,
        plan: &'c ClearPlan,
        mode: Mode,
        when_running: WhenRunning,
        now: Timestamp,
        watch: &'c dyn Watch,
    ) -> Self {
        let mut total = Amount::default();
        plan.steps.iter().for_each(|step| total += step.shown.amount);
        let stage = WorkStage::Clearing { browser: String::new(), part: DataKind::Cache };
        Self {
            roots,
            processes,
            backups,
            plan,
            mode,
            when_running,
            now,
            meter: Meter::new(watch, stage, Some(total)),
            listed: None,
            outcomes: plan.steps.iter().map(|_| None).collect(),
            partial: plan.steps.iter().map(|_| None).collect(),
            undo: UndoStatus::Nothing,
        }
    }

    /// Browsers that do not run come first. Then it waits for the others, or leaves them out.
    pub(super) fn run(mut self) -> ClearOutcome {
        let mut waiting = Vec::new();
        let jobs = jobs(self.plan);
        self.discard_outdated_backups(&jobs);
        for job in jobs {
            if let Some(why) = self.run_job(&job) {
                match self.when_running {
                    WhenRunning::Skip => self.refuse(&job, &why),
                    WhenRunning::Wait => waiting.push(job),
                }
            }
        }
        self.wait_for(waiting);
        let partial = self.partial.into_iter().map(|partial| partial.map(|(outcome, _)| outcome));
        let done = self.outcomes.into_iter().zip(partial).map(|(done, partial)| done.or(partial));
        let steps = self.plan.steps.iter().zip(done);
        ClearOutcome {
            mode: self.mode,
            // Every step was done or refused. A step that was neither was cancelled.
            steps: steps.map(|(step, done)| done.unwrap_or_else(|| refused(step, SkipReason::Cancelled))).collect(),
            cancelled: self.meter.is_cancelled(),
            took: self.meter.worked(),
            undo: self.undo,
        }
    }

    /// Does the remaining steps of a browser. Returns why it had to stop if the browser runs.
    fn run_job(&mut self, job: &BrowserJob<'c>) -> Option<SkipReason> {
        for index in &job.steps {
            let Some(step) = self.plan.steps.get(*index).filter(|_| self.is_open(*index)) else { continue };
            if self.meter.is_cancelled() {
                return None;
            }
            let age = if step.part == DataKind::Cache { ListAge::Recent } else { ListAge::New };
            if let Some(why) = self.why_not_now(job.browser, age) {
                return Some(why);
            }
            self.meter.stage(WorkStage::Clearing { browser: job.browser.name.clone(), part: step.part });
            let options = SweepOptions { mode: self.mode, since: self.plan.looked_at, home: &self.roots.home };
            let (browser, roots, processes) = (job.browser, self.roots, self.processes);
            self.meter.guard(Box::new(move || match running(browser, roots, &processes.list()) {
                Running::No => Ok(()),
                Running::Yes(_) => Err(SkipReason::Running),
                Running::Unclear(_) => Err(SkipReason::MayBeRunning),
            }));
            let context = StepContext { backups: self.backups, scope: &self.plan.scope, options, now: self.now };
            let before = self.partial.get(*index).and_then(Option::as_ref).map(|(_, progress)| *progress);
            let StepAttempt { outcome, undo, met, progress } =
                context.run(step, before.unwrap_or_default(), &mut self.meter);
            if undo == UndoStatus::Kept {
                self.undo = UndoStatus::Kept;
            }
            // The browser started in the middle of the step. The rest is done when it is closed again.
            if let (WhenRunning::Wait, Some(why)) = (self.when_running, met) {
                if let (Some(slot), None) = (self.partial.get_mut(*index), &outcome.refused) {
                    *slot = Some((outcome, progress));
                }
                return Some(why);
            }
            if let Some(slot) = self.outcomes.get_mut(*index) {
                *slot = Some(outcome);
            }
        }
        None
    }

    /// Checks every half second whether one of the browsers is closed, until all jobs are done.
    fn wait_for(&mut self, mut waiting: Vec<BrowserJob<'c>>) {
        while !waiting.is_empty() && !self.meter.is_cancelled() {
            let mut still = Vec::new();
            for job in waiting {
                if self.meter.watch().leaves_out(&job.browser.id) {
                    let why = self.why_not_now(job.browser, ListAge::Recent).unwrap_or(SkipReason::Running);
                    self.refuse(&job, &why);
                } else if self.why_not_now(job.browser, ListAge::New).is_some()
                    || self.comes_back(&job)
                    || self.run_job(&job).is_some()
                {
                    still.push(job);
                }
            }
            waiting = still;
            if let Some(job) = waiting.first() {
                let state = running(job.browser, self.roots, &self.processes.list());
                let (id, browser) = (job.browser.id.clone(), job.browser.name.clone());
                let (holders, unclear) = match state {
                    Running::No => (Vec::new(), None),
                    Running::Yes(holders) => (holders, None),
                    Running::Unclear(unclear) => (Vec::new(), Some(unclear)),
                };
                self.meter.stage(WorkStage::Waiting { id, browser, holders, unclear });
                self.meter.pause(POLL);
            }
        }
    }

    /// Whether a browser that was closed starts again within the time that it has for its last files.
    fn comes_back(&mut self, job: &BrowserJob<'c>) -> bool {
        self.meter.pause(GRACE);
        self.meter.is_cancelled() || self.why_not_now(job.browser, ListAge::New).is_some()
    }

    /// Why the browser's files cannot be touched now; `None` if it does not run.
    fn why_not_now(&mut self, browser: &Browser, age: ListAge) -> Option<SkipReason> {
        match running(browser, self.roots, self.processes(age)) {
            Running::No => None,
            Running::Yes(_) => Some(SkipReason::Running),
            Running::Unclear(_) => Some(SkipReason::MayBeRunning),
        }
    }

    fn processes(&mut self, age: ListAge) -> &[Process] {
        let is_recent = |(at, _): &(Instant, Vec<Process>)| at.elapsed() < MAX_LIST_AGE;
        let listed = self.listed.take().filter(|listed| matches!(age, ListAge::Recent) && is_recent(listed));
        let (_, processes) = self.listed.insert(listed.unwrap_or_else(|| (Instant::now(), self.processes.list())));
        processes
    }

    fn is_open(&self, index: usize) -> bool {
        self.outcomes.get(index).is_some_and(Option::is_none)
    }

    fn refuse(&mut self, job: &BrowserJob<'c>, why: &SkipReason) {
        for index in &job.steps {
            let partial = self.partial.get_mut(*index).and_then(Option::take).map(|(outcome, _)| outcome);
            if let (Some(step), Some(slot @ None)) = (self.plan.steps.get(*index), self.outcomes.get_mut(*index)) {
                *slot = Some(partial.unwrap_or_else(|| refused(step, why.clone())));
            }
        }
    }

    fn discard_outdated_backups(&mut self, jobs: &[BrowserJob<'c>]) {
        let mut running = Vec::new();
        for job in jobs {
            if self.why_not_now(job.browser, ListAge::Recent) == Some(SkipReason::Running) {
                running.push(job.browser.id.clone());
            }
        }
        self.backups.if_unlocked(|backups| {
            backups.tidy(self.now);
            backups.discard_of_running(&running);
        });
    }
}

/// The plan's steps by browser, in the plan's order.
fn jobs(plan: &ClearPlan) -> Vec<BrowserJob<'_>> {
    let mut jobs: Vec<BrowserJob<'_>> = Vec::new();
    for (index, ClearStep { browser, .. }) in plan.steps.iter().enumerate() {
        match jobs.iter_mut().find(|job| job.browser.id == browser.id) {
            Some(job) => job.steps.push(index),
            None => jobs.push(BrowserJob { browser, steps: vec![index] }),
        }
    }
    jobs
}
