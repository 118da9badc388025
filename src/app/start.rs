//! From the double-click to the first frame.

use std::sync::Arc;

use eframe::egui::{self, IconData, ViewportBuilder, vec2};
use egui_system_font_provider::SystemFontProvider;

use super::outside::Desktop;
use super::{App, Parts, notices};
use crate::desktop::{Folders, Instance, Settings, Store, StoreError, SystemFacts};
use crate::lang::{Lang, Strings};
use crate::pack::Loaded;

/// What the command line wishes for the window.
#[derive(Debug)]
pub struct Wishes {
    /// The pack and what is wrong with it.
    pub loaded: Loaded,
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
pub fn open_window(wishes: Wishes) -> Result<(), NoWindow> {
    // Looking through the system's fonts takes a while; it goes on while the window is made.
    let fonts = Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans")));
    let Wishes { loaded, lang, folders, mut instance, no_data } = wishes;
    let facts = SystemFacts::gather();
    let (settings, settings_notice) = Settings::load(&folders.settings_file());
    let lang = lang.or(settings.lang).unwrap_or_else(|| Lang::for_locale(&facts.locale));
    let store = match no_data {
        Some(why) => Err(why),
        None => Store::open(&folders.sessions).map_err(|error: StoreError| error.to_string()),
    };
    let said = settings_notice.map(|notice| notices::settings(Strings::of(lang), &notice));
    let loaded = Arc::new(loaded);
    let title = loaded.pack.as_ref().map_or("OKPay Wizard", |pack| pack.name.get(lang)).to_owned();
    let parts = Parts {
        loaded,
        folders,
        settings,
        lang,
        facts,
        store,
        notices: said.into_iter().collect(),
        outside: Arc::new(Desktop),
    };
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(title)
            // The desktop entry's name: without it a Wayland desktop shows no icon.
            .with_app_id("okpay-wizard")
            .with_icon(icon())
            .with_inner_size(vec2(1024.0, 700.0))
            .with_min_inner_size(vec2(480.0, 400.0)),
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
            cc.egui_ctx.add_font_provider(fonts);
            let app = App::new(&cc.egui_ctx, parts)?;
            if let Some(instance) = instance.as_mut()
                && let Err(error) = instance.listen(app.on_knock())
            {
                tracing::warn!(%error, "a second copy will not be heard");
            }
            Ok(Box::new(Window { app, _instance: instance }))
        }),
    )
    .map_err(|error| NoWindow(error.to_string()))
}

/// The program with what must live as long as its window.
struct Window {
    app: App,
    _instance: Option<Instance>,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
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
