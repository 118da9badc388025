//! The clock and the customer's time zone.
//!
//! Everything else is handed the time, so that the same events give the same session and the same report.

#[cfg(not(target_os = "linux"))]
use std::sync::LazyLock;
use std::time::Duration;
#[cfg(not(target_os = "linux"))]
use std::time::Instant;

use jiff::{Timestamp, tz::TimeZone};

use crate::session::Clocks;

/// This moment.
#[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// All clocks at this moment.
pub fn read() -> Clocks {
    let (running, awake) = steady();
    Clocks { at: now(), running, awake }
}

/// How long the machine has been running since some moment, and how long of that it was awake.
#[cfg(target_os = "linux")]
fn steady() -> (Duration, Option<Duration>) {
    (of_system(rustix::time::ClockId::Boottime), Some(of_system(rustix::time::ClockId::Monotonic)))
}

/// The same on a system whose steady clock goes on while it sleeps, and whose clock of instants does not.
#[cfg(target_os = "macos")]
fn steady() -> (Duration, Option<Duration>) {
    (of_system(rustix::time::ClockId::Monotonic), Some(since_start()))
}

/// The same on a system that has one clock for both, as far as the standard library tells. It goes on during sleep.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn steady() -> (Duration, Option<Duration>) {
    (since_start(), None)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn of_system(clock: rustix::time::ClockId) -> Duration {
    // What these clocks tell is never less than nothing.
    Duration::try_from(rustix::time::clock_gettime(clock)).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn since_start() -> Duration {
    START.elapsed()
}

/// Some moment, the same for as long as the program runs.
#[cfg(not(target_os = "linux"))]
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The time zone the machine is set to, for times that people read; UTC where the machine does not say.
pub fn local_zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_is_told_of_clocks_between_two_readings() {
        let before = super::read();
        let after = super::read();
        assert!(after.running >= before.running && after.awake >= before.awake);
        assert_eq!(after.events_since(&before), []);
    }

    #[test]
    fn time_does_not_stand_still_and_has_a_place() {
        let before = super::now();
        assert!(super::now() >= before);
        assert!(before.to_zoned_datetime(super::local_zone()).year() >= 2026);
    }
}
