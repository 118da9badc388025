//! Which addresses a pack may open.
//!
//! Owns this one decision, which the linter, the loader and the program's opener share. Must not open anything.

use url::Url;

/// An address within the pack's hosts, https only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole address.
    pub url: String,
    /// The host alone, as it is shown before the link is opened.
    pub host: String,
}

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkFault {
    /// It is not an address, or programs read it in different ways.
    Malformed,
    /// It is not `https`.
    NotHttps,
    /// It has a user name or a password before the host, which forgers often use.
    User,
    /// It has a port.
    Port,
    /// It leads to another host.
    Outside(Lookalike),
}

/// Whether a foreign host looks like ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookalike {
    /// Our host's name, or nearly the same name, is a part of it.
    Yes,
    /// It has nothing to do with ours.
    No,
}

/// The address as a link, if it is within the hosts or their subdomains and is plain `https`.
pub fn allows(hosts: &[String], address: &str) -> Option<Link> {
    parse_link(hosts, address).ok()
}

pub(super) fn parse_link(hosts: &[String], address: &str) -> Result<Link, LinkFault> {
    // A browser and this parser may read these characters in different ways, so none of them is allowed.
    if address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(LinkFault::Malformed);
    }
    let url = Url::parse(address).map_err(|_reason| LinkFault::Malformed)?;
    if url.scheme() != "https" {
        return Err(LinkFault::NotHttps);
    }
    if !address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://")) {
        return Err(LinkFault::Malformed);
    }
    let authority = address.get(8..).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    if authority.contains('@') || !url.username().is_empty() || url.password().is_some() {
        return Err(LinkFault::User);
    }
    if authority.contains(':') || url.port().is_some() {
        return Err(LinkFault::Port);
    }
    let host = url.domain().ok_or(LinkFault::Malformed)?;
    if hosts.iter().any(|own| is_within(host, own)) {
        return Ok(Link { host: host.to_owned(), url: url.to_string() });
    }
    let lookalike = if hosts.iter().any(|own| is_lookalike(host, own)) { Lookalike::Yes } else { Lookalike::No };
    Err(LinkFault::Outside(lookalike))
}

/// Whether this is a host as a pack must write it: a domain name in lower-case letters and nothing else.
pub(super) fn is_host(host: &str) -> bool {
    let plain = host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'));
    let labels = host.split('.').collect::<Vec<_>>();
    let whole = labels.len() >= 2 && labels.iter().all(|label| !label.is_empty() && !label.starts_with('-'));
    plain && whole && Url::parse(&format!("https://{host}/")).is_ok_and(|url| url.domain() == Some(host))
}

pub(super) fn is_within(host: &str, own: &str) -> bool {
    let own = own.to_ascii_lowercase();
    host == own || host.strip_suffix(&own).is_some_and(|rest| rest.ends_with('.'))
}

pub(super) fn is_lookalike(host: &str, own: &str) -> bool {
    let name = own.split('.').next().unwrap_or_default();
    let near = |label: &str| strsim::damerau_levenshtein(label, name) <= 1;
    host.contains(name) || host.split(['.', '-']).any(near) || host.contains("xn--")
}

#[cfg(test)]
mod tests {
    use super::{LinkFault, Lookalike, allows, is_host, parse_link};

    #[test]
    fn the_pack_s_own_pages_open() {
        let hosts = ["okpay.com".to_owned()];
        for address in
            ["https://okpay.com", "https://www.okpay.com/login?next=/a@b:c", "HTTPS://Support.OKPay.com/#top"]
        {
            let link = allows(&hosts, address).unwrap();
            assert!(link.host.ends_with("okpay.com"), "{link:?}");
            assert!(link.url.starts_with("https://"), "{link:?}");
        }
    }

    #[test]
    fn nothing_that_only_looks_like_them_does() {
        let hosts = ["okpay.com".to_owned()];
        for (address, fault) in [
            ("http://okpay.com/", LinkFault::NotHttps),
            ("javascript:alert(1)", LinkFault::NotHttps),
            ("file:///etc/passwd", LinkFault::NotHttps),
            ("okpay.com", LinkFault::Malformed),
            ("https://okpay.com@evil.example/", LinkFault::User),
            ("https://@okpay.com/", LinkFault::User),
            ("https://okpay.com:8443/", LinkFault::Port),
            ("https://okpay.com:443/", LinkFault::Port),
            ("https://okpay.com.evil.example/", LinkFault::Outside(Lookalike::Yes)),
            ("https://notokpay.com/", LinkFault::Outside(Lookalike::Yes)),
            ("https://0kpay.com/", LinkFault::Outside(Lookalike::Yes)),
            ("https://оkpay.com/", LinkFault::Outside(Lookalike::Yes)),
            ("https://example.org/", LinkFault::Outside(Lookalike::No)),
            ("https://okpay.com./", LinkFault::Outside(Lookalike::Yes)),
            ("https://okpay.com\\@evil.example/", LinkFault::Malformed),
            ("https:okpay.com", LinkFault::Malformed),
            ("https://okpay.com/ x", LinkFault::Malformed),
            ("https://192.168.0.1/", LinkFault::Malformed),
            ("", LinkFault::Malformed),
        ] {
            assert_eq!(parse_link(&hosts, address), Err(fault), "{address}");
        }
    }

    #[test]
    fn a_host_is_a_bare_domain_name() {
        assert!(is_host("okpay.com") && is_host("support.okpay.com"));
        for bad in ["https://okpay.com", "okpay.com/", "*.okpay.com", "com", "OKPay.com", "okpay..com", "127.0.0.1", ""]
        {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
