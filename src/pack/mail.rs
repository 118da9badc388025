//! Mail addresses of a pack, and the mail that the customer's mail program gets.
//!
//! Owns the decision which addresses are allowed, as [`super::link`] does for pages, and the writing of `mailto:`. Must
//! not open anything.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::link::{Lookalike, is_host, is_lookalike, is_within};

/// The longest address. With it, a short mail stays short enough for every mail program.
const LONGEST: usize = 100;

/// Everything that can have a meaning in a `mailto:` address (RFC 6068).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A mail address within the pack's hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAddress {
    words: String,
    host: String,
}

impl MailAddress {
    /// The address: `support@okpay.com`.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// The part after the @.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// A mail to this address alone.
    pub fn compose(&self, subject: &str, body: &str) -> AddressedMail {
        // A subject must be one line.
        let subject = subject.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let (subject, body) = (encoded(&subject.join(" ")), encoded(body));
        AddressedMail { url: format!("mailto:{}?subject={subject}&body={body}", self.words) }
    }
}

/// A mail that is not sent yet. Only a [`MailAddress`] makes one, so it has no other recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressedMail {
    url: String,
}

impl AddressedMail {
    /// The mail as a `mailto:` address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The words as a part of a `mailto:` address. Lines end as in mails; other control characters are left out.
pub fn encoded(words: &str) -> String {
    let lines = words.replace("\r\n", "\n").replace('\r', "\n");
    let printable = lines.replace(|character: char| character.is_control() && character != '\n', "");
    utf8_percent_encode(&printable.replace('\n', "\r\n"), ESCAPED).to_string()
}

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MailFault {
    /// It is not a plain address.
    Malformed,
    /// It leads to another host.
    Outside(Lookalike),
}

/// The address, if it is a plain one within the hosts or their subdomains.
pub fn allows_mail(hosts: &[String], address: &str) -> Option<MailAddress> {
    parse_mail(hosts, address).ok()
}

pub(super) fn parse_mail(hosts: &[String], address: &str) -> Result<MailAddress, MailFault> {
    let (name, host) = address.split_once('@').ok_or(MailFault::Malformed)?;
    let host = host.to_ascii_lowercase();
    // Fewer characters than mail allows, and none that programs read in different ways.
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
    let whole = name.split('.').all(|part| !part.is_empty()) && !name.starts_with('-');
    if !plain || !whole || address.len() > LONGEST || !is_host(&host) {
        return Err(MailFault::Malformed);
    }
    if hosts.iter().any(|own| is_within(&host, own)) {
        return Ok(MailAddress { words: format!("{name}@{host}"), host });
    }
    let lookalike = if hosts.iter().any(|own| is_lookalike(&host, own)) { Lookalike::Yes } else { Lookalike::No };
    Err(MailFault::Outside(lookalike))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_address_within_the_packs_hosts_is_allowed() {
        let hosts = ["okpay.com".to_owned()];
        for (address, kept) in
            [("support@okpay.com", "support@okpay.com"), ("Help.Desk+zh@Mail.OKPay.com", "Help.Desk+zh@mail.okpay.com")]
        {
            assert_eq!(allows_mail(&hosts, address).unwrap().as_str(), kept);
        }
        for (address, fault) in [
            ("", MailFault::Malformed),
            ("support", MailFault::Malformed),
            ("@okpay.com", MailFault::Malformed),
            ("support@", MailFault::Malformed),
            ("a@b@okpay.com", MailFault::Malformed),
            ("mailto:support@okpay.com", MailFault::Malformed),
            ("support@okpay.com?bcc=x@evil.example", MailFault::Malformed),
            ("support&bcc=x@okpay.com", MailFault::Malformed),
            ("sup port@okpay.com", MailFault::Malformed),
            ("support@okpay.com,li@okpay.com", MailFault::Malformed),
            ("support%40evil.example@okpay.com", MailFault::Malformed),
            ("\"support\"@okpay.com", MailFault::Malformed),
            ("<support@okpay.com>", MailFault::Malformed),
            ("support@okpay.com\n", MailFault::Malformed),
            ("客服@okpay.com", MailFault::Malformed),
            ("ｓupport@okpay.com", MailFault::Malformed),
            ("support@оkpay.com", MailFault::Malformed),
            (".support@okpay.com", MailFault::Malformed),
            ("su..pport@okpay.com", MailFault::Malformed),
            ("-support@okpay.com", MailFault::Malformed),
            ("support@okpay.com.evil.example", MailFault::Outside(Lookalike::Yes)),
            ("support@notokpay.com", MailFault::Outside(Lookalike::Yes)),
            ("okpay@gmail.com", MailFault::Outside(Lookalike::No)),
        ] {
            assert_eq!(parse_mail(&hosts, address), Err(fault), "{address:?}");
        }
        assert_eq!(parse_mail(&hosts, &format!("{}@okpay.com", "a".repeat(200))), Err(MailFault::Malformed));
    }

    #[test]
    fn a_mail_is_written_as_mail_programs_read_it() {
        let address = allows_mail(&["okpay.com".to_owned()], "support@okpay.com").unwrap();
        let mail = address.compose("One\r\nBcc: x@y.z", "50 % & more\n第二行\u{7}");
        assert_eq!(
            mail.url(),
            "mailto:support@okpay.com?subject=One%20Bcc%3A%20x%40y.z\
             &body=50%20%25%20%26%20more%0D%0A%E7%AC%AC%E4%BA%8C%E8%A1%8C"
        );
    }
}
