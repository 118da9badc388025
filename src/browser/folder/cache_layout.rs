//! Recognises a browser's cache by the files and folders in it.

use std::ffi::OsStr;

use cap_fs_ext::DirExt as _;
use cap_std::fs::Dir;

/// Names at the top of a cache, besides the names with a pattern (see [`is_entry`]).
const NAMES: [&str; 16] = [
    "Cache_Data",
    "No_Vary_Search",
    "doomed",
    "entries",
    "index",
    "index-dir",
    "index.log",
    "index.tmp",
    "js",
    "lost+found",
    "scriptCache-child.bin",
    "scriptCache.bin",
    "urlCache.bin",
    "wasm",
    "webext.sc.lz4",
    "webui_js",
];

/// Folders at the top of a cache that have their own index.
const INDEXED: [&str; 4] = ["Cache_Data", "js", "wasm", "webui_js"];

/// Whether every name at the top of this folder is known from caches, and there is a cache's index.
///
/// This is the test for a folder that a link leads to. A folder of photos must not pass, nor a RAM disk that holds a cache
/// and other things.
pub(super) fn is_cache(dir: &Dir) -> bool {
    let Ok(mut entries) = dir.entries() else { return false };
    let all_known = entries.all(|entry| entry.is_ok_and(|entry| is_known(&entry.file_name())));
    all_known
        && (has_index(dir) || has_startup_cache(dir) || INDEXED.into_iter().any(|name| has_index_inside(dir, name)))
}

fn has_index_inside(dir: &Dir, name: &str) -> bool {
    dir.open_dir_nofollow(name).is_ok_and(|dir| has_index(&dir))
}

/// Whether there is an index together with the files or folders that it belongs to.
fn has_index(dir: &Dir) -> bool {
    let is_file = |name: &str| dir.symlink_metadata(name).is_ok_and(|metadata| metadata.is_file());
    let is_folder = |name: &str| dir.symlink_metadata(name).is_ok_and(|metadata| metadata.is_dir());
    is_file("index") && (is_file("data_0") || is_folder("index-dir") || is_folder("entries"))
}

fn has_startup_cache(dir: &Dir) -> bool {
    dir.entries().is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(is_startup_cache)))
    })
}

#[expect(clippy::case_sensitive_file_extension_comparisons, reason = "Firefox always writes it in lower case")]
fn is_startup_cache(name: &str) -> bool {
    name.starts_with("startupCache.") && (name.ends_with(".little") || name.ends_with(".big"))
}

fn is_known(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    NAMES.contains(&name) || is_startup_cache(name) || is_entry(name)
}

/// The names of cache entries: `data_0`, `f_00a1b2`, `0123456789abcdef_0`, `ce_…`.
fn is_entry(name: &str) -> bool {
    let is_hex = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|b| b.is_ascii_hexdigit());
    match name.split_once('_') {
        Some(("data", number)) => is_hex(number, 1),
        Some(("f", number)) => is_hex(number, 6),
        Some(("todelete" | "ce", _)) => true,
        Some((hash, kind)) => is_hex(hash, 16) && matches!(kind, "0" | "1" | "s"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> (tempfile::TempDir, Dir) {
        let temp = tempfile::tempdir().unwrap();
        let dir = Dir::open_ambient_dir(temp.path(), cap_std::ambient_authority()).unwrap();
        for name in names {
            match name.strip_suffix('/') {
                Some(name) => dir.create_dir_all(name).unwrap(),
                None => dir.write(name, "x").unwrap(),
            }
        }
        (temp, dir)
    }

    #[test]
    fn a_cache_is_recognised_by_its_index() {
        for cache in [
            &["Cache_Data/", "Cache_Data/index", "Cache_Data/index-dir/", "No_Vary_Search/"][..],
            &["index", "data_0", "data_1", "f_00a1b2"],
            &["index", "index-dir/", "0123456789abcdef_0", "0123456789abcdef_s"],
            &["index", "entries/", "doomed/", "lost+found/"],
            &["js/", "js/index", "js/index-dir/", "wasm/"],
            &["startupCache.8.little", "scriptCache.bin"],
        ] {
            assert!(is_cache(&folder(cache).1), "{cache:?}");
        }
    }

    #[test]
    fn nothing_else_is_taken_for_a_cache() {
        for other in [
            &[][..],
            &["index"],
            &["entries/"],
            &["index", "objects/"],
            &["index", "data_0", "wedding.jpg"],
            &["Cache_Data/"],
            &["Cache_Data/", "Cache_Data/index", "Cache_Data/index-dir/", "thesis.docx"],
            &["lost+found/"],
        ] {
            assert!(!is_cache(&folder(other).1), "{other:?}");
        }
    }
}
