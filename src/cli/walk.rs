//! `okpay-wizard walk`: checks that the guides behave as their authors' walks promise.
//!
//! Pure: gets the pack. Must not know where it is.

use serde::Serialize;

use super::check::Findings;
use crate::lang::{Lang, fill};
use crate::pack::{ExitTarget, Os, Outcome, Pack};
use crate::session::{WalkError, play};

/// The result of one walk.
#[derive(Debug, Serialize)]
struct WalkResult<'p> {
    wizard: &'p str,
    walk: &'p str,
    /// Why it failed, in the reader's language; null when it did not.
    failure: Option<String>,
}

/// Plays all walks of a pack, or those with this name. The text has one line for each walk that fails.
pub(super) fn walk(pack: &Pack, name: Option<&str>, os: Os, lang: Lang) -> WalkResults {
    let walks = pack.wizards.iter().flat_map(|guide| guide.walks.iter().map(move |walk| (guide, walk)));
    let chosen = walks.filter(|(_, walk)| name.is_none_or(|name| walk.name == name));
    let walked: Vec<WalkResult<'_>> = chosen
        .map(|(guide, walk)| WalkResult {
            wizard: guide.id.as_str(),
            walk: &walk.name,
            failure: play(pack, guide, walk, os).err().map(|error| reason(&error, lang)),
        })
        .collect();
    let failed = walked.iter().filter(|walked| walked.failure.is_some());
    let lines = failed.map(|walked| {
        format!("{}/{}: {}\n", walked.wizard, walked.walk, walked.failure.as_deref().unwrap_or_default())
    });
    WalkResults {
        text: lines.collect(),
        // Plain strings cannot fail to serialize.
        json: serde_json::to_string_pretty(&walked).unwrap_or_default() + "\n",
        played: walked.len(),
        findings: if walked.iter().all(|walked| walked.failure.is_none()) { Findings::None } else { Findings::Some },
    }
}

/// The results of the walks.
pub(super) struct WalkResults {
    /// A line for each walk that failed.
    pub(super) text: String,
    /// The results of all walks.
    pub(super) json: String,
    /// How many were played.
    pub(super) played: usize,
    /// Whether any failed.
    pub(super) findings: Findings,
}

fn reason(error: &WalkError, lang: Lang) -> String {
    match error {
        WalkError::Step { number, page } => {
            let template = match lang {
                Lang::Chinese => "第 {number} 步做不到，当时的页面是 `{page}`",
                Lang::English => "step {number} is not possible; the page at that point is `{page}`",
            };
            fill(template, &[("number", &number.to_string()), ("page", page.as_str())])
        }
        WalkError::Ended { at } => {
            let place = match at {
                ExitTarget::Page(page) => format!("`{page}`"),
                ExitTarget::End(Outcome::Solved) => "End(Solved)".to_owned(),
                ExitTarget::End(Outcome::NotSolved) => "End(NotSolved)".to_owned(),
            };
            let template = match lang {
                Lang::Chinese => "走完后停在 {place}，与 `ends` 不符",
                Lang::English => "the walk ends at {place}, which is not what `ends` says",
            };
            fill(template, &[("place", &place)])
        }
    }
}
