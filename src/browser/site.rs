//! A site, and whether a host is one of its.

use std::fmt;

/// A site by its host, without the dot and the port: lower case, international names in their ASCII form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(String);

/// What was given names no site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a site's name, such as okpay.com")]
pub struct NotASite(String);

impl Site {
    /// The site of this name. Addresses (`https://…`), ports, and names without a dot are refused, `localhost` aside:
    /// whoever asks to clear `com` would clear half the web.
    pub fn parse(name: &str) -> Result<Self, NotASite> {
        let wrong = || NotASite(name.to_owned());
        let trimmed = name.trim().trim_start_matches('.').trim_end_matches('.');
        let host = url::Host::parse(trimmed).map_err(|_| wrong())?;
        let text = host.to_string();
        let is_name = matches!(host, url::Host::Domain(_));
        if is_name && !text.contains('.') && text != "localhost" {
            return Err(wrong());
        }
        Ok(Self(text))
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

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
