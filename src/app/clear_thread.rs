//! The thread that surveys browsers and clears them, so that the window keeps drawing.
//!
//! The thread shares no lock with the window: requests to stop go in as atomics, and results come back over the
//! channel.
//!
//! The thread starts when a customer first needs it, so that opening the program costs nothing. Closing the window
//! stops the work, and the window waits until every store is whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::Timestamp;

use super::worker::{JobResult, ReplySender};
use crate::browser::{
    AnotherUser, Backup, BrowserTable, Cleaner, ClearOutcome, ClearPlan, Mode, Progress, RestoreResult, Site, Survey,
    Watch, WhenRunning,
};

/// Surveys browsers and clears them. Implemented by [`Cleaner`] and by a stand-in for the tests.
pub trait BrowserCleaner: Send {
    /// The table of browsers.
    fn table(&self) -> &BrowserTable;
    /// Finds every browser and counts what could be cleared.
    fn survey(&self, sites: &[Site], now: Timestamp, watch: &dyn Watch) -> Result<Survey, AnotherUser>;
    /// Carries out a plan, and waits for browsers that run.
    fn clear(&self, plan: &ClearPlan, now: Timestamp, watch: &dyn Watch) -> Result<ClearOutcome, AnotherUser>;
    /// Deletes expired backups.
    fn remove_expired_backups(&self, now: Timestamp);
    /// The stores that can be restored.
    fn backups(&self, now: Timestamp) -> Vec<Backup>;
    /// Restores these stores.
    fn restore(&self, now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser>;
}

impl BrowserCleaner for Cleaner {
    fn table(&self) -> &BrowserTable {
        Self::table(self)
    }

    fn survey(&self, sites: &[Site], now: Timestamp, watch: &dyn Watch) -> Result<Survey, AnotherUser> {
        Self::look(self, sites, now, watch)
    }

    fn clear(&self, plan: &ClearPlan, now: Timestamp, watch: &dyn Watch) -> Result<ClearOutcome, AnotherUser> {
        Self::carry_out(self, plan, Mode::Clear, WhenRunning::Wait, now, watch)
    }

    fn remove_expired_backups(&self, now: Timestamp) {
        Self::tidy(self, now);
    }

    fn backups(&self, now: Timestamp) -> Vec<Backup> {
        self.backups(now)
    }

    fn restore(&self, now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser> {
        Self::put_back(self, now)
    }
}

/// Makes a cleaner when one is first needed, on the thread that uses it. The error is in the system's words.
pub type CleanerFactory = Arc<dyn Fn() -> Result<Box<dyn BrowserCleaner>, String> + Send + Sync>;

/// Requests from the customer to the work that is running.
#[derive(Debug, Default)]
pub(super) struct CancelFlags {
    stop: AtomicBool,
    left_out: Vec<(String, AtomicBool)>,
}

impl CancelFlags {
    /// Flags for work on these browsers, by id.
    pub(super) fn for_browsers(browsers: impl Iterator<Item = String>) -> Self {
        Self { stop: AtomicBool::new(false), left_out: browsers.map(|id| (id, AtomicBool::new(false))).collect() }
    }

