//! Fingerprints of stores: told from their bytes, a piece at a time, so that the largest needs no memory.

use std::io::{self, ErrorKind};

use cap_std::fs::Dir;
use sha1::{Digest as _, Sha1};

use super::io::in_breaths;
use super::{Watch, swap};

/// A fingerprint in the making: of pieces of bytes, each with its length.
#[derive(Default)]
pub(super) struct Print(Sha1);

impl Print {
    /// Takes a piece in.
    pub(super) fn piece(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Takes the content of a file in that is no link.
    pub(super) fn file(&mut self, dir: &Dir, name: &str, watch: &dyn Watch) -> io::Result<()> {
        let mut file = swap::open_file(dir, name)?;
        self.0.update(file.metadata()?.len().to_le_bytes());
        in_breaths(&mut file, watch, &mut |bytes| {
            self.0.update(bytes);
            Ok(())
        })
    }

    /// What came of it.
    pub(super) fn told(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

/// The fingerprint of files that were read.
pub(super) fn of_files(files: &swap::Files) -> String {
    let mut print = Print::default();
    for (name, bytes) in files {
        print.piece(name.as_bytes());
        print.piece(bytes);
    }
    print.told()
}

/// The fingerprint of a folder's files, the same that they would have when read.
pub(super) fn of_folder(dir: &Dir, watch: &dyn Watch) -> io::Result<String> {
    let mut names = Vec::new();
    for entry in dir.entries()? {
        let name = entry?.file_name().into_string().map_err(|_odd| io::Error::from(ErrorKind::InvalidData))?;
        if !swap::NO_PART.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort_unstable();
    let mut print = Print::default();
    for name in names {
        print.piece(name.as_bytes());
        print.file(dir, &name, watch)?;
    }
    Ok(print.told())
}
