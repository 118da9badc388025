//! E-mail addresses. The provider stays readable, because support staff ask whether it is QQ or Gmail.

use super::kind::SecretKind;
use super::pattern::Pattern;
use super::scan::Scan;

pub(super) fn hide(scan: &mut Scan) {
    // A domain has a dot and ends in letters. Chinese or a full stop after it is not part of it.
    static AT: Pattern = Pattern::new(
        r"(?i-u)[ ]?(?:@|%40|\(at\)|\[at\])[ ]?(?:[0-9a-z](?:[0-9a-z-]{0,62}[0-9a-z])?\.){1,8}(?:[a-z]{2,24}|xn--[0-9a-z-]{2,59})",
    );
    let bytes = scan.bytes();
    let mut found = Vec::new();
    let mut free = 0;
    for at in AT.all(bytes) {
        let before = bytes.get(free..at.start).unwrap_or_default();
        let length = before.iter().rev().take_while(|byte| is_in_name(**byte)).count();
        let mut start = at.start - length;
        // These characters at the start belong to the text before the name.
        while start < at.start && bytes.get(start).is_some_and(|byte| matches!(byte, b'.' | b'-' | b'\'' | b'/' | b'='))
        {
            start += 1;
        }
        if start < at.start {
            found.push(start..at.start);
        }
        free = at.end;
    }
    for range in found {
        scan.hide_word(range, SecretKind::Email);
    }
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'\'' | b'-' | b'#' | b'$' | b'~' | b'*' | b'!')
}
