//! Opens another pack: a thread reads it, and the window shows it once nothing can be lost by that.
//!
//! The pack comes from a second start, from a file dropped on the window, or from the command line. If anything goes
//! wrong, a notice says so and the pack on screen stays.
//!
//! Before another pack is shown, the text in the fields is saved, the disk has nothing left to write, and no browser is
//! being cleared.
//!
//! On macOS a double-click does not open a pack. Finder sends the file in an Apple event; winit 0.30 keeps the
//! application's delegate for itself and passes no event on, and receiving it would take `unsafe` code. So the bundle
//! claims no document type (`assets/macos/Info.plist`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::worker::JobResult;
use super::{App, Writing, notices};
use crate::desktop::packs::{self, PackFileError};
use crate::lang::{Lang, Strings, fill};
use crate::pack::{Guide, LoadedPack, Problem, Severity, load};
use crate::search::SearchIndex;
use crate::session::Session;
use crate::ui::{self, Drafts, GuestView, Notice, Saving, Screen, SubmitDrafts, Tone};

/// The pack's path; `None` for the built-in pack.
pub(super) type PackOrigin = Option<PathBuf>;

/// Why a pack was not opened.
#[derive(Debug)]
pub(super) enum OpenPackError {
    /// Its files cannot be read.
    Files(PackFileError),
    /// It has errors; this is the first.
    Broken(Box<Problem>),
}

/// A pack and the index for searching it.
#[derive(Debug)]
pub(super) struct OpenedPack {
    pub(super) loaded: LoadedPack,
    pub(super) index: SearchIndex,
}

impl OpenedPack {
    fn new(loaded: LoadedPack) -> Self {
        Self { index: loaded.pack.as_ref().map(SearchIndex::of).unwrap_or_default(), loaded }
    }
}

/// The pack that the window starts with.
pub(super) struct FirstPack {
    pub(super) opened: OpenedPack,
    pub(super) from: PackOrigin,
    /// The requested pack, if it could not be opened.
    refused: Option<(PathBuf, OpenPackError)>,
}

impl FirstPack {
    /// Reads the requested pack, or else the built-in one.
    pub(super) fn read(requested: PackOrigin) -> Self {
        let refused = match requested {
            None => None,
            Some(path) => match read(Some(&path)) {
                Ok(opened) => return Self { opened, from: Some(path), refused: None },
                Err(why) => Some((path, why)),
            },
        };
        Self { opened: OpenedPack::new(load(&packs::built_in())), from: None, refused }
    }

    /// The notice about a pack that could not be opened.
    pub(super) fn notice(&self, lang: Lang) -> Option<Notice> {
        self.refused.as_ref().map(|(path, why)| open_failed_notice(lang, path, why))
    }
}

/// A pack that is not the built-in one, as the window shows it.
pub(super) struct GuestPack {
    file: String,
    hosts: Vec<String>,
}

impl GuestPack {
    pub(super) fn of(from: &PackOrigin, loaded: &LoadedPack) -> Option<Self> {
        let (path, pack) = from.as_deref().zip(loaded.pack.as_ref())?;
        Some(Self { file: path.display().to_string(), hosts: pack.hosts.clone() })
    }

    pub(super) fn view(&self) -> GuestView<'_> {
        GuestView { file: &self.file, hosts: &self.hosts }
    }
}

/// Requests to open a pack.
#[derive(Default)]
pub(super) struct PackRequests {
    /// The number of the last request. Results of earlier ones are ignored.
    number: u64,
    /// A pack that was read and waits to be shown.
    ready: Option<(PackOrigin, Box<OpenedPack>)>,
}

fn read(path: Option<&Path>) -> Result<OpenedPack, OpenPackError> {
    let files = path.map_or_else(|| Ok(packs::built_in()), packs::read).map_err(OpenPackError::Files)?;
    // A folder without a manifest is not a pack, so a problem with a place in it would make no sense.
    if files.iter().all(|file| file.name != packs::MANIFEST) {
        return Err(OpenPackError::Files(PackFileError::NoManifest));
    }
    let loaded = load(&files);
    if loaded.pack.is_some() {
        return Ok(OpenedPack::new(loaded));
    }
    let first = loaded.problems.into_iter().find(|problem| problem.severity == Severity::Error);
    Err(first
        .map_or(OpenPackError::Files(PackFileError::NoManifest), |problem| OpenPackError::Broken(Box::new(problem))))
}

fn open_failed_notice(lang: Lang, path: &Path, why: &OpenPackError) -> Notice {
    let words = &Strings::of(lang).packs;
    let (why, what_now) = match why {
        OpenPackError::Files(error @ (PackFileError::NotAPack | PackFileError::NoManifest)) => {
            (error.message(lang), words.what_is_one)
        }
        OpenPackError::Files(error) => (error.message(lang), words.what_now),
        OpenPackError::Broken(problem) => {
            let (line, column) = (problem.place.line.to_string(), problem.place.column.to_string());
            let message = problem.message.get(lang);
            let values =
                [("file", problem.place.file.as_str()), ("line", &line), ("column", &column), ("message", message)];
            (fill(words.broken, &values), words.what_now)
        }
    };
    let path = path.display().to_string();
    notices::failure_with(words.not_opened, &[("file", &path), ("why", &why), ("what_now", what_now)])
}

