//! The pictures of the report on screen: the added ones, the one being looked at, and those that wait.
//!
//! They are in memory only. Nothing here writes a file, and the pictures are dropped with the report of their session.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use super::picture_thread::{self, PictureJobError, PictureSource, PictureUpdate};
use super::services::{DialogUnavailable, PictureDialog};
use super::worker::JobResult;
use super::{App, notices};
use crate::desktop::SessionId;
use crate::lang::{PictureWords, size};
use crate::picture::{
    Canvas, ENDINGS, FORMATS, Finished, MOST_BYTES_READ, MOST_BYTES_TOGETHER, MOST_PICTURES, PictureError,
};
use crate::report::PictureNote;
use crate::ui::{AddedPicture, FileDialog, PASTE_KEY, PictureIntent, PictureStage, PictureView, Screen};

/// The state of the pictures.
#[derive(Default)]
pub(super) struct Pictures {
    /// The session that the report is about.
    session_id: Option<SessionId>,
    /// Changes with each report: a dialog's answer may come after its report is gone.
    report: u64,
    added: Vec<AddedPicture>,
    phase: PicturePhase,
    /// The file name of the picture that is being read, looked at or encoded.
    name: Option<String>,
    queue: VecDeque<PictureSource>,
    is_asking: bool,
    /// The number of the last picture. Updates for earlier ones are ignored.
    number: u64,
    /// Changes whenever the picture or its look changes.
    version: u64,
}

/// How far the current picture is.
#[derive(Default)]
enum PicturePhase {
    #[default]
    Nothing,
    Reading,
    Open(Arc<Canvas>),
    Adding(Arc<Canvas>),
}

impl Pictures {
    /// The added pictures.
    pub(super) fn added(&self) -> &[AddedPicture] {
        &self.added
    }

    /// The size of all added pictures.
    fn total_bytes(&self) -> u64 {
        self.added.iter().map(|picture| picture.note.bytes).sum()
    }

    /// The state as the window draws it.
    pub(super) fn view(&self) -> PictureView<'_> {
        PictureView {
            added: &self.added,
            together: self.total_bytes(),
            stage: match &self.phase {
                PicturePhase::Nothing => None,
                PicturePhase::Reading => Some(PictureStage::Reading),
                PicturePhase::Open(canvas) => Some(PictureStage::Open { canvas, version: self.version }),
                PicturePhase::Adding(_) => Some(PictureStage::Adding),
            },
            number: self.number,
            waiting: self.queue.len(),
            dialog: if self.is_asking { FileDialog::Open } else { FileDialog::Closed },
        }
    }

    /// Changes the picture that is being looked at.
    fn change(&mut self, change: impl FnOnce(&mut Canvas)) {
        if let PicturePhase::Open(canvas) = &mut self.phase {
            change(Arc::make_mut(canvas));
            self.version += 1;
        }
    }

    /// Numbers the pictures again after one was added or removed, so that the report counts them without a gap.
    fn renumber(&mut self) {
        for (number, picture) in (1..).zip(&mut self.added) {
            let extension = picture.note.id.rsplit('.').next().unwrap_or_default();
            picture.note.id = format!("picture-{number}.{extension}");
        }
    }
}

impl App {
    /// Does what the customer wants of pictures.
    pub(super) fn handle_picture_intent(&mut self, intent: PictureIntent) {
        match intent {
            PictureIntent::Ask => self.ask_picture(),
            PictureIntent::Dropped(paths) => self.queue_pictures(paths.into_iter().map(PictureSource::File).collect()),
            PictureIntent::Pasted(image) => self.queue_pictures(vec![PictureSource::Pasted(image)]),
            PictureIntent::BlackOut(area) => self.pictures.change(|canvas| canvas.black_out(area)),
            PictureIntent::Undo => self.pictures.change(Canvas::undo),
            PictureIntent::Add => self.write_picture(),
            PictureIntent::LeaveOut => {
                self.pictures.phase = PicturePhase::Nothing;
                self.next_picture();
            }
            PictureIntent::Remove(key) => {
                self.pictures.added.retain(|picture| picture.key != key);
                self.pictures.renumber();
                self.pictures_changed();
            }
        }
    }

