//! Secrets in web addresses: user and password before the host, secret values of a query.

use super::kind::SecretKind;
use super::pattern::Pattern;
use super::scan::Scan;

/// A value is a secret if its name contains one of these…
const SECRET_PARTS: [&str; 14] = [
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
const SECRET_NAMES: [&str; 17] = [
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

/// Addresses with a secret in their path.
static HOOK: Pattern = Pattern::new(concat!(
    r"(?i-u)(?:hooks\.slack\.com/(?:services|workflows)/|discord(?:app)?\.com/api/webhooks/|open\.feishu\.cn/open-apis/bot/v2/hook/",
    r"|outlook\.office\.com/webhook/|/bot(?:[0-9]{6,12}:)|/(?:reset|reset-password|verify|confirm|activate|invite|magic|unsubscribe)/)",
    r"([0-9A-Za-z_/=+.~-]{16,})"
));

/// The most bytes of a value.
const LONGEST: usize = 16_384;

pub(super) fn hide(scan: &mut Scan) {
    static USER: Pattern = Pattern::new(r#"(?-u)://([^\s/?#<>"'\x01\x80-\xff]+)@"#);
    for user in USER.groups(scan.bytes(), 1) {
        scan.hide_word(user, SecretKind::UrlSecret);
    }
    hide_values(scan);
    for path in HOOK.groups(scan.bytes(), 1) {
        scan.hide_word(path, SecretKind::UrlSecret);
    }
}

/// Matches the name only, because an address inside a value has names too.
static NAMED: Pattern = Pattern::new(r"(?-u)(?:[?&#;]|%3[Ff]|%26|%23)([0-9A-Za-z_.\[\]-]{1,64})(?:=|%3[Dd])");

fn hide_values(scan: &mut Scan) {
    let Some(named) = NAMED.regex() else { return };
    let bytes = scan.bytes();
    let mut found = Vec::new();
    for captures in named.captures_iter(bytes) {
        let (Some(all), Some(name)) = (captures.get(0), captures.get(1)) else { continue };
        let name = String::from_utf8_lossy(name.as_bytes()).to_ascii_lowercase();
        if SECRET_PARTS.iter().any(|word| name.contains(word)) || SECRET_NAMES.contains(&name.as_str()) {
            let rest = bytes.get(all.end()..).unwrap_or_default();
            let ends = |byte: &u8| !byte.is_ascii_graphic() || matches!(byte, b'&' | b'#' | b'<' | b'>' | b'"' | b'\'');
            let length = rest.iter().take(LONGEST).position(ends).unwrap_or(rest.len().min(LONGEST));
            found.push(all.end()..all.end() + length);
        }
    }
    for range in found {
        scan.hide_word(range, SecretKind::UrlSecret);
    }
}
