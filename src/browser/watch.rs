//! Reports progress to the caller, and asks the caller whether to stop.

use std::time::Duration;

use super::Progress;

/// Receives progress and answers whether to stop. It is called often, so it must be quick.
pub trait Watch: Sync {
    /// Receives the progress, at most about every 50 ms.
    fn progress(&self, progress: &Progress);

    /// Whether the customer wants the work to stop. The work asks before every file.
    fn is_cancelled(&self) -> bool;

    /// Whether the customer wants to skip this browser instead of waiting until it is closed.
    fn leaves_out(&self, browser: &str) -> bool;

    /// Sleeps for this long, or less if the customer wants to stop.
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

/// Ignores progress and never stops the work.
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
