//! A site, and whether a host belongs to it.

use std::fmt;

use percent_encoding::percent_decode_str;

/// A site, named by its host without a leading dot and without a port: in lower case, international names in their
/// ASCII form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(String);

/// The text does not name a site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the name of a site, such as okpay.com")]
pub struct SiteError(String);

/// Whether data belongs to the chosen sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// To one of the sites or a subdomain, in any partition.
    Site,
    /// To another host, in the sites' partition.
    KeptForSite,
    /// To another site.
    Other,
}

/// Public suffixes: names under which different owners have their sites. The full list has thousands of entries and
/// changes every week; these are the ones that people are likely to type. Every other name counts as a site.
const PUBLIC_SUFFIXES: [&str; 19] = [
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
    /// The site with this name. Addresses (`https://…`), ports, and names without a dot (except `localhost`) are
    /// refused: clearing `com` would clear half the web. The best known public suffixes, such as `co.uk`, and names
    /// that no site can have, such as `*.com`, are refused too. Numbers are accepted only as a complete IP address.
    pub fn parse(name: &str) -> Result<Self, SiteError> {
        let wrong = || SiteError(name.to_owned());
        let trimmed = name.trim();
        let trimmed = trimmed.strip_prefix('.').unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix('.').unwrap_or(trimmed);
        let host = url::Host::parse(trimmed).map_err(|_wrong| wrong())?;
        let text = host.to_string();
        let is_site = match host {
            url::Host::Domain(_) => is_site_name(&text),
            // Browsers read `1` as 0.0.0.1, but a person who types it hardly means that.
            url::Host::Ipv4(address) => trimmed.parse() == Ok(address),
            url::Host::Ipv6(_) => true,
        };
        if is_site { Ok(Self(text)) } else { Err(wrong()) }
    }

    /// The host.
    pub fn host(&self) -> &str {
        &self.0
    }

    /// Whether a host (or a cookie's domain, with its leading dot) is this site or one of its subdomains.
    /// `notokpay.com` and `okpay.com.evil.example` do not belong to okpay.com.
    pub fn owns(&self, host: &str) -> bool {
        let host = host.strip_prefix('.').unwrap_or(host);
        let host = host.strip_suffix('.').unwrap_or(host);
        if host.eq_ignore_ascii_case(&self.0) {
            return true;
        }
        // An IP address has no subdomains.
        let is_name = self.0.parse::<std::net::IpAddr>().is_err() && !self.0.starts_with('[');
        let Some(split) = host.len().checked_sub(self.0.len()).filter(|_| is_name) else { return false };
        let ends = host.get(split..).is_some_and(|end| end.eq_ignore_ascii_case(&self.0));
        ends && host.get(..split).is_some_and(|before| before.len() > 1 && before.ends_with('.'))
    }
}

/// Whether a name, in lower case and ASCII, can be the name of one site.
fn is_site_name(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let is_name = name.split('.').all(is_label) && !PUBLIC_SUFFIXES.contains(&name);
    is_name && (name.contains('.') || name == "localhost")
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The owner of a host's data. `partition` is the host of the partition that holds it, if there is one: browsers can
/// keep a host's data separately for each site whose page includes that host.
///
/// A partition belongs to the sites if its host is a site or a subdomain of it. A partition of a wider domain does not:
/// other subdomains of that domain share it, and the customer did not choose to clear those.
pub(super) fn owner(host: &str, partition: Option<&str>, sites: &[Site]) -> Owner {
    if sites.iter().any(|site| site.owns(host)) {
        Owner::Site
    } else if partition.is_some_and(|partition| sites.iter().any(|site| site.owns(partition))) {
        Owner::KeptForSite
    } else {
        Owner::Other
    }
}

/// The host of a web address: `https://okpay.com`, `http://localhost:8080/`. `None` for extensions and the browser's
/// own pages.
pub(super) fn host_of_origin(origin: &str) -> Option<String> {
    let url = url::Url::parse(origin).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    url.host_str().filter(|_| is_web).map(str::to_owned)
}

/// The host of the partition in Firefox's origin attributes, percent-encoded or not:
/// `^userContextId=2&partitionKey=%28https%2Cshop.example%29`, `(http,[::1],8080,f)`.
pub(super) fn host_of_partition_key(attributes: &str) -> Option<String> {
    let attributes = attributes.strip_prefix('^').unwrap_or(attributes);
    let key = attributes.split('&').find_map(|attribute| attribute.strip_prefix("partitionKey="))?;
    let key = percent_decode_str(key).decode_utf8_lossy();
    let host = key.strip_prefix('(')?.strip_suffix(')')?.split(',').nth(1)?;
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partitions_of_chromium_and_firefox_are_read() {
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
    fn a_partition_of_a_wider_domain_does_not_belong_to_the_site() {
        let sites = [Site::parse("www.okpay.com").unwrap()];
        assert_eq!(owner("cdn.example", Some("okpay.com"), &sites), Owner::Other);
        assert_eq!(owner("cdn.example", Some("www.okpay.com"), &sites), Owner::KeptForSite);
        assert_eq!(owner("a.www.okpay.com", Some("shop.example"), &sites), Owner::Site);
    }

    #[test]
    fn a_site_owns_its_subdomains_and_no_lookalike() {
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
    fn a_name_that_covers_half_the_web_is_not_a_site() {
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
    fn a_name_that_matches_nothing_or_everything_is_not_a_site() {
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
