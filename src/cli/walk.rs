//! `okpay-wizard walk`: do the wizards keep what their authors promise?
//!
//! Pure: it is handed the pack. Must not know where it lies.

use serde::Serialize;

use super::check::Findings;
use crate::lang::{Lang, fill};
use crate::pack::{ExitTarget, Os, Outcome, Pack};
use crate::session::{WalkError, play};

/// What came of one walk.
#[derive(Debug, Serialize)]
struct Walked<'p> {
    wizard: &'p str,
    walk: &'p str,
    /// Why it failed, in the reader's language; null when it did not.
    failure: Option<String>,
}

/// Plays all walks of a pack, or those of one name. Text has a line for each that fails, and nothing else.
pub(super) fn walk(pack: &Pack, name: Option<&str>, os: Os, lang: Lang) -> Walks {
    let walks = pack.wizards.iter().flat_map(|wizard| wizard.walks.iter().map(move |walk| (wizard, walk)));
    let chosen = walks.filter(|(_, walk)| name.is_none_or(|name| walk.name == name));
    let walked: Vec<Walked<'_>> = chosen
        .map(|(wizard, walk)| Walked {
            wizard: wizard.id.as_str(),
            walk: &walk.name,
            failure: play(pack, wizard, walk, os).err().map(|stumble| why(&stumble, lang)),
        })
        .collect();
    let failed = walked.iter().filter(|walked| walked.failure.is_some());
    let lines = failed.map(|walked| {
        format!("{}/{}: {}\n", walked.wizard, walked.walk, walked.failure.as_deref().unwrap_or_default())
    });
    Walks {
        text: lines.collect(),
        // Plain strings cannot fail to serialize.
        json: serde_json::to_string_pretty(&walked).unwrap_or_default() + "\n",
        played: walked.len(),
        findings: if walked.iter().all(|walked| walked.failure.is_none()) { Findings::None } else { Findings::Some },
    }
}

/// What came of the walks.
pub(super) struct Walks {
    /// A line for each that fails.
    pub(super) text: String,
    /// All of them.
    pub(super) json: String,
    /// How many were played.
    pub(super) played: usize,
    /// Whether any failed.
    pub(super) findings: Findings,
}

fn why(stumble: &WalkError, lang: Lang) -> String {
    match stumble {
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
