//! What the customer has chosen once and for all: language, theme, text size, and how large the window was.
//!
//! A file that cannot be understood is set aside and said so, and the program starts with its own choices.
//! Must not know how a setting is shown.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Renderer, whole_file};
use crate::lang::Lang;

/// The version of the settings' file that this program writes, and the newest that it reads.
const VERSION: u32 = 1;

/// Settings are a few lines; whatever is longer is not read into memory.
const LARGEST: u64 = 1024 * 1024;

/// The smallest and the largest text, in percent of the theme's sizes.
const TEXT_SIZES: std::ops::RangeInclusive<u16> = 90..=200;

/// The widest and the highest that a window ever is, in points. What a file says beyond it is no size of a window.
const LARGEST_WINDOW: u16 = 16_000;

/// What the customer has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language; `None` for the system's.
    pub lang: Option<Lang>,
    /// Light, dark, or what the system says.
    pub theme: ThemeChoice,
    /// How large text is, in percent; 90 to 200.
    pub text_size_percent: u16,
    /// How the window is drawn; `None` is whatever works.
    pub renderer: Option<Renderer>,
    /// How large the window was when it was last looked at; `None` where it was never changed.
    pub window: Option<WindowSize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lang: None, theme: ThemeChoice::System, text_size_percent: 100, renderer: None, window: None }
    }
}

/// How large the window is. Where it is, the next start decides: a place on a screen that is gone by then would hide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// Its inside, in the system's points whatever size texts have; while it fills the screen, what it was before.
    pub width: u16,
    /// The same.
    pub height: u16,
    /// Whether it fills the screen.
    pub extent: WindowMode,
}

/// Whether a window fills its screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowMode {
    /// It is as large as it was made.
    Normal,
    /// It fills the screen.
    Maximised,
}

impl WindowSize {
    /// The size of a window of this many points, which may be any number; `None` for what no window can be.
    pub fn of(width: f64, height: f64, extent: WindowMode) -> Option<Self> {
        Some(Self { width: side(width)?, height: side(height)?, extent })
    }
}

fn side(points: f64) -> Option<u16> {
    let points = points.round();
    // Nobody can use a window of a few points, and none is wider than a wall; NaN is neither.
    (1.0..=f64::from(LARGEST_WINDOW)).contains(&points).then_some(points as u16)
}

/// Which colours the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Those that the system is set to.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white, for eyes that need more contrast.
    LightContrast,
    /// White on black, for the same.
    DarkContrast,
}

/// Settings were there and could not be used. What a customer should be told about.
#[derive(Debug)]
pub enum SettingsNotice {
    /// The file made no sense, or is a newer program's; it is kept under another name.
    SetAside {
        /// The name that it is kept under.
        kept: PathBuf,
        /// Why, for the log.
        reason: String,
    },
    /// The system did not let the file be read, or be set aside.
    Unreadable {
        /// Why, in the system's words.
        reason: io::Error,
    },
}

/// The file, as it is written.
#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    /// The language's tag: a language that this program does not speak means the system's, and is no damage.
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    theme: ThemeChoice,
    #[serde(default = "usual_size")]
    text_size_percent: u16,
    /// A way of drawing that this program does not know means any, and is no damage.
    #[serde(default)]
    renderer: Option<String>,
    #[serde(default)]
    window: Option<StoredWindow>,
}

/// The window, as it is written. Any number can be read: a size that makes no sense is no reason to lose the rest.
#[derive(Serialize, Deserialize)]
struct StoredWindow {
    width: f64,
    height: f64,
    #[serde(default)]
    maximised: bool,
}

impl From<WindowSize> for StoredWindow {
    fn from(size: WindowSize) -> Self {
        let maximised = size.extent == WindowMode::Maximised;
        Self { width: f64::from(size.width), height: f64::from(size.height), maximised }
    }
}

impl StoredWindow {
    fn size(&self) -> Option<WindowSize> {
        WindowSize::of(self.width, self.height, if self.maximised { WindowMode::Maximised } else { WindowMode::Normal })
    }
}

fn usual_size() -> u16 {
    Settings::default().text_size_percent
}

