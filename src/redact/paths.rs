//! The customer's name in paths, wherever the path came from.

use std::ops::Range;

use super::desk::{OPAQUE, Scan};
use super::kind::SecretKind;
use super::pattern::Pattern;

/// Folders beside the customers' own.
const NOBODYS: [&str; 9] =
    ["public", "default", "shared", "all users", "default user", "guest", "%username%", "$user", "<user>"];

/// How long a user's name may be.
const LONGEST: usize = 96;

/// A computer's name before a shared folder.
static SHARE: Pattern = Pattern::new(r"(?-u)\\\\([0-9A-Za-z_.-]{2,63})\\[^\\\s]");

/// The folders in which homes lie.
static HOMES: Pattern = Pattern::new(
    r"(?-u)(?:Users|USERS|users|home|Documents and Settings|documents and settings|用户)(?:[\\/]{1,4}|%5[Cc]|%2[Ff])",
);

pub(super) fn hide(desk: &mut Scan) {
    for home in HOMES.all(desk.bytes()) {
        let Some(home) = with_root(desk, &home).filter(|home| is_of_path(desk, home)) else { continue };
        let name = name(desk, &home);
        let plain = desk.part(name.clone());
        let nobodys = NOBODYS.iter().any(|nobody| plain.eq_ignore_ascii_case(nobody.as_bytes()));
        if !nobodys && !plain.is_empty() && plain.first() != Some(&b'.') {
            desk.hide(name, SecretKind::UserName);
        }
    }
    for host in SHARE.groups(desk.bytes(), 1) {
        let before = host.start.checked_sub(2).and_then(|start| desk.byte_before(start));
        let inside = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'\\' | b'/'));
        if !inside && !desk.part(host.clone()).iter().all(|byte| *byte == b'.') {
            desk.hide(host, SecretKind::HostName);
        }
    }
}

/// The same with the separator before it.
fn with_root(desk: &Scan, home: &Range<usize>) -> Option<Range<usize>> {
    let before = desk.part(home.start.saturating_sub(4)..home.start);
    let marks = before.iter().rev().take_while(|byte| matches!(byte, b'/' | b'\\')).count();
    let escaped = [&b"%5C"[..], b"%5c", b"%2F", b"%2f"].iter().any(|mark| before.ends_with(mark));
    let length = if escaped { 3 } else { marks };
    (length > 0).then(|| home.start - length..home.end)
}

/// `okpay.com/home/` and `/api/users/` are addresses of pages.
fn is_of_path(desk: &Scan, home: &Range<usize>) -> bool {
    let word = desk.part(home.clone());
    let backslash = word.contains(&b'\\') || word.starts_with(b"%5");
    let small = word.windows(5).any(|part| part == b"users");
    let before = desk.byte_before(home.start);
    let drive = before == Some(b':');
    // "/c/Users/", "/mnt/c/Users/": a drive as one letter.
    let letter = before.is_some_and(|byte| byte.is_ascii_alphabetic())
        && home.start.checked_sub(1).and_then(|at| desk.byte_before(at)) == Some(b'/');
    let starts = !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    (starts || letter || backslash) && (!small || backslash || drive)
}

fn name(desk: &Scan, home: &Range<usize>) -> Range<usize> {
    let rest = desk.part(home.end..home.end + LONGEST);
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
    let windows = desk.byte_before(home.end) == Some(b'\\') || desk.byte_before(home.start) == Some(b':');
    let whole = rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
    // A space belongs to the name only if the path goes on behind it.
    let goes_on = windows && matches!(rest.get(whole), Some(b'\\' | b'/'));
    let escaped = |at: usize| {
        rest.get(at..at + 3).is_some_and(|part| matches!(part, [b'%', b'5', b'C' | b'c'] | [b'%', b'2', b'F' | b'f']))
    };
    let word = rest.iter().enumerate().position(|(at, byte)| matches!(byte, b' ' | b',' | b';' | b')') || escaped(at));
    let length = if goes_on { whole } else { whole.min(word.unwrap_or(rest.len())) };
    // Sentences go on without a space in Chinese; their punctuation is no part of a name.
    let marks = ["。", "、", "”", "」", "》"];
    let name = rest.get(..length).unwrap_or_default();
    let name = name.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mark = marks.iter().filter_map(|mark| name.find(mark)).min().unwrap_or(name.len());
    let name = name.get(..mark).unwrap_or_default().trim_end_matches('.');
    home.end..home.end + name.len()
}
