//! Clearing browser data, as far as the window's state goes: what is looked at, chosen, under way, over.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use jiff::Timestamp;

use super::clear_thread::{CleanerFactory, ClearJob, ClearNews, Found, Reins};
use super::{App, Open, clear_result, clear_thread, notices};
use crate::browser::{
    self, Backup, BrowserTable, ClearChoice, ClearOutcome, ClearPlan, PartitionChoice, Progress, Scope, Site, Survey,
    UndoStatus, WorkStage,
};
use crate::desktop::{Folders, SessionId};
use crate::pack::{Id, ToolName};
use crate::session::{EventKind, ToolResult};
use crate::ui::{ClearIntent, ClearStage, ClearView, ManualClearView, Screen, SiteScope, Stopping, UndoView};

/// What the window knows of it.
pub(super) struct Clearing {
    make: CleanerFactory,
    /// Jobs for the thread; `None` before the first, and after it has failed.
    jobs: Option<Sender<ClearJob>>,
    /// The number of the last job: answers to earlier ones come too late.
    number: u64,
    /// The version of the last plan that was made.
    version: u64,
    reins: Arc<Reins>,
    /// Where it was asked for: whatever comes of it belongs there.
    asked: Option<Asked>,
    sites: Vec<Site>,
    table: Option<BrowserTable>,
    kept: Vec<Backup>,
    hands: Vec<Hand>,
    by_hand: Option<Hand>,
    whose: SiteScope,
    at: At,
    undo: UndoView,
}

/// The session and page on which it was asked for.
#[derive(Clone)]
struct Asked {
    session: Option<SessionId>,
    /// When that session was begun: sessions that are not stored are told apart by it.
    started: Timestamp,
    page: Id,
}

/// How to clear a browser by hand.
#[derive(Clone)]
struct Hand {
    id: String,
    name: String,
    /// The same without a folder of the customer's in it: for the session and the report.
    plain: String,
    steps: String,
}

/// How far it is.
enum At {
    /// Nobody has asked for it.
    Nothing,
    Looking(Option<String>),
    Choosing(Box<Choosing>),
    Working(Option<Progress>, Stopping),
    Over(Box<ClearOutcome>),
    AnotherUser,
    Unusable(String),
}

/// What there is, what is chosen, and what comes of it.
struct Choosing {
    survey: Survey,
    choice: ClearChoice,
    plan: ClearPlan,
    /// Another number whenever one of them is another.
    version: u64,
}

impl Clearing {
    /// Nothing is looked at yet.
    pub(super) fn new(make: CleanerFactory, hosts: &[String]) -> Self {
        let sites = hosts.iter().filter_map(|host| match Site::parse(host) {
            Ok(site) => Some(site),
            Err(error) => {
                tracing::warn!(%error, "a host of the pack is no site");
                None
            }
        });
        Self {
            make,
            jobs: None,
            number: 0,
            version: 0,
            reins: Arc::default(),
            asked: None,
            sites: sites.collect(),
            table: None,
            kept: Vec::new(),
            hands: Vec::new(),
            by_hand: None,
            whose: SiteScope::Sites,
            at: At::Nothing,
            undo: UndoView::Nothing,
        }
    }

    /// The same for another pack's hosts. What the thread of before still says comes too late.
    pub(super) fn for_hosts(&self, hosts: &[String]) -> Self {
        self.reins.stop();
        Self { number: self.number + 1, version: self.version + 1, ..Self::new(Arc::clone(&self.make), hosts) }
    }

    /// Whether files may be being changed right now.
    pub(super) fn is_changing_files(&self) -> bool {
        matches!(self.at, At::Working(..)) || matches!(self.undo, UndoView::Running)
    }

