//! Walking a folder of which everything may go, without ever leaving it.

use super::{Amount, CacheFolder, Hand, Skipped, Watch};

/// What a walk did.
#[derive(Clone, Debug, Default)]
pub(super) struct Swept {
    /// What was cleared; in a dry run, what would have been.
    pub(super) amount: Amount,
    /// Files among them that changed or came after the given time.
    pub(super) came: u64,
    /// What was left alone.
    pub(super) skipped: Vec<Skipped>,
}

/// Empties the folder, or looks what that would do. The folder itself stays unless it is an origin's.
pub(super) fn sweep(_folder: &CacheFolder, _hand: Hand, _watch: &dyn Watch) -> Swept {
    Swept { amount: Amount::default(), ..Swept::default() }
}
