//! Checks `pack.ron`: format, version, colour, hosts, contact.

use super::super::diagnostics::{Diagnostics, Name, both};
use super::super::link::is_host;
use super::super::raw::RawPack;
use super::{PackContext, ids, links};

/// The only format so far.
const FORMAT: i64 = 1;

pub(super) fn check(pack: &RawPack, context: &PackContext, diagnostics: &mut Diagnostics<'_>) {
    if let Some(format) = pack.format.as_ref().filter(|format| format.value != FORMAT) {
        let given = format.value;
        let message =
            both(format!("不认识格式 `format: {given}`"), format!("`format: {given}` is unknown to this program"));
        let help = both(
            format!("写 `format: {FORMAT}`；如果内容包来自更新的版本，请更新程序"),
            format!("write `format: {FORMAT}`; if the pack was made for a newer program, update the program"),
        );
        diagnostics.error("unknown-format", &format.span, message, help);
    }
    if let Some(id) = &pack.id {
        ids::well_formed(id, diagnostics);
    }
    if let Some(version) = pack.version.as_ref().filter(|version| !is_version(&version.value)) {
        let message = both(
            format!("版本号 `{}` 写得不对", version.value),
            format!("the version `{}` is not valid", version.value),
        );
        diagnostics.error(
            "bad-version",
            &version.span,
            message,
            both("写成三个数字，例如 \"1.0.0\"", "write three numbers, like \"1.0.0\""),
        );
    }
    if let Some(accent) = pack.accent.as_ref().filter(|accent| colour(&accent.value).is_none()) {
        let message =
            both(format!("颜色 `{}` 写得不对", accent.value), format!("the colour `{}` is not valid", accent.value));
        let help =
            both("写成 # 加六位十六进制数，例如 \"#1664D9\"", "write # and six hexadecimal digits, like \"#1664D9\"");
        diagnostics.error("bad-colour", &accent.span, message, help);
    }
    check_lists(pack, diagnostics);
    if let Some(hosts) = &context.hosts {
        let page = pack.contact.as_ref().and_then(|contact| contact.page.as_ref());
        for link in pack.site.iter().chain(page) {
            links::check_link(link, Some(hosts), diagnostics);
        }
    }
    if let Some(mail) = pack.contact.as_ref().and_then(|contact| contact.mail.as_ref()) {
        links::check_mail(mail, context.hosts.as_deref(), diagnostics);
    }
    let checked = pack.contact.as_ref().and_then(|contact| contact.checked.as_ref());
    if let Some(checked) = checked.filter(|checked| date(&checked.value).is_none()) {
        let message =
            both(format!("日期 `{}` 写得不对", checked.value), format!("the date `{}` is not valid", checked.value));
        let help = both("写成 \"2026-11-01\" 这样，或者 None", "write it like \"2026-11-01\", or None");
        diagnostics.error("bad-date", &checked.span, message, help);
    }
}

fn check_lists(pack: &RawPack, diagnostics: &mut Diagnostics<'_>) {
    if let Some(languages) = &pack.languages {
        let mut seen = Vec::new();
        for lang in &languages.value {
            if seen.contains(&lang.value) {
                let tag = lang.value.tag();
                let message = both(format!("语言 `{tag}` 写了两次"), format!("the language `{tag}` is listed twice"));
                diagnostics.error("duplicate-id", &lang.span, message, both("删掉其中一个", "delete one of the two"));
            }
            seen.push(lang.value);
        }
        // An unknown language is reported already, and it may be the only one in the list.
        if seen.is_empty()
            && diagnostics.lines.slice(&languages.span).trim_matches(['[', ']', ' ', '\n', '\r', '\t']).is_empty()
        {
            let message = both("`languages` 里一种语言也没有", "`languages` lists no language");
            diagnostics.error(
                "no-languages",
                &languages.span,
                message,
                both("例如 [\"zh-CN\", \"en\"]", "for example [\"zh-CN\", \"en\"]"),
            );
        }
    }
    let Some(hosts) = &pack.hosts else { return };
    if hosts.value.is_empty() {
        let message = both("`hosts` 里一个主机名也没有", "`hosts` lists no host");
        diagnostics.error(
            "no-hosts",
            &hosts.span,
            message,
            both("例如 [\"okpay.com\"]", "for example [\"okpay.com\"]"),
        );
    }
    for host in hosts.value.iter().filter(|host| !is_host(&host.value)) {
        bad_host(host, diagnostics);
    }
}

fn bad_host(host: &Name, diagnostics: &mut Diagnostics<'_>) {
    let message = both(format!("主机名 `{}` 写得不对", host.value), format!("the host `{}` is not valid", host.value));
    let help = both(
        "只写域名，小写，不带 https:// 和 /，例如 \"okpay.com\"",
        "write only the domain name, in lower case, without https:// or /, like \"okpay.com\"",
    );
    diagnostics.error("bad-host", &host.span, message, help);
}

fn is_version(version: &str) -> bool {
    let parts = version.split('.').collect::<Vec<_>>();
    let number = |part: &&str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number)
}

/// `#1664D9` as red, green and blue.
pub(in super::super) fn colour(words: &str) -> Option<[u8; 3]> {
    let digits = words.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())??;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

/// `2026-11-01` as a day.
pub(in super::super) fn date(words: &str) -> Option<jiff::civil::Date> {
    let plain = words.len() == 10 && words.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    plain.then(|| words.parse().ok()).flatten()
}
