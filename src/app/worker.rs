//! The thread that waits for the disk and for other programs, so that the window never does.
//!
//! The thread does jobs one after the other, in the order in which they were submitted, and answers each with one
//! [`JobResult`].
//!
//! File dialogs run on threads of their own: a broken portal may hang for ever and must hold up nothing else. Saving a
//! report without choosing its place needs no dialog.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::Timestamp;

use super::clear_thread::ClearUpdate;
use super::open_pack::{OpenPackError, OpenedPack};
use super::picture_thread::PictureUpdate;
use super::services::{DialogUnavailable, PictureDialog, SaveSuggestion, SystemServices};
use crate::desktop::{
    AckSender, InstanceRequest, Listing, LogLine, MachineFacts, PendingAck, ReadError, SessionFile, SessionId,
    Settings, Store, StoreError, SystemPreferences, log, whole_file,
};
use crate::pack::{AddressedMail, Link};
use crate::session::{Event, Session};

/// A job for the thread.
#[derive(Debug)]
pub(super) enum Job {
    /// List the saved sessions.
    List,
    /// Begin a session; it becomes the open one.
    Begin(Event),
    /// Open a saved session; it becomes the open one.
    Open(SessionId),
    /// Append an event to the open session, and wait until it is on the disk.
    Append(Event),
    /// Append an event to a session that is not open.
    AppendTo(SessionId, Event),
    /// Delete a session.
    Delete(SessionId),
    /// Save the settings.
    SaveSettings(PathBuf, Settings),
    /// Save a report under a new name.
    SaveReport { folder: PathBuf, stem: String, extension: &'static str, bytes: Vec<u8> },
    /// Save a report at this path.
    SaveReportTo { path: PathBuf, bytes: Vec<u8> },
    /// Open a link.
    OpenLink(Link, ClipboardContent),
    /// Open a mail in the customer's mail program.
    OpenMail(AddressedMail),
    /// Open the folder that contains a file.
    OpenFolder(PathBuf),
    /// Read the log in this folder up to this moment.
    ReadLog(PathBuf, Timestamp),
}

/// What the clipboard holds for the page that a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClipboardContent {
    /// What it held before.
    Unchanged,
    /// The report as text.
    Report,
}

/// The result of a job or of another thread.
#[derive(Debug)]
pub(super) enum JobResult {
    Listed(Result<Listing, StoreError>),
    Began(Event, Result<SessionId, StoreError>),
    Opened(SessionId, Result<Box<Session>, ReadError>),
    Appended(Event, Result<(), StoreError>),
    /// There is no open session to append to: it was deleted meanwhile.
    NoFile(Event),
    Deleted(Result<(), StoreError>),
    SettingsSaved(std::io::Result<()>),
    ReportSaved(std::io::Result<PathBuf>),
    LinkOpened(Link, ClipboardContent, std::io::Result<()>),
    MailOpened(std::io::Result<()>),
    FolderOpened(PathBuf, std::io::Result<()>),
    /// The path that the customer chose for the report; from the dialog's thread.
    SavePathChosen(Result<Option<PathBuf>, DialogUnavailable>),
    /// The picture that the customer chose for the report with this number; from the dialog's thread.
    PictureChosen(u64, Result<Option<PathBuf>, DialogUnavailable>),
    /// The result of work on the picture with this number; from its own thread.
    Picture(u64, PictureUpdate),
    /// The job could not be done: there is no store, or no open session.
    Nothing,
    /// Facts about the machine that take a moment to gather; from their own thread.
    MachineFacts(MachineFacts),
    /// The end of the log.
    LogRead(Vec<LogLine>),
    /// Another thread has panicked; from that thread.
    ThreadPanicked,
    /// The system's preferences, at first and after each change; from their own thread.
    PreferencesChanged(SystemPreferences),
    /// An update on the clearing job with this number; from its thread.
    Clear(u64, ClearUpdate),
    /// The pack that was requested with this number; from its own thread.
    PackRead(u64, Option<PathBuf>, Result<Box<OpenedPack>, OpenPackError>),
    /// A request from a second copy, and the sender of its acknowledgement; from the listener's thread.
    InstanceRequested(InstanceRequest, AckSender),
}

