//! What sites store besides cookies: one folder an origin, and Chromium's Local Storage.

use super::{Count, Family, Profile, Scope, Site, SiteDataSurvey, Trouble, Watch};

/// The origins' folders (their amounts still zero: the caller measures them), and the keys of the shared store.
pub(super) fn look(_profile: &Profile, _family: Family, _sites: &[Site]) -> SiteDataSurvey {
    SiteDataSurvey::default()
}

/// Removes the keys within the scope from the store that all sites share. Answers removed and left, as
/// [`super::cookies::clear`] does.
pub(super) fn clear_keys(
    _profile: &Profile,
    _family: Family,
    _scope: &Scope,
    _watch: &dyn Watch,
) -> Result<(Count, Count), Trouble> {
    Ok((Count::default(), Count::default()))
}
