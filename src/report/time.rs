//! Moments, stretches of time and zones, in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::clean::clean_line;
use super::model::{Elapsed, LocalTime, ZoneInfo};
use super::words::Words;
use crate::lang::fill;

/// A moment on the customer's clock, to the second.
pub(super) fn when(at: Timestamp, zone: &TimeZone) -> LocalTime {
    LocalTime { at, words: at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string() }
}

/// A stretch of time in its two largest units. A clock set back in the middle does not make it negative.
pub(super) fn elapsed(seconds: i64, words: &Words) -> Elapsed {
    let seconds = seconds.max(0);
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let said = if minutes == 0 {
        fill(words.seconds, &[("n", &seconds.to_string())])
    } else if hours == 0 {
        fill(words.minutes, &[("n", &minutes.to_string())])
    } else if days == 0 {
        fill(words.hours_minutes, &[("hours", &hours.to_string()), ("minutes", &(minutes % 60).to_string())])
    } else {
        fill(words.days_hours, &[("days", &days.to_string()), ("hours", &(hours % 24).to_string())])
    };
    Elapsed { seconds, words: said }
}

/// How long the computer slept or nobody did anything, in a sentence.
pub(super) fn away(seconds: u64, sentence: &str, words: &Words) -> Elapsed {
    let Elapsed { seconds, words: said } = elapsed(i64::try_from(seconds).unwrap_or(i64::MAX), words);
    Elapsed { seconds, words: fill(sentence, &[("time", &said)]) }
}

/// The sentence that says how the clock was set.
pub(super) fn clock_set(by_seconds: i64, words: &Words) -> String {
    let sentence = if by_seconds < 0 { words.clock_set_back } else { words.clock_set_ahead };
    fill(sentence, &[("time", &elapsed(by_seconds.saturating_abs(), words).words)])
}

/// A zone and how far ahead of UTC its clocks are at that moment.
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

/// The same without its name, which tells where somebody is.
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

    use super::super::words::Words;
    use super::{elapsed, when, zone};
    use crate::lang::Lang;

    #[test]
    fn stretches_of_time_read_as_people_say_them() {
        let (chinese, english) = (Words::of(Lang::Chinese), Words::of(Lang::English));
        let say = |seconds, words| elapsed(seconds, words).words;
        assert_eq!(say(42, english), "42 s");
        assert_eq!(say(3 * 60 + 59, english), "3 min");
        assert_eq!(say(3 * 60, chinese), "3 分钟");
        assert_eq!(say(2 * 3_600 + 5 * 60, chinese), "2 小时 5 分钟");
        assert_eq!(say(3 * 86_400 + 4 * 3_600, english), "3 d 4 h");
        assert_eq!(say(-7, english), "0 s", "the clock was set back");
    }

    #[test]
    fn a_moment_is_told_on_the_customers_clock() {
        let at: Timestamp = "2026-11-23T10:42:05Z".parse().unwrap();
        let shanghai = TimeZone::fixed(offset(8));
        assert_eq!(when(at, &shanghai).words, "2026-11-23 18:42:05");
        assert_eq!(zone(&shanghai, at).words, "UTC+8");
        assert_eq!(zone(&TimeZone::UTC, at).words, "UTC");
        let half = TimeZone::fixed(jiff::tz::Offset::from_seconds(-(3 * 3_600 + 1_800)).unwrap());
        assert_eq!(zone(&half, at).words, "UTC-3:30");
    }
}
