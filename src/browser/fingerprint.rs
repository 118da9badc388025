//! Fingerprints of stores: hashes of their bytes, read in chunks, so that the largest store needs no memory.

use std::io::{self, ErrorKind};

use cap_std::fs::Dir;
use sha1::{Digest as _, Sha1};

use super::io::copy_cancellable;
use super::{Watch, swap};

/// A fingerprint in the making. Every piece of bytes counts with its length.
#[derive(Default)]
pub(super) struct Fingerprint(Sha1);

impl Fingerprint {
    /// Adds a piece of bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Adds the content of a file, which must not be a link.
    pub(super) fn add_file(&mut self, dir: &Dir, name: &str, watch: &dyn Watch) -> io::Result<()> {
        let mut file = swap::open_file(dir, name)?;
        self.0.update(file.metadata()?.len().to_le_bytes());
        copy_cancellable(&mut file, watch, &mut |chunk| {
            self.0.update(chunk);
            Ok(())
        })
    }

    /// The fingerprint in hexadecimal digits.
    pub(super) fn finish_hex(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

/// The fingerprint of files that were read.
pub(super) fn of_files(files: &swap::Files) -> String {
    let mut fingerprint = Fingerprint::default();
    for (name, bytes) in files {
        fingerprint.add(name.as_bytes());
        fingerprint.add(bytes);
    }
    fingerprint.finish_hex()
}

/// The fingerprint of a folder's files: the same as [`of_files`] gives after reading them.
pub(super) fn of_folder(dir: &Dir, watch: &dyn Watch) -> io::Result<String> {
    let mut names = Vec::new();
    for entry in dir.entries()? {
        let name = entry?.file_name().into_string().map_err(|_odd| io::Error::from(ErrorKind::InvalidData))?;
        if !swap::NOT_DATA.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort_unstable();
    let mut fingerprint = Fingerprint::default();
    for name in names {
        fingerprint.add(name.as_bytes());
        fingerprint.add_file(dir, &name, watch)?;
    }
    Ok(fingerprint.finish_hex())
}
