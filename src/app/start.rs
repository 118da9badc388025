//! From the double-click to the first frame.

use std::sync::Arc;

use eframe::egui::{self, IconData};
use egui_system_font_provider::SystemFontProvider;

use super::clearing::undo_folder;
use super::outside::Desktop;
use super::{App, MakeCleaner, Parts, notices, viewport};
use crate::browser::{Cleaner, Table};
use crate::desktop::{self, Folders, Instance, Settings, SettingsNotice, Store, SystemFacts};
use crate::lang::{Lang, Strings};
use crate::pack::{Loaded, SourceFile, load};

/// What the command line wishes for the window.
#[derive(Debug)]
pub struct Wishes {
    /// The pack's files.
    pub files: Vec<SourceFile>,
    /// The language, if it was named.
    pub lang: Option<Lang>,
    /// Where everything is kept.
    pub folders: Folders,
    /// Being the one copy that works on the data folder; `None` where that folder cannot be used.
    pub instance: Option<Instance>,
    /// Why the data folder cannot be used, in the system's words.
    pub no_data: Option<String>,
}

/// No window could be opened.
#[derive(Debug, thiserror::Error)]
#[error("no window can be opened here: {0}")]
pub struct NoWindow(String);

/// Opens the window and runs it until it is closed.
///
/// What takes time and is not needed for a window to exist goes on beside its making: the pack is read on a thread,
/// second copies are listened for on another, and the system's fonts are looked through after the first frame.
pub fn open_window(wishes: Wishes) -> Result<(), NoWindow> {
    let Wishes { files, lang, folders, instance, no_data } = wishes;
    let reading = std::thread::Builder::new()
        .name("pack".to_owned())
        .spawn(move || load(&files))
        .map_err(|error| NoWindow(error.to_string()))?;
    // A few lines, read in no time; the window's size is among them.
    let settings = Settings::load(&folders.settings_file());
    let options = eframe::NativeOptions {
        viewport: viewport::builder(settings.0.window)
            .with_title("OKPay Wizard")
            // The desktop entry's name: without it a Wayland desktop shows no icon.
            .with_app_id("okpay-wizard")
            .with_icon(icon()),
        renderer: eframe::Renderer::Glow,
        centered: true,
        // Our own provider asks for Simplified Chinese shapes, whatever language the system speaks.
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "okpay-wizard",
        options,
        Box::new(move |cc| {
            let loaded = reading.join().map_err(|_panic| "the thread that reads the pack has failed")?;
            let app = App::new(&cc.egui_ctx, parts(loaded, lang, folders, settings, no_data))?;
            let door = instance.map(|instance| open_door(instance, app.on_knock())).transpose()?;
            Ok(Box::new(Window { app, system_fonts: SystemFonts::Later, _door: door }))
        }),
    )
    .map_err(|error| NoWindow(error.to_string()))
}

fn parts(
    loaded: Loaded,
    lang: Option<Lang>,
    folders: Folders,
    (settings, trouble): (Settings, Option<SettingsNotice>),
    no_data: Option<String>,
) -> Parts {
    let facts = SystemFacts::gather();
    let lang = lang.or(settings.lang).unwrap_or_else(|| Lang::for_locale(&facts.locale));
    let store = match no_data {
        Some(why) => Err(why),
        None => Store::open(&folders.sessions).map_err(|error| error.to_string()),
    };
    let said = trouble.map(|trouble| notices::settings(Strings::of(lang), &trouble));
    let undo = undo_folder(&folders);
    let cleaner: MakeCleaner = Arc::new(move || {
        let table = Table::built_in().map_err(|error| error.to_string())?;
        let roots = desktop::roots().map_err(|error| error.to_string())?;
        Ok(Box::new(Cleaner::new(roots, table, Arc::new(desktop::SystemProcesses), undo.clone())))
    });
    Parts {
        loaded: Arc::new(loaded),
        folders,
        settings,
        lang,
        facts,
        known: desktop::known(),
        store,
        notices: said.into_iter().collect(),
        outside: Arc::new(Desktop),
        cleaner,
    }
}

/// Listens for second copies. The disk is asked to remember where they should knock, so this is done on a thread.
/// What it returns holds the one copy's place for as long as it lives.
fn open_door(
    mut instance: Instance,
    on_knock: impl Fn() + Send + 'static,
) -> std::io::Result<std::thread::JoinHandle<Instance>> {
    std::thread::Builder::new().name("door".to_owned()).spawn(move || {
        if let Err(error) = instance.listen(on_knock) {
            tracing::warn!(%error, "a second copy will not be heard");
        }
        instance
    })
}

/// The program with what must live as long as its window.
struct Window {
    app: App,
    system_fonts: SystemFonts,
    /// The finished thread keeps the [`Instance`], and with it the lock.
    _door: Option<std::thread::JoinHandle<Instance>>,
}

/// The system's fonts, for characters that ours lack. Looking through them keeps a processor busy for a while, and
/// nothing on the first screen needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SystemFonts {
    /// Once the first frame is on screen.
    Later,
    /// They are there when asked for.
    Added,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if self.system_fonts == SystemFonts::Later && ctx.cumulative_frame_nr() > 0 {
            self.system_fonts = SystemFonts::Added;
            ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans"))));
        }
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }
}

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/okpay-wizard-128.png")).unwrap_or_default()
}
