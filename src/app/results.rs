//! Handles the results of the threads.

use eframe::egui;

use super::relative_time::relative_time;
use super::worker::{ClipboardContent, Job, JobResult};
use super::{ActiveSession, App, Writing, notices};
use crate::desktop::{InstanceRequest, Listing, ReadError, SessionId, StoreError};
use crate::pack::{Link, ToolName};
use crate::session::{self, Event, EventKind, Session};
use crate::ui::{Saving, Screen, StoredSession};

impl App {
    /// Handles one result.
    pub(super) fn handle_result(&mut self, result: JobResult, ctx: &egui::Context) {
        match result {
            JobResult::Listed(listing) => self.sessions_listed(listing),
            JobResult::Began(event, began) => self.session_begun(event, began),
            JobResult::Opened(id, opened) => self.session_opened(id, opened),
            JobResult::Appended(event, Ok(())) => {
                self.writing = Writing::Nothing;
                self.apply_event(event);
            }
            JobResult::Appended(event, Err(error)) => self.event_not_saved(event, &error),
            JobResult::NoFile(event) => {
                self.writing = Writing::Nothing;
                if let Some(open) = self.active.as_mut() {
                    open.saving = Saving::Unsaved;
                }
                self.apply_event(event);
            }
            JobResult::Deleted(Ok(())) => {
                self.notify(notices::success(self.strings().notice.deleted));
                self.workers.submit(Job::List);
            }
            JobResult::Deleted(Err(error)) => {
                tracing::warn!(%error, "a session could not be deleted");
                self.notify(notices::failure(self.strings().notice.not_deleted, "why", &error.to_string()));
            }
            JobResult::SettingsSaved(Ok(())) | JobResult::Nothing => {}
            JobResult::SettingsSaved(Err(error)) => {
                tracing::warn!(%error, "the settings could not be saved");
                self.notify(notices::failure(self.strings().notice.settings_not_saved, "why", &error.to_string()));
            }
            JobResult::ReportSaved(saved) => self.report_saved(saved),
            JobResult::LinkOpened(link, clipboard, opened) => self.link_opened(&link, clipboard, opened),
            JobResult::MailOpened(opened) => self.mail_opened(opened),
            JobResult::FolderOpened(path, opened) => {
                if opened.is_err() {
                    let path = path.display().to_string();
                    self.notify(notices::failure(self.strings().notice.folder_failed, "path", &path));
                }
            }
            JobResult::SavePathChosen(chosen) => self.save_path_chosen(chosen),
            JobResult::LogRead(lines) => self.log_read(lines),
            JobResult::ThreadPanicked => self.thread_panicked(),
            JobResult::PreferencesChanged(preferences) => self.preferences_changed(preferences, ctx),
            JobResult::MachineFacts(machine) => self.machine_facts_gathered(machine),
            JobResult::PictureChosen(report, chosen) => self.picture_chosen(report, chosen),
            JobResult::Picture(number, update) => self.picture_update(number, update),
            JobResult::Clear(number, update) => self.clear_update(number, update),
            JobResult::PackRead(number, from, read) => self.pack_read(number, from, read),
            JobResult::InstanceRequested(request, ack) => {
                ack.send();
                if let InstanceRequest::Open(pack) = request {
                    self.open_pack(Some(pack));
                }
                for command in [
                    egui::ViewportCommand::Visible(true),
                    egui::ViewportCommand::Minimized(false),
                    egui::ViewportCommand::Focus,
                    egui::ViewportCommand::RequestUserAttention(egui::UserAttentionType::Informational),
                ] {
                    ctx.send_viewport_cmd(command);
                }
            }
        }
        self.run_deferred(ctx);
    }

    fn sessions_listed(&mut self, listing: Result<Listing, StoreError>) {
        let listing = match listing {
            Ok(listing) => listing,
            Err(error) => {
                tracing::warn!(%error, "the sessions could not be listed");
                return;
            }
        };
        for notice in notices::listing(self.strings(), &listing) {
            self.notify(notice);
        }
        let stored = listing.sessions.into_iter().map(|entry| self.stored_session(entry.id.to_string(), entry.session));
        self.stored = stored.collect();
    }

