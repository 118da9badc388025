//! A path in one word of letters that every socket carries: hexadecimal digits of what the system calls it.
//!
//! Both sides run on the same system, so nothing is translated and no path is without a spelling.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The longest path that is handed over, in bytes. Systems know longer ones, customers do not.
pub(super) const LONGEST: usize = 32 * 1024;

/// The path in digits; `None` where it is too long.
pub(super) fn write(path: &Path) -> Option<String> {
    let bytes = bytes(path).filter(|bytes| bytes.len() <= LONGEST)?;
    let mut word = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        write!(word, "{byte:02x}").ok();
    }
    Some(word)
}

/// The path that was written so.
pub(super) fn read(word: &str) -> Option<PathBuf> {
    let digits = word.as_bytes();
    if digits.is_empty() || digits.len() > 2 * LONGEST || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let pair = |two: &[u8]| std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok());
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(|two| pair(two).filter(|_| two.len() == 2)).collect();
    name(bytes?).map(PathBuf::from)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a path may have no bytes")]
fn bytes(path: &Path) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt as _;
    Some(path.as_os_str().as_bytes().to_vec())
}

#[cfg(unix)]
fn name(bytes: Vec<u8>) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt as _;
    (!bytes.contains(&0)).then(|| OsString::from_vec(bytes))
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a path may have no bytes")]
fn bytes(path: &Path) -> Option<Vec<u8>> {
    use std::os::windows::ffi::OsStrExt as _;
    Some(path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect())
}

#[cfg(windows)]
fn name(bytes: Vec<u8>) -> Option<OsString> {
    use std::os::windows::ffi::OsStringExt as _;
    let unit = |two: &[u8]| <[u8; 2]>::try_from(two).ok().map(u16::from_le_bytes).filter(|unit| *unit != 0);
    let units: Option<Vec<u16>> = bytes.chunks(2).map(unit).collect();
    units.map(|units| OsString::from_wide(&units))
}

#[cfg(not(any(unix, windows)))]
fn bytes(path: &Path) -> Option<Vec<u8>> {
    path.to_str().map(|path| path.as_bytes().to_vec())
}

#[cfg(not(any(unix, windows)))]
fn name(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_comes_back_as_it_was() {
        for path in ["/home/李/指南 (2).okpack", "C:\\Users\\li\\a b.okpack", "/a\nb", "x"] {
            assert_eq!(read(&write(Path::new(path)).unwrap()).unwrap(), Path::new(path));
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let odd = Path::new(std::ffi::OsStr::from_bytes(b"/\xff\xfe/odd"));
            assert_eq!(read(&write(odd).unwrap()).unwrap(), odd);
        }
    }

    #[test]
    fn what_is_no_path_is_none() {
        assert_eq!(write(Path::new(&"a".repeat(LONGEST + 1))), None);
        for word in ["", "4", "4g", "6100", "+1", &"61".repeat(LONGEST + 1)] {
            assert_eq!(read(word), None, "{word:.20}");
        }
    }
}
