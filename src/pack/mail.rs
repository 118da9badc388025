//! To whom a pack may have customers write, and the letter that their mail program is handed.
//!
//! Owns the one decision, as [`super::link`] does for pages, and the writing of `mailto:`. Must not open anything.

use std::fmt::Write as _;

use super::link::{Lookalike, is_host, is_lookalike, is_within};

/// The longest address; with it, a short letter stays short enough for every mail program.
const LONGEST: usize = 100;

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

    /// What stands behind its @.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// A letter to it, and to nobody else.
    pub fn letter(&self, subject: &str, body: &str) -> AddressedMail {
        // A subject is one line, whatever it is made of.
        let subject = subject.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let (subject, body) = (encoded(&subject.join(" ")), encoded(body));
        AddressedMail { url: format!("mailto:{}?subject={subject}&body={body}", self.words) }
    }
}

/// A letter that is not sent yet. Only a [`MailAddress`] makes one, so it goes nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressedMail {
    url: String,
}

impl AddressedMail {
    /// As a `mailto:` address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The words as they may stand in a `mailto:` address (RFC 6068): everything that could mean something there is
/// written in hexadecimal digits, lines end as in mails, and what no line holds is left out.
pub fn encoded(words: &str) -> String {
    let mut encoded = String::with_capacity(words.len() * 3);
    let lines = words.replace("\r\n", "\n").replace('\r', "\n");
    for character in lines.chars() {
        match character {
            '\n' => encoded.push_str("%0D%0A"),
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~' => encoded.push(character),
            character if character.is_control() => {}
            character => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string cannot fail.
                    write!(encoded, "%{byte:02X}").ok();
                }
            }
        }
    }
    encoded
}

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MailFault {
    /// It is no plain address.
    Malformed,
    /// It leads to another host.
    Outside(Lookalike),
}

/// The address, when it is a plain one within the hosts or their subdomains.
pub fn allows_mail(hosts: &[String], address: &str) -> Option<MailAddress> {
    judge_mail(hosts, address).ok()
}

pub(super) fn judge_mail(hosts: &[String], address: &str) -> Result<MailAddress, MailFault> {
    let (name, host) = address.split_once('@').ok_or(MailFault::Malformed)?;
    let host = host.to_ascii_lowercase();
    // Fewer characters than mails know, and none that programs read in different ways.
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
    fn only_a_plain_address_of_the_packs_own_hosts_is_one() {
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
            assert_eq!(judge_mail(&hosts, address), Err(fault), "{address:?}");
        }
        assert_eq!(judge_mail(&hosts, &format!("{}@okpay.com", "a".repeat(200))), Err(MailFault::Malformed));
    }

    #[test]
    fn a_letter_is_written_as_mail_programs_read_it() {
        let address = allows_mail(&["okpay.com".to_owned()], "support@okpay.com").unwrap();
        let letter = address.letter("One\r\nBcc: x@y.z", "50 % & more\n第二行\u{7}");
        assert_eq!(
            letter.url(),
            "mailto:support@okpay.com?subject=One%20Bcc%3A%20x%40y.z\
             &body=50%20%25%20%26%20more%0D%0A%E7%AC%AC%E4%BA%8C%E8%A1%8C"
        );
    }
}
