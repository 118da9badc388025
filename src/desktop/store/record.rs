//! A session's bytes: one record a line, each with its checksum.
//!
//! `crc32 of the JSON, eight hexadecimal digits` space `JSON` line feed. The first record names the format, every
//! further one is an event. JSON holds no line feed, so a record ends where the line ends.
//! Pure: bytes in, events out. Must not know files.

use serde::{Deserialize, Serialize};

use crate::session::{Event, Session};

/// The format that this program writes, and the newest that it reads.
const FORMAT: u32 = 1;

/// How many hexadecimal digits a checksum has.
const CHECKSUM_DIGITS: usize = 8;

/// The first record.
#[derive(Serialize, Deserialize)]
struct Header {
    #[serde(rename = "okpay-wizard-session")]
    format: u32,
}

/// What a session's bytes turn out to be.
#[derive(Debug)]
pub(super) enum Content {
    /// A session.
    Session {
        /// It.
        session: Box<Session>,
        /// How many bytes of the file are whole records; what is beyond was torn while being written.
        whole: u64,
    },
    /// A file whose very first records were torn: nobody was shown anything of it.
    Empty,
    /// A newer program's.
    Newer,
    /// Something else, or damaged before its end. Why, for the log.
    Damaged(&'static str),
}

/// The record that begins every file.
pub(super) fn header() -> serde_json::Result<Vec<u8>> {
    encode(&Header { format: FORMAT })
}

/// The record of one event.
pub(super) fn event(event: &Event) -> serde_json::Result<Vec<u8>> {
    encode(event)
}

fn encode(content: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let json = serde_json::to_string(content)?;
    Ok(format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes())).into_bytes())
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Content {
    let Some((json, mut whole)) = first_record(bytes) else {
        return if has_record(bytes) {
            Content::Damaged("its first record is damaged")
        } else if is_torn_header(bytes) {
            Content::Empty
        } else {
            Content::Damaged("it is not a session")
        };
    };
    match serde_json::from_str::<Header>(json) {
        Ok(Header { format: FORMAT }) => {}
        Ok(Header { format }) if format > FORMAT => return Content::Newer,
        _ => return Content::Damaged("its first record names no format"),
    }
    let mut events = Vec::new();
    while let Some(rest) = bytes.get(whole..).filter(|rest| !rest.is_empty()) {
        let Some((json, length)) = first_record(rest) else {
            if has_record(rest) {
                return Content::Damaged("a record before the last is damaged");
            }
            if events.is_empty() && rest.ends_with(b"\n") {
                // A whole line that does not add up is no torn one: something was once here.
                return Content::Damaged("its only event is damaged");
            }
            break;
        };
        // The checksum says that it lies here as it was written, so it was written by a program that knows more.
        let Ok(event) = serde_json::from_str(json) else { return Content::Newer };
        events.push(event);
        whole += length;
    }
    if events.is_empty() {
        return Content::Empty;
    }
    match Session::from_events(events) {
        Some(session) => Content::Session { session: Box::new(session), whole: whole as u64 },
        None => Content::Damaged("it does not begin with a beginning"),
    }
}

/// The JSON of the record at the beginning of `bytes`, and the record's length; `None` unless it is whole.
fn first_record(bytes: &[u8]) -> Option<(&str, usize)> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let line = str::from_utf8(bytes.get(..end)?).ok()?;
    let (checksum, json) = line.split_once(' ')?;
    // `from_str_radix` alone would let a sign through.
    if checksum.len() != CHECKSUM_DIGITS || !checksum.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let expected = u32::from_str_radix(checksum, 16).ok()?;
    (crc32fast::hash(json.as_bytes()) == expected).then_some((json, end + 1))
}

/// Whether there is a whole record anywhere in `bytes`, even in the middle of a line: then what comes before it is
/// damaged and not merely torn.
fn has_record(bytes: &[u8]) -> bool {
    let spaces = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b" {").map(|(at, _)| at);
    spaces
        .filter_map(|space| bytes.get(space.checked_sub(CHECKSUM_DIGITS)?..))
        .any(|candidate| first_record(candidate).is_some())
}

/// Whether this is what is left of a header that was being written: its beginning, perhaps with zeros behind it.
fn is_torn_header(bytes: &[u8]) -> bool {
    let written = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    header().is_ok_and(|header| bytes.get(..written).is_some_and(|written| header.starts_with(written)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_support;
    use super::*;

    fn whole_session(events: &[Event]) -> Vec<u8> {
        let mut bytes = header().unwrap();
        for one in events {
            bytes.extend(event(one).unwrap());
        }
        bytes
    }

    fn events_in(bytes: &[u8]) -> Vec<Event> {
        let content = read(bytes);
        let Content::Session { session, .. } = content else { panic!("not a session: {content:?}") };
        session.events().to_vec()
    }

    #[test]
    fn every_kind_of_event_comes_back_as_it_was() {
        let events = test_support::of_every_kind();
        assert_eq!(events_in(&whole_session(&events)), events);
    }

    #[test]
    fn a_record_is_one_line_whatever_the_customer_types() {
        let record = event(&test_support::answered("第一行\n第二行\r\u{2028}\"\\ 0badcafe {}")).unwrap();
        assert_eq!(record.iter().position(|byte| *byte == b'\n'), Some(record.len() - 1));
    }

    #[test]
    fn a_file_torn_at_its_birth_is_empty_and_a_strangers_file_is_not() {
        let birth = whole_session(&[test_support::started()]);
        for length in 0..birth.len() {
            assert!(matches!(read(&birth[..length]), Content::Empty), "{length} bytes");
            let mut zeros = birth[..length].to_vec();
            zeros.resize(4096, 0);
            assert!(matches!(read(&zeros), Content::Empty), "{length} bytes, then zeros");
        }
        for stranger in [&b"hello"[..], b"\xff\xfe\x00", "你好\n".as_bytes(), b"{\"format\":1}\n", b"\n"] {
            assert!(matches!(read(stranger), Content::Damaged(_)), "{stranger:?}");
        }
    }

    #[test]
    fn a_lost_line_end_does_not_hide_the_record_behind_it() {
        let events = test_support::of_every_kind();
        let mut bytes = whole_session(&events);
        let second_end = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0;
        bytes[second_end] = b' ';
        assert!(matches!(read(&bytes), Content::Damaged(_)));
    }

    #[test]
    fn a_newer_format_and_a_newer_kind_of_event_are_newer() {
        let newer = encode(&Header { format: FORMAT + 1 }).unwrap();
        assert!(matches!(read(&newer), Content::Newer));
        let mut bytes = whole_session(&[test_support::started()]);
        bytes.extend(encode(&serde_json::json!({"at": "2026-11-23T10:00:00Z", "what": "danced"})).unwrap());
        assert!(matches!(read(&bytes), Content::Newer));
    }

    proptest! {
        #[test]
        fn no_bytes_at_all_upset_the_reader(bytes: Vec<u8>) {
            read(&bytes);
        }

        #[test]
        fn one_changed_byte_never_invents_or_reorders_events(at in 0_usize..1 << 16, change in 1_u8..) {
            let events = test_support::of_every_kind();
            let mut bytes = whole_session(&events);
            let at = at % bytes.len();
            bytes[at] ^= change;
            if let Content::Session { session, .. } = read(&bytes) {
                // Only the last record may be missing: it cannot be told from a torn one.
                prop_assert!(session.events() == &events[..] || session.events() == &events[..events.len() - 1]);
            }
        }
    }
}
