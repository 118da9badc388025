//! A customer's machine: a folder that outlives the window, and a desktop that records what it was asked for.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use eframe::egui::ThemePreference;
use egui_kittest::Harness;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use okpay_wizard::app::{
    App, AppSetup, CleanerFactory, DialogUnavailable, OnPreferences, PictureDialog, SaveSuggestion, SystemServices,
};
use okpay_wizard::browser::{BrowserTable, Cleaner, Processes};
use okpay_wizard::desktop::{
    Folders, MachineFacts, Percent, PreferenceWatcher, Settings, Store, SystemFacts, SystemPreferences, ThemeChoice,
    crash, packs,
};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{AddressedMail, Link, LoadedPack, Os, Pack, load};
use okpay_wizard::redact::{KnownSecrets, Salt};
use okpay_wizard::search::SearchIndex;
use okpay_wizard::session::{Clocks, Session};

use super::browsers::Browsers;
use super::customer::Customer;

/// The window's size at the first start, in points.
pub(crate) const USUAL: (f32, f32) = (1024.0, 700.0);

/// The guides that are built into the program.
static BUILT_IN: LazyLock<Arc<LoadedPack>> = LazyLock::new(|| Arc::new(load(&packs::built_in())));

/// The built-in pack.
pub(crate) fn okpay() -> &'static Pack {
    BUILT_IN.pack.as_ref().unwrap()
}

/// A machine with its own folder.
pub(crate) struct Machine {
    // Deletes the folder at the end of the test.
    _home: tempfile::TempDir,
    pub(crate) folders: Folders,
    pub(crate) desktop: Arc<Desktop>,
    pub(crate) loaded: Arc<LoadedPack>,
    /// The folder of the guides; `None` for the built-in ones.
    pub(crate) from: Option<PathBuf>,
    /// The browsers on it.
    pub(crate) browsers: Browsers,
    /// The cleaner that replaces the program's own.
    pub(crate) stand_in: Option<CleanerFactory>,
}

impl Machine {
    /// A machine on which the program was never started.
    pub(crate) fn new() -> Self {
        Self::with(Arc::clone(&BUILT_IN))
    }

    /// The same, with other guides.
    pub(crate) fn with(loaded: Arc<LoadedPack>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(&home.path().join("wizard"));
        let browsers = Browsers::below(&home.path().join("home"));
        Self {
            _home: home,
            folders,
            desktop: Arc::new(Desktop::default()),
            loaded,
            from: None,
            browsers,
            stand_in: None,
        }
    }

    /// Starts the program in this language, as a double-click does, in a window of the usual size.
    pub(crate) fn start(&self, lang: Lang) -> Customer {
        self.start_at(lang, USUAL)
    }

    /// Starts the program as a double-click does on a system in this language; a saved setting overrides the language.
    pub(crate) fn start_on_a_system_in(&self, system: Lang) -> Customer {
        let (settings, _) = Settings::load(&self.folders.settings_file());
        self.open(settings.lang.unwrap_or(system), USUAL, self.store())
    }

    /// Starts the program in a window of this size, in points.
    pub(crate) fn start_at(&self, lang: Lang, size: (f32, f32)) -> Customer {
        self.open(lang, size, self.store())
    }

    /// Starts the program on a machine whose folder for sessions cannot be used.
    pub(crate) fn start_without_store(&self, lang: Lang, why: &str) -> Customer {
        self.open(lang, USUAL, Err(why.to_owned()))
    }

