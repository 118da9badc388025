//! From what came of clearing to what a session keeps of it: counts, and no more.
//!
//! A session keeps no profile names, no paths, and no sites except those of the pack. This is the one place where an
//! outcome becomes a record.

use crate::browser::{Outcome, Part, Site, StepOutcome};
use crate::session::{Cleared, Entries, Files, SiteData};
use crate::ui::Whose;

/// The counts of an outcome. `plain` are the browsers' names that are fit for other eyes, by their ids.
pub(super) fn counted(outcome: &Outcome, sites: &[Site], whose: Whose, plain: impl Fn(&str) -> String) -> Cleared {
    let of = |part: Part| outcome.steps.iter().filter(move |step| step.part == part);
    let asked = |part: Part| of(part).next().is_some();
    let cache = of(Part::Cache).fold(Files::default(), |sum, step| Files {
        files: sum.files + step.cleared.amount.files,
        bytes: sum.bytes + step.cleared.amount.bytes,
    });
    let cookies = of(Part::Cookies).fold(Entries::default(), |sum, step| Entries {
        removed: sum.removed + step.cleared.entries,
        kept_for_sites: sum.kept_for_sites + step.cleared.kept_for_sites,
        untouched: sum.untouched + step.cleared.untouched,
    });
    let site_data = of(Part::SiteData).fold(SiteData::default(), |sum, step| SiteData {
        files: sum.files + step.cleared.amount.files,
        bytes: sum.bytes + step.cleared.amount.bytes,
        keys: sum.keys + step.cleared.entries,
    });
    let mut browsers: Vec<String> = Vec::new();
    for step in outcome.steps.iter().filter(|step| anything(step)) {
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
            Whose::Sites => sites.iter().map(|site| site.host().to_owned()).collect(),
            Whose::Everybody => Vec::new(),
        },
        cache: asked(Part::Cache).then_some(cache),
        cookies: asked(Part::Cookies).then_some(cookies),
        site_data: asked(Part::SiteData).then_some(site_data),
        could_not: could_not as u64,
        stopped: outcome.cancelled,
    }
}

fn anything(step: &StepOutcome) -> bool {
    step.cleared.amount.files + step.cleared.entries > 0
}
