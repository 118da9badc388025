//! The thread that waits for the disk and for other programs, so that the window never does.
//!
//! Jobs are done one after the other, in the order in which they were given; each answers with one [`Done`].
//!
//! File dialogs have threads of their own, apart from the disk's: a broken portal may hang for ever and must hold up
//! nothing else. Saving a report without choosing its place needs no dialog.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::Timestamp;

use super::clear_thread::ClearNews;
use super::open_pack::{NotOpened, Opened};
use super::outside::{DialogUnavailable, PictureDialog, SaveSuggestion, SystemServices};
use super::picture_thread::PictureNews;
use crate::desktop::{
    AckSender, InstanceRequest, Listing, LogLine, MachineFacts, PendingAck, ReadError, SessionFile, SessionId,
    Settings, Store, StoreError, SystemPreferences, log, whole_file,
};
use crate::pack::{AddressedMail, Link};
use crate::session::{Event, Session};

/// Something to do off the window's thread.
#[derive(Debug)]
pub(super) enum Job {
    /// Look what sessions there are.
    List,
    /// Begin a session; it becomes the open one.
    Begin(Event),
    /// Open a stored session; it becomes the open one.
    Open(SessionId),
    /// Add to the open session, to the disk's ground.
    Append(Event),
    /// Add to another session than the open one.
    AppendTo(SessionId, Event),
    /// Delete a session.
    Delete(SessionId),
    /// Keep the settings.
    SaveSettings(PathBuf, Settings),
    /// Save a report under a name of its own.
    SaveReport { folder: PathBuf, stem: String, extension: &'static str, bytes: Vec<u8> },
    /// Save a report exactly there.
    SaveReportTo { path: PathBuf, bytes: Vec<u8> },
    /// Open a link.
    OpenLink(Link, InHand),
    /// Open a letter in the customer's mail program.
    OpenMail(AddressedMail),
    /// Show the folder that a file lies in.
    OpenFolder(PathBuf),
    /// Read the log in this folder up to this moment.
    ReadLog(PathBuf, Timestamp),
}

/// What a customer who opens a link has in the clipboard for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InHand {
    /// Whatever was there.
    Nothing,
    /// The report as text.
    Report,
}

/// What came of a job.
#[derive(Debug)]
pub(super) enum Done {
    Listed(Result<Listing, StoreError>),
    Began(Event, Result<SessionId, StoreError>),
    Opened(SessionId, Result<Box<Session>, ReadError>),
    Appended(Event, Result<(), StoreError>),
    /// There is no open session to add to: it was deleted meanwhile.
    NoFile(Event),
    Deleted(Result<(), StoreError>),
    SettingsSaved(std::io::Result<()>),
    ReportSaved(std::io::Result<PathBuf>),
    LinkOpened(Link, InHand, std::io::Result<()>),
    MailOpened(std::io::Result<()>),
    FolderOpened(PathBuf, std::io::Result<()>),
    /// Where the customer wants the report; from the dialog's own thread.
    Chosen(Result<Option<PathBuf>, DialogUnavailable>),
    /// Which picture the customer wants to add to the report with this number; from the dialog's own thread.
    PictureChosen(u64, Result<Option<PathBuf>, DialogUnavailable>),
    /// What came of the picture with this number; from a thread of its own.
    Picture(u64, PictureNews),
    /// There was nothing to do it with: no store, no open session.
    Nothing,
    /// What of the machine takes a moment to find out; from a thread of its own.
    Facts(MachineFacts),
    /// The end of the log.
    LogRead(Vec<LogLine>),
    /// Another thread has failed; from that thread.
    PartFailed,
    /// What the system is set to, and each time that it changes; from a thread of its own.
    System(SystemPreferences),
    /// From the thread that clears browser data, to the job of this number.
    Clear(u64, ClearNews),
    /// What came of reading a pack, the one with this number; from a thread of its own.
    PackRead(u64, Option<PathBuf>, Result<Box<Opened>, NotOpened>),
    /// What a second copy asks of this one, and what it is taken with; from the listener's thread.
    Visited(InstanceRequest, AckSender),
}