    fn open(&self, lang: Lang, size: (f32, f32), store: Result<Store, String>) -> Customer {
        let (settings, _) = Settings::load(&self.folders.settings_file());
        let zoom = f32::from(settings.text_size_percent) / 100.0;
        let theme = match settings.theme {
            ThemeChoice::System => ThemePreference::System,
            ThemeChoice::Light | ThemeChoice::LightContrast => ThemePreference::Light,
            ThemeChoice::Dark | ThemeChoice::DarkContrast => ThemePreference::Dark,
        };
        let parts = AppSetup {
            loaded: Arc::clone(&self.loaded),
            index: Arc::new(self.loaded.pack.as_ref().map(SearchIndex::of).unwrap_or_default()),
            from: self.from.clone(),
            folders: self.folders.clone(),
            settings,
            lang,
            facts: facts(),
            known: KnownSecrets::default(),
            store,
            crash: crash::take(&self.folders.data),
            notices: Vec::new(),
            services: Arc::clone(&self.desktop) as Arc<dyn SystemServices>,
            cleaner: self.cleaner(),
        };
        let harness = Harness::builder()
            .with_size((size.0 / zoom, size.1 / zoom))
            .with_max_steps(16)
            .build_eframe(|cc| App::new(&cc.egui_ctx, parts).unwrap());
        // The harness replaces the program's theme by its own.
        harness.ctx.set_theme(theme);
        Customer::before(harness, lang)
    }

    /// The program's own cleaner for this machine's browsers, or the test's stand-in.
    fn cleaner(&self) -> CleanerFactory {
        if let Some(stand_in) = &self.stand_in {
            return Arc::clone(stand_in);
        }
        let (roots, processes) = (self.browsers.roots(), Arc::clone(&self.browsers.processes));
        let undo = self.folders.data.join("undo");
        Arc::new(move || {
            let table = BrowserTable::built_in().map_err(|error| error.to_string())?;
            let processes = Arc::clone(&processes) as Arc<dyn Processes>;
            Ok(Box::new(Cleaner::new(roots.clone(), table, processes, undo.clone())))
        })
    }

    fn store(&self) -> Result<Store, String> {
        Store::open(&self.folders.sessions).map_err(|error| error.to_string())
    }

    /// The saved sessions, the last used one first.
    pub(crate) fn on_disk(&self) -> Vec<Session> {
        let listing = Store::open(&self.folders.sessions).unwrap().list().unwrap();
        listing.sessions.into_iter().map(|entry| entry.session).collect()
    }

    /// The names of the files in a folder, sorted; empty if there is no folder.
    pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).map(|entries| entries.map(|entry| entry.unwrap().path()));
        let mut files: Vec<PathBuf> = entries.map(Iterator::collect).unwrap_or_default();
        files.sort();
        files
    }
}

/// The same machine facts in every test.
pub(crate) fn facts() -> SystemFacts {
    SystemFacts {
        os: "Debian GNU/Linux 12".to_owned(),
        os_kind: Os::Linux,
        architecture: "x86_64".to_owned(),
        locale: "zh_CN.UTF-8".to_owned(),
        program_version: "0.1.0".to_owned(),
    }
}

/// A desktop that opens nothing, and records what it should open.
#[derive(Default)]
pub(crate) struct Desktop {
    /// How long it has been running.
    seconds: AtomicI64,
    /// How much of that time it slept.
    asleep: AtomicI64,
    /// The shift of its clock.
    set: AtomicI64,
    /// The offset of its time zone from home, in hours.
    travelled: AtomicI64,
    /// Whether the system can distinguish sleep from the customer's absence.
    pub(crate) cannot_tell_sleep: AtomicBool,
    pub(crate) opened: Mutex<Vec<String>>,
    /// The progress that the taskbar showed, in percent.
    pub(crate) progress: Mutex<Vec<Option<u8>>>,
    pub(crate) shown: Mutex<Vec<PathBuf>>,
    pub(crate) suggested: Mutex<Vec<SaveSuggestion>>,
    /// Where the customer saves; `None` means that the dialog does not open.
    pub(crate) chosen: Mutex<Option<PathBuf>>,
    /// The facts that the program finds out about the machine.
    pub(crate) machine: Mutex<MachineFacts>,
    /// The mails that were opened.
    pub(crate) letters: Mutex<Vec<String>>,
    /// The result of choosing a picture.
    pub(crate) picture: Mutex<Asked>,
    pub(crate) asked_pictures: Mutex<Vec<PictureDialog>>,
    /// The system's preferences, and the listener for their changes.
    pub(crate) wishes: Mutex<SystemPreferences>,
    on_wishes: Mutex<Option<OnPreferences>>,
    /// Whether there is a browser.
    pub(crate) browser: Mutex<Browser>,
}

