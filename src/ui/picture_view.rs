//! What there is to draw of a report's pictures, and what the customer may want of them.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::picture::{Area, Canvas};
use crate::report::PictureNote;

/// What pastes a picture, as the key is written on the system's keyboards.
pub const PASTE_KEY: &str = if cfg!(target_os = "macos") { "Cmd+V" } else { "Ctrl+V" };

/// A picture that goes with the report. It is in memory only until the report is saved.
#[derive(Clone, Debug)]
pub struct AddedPicture {
    /// What the report says of it.
    pub note: PictureNote,
    /// Its file.
    pub bytes: Arc<[u8]>,
    /// A small one of it, for lists.
    pub small: Canvas,
    /// All of it, as it looks in the report.
    pub whole: Arc<Canvas>,
    /// Another number for each picture, as long as the window is open.
    pub key: u64,
}

/// The pictures of the report on screen.
#[derive(Debug)]
pub struct PictureView<'a> {
    /// Those that were added.
    pub added: &'a [AddedPicture],
    /// How many bytes their files have together.
    pub together: u64,
    /// How far the one is that is about to be added.
    pub stage: Option<PictureStage<'a>>,
    /// Another number for each picture that is looked at.
    pub number: u64,
    /// How many come after it.
    pub waiting: usize,
    /// Whether the system's file dialog is open.
    pub dialog: FileDialog,
}

impl PictureView<'_> {
    /// Whether another one may be added.
    pub fn takes_more(&self) -> bool {
        let coming = self.waiting + usize::from(self.stage.is_some());
        self.added.len() + coming < crate::picture::MOST_PICTURES
    }
}

/// How far a picture is that is about to be added.
#[derive(Clone, Copy, Debug)]
pub enum PictureStage<'a> {
    /// It is being read.
    Reading,
    /// The customer looks at it and blacks out what nobody should see.
    Open {
        /// The picture as it is now.
        canvas: &'a Canvas,
        /// Another number whenever it is another, or looks different.
        version: u64,
    },
    /// It is being written for the report.
    Adding,
}

impl PictureStage<'_> {
    /// A name for it, which no customer reads.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Open { .. } => "open",
            Self::Adding => "adding",
        }
    }
}

/// Whether the system's file dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileDialog {
    /// It is.
    Open,
    /// It is not.
    Closed,
}

/// What the customer wants of pictures.
#[derive(Clone, PartialEq, Eq)]
pub enum PictureIntent {
    /// Choose one in the system's file dialog.
    Ask,
    /// Add these files, which were dropped onto the window.
    Dropped(Vec<PathBuf>),
    /// Add what was pasted.
    Pasted(Arc<ColorImage>),
    /// Black this part of the open picture out.
    BlackOut(Area),
    /// Take the last blacking out back.
    Undo,
    /// Add the open picture.
    Add,
    /// Do not add it.
    LeaveOut,
    /// Remove the added picture with this key.
    Remove(u64),
}

impl std::fmt::Debug for PictureIntent {
    /// Without what was pasted, and without the names of the customer's files.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ask => write!(f, "Ask"),
            Self::Dropped(paths) => write!(f, "Dropped({} files)", paths.len()),
            Self::Pasted(image) => write!(f, "Pasted({} × {})", image.width(), image.height()),
            Self::BlackOut(area) => write!(f, "BlackOut({area:?})"),
            Self::Undo => write!(f, "Undo"),
            Self::Add => write!(f, "Add"),
            Self::LeaveOut => write!(f, "LeaveOut"),
            Self::Remove(key) => write!(f, "Remove({key})"),
        }
    }
}
