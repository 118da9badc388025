//! The window's program: connects packs, sessions, the disk and the window.
//!
//! It owns the loop: [`crate::ui`] returns intents, jobs go to named threads, results come back, the state changes, and
//! the next frame shows it. An event appears on screen only after it is on the disk. This module must not draw, and
//! must not decide what a session's action leads to.

mod appearance;
mod clear_result;
mod clear_thread;
mod clearing;
mod clocks;
mod contact;
mod crashes;
mod handle;
mod machine;
mod notices;
mod open_pack;
mod opening;
mod picture_thread;
mod pictures;
mod progress;
mod relative_time;
mod report_intents;
mod reports;
mod results;
mod services;
mod session_effect;
mod shutdown;
mod viewport;
mod worker;

pub use self::clear_thread::{BrowserCleaner, CleanerFactory};
pub use self::machine::report_facts;
pub use self::opening::{
    Display, DrawingMethod, FailureKind, FailurePoint, RequestedDrawing, SimulatedFailure, WindowError, WindowExit,
    WindowOptions, help_without_window, open_window,
};
pub use self::services::{
    DesktopServices, DialogUnavailable, OnPreferences, PictureDialog, SaveSuggestion, SystemServices,
};

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;
use jiff::tz::TimeZone;

use self::clearing::Clearing;
use self::clocks::ClockState;
use self::crashes::CrashLog;
use self::open_pack::{GuestPack, PackRequests, first_problems};
use self::pictures::Pictures;
use self::progress::ShownProgress;
use self::reports::OpenedReport;
use self::worker::{Job, Workers};
use crate::desktop::crash::Crash;
use crate::desktop::{
    Folders, InstanceRequest, MachineFacts, PendingAck, PreferenceWatcher, SessionId, Settings, Store, SystemFacts,
    SystemPreferences,
};
use crate::lang::{Lang, Strings};
use crate::pack::{LoadedPack, Problem};
use crate::redact::{KnownSecrets, Redactor, SafeText, Vault};
use crate::search::SearchIndex;
use crate::session::{self, Event, MadeWith, Session};
use crate::ui::{
    self, AddedPicture, Drafts, Intent, Notice, OpenSession, Saving, Screen, SettingsView, StoredSession, SubmitDrafts,
    View,
};

/// What the program starts with.
pub struct AppSetup {
    /// The pack and its problems.
    pub loaded: Arc<LoadedPack>,
    /// The index for searching the pack.
    pub index: Arc<SearchIndex>,
    /// The pack's path; `None` for the built-in one.
    pub from: Option<PathBuf>,
    /// The folders for everything that the program saves.
    pub folders: Folders,
    /// The customer's settings.
    pub settings: Settings,
    /// The language at the start.
    pub lang: Lang,
    /// Facts about the system.
    pub facts: SystemFacts,
    /// Secrets of this machine and its user, hidden in every text.
    pub known: KnownSecrets,
    /// The saved sessions, or why they cannot be used, in the system's words.
    pub store: Result<Store, String>,
    /// Notices that are shown from the start.
    pub notices: Vec<Notice>,
    /// The services of the operating system.
    pub services: Arc<dyn SystemServices>,
    /// The crash that ended the last run.
    pub crash: Option<Crash>,
    /// Makes the cleaner of browsers, once a customer needs it.
    pub cleaner: CleanerFactory,
}

/// The window's program.
pub struct App {
    loaded: Arc<LoadedPack>,
    index: Arc<SearchIndex>,
    /// The pack on screen, if it is not the built-in one.
    guest_pack: Option<GuestPack>,
    pack_requests: PackRequests,
    /// For each file that could not be used, its first problem.
    broken: Vec<Problem>,
    folders: Folders,
    data_folder_text: String,
    log_folder_text: String,
    settings: Settings,
    lang: Lang,
    facts: SystemFacts,
    known: KnownSecrets,
    /// Facts that take a moment to gather. `None` before the first report, and empty until they have been gathered.
    machine: Option<MachineFacts>,
    /// The system's preferences; the defaults until the system has reported them.
    preferences: SystemPreferences,
    /// Keeps the reports of preferences coming.
    preference_watcher: Option<PreferenceWatcher>,
    services: Arc<dyn SystemServices>,
    zone: TimeZone,
    clock_state: ClockState,
    workers: Workers,
    /// Whether sessions can be saved.
    has_store: bool,
    screen: Screen,
    back_stack: Vec<Screen>,
    active: Option<ActiveSession>,
    stored: Vec<StoredSession>,
    writing: Writing,
    /// Intents that wait until the current event is written.
    deferred_intents: VecDeque<Intent>,
    /// Events that do not come from the customer, and wait to be written.
    queued_events: VecDeque<Event>,
    report: Option<OpenedReport>,
    notices: Vec<Notice>,
    drafts: Drafts,
    closing: Closing,
    clearing: Clearing,
    shown_progress: ShownProgress,
    pictures: Pictures,
    crash_log: CrashLog,
    window: viewport::WindowSizeTracker,
}

