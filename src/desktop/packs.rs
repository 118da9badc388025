//! The files of a pack: those that are built into the program, those of a folder, or those of a folder in one zip file.
//!
//! Must not know what they contain.

mod error;
mod zipped;

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use include_dir::{Dir, include_dir};

pub use self::error::PackFileError;
pub use self::zipped::to_zip;
use crate::pack::SourceFile;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/wizards/okpay");

/// No more than this is read of a file. A guide has some tens of kilobytes, and `pack::load` reports a file that is too
/// large like any other broken one.
const MOST_READ: u64 = 4 * 1024 * 1024;

/// The pack that is built into the program: a single file works wherever it is copied.
pub fn built_in() -> Vec<SourceFile> {
    let files = BUILT_IN.files().filter(|file| is_ron(file.path()));
    files.map(|file| SourceFile { name: name_of(file.path()), bytes: file.contents().to_vec() }).collect()
}

/// The extension of a pack in one file.
pub const EXTENSION: &str = "okpack";

/// The pack's own file. A folder with this file is a pack.
pub const MANIFEST: &str = "pack.ron";

/// The files of the pack at this path: a folder, its `pack.ron`, or a pack in one file.
pub fn read(path: &Path) -> Result<Vec<SourceFile>, PackFileError> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() || (kind.is_file() && is_ron(path)) {
        return Ok(in_folder(path)?);
    }
    // Reading anything else, such as a pipe, might never end.
    if kind.is_file() { zipped::read(path) } else { Err(PackFileError::NotAPack) }
}

/// The `.ron` files of a folder, sorted by name. A path to `pack.ron` itself means its folder.
pub fn in_folder(path: &Path) -> io::Result<Vec<SourceFile>> {
    let folder = if path.is_file() { super::whole_file::folder_of(path) } else { path };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !is_ron(&path) || !path.is_file() {
            continue;
        }
        let mut bytes = Vec::new();
        fs::File::open(&path)?.take(MOST_READ).read_to_end(&mut bytes)?;
        files.push(SourceFile { name: name_of(&path), bytes });
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn is_ron(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
