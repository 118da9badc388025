//! Another pack than the one on screen: read beside everything else, and shown once nothing can be lost by it.
//!
//! It comes from a second start, from a file dropped on the window, or from the command line. Whatever goes wrong is
//! said, and the pack on screen stays.
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

use super::worker::Done;
use super::{App, Writing, notices};
use crate::desktop::packs::{self, PackFileError};
use crate::lang::{Lang, Strings, fill};
use crate::pack::{Guide, LoadedPack, Problem, Severity, load};
use crate::search::SearchIndex;
use crate::session::Session;
use crate::ui::{self, Drafts, GuestView, Notice, Saving, Screen, SubmitDrafts, Tone};

/// Where a pack comes from: a path, or the program itself.
pub(super) type Origin = Option<PathBuf>;

/// Why a pack was not opened.
#[derive(Debug)]
pub(super) enum NotOpened {
    /// Its files cannot be had.
    Files(PackFileError),
    /// They are wrong; this first.
    Broken(Box<Problem>),
}

/// A pack as it was read, and its phrases to be searched.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) loaded: LoadedPack,
    pub(super) index: SearchIndex,
}

impl Opened {
    fn new(loaded: LoadedPack) -> Self {
        Self { index: loaded.pack.as_ref().map(SearchIndex::of).unwrap_or_default(), loaded }
    }
}

/// What the window begins with.
pub(super) struct FirstPack {
    pub(super) opened: Opened,
    pub(super) from: Origin,
    /// The pack that was wished for and not opened.
    refused: Option<(PathBuf, NotOpened)>,
}

impl FirstPack {
    /// Reads the pack that was wished for, or else the built-in one.
    pub(super) fn read(wished: Origin) -> Self {
        let refused = match wished {
            None => None,
            Some(path) => match read(Some(&path)) {
                Ok(opened) => return Self { opened, from: Some(path), refused: None },
                Err(why) => Some((path, why)),
            },
        };
        Self { opened: Opened::new(load(&packs::built_in())), from: None, refused }
    }

    /// What has to be said of a pack that was not opened.
    pub(super) fn notice(&self, lang: Lang) -> Option<Notice> {
        self.refused.as_ref().map(|(path, why)| not_opened(lang, path, why))
    }
}

/// A pack that is not the built-in one, in words.
pub(super) struct Guest {
    file: String,
    hosts: Vec<String>,
}

impl Guest {
    pub(super) fn of(from: &Origin, loaded: &LoadedPack) -> Option<Self> {
        let (path, pack) = from.as_deref().zip(loaded.pack.as_ref())?;
        Some(Self { file: path.display().to_string(), hosts: pack.hosts.clone() })
    }

    pub(super) fn view(&self) -> GuestView<'_> {
        GuestView { file: &self.file, hosts: &self.hosts }
    }
}

/// The packs that somebody wants opened.
#[derive(Default)]
pub(super) struct Wished {
    /// The number of the last one; answers to earlier ones come too late.
    number: u64,
    /// The one that is read and waits to be shown.
    ready: Option<(Origin, Box<Opened>)>,
}

fn read(path: Option<&Path>) -> Result<Opened, NotOpened> {
    let files = path.map_or_else(|| Ok(packs::built_in()), packs::read).map_err(NotOpened::Files)?;
    // A folder that is none of ours has no place in it to be told.
    if files.iter().all(|file| file.name != packs::MANIFEST) {
        return Err(NotOpened::Files(PackFileError::NoManifest));
    }
    let loaded = load(&files);
    if loaded.pack.is_some() {
        return Ok(Opened::new(loaded));
    }
    let first = loaded.problems.into_iter().find(|problem| problem.severity == Severity::Error);
    Err(first.map_or(NotOpened::Files(PackFileError::NoManifest), |problem| NotOpened::Broken(Box::new(problem))))
}

fn not_opened(lang: Lang, path: &Path, why: &NotOpened) -> Notice {
    let words = &Strings::of(lang).packs;
    let (why, what_now) = match why {
        NotOpened::Files(bad @ (PackFileError::NotAPack | PackFileError::NoManifest)) => {
            (bad.message(lang), words.what_is_one)
        }
        NotOpened::Files(bad) => (bad.message(lang), words.what_now),
        NotOpened::Broken(problem) => {
            let (line, column) = (problem.place.line.to_string(), problem.place.column.to_string());
            let message = problem.message.get(lang);
            let values =
                [("file", problem.place.file.as_str()), ("line", &line), ("column", &column), ("message", message)];
            (fill(words.broken, &values), words.what_now)
        }
    };
    let path = path.display().to_string();
    notices::failed_with(words.not_opened, &[("file", &path), ("why", &why), ("what_now", what_now)])
}

