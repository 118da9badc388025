//! The customer's settings: language, theme, text size, and the size of the window.
//!
//! A file that cannot be read is set aside, the customer gets a notice, and the program starts with its defaults.
//! Must not know how a setting is shown.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Renderer, whole_file};
use crate::lang::Lang;

/// The version of the file's format that this program writes, and the only one that it reads.
const VERSION: u32 = 1;

/// Settings are a few lines. No more than this is read into memory.
const LARGEST: u64 = 1024 * 1024;

/// The smallest and the largest text, in percent of the theme's sizes.
const TEXT_SIZES: std::ops::RangeInclusive<u16> = 90..=200;

/// The largest width and height of a window, in points. A larger number in the file is ignored.
const LARGEST_WINDOW: u16 = 16_000;

/// The customer's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language; `None` for the system's.
    pub lang: Option<Lang>,
    /// Light, dark, or the system's choice.
    pub theme: ThemeChoice,
    /// How large text is, in percent; 90 to 200.
    pub text_size_percent: u16,
    /// How the window is drawn; `None` for any renderer that works.
    pub renderer: Option<Renderer>,
    /// The window's last size; `None` where the customer never changed it.
    pub window: Option<WindowSize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lang: None, theme: ThemeChoice::System, text_size_percent: 100, renderer: None, window: None }
    }
}

/// The size of the window. Its position is not saved: at the next start, that screen may be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// The width inside its frame, in the system's points, whatever the text size. While the window fills the screen, this
    /// is the width before that.
    pub width: u16,
    /// The height, in the same way.
    pub height: u16,
    /// Whether it fills the screen.
    pub mode: WindowMode,
}

/// Whether a window fills its screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowMode {
    /// It has its own size.
    Normal,
    /// It fills the screen.
    Maximised,
}

impl WindowSize {
    /// The size of a window of this many points, which may be any number; `None` where no window can have this size.
    pub fn of(width: f64, height: f64, mode: WindowMode) -> Option<Self> {
        Some(Self { width: side(width)?, height: side(height)?, mode })
    }
}

fn side(points: f64) -> Option<u16> {
    let points = points.round();
    // NaN is in no range.
    (1.0..=f64::from(LARGEST_WINDOW)).contains(&points).then_some(points as u16)
}

/// The window's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Light or dark, as the system is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white, for more contrast.
    LightContrast,
    /// White on black, for more contrast.
    DarkContrast,
}

/// The settings' file could not be used. The customer gets a notice.
#[derive(Debug)]
pub enum SettingsNotice {
    /// The file could not be understood, or a newer program wrote it. It is kept under another name.
    SetAside {
        /// Its new name.
        kept: PathBuf,
        /// Why, for the log.
        reason: String,
    },
    /// The system did not let the program read the file, or set it aside.
    Unreadable {
        /// The system's error.
        reason: io::Error,
    },
}

/// The file, as it is written.
#[derive(Serialize, Deserialize)]
struct SettingsFile {
    version: u32,
    /// The language's tag. A language that this program does not have means the system's, and the file counts as whole.
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    theme: ThemeChoice,
    #[serde(default = "default_text_size")]
    text_size_percent: u16,
    /// The renderer's name. A renderer that this program does not know means any, and the file counts as whole.
    #[serde(default)]
    renderer: Option<String>,
    #[serde(default)]
    window: Option<WindowEntry>,
}

/// The window, as it is written. It can hold any number: an impossible size must not lose the other settings.
#[derive(Serialize, Deserialize)]
struct WindowEntry {
    width: f64,
    height: f64,
    #[serde(default)]
    maximised: bool,
}

impl From<WindowSize> for WindowEntry {
    fn from(size: WindowSize) -> Self {
        let maximised = size.mode == WindowMode::Maximised;
        Self { width: f64::from(size.width), height: f64::from(size.height), maximised }
    }
}

impl WindowEntry {
    fn size(&self) -> Option<WindowSize> {
        WindowSize::of(self.width, self.height, if self.maximised { WindowMode::Maximised } else { WindowMode::Normal })
    }
}

fn default_text_size() -> u16 {
    Settings::default().text_size_percent
}

impl Settings {
    /// The settings in this file, or the defaults and what was wrong with the file.
    pub fn load(path: &Path) -> (Self, Option<SettingsNotice>) {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return (Self::default(), None),
            Err(reason) => return (Self::default(), Some(SettingsNotice::Unreadable { reason })),
        };
        match parse(&bytes) {
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
        let file = SettingsFile {
            version: VERSION,
            lang: self.lang.map(|lang| lang.tag().to_owned()),
            theme: self.theme,
            text_size_percent: clamped(self.text_size_percent),
            renderer: self.renderer.map(|renderer| renderer.name().to_owned()),
            window: self.window.map(WindowEntry::from),
        };
        let text = options().to_string_pretty(&file, ron::ser::PrettyConfig::default()).map_err(io::Error::other)?;
        whole_file::replace(path, text.as_bytes())
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn parse(bytes: &[u8]) -> Result<Settings, String> {
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    // Notepad saves a byte-order mark at the beginning.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: SettingsFile = options().from_str(text).map_err(|error| error.to_string())?;
    if file.version != VERSION {
        return Err(format!("version {} is not known here", file.version));
    }
    Ok(Settings {
        lang: file.lang.as_deref().and_then(Lang::from_tag),
        theme: file.theme,
        text_size_percent: clamped(file.text_size_percent),
        renderer: file.renderer.as_deref().and_then(Renderer::from_name),
        window: file.window.as_ref().and_then(WindowEntry::size),
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
    fn settings_are_saved() {
        let (_folder, path) = file();
        assert_eq!(Settings::load(&path).0, Settings::default());
        let window = WindowSize::of(1280.4, 820.0, WindowMode::Maximised);
        assert_eq!(window, Some(WindowSize { width: 1280, height: 820, mode: WindowMode::Maximised }));
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
    fn a_file_edited_by_hand_is_read_tolerantly() {
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
    fn a_window_of_an_impossible_size_is_ignored_and_nothing_else_is() {
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
        let size = WindowSize { width: 800, height: 600, mode: WindowMode::Normal };
        assert_eq!(Settings::load(&path).0.window, Some(size));
    }

    #[test]
    fn a_broken_file_is_kept_under_another_name_with_a_notice() {
        let (_folder, path) = file();
        for (n, broken) in ["(version: 1, theme: Dar", "", "\0\0\0", "(version: 9)"].into_iter().enumerate() {
            whole_file::replace(&path, broken.as_bytes()).unwrap();
            let (loaded, notice) = Settings::load(&path);
            assert_eq!(loaded, Settings::default());
            let Some(SettingsNotice::SetAside { kept, reason }) = notice else { panic!("{broken:?}: {notice:?}") };
            assert_eq!(fs::read(&kept).unwrap(), broken.as_bytes());
            assert!(!reason.is_empty());
            assert!(!path.exists());
            assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), n + 1, "no file replaced another");
        }
    }

    #[test]
    fn a_path_that_cannot_be_read_is_left_alone() {
        let (_folder, path) = file();
        fs::create_dir_all(&path).unwrap();
        let (loaded, notice) = Settings::load(&path);
        assert_eq!(loaded, Settings::default());
        assert!(matches!(notice, Some(SettingsNotice::Unreadable { .. })));
        assert!(path.is_dir());
    }
}