    fn stored_session(&self, key: String, session: Session) -> StoredSession {
        let now = self.services.now();
        let when = relative_time(self.strings(), session.state().touched, now, &self.zone);
        let guide = self.guide_of(&session);
        let done = guide.map_or(0, |guide| session::path(guide, &session, self.facts.os_kind).done());
        StoredSession { key, session, when, done }
    }

    /// Updates the open session in the list of saved sessions.
    pub(super) fn update_stored_list(&mut self) {
        let Some(open) = self.active.as_ref() else { return };
        let Some(key) = open.key.as_ref().map(ToString::to_string) else { return };
        let entry = self.stored_session(key.clone(), open.session.clone());
        self.stored.retain(|stored| stored.key != key);
        self.stored.insert(0, entry);
    }

    fn session_begun(&mut self, event: Event, began: Result<SessionId, StoreError>) {
        match began {
            Ok(id) => {
                self.writing = Writing::Nothing;
                if let Some(session) = Session::from_events(vec![event]) {
                    self.active = Some(ActiveSession::new(Some(id), session, Saving::Stored, &self.known));
                    self.update_stored_list();
                    self.show_session();
                }
            }
            Err(error) => {
                self.active = None;
                // Until the customer has decided what to do, there is no session to show.
                self.show_session_screen(Screen::Home);
                self.event_not_saved(event, &error);
            }
        }
    }

    fn session_opened(&mut self, id: SessionId, opened: Result<Box<Session>, ReadError>) {
        self.writing = Writing::Nothing;
        let session = match opened {
            Ok(session) => *session,
            Err(reason) => {
                tracing::warn!(%reason, %id, "the session could not be opened");
                let path = self.folders.sessions.join(id.to_string());
                self.notify(notices::unreadable(self.strings(), &path, &reason));
                self.workers.submit(Job::List);
                return;
            }
        };
        let guide = self.guide_of(&session);
        let resumed =
            guide.zip(self.made_with()).map(|(guide, made_with)| session::resume(guide, session.state(), made_with));
        let other_language = session.state().lang != self.lang;
        self.active = Some(ActiveSession::new(Some(id), session, Saving::Stored, &self.known));
        self.show_session();
        if let Some(what) = resumed {
            let event = self.event(what);
            self.save_event(event);
        }
        if other_language {
            let event = self.event(EventKind::Switched { lang: self.lang });
            self.queue_event(event);
        }
    }

    fn event_not_saved(&mut self, event: Event, error: &StoreError) {
        tracing::warn!(%error, "an event could not be saved");
        self.writing = Writing::Failed(event);
        self.notify(notices::not_saved(self.strings(), error));
    }

    fn link_opened(&mut self, link: &Link, clipboard: ClipboardContent, opened: std::io::Result<()>) {
        let words = &self.strings().notice;
        let success = match clipboard {
            ClipboardContent::Unchanged => words.link_opened,
            ClipboardContent::Report => words.link_opened_with_report,
        };
        self.notify(match &opened {
            Ok(()) => notices::success_with(success, "host", &link.host),
            Err(_) => notices::failure(words.link_failed, "url", &link.url),
        });
        let is_contact = self.loaded.pack.as_ref().is_some_and(|pack| pack.contact.page == *link);
        let tool = if is_contact { ToolName::ContactSupport } else { ToolName::OpenLink };
        let result = opened.map(|()| link.host.clone()).map_err(|error| error.to_string());
        self.record_tool(tool, result);
    }

    /// Records in the session that the customer used a tool, and its result.
    pub(super) fn record_tool(&mut self, tool: ToolName, result: Result<String, String>) {
        let Some(open) = self.active.as_mut() else { return };
        let state = open.session.state();
        let page = (state.outcome.is_none()).then(|| state.page().clone());
        let result = match result {
            Ok(detail) => session::ToolResult::Done { detail: open.safe(&detail) },
            Err(detail) => session::ToolResult::Failed { detail: open.safe(&detail) },
        };
        let event = self.event(EventKind::Used { page, tool, result });
        self.queue_event(event);
    }

    /// Saves an event that does not come from the customer, after those that are being written.
    pub(super) fn queue_event(&mut self, event: Event) {
        if matches!(self.writing, Writing::Nothing) {
            self.save_event(event);
        } else {
            self.queued_events.push_back(event);
        }
    }
}
