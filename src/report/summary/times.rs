//! The median of very many durations in constant memory.

/// An hour. Below it whole seconds are counted, above it whole minutes.
const FINE: u64 = 3_600;

/// A day. Longer durations count as a day.
const LONGEST: u64 = 86_400;

/// How often each duration occurred: exact to the second below an hour, to the minute below a day. It takes at most 20 kB,
/// however many durations there are; for pages that take minutes, less than 2 kB.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    counts: Vec<u32>,
    all: u64,
}

impl Times {
    /// Adds a duration. A negative one, from a clock that was set back, counts as zero.
    pub(super) fn add(&mut self, seconds: i64) {
        let place = place(u64::try_from(seconds).unwrap_or_default());
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(place) {
            *count = count.saturating_add(1);
            self.all += 1;
        }
    }

    /// The median in seconds; of two in the middle, the shorter. `None` if there are no durations.
    pub(super) fn median(&self) -> Option<u64> {
        let middle = self.all.div_ceil(2);
        let mut passed = 0;
        let reached = self.counts.iter().position(|count| {
            passed += u64::from(*count);
            passed >= middle
        });
        reached.filter(|_| self.all > 0).map(|place| duration(place as u64))
    }
}

fn place(seconds: u64) -> usize {
    let place = if seconds < FINE { seconds } else { FINE + (seconds.min(LONGEST) - FINE) / 60 };
    usize::try_from(place).unwrap_or_default()
}

fn duration(place: u64) -> u64 {
    if place < FINE { place } else { FINE + (place - FINE) * 60 }
}

#[cfg(test)]
mod tests {
    use super::Times;

    fn median(durations: &[i64]) -> Option<u64> {
        let mut times = Times::default();
        for seconds in durations {
            times.add(*seconds);
        }
        times.median()
    }

    #[test]
    fn the_median_is_exact_below_an_hour_and_to_the_minute_above() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[0]), Some(0));
        assert_eq!(median(&[9, 1, 5]), Some(5));
        assert_eq!(median(&[9, 1, 5, 7]), Some(5), "the shorter of two");
        assert_eq!(median(&[3_599, 3_599, 9]), Some(3_599));
        assert_eq!(median(&[3_659]), Some(3_600));
        assert_eq!(median(&[3_661, 3_661, 9]), Some(3_660));
    }

    #[test]
    fn no_duration_is_too_long_and_none_is_negative() {
        assert_eq!(median(&[i64::MIN]), Some(0));
        assert_eq!(median(&[i64::MAX]), Some(86_400));
        let mut times = Times::default();
        for seconds in (0..10_000_000).step_by(7) {
            times.add(seconds);
        }
        assert!(times.counts.len() <= 4_981, "{}", times.counts.len());
    }
}
