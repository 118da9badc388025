//! The window's appearance: combines what the pack, the customer and the system ask for.
//!
//! The system's preferences come from `watch_preferences`. Where winit knows the system's theme, as on Windows and
//! macOS, winit decides.

use std::sync::Arc;

use eframe::egui::{self, ThemePreference};

use super::App;
use super::worker::JobResult;
use crate::desktop::{ContrastPreference, MotionPreference, PreferredScheme, Renderer, SystemPreferences, ThemeChoice};
use crate::ui::{self, Appearance, Contrast, DrawingSetting, Motion, Theme};

impl App {
    /// Applies the settings and the system's preferences to the window.
    pub(super) fn apply_appearance(&self, ctx: &egui::Context) {
        ui::dress(ctx, self.appearance());
        ctx.set_zoom_factor(f32::from(self.settings.text_size_percent) / 100.0);
        let name = self.loaded.pack.as_ref().map_or("OKPay Wizard", |pack| pack.name.get(self.lang));
        ctx.send_viewport_cmd(egui::ViewportCommand::Title(name.to_owned()));
    }

    fn appearance(&self) -> Appearance {
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
            // On Windows and macOS the window learns the scheme from winit. On Linux only the portal knows it.
            system: match self.preferences.scheme {
                PreferredScheme::Unsaid => usual.system,
                PreferredScheme::Light => egui::Theme::Light,
                PreferredScheme::Dark => egui::Theme::Dark,
            },
            // A customer who asks the system for more contrast gets it here too, light or dark.
            contrast: match self.preferences.contrast {
                ContrastPreference::More => Contrast::More,
                ContrastPreference::Usual => chosen,
            },
            motion: match self.preferences.motion {
                MotionPreference::Usual => Motion::Usual,
                MotionPreference::Less => Motion::Less,
            },
        }
    }

    /// Starts to watch the system's preferences after the first frame, so that the window does not wait for D-Bus.
    pub(super) fn watch_preferences(&mut self, ctx: &egui::Context) {
        if self.preference_watcher.is_some() {
            return;
        }
        if ctx.cumulative_frame_nr() == 0 {
            // Without a request there may be no second frame, and the watcher would never start.
            ctx.request_repaint();
            return;
        }
        let replies = self.workers.reply_sender();
        self.preference_watcher = Some(self.services.watch_preferences(Arc::new(move |preferences| {
            replies.send(JobResult::PreferencesChanged(preferences));
        })));
    }

    /// Applies the system's new preferences.
    pub(super) fn preferences_changed(&mut self, preferences: SystemPreferences, ctx: &egui::Context) {
        self.preferences = preferences;
        self.apply_appearance(ctx);
    }

    /// The theme that the settings screen shows as chosen.
    pub(super) fn theme(&self) -> Theme {
        match self.settings.theme {
            ThemeChoice::System => Theme::System,
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::LightContrast => Theme::LightContrast,
            ThemeChoice::DarkContrast => Theme::DarkContrast,
        }
    }

    /// Saves the renderer for the next start.
    pub(super) fn choose_drawing(&mut self, drawing: DrawingSetting, ctx: &egui::Context) {
        self.settings.renderer = match drawing {
            DrawingSetting::Any => None,
            DrawingSetting::OpenGl => Some(Renderer::OpenGl),
            DrawingSetting::DirectX => Some(Renderer::DirectX),
            DrawingSetting::Software => Some(Renderer::Software),
        };
        self.apply_and_save_settings(ctx);
    }

    /// The renderer that the settings screen shows as chosen.
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
        self.apply_and_save_settings(ctx);
    }
}
