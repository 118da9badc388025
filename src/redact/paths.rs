//! The customer's name and computer names in paths of any system.

use std::ops::Range;

use super::kind::SecretKind;
use super::pattern::Pattern;
use super::scan::{OPAQUE, Scan};

/// Folders beside the customers' own that belong to no person.
const SHARED_FOLDERS: [&str; 9] =
    ["public", "default", "shared", "all users", "default user", "guest", "%username%", "$user", "<user>"];

/// The most bytes of a user's name.
const LONGEST: usize = 96;

/// The name of a computer before a shared folder.
static SHARE: Pattern = Pattern::new(r"(?-u)\\\\([0-9A-Za-z_.-]{2,63})\\[^\\\s]");

/// The folders that contain home folders.
static HOMES: Pattern = Pattern::new(
    r"(?-u)(?:Users|USERS|users|home|Documents and Settings|documents and settings|用户)(?:[\\/]{1,4}|%5[Cc]|%2[Ff])",
);

pub(super) fn hide(scan: &mut Scan) {
    for home in HOMES.all(scan.bytes()) {
        let Some(home) = with_root(scan, &home).filter(|home| is_in_file_path(scan, home)) else { continue };
        let name = name(scan, &home);
        let plain = scan.part(name.clone());
        let is_shared = SHARED_FOLDERS.iter().any(|shared| plain.eq_ignore_ascii_case(shared.as_bytes()));
        if !is_shared && !plain.is_empty() && plain.first() != Some(&b'.') {
            scan.hide(name, SecretKind::UserName);
        }
    }
    for host in SHARE.groups(scan.bytes(), 1) {
        let before = host.start.checked_sub(2).and_then(|start| scan.byte_before(start));
        let inside = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'\\' | b'/'));
        if !inside && !scan.part(host.clone()).iter().all(|byte| *byte == b'.') {
            scan.hide(host, SecretKind::HostName);
        }
    }
}

/// The range with the separator before it.
fn with_root(scan: &Scan, home: &Range<usize>) -> Option<Range<usize>> {
    let before = scan.part(home.start.saturating_sub(4)..home.start);
    let marks = before.iter().rev().take_while(|byte| matches!(byte, b'/' | b'\\')).count();
    let escaped = [&b"%5C"[..], b"%5c", b"%2F", b"%2f"].iter().any(|mark| before.ends_with(mark));
    let length = if escaped { 3 } else { marks };
    (length > 0).then(|| home.start - length..home.end)
}

/// Whether it is in a path of files. `okpay.com/home/` and `/api/users/` are addresses of pages.
fn is_in_file_path(scan: &Scan, home: &Range<usize>) -> bool {
    let word = scan.part(home.clone());
    let backslash = word.contains(&b'\\') || word.starts_with(b"%5");
    let small = word.windows(5).any(|part| part == b"users");
    let before = scan.byte_before(home.start);
    let drive = before == Some(b':');
    // "/c/Users/", "/mnt/c/Users/": one letter stands for a drive.
    let letter = before.is_some_and(|byte| byte.is_ascii_alphabetic())
        && home.start.checked_sub(1).and_then(|at| scan.byte_before(at)) == Some(b'/');
    let starts = !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    (starts || letter || backslash) && (!small || backslash || drive)
}

fn name(scan: &Scan, home: &Range<usize>) -> Range<usize> {
    let rest = scan.part(home.end..home.end + LONGEST);
    let ends = |byte: u8| {
        matches!(
            byte,
            b'\\'
                | b'/'
                | b'"'
                | b'\''
                | b'<'
                | b'>'
                | b'|'
                | b':'
                | b'*'
                | b'?'
                | b'\n'
                | b'\r'
                | b'\t'
                | b'`'
                | OPAQUE
        )
    };
    let windows = scan.byte_before(home.end) == Some(b'\\') || scan.byte_before(home.start) == Some(b':');
    let whole = rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
    // A space belongs to the name only if the path continues after it.
    let goes_on = windows && matches!(rest.get(whole), Some(b'\\' | b'/'));
    let escaped = |at: usize| {
        rest.get(at..at + 3).is_some_and(|part| matches!(part, [b'%', b'5', b'C' | b'c'] | [b'%', b'2', b'F' | b'f']))
    };
    let word = rest.iter().enumerate().position(|(at, byte)| matches!(byte, b' ' | b',' | b';' | b')') || escaped(at));
    let length = if goes_on { whole } else { whole.min(word.unwrap_or(rest.len())) };
    // A Chinese sentence continues without a space; its punctuation is not part of a name.
    let marks = ["。", "、", "”", "」", "》"];
    let name = rest.get(..length).unwrap_or_default();
    let name = name.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mark = marks.iter().filter_map(|mark| name.find(mark)).min().unwrap_or(name.len());
    let name = name.get(..mark).unwrap_or_default().trim_end_matches('.');
    home.end..home.end + name.len()
}
