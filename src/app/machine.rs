//! Facts about the machine that take a moment to gather, for reports.

use super::App;
use crate::desktop::{BrowserVersion, MachineFacts};
use crate::report::BrowserFact;

impl App {
    /// Gathers the facts when the first report is made, so that starting the program does not wait for them.
    pub(super) fn gather_machine_facts(&mut self) {
        if self.machine.is_none() {
            self.machine = Some(MachineFacts::default());
            self.workers.gather_machine_facts(self.folders.sessions.clone());
        }
    }

    /// Adds the facts to the report on screen, unless that report is being saved.
    pub(super) fn machine_facts_gathered(&mut self, machine: MachineFacts) {
        self.machine = Some(machine);
        if self.report.as_ref().is_some_and(|opened| !opened.is_being_saved()) {
            self.remake_report();
        }
    }
}

/// The browsers in the form that a report needs.
pub(super) fn browser_facts(found: Vec<BrowserVersion>) -> Vec<BrowserFact> {
    found.into_iter().map(|BrowserVersion { name, version }| BrowserFact { name, version }).collect()
}
