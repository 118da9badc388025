//! The report on screen: makes it, shows it, copies it and saves it.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::machine::report_facts;
use super::report_intents::customer_texts;
use super::services::{DialogUnavailable, SaveSuggestion};
use super::worker::Job;
use super::{App, notices};
use crate::desktop::SessionId;
use crate::lang::Lang;
use crate::pack::ToolName;
use crate::redact::{KnownSecrets, Redactor};
use crate::report::{self, Choices, Facts, Picture, Report, ReportSheet, RevealedValue};
use crate::session::Session;
use crate::ui::{FileDialog, Now, ReportLanguages, ReportSelection, ReportView, RevealableText, SaveFormat, Screen};

/// The report on screen.
pub(super) struct OpenedReport {
    pub(super) report: Report,
    sheet: ReportSheet,
    /// The text that will be saved; `None` for pages and archives.
    text: Option<String>,
    /// The session that the report is about; `None` for an open session that is not saved.
    session_id: Option<SessionId>,
    pub(super) selection: ReportSelection,
    revealable: Vec<RevealableText>,
    customer_texts: Vec<String>,
    has_log: bool,
    pub(super) saved: Option<PathBuf>,
    pub(super) saved_path_text: Option<String>,
    is_saving: bool,
    /// The file that will be saved where the dialog says.
    bytes_for_dialog: Option<Vec<u8>>,
}

impl OpenedReport {
    /// Whether this report is being saved as it is.
    pub(super) fn is_being_saved(&self) -> bool {
        self.is_saving || self.bytes_for_dialog.is_some()
    }

    pub(super) fn view(&self) -> ReportView<'_> {
        ReportView {
            sheet: &self.sheet,
            exact: self.text.as_deref(),
            code: &self.report.code,
            wanted: &self.selection,
            hidden: &self.report.hidden,
            can_show: &self.revealable,
            own: &self.customer_texts,
            has_log: self.has_log,
            saved: self.saved_path_text.as_deref(),
            saving: self.is_saving,
            dialog: if self.bytes_for_dialog.is_some() { FileDialog::Open } else { FileDialog::Closed },
        }
    }
}

impl App {
    /// Makes the report of the open session.
    pub(super) fn make_report(&mut self) {
        let Some(session) = self.active.as_ref().map(|active| active.session.clone()) else { return };
        let key = self.active.as_ref().and_then(|active| active.key.clone());
        let before = self.report.take().filter(|report| report.session_id == key);
        self.update_report(&session, key, before);
    }

    /// Shows the report of a saved session.
    pub(super) fn show_report_of(&mut self, key: &str) {
        let Some(stored) = self.stored.iter().find(|stored| stored.key == key) else { return };
        let session = stored.session.clone();
        let id = SessionId::parse(key);
        // The customer's choices stay when the same report is shown again.
        let before = self.report.take().filter(|report| report.session_id == id);
        self.update_report(&session, id, before);
        self.back_stack.push(self.screen);
        self.screen = Screen::Report;
    }

    /// Makes the report on screen again, after the language or the customer's choices have changed.
    pub(super) fn remake_report(&mut self) {
        let Some(old) = self.report.take() else { return };
        let key = old.session_id.clone();
        let open = self.active.as_ref().filter(|active| active.key == key).map(|active| active.session.clone());
        let stored = || {
            let key = key.as_ref()?.to_string();
            self.stored.iter().find(|stored| stored.key == key).map(|stored| stored.session.clone())
        };
        if let Some(session) = open.or_else(stored) {
            self.update_report(&session, key, Some(old));
        }
    }

