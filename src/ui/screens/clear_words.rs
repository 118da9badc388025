//! Sentences about browsers, made from the interface's strings and the facts found.

use super::super::view::View;
use crate::browser::{DataKind, Holder, HolderRole, Running, RunningUnknown, Site, SkipReason};
use crate::lang::{ClearWords, fill};
use crate::pack::Os;

/// Names in a list: "Chrome, Edge and Firefox".
pub(super) fn listed(words: &ClearWords, names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{}{last}", others.join(words.listed), words.listed_last),
    }
}

/// The sites, as a list of hosts.
pub(super) fn sites(words: &ClearWords, sites: &[Site]) -> String {
    listed(words, &sites.iter().map(|site| site.host().to_owned()).collect::<Vec<_>>())
}

/// The name of a kind of data.
pub(super) fn part(words: &ClearWords, part: DataKind) -> &'static str {
    match part {
        DataKind::Cache => words.part_cache,
        DataKind::Cookies => words.part_cookies,
        DataKind::SiteData => words.part_site_data,
    }
}

/// Whether the customer can clear the data by hand, in the browser itself.
pub(super) fn helps_by_hand(trouble: &SkipReason) -> bool {
    match trouble {
        SkipReason::Denied
        | SkipReason::LinkedAway(_)
        | SkipReason::OtherDisk
        | SkipReason::NotACache
        | SkipReason::UnknownVersion(_)
        | SkipReason::UnknownKind
        | SkipReason::Damaged
        | SkipReason::SecondName
        | SkipReason::SetAside(_)
        | SkipReason::NotAsExpected
        | SkipReason::SharedStore
        | SkipReason::Other(_) => true,
        SkipReason::Running
        | SkipReason::MayBeRunning
        | SkipReason::Locked
        | SkipReason::DiskFull
        | SkipReason::ReadOnly
        | SkipReason::OtherUser
        | SkipReason::StartedSince
        | SkipReason::NoCopy
        | SkipReason::Cancelled => false,
    }
}

/// Which processes keep a browser open: "Process 4312 and 7 helpers".
pub(super) fn holders(words: &ClearWords, holders: &[Holder]) -> String {
    let of = |role: HolderRole| holders.iter().filter(move |holder| holder.role == role);
    let mut parts: Vec<String> = Vec::new();
    for holder in of(HolderRole::Browser).take(MOST_PIDS) {
        parts.push(fill(words.holders_one, &[("pid", &holder.pid.to_string())]));
    }
    let background: Vec<String> =
        of(HolderRole::Background).take(MOST_PIDS).map(|holder| holder.pid.to_string()).collect();
    if !background.is_empty() {
        let count = of(HolderRole::Background).count();
        parts.push(fill(&words.holders_background.of(count), &[("pids", &background.join(words.listed))]));
    }
    let helpers = of(HolderRole::Helper).count();
    if helpers > 0 {
        parts.push(words.holders_helpers.of(helpers));
    }
    listed(words, &parts)
}

/// The most process numbers that a sentence lists; more would not help.
const MOST_PIDS: usize = 4;

/// The reason why the program does not know whether a browser is running.
pub(super) fn unclear(words: &ClearWords, unclear: &RunningUnknown) -> String {
    match unclear {
        RunningUnknown::LockOfAnotherHost(host) => fill(words.no_holder_host, &[("host", host)]),
        RunningUnknown::StoreLocked(path) => {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            fill(words.no_holder_store, &[("file", &file)])
        }
    }
}

/// The sentence for a browser that is open or may be open.
pub(super) fn running(words: &ClearWords, browser: &str, running: &Running) -> Option<String> {
    match running {
        Running::No => None,
        Running::Yes(holders) => {
            let mut holders = self::holders(words, holders);
            if !holders.is_empty() {
                let [open, close] = words.brackets;
                holders = format!("{open}{holders}{close}");
            }
            Some(fill(words.running, &[("browser", browser), ("holders", &holders)]))
        }
        Running::Unclear(why) => {
            Some(fill(words.running_unclear, &[("browser", browser), ("why", &unclear(words, why))]))
        }
    }
}

/// Where a browser keeps running after all its windows are closed.
pub(super) fn hiding(view: &View<'_>) -> &'static str {
    let words = &view.strings.clear;
    match view.session.as_ref().map(|open| open.os) {
        Some(Os::MacOs) => words.in_background_mac,
        Some(Os::Windows | Os::Linux) | None => words.in_background,
    }
}
