//! Being watched while working: progress outward, the wish to stop inward.

use std::time::Duration;

use super::Progress;

/// Who watches the work. Called often, so it should be quick.
pub trait Watch: Sync {
    /// How far the work is. Called at most about every 50 ms.
    fn progress(&self, progress: &Progress);

    /// Whether the customer wants it to stop. Asked before every file.
    fn is_cancelled(&self) -> bool;

    /// Whether the customer wants to go on without this browser, while it is being waited for.
    fn leaves_out(&self, browser: &str) -> bool;

    /// Sleeps for this long, or less when the customer wants to stop.
    fn pause(&self, time: Duration) {
        const SLICE: Duration = Duration::from_millis(50);
        let mut left = time;
        while !left.is_zero() && !self.is_cancelled() {
            let slice = left.min(SLICE);
            std::thread::sleep(slice);
            left -= slice;
        }
    }
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _progress: &Progress) {}

    fn is_cancelled(&self) -> bool {
        false
    }

    fn leaves_out(&self, _browser: &str) -> bool {
        false
    }
}
