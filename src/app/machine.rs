//! What of the machine takes a moment to find out, for reports.

use super::App;
use crate::desktop::{BrowserVersion, MachineFacts};
use crate::report::BrowserFact;

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

/// As a report tells of them.
pub(super) fn browsers(found: Vec<BrowserVersion>) -> Vec<BrowserFact> {
    found.into_iter().map(|BrowserVersion { name, version }| BrowserFact { name, version }).collect()
}