impl Settings {
    /// The settings in this file, or those that the program comes with, and what was wrong with the file.
    pub fn load(path: &Path) -> (Self, Option<SettingsNotice>) {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return (Self::default(), None),
            Err(reason) => return (Self::default(), Some(SettingsNotice::Unreadable { reason })),
        };
        match understand(&bytes) {
            Ok(settings) => (settings, None),
            Err(reason) => {
                let notice = match whole_file::set_aside(path, ".broken") {
                    Ok(kept) => SettingsNotice::SetAside { kept, reason },
                    Err(reason) => SettingsNotice::Unreadable { reason },
                };
                tracing::warn!(?notice, "the settings could not be used");
                (Self::default(), Some(notice))
            }
        }
    }

    /// Saves the settings. After a failure, the file is as it was before.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let stored = Stored {
            version: VERSION,
            lang: self.lang.map(|lang| lang.tag().to_owned()),
            theme: self.theme,
            text_size_percent: clamped(self.text_size_percent),
            renderer: self.renderer.map(|renderer| renderer.name().to_owned()),
            window: self.window.map(StoredWindow::from),
        };
        let text = options().to_string_pretty(&stored, ron::ser::PrettyConfig::default()).map_err(io::Error::other)?;
        whole_file::replace(path, text.as_bytes())
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn understand(bytes: &[u8]) -> Result<Settings, String> {
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    // Notepad puts a byte-order mark before what it saves.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let stored: Stored = options().from_str(text).map_err(|error| error.to_string())?;
    if stored.version != VERSION {
        return Err(format!("version {} is not known here", stored.version));
    }
    Ok(Settings {
        lang: stored.lang.as_deref().and_then(Lang::from_tag),
        theme: stored.theme,
        text_size_percent: clamped(stored.text_size_percent),
        renderer: stored.renderer.as_deref().and_then(Renderer::from_name),
        window: stored.window.as_ref().and_then(StoredWindow::size),
    })
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

fn clamped(percent: u16) -> u16 {
    percent.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/settings.ron");
        (folder, path)
    }

    #[test]
    fn choices_are_kept() {
        let (_folder, path) = file();
        assert_eq!(Settings::load(&path).0, Settings::default());
        let window = WindowSize::of(1280.4, 820.0, WindowMode::Maximised);
        assert_eq!(window, Some(WindowSize { width: 1280, height: 820, extent: WindowMode::Maximised }));
        let chosen = Settings {
            lang: Some(Lang::Chinese),
            theme: ThemeChoice::DarkContrast,
            text_size_percent: 150,
            renderer: Some(Renderer::Software),
            window,
        };
        chosen.save(&path).unwrap();
        let (loaded, notice) = Settings::load(&path);
        assert_eq!(loaded, chosen);
        assert!(notice.is_none());
    }

    #[test]
    fn a_file_edited_by_hand_is_read_kindly() {
        let (_folder, path) = file();
        whole_file::replace(&path, "\u{feff}(version: 1, lang: \"en\", text_size_percent: 20)".as_bytes()).unwrap();
        let (loaded, notice) = Settings::load(&path);
        assert_eq!(loaded, Settings { lang: Some(Lang::English), text_size_percent: 90, ..Settings::default() });
        assert!(notice.is_none());

        whole_file::replace(&path, b"(version: 1, lang: \"fr\", renderer: \"metal\", text_size_percent: 60000)")
            .unwrap();
        let (loaded, _) = Settings::load(&path);
        assert_eq!(loaded, Settings { text_size_percent: 200, ..Settings::default() });
    }

    #[test]
    fn a_window_of_a_nonsensical_size_is_forgotten_and_nothing_else_is() {
        let (_folder, path) = file();
        for nonsense in [
            "(width: 0, height: 700)",
            "(width: -1024, height: 700)",
            "(width: 1e300, height: 700)",
            "(width: NaN, height: 700)",
            "(width: 1024, height: inf, maximised: true)",
            "(width: 1024, height: 99999999999999999999)",
        ] {
            let text = format!("(version: 1, lang: \"en\", window: {nonsense})");
            whole_file::replace(&path, text.as_bytes()).unwrap();
            let (loaded, notice) = Settings::load(&path);
            assert!(notice.is_none(), "{nonsense}: {notice:?}");
            assert_eq!(loaded, Settings { lang: Some(Lang::English), ..Settings::default() }, "{nonsense}");
        }
        whole_file::replace(&path, b"(version: 1, window: (width: 800, height: 600.4))").unwrap();
        let size = WindowSize { width: 800, height: 600, extent: WindowMode::Normal };
        assert_eq!(Settings::load(&path).0.window, Some(size));
    }

    #[test]
    fn a_broken_file_is_kept_under_another_name_and_said_so() {
        let (_folder, path) = file();
        for (n, broken) in ["(version: 1, theme: Dar", "", "\0\0\0", "(version: 9)"].into_iter().enumerate() {
            whole_file::replace(&path, broken.as_bytes()).unwrap();
            let (loaded, notice) = Settings::load(&path);
            assert_eq!(loaded, Settings::default());
            let Some(SettingsNotice::SetAside { kept, reason }) = notice else { panic!("{broken:?}: {notice:?}") };
            assert_eq!(fs::read(&kept).unwrap(), broken.as_bytes());
            assert!(!reason.is_empty());
            assert!(!path.exists());
            assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), n + 1, "none took another's place");
        }
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let (_folder, path) = file();
        fs::create_dir_all(&path).unwrap();
        let (loaded, notice) = Settings::load(&path);
        assert_eq!(loaded, Settings::default());
        assert!(matches!(notice, Some(SettingsNotice::Unreadable { .. })));
        assert!(path.is_dir());
    }
}