/// Whether the window is about to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// It stays open.
    No,
    /// It closes as soon as everything typed and ticked is on the disk.
    WhenIdle,
}

/// The session on screen.
struct ActiveSession {
    /// Its id on the disk; `None` when it is not saved.
    key: Option<SessionId>,
    session: Session,
    saving: Saving,
    /// Makes every text safe before it becomes part of the session.
    redactor: Redactor,
    /// The originals of what was hidden since the program started; the customer may reveal them.
    vault: Vault,
}

impl ActiveSession {
    fn new(key: Option<SessionId>, session: Session, saving: Saving, known: &KnownSecrets) -> Self {
        let redactor = Redactor::new(known, session.state().salt);
        let vault = Vault::after_restart(&serde_json::to_string(session.events()).unwrap_or_default());
        Self { key, session, saving, redactor, vault }
    }

    /// Makes a text safe for this session. The vault remembers the originals while the session is open.
    fn safe(&mut self, text: &str) -> SafeText {
        self.vault.learn(&self.redactor, text);
        self.redactor.safe(text)
    }
}

/// What the disk is doing for the session.
enum Writing {
    Nothing,
    /// An event is being written, and is not on screen yet.
    Event,
    /// A session is being begun or opened.
    Opening,
    /// This event could not be saved, and the customer decides what to do.
    Failed(Event),
}

