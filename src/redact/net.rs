//! Addresses in networks. Each placeholder has a tag and says whether the address is private: a known tool that erased
//! addresses completely was of little use.

// Only the types: nothing here opens a connection.
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::kind::SecretKind;
use super::labels::LabelClass;
use super::pattern::Pattern;
use super::scan::Scan;

/// Four numbers with dots between.
static FOUR: Pattern = Pattern::new(r"(?-u)[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}");

/// Six pairs of hexadecimal digits, or three groups of four, as some routers write them.
static MAC: Pattern = Pattern::new(
    r"(?i-u)[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}",
);

pub(super) fn hide(scan: &mut Scan) {
    for found in MAC.all(scan.bytes()) {
        if is_alone(scan, &found, b":-") {
            scan.hide(found, SecretKind::Mac);
        }
    }
    for found in FOUR.all(scan.bytes()) {
        let more =
            scan.byte(found.end) == Some(b'.') && scan.byte(found.end + 1).is_some_and(|byte| byte.is_ascii_digit());
        if !more
            && is_alone(scan, &found, b"")
            && scan.byte_before(found.start) != Some(b'.')
            && !is_version(scan, &found)
        {
            hide_address(scan, found);
        }
    }
    for found in with_colons(scan.bytes()) {
        // "address:fe80::1": the first colon belongs to the sentence.
        let value = scan.part(found.clone());
        let lead = usize::from(value.first() == Some(&b':') && value.get(1) != Some(&b':'));
        let trail = usize::from(value.ends_with(b":") && !value.ends_with(b"::"));
        let found = found.start + lead..found.end - trail.min(found.len() - lead);
        let groups = scan.part(found.clone()).split(|byte| *byte == b':').filter(|group| !group.is_empty()).count();
        if groups >= 2 && is_alone(scan, &found, b"") {
            hide_address(scan, found);
        }
    }
}

/// Runs of hexadecimal digits with at least two colons. An IPv4 address may be at their end.
fn with_colons(bytes: &[u8]) -> Vec<Range<usize>> {
    static TWO: Pattern = Pattern::new(r"(?i-u):[0-9a-f]{0,4}:[0-9a-f:]*(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3})?");
    let mut free = 0;
    let mut found = Vec::new();
    for two in TWO.all(bytes) {
        let before = bytes.get(free..two.start).unwrap_or_default();
        let first = before.iter().rev().take_while(|byte| byte.is_ascii_hexdigit()).count();
        found.push(two.start - first..two.end);
        free = two.end;
    }
    found
}

fn is_alone(scan: &Scan, found: &Range<usize>, marks: &[u8]) -> bool {
    let goes_on = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte));
    !goes_on(scan.byte_before(found.start)) && !goes_on(scan.byte(found.end))
}

/// "Version 1.2.3.4", "v1.2.3.4".
fn is_version(scan: &Scan, found: &Range<usize>) -> bool {
    let is_labelled =
        scan.label_before(found.start).is_some_and(|(class, distance)| class == LabelClass::Version && distance <= 4);
    is_labelled
        || scan.byte_before(found.start) == Some(b'/')
            && found
                .start
                .checked_sub(1)
                .and_then(|slash| scan.byte_before(slash))
                .is_some_and(|byte| byte.is_ascii_alphabetic())
}

fn hide_address(scan: &mut Scan, found: Range<usize>) {
    let text = String::from_utf8_lossy(scan.part(found.clone())).into_owned();
    let address = text.parse::<Ipv4Addr>().map(IpAddr::V4).or_else(|_| text.parse::<Ipv6Addr>().map(IpAddr::V6));
    let kind = match address {
        // The computer itself or no computer. Such an address, for example of a proxy, says nothing about the customer.
        Ok(address) if address.is_loopback() || address.is_unspecified() => return,
        Ok(IpAddr::V4(address)) if matches!(address.octets(), [0 | 255, ..]) => return,
        Ok(IpAddr::V4(address)) if is_private(address) => SecretKind::PrivateIp,
        Ok(IpAddr::V6(address)) if address.is_unique_local() || address.is_unicast_link_local() => {
            SecretKind::PrivateIp
        }
        Ok(_) => SecretKind::Ip,
        Err(_) => return,
    };
    scan.hide(found, kind);
}

/// The ranges of homes and offices, and those that proxies and providers use internally.
fn is_private(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_link_local()
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
}
