//! The shell: the only place where packs, sessions, the disk and the window meet.
//!
//! Owns the loop: intents come from [`crate::ui`], jobs go to named threads, answers come back, the state changes,
//! the next frame shows it. An event is shown only after the disk has it. Must not draw, and must not decide what a
//! session's action leads to.

mod arrive;
mod bearing;
mod clear_result;
mod clear_thread;
mod clearing;
mod clocks;
mod crashes;
mod hand_over;
mod handle;
mod look;
mod machine;
mod notices;
mod open_pack;
mod opening;
mod outside;
mod parting;
mod picture_thread;
mod pictures;
mod progress;
mod report_wishes;
mod reports;
mod viewport;
mod when;
mod worker;

pub use self::clear_thread::{BrowserCleaner, CleanerFactory};
pub use self::machine::report_facts;
pub use self::opening::{
    Display, DrawingMethod, FailureKind, FailurePoint, RequestedDrawing, SimulatedFailure, WindowError, WindowExit,
    WindowOptions, help_without_window, open_window,
};
pub use self::outside::{
    DesktopServices, DialogUnavailable, OnPreferences, PictureDialog, SaveSuggestion, SystemServices,
};

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;
use jiff::tz::TimeZone;

use self::clearing::Clearing;
use self::clocks::Looked;
use self::crashes::CrashLog;
use self::open_pack::{Guest, Wished, first_problems};
use self::pictures::Pictures;
use self::progress::ToldOutside;
use self::reports::OpenedReport;
use self::worker::{Job, Threads};
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
    /// The pack and what is wrong with it.
    pub loaded: Arc<LoadedPack>,
    /// Its phrases, to be searched.
    pub index: Arc<SearchIndex>,
    /// Where the pack lies; nothing for the built-in one.
    pub from: Option<PathBuf>,
    /// Where everything is kept.
    pub folders: Folders,
    /// What the customer chose.
    pub settings: Settings,
    /// The language to begin in.
    pub lang: Lang,
    /// The machine.
    pub facts: SystemFacts,
    /// What of the machine and its user is hidden wherever it stands.
    pub known: KnownSecrets,
    /// The sessions on the disk, or why they cannot be used, in the system's words.
    pub store: Result<Store, String>,
    /// What has to be said from the start.
    pub notices: Vec<Notice>,
    /// The world beyond.
    pub outside: Arc<dyn SystemServices>,
    /// What the last run ended in, if that was a crash.
    pub crash: Option<Crash>,
    /// Makes what looks into browsers, once a customer asks for it.
    pub cleaner: CleanerFactory,
}

/// The window's program.
pub struct App {
    loaded: Arc<LoadedPack>,
    index: Arc<SearchIndex>,
    /// What there is to know of a pack that is not the built-in one.
    guest: Option<Guest>,
    wished: Wished,
    /// For each file that could not be used, the first thing wrong with it.
    broken: Vec<Problem>,
    folders: Folders,
    folder_words: String,
    log_words: String,
    settings: Settings,
    lang: Lang,
    facts: SystemFacts,
    known: KnownSecrets,
    /// What of the machine takes a moment to find out; nothing before a report is first asked for, and empty until the
    /// answer is there.
    machine: Option<MachineFacts>,
    /// What the system is set to; nothing in particular until it has told.
    system: SystemPreferences,
    /// The line on which it tells.
    following: Option<PreferenceWatcher>,
    outside: Arc<dyn SystemServices>,
    zone: TimeZone,
    looked: Looked,
    threads: Threads,
    /// Whether there is a place to store sessions at all.
    has_store: bool,
    screen: Screen,
    came_from: Vec<Screen>,
    open: Option<Open>,
    stored: Vec<StoredSession>,
    writing: Writing,
    /// What the customer wanted while the last thing was being written.
    waiting: VecDeque<Intent>,
    /// Events that did not come from a press of the customer's, to be stored in their turn.
    queued: VecDeque<Event>,
    report: Option<OpenedReport>,
    notices: Vec<Notice>,
    drafts: Drafts,
    closing: Closing,
    clearing: Clearing,
    told_outside: ToldOutside,
    pictures: Pictures,
    crash_log: CrashLog,
    window: viewport::Watched,
}

