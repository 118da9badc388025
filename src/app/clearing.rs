//! Clearing browser data, as the window sees it: the survey, the choice, the work and its result.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use jiff::Timestamp;

use super::clear_thread::{CancelFlags, CleanerFactory, ClearJob, ClearUpdate, SurveyResult};
use super::{ActiveSession, App, clear_result, clear_thread, notices};
use crate::browser::{
    self, Backup, BrowserTable, ClearChoice, ClearOutcome, ClearPlan, PartitionChoice, Progress, Scope, Site, Survey,
    UndoStatus, WorkStage,
};
use crate::desktop::{Folders, SessionId};
use crate::pack::{Id, ToolName};
use crate::session::{EventKind, ToolResult};
use crate::ui::{ClearIntent, ClearStage, ClearView, ManualClearView, Screen, SiteScope, Stopping, UndoView};

/// The state of clearing.
pub(super) struct Clearing {
    factory: CleanerFactory,
    /// Sends jobs to the thread; `None` before the first job, and after the thread has failed.
    jobs: Option<Sender<ClearJob>>,
    /// The number of the last job. Updates for earlier jobs are ignored.
    number: u64,
    /// The version of the last plan.
    version: u64,
    cancel: Arc<CancelFlags>,
    /// Where the customer started clearing. The result is recorded there.
    origin: Option<ClearOrigin>,
    sites: Vec<Site>,
    table: Option<BrowserTable>,
    backups: Vec<Backup>,
    manual_clears: Vec<ManualClear>,
    manual: Option<ManualClear>,
    scope: SiteScope,
    phase: ClearPhase,
    undo: UndoView,
}

/// The session and the page on which the customer started clearing.
#[derive(Clone)]
struct ClearOrigin {
    session: Option<SessionId>,
    /// When that session began. It identifies a session that is not saved.
    started: Timestamp,
    page: Id,
}

/// How to clear one browser by hand.
#[derive(Clone)]
struct ManualClear {
    id: String,
    name: String,
    /// The name without a folder of the customer's, for the session and the report.
    plain: String,
    steps: String,
}

/// How far clearing is.
enum ClearPhase {
    /// The customer has not asked for clearing.
    Idle,
    Surveying(Option<String>),
    Choosing(Box<PlanDraft>),
    Working(Option<Progress>, Stopping),
    Finished(Box<ClearOutcome>),
    AnotherUser,
    Failed(String),
}

/// What was found, what the customer chose, and the plan that follows from both.
struct PlanDraft {
    survey: Survey,
    choice: ClearChoice,
    plan: ClearPlan,
    /// Changes with the survey, the choice and the plan.
    version: u64,
}

impl Clearing {
    /// The state before any survey.
    pub(super) fn new(factory: CleanerFactory, hosts: &[String]) -> Self {
        let sites = hosts.iter().filter_map(|host| match Site::parse(host) {
            Ok(site) => Some(site),
            Err(error) => {
                tracing::warn!(%error, "a host of the pack is not a site");
                None
            }
        });
        Self {
            factory,
            jobs: None,
            number: 0,
            version: 0,
            cancel: Arc::default(),
            origin: None,
            sites: sites.collect(),
            table: None,
            backups: Vec::new(),
            manual_clears: Vec::new(),
            manual: None,
            scope: SiteScope::Sites,
            phase: ClearPhase::Idle,
            undo: UndoView::Nothing,
        }
    }

    /// The state for another pack's hosts. Later updates for the old state are ignored.
    pub(super) fn for_hosts(&self, hosts: &[String]) -> Self {
        self.cancel.stop();
        Self { number: self.number + 1, version: self.version + 1, ..Self::new(Arc::clone(&self.factory), hosts) }
    }

    /// Whether browsers' files may be changing right now.
    pub(super) fn is_changing_files(&self) -> bool {
        matches!(self.phase, ClearPhase::Working(..)) || matches!(self.undo, UndoView::Running)
    }

    /// Asks the running work to stop.
    pub(super) fn stop(&mut self) {
        self.cancel.stop();
        match &mut self.phase {
            ClearPhase::Working(_, stopping) => *stopping = Stopping::Soon,
            ClearPhase::Surveying(_) => {
                // A survey changes nothing, so its result can be ignored.
                self.number += 1;
                self.phase = ClearPhase::Idle;
            }
            ClearPhase::Idle
            | ClearPhase::Choosing(_)
            | ClearPhase::Finished(_)
            | ClearPhase::AnotherUser
            | ClearPhase::Failed(_) => {}
        }
    }

