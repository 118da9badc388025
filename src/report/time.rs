//! Times, durations and time zones in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::clean::clean_line;
use super::model::{Elapsed, LocalTime, ZoneInfo};
use super::words::ReportWords;
use crate::lang::fill;

/// A time on the customer's clock, to the second.
pub(super) fn local_time(at: Timestamp, zone: &TimeZone) -> LocalTime {
    LocalTime { at, words: at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string() }
}

/// A duration in its two largest units. It is not negative, even if the clock was set back meanwhile.
pub(super) fn elapsed(seconds: i64, words: &ReportWords) -> Elapsed {
    let seconds = seconds.max(0);
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let words = if minutes == 0 {
        fill(words.seconds, &[("n", &seconds.to_string())])
    } else if hours == 0 {
        fill(words.minutes, &[("n", &minutes.to_string())])
    } else if days == 0 {
        fill(words.hours_minutes, &[("hours", &hours.to_string()), ("minutes", &(minutes % 60).to_string())])
    } else {
        fill(words.days_hours, &[("days", &days.to_string()), ("hours", &(hours % 24).to_string())])
    };
    Elapsed { seconds, words }
}

/// How long the computer slept or was unused, in a sentence.
pub(super) fn away(seconds: u64, sentence: &str, words: &ReportWords) -> Elapsed {
    let Elapsed { seconds, words: duration } = elapsed(i64::try_from(seconds).unwrap_or(i64::MAX), words);
    Elapsed { seconds, words: fill(sentence, &[("time", &duration)]) }
}

/// How the clock was changed, in a sentence.
pub(super) fn clock_set(by_seconds: i64, words: &ReportWords) -> String {
    let sentence = if by_seconds < 0 { words.clock_set_back } else { words.clock_set_ahead };
    fill(sentence, &[("time", &elapsed(by_seconds.saturating_abs(), words).words)])
}

/// A time zone, with its offset from UTC at this time.
pub(super) fn zone(zone: &TimeZone, at: Timestamp) -> ZoneInfo {
    let offset_seconds = zone.to_offset(at).seconds();
    let offset = offset_words(offset_seconds);
    let id = zone.iana_name().map(clean_line);
    let words = match &id {
        Some(name) if !name.ends_with(&offset) => format!("{name}, {offset}"),
        _ => offset,
    };
    ZoneInfo { id, offset_seconds, words }
}

/// The same without the zone's name, which says where the customer is.
pub(super) fn offset(zone: &TimeZone, at: Timestamp) -> ZoneInfo {
    let offset_seconds = zone.to_offset(at).seconds();
    ZoneInfo { id: None, offset_seconds, words: offset_words(offset_seconds) }
}

fn offset_words(seconds: i32) -> String {
    let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::{TimeZone, offset};

    use super::super::words::ReportWords;
    use super::{elapsed, local_time, zone};
    use crate::lang::Lang;

    #[test]
    fn durations_read_as_people_say_them() {
        let (chinese, english) = (ReportWords::of(Lang::Chinese), ReportWords::of(Lang::English));
        let say = |seconds, words| elapsed(seconds, words).words;
        assert_eq!(say(42, english), "42 s");
        assert_eq!(say(3 * 60 + 59, english), "3 min");
        assert_eq!(say(3 * 60, chinese), "3 分钟");
        assert_eq!(say(2 * 3_600 + 5 * 60, chinese), "2 小时 5 分钟");
        assert_eq!(say(3 * 86_400 + 4 * 3_600, english), "3 d 4 h");
        assert_eq!(say(-7, english), "0 s", "the clock was set back");
    }

    #[test]
    fn a_time_is_shown_on_the_customers_clock() {
        let at: Timestamp = "2026-11-23T10:42:05Z".parse().unwrap();
        let shanghai = TimeZone::fixed(offset(8));
        assert_eq!(local_time(at, &shanghai).words, "2026-11-23 18:42:05");
        assert_eq!(zone(&shanghai, at).words, "UTC+8");
        assert_eq!(zone(&TimeZone::UTC, at).words, "UTC");
        let half = TimeZone::fixed(jiff::tz::Offset::from_seconds(-(3 * 3_600 + 1_800)).unwrap());
        assert_eq!(zone(&half, at).words, "UTC-3:30");
    }
}
