//! The machine and the program.

use super::SheetFact;
use super::lay::fact;
use crate::lang::{fill, size};
use crate::report::model::{MachineInfo, Report};
use crate::report::time::elapsed;
use crate::report::words::Words;

/// A clock that is off by no more than this counts as right: asking for the time takes a moment, too.
const RIGHT_WITHIN: i64 = 5;

impl Report {
    /// The machine; nothing where the customer left it out.
    pub(super) fn machine_facts(&self, words: &Words) -> Vec<SheetFact> {
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

    /// The machine in one line, for the short text; nothing where the customer left it out.
    pub(in crate::report) fn machine_line(&self, words: &Words) -> Option<String> {
        let machine = self.machine.as_ref()?;
        let mut told = vec![machine.system.clone(), machine.architecture.clone()];
        told.extend((!machine.browsers.is_empty()).then(|| browsers(machine)));
        told.extend([machine.locale.clone(), self.zone.words.clone()]);
        told.extend(machine.clock_ahead_seconds.map(|ahead| format!("{} {}", words.clock, clock(ahead, words))));
        told.extend(proxy(machine, words).map(|proxy| format!("{} {proxy}", words.proxy)));
        told.retain(|told| !told.is_empty());
        Some(told.join(" · "))
    }

    /// The program and the pack, and with which the session was begun where that is another.
    pub(super) fn program_facts(&self, words: &Words) -> Vec<SheetFact> {
        let program = &self.program;
        let mut facts = vec![
            fact(words.program_version, &program.version),
            fact(words.pack, &format!("{} · {} {}", program.pack.words, program.pack.id, program.pack_version)),
        ];
        let now = (&program.version, &program.pack.id, &program.pack_version);
        let then = (&program.session_program_version, &program.session_pack, &program.session_pack_version);
        // Worth a line only where it differs: a session begun before an update.
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

fn clock(ahead: i64, words: &Words) -> String {
    let by = |seconds| elapsed(seconds, words).words;
    if ahead.saturating_abs() <= RIGHT_WITHIN {
        words.clock_right.to_owned()
    } else if ahead > 0 {
        fill(words.clock_ahead, &[("time", &by(ahead))])
    } else {
        fill(words.clock_behind, &[("time", &by(ahead.saturating_neg()))])
    }
}

fn proxy(machine: &MachineInfo, words: &Words) -> Option<&'static str> {
    machine.proxy.map(|is_set| if is_set { words.proxy_set } else { words.proxy_not_set })
}
