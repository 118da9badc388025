//! From the report to support: the contact page with the report in the clipboard, or a mail.
//!
//! The program sends nothing. It opens the browser or the mail program, and the customer does the rest.

use eframe::egui;

use super::worker::{ClipboardContent, Job};
use super::{App, notices};
use crate::pack::{Link, ToolName};
use crate::redact::{Redactor, SafeText, Salt};
use crate::report::{self, Attachment, Report};

impl App {
    /// Copies the report to the clipboard and opens the contact page.
    pub(super) fn open_contact_page(&mut self, link: Link, ctx: &egui::Context) {
        let clipboard = match self.current_report() {
            Some(opened) => {
                ctx.copy_text(form_text(&opened.report));
                ClipboardContent::Report
            }
            None => ClipboardContent::Unchanged,
        };
        self.workers.submit(Job::OpenLink(link, clipboard));
    }

    /// Opens the customer's mail program with a short mail about the report.
    pub(super) fn write_mail(&mut self) {
        let address = self.loaded.pack.as_ref().and_then(|pack| pack.contact.mail.as_ref());
        let (Some(address), Some(opened)) = (address, self.current_report()) else { return };
        let saved = opened.saved.as_deref();
        let name =
            saved.filter(|path| path.parent() == Some(&self.folders.documents)).and_then(|path| path.file_name());
        // The file may bear the customer's own name. Then the mail says that there is a file, and not which.
        let name = name.map(|name| name.to_string_lossy()).and_then(|name| self.name_without_secrets(&name));
        let attachment = match (&name, saved) {
            (Some(name), _) => Attachment::InDocuments(name),
            (None, Some(_)) => Attachment::Elsewhere,
            (None, None) => Attachment::Unsaved,
        };
        let mail = report::mail(&opened.report, attachment);
        self.workers.submit(Job::OpenMail(address.compose(&mail.subject, &mail.body)));
    }

    /// The name, if the redactor would hide nothing in it.
    fn name_without_secrets(&self, name: &str) -> Option<SafeText> {
        let safe = Redactor::new(&self.known, Salt::default()).safe(name);
        (safe.as_str() == name).then_some(safe)
    }

    /// Says what the customer does next.
    pub(super) fn mail_opened(&mut self, opened: std::io::Result<()>) {
        let Some(address) = self.loaded.pack.as_ref().and_then(|pack| pack.contact.mail.clone()) else { return };
        let words = &self.strings().notice;
        let saved = self.current_report().and_then(|report| report.saved_path_text.clone());
        self.notify(match (&opened, saved) {
            (Err(_), _) => notices::failure(words.mail_failed, "address", address.as_str()),
            (Ok(()), Some(path)) => notices::success_with(words.mail_opened, "path", &path),
            (Ok(()), None) => notices::success(words.mail_opened_unsaved),
        });
        if self.report_is_of_active() {
            let result = opened.map(|()| address.host().to_owned()).map_err(|error| error.to_string());
            self.record_tool(ToolName::ContactSupport, result);
        }
    }
}

/// The report as a customer pastes it into a form.
fn form_text(report: &Report) -> String {
    report::to_short_text(report)
}
