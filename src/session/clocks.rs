//! Compares the computer's clocks: the difference shows that it slept or that its clock was set.
//!
//! Time on a page is time during which the computer was awake and its clock ran on. On Linux and macOS, the difference
//! between two clocks shows that the computer slept. On Windows, that takes a call that needs `unsafe` code, so there
//! an hour without a frame counts as a break. Nothing wakes the program up for these comparisons.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::event::EventKind;

/// A shorter sleep does not matter for a report.
const LEAST_SLEEP: Duration = Duration::from_mins(1);

/// Where the clocks do not show sleep, this long without a frame counts as a break. Filling in a form in the browser takes
/// less.
const BREAK: Duration = Duration::from_hours(1);

/// Support compares times to the second, and the network corrects clocks by less than this.
const LEAST_SETTING: SignedDuration = SignedDuration::from_secs(5);

/// One reading of all clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The time of day, which people and networks set.
    pub at: Timestamp,
    /// How long the computer has been running, with sleep. It cannot be set.
    pub running: Duration,
    /// The same without sleep; `None` where the system does not measure it.
    pub awake: Option<Duration>,
}

impl Clocks {
    /// What has happened since an earlier reading. A set clock comes before sleep, so that the time between two events
    /// never becomes negative when a report takes both from it.
    pub fn events_since(&self, before: &Self) -> Vec<EventKind> {
        let running = self.running.saturating_sub(before.running);
        let passed = SignedDuration::try_from(running).unwrap_or(SignedDuration::MAX);
        let set_by = self.at.duration_since(before.at).saturating_sub(passed);
        let mut events = Vec::new();
        if set_by.abs() >= LEAST_SETTING {
            events.push(EventKind::ClockSet { by_seconds: set_by.as_secs() });
        }
        match (before.awake, self.awake) {
            (Some(before), Some(now)) => {
                let slept = running.saturating_sub(now.saturating_sub(before));
                events.extend((slept >= LEAST_SLEEP).then_some(EventKind::Slept { seconds: slept.as_secs() }));
            }
            _ => events.extend((running >= BREAK).then_some(EventKind::Idle { seconds: running.as_secs() })),
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600;

    /// The events when this many seconds have passed on each clock.
    fn events(at: i64, running: u64, awake: impl Into<Option<u64>>) -> Vec<EventKind> {
        let clocks = |at, running, awake: Option<u64>| Clocks {
            at: Timestamp::from_second(1_795_000_000 + at).unwrap(),
            running: Duration::from_secs(70 + running),
            awake: awake.map(|awake| Duration::from_secs(50 + awake)),
        };
        let awake = awake.into();
        clocks(at, running, awake).events_since(&clocks(0, 0, awake.map(|_| 0)))
    }

    #[test]
    fn an_evening_without_sleep_and_with_a_right_clock_makes_no_event() {
        assert_eq!(events(3 * 3_600, 3 * HOUR, 3 * HOUR), []);
        // The network corrected the clock, and the lid was closed for a moment.
        assert_eq!(events(3_602, HOUR, HOUR - 50), []);
    }

    #[test]
    fn sleep_and_a_clock_that_was_set_are_different_events() {
        assert_eq!(events(9 * 3_600 + 60, 9 * HOUR + 60, 60), [EventKind::Slept { seconds: 9 * HOUR }]);
        assert_eq!(events(-3_600 + 60, 60, 60), [EventKind::ClockSet { by_seconds: -3_600 }]);
        assert_eq!(events(284_000_060, 60, 60), [EventKind::ClockSet { by_seconds: 284_000_000 }]);
        let set = EventKind::ClockSet { by_seconds: -3_600 };
        assert_eq!(events(8 * 3_600 + 60, 9 * HOUR + 60, 60), [set, EventKind::Slept { seconds: 9 * HOUR }]);
    }

    #[test]
    fn where_the_clocks_do_not_show_sleep_a_long_silence_is_a_break() {
        assert_eq!(events(9 * 3_600, 9 * HOUR, None), [EventKind::Idle { seconds: 9 * HOUR }]);
        assert_eq!(events(40 * 60, 40 * 60, None), [], "filling in a form");
    }

    #[test]
    fn clocks_that_run_backwards_do_no_harm() {
        let before = Clocks { at: Timestamp::MAX, running: Duration::MAX, awake: Some(Duration::MAX) };
        let after = Clocks { at: Timestamp::MIN, running: Duration::ZERO, awake: Some(Duration::ZERO) };
        assert_eq!(after.events_since(&before).len(), 1);
        assert_eq!(before.events_since(&after).len(), 1);
    }
}
