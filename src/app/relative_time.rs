//! Times relative to now, in the customer's language.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::lang::{Strings, fill};

/// A moment, seen from `now`: "2 hours ago", "yesterday 18:42", "2026-11-21 18:42".
pub(super) fn relative_time(strings: &Strings, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const TOMORROW: i64 = -24 * HOUR;
    let words = &strings.when;
    let seconds = now.as_second() - then.as_second();
    let counted = |unit: i64| usize::try_from(seconds / unit).unwrap_or(0);
    let local = then.to_zoned_datetime(zone.clone());
    let today = now.to_zoned_datetime(zone.clone()).date();
    match seconds {
        // After the clock was set back, a moment may be in the future. "Just now" is less confusing, unless it is far
        // off.
        TOMORROW..MINUTE => words.just_now.to_owned(),
        MINUTE..HOUR => words.minutes_ago.of(counted(MINUTE)),
        HOUR.. if local.date() == today => words.hours_ago.of(counted(HOUR)),
        HOUR.. if local.date().tomorrow().is_ok_and(|next| next == today) => {
            fill(words.yesterday, &[("time", &local.strftime("%H:%M").to_string())])
        }
        _ => local.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::relative_time;
    use crate::lang::{Lang, Strings};

    #[test]
    fn times_are_written_as_people_say_them() {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
        let now = "2026-11-23T10:42:00Z".parse().unwrap();
        for (then, english, chinese) in [
            ("2026-11-23T10:41:30Z", "just now", "刚刚"),
            ("2026-11-23T10:41:00Z", "1 minute ago", "1 分钟前"),
            ("2026-11-23T08:40:00Z", "2 hours ago", "2 小时前"),
            ("2026-11-22T10:42:00Z", "yesterday 18:42", "昨天 18:42"),
            ("2026-11-20T10:42:00Z", "2026-11-20 18:42", "2026-11-20 18:42"),
            ("2026-11-23T11:42:00Z", "just now", "刚刚"),
            ("2035-01-01T00:00:00Z", "2035-01-01 08:00", "2035-01-01 08:00"),
        ] {
            let then = then.parse().unwrap();
            assert_eq!(relative_time(Strings::of(Lang::English), then, now, &zone), english);
            assert_eq!(relative_time(Strings::of(Lang::Chinese), then, now, &zone), chinese);
        }
    }
}
