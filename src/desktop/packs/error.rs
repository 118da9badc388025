//! Why a pack's files cannot be read.

use std::io;

use crate::lang::{Lang, Strings, fill};

/// Why a pack's files cannot be read. `pack::load` reports what is wrong inside them.
#[derive(Debug, thiserror::Error)]
pub enum PackFileError {
    /// The system reported an error.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is neither a folder nor a zip file.
    #[error("it is not a pack")]
    NotAPack,
    /// The zip file is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The zip file needs a password.
    #[error("the file is locked with a password")]
    Locked,
    /// It is larger than a pack can be, zipped or unpacked.
    #[error("it is too large for a pack")]
    TooLarge,
    /// It has more files than a pack can have.
    #[error("it has too many files for a pack")]
    TooMany,
    /// A file in it has a name that leads out of the pack, or that means different things on different systems.
    #[error("a file in it has a name that is not allowed: {0}")]
    BadName(String),
    /// Two files in it have the same name, apart from letter case.
    #[error("two files in it have the same name: {0}")]
    Twice(String),
    /// A file in it is a link.
    #[error("it holds a link to something else: {0}")]
    Linked(String),
    /// There is no `pack.ron` at its top or in its one folder.
    #[error("there is no pack.ron in it")]
    NoManifest,
}

impl PackFileError {
    /// The reason in a sentence for customers.
    pub fn message(&self, lang: Lang) -> String {
        let words = &Strings::of(lang).packs;
        match self {
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => words.gone.to_owned(),
            Self::Io(error) => fill(words.unreadable, &[("why", &error.to_string())]),
            Self::NotAPack => words.not_a_pack.to_owned(),
            Self::Damaged(_) => words.damaged.to_owned(),
            Self::Locked => words.locked.to_owned(),
            Self::TooLarge => words.too_large.to_owned(),
            Self::TooMany => words.too_many.to_owned(),
            Self::BadName(name) => fill(words.bad_name, &[("name", name)]),
            Self::Twice(name) => fill(words.twice, &[("name", name)]),
            Self::Linked(name) => fill(words.linked, &[("name", name)]),
            Self::NoManifest => words.no_manifest.to_owned(),
        }
    }
}