    /// Makes the report of the open session, with its pictures.
    pub(super) fn make_active_report(&mut self) {
        let key = self.active.as_ref().and_then(|active| active.key.clone());
        self.keep_pictures_of(key.as_ref());
        self.make_report();
    }

    /// Shows the report of a saved session, with its pictures.
    pub(super) fn show_stored_report(&mut self, key: &str) {
        self.keep_pictures_of(SessionId::parse(key).as_ref());
        self.show_report_of(key);
    }

    /// Assigns the pictures to the report of this session. Pictures of another session are dropped.
    fn keep_pictures_of(&mut self, key: Option<&SessionId>) {
        if self.pictures.session_id.as_ref() != key {
            self.drop_pictures();
            self.pictures.session_id = key.cloned();
        }
    }

    /// The report on screen no longer has the pictures of the saved file.
    fn pictures_changed(&mut self) {
        self.forget_saved_report();
        self.remake_report();
    }

    /// Drops the report, because another session begins.
    pub(super) fn drop_report(&mut self) {
        self.report = None;
        self.drop_pictures();
    }

    fn drop_pictures(&mut self) {
        let Pictures { report, number, version, .. } = self.pictures;
        self.pictures = Pictures { report: report + 1, number: number + 1, version, ..Pictures::default() };
    }

    /// Discards the pictures that were not added yet.
    pub(super) fn discard_pending_pictures(&mut self) {
        self.pictures.queue.clear();
        self.pictures.phase = PicturePhase::Nothing;
        self.pictures.number += 1;
    }

    fn ask_picture(&mut self) {
        if self.pictures.is_asking {
            return;
        }
        self.pictures.is_asking = true;
        let words = self.picture_words();
        let (title, kind) = (words.dialog.to_owned(), words.dialog_filter.to_owned());
        self.workers.ask_picture(self.pictures.report, PictureDialog { title, kind, endings: &ENDINGS });
    }

    /// Handles the dialog's answer.
    pub(super) fn picture_chosen(&mut self, report: u64, chosen: Result<Option<PathBuf>, DialogUnavailable>) {
        if report != self.pictures.report {
            return;
        }
        self.pictures.is_asking = false;
        match chosen {
            Ok(path) => self.queue_pictures(path.into_iter().map(PictureSource::File).collect()),
            Err(DialogUnavailable) => {
                self.notify(notices::failure(self.picture_words().dialog_failed, "key", PASTE_KEY));
            }
        }
    }

    /// Queues pictures, as many as the report still takes.
    fn queue_pictures(&mut self, sources: Vec<PictureSource>) {
        if self.report.is_none() {
            return;
        }
        let in_work = usize::from(!matches!(self.pictures.phase, PicturePhase::Nothing));
        let used = self.pictures.added.len() + self.pictures.queue.len() + in_work;
        let free = MOST_PICTURES.saturating_sub(used);
        if sources.len() > free {
            self.notify(notices::failure(self.picture_words().too_many, "count", &MOST_PICTURES.to_string()));
        }
        self.pictures.queue.extend(sources.into_iter().take(free));
        if in_work == 0 {
            self.next_picture();
        }
    }

    /// Reads the next picture, or goes back to the report when there is none.
    fn next_picture(&mut self) {
        self.pictures.number += 1;
        let Some(source) = self.pictures.queue.pop_front() else {
            self.leave_picture_screen();
            return;
        };
        self.pictures.name = match &source {
            PictureSource::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            PictureSource::Pasted(_) => None,
        };
        self.pictures.phase = PicturePhase::Reading;
        if self.screen != Screen::Picture && !self.back_stack.contains(&Screen::Picture) {
            self.show(Screen::Picture);
        }
        let number = self.pictures.number;
        self.workers.spawn(
            "picture",
            move |_| JobResult::Picture(number, PictureUpdate::Opened(picture_thread::open(&source))),
            move || JobResult::Picture(number, PictureUpdate::Opened(Err(no_thread_error()))),
        );
    }

    fn leave_picture_screen(&mut self) {
        self.back_stack.retain(|screen| *screen != Screen::Picture);
        if self.screen == Screen::Picture {
            self.screen = self.back_stack.pop().unwrap_or(Screen::Report);
        }
    }