/// The result of choosing a picture.
#[derive(Clone, Debug, Default)]
pub(crate) enum Asked {
    #[default]
    NoDialog,
    Cancelled,
    Chose(PathBuf),
}

/// What happens to a link, and to a mail.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Browser {
    #[default]
    Opens,
    IsMissing,
}

impl Desktop {
    /// Changes the system's preferences.
    pub(crate) fn sets_system(&self, wishes: SystemPreferences) {
        *self.wishes.lock().unwrap() = wishes;
        if let Some(notify) = &*self.on_wishes.lock().unwrap() {
            notify(wishes);
        }
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Closes the lid, and opens it again after a while.
    pub(crate) fn sleeps(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
        self.asleep.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The customer or the network shifts the clock by this much; a negative value shifts it back.
    pub(crate) fn sets_clock(&self, seconds: i64) {
        self.set.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Takes the computer to another time zone, this many hours ahead.
    pub(crate) fn travels(&self, hours: i64) {
        self.travelled.fetch_add(hours, Ordering::Relaxed);
    }
}

impl SystemServices for Desktop {
    fn now(&self) -> Timestamp {
        // Each call takes a second, because in reality time passes between calls.
        let seconds = self.seconds.fetch_add(1, Ordering::Relaxed);
        Timestamp::from_second(1_795_000_000 + seconds + self.set.load(Ordering::Relaxed)).unwrap()
    }

    fn clocks(&self) -> Clocks {
        let [running, asleep, set] =
            [&self.seconds, &self.asleep, &self.set].map(|seconds| seconds.load(Ordering::Relaxed));
        let seconds = |seconds: i64| Duration::from_secs(seconds.try_into().unwrap());
        let at = Timestamp::from_second(1_795_000_000 + running + set).unwrap();
        let tells_sleep = !self.cannot_tell_sleep.load(Ordering::Relaxed);
        Clocks { at, running: seconds(running), awake: tells_sleep.then(|| seconds(running - asleep)) }
    }

    fn salt(&self) -> Salt {
        [7; 16]
    }

    fn zone(&self) -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(8 + i8::try_from(self.travelled.load(Ordering::Relaxed)).unwrap()))
    }

    fn watch_preferences(&self, notify: OnPreferences) -> PreferenceWatcher {
        notify(*self.wishes.lock().unwrap());
        *self.on_wishes.lock().unwrap() = Some(notify);
        PreferenceWatcher::default()
    }

    fn show_progress(&self, share: Option<Percent>) {
        self.progress.lock().unwrap().push(share.map(Percent::percent));
    }

    fn open_link(&self, link: &Link) -> io::Result<()> {
        match *self.browser.lock().unwrap() {
            Browser::Opens => {
                self.opened.lock().unwrap().push(link.url.clone());
                Ok(())
            }
            Browser::IsMissing => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn machine_facts(&self, _folder: &Path) -> MachineFacts {
        self.machine.lock().unwrap().clone()
    }

    fn open_mail(&self, letter: &AddressedMail) -> io::Result<()> {
        match *self.browser.lock().unwrap() {
            Browser::Opens => {
                self.letters.lock().unwrap().push(letter.url().to_owned());
                Ok(())
            }
            Browser::IsMissing => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn open_folder(&self, file: &Path) -> io::Result<()> {
        self.shown.lock().unwrap().push(file.to_owned());
        Ok(())
    }

    fn ask_save_path(&self, suggestion: &SaveSuggestion) -> Result<Option<PathBuf>, DialogUnavailable> {
        self.suggested.lock().unwrap().push(suggestion.clone());
        self.chosen.lock().unwrap().clone().map(Some).ok_or(DialogUnavailable)
    }

    fn ask_picture(&self, question: &PictureDialog) -> Result<Option<PathBuf>, DialogUnavailable> {
        self.asked_pictures.lock().unwrap().push(question.clone());
        match self.picture.lock().unwrap().clone() {
            Asked::NoDialog => Err(DialogUnavailable),
            Asked::Cancelled => Ok(None),
            Asked::Chose(path) => Ok(Some(path)),
        }
    }
}
