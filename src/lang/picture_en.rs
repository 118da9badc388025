//! The sentences about pictures in English.

use super::{PictureWords, Plural};

/// All sentences.
pub(super) const PICTURE: PictureWords = PictureWords {
    title: "Pictures",
    limits: "At most {count} pictures, {total} together. Each is made smaller and loses its hidden details, such as the place where it was taken.",
    how: "You can also drop a picture onto this window, or paste one with {key}.",
    add: "Add a picture…",
    asking: "The file window is open",
    full: "A report can have {count} pictures at most. Remove one to add another.",
    nth: "Picture {n}",
    facts: "{width} × {height}, {size}",
    remove: "Remove picture {n}",
    together: "{size} of {total} used",
    let_go: "Drop the picture here to add it",
    let_go_full: "A report can have {count} pictures at most",

    dialog: "Choose a picture",
    dialog_filter: "Pictures",

    black_out: "Black out what others should not see",
    black_out_how: "Drag over it with the mouse. Once you add the picture, the black parts are removed from it for good.",
    black_out_keys: "By keyboard: arrow keys move the frame, Shift and arrow keys change its size, Enter blacks it out.",
    not_searched: "Pictures are not searched for secrets. Black out card numbers, codes, passwords and names yourself.",
    picture: "Your picture, with a frame. Arrow keys move the frame, Shift and arrow keys change its size, Enter or Space blacks out what is in it.",
    frame_at: "The frame begins {x}% from the left and {y}% from the top. It is {width}% wide and {height}% high.",
    nothing_hidden: "Nothing is blacked out yet",
    hidden: Plural { one: "{n} place is blacked out", other: "{n} places are blacked out" },
    undo: "Undo the last one",
    waiting: Plural { one: "{n} more picture comes after this one", other: "{n} more pictures come after this one" },
    leave_out: "Leave it out",
    add_it: "Add to the report",
    reading: "Reading the picture",
    reading_hint: "It is made smaller, which takes a moment. You can leave it out at any time.",
    adding: "Adding the picture",
    adding_hint: "It is saved as a new file, without its hidden details.",

    pasted: "the pasted picture",
    added: "The picture is in the report",
    too_large: "The picture file is too large: {file}. The limit is {most}. Take a screenshot of it, or export it smaller.",
    too_many_pixels: "The picture has too many pixels: {file}. Take a screenshot of it, or export it smaller.",
    heic: "This is an iPhone photo in the HEIC format, which this program cannot read: {file}. Take a screenshot of it, or export it as JPEG, and add that.",
    unknown: "This program cannot read this file as a picture: {file}. It reads {formats}. You can also take a screenshot of it.",
    damaged: "The picture is damaged and cannot be read completely: {file}. Take a screenshot of it, or add another copy.",
    unreadable: "The file could not be opened: {file}. {why}. Copy it into your Documents folder and try again.",
    too_many: "A report can have {count} pictures at most, so some were left out. Remove one to add another.",
    too_much: "With this picture, all pictures together would be larger than {total}. Remove one from the report first, or leave this one out.",
    dialog_failed: "The system's file window did not open. You can drop a picture onto this window instead, or paste one with {key}.",
};
