//! The sections about the computer and the program.

use super::SheetFact;
use super::layout::fact;
use crate::lang::{fill, size};
use crate::report::model::{MachineInfo, Report};
use crate::report::time::elapsed;
use crate::report::words::ReportWords;

/// The most seconds by which a clock that counts as right may be off: asking for the time takes a moment too.
const RIGHT_WITHIN: i64 = 5;

impl Report {
    /// The computer; empty if the customer left it out.
    pub(super) fn machine_facts(&self, words: &ReportWords) -> Vec<SheetFact> {
        let Some(machine) = &self.machine else { return Vec::new() };
        let mut facts = vec![fact(words.system, &machine.system), fact(words.architecture, &machine.architecture)];
        if !machine.browsers.is_empty() {
            facts.push(fact(words.browsers, &browsers(machine)));
        }
        facts.push(fact(words.locale, &machine.locale));
        facts.push(fact(words.zone, &self.zone.words));
        facts.extend(machine.clock_ahead_seconds.map(|ahead| fact(words.clock, &clock(ahead, words))));
        facts.extend(proxy(machine, words).map(|proxy| fact(words.proxy, proxy)));
        facts.extend(machine.free_disk_bytes.map(|bytes| fact(words.free_disk, &size(bytes))));
        facts
    }

    /// The computer in one line, for the short text; `None` if the customer left it out.
    pub(in crate::report) fn machine_line(&self, words: &ReportWords) -> Option<String> {
        let machine = self.machine.as_ref()?;
        let mut parts = vec![machine.system.clone(), machine.architecture.clone()];
        parts.extend((!machine.browsers.is_empty()).then(|| browsers(machine)));
        parts.extend([machine.locale.clone(), self.zone.words.clone()]);
        parts.extend(machine.clock_ahead_seconds.map(|ahead| format!("{} {}", words.clock, clock(ahead, words))));
        parts.extend(proxy(machine, words).map(|proxy| format!("{} {proxy}", words.proxy)));
        parts.retain(|part| !part.is_empty());
        Some(parts.join(" · "))
    }

    /// The program and the pack, and the earlier versions of the session if they differ.
    pub(super) fn program_facts(&self, words: &ReportWords) -> Vec<SheetFact> {
        let program = &self.program;
        let mut facts = vec![
            fact(words.program_version, &program.version),
            fact(words.pack, &format!("{} · {} {}", program.pack.words, program.pack.id, program.pack_version)),
        ];
        let now = (&program.version, &program.pack.id, &program.pack_version);
        let then = (&program.session_program_version, &program.session_pack, &program.session_pack_version);
        // They differ if the session was used before an update.
        if now != then {
            let then = format!("{} · {} {}", then.0, then.1, then.2);
            facts.push(fact(words.session_made_with, &then));
        }
        facts.push(fact(words.session_lang, &program.session_lang.words));
        facts
    }
}

fn browsers(machine: &MachineInfo) -> String {
    let named = machine.browsers.iter().map(|browser| match &browser.version {
        Some(version) => format!("{} {version}", browser.name),
        None => browser.name.clone(),
    });
    named.collect::<Vec<_>>().join(" · ")
}

fn clock(ahead: i64, words: &ReportWords) -> String {
    let by = |seconds| elapsed(seconds, words).words;
    if ahead.saturating_abs() <= RIGHT_WITHIN {
        words.clock_right.to_owned()
    } else if ahead > 0 {
        fill(words.clock_ahead, &[("time", &by(ahead))])
    } else {
        fill(words.clock_behind, &[("time", &by(ahead.saturating_neg()))])
    }
}

fn proxy(machine: &MachineInfo, words: &ReportWords) -> Option<&'static str> {
    machine.proxy.map(|is_set| if is_set { words.proxy_set } else { words.proxy_not_set })
}
