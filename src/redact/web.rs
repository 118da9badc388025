//! Secrets inside addresses of the web: user and password before the host, telling values of a query.

use super::desk::Scan;
use super::kind::SecretKind;
use super::pattern::Pattern;

/// A value is a secret if its name contains one of these…
const TELLING: [&str; 14] = [
    "token",
    "secret",
    "passw",
    "pwd",
    "session",
    "signature",
    "ticket",
    "credential",
    "apikey",
    "api_key",
    "access_key",
    "private",
    "assertion",
    "jwt",
];
/// …or is one of these.
const EXACT: [&str; 17] = [
    "key",
    "sig",
    "code",
    "auth",
    "sid",
    "pass",
    "otp",
    "pin",
    "state",
    "nonce",
    "authcode",
    "auth_code",
    "hash",
    "webhook",
    "login",
    "vcode",
    "sms",
];

/// Addresses whose path is their key.
static HOOK: Pattern = Pattern::new(concat!(
    r"(?i-u)(?:hooks\.slack\.com/(?:services|workflows)/|discord(?:app)?\.com/api/webhooks/|open\.feishu\.cn/open-apis/bot/v2/hook/",
    r"|outlook\.office\.com/webhook/|/bot(?:[0-9]{6,12}:)|/(?:reset|reset-password|verify|confirm|activate|invite|magic|unsubscribe)/)",
    r"([0-9A-Za-z_/=+.~-]{16,})"
));

/// How long a value may be.
const LONGEST: usize = 16_384;

pub(super) fn hide(desk: &mut Scan) {
    static USER: Pattern = Pattern::new(r#"(?-u)://([^\s/?#<>"'\x01\x80-\xff]+)@"#);
    for user in USER.groups(desk.bytes(), 1) {
        desk.hide_word(user, SecretKind::UrlSecret);
    }
    hide_values(desk);
    for path in HOOK.groups(desk.bytes(), 1) {
        desk.hide_word(path, SecretKind::UrlSecret);
    }
}

/// The name only: an address inside a value has names of its own.
static NAMED: Pattern = Pattern::new(r"(?-u)(?:[?&#;]|%3[Ff]|%26|%23)([0-9A-Za-z_.\[\]-]{1,64})(?:=|%3[Dd])");

fn hide_values(desk: &mut Scan) {
    let Some(named) = NAMED.built() else { return };
    let bytes = desk.bytes();
    let mut found = Vec::new();
    for captures in named.captures_iter(bytes) {
        let (Some(all), Some(name)) = (captures.get(0), captures.get(1)) else { continue };
        let name = String::from_utf8_lossy(name.as_bytes()).to_ascii_lowercase();
        if TELLING.iter().any(|word| name.contains(word)) || EXACT.contains(&name.as_str()) {
            let rest = bytes.get(all.end()..).unwrap_or_default();
            let ends = |byte: &u8| !byte.is_ascii_graphic() || matches!(byte, b'&' | b'#' | b'<' | b'>' | b'"' | b'\'');
            let length = rest.iter().take(LONGEST).position(ends).unwrap_or(rest.len().min(LONGEST));
            found.push(all.end()..all.end() + length);
        }
    }
    for range in found {
        desk.hide_word(range, SecretKind::UrlSecret);
    }
}
