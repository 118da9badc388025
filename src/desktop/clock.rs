//! The clock and the customer's time zone.
//!
//! Everything else is handed the time, so that the same events give the same session and the same report.

use jiff::{Timestamp, tz::TimeZone};

/// This moment.
#[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The time zone the machine is set to, for times that people read; UTC where the machine does not say.
pub fn local_zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    #[test]
    fn time_does_not_stand_still_and_has_a_place() {
        let before = super::now();
        assert!(super::now() >= before);
        assert!(before.to_zoned_datetime(super::local_zone()).year() >= 2026);
    }
}