    /// Encodes the picture that is being looked at, as it is now.
    fn write_picture(&mut self) {
        let PicturePhase::Open(canvas) = &self.pictures.phase else { return };
        let canvas = Arc::clone(canvas);
        self.pictures.phase = PicturePhase::Adding(Arc::clone(&canvas));
        let number = self.pictures.number;
        self.workers.spawn(
            "picture",
            move |_| JobResult::Picture(number, PictureUpdate::Written(picture_thread::write(&canvas))),
            move || JobResult::Picture(number, PictureUpdate::Written(Err(no_thread_error()))),
        );
    }

    /// Handles the result of work on a picture. Results for a picture that was left out meanwhile are ignored.
    pub(super) fn picture_update(&mut self, number: u64, update: PictureUpdate) {
        if number != self.pictures.number {
            return;
        }
        match (update, std::mem::take(&mut self.pictures.phase)) {
            (PictureUpdate::Opened(Ok(canvas)), PicturePhase::Reading) => {
                self.pictures.version += 1;
                self.pictures.phase = PicturePhase::Open(Arc::new(canvas));
            }
            (PictureUpdate::Opened(Err(error)), PicturePhase::Reading) => {
                self.picture_failed(&error);
                self.next_picture();
            }
            (PictureUpdate::Written(Ok((finished, thumbnail))), PicturePhase::Adding(canvas)) => {
                let bytes = finished.bytes.len() as u64;
                if self.pictures.total_bytes() + bytes > MOST_BYTES_TOGETHER {
                    self.pictures.phase = PicturePhase::Open(canvas);
                    self.notify(notices::failure(self.picture_words().too_much, "total", &size(MOST_BYTES_TOGETHER)));
                } else {
                    self.add_picture(finished, thumbnail, canvas);
                }
            }
            (PictureUpdate::Written(Err(error)), PicturePhase::Adding(canvas)) => {
                self.pictures.phase = PicturePhase::Open(canvas);
                self.picture_failed(&error);
            }
            (_, phase) => self.pictures.phase = phase,
        }
    }

    fn add_picture(&mut self, finished: Finished, thumbnail: Canvas, original: Arc<Canvas>) {
        let Finished { extension, width, height, bytes, sha256 } = finished;
        let note = PictureNote { id: format!("picture.{extension}"), width, height, bytes: bytes.len() as u64, sha256 };
        let key = self.pictures.number;
        self.pictures.added.push(AddedPicture { note, bytes: bytes.into(), small: thumbnail, whole: original, key });
        self.pictures.renumber();
        self.next_picture();
        self.pictures_changed();
        self.notify(notices::success(self.picture_words().added));
    }

    /// Shows a notice why there is no picture.
    fn picture_failed(&mut self, error: &PictureJobError) {
        // The log gets no file name, because a name may be a secret too.
        tracing::info!(%error, "a picture was not taken");
        let words = self.picture_words();
        let why = if let PictureJobError::Unreadable(error) = error { error.to_string() } else { String::new() };
        let sentence = match error {
            PictureJobError::NotAPicture(PictureError::TooLarge) => words.too_large,
            PictureJobError::NotAPicture(PictureError::TooManyPixels) => words.too_many_pixels,
            PictureJobError::NotAPicture(PictureError::Heic) => words.heic,
            PictureJobError::NotAPicture(PictureError::Unknown) => words.unknown,
            PictureJobError::NotAPicture(PictureError::Damaged) => words.damaged,
            PictureJobError::Unreadable(_) => words.unreadable,
        };
        let file = self.pictures.name.as_deref().unwrap_or(words.pasted);
        let formats = FORMATS.join(self.strings().page.listed);
        let values = [("file", file), ("formats", &formats), ("most", &size(MOST_BYTES_READ)), ("why", why.as_str())];
        let notice = notices::failure_with(sentence, &values);
        self.notify(notice);
    }

    fn picture_words(&self) -> &'static PictureWords {
        &self.strings().picture
    }
}

/// The error when no thread can be started.
fn no_thread_error() -> PictureJobError {
    PictureJobError::Unreadable(std::io::ErrorKind::WouldBlock.into())
}
