//! The thread that looks into browsers and clears them, so that the window keeps drawing.
//!
//! It is started when it is first needed. No lock is shared with it: what the customer wants goes in as atomics, what
//! it found comes back over the channel of answers.
//!
//! It starts late so that opening the program costs nothing. Closing the window while it works stops it, and the window
//! waits until every store is whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::Timestamp;

use super::worker::{Done, Line};
use crate::browser::{
    AnotherUser, Backup, BrowserTable, Cleaner, ClearOutcome, ClearPlan, Mode, Progress, RestoreResult, Site, Survey,
    Watch, WhenRunning,
};

/// Who looks into browsers and clears them: [`Cleaner`], or a story's stand-in.
pub trait BrowserCleaner: Send {
    /// The table of browsers.
    fn table(&self) -> &BrowserTable;
    /// Finds every browser and counts what could be cleared.
    fn look(&self, sites: &[Site], now: Timestamp, watch: &dyn Watch) -> Result<Survey, AnotherUser>;
    /// Carries a plan out, waiting for browsers that run.
    fn carry_out(&self, plan: &ClearPlan, now: Timestamp, watch: &dyn Watch) -> Result<ClearOutcome, AnotherUser>;
    /// Throws away copies that are out of date.
    fn tidy(&self, now: Timestamp);
    /// Which stores can be put back.
    fn kept(&self, now: Timestamp) -> Vec<Backup>;
    /// Puts them back.
    fn put_back(&self, now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser>;
}

impl BrowserCleaner for Cleaner {
    fn table(&self) -> &BrowserTable {
        Self::table(self)
    }

    fn look(&self, sites: &[Site], now: Timestamp, watch: &dyn Watch) -> Result<Survey, AnotherUser> {
        Self::look(self, sites, now, watch)
    }

    fn carry_out(&self, plan: &ClearPlan, now: Timestamp, watch: &dyn Watch) -> Result<ClearOutcome, AnotherUser> {
        Self::carry_out(self, plan, Mode::Clear, WhenRunning::Wait, now, watch)
    }

    fn tidy(&self, now: Timestamp) {
        Self::tidy(self, now);
    }

    fn kept(&self, now: Timestamp) -> Vec<Backup> {
        self.backups(now)
    }

    fn put_back(&self, now: Timestamp) -> Result<Vec<RestoreResult>, AnotherUser> {
        Self::put_back(self, now)
    }
}

/// Makes a cleaner when one is first needed, on the thread that will use it; or says in the system's words why not.
pub type CleanerFactory = Arc<dyn Fn() -> Result<Box<dyn BrowserCleaner>, String> + Send + Sync>;

/// What the customer wants of the work under way.
#[derive(Debug, Default)]
pub(super) struct Reins {
    stop: AtomicBool,
    without: Vec<(String, AtomicBool)>,
}

impl Reins {
    /// Reins for work on these browsers, by id.
    pub(super) fn over(browsers: impl Iterator<Item = String>) -> Self {
        Self { stop: AtomicBool::new(false), without: browsers.map(|id| (id, AtomicBool::new(false))).collect() }
    }

    /// It shall stop.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// It shall go on without this browser.
    pub(super) fn leave_out(&self, browser: &str) {
        if let Some((_, out)) = self.without.iter().find(|(id, _)| id == browser) {
            out.store(true, Ordering::Relaxed);
        }
    }
}

/// Something to do. The number comes back with every answer.
pub(super) enum ClearJob {
    Look {
        number: u64,
        sites: Vec<Site>,
        now: Timestamp,
        reins: Arc<Reins>,
    },
    CarryOut {
        number: u64,
        plan: Box<ClearPlan>,
        now: Timestamp,
        reins: Arc<Reins>,
    },
    PutBack {
        number: u64,
        now: Timestamp,
    },
    /// Throw away copies that are out of date. Nobody waits for it.
    Tidy {
        number: u64,
        now: Timestamp,
    },
}

/// What has come of a job, or is coming.
#[derive(Debug)]
pub(super) enum ClearNews {
    Progress(Progress),
    Looked(Result<Box<Found>, AnotherUser>),
    Over(Result<Box<ClearOutcome>, AnotherUser>),
    PutBack(Result<Vec<RestoreResult>, AnotherUser>),
    /// It cannot be done: the table is broken, or the thread has failed.
    Unusable(String),
}

/// What a look brought up.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) survey: Survey,
    pub(super) kept: Vec<Backup>,
    pub(super) table: BrowserTable,
}

/// Starts the thread.
pub(super) fn start(make: CleanerFactory, line: Line) -> std::io::Result<Sender<ClearJob>> {
    let (jobs, todo) = channel();
    std::thread::Builder::new().name("clear".to_owned()).spawn(move || run(&make, &line, &todo))?;
    Ok(jobs)
}

fn run(make: &CleanerFactory, line: &Line, todo: &Receiver<ClearJob>) {
    let cleaner = make();
    while let Ok(job) = todo.recv() {
        let (ClearJob::Look { number, .. }
        | ClearJob::CarryOut { number, .. }
        | ClearJob::PutBack { number, .. }
        | ClearJob::Tidy { number, .. }) = &job;
        let number = *number;
        let _last_word = LastWord { number, line };
        let news = match &cleaner {
            Ok(cleaner) => work(&**cleaner, job, line),
            Err(why) => Some(ClearNews::Unusable(why.clone())),
        };
        if let Some(news) = news {
            line.tell(Done::Clear(number, news));
        }
    }
}

/// Does it, and says what is to be told of it.
fn work(cleaner: &dyn BrowserCleaner, job: ClearJob, line: &Line) -> Option<ClearNews> {
    Some(match job {
        ClearJob::Look { number, sites, now, reins } => {
            let watcher = Watcher { number, line, reins: &reins };
            ClearNews::Looked(
                cleaner
                    .look(&sites, now, &watcher)
                    .map(|survey| Box::new(Found { survey, kept: cleaner.kept(now), table: cleaner.table().clone() })),
            )
        }
        ClearJob::CarryOut { number, plan, now, reins } => {
            let watcher = Watcher { number, line, reins: &reins };
            ClearNews::Over(cleaner.carry_out(&plan, now, &watcher).map(Box::new))
        }
        ClearJob::PutBack { now, .. } => ClearNews::PutBack(cleaner.put_back(now)),
        ClearJob::Tidy { now, .. } => {
            cleaner.tidy(now);
            return None;
        }
    })
}

/// A thread that fails says so: the window must not wait for it for ever.
struct LastWord<'a> {
    number: u64,
    line: &'a Line,
}

impl Drop for LastWord<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.line.tell(Done::Clear(self.number, ClearNews::Unusable("the thread has failed".to_owned())));
        }
    }
}

/// Passes progress on, and wishes in. The room of browsers asks to be called some twenty times a second, which is as
/// often as the window should be drawn for it.
struct Watcher<'a> {
    number: u64,
    line: &'a Line,
    reins: &'a Reins,
}

impl Watch for Watcher<'_> {
    fn progress(&self, progress: &Progress) {
        self.line.tell(Done::Clear(self.number, ClearNews::Progress(progress.clone())));
    }

    fn is_cancelled(&self) -> bool {
        self.reins.stop.load(Ordering::Relaxed)
    }

    fn leaves_out(&self, browser: &str) -> bool {
        self.reins.without.iter().any(|(id, out)| id == browser && out.load(Ordering::Relaxed))
    }
}
