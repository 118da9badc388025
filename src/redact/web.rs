//! Secrets inside addresses of the web: user and password before the host, telling values of a query.

use super::desk::Desk;
use super::kind::Kind;
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

pub(super) fn hide(desk: &mut Desk) {
    static USER: Pattern = Pattern::new(r#"(?-u)://([^\s/?#<>"'\x01\x80-\xff]{1,256})@"#);
    for user in USER.groups(desk.bytes(), 1) {
        desk.hide(user, Kind::UrlSecret);
    }
    hide_values(desk);
    for path in HOOK.groups(desk.bytes(), 1) {
        desk.hide(path, Kind::UrlSecret);
    }
}

fn hide_values(desk: &mut Desk) {
    static VALUE: Pattern =
        Pattern::new(r#"(?-u)[?&#;]((?:[0-9A-Za-z_.\[\]-]|%[0-9A-Fa-f]{2}){1,64})=([^\s&#<>"'\x01\x80-\xff]+)"#);
    let Some(value) = VALUE.built() else { return };
    let found: Vec<_> = value
        .captures_iter(desk.bytes())
        .filter_map(|found| {
            let name = found.get(1)?.as_bytes().to_ascii_lowercase();
            let name = String::from_utf8_lossy(&name).into_owned();
            let telling = TELLING.iter().any(|word| name.contains(word)) || EXACT.contains(&name.as_str());
            telling.then_some(found.get(2)?.range())
        })
        .collect();
    for range in found {
        desk.hide(range, Kind::UrlSecret);
    }
}
