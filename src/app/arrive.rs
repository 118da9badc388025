//! What threads have answered.

use eframe::egui;

use super::worker::{Done, InHand, Job};
use super::{App, Open, Writing, notices, when};
use crate::desktop::{InstanceRequest, Listing, ReadError, SessionId, StoreError};
use crate::pack::{Link, ToolName};
use crate::session::{self, Event, EventKind, Session};
use crate::ui::{Saving, Screen, StoredSession};

impl App {
    /// Takes one answer in.
    pub(super) fn arrive(&mut self, done: Done, ctx: &egui::Context) {
        match done {
            Done::Listed(listing) => self.listed(listing),
            Done::Began(event, began) => self.began(event, began),
            Done::Opened(id, opened) => self.opened(id, opened),
            Done::Appended(event, Ok(())) => {
                self.writing = Writing::Nothing;
                self.apply(event);
            }
            Done::Appended(event, Err(error)) => self.not_stored(event, &error),
            Done::NoFile(event) => {
                self.writing = Writing::Nothing;
                if let Some(open) = self.open.as_mut() {
                    open.saving = Saving::Unsaved;
                }
                self.apply(event);
            }
            Done::Deleted(Ok(())) => {
                self.tell(notices::well(self.strings().notice.deleted));
                self.threads.give(Job::List);
            }
            Done::Deleted(Err(error)) => {
                tracing::warn!(%error, "a session could not be deleted");
                self.tell(notices::failed(self.strings().notice.not_deleted, "why", &error.to_string()));
            }
            Done::SettingsSaved(Ok(())) | Done::Nothing => {}
            Done::SettingsSaved(Err(error)) => {
                tracing::warn!(%error, "the settings could not be saved");
                self.tell(notices::failed(self.strings().notice.settings_not_saved, "why", &error.to_string()));
            }
            Done::ReportSaved(saved) => self.report_saved(saved),
            Done::LinkOpened(link, in_hand, opened) => self.link_opened(&link, in_hand, opened),
            Done::MailOpened(opened) => self.mail_opened(opened),
            Done::FolderOpened(path, opened) => {
                if opened.is_err() {
                    let path = path.display().to_string();
                    self.tell(notices::failed(self.strings().notice.folder_failed, "path", &path));
                }
            }
            Done::Chosen(chosen) => self.report_place_chosen(chosen),
            Done::LogRead(lines) => self.log_read(lines),
            Done::PartFailed => self.part_failed(),
            Done::System(wishes) => self.system_wishes(wishes, ctx),
            Done::Facts(machine) => self.machine_known(machine),
            Done::PictureChosen(of, chosen) => self.picture_chosen(of, chosen),
            Done::Picture(number, news) => self.picture_news(number, news),
            Done::Clear(number, news) => self.clearing_news(number, news),
            Done::PackRead(number, from, came) => self.pack_read(number, from, came),
            Done::Visited(visit, signature) => {
                signature.send();
                if let InstanceRequest::Open(pack) = visit {
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
        self.go_on(ctx);
    }

    fn listed(&mut self, listing: Result<Listing, StoreError>) {
        let listing = match listing {
            Ok(listing) => listing,
            Err(error) => {
                tracing::warn!(%error, "the sessions could not be listed");
                return;
            }
        };
        for notice in notices::listing(self.strings(), &listing) {
            self.tell(notice);
        }
        let stored = listing.sessions.into_iter().map(|entry| self.stored_session(entry.id.to_string(), entry.session));
        self.stored = stored.collect();
    }

    fn stored_session(&self, key: String, session: Session) -> StoredSession {
        let now = self.outside.now();
        let when = when::when(self.strings(), session.state().touched, now, &self.zone);
        let wizard = self.wizard_of(&session);
        let done = wizard.map_or(0, |wizard| session::path(wizard, &session, self.facts.os_kind).done());
        StoredSession { key, session, when, done }
    }

    /// Keeps the list of stored sessions in step with the open one.
    pub(super) fn remember_open(&mut self) {
        let Some(open) = self.open.as_ref() else { return };
        let Some(key) = open.key.as_ref().map(ToString::to_string) else { return };
        let entry = self.stored_session(key.clone(), open.session.clone());
        self.stored.retain(|stored| stored.key != key);
        self.stored.insert(0, entry);
    }

    fn began(&mut self, event: Event, began: Result<SessionId, StoreError>) {
        match began {
            Ok(id) => {
                self.writing = Writing::Nothing;
                if let Some(session) = Session::from_events(vec![event]) {
                    self.open = Some(Open::new(Some(id), session, Saving::Stored, &self.known));
                    self.remember_open();
                    self.visit_session();
                }
            }
            Err(error) => {
                self.open = None;
                // There is no session to show until the customer has decided what to do.
                self.visit(Screen::Home);
                self.not_stored(event, &error);
            }
        }
    }

    fn opened(&mut self, id: SessionId, opened: Result<Box<Session>, ReadError>) {
        self.writing = Writing::Nothing;
        let session = match opened {
            Ok(session) => *session,
            Err(reason) => {
                tracing::warn!(%reason, %id, "the session could not be opened");
                let path = self.folders.sessions.join(id.to_string());
                self.tell(notices::unreadable(self.strings(), &path, &reason));
                self.threads.give(Job::List);
                return;
            }
        };
        let wizard = self.wizard_of(&session);
        let resumed =
            wizard.zip(self.made_with()).map(|(wizard, made_with)| session::resume(wizard, session.state(), made_with));
        let other_language = session.state().lang != self.lang;
        self.open = Some(Open::new(Some(id), session, Saving::Stored, &self.known));
        self.visit_session();
        if let Some(what) = resumed {
            let event = self.event(what);
            self.store(event);
        }
        if other_language {
            let event = self.event(EventKind::Switched { lang: self.lang });
            self.store_after(event);
        }
    }

    fn not_stored(&mut self, event: Event, error: &StoreError) {
        tracing::warn!(%error, "an event could not be stored");
        self.writing = Writing::Failed(event);
        self.tell(notices::not_stored(self.strings(), error));
    }

    fn link_opened(&mut self, link: &Link, in_hand: InHand, opened: std::io::Result<()>) {
        let words = &self.strings().notice;
        let well = match in_hand {
            InHand::Nothing => words.link_opened,
            InHand::Report => words.link_opened_with_report,
        };
        self.tell(match &opened {
            Ok(()) => notices::well_with(well, "host", &link.host),
            Err(_) => notices::failed(words.link_failed, "url", &link.url),
        });
        let is_contact = self.loaded.pack.as_ref().is_some_and(|pack| pack.contact.page == *link);
        let tool = if is_contact { ToolName::ContactSupport } else { ToolName::OpenLink };
        let result = opened.map(|()| link.host.clone()).map_err(|error| error.to_string());
        self.note_tool(tool, result);
    }

    /// Writes into the session what came of a tool.
    pub(super) fn note_tool(&mut self, tool: ToolName, result: Result<String, String>) {
        let Some(open) = self.open.as_mut() else { return };
        let state = open.session.state();
        let page = (state.outcome.is_none()).then(|| state.page().clone());
        let result = match result {
            Ok(detail) => session::ToolResult::Done { detail: open.safe(&detail) },
            Err(detail) => session::ToolResult::Failed { detail: open.safe(&detail) },
        };
        let event = self.event(EventKind::Used { page, tool, result });
        self.store_after(event);
    }

    /// Stores an event that did not come from a press of the customer's, in its turn.
    pub(super) fn store_after(&mut self, event: Event) {
        if matches!(self.writing, Writing::Nothing) {
            self.store(event);
        } else {
            self.queued.push_back(event);
        }
    }
}
