//! The clock and the customer's time zone.
//!
//! Callers pass the time to everything else, so that the same events give the same session and the same report.

#[cfg(not(target_os = "linux"))]
use std::sync::LazyLock;
use std::time::Duration;
#[cfg(not(target_os = "linux"))]
use std::time::Instant;

use jiff::{Timestamp, tz::TimeZone};

use crate::session::Clocks;

/// This moment.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// All clocks at this moment.
pub fn read() -> Clocks {
    let (running, awake) = monotonic();
    Clocks { at: now(), running, awake }
}

/// How long the machine has been running since some fixed moment, and for how long of that it was awake.
#[cfg(target_os = "linux")]
fn monotonic() -> (Duration, Option<Duration>) {
    (system_clock(rustix::time::ClockId::Boottime), Some(system_clock(rustix::time::ClockId::Monotonic)))
}

/// The same on a system whose monotonic clock goes on during sleep, and whose clock behind `Instant` does not.
#[cfg(target_os = "macos")]
fn monotonic() -> (Duration, Option<Duration>) {
    (system_clock(rustix::time::ClockId::Monotonic), Some(since_start()))
}

/// The same on a system where the standard library offers one clock only. It goes on during sleep.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn monotonic() -> (Duration, Option<Duration>) {
    (since_start(), None)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn system_clock(clock: rustix::time::ClockId) -> Duration {
    // These clocks are never negative.
    Duration::try_from(rustix::time::clock_gettime(clock)).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn since_start() -> Duration {
    START.elapsed()
}

/// A moment that stays the same while the program runs.
#[cfg(not(target_os = "linux"))]
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The machine's time zone, for times that people read; UTC where the machine does not say.
pub fn local_zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_readings_in_a_row_show_no_sleep_and_no_clock_change() {
        let before = super::read();
        let after = super::read();
        assert!(after.running >= before.running && after.awake >= before.awake);
        assert_eq!(after.events_since(&before), []);
    }

    #[test]
    fn time_goes_on_and_has_a_zone() {
        let before = super::now();
        assert!(super::now() >= before);
        assert!(before.to_zoned_datetime(super::local_zone()).year() >= 2026);
    }
}
