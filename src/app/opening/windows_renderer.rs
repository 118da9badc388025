//! The renderers for Windows with an old OpenGL: DirectX 12, on a graphics card or on the processor.
//!
//! Plain remote desktops and Windows without a driver have OpenGL 1.1, which is not enough; DirectX 12 with WARP, its
//! software renderer, is part of every Windows 10 and 11.
//!
//! `Renderer::default()` is wgpu as soon as it is compiled in, so options must name their renderer.

use std::sync::Arc;

use eframe::egui_wgpu::{WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu::{Adapter, Backends, DeviceType, Surface};
use eframe::{NativeOptions, Renderer, SurfaceConfig};

/// The kind of adapter that draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dx12 {
    /// A graphics card, also a virtual one.
    Hardware,
    /// The processor: WARP. Slow, and always available.
    Warp,
}

/// The options with DirectX 12 as their renderer. The start fails if there is no such adapter.
pub(super) fn with_dx12(options: NativeOptions, by: Dx12) -> NativeOptions {
    NativeOptions { renderer: Renderer::Wgpu, wgpu_options: configuration(by), ..options }
}

fn configuration(by: Dx12) -> WgpuConfiguration {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    // The environment must not change which renderer is tried.
    setup.instance_descriptor.backends = Backends::DX12;
    setup.native_adapter_selector = Some(Arc::new(move |adapters, surface| choose(by, adapters, surface)));
    WgpuConfiguration { wgpu_setup: WgpuSetup::CreateNew(setup), ..WgpuConfiguration::default() }
        .with_surface_config(SurfaceConfig::LOW_LATENCY)
}

fn choose(by: Dx12, adapters: &[Adapter], surface: Option<&Surface<'_>>) -> Result<Adapter, String> {
    let fits = |adapter: &&Adapter| surface.is_none_or(|surface| adapter.is_surface_supported(surface));
    let rated = adapters.iter().filter(fits).filter_map(|adapter| {
        let rank = rank(by, adapter.get_info().device_type)?;
        Some((rank, adapter))
    });
    let best = rated.min_by_key(|(rank, _)| *rank).map(|(_, adapter)| adapter.clone());
    best.ok_or_else(|| format!("none of {} DirectX 12 adapters can serve as {by:?}", adapters.len()))
}

/// The rank of a kind of adapter; `None` for kinds that the other renderer uses. A page of text needs no fast card, and
/// the integrated one is always connected to the display.
fn rank(by: Dx12, device: DeviceType) -> Option<u8> {
    match (by, device) {
        (Dx12::Warp, DeviceType::Cpu) | (Dx12::Hardware, DeviceType::IntegratedGpu) => Some(0),
        (Dx12::Hardware, DeviceType::DiscreteGpu) => Some(1),
        (Dx12::Hardware, DeviceType::VirtualGpu) => Some(2),
        (Dx12::Hardware, DeviceType::Other) => Some(3),
        (Dx12::Hardware, DeviceType::Cpu) | (Dx12::Warp, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_software_renderer_takes_no_card_and_the_other_no_processor() {
        for device in [
            DeviceType::Other,
            DeviceType::IntegratedGpu,
            DeviceType::DiscreteGpu,
            DeviceType::VirtualGpu,
            DeviceType::Cpu,
        ] {
            assert_ne!(rank(Dx12::Hardware, device).is_some(), rank(Dx12::Warp, device).is_some(), "{device:?}");
        }
        assert!(rank(Dx12::Hardware, DeviceType::IntegratedGpu) < rank(Dx12::Hardware, DeviceType::DiscreteGpu));
    }
}