impl App {
    /// Has a pack read, or the built-in one; it is shown when that is done.
    pub(super) fn open_pack(&mut self, from: Origin) {
        self.wished.number += 1;
        self.wished.ready = None;
        let number = self.wished.number;
        let (wanted, otherwise) = (from.clone(), from);
        self.threads.apart(
            "pack",
            move |_| {
                let came = read(wanted.as_deref()).map(Box::new);
                Done::PackRead(number, wanted, came)
            },
            move || {
                let why = std::io::Error::from(std::io::ErrorKind::OutOfMemory);
                Done::PackRead(number, otherwise, Err(NotOpened::Files(PackFileError::Io(why))))
            },
        );
    }

    /// Takes in what came of reading a pack.
    pub(super) fn pack_read(&mut self, number: u64, from: Origin, came: Result<Box<Opened>, NotOpened>) {
        if number != self.wished.number {
            return;
        }
        let path = from.clone().unwrap_or_default();
        let opened = match came {
            Ok(opened) => opened,
            Err(why) => {
                tracing::warn!(?why, "a pack was not opened");
                self.tell(not_opened(self.lang, &path, &why));
                return;
            }
        };
        let words = &self.strings().packs;
        if self.would_be_lost() {
            self.tell(notices::failed(words.unsaved, "file", &path.display().to_string()));
            return;
        }
        let name = opened.loaded.pack.as_ref().map_or("", |pack| pack.name.get(self.lang)).to_owned();
        let waits = if self.clearing.is_changing_files() {
            Some(words.waits_for_clearing)
        } else {
            matches!(self.writing, Writing::Failed(_)).then_some(words.waits_for_answer)
        };
        if let Some(waits) = waits {
            self.tell(notices::told(Tone::Neutral, fill(waits, &[("pack", &name)])));
        }
        self.wished.ready = Some((from, opened));
    }

    /// Whether what is being typed has to be handed in now, because another pack is about to be shown.
    pub(super) fn hands_in(&self) -> SubmitDrafts {
        if self.wished.ready.is_some() && self.may_lose_nothing() { SubmitDrafts::Now } else { SubmitDrafts::WhenLeft }
    }

    /// Whether the session on screen is kept in memory alone, and not over.
    fn would_be_lost(&self) -> bool {
        let unsaved = self.open.as_ref().filter(|open| open.saving == Saving::Unsaved);
        unsaved.is_some_and(|open| open.session.state().outcome.is_none())
    }

    fn may_lose_nothing(&self) -> bool {
        matches!(self.writing, Writing::Nothing)
            && self.waiting.is_empty()
            && self.queued.is_empty()
            && !self.clearing.is_changing_files()
    }

    /// Shows the pack that is ready, once all that was typed and ticked is on the disk and every browser is whole.
    /// What was typed must have been handed in by the frame before.
    pub(super) fn change_pack(&mut self, handed_in: SubmitDrafts, ctx: &egui::Context) {
        if handed_in != SubmitDrafts::Now || !self.may_lose_nothing() {
            return;
        }
        let Some((from, opened)) = self.wished.ready.take() else { return };
        if self.would_be_lost() {
            // The customer has just decided to go on without storing.
            let path = from.unwrap_or_default().display().to_string();
            self.tell(notices::failed(self.strings().packs.unsaved, "file", &path));
            return;
        }
        let Opened { loaded, index } = *opened;
        self.broken = first_problems(&loaded);
        self.guest = Guest::of(&from, &loaded);
        self.loaded = Arc::new(loaded);
        self.index = Arc::new(index);
        self.open = None;
        self.forget_report();
        self.leave_pictures_out();
        self.drafts = Drafts::default();
        let pack = self.loaded.pack.as_ref();
        self.clearing = self.clearing.for_hosts(pack.map_or(&[][..], |pack| &pack.hosts));
        self.dress(ctx);
        self.notices.clear();
        ctx.request_repaint();
        self.show(Screen::Home);
        let name = self.loaded.pack.as_ref().map_or("", |pack| pack.name.get(self.lang));
        let words = &self.strings().packs;
        self.tell(match from {
            Some(_) => notices::well_with(words.opened, "pack", name),
            None => notices::well(words.back_to_built_in),
        });
    }

    /// The session's wizard, if the session was made with the pack on screen: another pack's wizard of the same name is
    /// another one.
    pub(super) fn wizard_of(&self, session: &Session) -> Option<&Guide> {
        ui::wizard_of(self.loaded.pack.as_ref(), session)
    }
}

/// For each file that could not be used, the first error in it.
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