    /// Asks the work under way to stop.
    pub(super) fn stop(&mut self) {
        self.reins.stop();
        match &mut self.at {
            At::Working(_, stopping) => *stopping = Stopping::Soon,
            At::Looking(_) => {
                // Nothing has been changed, so nobody needs to wait for the answer.
                self.number += 1;
                self.at = At::Nothing;
            }
            At::Nothing | At::Choosing(_) | At::Over(_) | At::AnotherUser | At::Unusable(_) => {}
        }
    }

    /// What there is to draw.
    pub(super) fn view(&self) -> Option<ClearView<'_>> {
        let stage = match &self.at {
            At::Nothing => return None,
            At::Looking(browser) => ClearStage::Looking { browser: browser.as_deref() },
            At::Choosing(choosing) => {
                let Choosing { survey, choice, plan, version } = &**choosing;
                ClearStage::Choosing { survey, choice, plan, version: *version }
            }
            At::Working(progress, stopping) => ClearStage::Working { progress: progress.as_ref(), stopping: *stopping },
            At::Over(outcome) => ClearStage::Over { outcome },
            At::AnotherUser => ClearStage::AnotherUser,
            At::Unusable(why) => ClearStage::Unusable { why },
        };
        let by_hand = self.by_hand.as_ref().map(|hand| ManualClearView {
            browser: &hand.name,
            steps: self.table.as_ref().and_then(|table| table.by_hand(&hand.steps)),
        });
        Some(ClearView { sites: &self.sites, whose: self.whose, stage, kept: &self.kept, undo: &self.undo, by_hand })
    }

    /// A browser's name as it may stand in a session: without a folder of the customer's.
    fn plain_name(&self, id: &str) -> String {
        self.hands.iter().find(|hand| hand.id == id).map_or(id, |hand| &hand.plain).to_owned()
    }

    fn choose(&mut self, change: impl FnOnce(&mut ClearChoice, &[Site])) {
        let At::Choosing(choosing) = &mut self.at else { return };
        change(&mut choosing.choice, &self.sites);
        choosing.plan = browser::plan(&choosing.survey, &choosing.choice);
        self.version += 1;
        choosing.version = self.version;
        self.whose = match choosing.choice.scope {
            Scope::Everything => SiteScope::Everybody,
            Scope::Sites { .. } => SiteScope::Sites,
        };
    }
}

impl App {
    /// Does what the customer wants of clearing browser data.
    pub(super) fn clear(&mut self, intent: ClearIntent, ctx: &eframe::egui::Context) {
        match intent {
            ClearIntent::Open => self.open_clearing(),
            ClearIntent::LookAgain => self.look(),
            ClearIntent::Profile(key) => self.clearing.choose(|choice, _| toggle(&mut choice.profiles, key)),
            ClearIntent::Part(part) => self.clearing.choose(|choice, _| toggle(&mut choice.parts, part)),
            ClearIntent::Whose(whose) => self.clearing.choose(|choice, sites| {
                choice.scope = match whose {
                    SiteScope::Sites => Scope::Sites { sites: sites.to_vec(), kept_for_them: PartitionChoice::Goes },
                    SiteScope::Everybody => Scope::Everything,
                };
            }),
            ClearIntent::KeptForThem => self.clearing.choose(|choice, _| {
                if let Scope::Sites { kept_for_them, .. } = &mut choice.scope {
                    *kept_for_them = match kept_for_them {
                        PartitionChoice::Goes => PartitionChoice::Stays,
                        PartitionChoice::Stays => PartitionChoice::Goes,
                    };
                }
            }),
            ClearIntent::Start => self.start_clearing(),
            ClearIntent::LeaveOut(browser) => self.clearing.reins.leave_out(&browser),
            ClearIntent::Stop => self.clearing.stop(),
            ClearIntent::PutBack => self.put_back(),
            ClearIntent::ByHand(id) => {
                self.clearing.by_hand = self.clearing.hands.iter().find(|hand| hand.id == id).cloned();
                if self.clearing.by_hand.is_some() {
                    self.show(Screen::ClearByHand);
                }
            }
            ClearIntent::ByHandDone => {
                if let Some(hand) = self.clearing.by_hand.take() {
                    self.back();
                    self.note_clearing(ToolResult::ByHand { browser: hand.plain });
                }
            }
            ClearIntent::CopyPage(address) => {
                ctx.copy_text(address);
                let browser = self.clearing.by_hand.as_ref().map_or("", |hand| &hand.name);
                self.tell(notices::well_with(self.strings().clear.hand.copied, "browser", browser));
            }
        }
    }

