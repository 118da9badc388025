//! Writes files that appear whole or not at all, and that never replace another file by accident.
//!
//! The bytes are written to a temporary file in the same folder and synced to the disk; only then the file gets its name.
//! So after a power cut or on a full disk there is either the old file or the new one.
//! Must not know what is in a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How many names are tried before giving up. A folder with so many copies has another problem.
const MOST_NAMES: u32 = 10_000;

/// Writes a new file `stem.extension` in `folder`, or `stem (2).extension` and so on where that name is taken.
/// Never overwrites a file. Returns the new file's path.
pub fn write_new(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    create_folder(folder)?;
    let mut whole = temporary(folder, bytes)?;
    for n in 1..MOST_NAMES {
        let name = if n == 1 { format!("{stem}.{extension}") } else { format!("{stem} ({n}).{extension}") };
        let path = folder.join(name);
        match whole.persist_noclobber(&path) {
            Ok(_) => return synced(folder, path),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => whole = taken.file,
            // File systems without hard links (network shares, memory sticks) cannot rename without overwriting, so an
            // empty file reserves the name first.
            Err(unable) => match reserve(&path) {
                Ok(()) => {
                    if let Err(error) = unable.file.persist(&path) {
                        // An empty file under a report's name would mislead; the caller gets the first error.
                        fs::remove_file(&path).ok();
                        return Err(error.error);
                    }
                    return synced(folder, path);
                }
                Err(taken) if taken.kind() == ErrorKind::AlreadyExists => whole = unable.file,
                Err(error) => return Err(error),
            },
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Writes `path`, and replaces a file that is there.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    temporary(folder, bytes)?.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Like [`replace`], for a file that need not survive a crash of the system: it does not wait for the disk.
pub fn replace_unsynced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let mut file = empty_temporary(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Renames a file to the first free name of `<path><end>`, `<path>-2<end>` and so on.
/// Its bytes stay as they are, and no file is overwritten.
pub fn set_aside(path: &Path, end: &str) -> io::Result<PathBuf> {
    for n in 1..MOST_NAMES {
        let mut name = path.as_os_str().to_owned();
        name.push(if n == 1 { end.to_owned() } else { format!("-{n}{end}") });
        let target = PathBuf::from(name);
        match reserve(&target) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        if let Err(error) = fs::rename(path, &target) {
            // The empty file that reserved the name would mislead.
            fs::remove_file(&target).ok();
            return Err(error);
        }
        return synced(folder_of(path), target);
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Creates a folder and those above it, for this user only, and syncs them, so that they survive a power cut.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let missing: Vec<&Path> = folder.ancestors().take_while(|ancestor| !ancestor.exists()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        // Other users must not read what the program saves.
        builder.mode(0o700);
    }
    builder.create(folder)?;
    for created in missing {
        sync_folder(folder_of(created))?;
    }
    Ok(())
}

/// Syncs a folder's list of names to the disk: otherwise a new file can vanish in a power cut although its bytes are
/// there.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        // Windows keeps a journal of the names, and cannot open a folder as a file.
        return Ok(());
    }
    match File::open(folder).and_then(|opened| opened.sync_all()) {
        // Some network and user-space file systems cannot sync a folder; nothing more can be done there.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn temporary(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = empty_temporary(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn empty_temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".okpay-wizard-").suffix(".part").tempfile_in(folder)
}

/// Reserves a name that is free, with an empty file.
fn reserve(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path).map(drop)
}

fn synced(folder: &Path, path: PathBuf) -> io::Result<PathBuf> {
    sync_folder(folder)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_report_of_the_same_name_is_saved_beside_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let reports = folder.path().join("Documents/OKPay");
        let first = write_new(&reports, "报告", "html", b"one").unwrap();
        let second = write_new(&reports, "报告", "html", b"two").unwrap();
        let third = write_new(&reports, "报告", "html", b"three").unwrap();
        assert_eq!(first, reports.join("报告.html"));
        assert_eq!(second, reports.join("报告 (2).html"));
        assert_eq!(third, reports.join("报告 (3).html"));
        assert_eq!(fs::read(first).unwrap(), b"one");
        assert_eq!(fs::read(second).unwrap(), b"two");
        assert_eq!(fs::read_dir(&reports).unwrap().count(), 3, "no temporary file is left over");
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_one_alone() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("settings.ron");
        fs::create_dir(&taken).unwrap();
        replace(&taken, b"new").unwrap_err();
        assert!(taken.is_dir());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left over");
    }

    #[test]
    fn a_file_that_is_set_aside_keeps_its_bytes_and_replaces_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.session");
        for (content, kept_as) in [("first", "a.session.damaged"), ("second", "a.session-2.damaged")] {
            replace(&path, content.as_bytes()).unwrap();
            let kept = set_aside(&path, ".damaged").unwrap();
            assert_eq!(kept, folder.path().join(kept_as));
            assert!(!path.exists());
        }
        assert_eq!(fs::read(folder.path().join("a.session.damaged")).unwrap(), b"first");
        assert_eq!(fs::read(folder.path().join("a.session-2.damaged")).unwrap(), b"second");
    }

    #[test]
    fn a_folder_inside_a_file_is_an_error_and_not_a_surprise() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        replace(&file, b"").unwrap();
        create_folder(&file.join("sessions")).unwrap_err();
        write_new(&file.join("reports"), "report", "html", b"").unwrap_err();
    }
}