    /// Asks the work to stop.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Asks the work to skip this browser.
    pub(super) fn leave_out(&self, browser: &str) {
        if let Some((_, flag)) = self.left_out.iter().find(|(id, _)| id == browser) {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

/// A job for the thread. Its number comes back with every update.
pub(super) enum ClearJob {
    Survey {
        number: u64,
        sites: Vec<Site>,
        now: Timestamp,
        cancel: Arc<CancelFlags>,
    },
    Clear {
        number: u64,
        plan: Box<ClearPlan>,
        now: Timestamp,
        cancel: Arc<CancelFlags>,
    },
    Restore {
        number: u64,
        now: Timestamp,
    },
    /// Delete expired backups. This job sends no update.
    RemoveExpired {
        number: u64,
        now: Timestamp,
    },
}

/// Progress of a job, or its result.
#[derive(Debug)]
pub(super) enum ClearUpdate {
    Progress(Progress),
    Surveyed(Result<Box<SurveyResult>, AnotherUser>),
    Finished(Result<Box<ClearOutcome>, AnotherUser>),
    Restored(Result<Vec<RestoreResult>, AnotherUser>),
    /// The work is impossible: the table is broken, or the thread has failed.
    Failed(String),
}

/// The result of a survey.
#[derive(Debug)]
pub(super) struct SurveyResult {
    pub(super) survey: Survey,
    pub(super) backups: Vec<Backup>,
    pub(super) table: BrowserTable,
}

/// Starts the thread.
pub(super) fn start(factory: CleanerFactory, replies: ReplySender) -> std::io::Result<Sender<ClearJob>> {
    let (jobs, receiver) = channel();
    std::thread::Builder::new().name("clear".to_owned()).spawn(move || run(&factory, &replies, &receiver))?;
    Ok(jobs)
}

fn run(factory: &CleanerFactory, replies: &ReplySender, receiver: &Receiver<ClearJob>) {
    let cleaner = factory();
    while let Ok(job) = receiver.recv() {
        let (ClearJob::Survey { number, .. }
        | ClearJob::Clear { number, .. }
        | ClearJob::Restore { number, .. }
        | ClearJob::RemoveExpired { number, .. }) = &job;
        let number = *number;
        let _guard = PanicGuard { number, replies };
        let update = match &cleaner {
            Ok(cleaner) => work(&**cleaner, job, replies),
            Err(why) => Some(ClearUpdate::Failed(why.clone())),
        };
        if let Some(update) = update {
            replies.send(JobResult::Clear(number, update));
        }
    }
}

/// Does a job and returns its result, if the window needs one.
fn work(cleaner: &dyn BrowserCleaner, job: ClearJob, replies: &ReplySender) -> Option<ClearUpdate> {
    Some(match job {
        ClearJob::Survey { number, sites, now, cancel } => {
            let reporter = ProgressReporter { number, replies, cancel: &cancel };
            ClearUpdate::Surveyed(cleaner.survey(&sites, now, &reporter).map(|survey| {
                Box::new(SurveyResult { survey, backups: cleaner.backups(now), table: cleaner.table().clone() })
            }))
        }
        ClearJob::Clear { number, plan, now, cancel } => {
            let reporter = ProgressReporter { number, replies, cancel: &cancel };
            ClearUpdate::Finished(cleaner.clear(&plan, now, &reporter).map(Box::new))
        }
        ClearJob::Restore { now, .. } => ClearUpdate::Restored(cleaner.restore(now)),
        ClearJob::RemoveExpired { now, .. } => {
            cleaner.remove_expired_backups(now);
            return None;
        }
    })
}

/// Reports a panic of the thread: otherwise the window would wait for ever.
struct PanicGuard<'a> {
    number: u64,
    replies: &'a ReplySender,
}

impl Drop for PanicGuard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.replies.send(JobResult::Clear(self.number, ClearUpdate::Failed("the thread has failed".to_owned())));
        }
    }
}

/// Passes progress to the window, and the customer's requests to the work. The module `browser` calls this about twenty
/// times a second, which is as often as the window needs to draw.
struct ProgressReporter<'a> {
    number: u64,
    replies: &'a ReplySender,
    cancel: &'a CancelFlags,
}

impl Watch for ProgressReporter<'_> {
    fn progress(&self, progress: &Progress) {
        self.replies.send(JobResult::Clear(self.number, ClearUpdate::Progress(progress.clone())));
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.stop.load(Ordering::Relaxed)
    }

    fn leaves_out(&self, browser: &str) -> bool {
        self.cancel.left_out.iter().any(|(id, flag)| id == browser && flag.load(Ordering::Relaxed))
    }
}