    /// Shows how far it is where it is under way, and else looks what there is.
    fn open_clearing(&mut self) {
        if !self.clearing.is_changing_files() {
            let Some(open) = &self.open else { return };
            let state = open.session.state();
            let (session, page) = (open.key.clone(), state.page().clone());
            self.clearing.asked = Some(Asked { session, started: state.started, page });
            self.look();
        }
        self.show(Screen::Clear);
    }

    fn look(&mut self) {
        if self.clearing.is_changing_files() {
            return;
        }
        self.clearing.stop();
        let clearing = &mut self.clearing;
        clearing.number += 1;
        clearing.reins = Arc::default();
        clearing.at = At::Looking(None);
        let (number, sites, reins) = (clearing.number, clearing.sites.clone(), Arc::clone(&clearing.reins));
        let now = self.outside.now();
        self.give_clearing(ClearJob::Look { number, sites, now, reins });
    }

    fn start_clearing(&mut self) {
        let clearing = &mut self.clearing;
        let At::Choosing(choosing) = &clearing.at else { return };
        if choosing.plan.steps.is_empty() {
            return;
        }
        let plan = Box::new(choosing.plan.clone());
        clearing.number += 1;
        clearing.reins = Arc::new(Reins::over(plan.steps.iter().map(|step| step.browser.id.clone())));
        clearing.at = At::Working(None, Stopping::No);
        clearing.undo = UndoView::Nothing;
        let (number, reins) = (clearing.number, Arc::clone(&clearing.reins));
        let now = self.outside.now();
        self.give_clearing(ClearJob::CarryOut { number, plan, now, reins });
    }

    fn put_back(&mut self) {
        if self.clearing.is_changing_files() {
            return;
        }
        self.clearing.undo = UndoView::Running;
        self.clearing.number += 1;
        let (number, now) = (self.clearing.number, self.outside.now());
        self.give_clearing(ClearJob::PutBack { number, now });
    }

    /// Throws away copies of stores that are out of date, beside everything else: they keep a customer signed in, and
    /// must not outlive what was promised of them. Where there are none, no thread is started for it.
    pub(super) fn tidy_copies(&mut self) {
        if undo_folder(&self.folders).is_dir() {
            let (number, now) = (self.clearing.number, self.outside.now());
            self.give_clearing(ClearJob::Tidy { number, now });
        }
    }

    fn give_clearing(&mut self, job: ClearJob) {
        let started = match self.clearing.jobs.take() {
            Some(jobs) => Ok(jobs),
            None => clear_thread::start(Arc::clone(&self.clearing.make), self.threads.line()),
        };
        let given = started.map(|jobs| {
            let given = jobs.send(job).is_ok();
            self.clearing.jobs = given.then_some(jobs);
            given
        });
        if !matches!(given, Ok(true)) {
            let why = given.err().map_or_else(|| "the thread is gone".to_owned(), |error| error.to_string());
            self.clearing_unusable(&why);
        }
    }

