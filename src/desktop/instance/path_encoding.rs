//! A path as text: the Base64 of the path's own bytes.
//!
//! JSON holds Unicode only, and a path need not be Unicode. Both sides run on the same system, so nothing is translated
//! and every path arrives unchanged.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;

/// The longest path that a request carries, in bytes. Systems allow longer ones; no customer has one.
const LONGEST: usize = 32 * 1024;

/// The longest encoded path.
pub(super) const LONGEST_ENCODED: usize = LONGEST.div_ceil(3) * 4;

/// `None` where the path is too long.
pub(super) fn encode(path: &Path) -> Option<String> {
    let bytes = bytes(path);
    (bytes.len() <= LONGEST).then(|| BASE64.encode(&bytes))
}

/// `None` where the text encodes no path.
pub(super) fn decode(text: &str) -> Option<PathBuf> {
    if text.is_empty() || text.len() > LONGEST_ENCODED {
        return None;
    }
    let bytes = BASE64.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() <= LONGEST)?;
    name(bytes).map(PathBuf::from)
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn name(bytes: Vec<u8>) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt as _;
    (!bytes.contains(&0)).then(|| OsString::from_vec(bytes))
}

#[cfg(windows)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

#[cfg(windows)]
fn name(bytes: Vec<u8>) -> Option<OsString> {
    use std::os::windows::ffi::OsStringExt as _;
    let unit = |two: &[u8]| <[u8; 2]>::try_from(two).ok().map(u16::from_le_bytes).filter(|unit| *unit != 0);
    let units: Option<Vec<u16>> = bytes.chunks(2).map(unit).collect();
    units.map(|units| OsString::from_wide(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_comes_back_as_it_was() {
        for path in ["/home/李/指南 (2).okpack", "C:\\Users\\li\\a b.okpack", "/a\nb", "x"] {
            assert_eq!(decode(&encode(Path::new(path)).unwrap()).unwrap(), Path::new(path));
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let odd = Path::new(std::ffi::OsStr::from_bytes(b"/\xff\xfe/odd"));
            assert_eq!(decode(&encode(odd).unwrap()).unwrap(), odd);
        }
        #[cfg(windows)]
        {
            use std::os::windows::ffi::OsStringExt as _;
            let odd = PathBuf::from(OsString::from_wide(&[0x43, 0x3a, 0x5c, 0xd800, 0x78]));
            assert_eq!(decode(&encode(&odd).unwrap()).unwrap(), odd);
        }
    }

    #[test]
    fn text_that_encodes_no_path_is_refused() {
        let longest = "a".repeat(LONGEST / bytes(Path::new("a")).len());
        let encoded = encode(Path::new(&longest)).unwrap();
        assert_eq!(encoded.len(), LONGEST_ENCODED);
        assert_eq!(decode(&encoded).unwrap(), Path::new(&longest));
        assert_eq!(encode(Path::new(&(longest + "a"))), None);
        let (zero, too_long) = (BASE64.encode(b"a\0\0\0"), BASE64.encode(&vec![b'a'; LONGEST + 2]));
        // No padding, no Base64, bits left over, a zero, a sign, and too long.
        for text in ["", "4", "YWI", "Y!==", "YR==", &zero, "+1", &too_long] {
            assert_eq!(decode(text), None, "{text:.20}");
        }
        assert_eq!(decode(&"YWFh".repeat(LONGEST)), None);
    }
}
