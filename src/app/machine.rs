//! Facts about the machine that take a moment to gather, for reports.

use jiff::{Timestamp, tz::TimeZone};

use super::App;
use crate::desktop::{BrowserVersion, MachineFacts, SystemFacts};
use crate::report::{BrowserFact, Facts};

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

/// The facts in a report, still without pictures and log, for the window and the terminal.
pub fn report_facts(system: &SystemFacts, machine: MachineFacts, zone: TimeZone, made_at: Timestamp) -> Facts {
    let browser = |BrowserVersion { name, version }| BrowserFact { name, version };
    Facts {
        program_version: system.program_version.clone(),
        os: system.os.clone(),
        os_kind: system.os_kind,
        architecture: system.architecture.clone(),
        locale: system.locale.clone(),
        browsers: machine.browsers.into_iter().map(browser).collect(),
        proxy: machine.proxy,
        clock_ahead_seconds: None,
        free_disk_bytes: machine.free_disk_bytes,
        pictures: Vec::new(),
        log: Vec::new(),
        zone,
        made_at,
    }
}
