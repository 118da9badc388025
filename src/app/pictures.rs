//! The pictures of the report on screen: where they come from, which one is looked at, which ones were added.
//!
//! They are in memory only. Nothing here writes a file, and all of it is gone with the report's session.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use super::outside::{DialogUnavailable, PictureDialog};
use super::picture_thread::{self, NoPicture, PictureNews, Source};
use super::worker::Done;
use super::{App, notices};
use crate::desktop::SessionId;
use crate::lang::{PictureWords, size};
use crate::picture::{
    Canvas, ENDINGS, FORMATS, Finished, MOST_BYTES_READ, MOST_BYTES_TOGETHER, MOST_PICTURES, PictureError,
};
use crate::report::PictureNote;
use crate::ui::{AddedPicture, FileDialog, PASTE_KEY, PictureIntent, PictureStage, PictureView, Screen};

/// What the window knows of pictures.
#[derive(Default)]
pub(super) struct Pictures {
    /// The session whose report they go with.
    of: Option<SessionId>,
    /// Another number for each report: a dialog's answer may come after its report is gone.
    report: u64,
    added: Vec<AddedPicture>,
    at: At,
    /// What the customer knows the picture as that is being read, looked at or written.
    name: Option<String>,
    queue: VecDeque<Source>,
    asking: bool,
    /// The number of the last picture: news of earlier ones come too late.
    number: u64,
    /// Another number whenever a picture is another or looks different.
    version: u64,
}

/// How far a picture is.
#[derive(Default)]
enum At {
    #[default]
    Nothing,
    Reading,
    Open(Arc<Canvas>),
    Adding(Arc<Canvas>),
}

impl Pictures {
    /// Those that were added.
    pub(super) fn added(&self) -> &[AddedPicture] {
        &self.added
    }

    /// How many bytes their files have.
    fn together(&self) -> u64 {
        self.added.iter().map(|picture| picture.note.bytes).sum()
    }

    /// What there is to draw.
    pub(super) fn view(&self) -> PictureView<'_> {
        PictureView {
            added: &self.added,
            together: self.together(),
            stage: match &self.at {
                At::Nothing => None,
                At::Reading => Some(PictureStage::Reading),
                At::Open(canvas) => Some(PictureStage::Open { canvas, version: self.version }),
                At::Adding(_) => Some(PictureStage::Adding),
            },
            number: self.number,
            waiting: self.queue.len(),
            dialog: if self.asking { FileDialog::Open } else { FileDialog::Closed },
        }
    }

    /// Changes the picture that is looked at.
    fn change(&mut self, change: impl FnOnce(&mut Canvas)) {
        if let At::Open(canvas) = &mut self.at {
            change(Arc::make_mut(canvas));
            self.version += 1;
        }
    }

    /// Names them anew after one came or went: the report counts them without a gap.
    fn count(&mut self) {
        for (number, picture) in (1..).zip(&mut self.added) {
            let ending = picture.note.id.rsplit('.').next().unwrap_or_default();
            picture.note.id = format!("picture-{number}.{ending}");
        }
    }
}

impl App {
    /// Does what the customer wants of pictures.
    pub(super) fn picture(&mut self, intent: PictureIntent) {
        match intent {
            PictureIntent::Ask => self.ask_picture(),
            PictureIntent::Dropped(paths) => self.take_pictures(paths.into_iter().map(Source::File).collect()),
            PictureIntent::Pasted(image) => self.take_pictures(vec![Source::Pasted(image)]),
            PictureIntent::BlackOut(area) => self.pictures.change(|canvas| canvas.black_out(area)),
            PictureIntent::Undo => self.pictures.change(Canvas::undo),
            PictureIntent::Add => self.write_picture(),
            PictureIntent::LeaveOut => {
                self.pictures.at = At::Nothing;
                self.next_picture();
            }
            PictureIntent::Remove(key) => {
                self.pictures.added.retain(|picture| picture.key != key);
                self.pictures.count();
                self.pictures_changed();
            }
        }
    }

    /// Makes the report of the open session, with its pictures.
    pub(super) fn report_of_open(&mut self) {
        let key = self.open.as_ref().and_then(|open| open.key.clone());
        self.pictures_of(key.as_ref());
        self.make_report();
    }

    /// Shows the report of a stored session, with its pictures.
    pub(super) fn report_of_stored(&mut self, key: &str) {
        self.pictures_of(SessionId::parse(key).as_ref());
        self.report_of(key);
    }

    /// The pictures belong to the report of this session; those of another one are forgotten.
    fn pictures_of(&mut self, key: Option<&SessionId>) {
        if self.pictures.of.as_ref() != key {
            self.forget_pictures();
            self.pictures.of = key.cloned();
        }
    }

    /// The report has other pictures now than the one that was saved.
    fn pictures_changed(&mut self) {
        self.report_differs_from_the_saved_one();
        self.make_report_again();
    }

    /// There is no report any more: another session comes.
    pub(super) fn forget_report(&mut self) {
        self.report = None;
        self.forget_pictures();
    }

    fn forget_pictures(&mut self) {
        let Pictures { report, number, version, .. } = self.pictures;
        self.pictures = Pictures { report: report + 1, number: number + 1, version, ..Pictures::default() };
    }

    /// Leaves out all that were not added yet.
    pub(super) fn leave_pictures_out(&mut self) {
        self.pictures.queue.clear();
        self.pictures.at = At::Nothing;
        self.pictures.number += 1;
    }

    fn ask_picture(&mut self) {
        if self.pictures.asking {
            return;
        }
        self.pictures.asking = true;
        let words = self.picture_words();
        let (title, kind) = (words.dialog.to_owned(), words.dialog_filter.to_owned());
        self.threads.ask_picture(self.pictures.report, PictureDialog { title, kind, endings: &ENDINGS });
    }

