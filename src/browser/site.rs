//! A site, and whether a host is one of its.

use std::fmt;

/// A site by its host, without the dot and the port: lower case, international names in their ASCII form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(String);

/// What was given names no site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the name of a site, such as okpay.com")]
pub struct SiteError(String);

/// Whose something is, seen from the sites asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// One of the sites or a subdomain, wherever it is kept.
    Site,
    /// Another host, inside the sites' partition.
    KeptForSite,
    /// Another site.
    Other,
}

/// Names under which many owners have their sites, each their own. The whole list of them has thousands and changes every
/// week; these are the ones that somebody is likely to type. Any other is taken for a site, as it may well be one.
const SHARED: [&str; 19] = [
    "ac.uk",
    "co.in",
    "co.jp",
    "co.kr",
    "co.nz",
    "co.uk",
    "co.za",
    "com.au",
    "com.br",
    "com.cn",
    "com.hk",
    "com.sg",
    "com.tw",
    "edu.cn",
    "github.io",
    "gov.cn",
    "net.cn",
    "org.cn",
    "org.uk",
];

impl Site {
    /// The site of this name. Addresses (`https://…`), ports, and names without a dot are refused, `localhost` aside:
    /// whoever asks to clear `com` would clear half the web. So are the best known names that many sites share, such as
    /// `co.uk`, and what no site can be called, such as `*.com`; numbers are only taken as a whole address.
    pub fn parse(name: &str) -> Result<Self, SiteError> {
        let wrong = || SiteError(name.to_owned());
        let trimmed = name.trim();
        let trimmed = trimmed.strip_prefix('.').unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix('.').unwrap_or(trimmed);
        let host = url::Host::parse(trimmed).map_err(|_wrong| wrong())?;
        let text = host.to_string();
        let is_site = match host {
            url::Host::Domain(_) => is_a_sites(&text),
            // `1` is 0.0.0.1 to browsers, and hardly to whoever typed it.
            url::Host::Ipv4(address) => trimmed.parse() == Ok(address),
            url::Host::Ipv6(_) => true,
        };
        if is_site { Ok(Self(text)) } else { Err(wrong()) }
    }

    /// Its host.
    pub fn host(&self) -> &str {
        &self.0
    }

    /// Whether a host, or the domain of a cookie with its leading dot, is this site or a subdomain of it.
    /// `notokpay.com` and `okpay.com.evil.example` are none of okpay.com's.
    pub fn owns(&self, host: &str) -> bool {
        let host = host.strip_prefix('.').unwrap_or(host);
        let host = host.strip_suffix('.').unwrap_or(host);
        if host.eq_ignore_ascii_case(&self.0) {
            return true;
        }
        // An address of numbers has no subdomains.
        let is_name = self.0.parse::<std::net::IpAddr>().is_err() && !self.0.starts_with('[');
        let Some(split) = host.len().checked_sub(self.0.len()).filter(|_| is_name) else { return false };
        let ends = host.get(split..).is_some_and(|end| end.eq_ignore_ascii_case(&self.0));
        ends && host.get(..split).is_some_and(|before| before.len() > 1 && before.ends_with('.'))
    }
}

