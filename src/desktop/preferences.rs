//! The system's preferences for all windows: light or dark, more contrast, less movement.
//!
//! The system reports them, and reports every change: Linux over D-Bus (the settings portal), Windows and macOS by their
//! own means. A system that reports nothing has no preferences.

use mundy::{ColorScheme, Interest, Preferences, ReducedMotion, Subscription};

/// What the customer prefers in every window, by the system's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemPreferences {
    /// Light or dark.
    pub scheme: PreferredScheme,
    /// How much contrast.
    pub contrast: ContrastPreference,
    /// How much movement.
    pub motion: MotionPreference,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreferredScheme {
    /// The system does not say.
    #[default]
    NoPreference,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How much contrast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContrastPreference {
    /// The usual amount.
    #[default]
    Usual,
    /// More.
    More,
}

/// How much movement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MotionPreference {
    /// The usual amount.
    #[default]
    Usual,
    /// Only what is needed.
    Less,
}

/// The subscription to the system's preferences. It ends when this is dropped.
#[derive(Default)]
pub struct PreferenceWatcher {
    _subscription: Option<Subscription>,
}

impl SystemPreferences {
    /// Calls `notify` with the preferences, on another thread and some time later, and again after each change.
    ///
    /// The caller must be on the window's thread, as macOS demands. Returns at once.
    pub fn watch(notify: impl Fn(Self) + Send + Sync + 'static) -> PreferenceWatcher {
        let interest = Interest::ColorScheme | Interest::Contrast | Interest::ReducedMotion;
        let subscription = Preferences::subscribe(interest, move |preferences| notify(Self::from(preferences)));
        PreferenceWatcher { _subscription: Some(subscription) }
    }
}

impl From<Preferences> for SystemPreferences {
    fn from(preferences: Preferences) -> Self {
        Self {
            scheme: match preferences.color_scheme {
                ColorScheme::NoPreference => PreferredScheme::NoPreference,
                ColorScheme::Light => PreferredScheme::Light,
                ColorScheme::Dark => PreferredScheme::Dark,
            },
            contrast: match preferences.contrast {
                // People choose their own set of colours when the usual ones do not work for them.
                mundy::Contrast::More | mundy::Contrast::Custom => ContrastPreference::More,
                mundy::Contrast::NoPreference | mundy::Contrast::Less => ContrastPreference::Usual,
            },
            motion: match preferences.reduced_motion {
                ReducedMotion::Reduce => MotionPreference::Less,
                ReducedMotion::NoPreference => MotionPreference::Usual,
            },
        }
    }
}