    fn update_report(&mut self, session: &Session, id: Option<SessionId>, before: Option<OpenedReport>) {
        self.gather_machine_facts();
        // The customer may have travelled since the window opened.
        self.zone = self.services.zone();
        let (selection, saved, saved_path_text, bytes_for_dialog) = match before {
            Some(before) => (before.selection, before.saved, before.saved_path_text, before.bytes_for_dialog),
            None => (ReportSelection::default(), None, None, None),
        };
        let built = self.build_report(session, &selection).and_then(|report| {
            let text = text_to_save(&report, selection.format)?;
            Ok((report, text))
        });
        match built {
            Ok((report, text)) => {
                let sheet = report.sheet();
                let customer_texts = customer_texts(&report);
                let revealable = self.revealable(session, id.as_ref(), &selection.shown);
                self.report = Some(OpenedReport {
                    report,
                    sheet,
                    text,
                    session_id: id,
                    selection,
                    revealable,
                    customer_texts,
                    has_log: !self.log_for_reports().is_empty(),
                    saved,
                    saved_path_text,
                    is_saving: false,
                    bytes_for_dialog,
                });
            }
            Err(why) => {
                tracing::error!(%why, "the report could not be made");
                self.report_failed(&why);
            }
        }
    }

    fn build_report(&self, session: &Session, selection: &ReportSelection) -> Result<Report, String> {
        let pack = self.loaded.pack.as_ref().ok_or("there is no pack")?;
        let machine = self.machine.clone().unwrap_or_default();
        let facts = Facts {
            pictures: self.pictures.added().iter().map(|picture| picture.note.clone()).collect(),
            log: self.log_for_reports(),
            ..report_facts(&self.facts, machine, self.zone.clone(), self.services.now())
        };
        let known = KnownSecrets { chosen: selection.chosen.clone(), ..self.known.clone() };
        let redactor = Redactor::new(&known, session.state().salt);
        Report::build(pack, session, &facts, &self.report_choices(selection), &redactor)
            .map_err(|error| error.to_string())
    }

    fn report_choices(&self, selection: &ReportSelection) -> Choices {
        let (lang, beside) = match selection.tongues {
            ReportLanguages::One(lang) => (lang, None),
            ReportLanguages::Both => (self.lang, Lang::ALL.into_iter().find(|other| *other != self.lang)),
        };
        Choices { lang, beside, left_out: selection.left_out.clone(), shown: selection.shown.clone() }
    }

    /// The hidden values in a session that the customer may reveal. Only values typed since the program started have an
    /// original.
    fn revealable(&self, session: &Session, id: Option<&SessionId>, shown: &[RevealedValue]) -> Vec<RevealableText> {
        let active = self.active.as_ref().filter(|active| active.key.as_ref() == id);
        let Some(vault) = active.map(|active| &active.vault) else { return Vec::new() };
        let json = serde_json::to_string(session.events()).unwrap_or_default();
        let kept = vault.revealable().into_iter().filter(|kept| json.contains(kept.placeholder));
        kept.map(|kept| RevealableText {
            kind: kept.kind,
            placeholder: kept.placeholder.to_owned(),
            original: kept.original.to_owned(),
            now: if shown.iter().any(|one| one.placeholder == kept.placeholder) { Now::Readable } else { Now::Hidden },
        })
        .collect()
    }

    pub(super) fn copy_report(&mut self, ctx: &egui::Context) {
        if let Some(opened) = &self.report {
            ctx.copy_text(opened.text.clone().unwrap_or_else(|| report::to_text(&opened.report)));
            self.notify(notices::success(self.strings().notice.copied));
        }
    }

    /// Saves the report in Documents.
    pub(super) fn save_report(&mut self) {
        let folder = self.folders.documents.clone();
        let pictures = self.report_pictures();
        let Some(opened) = self.report.as_mut() else { return };
        let format = opened.selection.format;
        match bytes(&opened.report, format, &pictures) {
            Ok(bytes) => {
                opened.is_saving = true;
                let stem = report::file_stem(&opened.report);
                self.workers.submit(Job::SaveReport { folder, stem, extension: format.extension(), bytes });
            }
            Err(why) => self.report_failed(&why),
        }
    }

