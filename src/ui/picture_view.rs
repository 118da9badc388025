//! The data that the window draws of a report's pictures, and the customer's intents about them.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::picture::{Area, Canvas};
use crate::report::PictureNote;

/// The shortcut that pastes a picture, as the system's keyboards label it.
pub const PASTE_KEY: &str = if cfg!(target_os = "macos") { "Cmd+V" } else { "Ctrl+V" };

/// A picture of the report. It is only in memory until the report is saved.
#[derive(Clone, Debug)]
pub struct AddedPicture {
    /// What the report says about it.
    pub note: PictureNote,
    /// The contents of its file.
    pub bytes: Arc<[u8]>,
    /// Its thumbnail, for lists.
    pub small: Canvas,
    /// The whole picture, as it looks in the report.
    pub whole: Arc<Canvas>,
    /// A number that is unique as long as the window is open.
    pub key: u64,
}

/// The pictures of the report on screen.
#[derive(Debug)]
pub struct PictureView<'a> {
    /// The added pictures.
    pub added: &'a [AddedPicture],
    /// The size of all their files, in bytes.
    pub together: u64,
    /// The stage of the picture that is about to be added.
    pub stage: Option<PictureStage<'a>>,
    /// The number of the picture being edited; each one gets another.
    pub number: u64,
    /// How many pictures wait behind it.
    pub waiting: usize,
    /// Whether the system's file dialog is open.
    pub dialog: FileDialog,
}

impl PictureView<'_> {
    /// Whether another picture may be added.
    pub fn takes_more(&self) -> bool {
        let coming = self.waiting + usize::from(self.stage.is_some());
        self.added.len() + coming < crate::picture::MOST_PICTURES
    }
}

/// The stage of a picture that is about to be added.
#[derive(Clone, Copy, Debug)]
pub enum PictureStage<'a> {
    /// It is being read.
    Reading,
    /// The customer checks it and blacks out what should stay private.
    Open {
        /// The picture as it is now.
        canvas: &'a Canvas,
        /// Changes whenever the picture is another one or looks different.
        version: u64,
    },
    /// It is being encoded for the report.
    Adding,
}

impl PictureStage<'_> {
    /// Its internal name, which the customer does not see.
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
    /// It is open.
    Open,
    /// It is closed.
    Closed,
}

/// The customer's intents about pictures.
#[derive(Clone, PartialEq, Eq)]
pub enum PictureIntent {
    /// Choose a picture in the system's file dialog.
    Ask,
    /// Add these files, which were dropped onto the window.
    Dropped(Vec<PathBuf>),
    /// Add the pasted picture.
    Pasted(Arc<ColorImage>),
    /// Black out this part of the open picture.
    BlackOut(Area),
    /// Undo the last blacking out.
    Undo,
    /// Add the open picture.
    Add,
    /// Do not add it.
    LeaveOut,
    /// Remove the added picture with this key.
    Remove(u64),
}

impl std::fmt::Debug for PictureIntent {
    /// Leaves out the pasted picture and the names of the customer's files.
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
