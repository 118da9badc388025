//! From the report straight to a person: the contact page with the report in the clipboard, or a mail.
//!
//! Nothing is sent from here. The browser and the mail program are opened, and the customer does the rest.

use eframe::egui;

use super::worker::{InHand, Job};
use super::{App, notices};
use crate::pack::{Link, ToolName};
use crate::redact::{Redactor, SafeText, Salt};
use crate::report::{self, Attachment, Report};

impl App {
    /// Puts the report into the clipboard and opens the contact page.
    pub(super) fn hand_over(&mut self, link: Link, ctx: &egui::Context) {
        let in_hand = match self.report_in_hand() {
            Some(opened) => {
                ctx.copy_text(for_a_form(&opened.report));
                InHand::Report
            }
            None => InHand::Nothing,
        };
        self.threads.give(Job::OpenLink(link, in_hand));
    }

    /// Opens the customer's mail program with a short mail about the report.
    pub(super) fn write_mail(&mut self) {
        let address = self.loaded.pack.as_ref().and_then(|pack| pack.contact.mail.as_ref());
        let (Some(address), Some(opened)) = (address, self.report_in_hand()) else { return };
        let saved = opened.saved.as_deref();
        let name =
            saved.filter(|path| path.parent() == Some(&self.folders.documents)).and_then(|path| path.file_name());
        // The customer may have named the file after themselves; then it is told that there is one, and not which.
        let name = name.map(|name| name.to_string_lossy()).and_then(|name| self.harmless(&name));
        let attachment = match (&name, saved) {
            (Some(name), _) => Attachment::InDocuments(name),
            (None, Some(_)) => Attachment::Elsewhere,
            (None, None) => Attachment::Unsaved,
        };
        let mail = report::mail(&opened.report, attachment);
        self.threads.give(Job::OpenMail(address.compose(&mail.subject, &mail.body)));
    }

    /// The name, if nothing in it would be hidden.
    fn harmless(&self, name: &str) -> Option<SafeText> {
        let safe = Redactor::new(&self.known, Salt::default()).safe(name);
        (safe.as_str() == name).then_some(safe)
    }

    /// Says what the customer does next.
    pub(super) fn mail_opened(&mut self, opened: std::io::Result<()>) {
        let Some(address) = self.loaded.pack.as_ref().and_then(|pack| pack.contact.mail.clone()) else { return };
        let words = &self.strings().notice;
        let saved = self.report_in_hand().and_then(|report| report.saved_words.clone());
        self.tell(match (&opened, saved) {
            (Err(_), _) => notices::failed(words.mail_failed, "address", address.as_str()),
            (Ok(()), Some(path)) => notices::well_with(words.mail_opened, "path", &path),
            (Ok(()), None) => notices::well(words.mail_opened_unsaved),
        });
        if self.report_is_of_open() {
            let result = opened.map(|()| address.host().to_owned()).map_err(|error| error.to_string());
            self.note_tool(ToolName::ContactSupport, result);
        }
    }
}

/// The report as it is pasted into a form.
fn for_a_form(report: &Report) -> String {
    report::to_short_text(report)
}
