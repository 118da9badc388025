//! The options of the window's library for each renderer.

use eframe::NativeOptions;
use eframe::egui::IconData;

use super::super::viewport;
use crate::desktop::{Renderer, Settings};

pub(super) fn options(renderer: Renderer, settings: &Settings) -> NativeOptions {
    let options = NativeOptions {
        viewport: viewport::builder(settings.window)
            .with_title("OKPay Wizard")
            // The desktop entry's name: without it a Wayland desktop shows no icon.
            .with_app_id("okpay-wizard")
            .with_icon(icon()),
        centered: true,
        // Our own provider asks for Simplified Chinese shapes in every language of the system.
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    drawn_by(renderer, options)
}

#[cfg(not(windows))]
fn drawn_by(renderer: Renderer, mut options: NativeOptions) -> NativeOptions {
    options.renderer = eframe::Renderer::Glow;
    // macOS has a software renderer of its own. Mesa's calls itself accelerated, and the environment selects it.
    if cfg!(target_os = "macos") && renderer == Renderer::Software {
        options.glow_options.hardware_acceleration = eframe::egui_glow::HardwareAcceleration::Off;
    }
    options
}

#[cfg(windows)]
fn drawn_by(renderer: Renderer, options: NativeOptions) -> NativeOptions {
    use super::windows_renderer::{Dx12, with_dx12};
    match renderer {
        // When wgpu is compiled in, it is the default renderer.
        Renderer::OpenGl => NativeOptions { renderer: eframe::Renderer::Glow, ..options },
        Renderer::DirectX => with_dx12(options, Dx12::Hardware),
        Renderer::Software => with_dx12(options, Dx12::Warp),
    }
}

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../../assets/icon/okpay-wizard-128.png")).unwrap_or_default()
}
