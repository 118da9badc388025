//! What the window's library is told for each way of drawing.

use eframe::NativeOptions;
use eframe::egui::{IconData, ViewportBuilder, vec2};

use crate::desktop::Renderer;

/// The window's options.
pub(super) fn options(renderer: Renderer) -> NativeOptions {
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("OKPay Wizard")
            // The desktop entry's name: without it a Wayland desktop shows no icon.
            .with_app_id("okpay-wizard")
            .with_icon(icon())
            .with_inner_size(vec2(1024.0, 700.0))
            .with_min_inner_size(vec2(480.0, 400.0)),
        centered: true,
        // Our own provider asks for Simplified Chinese shapes, whatever language the system speaks.
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    drawn_by(renderer, options)
}

#[cfg(not(windows))]
fn drawn_by(renderer: Renderer, mut options: NativeOptions) -> NativeOptions {
    options.renderer = eframe::Renderer::Glow;
    // macOS has a software renderer of its own. Mesa's calls itself accelerated, and is chosen by the environment.
    if cfg!(target_os = "macos") && renderer == Renderer::Software {
        options.glow_options.hardware_acceleration = eframe::egui_glow::HardwareAcceleration::Off;
    }
    options
}

#[cfg(windows)]
fn drawn_by(renderer: Renderer, options: NativeOptions) -> NativeOptions {
    use super::windows_renderer::{Dx12, with_dx12};
    match renderer {
        // Where wgpu is there, it would be the usual renderer.
        Renderer::OpenGl => NativeOptions { renderer: eframe::Renderer::Glow, ..options },
        Renderer::DirectX => with_dx12(options, Dx12::Hardware),
        Renderer::Software => with_dx12(options, Dx12::Warp),
    }
}

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../../assets/icon/okpay-wizard-128.png")).unwrap_or_default()
}