/// Whether the window is about to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// It stays.
    No,
    /// As soon as all that was typed and ticked is on the disk.
    WhenAtRest,
}

/// The session on screen.
struct Open {
    /// Its name on the disk; `None` when it is not stored.
    key: Option<SessionId>,
    session: Session,
    saving: Saving,
    /// What everything goes through before it becomes part of the session.
    redactor: Redactor,
    /// What was hidden since the program started and may be shown again.
    vault: Vault,
}

impl Open {
    fn new(key: Option<SessionId>, session: Session, saving: Saving, known: &KnownSecrets) -> Self {
        let redactor = Redactor::new(known, session.state().salt);
        let vault = Vault::after_restart(&serde_json::to_string(session.events()).unwrap_or_default());
        Self { key, session, saving, redactor, vault }
    }

    /// A text, fit to be stored in this session; what of it was harmless is remembered for as long as it is open.
    fn safe(&mut self, text: &str) -> SafeText {
        self.vault.learn(&self.redactor, text);
        self.redactor.safe(text)
    }
}

/// What the disk is doing for the session.
enum Writing {
    Nothing,
    /// An event is on its way to the disk, and not on screen yet.
    Event,
    /// A session is being begun or opened.
    Opening,
    /// This event could not be stored; the customer is asked what to do.
    Failed(Event),
}

