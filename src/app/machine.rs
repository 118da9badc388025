//! What of the machine takes a moment to find out, for reports.

use jiff::{Timestamp, tz::TimeZone};

use super::App;
use crate::desktop::{BrowserVersion, MachineFacts, SystemFacts};
use crate::report::{BrowserFact, Facts};

impl App {
    /// Has the machine looked at when a report is first asked for; starting the program costs nothing of it.
    pub(super) fn look_at_machine(&mut self) {
        if self.machine.is_none() {
            self.machine = Some(MachineFacts::default());
            self.threads.ask_machine(self.folders.sessions.clone());
        }
    }

    /// The machine has been looked at: the report that is shown tells of it too, unless it is being saved as it is.
    pub(super) fn machine_known(&mut self, machine: MachineFacts) {
        self.machine = Some(machine);
        if self.report.as_ref().is_some_and(|opened| !opened.is_being_saved()) {
            self.make_report_again();
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
