//! Carrying a plan out: browser by browser, none of them while it runs.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::folder::Terms;
use super::meter::Meter;
use super::running::running;
use super::step::{Begun, Tools, Tried, refused};
use super::undo::BackupStore;
use super::{
    Amount, Browser, ClearOutcome, ClearPlan, ClearStep, DataKind, Mode, Process, Processes, Roots, Running,
    SkipReason, StepOutcome, UndoStatus, Watch, WhenRunning, WorkStage,
};

/// How often it is looked whether a browser is gone.
const POLL: Duration = Duration::from_millis(500);

/// What a browser that was just closed is given for writing its last files.
const GRACE: Duration = Duration::from_secs(2);

/// How old a list of processes may be for caches. Before and after a store is edited it is always made anew.
const RECENT: Duration = Duration::from_millis(300);

/// A plan on its way.
pub(super) struct Carrying<'c> {
    roots: &'c Roots,
    processes: &'c dyn Processes,
    shelf: &'c BackupStore,
    plan: &'c ClearPlan,
    hand: Mode,
    patience: WhenRunning,
    now: Timestamp,
    meter: Meter<'c>,
    listed: Option<(Instant, Vec<Process>)>,
    /// In the plan's order; `None` while a step is not done.
    outcomes: Vec<Option<StepOutcome>>,
    /// The same for steps in the middle of which their browser was started, and which are tried again.
    begun: Vec<Option<(StepOutcome, Begun)>>,
    edited: UndoStatus,
}

/// The steps of one browser, as numbers in the plan.
struct Job<'c> {
    browser: &'c Browser,
    steps: Vec<usize>,
}

/// How old the list of processes may be.
#[derive(Clone, Copy)]
enum Listed {
    Anew,
    Recently,
}

impl<'c> Carrying<'c> {
    /// Nothing is done yet.
    #[expect(clippy::too_many_arguments, reason = "one place brings the cleaner and the wish together")]
    pub(super) fn new(
        roots: &'c Roots,
        processes: &'c dyn Processes,
        shelf: &'c BackupStore,
        plan: &'c ClearPlan,
        hand: Mode,
        patience: WhenRunning,
        now: Timestamp,
        watch: &'c dyn Watch,
    ) -> Self {
        let mut total = Amount::default();
        plan.steps.iter().for_each(|step| total += step.shown.amount);
        let stage = WorkStage::Clearing { browser: String::new(), part: DataKind::Cache };
        Self {
            roots,
            processes,
            shelf,
            plan,
            hand,
            patience,
            now,
            meter: Meter::new(watch, stage, Some(total)),
            listed: None,
            outcomes: plan.steps.iter().map(|_| None).collect(),
            begun: plan.steps.iter().map(|_| None).collect(),
            edited: UndoStatus::Nothing,
        }
    }

    /// Browsers that do not run come first; the others are waited for, or left out.
    pub(super) fn carry_out(mut self) -> ClearOutcome {
        let mut waiting = Vec::new();
        let jobs = jobs(self.plan);
        self.note_running(&jobs);
        for job in jobs {
            if let Some(why) = self.work(&job) {
                match self.patience {
                    WhenRunning::Skip => self.refuse(&job, &why),
                    WhenRunning::Wait => waiting.push(job),
                }
            }
        }
        self.wait_for(waiting);
        let begun = self.begun.into_iter().map(|begun| begun.map(|(outcome, _)| outcome));
        let done = self.outcomes.into_iter().zip(begun).map(|(done, begun)| done.or(begun));
        let steps = self.plan.steps.iter().zip(done);
        ClearOutcome {
            mode: self.hand,
            // Every step was done or refused; a step that was neither was stopped.
            steps: steps.map(|(step, done)| done.unwrap_or_else(|| refused(step, SkipReason::Cancelled))).collect(),
            cancelled: self.meter.is_cancelled(),
            took: self.meter.worked(),
            undo: self.edited,
        }
    }

