//! Cookie stores: SQLite files, counted and edited.

use std::path::Path;

use super::{Count, Family, Scope, Site, Trouble, Watch};

/// Counts the cookies of a store by whose they are. Changes nothing.
pub(super) fn count(_store: &Path, _family: Family, _sites: &[Site]) -> Result<Count, Trouble> {
    Err(Trouble::Other("unbuilt".to_owned()))
}

/// Removes the cookies within the scope, in one transaction. Answers what was removed and what was left:
/// (`of_sites`, `kept_for_sites`, `others` of the first are the removed ones, of the second those that stayed).
pub(super) fn clear(
    _store: &Path,
    _family: Family,
    _scope: &Scope,
    _watch: &dyn Watch,
) -> Result<(Count, Count), Trouble> {
    Err(Trouble::Other("unbuilt".to_owned()))
}
