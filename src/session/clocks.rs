//! What the computer's clocks tell when they are held against each other: that it slept, that its clock was set.
//!
//! Time on a page is time during which the computer was awake and its clock ran on. On Linux and macOS, the difference
//! between two clocks shows that the computer slept. On Windows, that takes a call that needs `unsafe` code, so there
//! an hour without any frame counts as a break. Nothing wakes the program up for these comparisons.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::event::EventKind;

/// A shorter sleep is nothing that anybody would tell.
const WORTH_TELLING: Duration = Duration::from_mins(1);

/// Where sleep is not told apart, nothing may happen for this long before it is taken for a break. Filling in a form in the
/// browser takes less.
const A_BREAK: Duration = Duration::from_hours(1);

/// Support compares times to the second, and clocks that are kept right by a network are moved by less.
const SET: SignedDuration = SignedDuration::from_secs(5);

/// One reading of all clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The time of day, which people and networks set.
    pub at: Timestamp,
    /// How long the computer has been running, sleep counted. Nobody can set that.
    pub running: Duration,
    /// The same without sleep; `None` where the system does not tell sleep apart.
    pub awake: Option<Duration>,
}

impl Clocks {
    /// What has happened since an earlier reading: that the clock was set before that the computer slept, so that taking
    /// both from the time between two events never leaves less than nothing on the way.
    pub fn tell_since(&self, before: &Self) -> Vec<EventKind> {
        let running = self.running.saturating_sub(before.running);
        let passed = SignedDuration::try_from(running).unwrap_or(SignedDuration::MAX);
        let set_by = self.at.duration_since(before.at).saturating_sub(passed);
        let mut told = Vec::new();
        if set_by.abs() >= SET {
            told.push(EventKind::ClockSet { by_seconds: set_by.as_secs() });
        }
        match (before.awake, self.awake) {
            (Some(before), Some(now)) => {
                let slept = running.saturating_sub(now.saturating_sub(before));
                told.extend((slept >= WORTH_TELLING).then_some(EventKind::Slept { seconds: slept.as_secs() }));
            }
            _ => told.extend((running >= A_BREAK).then_some(EventKind::Idle { seconds: running.as_secs() })),
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600;

    /// What is told of this many seconds on each clock.
    fn told(at: i64, running: u64, awake: impl Into<Option<u64>>) -> Vec<EventKind> {
        let clocks = |at, running, awake: Option<u64>| Clocks {
            at: Timestamp::from_second(1_795_000_000 + at).unwrap(),
            running: Duration::from_secs(70 + running),
            awake: awake.map(|awake| Duration::from_secs(50 + awake)),
        };
        let awake = awake.into();
        clocks(at, running, awake).tell_since(&clocks(0, 0, awake.map(|_| 0)))
    }

    #[test]
    fn an_evening_without_sleep_and_with_a_right_clock_is_nothing_to_tell() {
        assert_eq!(told(3 * 3_600, 3 * HOUR, 3 * HOUR), []);
        // A clock that is kept right, and a lid that was closed for a moment.
        assert_eq!(told(3_602, HOUR, HOUR - 50), []);
    }

    #[test]
    fn sleep_and_a_clock_that_was_set_are_told_apart() {
        assert_eq!(told(9 * 3_600 + 60, 9 * HOUR + 60, 60), [EventKind::Slept { seconds: 9 * HOUR }]);
        assert_eq!(told(-3_600 + 60, 60, 60), [EventKind::ClockSet { by_seconds: -3_600 }]);
        assert_eq!(told(284_000_060, 60, 60), [EventKind::ClockSet { by_seconds: 284_000_000 }]);
        let set = EventKind::ClockSet { by_seconds: -3_600 };
        assert_eq!(told(8 * 3_600 + 60, 9 * HOUR + 60, 60), [set, EventKind::Slept { seconds: 9 * HOUR }]);
    }

    #[test]
    fn where_sleep_is_not_told_apart_a_long_silence_is_a_break() {
        assert_eq!(told(9 * 3_600, 9 * HOUR, None), [EventKind::Idle { seconds: 9 * HOUR }]);
        assert_eq!(told(40 * 60, 40 * 60, None), [], "filling in a form");
    }

    #[test]
    fn clocks_that_run_backwards_upset_nobody() {
        let before = Clocks { at: Timestamp::MAX, running: Duration::MAX, awake: Some(Duration::MAX) };
        let after = Clocks { at: Timestamp::MIN, running: Duration::ZERO, awake: Some(Duration::ZERO) };
        assert_eq!(after.tell_since(&before).len(), 1);
        assert_eq!(before.tell_since(&after).len(), 1);
    }
}