    /// The state as the window draws it.
    pub(super) fn view(&self) -> Option<ClearView<'_>> {
        let stage = match &self.phase {
            ClearPhase::Idle => return None,
            ClearPhase::Surveying(browser) => ClearStage::Looking { browser: browser.as_deref() },
            ClearPhase::Choosing(draft) => {
                let PlanDraft { survey, choice, plan, version } = &**draft;
                ClearStage::Choosing { survey, choice, plan, version: *version }
            }
            ClearPhase::Working(progress, stopping) => {
                ClearStage::Working { progress: progress.as_ref(), stopping: *stopping }
            }
            ClearPhase::Finished(outcome) => ClearStage::Over { outcome },
            ClearPhase::AnotherUser => ClearStage::AnotherUser,
            ClearPhase::Failed(why) => ClearStage::Unusable { why },
        };
        let by_hand = self.manual.as_ref().map(|manual| ManualClearView {
            browser: &manual.name,
            steps: self.table.as_ref().and_then(|table| table.by_hand(&manual.steps)),
        });
        Some(ClearView { sites: &self.sites, whose: self.scope, stage, kept: &self.backups, undo: &self.undo, by_hand })
    }

    /// A browser's name as a session may hold it: without a folder of the customer's.
    fn plain_name(&self, id: &str) -> String {
        self.manual_clears.iter().find(|manual| manual.id == id).map_or(id, |manual| &manual.plain).to_owned()
    }

    fn choose(&mut self, change: impl FnOnce(&mut ClearChoice, &[Site])) {
        let ClearPhase::Choosing(draft) = &mut self.phase else { return };
        change(&mut draft.choice, &self.sites);
        draft.plan = browser::plan(&draft.survey, &draft.choice);
        self.version += 1;
        draft.version = self.version;
        self.scope = match draft.choice.scope {
            Scope::Everything => SiteScope::Everybody,
            Scope::Sites { .. } => SiteScope::Sites,
        };
    }
}

impl App {
    /// Does what the customer wants of clearing browser data.
    pub(super) fn handle_clear_intent(&mut self, intent: ClearIntent, ctx: &eframe::egui::Context) {
        match intent {
            ClearIntent::Open => self.open_clearing(),
            ClearIntent::LookAgain => self.survey_browsers(),
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
            ClearIntent::LeaveOut(browser) => self.clearing.cancel.leave_out(&browser),
            ClearIntent::Stop => self.clearing.stop(),
            ClearIntent::PutBack => self.restore_stores(),
            ClearIntent::ByHand(id) => {
                self.clearing.manual = self.clearing.manual_clears.iter().find(|manual| manual.id == id).cloned();
                if self.clearing.manual.is_some() {
                    self.show(Screen::ClearByHand);
                }
            }
            ClearIntent::ByHandDone => {
                if let Some(manual) = self.clearing.manual.take() {
                    self.go_back();
                    self.record_clearing(ToolResult::ByHand { browser: manual.plain });
                }
            }
            ClearIntent::CopyPage(address) => {
                ctx.copy_text(address);
                let browser = self.clearing.manual.as_ref().map_or("", |manual| &manual.name);
                self.notify(notices::success_with(self.strings().clear.hand.copied, "browser", browser));
            }
        }
    }

    /// Shows the work that is running, or starts a survey.
    fn open_clearing(&mut self) {
        if !self.clearing.is_changing_files() {
            let Some(active) = &self.active else { return };
            let state = active.session.state();
            let (session, page) = (active.key.clone(), state.page().clone());
            self.clearing.origin = Some(ClearOrigin { session, started: state.started, page });
            self.survey_browsers();
        }
        self.show(Screen::Clear);
    }

    fn survey_browsers(&mut self) {
        if self.clearing.is_changing_files() {
            return;
        }
        self.clearing.stop();
        let clearing = &mut self.clearing;
        clearing.number += 1;
        clearing.cancel = Arc::default();
        clearing.phase = ClearPhase::Surveying(None);
        let (number, sites, cancel) = (clearing.number, clearing.sites.clone(), Arc::clone(&clearing.cancel));
        let now = self.services.now();
        self.submit_clear_job(ClearJob::Survey { number, sites, now, cancel });
    }

    fn start_clearing(&mut self) {
        let clearing = &mut self.clearing;
        let ClearPhase::Choosing(draft) = &clearing.phase else { return };
        if draft.plan.steps.is_empty() {
            return;
        }
        let plan = Box::new(draft.plan.clone());
        clearing.number += 1;
        clearing.cancel = Arc::new(CancelFlags::for_browsers(plan.steps.iter().map(|step| step.browser.id.clone())));
        clearing.phase = ClearPhase::Working(None, Stopping::No);
        clearing.undo = UndoView::Nothing;
        let (number, cancel) = (clearing.number, Arc::clone(&clearing.cancel));
        let now = self.services.now();
        self.submit_clear_job(ClearJob::Clear { number, plan, now, cancel });
    }

    fn restore_stores(&mut self) {
        if self.clearing.is_changing_files() {
            return;
        }
        self.clearing.undo = UndoView::Running;
        self.clearing.number += 1;
        let (number, now) = (self.clearing.number, self.services.now());
        self.submit_clear_job(ClearJob::Restore { number, now });
    }

    /// Deletes expired backups in the background: backups keep a customer signed in, and must not outlive the promised
    /// time. Without backups no thread is started.
    pub(super) fn remove_expired_backups(&mut self) {
        if undo_folder(&self.folders).is_dir() {
            let (number, now) = (self.clearing.number, self.services.now());
            self.submit_clear_job(ClearJob::RemoveExpired { number, now });
        }
    }