impl App {
    /// The program, ready for its first frame. A thread lists the saved sessions meanwhile.
    pub fn new(ctx: &egui::Context, setup: AppSetup) -> std::io::Result<Self> {
        let AppSetup { loaded, index, from, folders, settings, lang, facts, known, store, notices, services, .. } =
            setup;
        let (crash, cleaner) = (setup.crash, setup.cleaner);
        let wake = ctx.clone();
        let has_store = store.is_ok();
        let mut all_notices = notices;
        if let Err(why) = &store {
            all_notices.push(notices::no_store(Strings::of(lang), why));
        }
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || wake.request_repaint());
        let mut workers = Workers::start(store.ok(), Arc::clone(&services), wake)?;
        workers.submit(Job::List);
        // The text size is a setting of the program. The toolkit's own zoom would not be saved and has other limits.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ui::install_fonts(ctx, lang);
        let hosts = loaded.pack.as_ref().map_or(&[][..], |pack| &pack.hosts);
        let clearing = Clearing::new(cleaner, hosts);
        let window = viewport::WindowSizeTracker::new(settings.window);
        let mut app = Self {
            broken: first_problems(&loaded),
            guest_pack: GuestPack::of(&from, &loaded),
            pack_requests: PackRequests::default(),
            loaded,
            index,
            data_folder_text: folders.data.display().to_string(),
            log_folder_text: folders.logs.display().to_string(),
            folders,
            zone: services.zone(),
            clock_state: ClockState::at(services.clocks()),
            settings,
            lang,
            facts,
            known,
            machine: None,
            preferences: SystemPreferences::default(),
            preference_watcher: None,
            services,
            workers,
            has_store,
            screen: Screen::Home,
            back_stack: Vec::new(),
            active: None,
            stored: Vec::new(),
            writing: Writing::Nothing,
            deferred_intents: VecDeque::new(),
            queued_events: VecDeque::new(),
            report: None,
            notices: all_notices,
            drafts: Drafts::default(),
            closing: Closing::No,
            clearing,
            shown_progress: ShownProgress::default(),
            pictures: Pictures::default(),
            crash_log: CrashLog::None,
            window,
        };
        app.apply_appearance(ctx);
        app.notify_of_crash(crash);
        app.remove_expired_backups();
        Ok(app)
    }

    /// A function for requests from a second copy: it brings the window to the front, or opens a pack in it. The
    /// window's next frame sends the acknowledgement, so a window that hangs sends none.
    pub fn instance_request_handler(&self) -> impl Fn(InstanceRequest) -> PendingAck + Send + use<> {
        self.workers.instance_request_handler()
    }

    /// Whether nothing is pending: every event is saved and on screen, or the customer is asked what to do, and every
    /// thread has answered.
    pub fn is_idle(&self) -> bool {
        matches!(self.writing, Writing::Nothing | Writing::Failed(_)) && self.workers.is_idle()
    }

    /// The session on screen. Tests compare it with the disk.
    pub fn session(&self) -> Option<&Session> {
        self.active.as_ref().map(|active| &active.session)
    }

    /// The pictures of the report on screen.
    pub fn pictures(&self) -> &[AddedPicture] {
        self.pictures.added()
    }

    /// Handles the results of the threads.
    pub fn take_results(&mut self, ctx: &egui::Context) {
        self.watch_preferences(ctx);
        self.read_clocks();
        for result in self.workers.results() {
            self.handle_result(result, ctx);
        }
        self.update_shown_progress(ctx);
        if self.closing == Closing::WhenIdle && self.may_close() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Whether everything typed and ticked is on the disk, and every browser's store is whole.
    fn may_close(&self) -> bool {
        self.is_idle() && !self.clearing.is_changing_files()
    }

    /// Delays closing until the disk has the last events. A second attempt closes at once, because a disk may hang.
    fn delay_close(&mut self, ctx: &egui::Context) {
        let close_requested = ctx.input(|input| input.viewport().close_requested());
        if close_requested && self.closing == Closing::No && !self.may_close() {
            // Browsers are left whole, and the session records what was done so far.
            self.clearing.stop();
            self.closing = Closing::WhenIdle;
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
    }

    /// Draws a frame and carries out what the customer wants.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let mut intents = Vec::new();
        let mut drafts = std::mem::take(&mut self.drafts);
        let path = self.active_guide().map(|(active, guide)| session::path(guide, &active.session, self.facts.os_kind));
        let submit = self.when_to_submit();
        let view = self.view(path.as_ref(), submit);
        ui::draw(ui, &view, &mut drafts, &mut intents);
        self.drafts = drafts;
        for intent in intents {
            self.handle(intent, &ctx);
        }
        self.show_ready_pack(submit, &ctx);
        if let Some(size) = self.window.update(&ctx) {
            self.settings.window = Some(size);
            self.save_settings();
        }
        self.delay_close(&ctx);
    }

    fn view<'a>(&'a self, path: Option<&'a session::GuidePath<'a>>, submit: SubmitDrafts) -> View<'a> {
        let pack = self.loaded.pack.as_ref();
        let session = self.active_guide().zip(path).map(|((active, guide), path)| OpenSession {
            wizard: guide,
            session: &active.session,
            path,
            os: self.facts.os_kind,
            saving: active.saving,
            redactor: &active.redactor,
        });
        View {
            lang: self.lang,
            strings: self.strings(),
            screen: self.screen,
            pack,
            index: &self.index,
            guest: self.guest_pack.as_ref().map(GuestPack::view),
            hand_in: submit,
            broken: &self.broken,
            notices: &self.notices,
            session,
            stored: &self.stored,
            report: self.current_report().map(OpenedReport::view),
            pictures: self.pictures.view(),
            clear: self.clearing.view(),
            settings: SettingsView {
                theme: self.theme(),
                drawing: self.drawing(),
                drawings: ui::DrawingSetting::offered(self.facts.os_kind),
                text_size: self.settings.text_size_percent,
                folder: &self.data_folder_text,
                log_folder: &self.log_folder_text,
                program_version: &self.facts.program_version,
                pack_version: pack.map_or("", |pack| pack.version.as_str()),
            },
        }
    }

    /// The open session with its guide, if the pack has it.
    fn active_guide(&self) -> Option<(&ActiveSession, &crate::pack::Guide)> {
        let active = self.active.as_ref()?;
        let guide = self.guide_of(&active.session)?;
        Some((active, guide))
    }

    fn strings(&self) -> &'static Strings {
        Strings::of(self.lang)
    }

    fn made_with(&self) -> Option<MadeWith> {
        let pack = self.loaded.pack.as_ref()?;
        Some(MadeWith {
            pack: pack.id.clone(),
            pack_version: pack.version.clone(),
            program_version: self.facts.program_version.clone(),
        })
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_results(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