/// What the window holds of its threads.
pub(super) struct Threads {
    jobs: Sender<Job>,
    done: Receiver<Done>,
    answers: Sender<Done>,
    outside: Arc<dyn SystemServices>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// How many jobs and dialogs have not been answered yet.
    unanswered: usize,
}

impl Threads {
    /// Starts the worker. `wake` is called after each answer.
    pub(super) fn start(
        store: Option<Store>,
        outside: Arc<dyn SystemServices>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        let (jobs, todo) = channel();
        let (answers, done) = channel();
        let worker = Worker { store, file: None, outside: Arc::clone(&outside) };
        let (to_window, wake_window) = (answers.clone(), Arc::clone(&wake));
        std::thread::Builder::new()
            .name("disk".to_owned())
            .spawn(move || worker.run(&todo, &to_window, &*wake_window))?;
        Ok(Self { jobs, done, answers, outside, wake, unanswered: 0 })
    }

    /// Gives the worker something to do.
    pub(super) fn give(&mut self, job: Job) {
        if self.jobs.send(job).is_ok() {
            self.unanswered += 1;
        } else {
            // The job itself stays out of the log: it may hold what the customer typed.
            tracing::error!("the worker is gone");
        }
    }

    /// What has come of jobs since the last call.
    pub(super) fn answers(&mut self) -> Vec<Done> {
        let answers: Vec<Done> = self.done.try_iter().collect();
        // A knock and the system's wishes answer nothing, and clearing is counted by itself: it may wait for a browser
        // for hours.
        let untold =
            |done: &&Done| !matches!(done, Done::Visited(..) | Done::PartFailed | Done::System(_) | Done::Clear(..));
        let asked_for = answers.iter().filter(untold).count();
        self.unanswered = self.unanswered.saturating_sub(asked_for);
        answers
    }

    /// Whether every job and every dialog has been answered.
    pub(super) fn are_idle(&self) -> bool {
        self.unanswered == 0
    }

    /// A line to the window for another thread.
    pub(super) fn line(&self) -> Line {
        Line { answers: self.answers.clone(), wake: Arc::clone(&self.wake) }
    }

    /// A function that reports a visit at the door.
    pub(super) fn on_visit(&self) -> impl Fn(InstanceRequest) -> PendingAck + Send + use<> {
        let (answers, wake) = (self.answers.clone(), Arc::clone(&self.wake));
        move |visit| {
            let (signature, receipt) = PendingAck::new();
            // The window may be closing; then nobody signs, and nobody comes to the front.
            answers.send(Done::Visited(visit, signature)).ok();
            wake();
            receipt
        }
    }

    /// Has the machine looked at, on a thread of its own: the disk must not wait for it.
    pub(super) fn ask_machine(&mut self, folder: PathBuf) {
        let look = move |outside: &dyn SystemServices| Done::Facts(outside.machine(&folder));
        self.apart("machine", look, || Done::Facts(MachineFacts::default()));
    }

    /// Asks where to save, on a thread of its own: a broken dialog must hold up nothing.
    pub(super) fn ask_where(&mut self, suggestion: SaveSuggestion) {
        self.apart(
            "save dialog",
            move |outside| Done::Chosen(outside.ask_where(&suggestion)),
            || Done::Chosen(Err(DialogUnavailable)),
        );
    }

    /// Asks for a picture, in the same way, for the report with this number.
    pub(super) fn ask_picture(&mut self, report: u64, question: PictureDialog) {
        let ask = move |outside: &dyn SystemServices| Done::PictureChosen(report, outside.ask_picture(&question));
        self.apart("picture dialog", ask, move || Done::PictureChosen(report, Err(DialogUnavailable)));
    }