    /// Does what is left to do for a browser; answers why it had to stop, where the browser runs.
    fn work(&mut self, job: &Job<'c>) -> Option<SkipReason> {
        for number in &job.steps {
            let Some(step) = self.plan.steps.get(*number).filter(|_| self.is_open(*number)) else { continue };
            if self.meter.is_cancelled() {
                return None;
            }
            let listed = if step.part == DataKind::Cache { Listed::Recently } else { Listed::Anew };
            if let Some(why) = self.trouble_of(job.browser, listed) {
                return Some(why);
            }
            self.meter.stage(WorkStage::Clearing { browser: job.browser.name.clone(), part: step.part });
            let terms = Terms { hand: self.hand, since: self.plan.looked_at, home: &self.roots.home };
            let (browser, roots, processes) = (job.browser, self.roots, self.processes);
            self.meter.guard(Box::new(move || match running(browser, roots, &processes.list()) {
                Running::No => Ok(()),
                Running::Yes(_) => Err(SkipReason::Running),
                Running::Unclear(_) => Err(SkipReason::MayBeRunning),
            }));
            let tools = Tools { shelf: self.shelf, scope: &self.plan.scope, terms, now: self.now };
            let begun = self.begun.get(*number).and_then(Option::as_ref).map(|(_, begun)| *begun).unwrap_or_default();
            let Tried { outcome, undo, met, begun } = tools.carry_out(step, begun, &mut self.meter);
            if undo == UndoStatus::Kept {
                self.edited = UndoStatus::Kept;
            }
            // A browser that was started in the middle of it: it is waited for, and what is left is done then.
            if let (WhenRunning::Wait, Some(why)) = (self.patience, met) {
                if let (Some(place), None) = (self.begun.get_mut(*number), &outcome.refused) {
                    *place = Some((outcome, begun));
                }
                return Some(why);
            }
            if let Some(place) = self.outcomes.get_mut(*number) {
                *place = Some(outcome);
            }
        }
        None
    }

    /// Looks every half second whether one of them is gone, until none is left.
    fn wait_for(&mut self, mut waiting: Vec<Job<'c>>) {
        while !waiting.is_empty() && !self.meter.is_cancelled() {
            let mut still = Vec::new();
            for job in waiting {
                if self.meter.watch().leaves_out(&job.browser.id) {
                    let why = self.trouble_of(job.browser, Listed::Recently).unwrap_or(SkipReason::Running);
                    self.refuse(&job, &why);
                } else if self.trouble_of(job.browser, Listed::Anew).is_some()
                    || self.comes_back(&job)
                    || self.work(&job).is_some()
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

    /// Whether a browser that is gone comes back within the time it gets for its last files.
    fn comes_back(&mut self, job: &Job<'c>) -> bool {
        self.meter.pause(GRACE);
        self.meter.is_cancelled() || self.trouble_of(job.browser, Listed::Anew).is_some()
    }

    fn trouble_of(&mut self, browser: &Browser, how: Listed) -> Option<SkipReason> {
        match running(browser, self.roots, self.list(how)) {
            Running::No => None,
            Running::Yes(_) => Some(SkipReason::Running),
            Running::Unclear(_) => Some(SkipReason::MayBeRunning),
        }
    }

    fn list(&mut self, how: Listed) -> &[Process] {
        let is_recent = |(at, _): &(Instant, Vec<Process>)| at.elapsed() < RECENT;
        let kept = self.listed.take().filter(|listed| matches!(how, Listed::Recently) && is_recent(listed));
        let (_, processes) = self.listed.insert(kept.unwrap_or_else(|| (Instant::now(), self.processes.list())));
        processes
    }

    fn is_open(&self, number: usize) -> bool {
        self.outcomes.get(number).is_some_and(Option::is_none)
    }

    fn refuse(&mut self, job: &Job<'c>, why: &SkipReason) {
        for number in &job.steps {
            let begun = self.begun.get_mut(*number).and_then(Option::take).map(|(outcome, _)| outcome);
            if let (Some(step), Some(place @ None)) = (self.plan.steps.get(*number), self.outcomes.get_mut(*number)) {
                *place = Some(begun.unwrap_or_else(|| refused(step, why.clone())));
            }
        }
    }

    fn note_running(&mut self, jobs: &[Job<'c>]) {
        let mut running = Vec::new();
        for job in jobs {
            if self.trouble_of(job.browser, Listed::Recently) == Some(SkipReason::Running) {
                running.push(job.browser.id.clone());
            }
        }
        self.shelf.if_free(|shelf| {
            shelf.tidy(self.now);
            shelf.seen_running(&running);
        });
    }
}

/// The plan's steps by browser, in the plan's order.
fn jobs(plan: &ClearPlan) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (number, ClearStep { browser, .. }) in plan.steps.iter().enumerate() {
        match jobs.iter_mut().find(|job| job.browser.id == browser.id) {
            Some(job) => job.steps.push(number),
            None => jobs.push(Job { browser, steps: vec![number] }),
        }
    }
    jobs
}
