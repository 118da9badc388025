//! Addresses use https and are within the pack's hosts.

use super::super::diagnostics::{Diagnostics, Name, both};
use super::super::link::{LinkFault, Lookalike, is_host, parse_link};
use super::super::mail::{MailFault, parse_mail};
use super::super::problem::BilingualText;
use super::super::raw::{RawBlock, RawGuide, RawTool};
use super::PackContext;

pub(super) fn check(guide: &RawGuide, context: &PackContext, diagnostics: &mut Diagnostics<'_>) {
    for page in &guide.pages {
        for block in &page.body {
            if let RawBlock::Link { to: Some(to), .. } = block {
                check_link(to, context.hosts.as_deref(), diagnostics);
            }
        }
        for tool in &page.tools {
            if let RawTool::OpenLink { to: Some(to), .. } = tool {
                check_link(to, context.hosts.as_deref(), diagnostics);
            }
        }
    }
}

/// Checks one address. If the hosts are unknown, it checks only what every address needs.
pub(super) fn check_link(link: &Name, hosts: Option<&[String]>, diagnostics: &mut Diagnostics<'_>) {
    let Err(fault) = parse_link(hosts.unwrap_or_default(), &link.value) else { return };
    let (address, own) = (&link.value, first_of(hosts));
    let (code, message, help) = match fault {
        LinkFault::Malformed => (
            "bad-link",
            both(format!("`{address}` 不是正确的网址"), format!("`{address}` is not a valid address")),
            both(
                format!("写成 \"https://{own}/…\" 这样：以 https:// 开头，不含空格"),
                format!("write it like \"https://{own}/…\": with https:// in front and without spaces"),
            ),
        ),
        LinkFault::NotHttps => (
            "link-not-https",
            both(format!("`{address}` 不是以 https:// 开头"), format!("`{address}` does not begin with https://")),
            both("只能链接到 https:// 网址", "only https:// addresses can be opened"),
        ),
        LinkFault::User => (
            "link-with-user",
            both(
                format!("`{address}` 在主机名前有 @，这是仿冒网址的常见手法"),
                format!("`{address}` has an @ before the host, a common trick in fake addresses"),
            ),
            both(
                "删掉 @ 和它前面的部分，再核对主机名",
                "delete the @ and everything before it, then check the host again",
            ),
        ),
        LinkFault::Port => (
            "link-with-port",
            both(format!("`{address}` 带有端口号"), format!("`{address}` has a port number")),
            both("删掉冒号和端口号", "delete the colon and the number"),
        ),
        LinkFault::Outside(_) if hosts.is_none() => return,
        LinkFault::Outside(lookalike) => {
            let help = only_own(hosts, lookalike);
            let message = both(
                format!("`{address}` 不在本内容包的 `hosts` 里"),
                format!("`{address}` is not in the pack's `hosts`"),
            );
            ("link-outside-hosts", message, help)
        }
    };
    diagnostics.error(code, &link.span, message, help);
}

/// Checks a mail address. If the hosts are unknown, it checks only what every address needs.
pub(super) fn check_mail(mail: &Name, hosts: Option<&[String]>, diagnostics: &mut Diagnostics<'_>) {
    let Err(fault) = parse_mail(hosts.unwrap_or_default(), &mail.value) else { return };
    let (address, own) = (&mail.value, first_of(hosts));
    match fault {
        MailFault::Malformed => {
            let message =
                both(format!("`{address}` 不是正确的邮件地址"), format!("`{address}` is not a valid email address"));
            let help = both(
                format!("只写一个地址，写成 \"support@{own}\" 这样：英文字母、数字和 . _ - +"),
                format!("write a single address, like \"support@{own}\": English letters, digits and . _ - +"),
            );
            diagnostics.error("bad-mail", &mail.span, message, help);
        }
        MailFault::Outside(_) if hosts.is_none() => {}
        MailFault::Outside(lookalike) => {
            let message = both(
                format!("`{address}` 不在本内容包的 `hosts` 里"),
                format!("`{address}` is not in the pack's `hosts`"),
            );
            diagnostics.error("mail-outside-hosts", &mail.span, message, only_own(hosts, lookalike));
        }
    }
}

/// A host to show in an example.
fn first_of(hosts: Option<&[String]>) -> &str {
    hosts.and_then(|hosts| hosts.iter().find(|host| is_host(host))).map_or("okpay.com", String::as_str)
}

fn only_own(hosts: Option<&[String]>, lookalike: Lookalike) -> BilingualText {
    let hosts = hosts.unwrap_or_default();
    let (chinese, english) = (hosts.join("、"), hosts.join(", "));
    match lookalike {
        Lookalike::Yes => both(
            format!("它看起来像本内容包的网址，但不是；允许的只有 {chinese} 及其子域名"),
            format!("it looks like one of the pack's hosts but is not; only {english} and subdomains are allowed"),
        ),
        Lookalike::No => both(
            format!("只能用 {chinese} 及其子域名；如果这也是你们的网站，请把它加进 `hosts`"),
            format!("only {english} and subdomains are allowed; if this site is yours too, add it to `hosts`"),
        ),
    }
}
