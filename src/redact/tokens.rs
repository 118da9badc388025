//! Keys and tokens, which programs use instead of passwords.

use std::ops::Range;

use super::kind::SecretKind;
use super::pattern::Pattern;
use super::scan::{OPAQUE, Scan};

/// Three parts with dots between; the first is JSON in Base64.
static JWT: Pattern = Pattern::new(r"(?-u)eyJ[0-9A-Za-z_-]{5,}\.[0-9A-Za-z_-]{5,}(?:\.[0-9A-Za-z_-]*){1,3}");

/// Hides whole blocks, before other rules take a part of one.
pub(super) fn hide_blocks(scan: &mut Scan) {
    for found in key_blocks(scan.bytes()) {
        scan.hide_word(found, SecretKind::PrivateKey);
    }
    for found in JWT.all(scan.bytes()) {
        scan.hide_word(found, SecretKind::Jwt);
    }
}

fn key_blocks(bytes: &[u8]) -> Vec<Range<usize>> {
    static BEGIN: Pattern = Pattern::new(r"(?-u)-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
    static END: Pattern = Pattern::new(r"(?-u)-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
    let begins = BEGIN.all(bytes);
    let ends = if begins.is_empty() { Vec::new() } else { END.all(bytes) };
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for begin in begins {
        if blocks.last().is_some_and(|last| begin.start < last.end) {
            continue;
        }
        let end = ends.get(ends.partition_point(|end| end.start < begin.end)).map(|end| end.end);
        // A block without an end was cut off when it was pasted. Then everything that could belong to it goes.
        let rest = bytes.get(begin.end..).unwrap_or_default();
        let in_block = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=-\\:,.() \t\r\n".contains(byte);
        let cut = || begin.end + rest.iter().position(|byte| !in_block(byte)).unwrap_or(rest.len());
        blocks.push(begin.start..end.unwrap_or_else(cut));
    }
    blocks
}

pub(super) fn hide(scan: &mut Scan) {
    hide_headers(scan);
    hide_prefixed(scan);
    hide_assigned(scan);
}

/// Names and values as browsers send them.
static COOKIE: Pattern =
    Pattern::new(r#"(?i-u)(?:set-)?cookie2?["']?[ \t]*:[ \t]*["']?([!#-&(-:<-~]+=[\x20!#-&(-~]*)"#);

/// The value behind "bearer", also outside a header.
static BEARER: Pattern = Pattern::new(r"(?i-u)bearer[ \t]+([0-9A-Za-z._~+/=-]{8,})");

/// `Authorization: …`, `Cookie: a=b; c=d`, also as an argument of a program or in JSON.
fn hide_headers(scan: &mut Scan) {
    static AUTHORIZATION: Pattern = Pattern::new(
        r#"(?i-u)(?:proxy-)?authorization["']?[ \t]*[:=][ \t]*["']?((?:[a-z-]{3,20}[ \t]+)?[!#-&(-~]{6,})"#,
    );
    for found in AUTHORIZATION.groups(scan.bytes(), 1) {
        scan.hide_word(found, SecretKind::Token);
    }
    for found in COOKIE.groups(scan.bytes(), 1) {
        scan.hide_word(found, SecretKind::Token);
    }
    for found in BEARER.groups(scan.bytes(), 1) {
        let value = scan.part(found.clone());
        if value.len() >= 20 || value.iter().any(u8::is_ascii_digit) {
            scan.hide_word(found, SecretKind::Token);
        }
    }
}

/// Tokens with a known prefix.
fn hide_prefixed(scan: &mut Scan) {
    static PREFIXED: Pattern = Pattern::new(concat!(
        r"(?-u)(?:gh[pousr]_[0-9A-Za-z]{20,}|github_pat_[0-9A-Za-z_]{22,}|glpat-[0-9A-Za-z_-]{16,}|xox[abeoprs]-[0-9A-Za-z-]{10,}",
        r"|xapp-[0-9A-Za-z-]{10,}|(?:AKIA|ASIA|AGPA|AROA)[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|[sr]k_(?:live|test)_[0-9A-Za-z]{10,}",
        r"|whsec_[0-9A-Za-z+/=]{16,}|npm_[0-9A-Za-z]{30,}|pypi-[0-9A-Za-z_-]{30,}|sk-[0-9A-Za-z_-]{20,}|ya29\.[0-9A-Za-z_-]{20,}",
        r"|1//[0-9A-Za-z_-]{30,}|hf_[0-9A-Za-z]{30,}|dop_v1_[0-9a-f]{64}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}",
        r"|AGE-SECRET-KEY-1[0-9A-Z]{50,}|LTAI[0-9A-Za-z]{12,26}|AKID[0-9A-Za-z]{13,40}|[0-9]{8,10}:AA[0-9A-Za-z_-]{32,})"
    ));
    for found in PREFIXED.all(scan.bytes()) {
        if !scan.byte_before(found.start).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            scan.hide_word(found, SecretKind::Token);
        }
    }
}

/// `api_key = …`, `"password": "…"`, `TOKEN=…`: assignments in programs and settings.
fn hide_assigned(scan: &mut Scan) {
    static ASSIGNED: Pattern = Pattern::new(concat!(
        r"(?i-u)(passw(?:or)?d|passwd|passphrase|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|auth[_-]?key|encryption[_-]?key",
        r"|credentials?|session[_-]?(?:id|key)|sessionid|jsessionid|phpsessid|csrf|xsrf)",
        r#"[0-9A-Za-z_.-]{0,24}(?:["'`]|\\")?[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}(?:"((?:[^"\\\n]|\\.)+)"|'([^'\n]+)'|\\"([^"\n]+?)\\"|([!#$%*-9<-Z^-z|~][!#$%(-+\--:<-\[\]-z|~=]*))"#
    ));
    let Some(assigned) = ASSIGNED.regex() else { return };
    let mut found = Vec::new();
    for captures in assigned.captures_iter(scan.bytes()) {
        let Some(name) = captures.get(1) else { continue };
        let quoted = captures.get(2).or_else(|| captures.get(3)).or_else(|| captures.get(4));
        // A sentence in quotes is a program's message about tokens; a password may have spaces.
        let kind = kind_of(name.as_bytes());
        let quoted =
            quoted.filter(|value| kind == SecretKind::Password || value.as_bytes().iter().all(u8::is_ascii_graphic));
        let bare = captures.get(5).filter(|value| is_secret_like(value.as_bytes()));
        let value = quoted.filter(|value| !is_plain_word(value.as_bytes())).or(bare);
        if let Some(value) = value.filter(|value| !value.as_bytes().contains(&OPAQUE)) {
            found.push((value.range(), kind));
        }
    }
    for (range, kind) in found {
        scan.hide_word(range, kind);
    }
}

/// Words after a colon without quotes are as often sentences as values: "token: expired".
fn is_secret_like(value: &[u8]) -> bool {
    let digit = value.iter().any(u8::is_ascii_digit);
    let mixed = value.iter().any(u8::is_ascii_uppercase) && value.iter().skip(1).any(u8::is_ascii_lowercase);
    let code = value.contains(&b'(') || value.windows(2).any(|two| two == b"::");
    !code && ((digit && value.len() >= 3) || value.len() >= 20 || (mixed && value.len() >= 10))
}

/// Values that are no secrets.
fn is_plain_word(value: &[u8]) -> bool {
    let plain: [&[u8]; 12] = [
        b"true",
        b"false",
        b"null",
        b"none",
        b"required",
        b"invalid",
        b"expired",
        b"missing",
        b"wrong",
        b"incorrect",
        b"string",
        b"*",
    ];
    plain.iter().any(|word| value.eq_ignore_ascii_case(word)) || value.iter().all(|byte| *byte == b'*')
}

fn kind_of(name: &[u8]) -> SecretKind {
    let name = name.to_ascii_lowercase();
    if name.starts_with(b"pass") || name == b"pwd" { SecretKind::Password } else { SecretKind::Token }
}