    /// Does something on a thread of its own, which may take its time or never end; `otherwise` is what has come of it
    /// when there is no thread to be had.
    pub(super) fn apart(
        &mut self,
        name: &str,
        work: impl FnOnce(&dyn SystemServices) -> Done + Send + 'static,
        otherwise: impl FnOnce() -> Done,
    ) {
        self.unanswered += 1;
        let (line, outside) = (self.line(), Arc::clone(&self.outside));
        let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(move || line.tell(work(&*outside)));
        if let Err(error) = spawned {
            tracing::error!(%error, name, "no thread to be had");
            self.line().tell(otherwise());
        }
    }
}

/// A line to the window.
pub(super) struct Line {
    answers: Sender<Done>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Line {
    /// Says something, and has the window listen.
    pub(super) fn tell(&self, done: Done) {
        // The window may be gone; then nobody needs to know.
        self.answers.send(done).ok();
        (self.wake)();
    }
}

struct Worker {
    /// `None` when the folder for sessions cannot be used; the window knows and asks nothing of it.
    store: Option<Store>,
    file: Option<SessionFile>,
    outside: Arc<dyn SystemServices>,
}

impl Worker {
    fn run(mut self, todo: &Receiver<Job>, answers: &Sender<Done>, wake: &dyn Fn()) {
        while let Ok(job) = todo.recv() {
            let done = self.work(job).unwrap_or(Done::Nothing);
            if answers.send(done).is_err() {
                return;
            }
            wake();
        }
    }

    fn work(&mut self, job: Job) -> Option<Done> {
        Some(match job {
            Job::List => Done::Listed(self.store.as_ref()?.list()),
            Job::Begin(event) => {
                let began = self.store.as_ref()?.create(&event).map(|file| {
                    let id = file.id.clone();
                    self.file = Some(file);
                    id
                });
                Done::Began(event, began)
            }
            Job::Open(id) => {
                // The old handle goes first: some systems lock a file that is open.
                self.file = None;
                let opened = self.store.as_ref()?.read(&id).map(|(file, session)| {
                    self.file = Some(file);
                    Box::new(session)
                });
                Done::Opened(id, opened)
            }
            Job::Append(event) => {
                let Some(file) = self.file.as_mut() else { return Some(Done::NoFile(event)) };
                let appended = file.append(&event);
                Done::Appended(event, appended)
            }
            Job::AppendTo(id, event) => {
                let store = self.store.as_ref()?;
                if let Err(error) = append_to(store, &id, &event) {
                    tracing::warn!(%error, %id, "the session could not be set aside");
                }
                Done::Listed(store.list())
            }
            Job::Delete(id) => {
                if self.file.as_ref().is_some_and(|file| file.id == id) {
                    self.file = None;
                }
                Done::Deleted(self.store.as_ref()?.delete(&id))
            }
            Job::SaveSettings(path, settings) => Done::SettingsSaved(settings.save(&path)),
            Job::SaveReport { folder, stem, extension, bytes } => Done::ReportSaved(
                whole_file::create_folder(&folder)
                    .and_then(|()| whole_file::write_new(&folder, &stem, extension, &bytes)),
            ),
            Job::SaveReportTo { path, bytes } => Done::ReportSaved(whole_file::replace(&path, &bytes).map(|()| path)),
            Job::OpenLink(link, in_hand) => {
                let opened = self.outside.open_link(&link);
                Done::LinkOpened(link, in_hand, opened)
            }
            Job::ReadLog(folder, until) => Done::LogRead(log::tail(&folder, until)),
            Job::OpenMail(letter) => Done::MailOpened(self.outside.open_mail(&letter)),
            Job::OpenFolder(path) => {
                let opened = self.outside.open_folder(&path);
                Done::FolderOpened(path, opened)
            }
        })
    }
}

fn append_to(store: &Store, id: &SessionId, event: &Event) -> Result<(), ReadError> {
    let (mut file, _) = store.read(id)?;
    Ok(file.append(event)?)
}
