//! What the system is set to for everybody's eyes: light or dark, more contrast, less movement.
//!
//! The system tells it, and tells it again when it changes: Linux over D-Bus (the settings portal), Windows and macOS by
//! their own means. Where it tells nothing, nothing is wished.

use mundy::{ColorScheme, Interest, Preferences, ReducedMotion, Subscription};

/// What the system wishes of every window.
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
    Unsaid,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How much contrast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContrastPreference {
    /// As always.
    #[default]
    Usual,
    /// More.
    More,
}

/// How much movement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MotionPreference {
    /// As always.
    #[default]
    Usual,
    /// None that is not needed.
    Less,
}

/// Holds the line to the system open for as long as it lives.
#[derive(Default)]
pub struct PreferenceWatcher {
    _line: Option<Subscription>,
}

impl SystemPreferences {
    /// Calls `tell` with what the system wishes, on another thread and some time later, and again after each change.
    ///
    /// To be called on the window's thread, as macOS demands; it waits for nothing.
    pub fn follow(tell: impl Fn(Self) + Send + Sync + 'static) -> PreferenceWatcher {
        let interest = Interest::ColorScheme | Interest::Contrast | Interest::ReducedMotion;
        PreferenceWatcher { _line: Some(Preferences::subscribe(interest, move |told| tell(Self::from(told)))) }
    }
}

impl From<Preferences> for SystemPreferences {
    fn from(told: Preferences) -> Self {
        Self {
            scheme: match told.color_scheme {
                ColorScheme::NoPreference => PreferredScheme::Unsaid,
                ColorScheme::Light => PreferredScheme::Light,
                ColorScheme::Dark => PreferredScheme::Dark,
            },
            contrast: match told.contrast {
                // A set of colours of their own is chosen by people whom the usual ones do not serve.
                mundy::Contrast::More | mundy::Contrast::Custom => ContrastPreference::More,
                mundy::Contrast::NoPreference | mundy::Contrast::Less => ContrastPreference::Usual,
            },
            motion: match told.reduced_motion {
                ReducedMotion::Reduce => MotionPreference::Less,
                ReducedMotion::NoPreference => MotionPreference::Usual,
            },
        }
    }
}