    fn submit_clear_job(&mut self, job: ClearJob) {
        let started = match self.clearing.jobs.take() {
            Some(jobs) => Ok(jobs),
            None => clear_thread::start(Arc::clone(&self.clearing.factory), self.workers.reply_sender()),
        };
        let sent = started.map(|jobs| {
            let sent = jobs.send(job).is_ok();
            self.clearing.jobs = sent.then_some(jobs);
            sent
        });
        if !matches!(sent, Ok(true)) {
            let why = sent.err().map_or_else(|| "the thread is gone".to_owned(), |error| error.to_string());
            self.clearing_failed(&why);
        }
    }

    /// Handles an update from the thread.
    pub(super) fn clear_update(&mut self, number: u64, update: ClearUpdate) {
        if number != self.clearing.number {
            return;
        }
        match update {
            ClearUpdate::Progress(progress) => match (&mut self.clearing.phase, progress.stage.clone()) {
                (ClearPhase::Surveying(now), WorkStage::Looking { browser }) => *now = Some(browser),
                (ClearPhase::Working(now, _), _) => *now = Some(progress),
                _ => {}
            },
            ClearUpdate::Surveyed(Ok(result)) => self.browsers_surveyed(*result),
            ClearUpdate::Finished(Ok(outcome)) => {
                let clearing = &self.clearing;
                let plain = |id: &str| clearing.plain_name(id);
                let cleared = clear_result::cleared_counts(&outcome, &clearing.sites, clearing.scope, plain);
                self.clearing.undo = match outcome.undo {
                    UndoStatus::Kept => UndoView::Offered,
                    UndoStatus::Nothing => UndoView::Nothing,
                };
                self.clearing.phase = ClearPhase::Finished(outcome);
                self.record_clearing(ToolResult::Cleared(cleared));
            }
            ClearUpdate::Restored(Ok(stores)) => {
                let (back, not): (Vec<_>, Vec<_>) = stores.iter().partition(|store| store.result.is_ok());
                let result = ToolResult::PutBack { stores: back.len() as u64, could_not: not.len() as u64 };
                self.clearing.backups.clear();
                self.clearing.undo = UndoView::Over(stores);
                self.record_clearing(result);
                if matches!(self.clearing.phase, ClearPhase::Choosing(_)) {
                    // The restored stores changed what this screen shows.
                    self.survey_browsers();
                }
            }
            ClearUpdate::Surveyed(Err(error))
            | ClearUpdate::Finished(Err(error))
            | ClearUpdate::Restored(Err(error)) => {
                tracing::warn!(%error, "browsers are left alone");
                self.clearing.phase = ClearPhase::AnotherUser;
                self.clearing.undo = UndoView::Nothing;
            }
            ClearUpdate::Failed(why) => self.clearing_failed(&why),
        }
    }

    fn clearing_failed(&mut self, why: &str) {
        tracing::error!(%why, "browser data cannot be cleared");
        let was_working = matches!(self.clearing.phase, ClearPhase::Working(..));
        self.clearing.phase = ClearPhase::Failed(why.to_owned());
        self.clearing.undo = UndoView::Nothing;
        self.clearing.jobs = None;
        if was_working {
            let detail = self.active.as_mut().map(|active| active.safe(why)).unwrap_or_default();
            self.record_clearing(ToolResult::Failed { detail });
        }
    }

    fn browsers_surveyed(&mut self, result: SurveyResult) {
        let SurveyResult { survey, backups, table } = result;
        let clearing = &mut self.clearing;
        clearing.manual_clears = survey
            .browsers
            .iter()
            .map(|browser| ManualClear {
                id: browser.browser.id.clone(),
                name: browser.browser.name.clone(),
                plain: browser.browser.plain_name().to_owned(),
                steps: browser.browser.by_hand.clone(),
            })
            .collect();
        clearing.table = Some(table);
        let just_restored =
            matches!(clearing.undo, UndoView::Over(_)) && matches!(clearing.phase, ClearPhase::Surveying(_));
        if !just_restored {
            clearing.undo = if backups.is_empty() { UndoView::Nothing } else { UndoView::Offered };
        }
        clearing.backups = backups;
        clearing.scope = SiteScope::Sites;
        let choice = browser::offer(&survey);
        let plan = browser::plan(&survey, &choice);
        clearing.version += 1;
        clearing.phase = ClearPhase::Choosing(Box::new(PlanDraft { survey, choice, plan, version: clearing.version }));
    }

    /// Records the result in the session in which the customer started clearing, even if another session is open now.
    fn record_clearing(&mut self, result: ToolResult) {
        let Some(ClearOrigin { session, started, page }) = self.clearing.origin.clone() else { return };
        let is_origin = |active: &ActiveSession| active.key == session && active.session.state().started == started;
        let event = self.event(EventKind::Used { page: Some(page), tool: ToolName::ClearBrowserData, result });
        if self.active.as_ref().is_some_and(is_origin) {
            self.queue_event(event);
        } else if let Some(session) = session {
            self.workers.submit(super::worker::Job::AppendTo(session, event));
        }
    }
}

/// The folder of the backups.
pub(super) fn undo_folder(folders: &Folders) -> PathBuf {
    folders.data.join("undo")
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}