/// Whether a name, lower case and in ASCII, can be one site's.
fn is_a_sites(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let is_name = name.split('.').all(is_label) && !SHARED.contains(&name);
    is_name && (name.contains('.') || name == "localhost")
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose something is that a host keeps, perhaps inside a partition: under the site of the page it was part of.
///
/// A partition is the site's when its key is the site or one of its subdomains. A partition of a wider domain is not:
/// it is shared with siblings of the site that nobody asked to clear.
pub(super) fn owner(host: &str, partition: Option<&str>, sites: &[Site]) -> Owner {
    if sites.iter().any(|site| site.owns(host)) {
        Owner::Site
    } else if partition.is_some_and(|partition| sites.iter().any(|site| site.owns(partition))) {
        Owner::KeptForSite
    } else {
        Owner::Other
    }
}

/// The host of a site on the web, from its address: `https://okpay.com`, `http://localhost:8080/`. Extensions and the
/// browser's own pages have none.
pub(super) fn host_of_origin(origin: &str) -> Option<String> {
    let url = url::Url::parse(origin).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    url.host_str().filter(|_| is_web).map(str::to_owned)
}

/// The host of the partition that Firefox's attributes name, percent-encoded or not:
/// `^userContextId=2&partitionKey=%28https%2Cshop.example%29`, `(http,[::1],8080,f)`.
pub(super) fn host_of_partition_key(attributes: &str) -> Option<String> {
    let attributes = attributes.strip_prefix('^').unwrap_or(attributes);
    let key = attributes.split('&').find_map(|attribute| attribute.strip_prefix("partitionKey="))?;
    let key = percent_decoded(key);
    let host = key.strip_prefix('(')?.strip_suffix(')')?.split(',').nth(1)?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// A text with its `%28` turned back into what they stand for; what is no such thing stays.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = if decoded.is_some() { after.get(2..).unwrap_or_default() } else { after };
        bytes.push(decoded.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_is_read_in_both_families_ways() {
        assert_eq!(host_of_origin("https://okpay.com").as_deref(), Some("okpay.com"));
        assert_eq!(host_of_origin("http://localhost:8080/").as_deref(), Some("localhost"));
        for other in ["", "null", "chrome-extension://abc/", "okpay.com", "chrome://settings"] {
            assert_eq!(host_of_origin(other), None, "{other}");
        }
        for key in [
            "^partitionKey=%28https%2Cshop.example%29",
            "^userContextId=2&partitionKey=%28http%2Cshop.example%2C8080%29",
            "^partitionKey=(https,shop.example,f)",
        ] {
            assert_eq!(host_of_partition_key(key).as_deref(), Some("shop.example"), "{key}");
        }
        for none in ["", "^userContextId=2", "^partitionKey=", "^partitionKey=%28https%2C%29", "^partitionKey=%2"] {
            assert_eq!(host_of_partition_key(none), None, "{none}");
        }
    }

    #[test]
    fn a_wider_partition_is_not_the_sites() {
        let sites = [Site::parse("www.okpay.com").unwrap()];
        assert_eq!(owner("cdn.example", Some("okpay.com"), &sites), Owner::Other);
        assert_eq!(owner("cdn.example", Some("www.okpay.com"), &sites), Owner::KeptForSite);
        assert_eq!(owner("a.www.okpay.com", Some("shop.example"), &sites), Owner::Site);
    }

    #[test]
    fn a_site_owns_its_subdomains_and_no_look_alike() {
        let okpay = Site::parse("OKPay.com").unwrap();
        for own in ["okpay.com", ".okpay.com", "www.okpay.com", ".a.b.OKPAY.com", "okpay.com."] {
            assert!(okpay.owns(own), "{own}");
        }
        for other in [
            "notokpay.com",
            "okpay.com.evil.example",
            "okpay.co",
            "okpay.community",
            "com",
            "",
            ".",
            "okpay-com.example",
            "xn--okpy-6na.com",
            "é.com",
            "kpay.com",
        ] {
            assert!(!okpay.owns(other), "{other}");
        }
    }

    #[test]
    fn half_the_web_is_not_a_site() {
        for wrong in ["com", "", ".", "https://okpay.com/", "okpay.com:8080", "a b.com", "%"] {
            assert!(Site::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Site::parse("bücher.example").unwrap().host(), "xn--bcher-kva.example");
        assert_eq!(Site::parse("127.0.0.1").unwrap().host(), "127.0.0.1");
        assert!(!Site::parse("0.0.1.2").unwrap().owns("1.0.0.1.2"));
        assert_eq!(Site::parse(".okpay.co.uk.").unwrap().host(), "okpay.co.uk");
        assert_eq!(Site::parse("okpay.github.io").unwrap().host(), "okpay.github.io");
        assert_eq!(Site::parse("[::1]").unwrap().host(), "[::1]");
    }

    #[test]
    fn what_would_match_nothing_or_everything_is_not_a_site() {
        for wrong in ["okpay..com", "..okpay.com", "okpay.com..", "*.com", "*.okpay.com", "ok pay.com", "ok,pay.com"] {
            assert!(Site::parse(wrong).is_err(), "{wrong}");
        }
        for number in ["1", "1.2", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.01", "127.0.0.1.1"] {
            assert!(Site::parse(number).is_err(), "{number}");
        }
        for shared in ["co.uk", "com.cn", ".CO.JP", "github.io", "com.br."] {
            assert!(Site::parse(shared).is_err(), "{shared}");
        }
    }
}