impl App {
    /// Reads a pack, or the built-in one, and shows it when that is done.
    pub(super) fn open_pack(&mut self, from: PackOrigin) {
        self.pack_requests.number += 1;
        self.pack_requests.ready = None;
        let number = self.pack_requests.number;
        let (requested, failed) = (from.clone(), from);
        self.workers.spawn(
            "pack",
            move |_| {
                let result = read(requested.as_deref()).map(Box::new);
                JobResult::PackRead(number, requested, result)
            },
            move || {
                let why = std::io::Error::from(std::io::ErrorKind::OutOfMemory);
                JobResult::PackRead(number, failed, Err(OpenPackError::Files(PackFileError::Io(why))))
            },
        );
    }

    /// Handles the pack that a thread has read.
    pub(super) fn pack_read(&mut self, number: u64, from: PackOrigin, result: Result<Box<OpenedPack>, OpenPackError>) {
        if number != self.pack_requests.number {
            return;
        }
        let path = from.clone().unwrap_or_default();
        let opened = match result {
            Ok(opened) => opened,
            Err(why) => {
                tracing::warn!(?why, "a pack was not opened");
                self.notify(open_failed_notice(self.lang, &path, &why));
                return;
            }
        };
        let words = &self.strings().packs;
        if self.would_lose_session() {
            self.notify(notices::failure(words.unsaved, "file", &path.display().to_string()));
            return;
        }
        let name = opened.loaded.pack.as_ref().map_or("", |pack| pack.name.get(self.lang)).to_owned();
        let template = if self.clearing.is_changing_files() {
            Some(words.waits_for_clearing)
        } else {
            matches!(self.writing, Writing::Failed(_)).then_some(words.waits_for_answer)
        };
        if let Some(template) = template {
            self.notify(notices::closable(Tone::Neutral, fill(template, &[("pack", &name)])));
        }
        self.pack_requests.ready = Some((from, opened));
    }

    /// Whether drafts are submitted now, because another pack is about to be shown.
    pub(super) fn when_to_submit(&self) -> SubmitDrafts {
        if self.pack_requests.ready.is_some() && self.is_all_saved() {
            SubmitDrafts::Now
        } else {
            SubmitDrafts::WhenLeft
        }
    }

    /// Whether the session on screen is unfinished and only in memory.
    fn would_lose_session(&self) -> bool {
        let unsaved = self.active.as_ref().filter(|active| active.saving == Saving::Unsaved);
        unsaved.is_some_and(|active| active.session.state().outcome.is_none())
    }

    fn is_all_saved(&self) -> bool {
        matches!(self.writing, Writing::Nothing)
            && self.deferred_intents.is_empty()
            && self.queued_events.is_empty()
            && !self.clearing.is_changing_files()
    }

    /// Shows the pack that is ready, once everything typed and ticked is on the disk and every browser is whole. The
    /// frame before must have submitted the drafts.
    pub(super) fn show_ready_pack(&mut self, submitted: SubmitDrafts, ctx: &egui::Context) {
        if submitted != SubmitDrafts::Now || !self.is_all_saved() {
            return;
        }
        let Some((from, opened)) = self.pack_requests.ready.take() else { return };
        if self.would_lose_session() {
            // The customer has just decided to go on without saving.
            let path = from.unwrap_or_default().display().to_string();
            self.notify(notices::failure(self.strings().packs.unsaved, "file", &path));
            return;
        }
        let OpenedPack { loaded, index } = *opened;
        self.broken = first_problems(&loaded);
        self.guest_pack = GuestPack::of(&from, &loaded);
        self.loaded = Arc::new(loaded);
        self.index = Arc::new(index);
        self.active = None;
        self.drop_report();
        self.discard_pending_pictures();
        self.drafts = Drafts::default();
        let pack = self.loaded.pack.as_ref();
        self.clearing = self.clearing.for_hosts(pack.map_or(&[][..], |pack| &pack.hosts));
        self.apply_appearance(ctx);
        self.notices.clear();
        ctx.request_repaint();
        self.show(Screen::Home);
        let name = self.loaded.pack.as_ref().map_or("", |pack| pack.name.get(self.lang));
        let words = &self.strings().packs;
        self.notify(match from {
            Some(_) => notices::success_with(words.opened, "pack", name),
            None => notices::success(words.back_to_built_in),
        });
    }

    /// The session's guide, if this pack made the session. A guide with the same id in another pack is another guide.
    pub(super) fn guide_of(&self, session: &Session) -> Option<&Guide> {
        ui::wizard_of(self.loaded.pack.as_ref(), session)
    }
}

/// For each file that could not be used, its first error.
pub(super) fn first_problems(loaded: &LoadedPack) -> Vec<Problem> {
    let mut first: Vec<Problem> = Vec::new();
    for problem in loaded.problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let unusable = loaded.pack.is_none() || loaded.broken.contains(&problem.place.file);
        if unusable && first.iter().all(|known| known.place.file != problem.place.file) {
            first.push(problem.clone());
        }
    }
    first
}
