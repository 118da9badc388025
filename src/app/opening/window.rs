//! The window itself: its parts, its making, its first frame.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui;
use egui_system_font_provider::SystemFontProvider;

use super::super::clearing::undo_folder;
use super::super::open_pack::FirstPack;
use super::super::outside::DesktopServices;
use super::super::{App, AppSetup, CleanerFactory, notices};
use super::rehearsal::{self, FailurePoint, SimulatedFailure};
use super::watch::Start;
use crate::browser::{BrowserTable, Cleaner};
use crate::desktop::{
    self, Folders, Instance, InstanceRequest, PendingAck, Renderer, Settings, SettingsNotice, Store, SystemFacts,
    crash, log,
};
use crate::lang::{Lang, Strings};

/// No image on the graphics card gets wider than this, in pixels: the toolkit's own measure where it knows no card. It keeps
/// all characters in one image as wide as the card allows, often 16,384, and doubles its height when a row is full: most of
/// it would stay empty, once in memory and once on the card. So it holds the characters of all built-in wizards in 2.1 MB;
/// at four times their size there is room for some 800, when a page has 200, and what is not on screen makes way. Customers'
/// pictures are smaller.
const WIDEST_IMAGE: usize = 2048;

/// What a window is made of.
pub(super) struct Making {
    pub(super) pack: Option<PathBuf>,
    pub(super) lang: Option<Lang>,
    pub(super) folders: Folders,
    pub(super) no_data: Option<String>,
    pub(super) settings: Settings,
    pub(super) trouble: Option<SettingsNotice>,
    pub(super) rehearsals: Vec<SimulatedFailure>,
    pub(super) start: Start,
}

/// Opens a window that is drawn in this way, and runs it until it is closed. `has_opened` becomes true once its first
/// frame is on screen.
///
/// What takes time and is not needed for a window to exist goes on beside its making: the pack is read on a thread,
/// second copies are listened for on another, and the system's fonts are looked through after the first frame.
pub(super) fn run(
    options: eframe::NativeOptions,
    renderer: Renderer,
    making: Making,
    has_opened: Arc<AtomicBool>,
) -> eframe::Result {
    let Making { pack, lang, folders, no_data, settings, trouble, rehearsals, start } = making;
    let reading = std::thread::Builder::new()
        .name("pack".to_owned())
        .spawn(move || FirstPack::read(pack))
        .map_err(|error| eframe::Error::AppCreation(Box::new(error)))?;
    eframe::run_native(
        "okpay-wizard",
        options,
        Box::new(move |cc| {
            rehearsal::play(&rehearsals, FailurePoint::Renderer(renderer))?;
            let first = reading.join().map_err(|_panic| "the thread that reads the pack has failed")?;
            let app = App::new(&cc.egui_ctx, parts(first, lang, folders, no_data, settings, trouble))?;
            let instance = start.held().instance.take();
            let door = instance.map(|instance| open_door(instance, app.on_visit())).transpose()?;
            let opening = Opening { start, rehearsals, has_opened };
            Ok(Box::new(Window { app, opening: Some(opening), _door: door }))
        }),
    )
}

fn parts(
    first: FirstPack,
    lang: Option<Lang>,
    folders: Folders,
    no_data: Option<String>,
    settings: Settings,
    trouble: Option<SettingsNotice>,
) -> AppSetup {
    let facts = SystemFacts::gather();
    let lang = lang.or(settings.lang).unwrap_or_else(|| Lang::for_locale(&facts.locale));
    let store = match no_data {
        Some(why) => Err(why),
        None => Store::open(&folders.sessions).map_err(|error| error.to_string()),
    };
    let crash = crash::take(&folders.data);
    let said = trouble.map(|trouble| notices::settings(Strings::of(lang), &trouble));
    let notices = said.into_iter().chain(first.notice(lang)).collect();
    let undo = undo_folder(&folders);
    let cleaner: CleanerFactory = Arc::new(move || {
        let table = BrowserTable::built_in().map_err(|error| error.to_string())?;
        let roots = desktop::roots().map_err(|error| error.to_string())?;
        Ok(Box::new(Cleaner::new(roots, table, Arc::new(desktop::SystemProcesses), undo.clone())))
    });
    AppSetup {
        loaded: Arc::new(first.opened.loaded),
        index: Arc::new(first.opened.index),
        from: first.from,
        folders,
        settings,
        lang,
        facts,
        known: desktop::known(),
        store,
        notices,
        outside: Arc::new(DesktopServices::default()),
        crash,
        cleaner,
    }
}

/// Listens for second copies. The disk is asked to remember where they should knock, so this is done on a thread.
/// What it returns holds the one copy's place for as long as it lives.
fn open_door(
    mut instance: Instance,
    on_visit: impl Fn(InstanceRequest) -> PendingAck + Send + 'static,
) -> std::io::Result<std::thread::JoinHandle<Instance>> {
    std::thread::Builder::new().name("door".to_owned()).spawn(move || {
        if let Err(error) = instance.listen(on_visit) {
            tracing::warn!(%error, "a second copy will not be heard");
        }
        instance
    })
}

/// The program with what must live as long as its window.
struct Window {
    app: App,
    /// What is left to do once the first frame is on screen; `None` when it is done.
    opening: Option<Opening>,
    /// The finished thread keeps the [`Instance`], and with it the lock.
    _door: Option<std::thread::JoinHandle<Instance>>,
}

/// A window whose first frame is not on screen yet.
struct Opening {
    start: Start,
    rehearsals: Vec<SimulatedFailure>,
    has_opened: Arc<AtomicBool>,
}

impl Opening {
    /// The first frame is on screen. The system's fonts, for characters that ours lack, are looked for only now: that
    /// keeps a processor busy for a while, and nothing on the first screen needs them.
    fn finish(self, ctx: &egui::Context, app: &App) {
        self.has_opened.store(true, Ordering::Release);
        self.start.opened();
        ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans"))));
        app.window_is_open();
        if let Err(played) = rehearsal::play(&self.rehearsals, FailurePoint::Window) {
            tracing::error!(played, "nothing follows from an error here");
        }
        let rehearsals = self.rehearsals;
        let elsewhere = std::thread::Builder::new()
            .name("rehearsal".to_owned())
            .spawn(move || rehearsal::play(&rehearsals, FailurePoint::Thread));
        drop(elsewhere);
    }
}

impl eframe::App for Window {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        input.max_texture_side = input.max_texture_side.map(|side| side.min(WIDEST_IMAGE));
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if ctx.cumulative_frame_nr() > 0
            && let Some(opening) = self.opening.take()
        {
            opening.finish(ctx, &self.app);
        }
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.opening.is_some() {
            // Only a second frame tells that the first one came through.
            ui.request_repaint();
        }
        self.app.ui(ui, frame);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.part();
        // On a Mac this may be the last that is ever called.
        log::flush();
    }
}