    /// Takes in what the thread says.
    pub(super) fn clearing_news(&mut self, number: u64, news: ClearNews) {
        if number != self.clearing.number {
            return;
        }
        match news {
            ClearNews::Progress(progress) => match (&mut self.clearing.at, progress.stage.clone()) {
                (At::Looking(now), WorkStage::Looking { browser }) => *now = Some(browser),
                (At::Working(now, _), _) => *now = Some(progress),
                _ => {}
            },
            ClearNews::Looked(Ok(found)) => self.looked_at_browsers(*found),
            ClearNews::Over(Ok(outcome)) => {
                let clearing = &self.clearing;
                let plain = |id: &str| clearing.plain_name(id);
                let cleared = clear_result::counted(&outcome, &clearing.sites, clearing.whose, plain);
                self.clearing.undo = match outcome.undo {
                    UndoStatus::Kept => UndoView::Offered,
                    UndoStatus::Nothing => UndoView::Nothing,
                };
                self.clearing.at = At::Over(outcome);
                self.note_clearing(ToolResult::Cleared(cleared));
            }
            ClearNews::PutBack(Ok(stores)) => {
                let (back, not): (Vec<_>, Vec<_>) = stores.iter().partition(|store| store.result.is_ok());
                let result = ToolResult::PutBack { stores: back.len() as u64, could_not: not.len() as u64 };
                self.clearing.kept.clear();
                self.clearing.undo = UndoView::Over(stores);
                self.note_clearing(result);
                if matches!(self.clearing.at, At::Choosing(_)) {
                    // What is shown there has just changed.
                    self.look();
                }
            }
            ClearNews::Looked(Err(error)) | ClearNews::Over(Err(error)) | ClearNews::PutBack(Err(error)) => {
                tracing::warn!(%error, "browsers are not touched");
                self.clearing.at = At::AnotherUser;
                self.clearing.undo = UndoView::Nothing;
            }
            ClearNews::Unusable(why) => self.clearing_unusable(&why),
        }
    }

    fn clearing_unusable(&mut self, why: &str) {
        tracing::error!(%why, "browser data cannot be cleared");
        let was_working = matches!(self.clearing.at, At::Working(..));
        self.clearing.at = At::Unusable(why.to_owned());
        self.clearing.undo = UndoView::Nothing;
        self.clearing.jobs = None;
        if was_working {
            let detail = self.open.as_mut().map(|open| open.safe(why)).unwrap_or_default();
            self.note_clearing(ToolResult::Failed { detail });
        }
    }

    fn looked_at_browsers(&mut self, found: Found) {
        let Found { survey, kept, table } = found;
        let clearing = &mut self.clearing;
        clearing.hands = survey
            .browsers
            .iter()
            .map(|browser| Hand {
                id: browser.browser.id.clone(),
                name: browser.browser.name.clone(),
                plain: browser.browser.plain_name().to_owned(),
                steps: browser.browser.by_hand.clone(),
            })
            .collect();
        clearing.table = Some(table);
        let just_put_back = matches!(clearing.undo, UndoView::Over(_)) && matches!(clearing.at, At::Looking(_));
        if !just_put_back {
            clearing.undo = if kept.is_empty() { UndoView::Nothing } else { UndoView::Offered };
        }
        clearing.kept = kept;
        clearing.whose = SiteScope::Sites;
        let choice = browser::offer(&survey);
        let plan = browser::plan(&survey, &choice);
        clearing.version += 1;
        clearing.at = At::Choosing(Box::new(Choosing { survey, choice, plan, version: clearing.version }));
    }

    /// Writes into the session what came of it; the session in which it was asked for, whichever is open now.
    fn note_clearing(&mut self, result: ToolResult) {
        let Some(Asked { session, started, page }) = self.clearing.asked.clone() else { return };
        let is_it = |open: &Open| open.key == session && open.session.state().started == started;
        let event = self.event(EventKind::Used { page: Some(page), tool: ToolName::ClearBrowserData, result });
        if self.open.as_ref().is_some_and(is_it) {
            self.store_after(event);
        } else if let Some(session) = session {
            self.threads.give(super::worker::Job::AppendTo(session, event));
        }
    }
}

/// Where copies of stores are kept for undoing.
pub(super) fn undo_folder(folders: &Folders) -> PathBuf {
    folders.data.join("undo")
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}
