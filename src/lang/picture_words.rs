//! The sentences about the pictures of a report.

/// Pictures: the list beside the report, and the screen on which the customer checks a picture before adding it.
///
/// `{count}` is the most pictures, `{total}` the most bytes of all pictures, `{file}` a file's name as the customer knows
/// it, `{formats}` the formats that are read.
#[derive(Debug)]
pub struct PictureWords {
    // The list.
    pub title: &'static str,
    pub limits: &'static str,
    pub how: &'static str,
    pub add: &'static str,
    pub asking: &'static str,
    pub full: &'static str,
    pub nth: &'static str,
    pub facts: &'static str,
    pub remove: &'static str,
    pub together: &'static str,
    pub let_go: &'static str,
    pub let_go_full: &'static str,

    // The dialog.
    pub dialog: &'static str,
    pub dialog_filter: &'static str,

    // The screen.
    pub black_out: &'static str,
    pub black_out_how: &'static str,
    pub black_out_keys: &'static str,
    pub not_searched: &'static str,
    pub picture: &'static str,
    pub frame_at: &'static str,
    pub nothing_hidden: &'static str,
    pub hidden: super::Plural,
    pub undo: &'static str,
    pub waiting: super::Plural,
    pub leave_out: &'static str,
    pub add_it: &'static str,
    pub reading: &'static str,
    pub reading_hint: &'static str,
    pub adding: &'static str,
    pub adding_hint: &'static str,

    // Results.
    pub pasted: &'static str,
    pub added: &'static str,
    pub too_large: &'static str,
    pub too_many_pixels: &'static str,
    pub heic: &'static str,
    pub unknown: &'static str,
    pub damaged: &'static str,
    pub unreadable: &'static str,
    pub too_many: &'static str,
    pub too_much: &'static str,
    pub dialog_failed: &'static str,
}