    /// Asks where to save the report, and saves it as it is now.
    pub(super) fn save_report_as(&mut self) {
        let title = self.strings().report.save_as.trim_end_matches('…').to_owned();
        let folder = self.folders.documents.clone();
        let pictures = self.report_pictures();
        let Some(opened) = self.report.as_mut() else { return };
        let format = opened.selection.format;
        match bytes(&opened.report, format, &pictures) {
            Ok(bytes) => {
                let extension = format.extension();
                let name = format!("{}.{extension}", report::file_stem(&opened.report));
                opened.bytes_for_dialog = Some(bytes);
                self.workers.ask_save_path(SaveSuggestion { title, folder, name, extension });
            }
            Err(why) => self.report_failed(&why),
        }
    }

    fn report_pictures(&self) -> Vec<Picture> {
        let added = self.pictures.added().iter();
        added.map(|added| Picture { note: added.note.clone(), bytes: Arc::clone(&added.bytes) }).collect()
    }

    pub(super) fn save_path_chosen(&mut self, chosen: Result<Option<PathBuf>, DialogUnavailable>) {
        let bytes = self.report.as_mut().and_then(|report| report.bytes_for_dialog.take());
        match (chosen, bytes) {
            (Ok(Some(path)), Some(bytes)) => self.workers.submit(Job::SaveReportTo { path, bytes }),
            (Ok(_), _) => {}
            (Err(DialogUnavailable), _) => {
                self.notify(notices::failure(self.strings().notice.dialog_failed, "", ""));
            }
        }
    }

    pub(super) fn report_saved(&mut self, saved: std::io::Result<PathBuf>) {
        if let Some(opened) = self.report.as_mut() {
            opened.is_saving = false;
        }
        let path = match saved {
            Ok(path) => path,
            Err(error) => {
                tracing::warn!(%error, "the report could not be saved");
                self.report_failed(&error.to_string());
                if self.report_is_of_active() {
                    self.record_tool(ToolName::SaveReport, Err(error.to_string()));
                }
                return;
            }
        };
        let words = path.display().to_string();
        self.notify(notices::success_with(self.strings().notice.report_saved, "path", &words));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(opened) = self.report.as_mut() {
            opened.saved = Some(path);
            opened.saved_path_text = Some(words);
        }
        if self.report_is_of_active() {
            self.record_tool(ToolName::SaveReport, Ok(name));
        }
    }

    /// The report on screen or on the way back from here, but not an earlier one of another session.
    pub(super) fn current_report(&self) -> Option<&OpenedReport> {
        let is_current = self.screen == Screen::Report || self.back_stack.contains(&Screen::Report);
        self.report.as_ref().filter(|_| is_current || self.report_is_of_active())
    }

    pub(super) fn report_failed(&mut self, why: &str) {
        self.notify(notices::failure(self.strings().notice.report_failed, "why", why));
    }

    pub(super) fn report_is_of_active(&self) -> bool {
        match (&self.active, &self.report) {
            (Some(active), Some(report)) => active.key == report.session_id,
            _ => false,
        }
    }
}

/// The text that will be saved; `None` for pages and archives.
fn text_to_save(report: &Report, format: SaveFormat) -> Result<Option<String>, String> {
    Ok(match format {
        SaveFormat::Html | SaveFormat::Zip => None,
        SaveFormat::Text => Some(report::to_text(report)),
        SaveFormat::Short => Some(report::to_short_text(report)),
        SaveFormat::Json => Some(report::to_json(report).map_err(|error| error.to_string())?),
    })
}

fn bytes(report: &Report, format: SaveFormat, pictures: &[Picture]) -> Result<Vec<u8>, String> {
    match format {
        SaveFormat::Html => {
            report::to_html(report, pictures).map(String::into_bytes).map_err(|error| error.to_string())
        }
        SaveFormat::Zip => report::to_zip(report, pictures).map_err(|error| error.to_string()),
        SaveFormat::Text | SaveFormat::Short | SaveFormat::Json => {
            text_to_save(report, format).map(|text| text.unwrap_or_default().into_bytes())
        }
    }
}
