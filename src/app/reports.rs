//! The report: made, shown, copied, saved.

use std::path::PathBuf;

use eframe::egui;

use super::outside::{NoDialog, Suggestion};
use super::worker::Job;
use super::{App, OpenedReport, notices};
use crate::desktop::SessionId;
use crate::pack::ToolName;
use crate::redact::Redactor;
use crate::report::{self, Choices, Facts, Report};
use crate::session::Session;
use crate::ui::{Format, Screen};

impl App {
    /// Makes the report of the open session, afresh.
    pub(super) fn make_report(&mut self) {
        let Some(session) = self.open.as_ref().map(|open| open.session.clone()) else { return };
        let key = self.open.as_ref().and_then(|open| open.key.clone());
        let saved = self.report.take().filter(|report| report.of == key);
        self.set_report(&session, key, saved);
    }

    /// Shows the report of a stored session.
    pub(super) fn report_of(&mut self, key: &str) {
        let Some(stored) = self.stored.iter().find(|stored| stored.key == key) else { return };
        let session = stored.session.clone();
        self.set_report(&session, SessionId::parse(key), None);
        self.came_from.push(self.screen);
        self.screen = Screen::Report;
    }

    /// Makes the report on screen anew in the language of the interface.
    pub(super) fn translate_report(&mut self) {
        let Some(old) = self.report.take() else { return };
        let key = old.of.clone();
        let open = self.open.as_ref().filter(|open| open.key == key).map(|open| open.session.clone());
        let stored = || {
            let key = key.as_ref()?.to_string();
            self.stored.iter().find(|stored| stored.key == key).map(|stored| stored.session.clone())
        };
        if let Some(session) = open.or_else(stored) {
            self.set_report(&session, key, Some(old));
        }
    }

    fn set_report(&mut self, session: &Session, of: Option<SessionId>, before: Option<OpenedReport>) {
        let Some(pack) = self.loaded.pack.as_ref() else { return };
        let facts = Facts {
            program_version: self.facts.program_version.clone(),
            os: self.facts.os.clone(),
            os_kind: self.facts.os_kind,
            architecture: self.facts.architecture.clone(),
            locale: self.facts.locale.clone(),
            browsers: Vec::new(),
            proxy: None,
            clock_ahead_seconds: None,
            free_disk_bytes: None,
            pictures: Vec::new(),
            zone: self.zone.clone(),
            made_at: self.outside.now(),
        };
        let redactor = Redactor::new(&self.known, session.state().salt);
        let report = match Report::build(pack, session, &facts, &Choices::all(self.lang), &redactor) {
            Ok(report) => report,
            Err(error) => {
                tracing::error!(%error, "the report could not be made");
                self.report_failed(&error.to_string());
                return;
            }
        };
        let (saved, saved_words) = before.map_or((None, None), |before| (before.saved, before.saved_words));
        let sheet = report.sheet();
        self.report = Some(OpenedReport { report, sheet, of, saved, saved_words, saving: false, for_dialog: None });
    }

    pub(super) fn copy_report(&mut self, ctx: &egui::Context) {
        if let Some(opened) = &self.report {
            ctx.copy_text(report::to_text(&opened.report));
            self.tell(notices::well(self.strings().notice.copied));
        }
    }

    /// Saves the report into Documents.
    pub(super) fn save_report(&mut self, format: Format) {
        let folder = self.folders.documents.clone();
        let Some(opened) = self.report.as_mut() else { return };
        match bytes(&opened.report, format) {
            Ok(bytes) => {
                opened.saving = true;
                let stem = report::file_stem(&opened.report);
                self.threads.give(Job::SaveReport { folder, stem, extension: format.extension(), bytes });
            }
            Err(why) => self.report_failed(&why),
        }
    }

    /// Asks where, then saves the report as it is now.
    pub(super) fn save_report_as(&mut self, format: Format) {
        let title = self.strings().report.save_as.trim_end_matches('…').to_owned();
        let folder = self.folders.documents.clone();
        let Some(opened) = self.report.as_mut() else { return };
        match bytes(&opened.report, format) {
            Ok(bytes) => {
                let extension = format.extension();
                let name = format!("{}.{extension}", report::file_stem(&opened.report));
                opened.for_dialog = Some(bytes);
                self.threads.ask_where(Suggestion { title, folder, name, extension });
            }
            Err(why) => self.report_failed(&why),
        }
    }

    pub(super) fn report_place_chosen(&mut self, chosen: Result<Option<PathBuf>, NoDialog>) {
        let bytes = self.report.as_mut().and_then(|report| report.for_dialog.take());
        match (chosen, bytes) {
            (Ok(Some(path)), Some(bytes)) => self.threads.give(Job::SaveReportTo { path, bytes }),
            (Ok(_), _) => {}
            (Err(NoDialog), _) => {
                self.tell(notices::failed(self.strings().notice.dialog_failed, "", ""));
            }
        }
    }

    pub(super) fn report_saved(&mut self, saved: std::io::Result<PathBuf>) {
        if let Some(opened) = self.report.as_mut() {
            opened.saving = false;
        }
        let path = match saved {
            Ok(path) => path,
            Err(error) => {
                tracing::warn!(%error, "the report could not be saved");
                self.report_failed(&error.to_string());
                if self.report_is_of_open() {
                    self.note_tool(ToolName::SaveReport, Err(error.to_string()));
                }
                return;
            }
        };
        let words = path.display().to_string();
        self.tell(notices::well_with(self.strings().notice.report_saved, "path", &words));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(opened) = self.report.as_mut() {
            opened.saved = Some(path);
            opened.saved_words = Some(words);
        }
        if self.report_is_of_open() {
            self.note_tool(ToolName::SaveReport, Ok(name));
        }
    }

    fn report_failed(&mut self, why: &str) {
        self.tell(notices::failed(self.strings().notice.report_failed, "why", why));
    }

    fn report_is_of_open(&self) -> bool {
        match (&self.open, &self.report) {
            (Some(open), Some(report)) => open.key == report.of,
            _ => false,
        }
    }
}

fn bytes(report: &Report, format: Format) -> Result<Vec<u8>, String> {
    match format {
        Format::Html => report::to_html(report, &[]).map_err(|error| error.to_string()),
        Format::Text => Ok(report::to_text(report)),
        Format::Json => report::to_json(report).map_err(|error| error.to_string()),
    }
    .map(String::into_bytes)
}
