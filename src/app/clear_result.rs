//! Turns the outcome of clearing into the counts that a session records.
//!
//! A session holds no profile names, no paths, and no sites except those of the pack. An outcome becomes a record only
//! in this file.

use crate::browser::{ClearOutcome, DataKind, Site, StepOutcome};
use crate::session::{Cleared, ClearedCookies, ClearedFiles, ClearedSiteData};
use crate::ui::SiteScope;

/// The counts of an outcome. `plain` maps a browser's id to a name that holds nothing private.
pub(super) fn cleared_counts(
    outcome: &ClearOutcome,
    sites: &[Site],
    whose: SiteScope,
    plain: impl Fn(&str) -> String,
) -> Cleared {
    let of = |part: DataKind| outcome.steps.iter().filter(move |step| step.part == part);
    let asked = |part: DataKind| of(part).next().is_some();
    let cache = of(DataKind::Cache).fold(ClearedFiles::default(), |sum, step| ClearedFiles {
        files: sum.files + step.cleared.amount.files,
        bytes: sum.bytes + step.cleared.amount.bytes,
    });
    let cookies = of(DataKind::Cookies).fold(ClearedCookies::default(), |sum, step| ClearedCookies {
        removed: sum.removed + step.cleared.entries,
        kept_for_sites: sum.kept_for_sites + step.cleared.kept_for_sites,
        untouched: sum.untouched + step.cleared.untouched,
    });
    let site_data = of(DataKind::SiteData).fold(ClearedSiteData::default(), |sum, step| ClearedSiteData {
        files: sum.files + step.cleared.amount.files,
        bytes: sum.bytes + step.cleared.amount.bytes,
        keys: sum.keys + step.cleared.entries,
    });
    let mut browsers: Vec<String> = Vec::new();
    for step in outcome.steps.iter().filter(|step| removed_anything(step)) {
        let name = plain(&step.browser);
        if !browsers.contains(&name) {
            browsers.push(name);
        }
    }
    let could_not: usize =
        outcome.steps.iter().map(|step| step.skipped.len() + usize::from(step.refused.is_some())).sum();
    Cleared {
        browsers,
        sites: match whose {
            SiteScope::Sites => sites.iter().map(|site| site.host().to_owned()).collect(),
            SiteScope::Everybody => Vec::new(),
        },
        cache: asked(DataKind::Cache).then_some(cache),
        cookies: asked(DataKind::Cookies).then_some(cookies),
        site_data: asked(DataKind::SiteData).then_some(site_data),
        could_not: could_not as u64,
        stopped: outcome.cancelled,
    }
}

fn removed_anything(step: &StepOutcome) -> bool {
    step.cleared.amount.files + step.cleared.entries > 0
}
