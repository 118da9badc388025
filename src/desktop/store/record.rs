//! A session's bytes: one record in each line, with its checksum.
//!
//! `crc32 of the JSON, eight hexadecimal digits` space `JSON` line feed. The first record names the format, every
//! further one is an event. The JSON contains no line feed, so a record ends where the line ends.
//! Pure: bytes in, events out. Must not know files.

use serde::{Deserialize, Serialize};

use crate::session::{Event, Session};

/// The format that this program writes, and the only one that it reads.
const FORMAT: u32 = 1;

/// The number of hexadecimal digits in a checksum.
const CHECKSUM_DIGITS: usize = 8;

/// The first record.
#[derive(Serialize, Deserialize)]
struct RecordHeader {
    #[serde(rename = "okpay-wizard-session")]
    format: u32,
}

/// What a session file's bytes contain.
#[derive(Debug)]
pub(super) enum SessionContents {
    /// A session.
    Session {
        /// Its events and state.
        session: Box<Session>,
        /// How many bytes of the file are whole records; the rest was torn while the program wrote it.
        whole: u64,
    },
    /// A file whose first records were torn, so the customer never saw this session.
    Empty,
    /// A newer program wrote it.
    Newer,
    /// It is not a session, or is damaged before its end. With the reason, for the log.
    Damaged(&'static str),
}

/// The record that begins every file.
pub(super) fn header() -> serde_json::Result<Vec<u8>> {
    encode(&RecordHeader { format: FORMAT })
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
pub(super) fn read(bytes: &[u8]) -> SessionContents {
    let Some((json, mut whole)) = first_record(bytes) else {
        return if has_record(bytes) {
            SessionContents::Damaged("its first record is damaged")
        } else if is_torn_header(bytes) {
            SessionContents::Empty
        } else {
            SessionContents::Damaged("it is not a session")
        };
    };
    match serde_json::from_str::<RecordHeader>(json) {
        Ok(RecordHeader { format: FORMAT }) => {}
        Ok(RecordHeader { format }) if format > FORMAT => return SessionContents::Newer,
        _ => return SessionContents::Damaged("its first record names no format"),
    }
    let mut events = Vec::new();
    while let Some(rest) = bytes.get(whole..).filter(|rest| !rest.is_empty()) {
        let Some((json, length)) = first_record(rest) else {
            if has_record(rest) {
                return SessionContents::Damaged("a record before the last is damaged");
            }
            if events.is_empty() && rest.ends_with(b"\n") {
                // A line with its line feed is not torn, so its checksum is wrong because of damage.
                return SessionContents::Damaged("its only event is damaged");
            }
            break;
        };
        // The checksum is right, so the record is as it was written, and a newer program wrote it.
        let Ok(event) = serde_json::from_str(json) else { return SessionContents::Newer };
        events.push(event);
        whole += length;
    }
    if events.is_empty() {
        return SessionContents::Empty;
    }
    match Session::from_events(events) {
        Some(session) => SessionContents::Session { session: Box::new(session), whole: whole as u64 },
        None => SessionContents::Damaged("it does not begin with a beginning"),
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

/// Whether there is a whole record anywhere in `bytes`, even in the middle of a line: then the bytes before it are damaged
/// and not only torn.
fn has_record(bytes: &[u8]) -> bool {
    let spaces = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b" {").map(|(at, _)| at);
    spaces
        .filter_map(|space| bytes.get(space.checked_sub(CHECKSUM_DIGITS)?..))
        .any(|candidate| first_record(candidate).is_some())
}

/// Whether this is a header that was not written completely: its beginning, perhaps followed by zeros.
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
        let SessionContents::Session { session, .. } = content else { panic!("not a session: {content:?}") };
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
    fn a_file_torn_while_it_was_created_is_empty_and_another_programs_file_is_not() {
        let created = whole_session(&[test_support::started()]);
        for length in 0..created.len() {
            assert!(matches!(read(&created[..length]), SessionContents::Empty), "{length} bytes");
            let mut zeros = created[..length].to_vec();
            zeros.resize(4096, 0);
            assert!(matches!(read(&zeros), SessionContents::Empty), "{length} bytes, then zeros");
        }
        for other in [&b"hello"[..], b"\xff\xfe\x00", "你好\n".as_bytes(), b"{\"format\":1}\n", b"\n"] {
            assert!(matches!(read(other), SessionContents::Damaged(_)), "{other:?}");
        }
    }

    #[test]
    fn a_lost_line_end_does_not_hide_the_next_record() {
        let events = test_support::of_every_kind();
        let mut bytes = whole_session(&events);
        let second_end = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0;
        bytes[second_end] = b' ';
        assert!(matches!(read(&bytes), SessionContents::Damaged(_)));
    }

    #[test]
    fn a_newer_format_and_a_newer_kind_of_event_are_newer() {
        let newer = encode(&RecordHeader { format: FORMAT + 1 }).unwrap();
        assert!(matches!(read(&newer), SessionContents::Newer));
        let mut bytes = whole_session(&[test_support::started()]);
        bytes.extend(encode(&serde_json::json!({"at": "2026-11-23T10:00:00Z", "what": "danced"})).unwrap());
        assert!(matches!(read(&bytes), SessionContents::Newer));
    }

    proptest! {
        #[test]
        fn the_reader_takes_any_bytes(bytes: Vec<u8>) {
            read(&bytes);
        }

        #[test]
        fn one_changed_byte_never_invents_or_reorders_events(at in 0_usize..1 << 16, change in 1_u8..) {
            let events = test_support::of_every_kind();
            let mut bytes = whole_session(&events);
            let at = at % bytes.len();
            bytes[at] ^= change;
            if let SessionContents::Session { session, .. } = read(&bytes) {
                // Only the last record may be missing, because it looks like a torn one.
                prop_assert!(session.events() == &events[..] || session.events() == &events[..events.len() - 1]);
            }
        }
    }
}
