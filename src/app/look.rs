//! How the window looks: what the pack, the customer and the system want of it, in one place.
//!
//! The system's preferences arrive through `follow_system`. Where winit knows the theme, as on Windows and macOS, winit
//! decides.

use std::sync::Arc;

use eframe::egui::{self, ThemePreference};

use super::App;
use super::worker::Done;
use crate::desktop::{ContrastPreference, MotionPreference, PreferredScheme, Renderer, SystemPreferences, ThemeChoice};
use crate::ui::{self, Appearance, Contrast, DrawingSetting, Motion, Theme};

impl App {
    /// Hands the settings and the system's wishes to the window.
    pub(super) fn dress(&self, ctx: &egui::Context) {
        ui::dress(ctx, self.wanted_look());
        ctx.set_zoom_factor(f32::from(self.settings.text_size_percent) / 100.0);
        let name = self.loaded.pack.as_ref().map_or("OKPay Wizard", |pack| pack.name.get(self.lang));
        ctx.send_viewport_cmd(egui::ViewportCommand::Title(name.to_owned()));
    }

    fn wanted_look(&self) -> Appearance {
        let (preference, chosen) = match self.settings.theme {
            ThemeChoice::System => (ThemePreference::System, Contrast::Usual),
            ThemeChoice::Light => (ThemePreference::Light, Contrast::Usual),
            ThemeChoice::Dark => (ThemePreference::Dark, Contrast::Usual),
            ThemeChoice::LightContrast => (ThemePreference::Light, Contrast::More),
            ThemeChoice::DarkContrast => (ThemePreference::Dark, Contrast::More),
        };
        let usual = Appearance::default();
        Appearance {
            accent: self.loaded.pack.as_ref().map_or(usual.accent, |pack| pack.accent),
            preference,
            // Windows and macOS tell the window itself; the portal of Linux does not.
            system: match self.system.scheme {
                PreferredScheme::NoPreference => usual.system,
                PreferredScheme::Light => egui::Theme::Light,
                PreferredScheme::Dark => egui::Theme::Dark,
            },
            // Who needs more contrast everywhere needs it here, light or dark.
            contrast: match self.system.contrast {
                ContrastPreference::More => Contrast::More,
                ContrastPreference::Usual => chosen,
            },
            motion: match self.system.motion {
                MotionPreference::Usual => Motion::Usual,
                MotionPreference::Less => Motion::Less,
            },
        }
    }

    /// Begins to listen for the system's wishes, once the first frame is on screen: nobody waits for a bus.
    pub(super) fn follow_system(&mut self, ctx: &egui::Context) {
        if self.following.is_some() {
            return;
        }
        if ctx.cumulative_frame_nr() == 0 {
            // There is another frame, or nobody would ever listen.
            ctx.request_repaint();
            return;
        }
        let line = self.threads.line();
        self.following = Some(self.outside.follow_system(Arc::new(move |wishes| line.tell(Done::System(wishes)))));
    }

    /// The system wishes something else from now on.
    pub(super) fn system_wishes(&mut self, wishes: SystemPreferences, ctx: &egui::Context) {
        self.system = wishes;
        self.dress(ctx);
    }

    /// What the settings' screen shows as chosen.
    pub(super) fn theme(&self) -> Theme {
        match self.settings.theme {
            ThemeChoice::System => Theme::System,
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::LightContrast => Theme::LightContrast,
            ThemeChoice::DarkContrast => Theme::DarkContrast,
        }
    }

    /// The customer chose another appearance.
    /// How the window is to be drawn at the next start.
    pub(super) fn choose_drawing(&mut self, drawing: DrawingSetting, ctx: &egui::Context) {
        self.settings.renderer = match drawing {
            DrawingSetting::Any => None,
            DrawingSetting::OpenGl => Some(Renderer::OpenGl),
            DrawingSetting::DirectX => Some(Renderer::DirectX),
            DrawingSetting::Software => Some(Renderer::Software),
        };
        self.keep_settings(ctx);
    }

    /// The same for the settings' screen.
    pub(super) fn drawing(&self) -> DrawingSetting {
        match self.settings.renderer {
            None => DrawingSetting::Any,
            Some(Renderer::OpenGl) => DrawingSetting::OpenGl,
            Some(Renderer::DirectX) => DrawingSetting::DirectX,
            Some(Renderer::Software) => DrawingSetting::Software,
        }
    }

    pub(super) fn choose_theme(&mut self, theme: Theme, ctx: &egui::Context) {
        self.settings.theme = match theme {
            Theme::System => ThemeChoice::System,
            Theme::Light => ThemeChoice::Light,
            Theme::Dark => ThemeChoice::Dark,
            Theme::LightContrast => ThemeChoice::LightContrast,
            Theme::DarkContrast => ThemeChoice::DarkContrast,
        };
        self.keep_settings(ctx);
    }
}