impl App {
    /// The program, ready for its first frame; sessions are looked for meanwhile.
    pub fn new(ctx: &egui::Context, parts: AppSetup) -> std::io::Result<Self> {
        let AppSetup { loaded, index, from, folders, settings, lang, facts, known, store, notices, outside, .. } =
            parts;
        let (crash, cleaner) = (parts.crash, parts.cleaner);
        let wake = ctx.clone();
        let has_store = store.is_ok();
        let mut app_notices = notices;
        if let Err(why) = &store {
            app_notices.push(notices::no_store(Strings::of(lang), why));
        }
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || wake.request_repaint());
        let mut threads = Threads::start(store.ok(), Arc::clone(&outside), wake)?;
        threads.give(Job::List);
        // Text sizes are the settings'; the toolkit's own would not be remembered and know no limits of ours.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ui::install_fonts(ctx, lang);
        let hosts = loaded.pack.as_ref().map_or(&[][..], |pack| &pack.hosts);
        let clearing = Clearing::new(cleaner, hosts);
        let window = viewport::Watched::remembering(settings.window);
        let mut app = Self {
            broken: first_problems(&loaded),
            guest: Guest::of(&from, &loaded),
            wished: Wished::default(),
            loaded,
            index,
            folder_words: folders.data.display().to_string(),
            log_words: folders.logs.display().to_string(),
            folders,
            zone: outside.zone(),
            looked: Looked::at(outside.clocks()),
            settings,
            lang,
            facts,
            known,
            machine: None,
            system: SystemPreferences::default(),
            following: None,
            outside,
            threads,
            has_store,
            screen: Screen::Home,
            came_from: Vec::new(),
            open: None,
            stored: Vec::new(),
            writing: Writing::Nothing,
            waiting: VecDeque::new(),
            queued: VecDeque::new(),
            report: None,
            notices: app_notices,
            drafts: Drafts::default(),
            closing: Closing::No,
            clearing,
            told_outside: ToldOutside::default(),
            pictures: Pictures::default(),
            crash_log: CrashLog::None,
            window,
        };
        app.dress(ctx);
        app.tell_of_crash(crash);
        app.tidy_copies();
        Ok(app)
    }

    /// A function that brings the window to the front, and has a pack opened in it, for a second copy. What it returns
    /// is signed by the window's next frame: a window that hangs signs nothing.
    pub fn on_visit(&self) -> impl Fn(InstanceRequest) -> PendingAck + Send + use<> {
        self.threads.on_visit()
    }

    /// Whether nothing is under way: all that the customer did is stored and on screen, or they are asked what to do,
    /// and every thread has answered.
    pub fn is_at_rest(&self) -> bool {
        matches!(self.writing, Writing::Nothing | Writing::Failed(_)) && self.threads.are_idle()
    }

    /// The session on screen, for stories that compare it with the disk.
    pub fn session(&self) -> Option<&Session> {
        self.open.as_ref().map(|open| &open.session)
    }

    /// The pictures that go with the report on screen.
    pub fn pictures(&self) -> &[AddedPicture] {
        self.pictures.added()
    }

    /// Takes in what threads have answered.
    pub fn take_answers(&mut self, ctx: &egui::Context) {
        self.follow_system(ctx);
        self.look_at_clocks();
        for done in self.threads.answers() {
            self.arrive(done, ctx);
        }
        self.tell_outside(ctx);
        if self.closing == Closing::WhenAtRest && self.may_close() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Whether all that was typed and ticked is on the disk, and every browser's store is whole.
    fn may_close(&self) -> bool {
        self.is_at_rest() && !self.clearing.is_changing_files()
    }

    /// Holds the window open for the moment that the disk needs for the last words. Whoever closes it twice is not
    /// held: a disk may hang.
    fn close_gently(&mut self, ctx: &egui::Context) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && self.closing == Closing::No && !self.may_close() {
            // Browsers are left whole, and what was done so far is kept in the session.
            self.clearing.stop();
            self.closing = Closing::WhenAtRest;
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
    }

    /// Draws a frame and does what the customer wants.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let mut wanted = Vec::new();
        let mut drafts = std::mem::take(&mut self.drafts);
        let path = self.open_wizard().map(|(open, wizard)| session::path(wizard, &open.session, self.facts.os_kind));
        let hand_in = self.hands_in();
        let view = self.view(path.as_ref(), hand_in);
        ui::draw(ui, &view, &mut drafts, &mut wanted);
        self.drafts = drafts;
        for intent in wanted {
            self.handle(intent, &ctx);
        }
        self.change_pack(hand_in, &ctx);
        if let Some(size) = self.window.look(&ctx) {
            self.settings.window = Some(size);
            self.store_settings();
        }
        self.close_gently(&ctx);
    }

    fn view<'a>(&'a self, path: Option<&'a session::GuidePath<'a>>, hand_in: SubmitDrafts) -> View<'a> {
        let pack = self.loaded.pack.as_ref();
        let session = self.open_wizard().zip(path).map(|((open, wizard), path)| OpenSession {
            wizard,
            session: &open.session,
            path,
            os: self.facts.os_kind,
            saving: open.saving,
            redactor: &open.redactor,
        });
        View {
            lang: self.lang,
            strings: self.strings(),
            screen: self.screen,
            pack,
            index: &self.index,
            guest: self.guest.as_ref().map(Guest::view),
            hand_in,
            broken: &self.broken,
            notices: &self.notices,
            session,
            stored: &self.stored,
            report: self.report_in_hand().map(OpenedReport::view),
            pictures: self.pictures.view(),
            clear: self.clearing.view(),
            settings: SettingsView {
                theme: self.theme(),
                drawing: self.drawing(),
                drawings: ui::DrawingSetting::offered(self.facts.os_kind),
                text_size: self.settings.text_size_percent,
                folder: &self.folder_words,
                log_folder: &self.log_words,
                program_version: &self.facts.program_version,
                pack_version: pack.map_or("", |pack| pack.version.as_str()),
            },
        }
    }

    /// The open session with its wizard, if the pack has it.
    fn open_wizard(&self) -> Option<(&Open, &crate::pack::Guide)> {
        let open = self.open.as_ref()?;
        let wizard = self.wizard_of(&open.session)?;
        Some((open, wizard))
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
        self.take_answers(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
