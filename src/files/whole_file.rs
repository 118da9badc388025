//! Files that appear whole or not at all, and that never replace another file unless the caller wants it.
//!
//! The bytes are written to a temporary file in the same folder, then to the disk, and only then does the file get its
//! name. After a power cut or on a full disk there is either the old file or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How many names are tried. A folder with more copies than that has another problem.
const MOST_NAMES: u32 = 10_000;

/// Writes a new file `stem.extension` in `folder`, or `stem (2).extension` and so on where that name is taken.
/// Overwrites nothing. Returns the path of the new file.
pub fn write_new(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    create_folder(folder)?;
    let mut whole = temporary(folder, bytes)?;
    for n in 1..MOST_NAMES {
        let name = if n == 1 { format!("{stem}.{extension}") } else { format!("{stem} ({n}).{extension}") };
        let path = folder.join(name);
        match whole.persist_noclobber(&path) {
            Ok(_) => return synced(folder, path),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => whole = taken.file,
            // File systems without hard links (network shares, memory sticks) cannot do both at once.
            Err(unable) => match reserve(&path) {
                Ok(()) => {
                    if let Err(error) = unable.file.persist(&path) {
                        // An empty file with the report's name would mislead. The error above is the one to report.
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

/// Writes a file, and creates its folder where it is missing. Replaces a file that is there.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_folder(folder_of(path))?;
    replace_in_folder(path, bytes)
}

/// As [`replace`], but fails where the folder is missing: a folder that another process has deleted stays deleted.
pub(crate) fn replace_in_folder(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    temporary(folder, bytes)?.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// As [`replace`], but does not wait for the disk: for files that are useful only while the system runs.
pub fn replace_unsynced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let mut file = empty_temporary(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Renames a file to the first free one of `<path><end>`, `<path>-2<end>` and so on.
/// Its bytes stay as they are, and nothing is overwritten.
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
            // The reserved name has an empty file, which would mislead.
            fs::remove_file(&target).ok();
            return Err(error);
        }
        return synced(folder_of(path), target);
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Creates a folder, and the folders above it where they are missing, for this user alone. They survive a power cut.
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
        // Other users must not read what is in it.
        builder.mode(0o700);
    }
    builder.create(folder)?;
    for created in missing {
        sync_folder(folder_of(created))?;
    }
    Ok(())
}

/// Writes a folder's list of names to the disk. Without this a new file can vanish in a power cut although its bytes are
/// on the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    sync_opened_folder(|| File::open(folder))
}

/// As [`sync_folder`], for a folder that the caller opens.
pub(crate) fn sync_opened_folder(open: impl FnOnce() -> io::Result<File>) -> io::Result<()> {
    if cfg!(not(unix)) {
        // Windows keeps its list of names in a journal and cannot open folders as files.
        return Ok(());
    }
    match open().and_then(|opened| opened.sync_all()) {
        // Some network and user-space file systems cannot do it, and there is no other way.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
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

/// Creates an empty file with a name that is free.
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
    fn a_second_report_of_the_same_name_does_not_replace_the_first() {
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
    fn a_folder_that_was_deleted_stays_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deleted/note.json");
        replace_in_folder(&path, b"").unwrap_err();
        assert!(!path.exists());
        replace(&path, b"old").unwrap();
        replace_in_folder(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_file_that_is_set_aside_keeps_its_bytes_and_replaces_no_other_file() {
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
    fn a_folder_inside_a_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        replace(&file, b"").unwrap();
        create_folder(&file.join("sessions")).unwrap_err();
        write_new(&file.join("reports"), "report", "html", b"").unwrap_err();
    }
}