    /// What the customer chose in the dialog.
    pub(super) fn picture_chosen(&mut self, report: u64, chosen: Result<Option<PathBuf>, DialogUnavailable>) {
        if report != self.pictures.report {
            return;
        }
        self.pictures.asking = false;
        match chosen {
            Ok(path) => self.take_pictures(path.into_iter().map(Source::File).collect()),
            Err(DialogUnavailable) => {
                self.tell(notices::failed(self.picture_words().dialog_failed, "key", PASTE_KEY));
            }
        }
    }

    /// Takes pictures in, as many as the report has room for, one after the other.
    fn take_pictures(&mut self, sources: Vec<Source>) {
        if self.report.is_none() {
            return;
        }
        let at_work = usize::from(!matches!(self.pictures.at, At::Nothing));
        let taken = self.pictures.added.len() + self.pictures.queue.len() + at_work;
        let room = MOST_PICTURES.saturating_sub(taken);
        if sources.len() > room {
            self.tell(notices::failed(self.picture_words().too_many, "count", &MOST_PICTURES.to_string()));
        }
        self.pictures.queue.extend(sources.into_iter().take(room));
        if at_work == 0 {
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
            Source::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Source::Pasted(_) => None,
        };
        self.pictures.at = At::Reading;
        if self.screen != Screen::Picture && !self.came_from.contains(&Screen::Picture) {
            self.show(Screen::Picture);
        }
        let number = self.pictures.number;
        self.threads.apart(
            "picture",
            move |_| Done::Picture(number, PictureNews::Opened(picture_thread::open(&source))),
            move || Done::Picture(number, PictureNews::Opened(Err(no_thread()))),
        );
    }

    fn leave_picture_screen(&mut self) {
        self.came_from.retain(|screen| *screen != Screen::Picture);
        if self.screen == Screen::Picture {
            self.screen = self.came_from.pop().unwrap_or(Screen::Report);
        }
    }

    /// Writes the picture that is looked at, as it is now.
    fn write_picture(&mut self) {
        let At::Open(canvas) = &self.pictures.at else { return };
        let canvas = Arc::clone(canvas);
        self.pictures.at = At::Adding(Arc::clone(&canvas));
        let number = self.pictures.number;
        self.threads.apart(
            "picture",
            move |_| Done::Picture(number, PictureNews::Written(picture_thread::write(&canvas))),
            move || Done::Picture(number, PictureNews::Written(Err(no_thread()))),
        );
    }

    /// What came of the work on a picture; news of one that was left out meanwhile means nothing.
    pub(super) fn picture_news(&mut self, number: u64, news: PictureNews) {
        if number != self.pictures.number {
            return;
        }
        match (news, std::mem::take(&mut self.pictures.at)) {
            (PictureNews::Opened(Ok(canvas)), At::Reading) => {
                self.pictures.version += 1;
                self.pictures.at = At::Open(Arc::new(canvas));
            }
            (PictureNews::Opened(Err(error)), At::Reading) => {
                self.no_picture(&error);
                self.next_picture();
            }
            (PictureNews::Written(Ok((finished, small))), At::Adding(canvas)) => {
                let bytes = finished.bytes.len() as u64;
                if self.pictures.together() + bytes > MOST_BYTES_TOGETHER {
                    self.pictures.at = At::Open(canvas);
                    self.tell(notices::failed(self.picture_words().too_much, "total", &size(MOST_BYTES_TOGETHER)));
                } else {
                    self.add_picture(finished, small, canvas);
                }
            }
            (PictureNews::Written(Err(error)), At::Adding(canvas)) => {
                self.pictures.at = At::Open(canvas);
                self.no_picture(&error);
            }
            (_, at) => self.pictures.at = at,
        }
    }

    fn add_picture(&mut self, finished: Finished, small: Canvas, whole: Arc<Canvas>) {
        let Finished { extension, width, height, bytes, sha256 } = finished;
        let note = PictureNote { id: format!("picture.{extension}"), width, height, bytes: bytes.len() as u64, sha256 };
        let key = self.pictures.number;
        self.pictures.added.push(AddedPicture { note, bytes: bytes.into(), small, whole, key });
        self.pictures.count();
        self.next_picture();
        self.pictures_changed();
        self.tell(notices::well(self.picture_words().added));
    }

    /// Says why there is no picture.
    fn no_picture(&mut self, error: &NoPicture) {
        // Without its name, which may be a secret as well.
        tracing::info!(%error, "a picture was not taken");
        let words = self.picture_words();
        let why = if let NoPicture::Unreadable(error) = error { error.to_string() } else { String::new() };
        let sentence = match error {
            NoPicture::NotAPicture(PictureError::TooLarge) => words.too_large,
            NoPicture::NotAPicture(PictureError::TooManyPixels) => words.too_many_pixels,
            NoPicture::NotAPicture(PictureError::Heic) => words.heic,
            NoPicture::NotAPicture(PictureError::Unknown) => words.unknown,
            NoPicture::NotAPicture(PictureError::Damaged) => words.damaged,
            NoPicture::Unreadable(_) => words.unreadable,
        };
        let file = self.pictures.name.as_deref().unwrap_or(words.pasted);
        let formats = FORMATS.join(self.strings().page.listed);
        let values = [("file", file), ("formats", &formats), ("most", &size(MOST_BYTES_READ)), ("why", why.as_str())];
        let notice = notices::failed_with(sentence, &values);
        self.tell(notice);
    }

    fn picture_words(&self) -> &'static PictureWords {
        &self.strings().picture
    }
}

/// There is no thread to be had.
fn no_thread() -> NoPicture {
    NoPicture::Unreadable(std::io::ErrorKind::WouldBlock.into())
}