/// The window's connection to its threads.
pub(super) struct Workers {
    jobs: Sender<Job>,
    results: Receiver<JobResult>,
    replies: Sender<JobResult>,
    services: Arc<dyn SystemServices>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// How many jobs and dialogs have not been answered yet.
    unanswered: usize,
}

impl Workers {
    /// Starts the worker. It calls `wake` after each result.
    pub(super) fn start(
        store: Option<Store>,
        services: Arc<dyn SystemServices>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        let (jobs, receiver) = channel();
        let (replies, results) = channel();
        let worker = DiskWorker { store, file: None, services: Arc::clone(&services) };
        let (sender, wake_window) = (replies.clone(), Arc::clone(&wake));
        std::thread::Builder::new()
            .name("disk".to_owned())
            .spawn(move || worker.run(&receiver, &sender, &*wake_window))?;
        Ok(Self { jobs, results, replies, services, wake, unanswered: 0 })
    }

    /// Sends a job to the worker.
    pub(super) fn submit(&mut self, job: Job) {
        if self.jobs.send(job).is_ok() {
            self.unanswered += 1;
        } else {
            // The job itself stays out of the log: it may hold what the customer typed.
            tracing::error!("the worker is gone");
        }
    }

    /// The results since the last call.
    pub(super) fn results(&mut self) -> Vec<JobResult> {
        let results: Vec<JobResult> = self.results.try_iter().collect();
        // Requests from second copies, preferences and panics answer no job. Clearing is counted elsewhere, because it
        // may wait for a browser for hours.
        let answers_job = |result: &&JobResult| {
            !matches!(
                result,
                JobResult::InstanceRequested(..)
                    | JobResult::ThreadPanicked
                    | JobResult::PreferencesChanged(_)
                    | JobResult::Clear(..)
            )
        };
        let answered = results.iter().filter(answers_job).count();
        self.unanswered = self.unanswered.saturating_sub(answered);
        results
    }

    /// Whether every job and every dialog has been answered.
    pub(super) fn is_idle(&self) -> bool {
        self.unanswered == 0
    }

    /// A sender of results for another thread.
    pub(super) fn reply_sender(&self) -> ReplySender {
        ReplySender { replies: self.replies.clone(), wake: Arc::clone(&self.wake) }
    }

    /// A function that passes a second copy's request to the window.
    pub(super) fn instance_request_handler(&self) -> impl Fn(InstanceRequest) -> PendingAck + Send + use<> {
        let replies = self.reply_sender();
        move |request| {
            let (ack, pending) = PendingAck::new();
            // The window may be closing; then no acknowledgement follows.
            replies.send(JobResult::InstanceRequested(request, ack));
            pending
        }
    }

    /// Gathers facts about the machine on its own thread: the disk must not wait for it.
    pub(super) fn gather_machine_facts(&mut self, folder: PathBuf) {
        let gather = move |services: &dyn SystemServices| JobResult::MachineFacts(services.machine_facts(&folder));
        self.spawn("machine", gather, || JobResult::MachineFacts(MachineFacts::default()));
    }

    /// Asks where to save, on its own thread: a broken dialog must hold up nothing.
    pub(super) fn ask_save_path(&mut self, suggestion: SaveSuggestion) {
        self.spawn(
            "save dialog",
            move |services| JobResult::SavePathChosen(services.ask_save_path(&suggestion)),
            || JobResult::SavePathChosen(Err(DialogUnavailable)),
        );
    }

    /// Asks for a picture, in the same way, for the report with this number.
    pub(super) fn ask_picture(&mut self, report: u64, question: PictureDialog) {
        let ask =
            move |services: &dyn SystemServices| JobResult::PictureChosen(report, services.ask_picture(&question));
        self.spawn("picture dialog", ask, move || JobResult::PictureChosen(report, Err(DialogUnavailable)));
    }

