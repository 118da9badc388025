//! The window: its setup and its first frame.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui;
use egui_system_font_provider::SystemFontProvider;

use super::super::clearing::undo_folder;
use super::super::open_pack::FirstPack;
use super::super::services::DesktopServices;
use super::super::{App, AppSetup, CleanerFactory, notices};
use super::simulated_failure::{self, FailurePoint, SimulatedFailure};
use super::watch::WatchedStart;
use crate::browser::{BrowserTable, Cleaner};
use crate::desktop::{
    self, Folders, Instance, InstanceRequest, PendingAck, Renderer, Settings, SettingsNotice, Store, SystemFacts,
    crash, log,
};
use crate::lang::{Lang, Strings};

/// The limit for the width of an image on the graphics card, in pixels: the toolkit's own limit where it knows no card.
/// The toolkit keeps all characters in one image as wide as the card allows, often 16,384, and doubles the height when
/// a row is full. Most of it would stay empty, in memory and on the card. With this limit the characters of all
/// built-in guides take 2.1 MB; at four times their size some 800 characters fit, a page has 200, and characters that
/// are not on screen are dropped. Customers' pictures are smaller.
const MAX_TEXTURE_SIDE: usize = 2048;

/// What a window is made from.
pub(super) struct WindowSetup {
    pub(super) pack: Option<PathBuf>,
    pub(super) lang: Option<Lang>,
    pub(super) folders: Folders,
    pub(super) no_data: Option<String>,
    pub(super) settings: Settings,
    pub(super) settings_notice: Option<SettingsNotice>,
    pub(super) simulated_failures: Vec<SimulatedFailure>,
    pub(super) start: WatchedStart,
}

/// Opens a window with this renderer and runs it until it is closed. `has_opened` becomes true once the first frame is
/// on screen.
///
/// Slow work that the window does not need runs beside its setup: one thread reads the pack, another listens for second
/// copies, and the system's fonts are loaded after the first frame.
pub(super) fn run(
    options: eframe::NativeOptions,
    renderer: Renderer,
    setup: WindowSetup,
    has_opened: Arc<AtomicBool>,
) -> eframe::Result {
    let WindowSetup { pack, lang, folders, no_data, settings, settings_notice, simulated_failures, start } = setup;
    let reader = std::thread::Builder::new()
        .name("pack".to_owned())
        .spawn(move || FirstPack::read(pack))
        .map_err(|error| eframe::Error::AppCreation(Box::new(error)))?;
    eframe::run_native(
        "okpay-wizard",
        options,
        Box::new(move |cc| {
            simulated_failure::simulate(&simulated_failures, FailurePoint::Renderer(renderer))?;
            let first = reader.join().map_err(|_panic| "the thread that reads the pack has failed")?;
            let app = App::new(&cc.egui_ctx, app_setup(first, lang, folders, no_data, settings, settings_notice))?;
            let instance = start.resources().instance.take();
            let listener =
                instance.map(|instance| start_listener(instance, app.instance_request_handler())).transpose()?;
            let tasks = FirstFrameTasks { start, simulated_failures, has_opened };
            Ok(Box::new(WindowApp { app, tasks: Some(tasks), _listener: listener }))
        }),
    )
}

fn app_setup(
    first: FirstPack,
    lang: Option<Lang>,
    folders: Folders,
    no_data: Option<String>,
    settings: Settings,
    settings_notice: Option<SettingsNotice>,
) -> AppSetup {
    let facts = SystemFacts::gather();
    let lang = lang.or(settings.lang).unwrap_or_else(|| Lang::for_locale(&facts.locale));
    let store = match no_data {
        Some(why) => Err(why),
        None => Store::open(&folders.sessions).map_err(|error| error.to_string()),
    };
    let crash = crash::take(&folders.data);
    let settings_notice = settings_notice.map(|notice| notices::settings(Strings::of(lang), &notice));
    let notices = settings_notice.into_iter().chain(first.notice(lang)).collect();
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
        services: Arc::new(DesktopServices::default()),
        crash,
        cleaner,
    }
}

/// Listens for second copies. The listener writes its address to the disk, so this runs on a thread. The thread's
/// result holds the lock of the only copy for as long as it lives.
fn start_listener(
    mut instance: Instance,
    on_request: impl Fn(InstanceRequest) -> PendingAck + Send + 'static,
) -> std::io::Result<std::thread::JoinHandle<Instance>> {
    std::thread::Builder::new().name("listener".to_owned()).spawn(move || {
        if let Err(error) = instance.listen(on_request) {
            tracing::warn!(%error, "second copies cannot reach this one");
        }
        instance
    })
}

/// The program with what must live as long as its window.
struct WindowApp {
    app: App,
    /// What happens after the first frame; `None` once it is done.
    tasks: Option<FirstFrameTasks>,
    /// The finished thread keeps the [`Instance`], and with it the lock.
    _listener: Option<std::thread::JoinHandle<Instance>>,
}

/// What remains to do once the first frame is on screen.
struct FirstFrameTasks {
    start: WatchedStart,
    simulated_failures: Vec<SimulatedFailure>,
    has_opened: Arc<AtomicBool>,
}

impl FirstFrameTasks {
    /// Finishes the start. The system's fonts, for characters that ours lack, are loaded only now: that keeps a
    /// processor busy for a while, and the first screen does not need them.
    fn finish(self, ctx: &egui::Context, app: &App) {
        self.has_opened.store(true, Ordering::Release);
        self.start.opened();
        ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans"))));
        app.listen_for_panics();
        if let Err(error) = simulated_failure::simulate(&self.simulated_failures, FailurePoint::Window) {
            tracing::error!(error, "an error at this point has no effect");
        }
        let simulated_failures = self.simulated_failures;
        let spawned = std::thread::Builder::new()
            .name("simulation".to_owned())
            .spawn(move || simulated_failure::simulate(&simulated_failures, FailurePoint::Thread));
        drop(spawned);
    }
}

impl eframe::App for WindowApp {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        input.max_texture_side = input.max_texture_side.map(|side| side.min(MAX_TEXTURE_SIDE));
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if ctx.cumulative_frame_nr() > 0
            && let Some(tasks) = self.tasks.take()
        {
            tasks.finish(ctx, &self.app);
        }
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.tasks.is_some() {
            // Only a second frame shows that the first one succeeded.
            ui.request_repaint();
        }
        self.app.ui(ui, frame);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.shut_down();
        // On a Mac this may be the last call of all.
        log::flush();
    }
}