    /// Runs work on its own thread, which may take long or never end. `otherwise` makes the result if no thread can be
    /// started.
    pub(super) fn spawn(
        &mut self,
        name: &str,
        work: impl FnOnce(&dyn SystemServices) -> JobResult + Send + 'static,
        otherwise: impl FnOnce() -> JobResult,
    ) {
        self.unanswered += 1;
        let (replies, services) = (self.reply_sender(), Arc::clone(&self.services));
        let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(move || replies.send(work(&*services)));
        if let Err(error) = spawned {
            tracing::error!(%error, name, "no thread could be started");
            self.reply_sender().send(otherwise());
        }
    }
}

/// Sends results to the window.
pub(super) struct ReplySender {
    replies: Sender<JobResult>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl ReplySender {
    /// Sends a result and wakes the window.
    pub(super) fn send(&self, result: JobResult) {
        // The window may be gone; then the result is not needed.
        self.replies.send(result).ok();
        (self.wake)();
    }
}

struct DiskWorker {
    /// `None` when the sessions' folder cannot be used; the window knows that and sends no job for it.
    store: Option<Store>,
    file: Option<SessionFile>,
    services: Arc<dyn SystemServices>,
}

impl DiskWorker {
    fn run(mut self, jobs: &Receiver<Job>, replies: &Sender<JobResult>, wake: &dyn Fn()) {
        while let Ok(job) = jobs.recv() {
            let result = self.work(job).unwrap_or(JobResult::Nothing);
            if replies.send(result).is_err() {
                return;
            }
            wake();
        }
    }

    fn work(&mut self, job: Job) -> Option<JobResult> {
        Some(match job {
            Job::List => JobResult::Listed(self.store.as_ref()?.list()),
            Job::Begin(event) => {
                let began = self.store.as_ref()?.create(&event).map(|file| {
                    let id = file.id.clone();
                    self.file = Some(file);
                    id
                });
                JobResult::Began(event, began)
            }
            Job::Open(id) => {
                // The old file is closed first: some systems lock a file that is open.
                self.file = None;
                let opened = self.store.as_ref()?.read(&id).map(|(file, session)| {
                    self.file = Some(file);
                    Box::new(session)
                });
                JobResult::Opened(id, opened)
            }
            Job::Append(event) => {
                let Some(file) = self.file.as_mut() else { return Some(JobResult::NoFile(event)) };
                let appended = file.append(&event);
                JobResult::Appended(event, appended)
            }
            Job::AppendTo(id, event) => {
                let store = self.store.as_ref()?;
                if let Err(error) = append_to(store, &id, &event) {
                    tracing::warn!(%error, %id, "the session could not be set aside");
                }
                JobResult::Listed(store.list())
            }
            Job::Delete(id) => {
                if self.file.as_ref().is_some_and(|file| file.id == id) {
                    self.file = None;
                }
                JobResult::Deleted(self.store.as_ref()?.delete(&id))
            }
            Job::SaveSettings(path, settings) => JobResult::SettingsSaved(settings.save(&path)),
            Job::SaveReport { folder, stem, extension, bytes } => JobResult::ReportSaved(
                whole_file::create_folder(&folder)
                    .and_then(|()| whole_file::write_new(&folder, &stem, extension, &bytes)),
            ),
            Job::SaveReportTo { path, bytes } => {
                JobResult::ReportSaved(whole_file::replace(&path, &bytes).map(|()| path))
            }
            Job::OpenLink(link, clipboard) => {
                let opened = self.services.open_link(&link);
                JobResult::LinkOpened(link, clipboard, opened)
            }
            Job::ReadLog(folder, until) => JobResult::LogRead(log::tail(&folder, until)),
            Job::OpenMail(mail) => JobResult::MailOpened(self.services.open_mail(&mail)),
            Job::OpenFolder(path) => {
                let opened = self.services.open_folder(&path);
                JobResult::FolderOpened(path, opened)
            }
        })
    }
}

fn append_to(store: &Store, id: &SessionId, event: &Event) -> Result<(), ReadError> {
    let (mut file, _) = store.read(id)?;
    Ok(file.append(event)?)
}
